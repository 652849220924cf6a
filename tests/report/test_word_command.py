"""`caveat report --to docx` on Word files from two programs, with the rules that come with Caveat."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from caveat_dev.word_file import commented, made_with_python_docx, parts, said, without_comments

Caveat = Callable[..., Any]

FILES = {
    "libreoffice": (Path(__file__).parent / "word" / "leaflet.docx").read_bytes(),
    "python-docx": made_with_python_docx(),
}
DAY = ("--isolated", "--today", "2026-11-23", "--no-cache", "--jobs", "1")


@pytest.mark.parametrize("name", FILES)
def test_every_finding_is_a_comment_on_its_words_and_nothing_else_changes(
    caveat: Caveat, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("piece.docx").write_bytes(FILES[name])
    report = json.loads(caveat("check", "piece.docx", "--format", "json", "--fail-on", "never", *DAY).out)
    done = caveat("report", "piece.docx", "--to", "docx", "-o", "out.docx", *DAY)
    assert done.status == 0
    assert Path("piece.docx").read_bytes() == FILES[name]
    made = Path("out.docx").read_bytes()

    # One comment a finding, on its words; what is about the whole text stands on the title.
    first = max(said(FILES[name])) + 1
    texts = {number: lines for number, lines in said(made).items() if number >= first}
    covered = commented(made)
    findings = [finding for finding in report["findings"] if finding["suppressed"] is None]
    assert len(findings) > 5
    assert len(texts) == len(findings)
    title = report["documents"][0]["title"]
    wanted = Counter(
        (
            f"{finding['severity'].capitalize()}: {finding['rule']}",
            " ".join((finding["quote"] if finding["scope"] == "span" else title).split()),
        )
        for finding in findings
    )
    # Words in a footnote are quoted at its mark, where Word has room for a comment.
    quoted = {number for number, lines in texts.items() if any(line.startswith("On: ") for line in lines)}
    told = Counter((texts[number][0], " ".join(covered[number].split())) for number in texts if number not in quoted)
    assert told - wanted == Counter()
    assert len(quoted) <= 2

    # Every other part is byte for byte the same, and the text is the same without the comments.
    before, after = parts(FILES[name]), parts(made)
    assert list(before) == list(after)
    assert [part for part in before if before[part] != after[part]] == [
        part for part in before if part in {"word/comments.xml", "word/document.xml"}
    ]
    numbers = range(first, first + len(texts))
    assert without_comments(made, numbers) == without_comments(FILES[name], numbers)
