from __future__ import annotations

import os
import pickle
import subprocess
import sys

import pytest

from caveat.readers import Unreadable, read, reader_for, readers, suffixes


def test_the_suffix_names_the_reader_whatever_its_case() -> None:
    names = ["a.md", "b/C.MARKDOWN", "a.txt", "a.b.HTML", "a.htm", "a.docx", "d\\e.md"]
    assert [reader.media if (reader := reader_for(name)) else None for name in names] == [
        "markdown",
        "markdown",
        "text",
        "html",
        "html",
        "docx",
        "markdown",
    ]


@pytest.mark.parametrize("name", ["a.odt", "md", "a.md.bak", "", "a/.gitignore"])
def test_other_files_have_no_reader(name: str) -> None:
    assert reader_for(name) is None
    with pytest.raises(Unreadable, match="no reader knows") as caught:
        read(name, b"text")
    assert caught.value.kind == "unknown-type"


def test_every_suffix_belongs_to_one_reader() -> None:
    assert len(suffixes()) == sum(len(reader.suffixes) for reader in readers())


def test_the_media_can_be_given_for_standard_input() -> None:
    document = read("<stdin>", b"# Safe *rest*", media="markdown")
    assert [(block.kind, block.text) for block in document.blocks] == [("heading", "Safe rest")]


def test_an_unknown_media_is_refused() -> None:
    with pytest.raises(Unreadable) as caught:
        read("<stdin>", b"text", media="odt")
    assert caught.value.kind == "unknown-type"


def test_what_is_larger_than_any_article_is_refused() -> None:
    with pytest.raises(Unreadable, match="larger than 64 MB") as caught:
        read("a.txt", b"a" * 64_000_001)
    assert caught.value.kind == "too-large"


def test_the_error_survives_the_way_between_processes() -> None:
    error = pickle.loads(pickle.dumps(Unreadable("binary", "not text")))  # noqa: S301 - made on the same line
    assert (error.kind, error.message, str(error)) == ("binary", "not text", "not text")


def test_naming_the_readers_loads_no_parser() -> None:
    code = "import sys, caveat.readers; print([m for m in ('markdown_it', 'yaml', 'lxml', 'justhtml') if m in sys.modules])"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
