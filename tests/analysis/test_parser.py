"""The parser: our sentences, the same result whatever is parsed beside, and a model whose files we know."""

from __future__ import annotations

from pathlib import Path

import pytest

from caveat.analysis import Analysis, prepare
from caveat.analysis.analysis import ParseRequest
from caveat.analysis.model import Model, ModelMissingError, find_model, model_version
from caveat.analysis.parser import parse
from caveat.readers import read

TEXTS = (
    "The injection is safe. It works for everyone, and no one has side effects.",
    "Don’t take the tablets with alcohol. The vaccine is safe and effective for most people.",
    "# Why the drops are safe\n\nThe drops cure tinnitus.",
)


def analyses() -> list[Analysis]:
    return [Analysis(read("page.md", text.encode())) for text in TEXTS]


def shape(analysis: Analysis) -> list[str]:
    parses = [analysis.parse_of(sentence) for sentence in analysis.sentences]
    return [repr(token) for parsed in parses if parsed is not None for token in parsed.tokens]


def test_parsing_together_or_alone_gives_the_same_parses() -> None:
    together = analyses()
    prepare(together)
    assert [shape(analysis) for analysis in together] == [shape(analysis) for analysis in analyses()]


def test_tokens_lie_in_the_prose_of_their_block() -> None:
    for analysis in analyses():
        for sentence in analysis.sentences:
            parsed = analysis.parse_of(sentence)
            if parsed is not None:
                words = [sentence.block.text[token.start : token.end] for token in parsed.tokens]
                assert "".join(words) == "".join(sentence.text.split())


def test_only_paragraphs_with_a_trigger_are_parsed() -> None:
    analysis = Analysis(read("page.md", b"The clinic is open on Monday.\n\nThe injection is safe.\n"))
    assert [request.text for request in analysis.parse_requests] == ["The injection is safe."]


def test_only_the_words_around_a_trigger_are_parsed() -> None:
    text = (
        "We open at eight on most days, and at nine on Sunday. The injection is safe. "
        "Bring your card and a list of what you take, please."
    )
    (request,) = Analysis(read("page.md", text.encode())).parse_requests
    assert request.text.strip() == "and at nine on Sunday. The injection is safe. Bring your card and a list of"


def test_a_sentence_parses_as_in_its_whole_paragraph() -> None:
    plain = "The nurse who had rung us twice before lunch said so. "
    safe = "Ketamine, as far as anybody knows by now, is safe for most people who need it. "
    for text in (plain + safe + plain, safe + plain * 3 + safe, plain * 2 + safe + safe + plain):
        analysis = Analysis(read("page.md", text.encode()))
        block = analysis.document.blocks[0]
        starts = tuple(sentence.start for sentence in analysis.sentences)
        numbers = tuple(range(len(starts)))
        (whole,) = parse([ParseRequest(block.text, 0, starts, numbers, numbers)])
        assert [repr(token) for parsed in whole for token in parsed.tokens] == shape(analysis)


def test_a_sentence_beside_a_trigger_is_parsed_when_asked_for() -> None:
    analysis = Analysis(read("page.md", b"The clinic is open. The injection is safe. Come in.\n\nWe are glad.\n"))
    parses = [analysis.parse_of(sentence) for sentence in analysis.sentences]
    assert [None if parsed is None else len(parsed.tokens) for parsed in parses] == [5, 5, 3, None]


def test_nothing_to_parse_loads_no_model() -> None:
    assert list(parse([])) == []


def test_the_installed_model_is_the_one_whose_files_we_know() -> None:
    model = find_model()
    assert model.verified
    assert model.label == model_version()


def test_a_missing_model_says_which_command_installs_it() -> None:
    with pytest.raises(ModelMissingError, match=r"python -m pip install en-core-web-lg-not-here"):
        find_model("en_core_web_lg_not_here")


def test_a_model_with_other_files_is_unverified(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "my_model" / "my_model-1.0"
    folder.mkdir(parents=True)
    (tmp_path / "my_model" / "__init__.py").write_text("")
    (folder / "config.cfg").write_text("[nlp]\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    assert find_model("my_model") == Model("my_model", "", folder, verified=False)
    assert "unverified" in find_model("my_model").label
