"""From a first check to a signed piece and on, with the rules that come with Caveat."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from caveat.engine.given import Given, settings_from
from caveat.engine.reviewer import Reviewer, decide, sign
from caveat.engine.run import Run, check

Caveat = Callable[..., Any]

ANN = Reviewer("Ann Lee", "MD")
DRAFTS = Path(__file__).parents[2] / "content"
DAY = ("--today", "2026-11-23", "--no-cache", "--jobs", "1")


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "caveat.toml").write_text("", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(name: str) -> Run:
    return check([name], settings_from([name], Given(today="2026-11-23", no_cache=True, jobs=1)))


def accept_all(name: str) -> int:
    done = run(name)
    open_ = [finding for finding in done.report.findings if finding.suppressed is None]
    for one in open_:
        decide(done.settings, done.pieces, done.paths[name], one.fingerprint, "accept", f"As to {one.rule}", ANN)
    return len(open_)


def sign_off(name: str) -> None:
    done = run(name)
    (document,) = done.report.documents
    sign(done.settings, done.pieces, done.paths[name], document.content, "Read in full", ANN)


def opened(caveat: Caveat, name: str) -> tuple[int, list[tuple[str, str, str]]]:
    """Return the exit status of a check, and the findings that are open with what became of their decisions."""
    done = caveat("check", name, "--format", "json", "--fail-on", "info", *DAY)
    return done.status, [
        (one["rule"], one["quote"], one["decision"]["state"] if one["decision"] else "new")
        for one in json.loads(done.out)["findings"]
        if one["suppressed"] is None
    ]


LOW_DOSE = "Studies show that low-dose infusions reverse central sensitization, and research has now proven that the"


@pytest.mark.parametrize(
    ("draft", "sentence", "changed", "reopened", "first", "second"),
    [
        (
            "levothyroxine-thyroid/draft/email-newsletter.md",
            "83% of our members say the same.",
            "93% of our members say the same.",
            [("sourcing-uncited-statistic", "93% of our members")],
            "January is when we hear it most",
            "Sandra, 44, dropped two dress",
        ),
        (
            "warfarin-clots/draft/email-first-week.md",
            "Research has shown that diet makes no difference.",
            "Research has shown that food makes no difference.",
            [("sourcing-weasel-attribution", "Research has shown")],
            "Warfarin stops clots for good.",
            "You asked us whether it is saf",
        ),
        (
            "ketamine-crps/draft/article.md",
            f"{LOW_DOSE} brain begins to build healthy new connections within hours of the first drip.",
            f"{LOW_DOSE} mind begins to build healthy new connections within hours of the first drip.",
            [
                ("sourcing-weasel-attribution", "Studies show"),
                ("claims-efficacy-absolute", "reverse central sensitization"),
            ],
            "And the side effects?",
            "You will be asked to fast for ",
        ),
    ],
)
def test_all_decided_is_all_passed_a_changed_sentence_reopens_its_own_and_a_moved_paragraph_none(
    caveat: Caveat,
    place: Path,
    draft: str,
    sentence: str,
    changed: str,
    reopened: list[tuple[str, str]],
    first: str,
    second: str,
) -> None:
    text = (DRAFTS / draft).read_text(encoding="utf-8")
    file = place / "piece.md"
    file.write_text(text, encoding="utf-8")
    if "derived_from: article.md" in text:
        shutil.copy(DRAFTS / draft.rpartition("/")[0] / "article.md", place / "article.md")
    assert opened(caveat, "piece.md")[0] == 1
    number = accept_all("piece.md")
    assert number > 15
    assert opened(caveat, "piece.md") == (0, [])
    assert caveat("check", "piece.md", "--require-sign-off", *DAY).status == 1
    sign_off("piece.md")
    assert caveat("check", "piece.md", "--require-sign-off", *DAY).status == 0
    assert caveat("status", "piece.md", *DAY[:2]).status == 0

    assert text.count(sentence) == 1
    file.write_text(text.replace(sentence, changed), encoding="utf-8")
    status, found = opened(caveat, "piece.md")
    assert status == 1
    assert [one for one in reopened if (*one, "reopened") not in found] == []
    assert [one for one in found if one[2] != "reopened" or one[1] not in changed] == []
    assert caveat("check", "piece.md", "--require-sign-off", "--fail-on", "error", *DAY).status == 1
    assert caveat("status", "piece.md", *DAY[:2]).out.startswith("piece.md  stale\n")

    paragraphs = text.split("\n\n")
    one, two = (
        next(number for number, part in enumerate(paragraphs) if part.startswith(start)) for start in (first, second)
    )
    paragraphs[one], paragraphs[two] = paragraphs[two], paragraphs[one]
    file.write_text("\n\n".join(paragraphs), encoding="utf-8")
    assert opened(caveat, "piece.md") == (0, [])


LONG = (
    "The clinic opens its doors to everyone who {} at eight in the morning on every day of the week, and it "
    "closes them again when the last of those who came has gone home to have supper with the family."
)


def test_a_finding_on_a_whole_sentence_is_known_again_when_a_word_in_it_changes(caveat: Caveat, place: Path) -> None:
    file = place / "piece.md"
    file.write_text(f"# A clinic\n\n{LONG.format('comes')}\n", encoding="utf-8")
    accept_all("piece.md")
    assert opened(caveat, "piece.md") == (0, [])

    file.write_text(f"# A clinic\n\n{LONG.format('walks in')}\n", encoding="utf-8")
    status, found = opened(caveat, "piece.md")
    assert (status, [(rule, state) for rule, _, state in found]) == (
        1,
        [("readability-sentence-length", "reopened")],
    )
    told = " ".join(caveat("check", "piece.md", *DAY).out.split())
    assert "Was decided by Ann Lee, MD on 2026-11-23; the sentence or the severity has changed since" in told

    other = (
        "A boat that lies on the sea all night, with nobody on it but the man who owns it and the dog that he once found on "
        "the shore of an island, is what she painted when she was young, and again, much later, when she was old."
    )
    file.write_text(f"# A clinic\n\n{other}\n", encoding="utf-8")
    assert ("readability-sentence-length", other, "new") in opened(caveat, "piece.md")[1]


def test_what_is_missing_is_not_taken_for_another_thing_that_was(caveat: Caveat, place: Path) -> None:
    file = place / "piece.md"
    text = (DRAFTS / "ketamine-crps/draft/article.md").read_text(encoding="utf-8")
    file.write_text(text, encoding="utf-8")
    told = "\n\nKetamine can be misused, and some people become dependent on it.\n"
    untold = "\n\nIt can slow your breathing, above all with opioids or calming drugs.\n"
    file.write_text(text + untold, encoding="utf-8")
    accept_all("piece.md")

    # The risk that was accepted is told now, and another one no longer is.
    file.write_text(text + told, encoding="utf-8")
    found = [one for one in opened(caveat, "piece.md")[1] if one[0] == "balance-missing-key-risk"]
    assert found == [("balance-missing-key-risk", "", "new")]
