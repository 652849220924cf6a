from __future__ import annotations

import datetime
import errno
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from caveat import __version__
from caveat.engine import run as runs
from caveat.engine.finding import Decision, Finding, Problem, Suppressed
from caveat.engine.record import Record, decode, encode, marked
from caveat.engine.reviewer import RefusedError, Reviewer, decide, sign, unsign
from caveat.engine.run import Run
from caveat.engine.settings import DecisionSettings, Settings

Write = Callable[[str, str], str]
Check = Callable[..., Run]
ANN = Reviewer("Ann Lee", "MD")
BEN = Reviewer("Ben Oduya", "RPh")
REVIEWED = "\n\nReviewed by the team in the spring of this year.\n"
TEXT = "# A title\n\nThe purple one is here.\n\nThe purple two is there.\n\nA last paragraph." + REVIEWED
FOLDER = Path(".caveat/decisions")
ROOT = Path(__file__).parents[2]


def on(run: Run, quote: str, number: int = 0) -> Finding:
    return [finding for finding in run.report.findings if finding.quote == quote][number]


def do(run: Run, finding: Finding, choice: Any, reason: str = "As agreed", by: Reviewer = ANN) -> Record:  # noqa: ANN401 - one of three words
    return decide(run.settings, run.pieces, run.paths[finding.path], finding.fingerprint, choice, reason, by)


def accept_all(run: Run) -> None:
    for finding in run.report.findings:
        if finding.suppressed is None:
            do(run, finding, "accept")


def sign_off(run: Run, path: str = "a.md", by: Reviewer = ANN) -> Record:
    (document,) = (one for one in run.report.documents if one.path == path)
    return sign(run.settings, run.pieces, run.paths[path], document.content, "Read in full", by)


def states(run: Run) -> list[tuple[str, str]]:
    return [(one.quote, one.decision.state if one.decision else "none") for one in run.report.findings]


def stands(run: Run, path: str = "a.md") -> tuple[str, str] | None:
    (document,) = (one for one in run.report.documents if one.path == path)
    return (document.review.state, document.review.why) if document.review else None


def records() -> list[dict[str, Any]]:
    return [json.loads(line) for file in sorted(FOLDER.iterdir()) for line in file.read_text("utf-8").splitlines()]


# ------------------------------------------------------------------ one finding


def test_an_accepted_risk_does_not_count_and_says_who_and_why(write: Write, checked: Check) -> None:
    run = checked(write("a.md", TEXT))
    do(run, on(run, "purple"), "accept", "It is the flower's name")
    do(run, on(run, "purple", 1), "accept")
    run = checked("a.md")
    first = run.report.findings[0]
    assert first.decision == Decision(
        "accepted", "It is the flower's name", "Ann Lee", "MD", "2026-11-23", "2027-11-23"
    )
    assert first.suppressed == Suppressed("It is the flower's name", "Ann Lee, MD", "2027-11-23")
    assert (run.exit_status, run.report.summary.error) == (0, 0)


def test_a_record_holds_all_that_an_audit_asks_for(write: Write, checked: Check) -> None:
    run = checked(write("a.md", "---\nid: piece-1\n---\n\n" + TEXT))
    do(run, on(run, "purple"), "change", "Name the colour")
    (held,) = records()
    finding = on(run, "purple")
    assert ["piece-1-"] == [file.name[:8] for file in FOLDER.iterdir()]
    assert held.pop("mark") == decode(next(FOLDER.iterdir()).read_bytes()).records[0].mark
    assert held == {
        "version": 1,
        "act": "change",
        "date": "2026-11-23",
        "until": None,
        "by": "Ann Lee",
        "credential": "MD",
        "reason": "Name the colour",
        "piece": {"id": "piece-1", "path": "a.md"},
        "finding": {
            "fingerprint": finding.fingerprint,
            "rule": "colour-purple",
            "severity": "error",
            "quote": "purple",
            "message": "“purple” is flagged.",
        },
        "content": run.report.documents[0].content,
        "accepted": [],
        "open": [],
        "after": [],
        "tool": __version__,
    }


def test_who_asks_for_a_change_leaves_the_finding_open(write: Write, checked: Check) -> None:
    run = checked(write("a.md", TEXT))
    do(run, on(run, "purple"), "change", "Name the colour")
    run = checked("a.md")
    assert (run.exit_status, states(run)[0]) == (1, ("purple", "change-asked"))


def test_a_decision_that_is_taken_back_leaves_its_history(write: Write, checked: Check) -> None:
    run = checked(write("a.md", TEXT))
    first = do(run, on(run, "purple"), "accept")
    do(checked("a.md"), on(run, "purple"), "withdraw", "Too soon", BEN)
    assert states(checked("a.md"))[0] == ("purple", "none")
    assert [(one["act"], one["by"], one["after"]) for one in records()] == [
        ("accept", "Ann Lee", []),
        ("withdraw", "Ben Oduya", [first.mark]),
    ]
    with pytest.raises(RefusedError, match="no decision on this finding to take back"):
        do(checked("a.md"), on(run, "purple"), "withdraw")


def test_the_last_of_several_decisions_counts(write: Write, checked: Check) -> None:
    run = checked(write("a.md", TEXT))
    for choice in ("change", "accept", "change", "accept"):
        do(run, on(run, "purple"), choice)
    assert states(checked("a.md"))[0] == ("purple", "accepted")


def test_an_acceptance_holds_to_its_last_day(write: Write, checked: Check, settings: Settings) -> None:
    given = DecisionSettings(days=30)
    run = checked(write("a.md", TEXT), decisions=given)
    do(run, on(run, "purple"), "accept")
    last = checked("a.md", today=datetime.date(2026, 12, 23))
    after = checked("a.md", today=datetime.date(2026, 12, 24))
    assert (states(last)[0], states(after)[0]) == (("purple", "accepted"), ("purple", "expired"))
    assert after.report.summary.error == 2


def test_an_acceptance_does_not_hold_for_a_graver_finding(write: Write, checked: Check) -> None:
    run = checked(write("a.md", TEXT), profile="professional")
    do(run, on(run, "purple"), "accept")
    assert on(run, "purple").severity == "warning"
    assert states(checked("a.md", profile="professional"))[0] == ("purple", "accepted")
    assert states(checked("a.md"))[0] == ("purple", "reopened")


@pytest.mark.parametrize(
    ("reason", "by", "message"),
    [
        (" ", ANN, "Give a reason."),
        ("x" * 4_001, ANN, "Give a reason of at most 4,000 characters."),
        ("As agreed", Reviewer("", "MD"), "Give your name."),
        ("As agreed", Reviewer("Ann Lee", "\t"), "Give your credential."),
        ("\ud800", ANN, "Give a reason without half characters."),
    ],
)
def test_a_decision_needs_a_reason_and_a_reviewer(
    write: Write, checked: Check, reason: str, by: Reviewer, message: str
) -> None:
    run = checked(write("a.md", TEXT))
    with pytest.raises(RefusedError, match=message):
        do(run, on(run, "purple"), "accept", reason, by)
    assert not FOLDER.exists()


def test_what_is_suppressed_in_the_text_needs_no_decision(write: Write, checked: Check) -> None:
    text = TEXT.replace(
        "The purple one",
        '<!-- caveat: ignore colour-purple reason="A name" by="A. Rivera" until=2027-01-31 -->\n\nThe purple one',
    )
    run = checked(write("a.md", text))
    with pytest.raises(RefusedError, match="no longer there"):
        do(run, on(run, "purple"), "accept")


# ------------------------------------------------------------------ what a decision survives


def test_change_one_sentence_and_exactly_its_decision_reopens_move_its_paragraph_and_none_does(
    write: Write, checked: Check
) -> None:
    accept_all(checked(write("a.md", TEXT)))
    assert (checked("a.md").exit_status, stands(sign_and_check(checked))) == (0, ("signed", ""))

    changed = checked(write("a.md", TEXT.replace("two is there", "two is everywhere")))
    assert (changed.exit_status, states(changed)) == (1, [("purple", "accepted"), ("purple", "reopened")])
    assert stands(changed) == ("stale", "the content has changed since Ann Lee, MD signed it")

    moved = "# A title\n\nThe purple two is there.\n\nA last paragraph.\n\nThe purple one is here." + REVIEWED
    run = checked(write("a.md", moved))
    assert (run.exit_status, states(run)) == (0, [("purple", "accepted"), ("purple", "accepted")])

    assert stands(checked(write("a.md", TEXT))) == ("signed", "")


def sign_and_check(checked: Check) -> Run:
    sign_off(checked("a.md"))
    return checked("a.md")


def test_decisions_survive_a_rename_an_id_and_a_copy_gets_none(workplace: Path, write: Write, checked: Check) -> None:
    accept_all(checked(write("a.md", TEXT)))
    (workplace / "new").mkdir()
    (workplace / "a.md").rename(workplace / "new" / "b.md")
    moved = checked("new/b.md")
    assert states(moved) == [("purple", "accepted"), ("purple", "accepted")]

    sign_off(moved, "new/b.md")
    assert len(list(FOLDER.iterdir())) == 1
    assert {one["piece"]["path"] for one in records()} == {"a.md", "new/b.md"}

    write("new/c.md", TEXT)
    copied = checked("new")
    assert states(copied) == [("purple", "accepted")] * 2 + [("purple", "none")] * 2
    assert (stands(copied, "new/b.md"), stands(copied, "new/c.md")) == (("signed", ""), None)

    named = checked(write("new/b.md", "---\nid: piece-1\n---\n" + TEXT))
    assert (states(named), stands(named, "new/b.md")) == ([("purple", "accepted")] * 2, ("signed", ""))

    sign_off(named, "new/b.md")
    (workplace / "new" / "b.md").rename(workplace / "d.md")
    assert stands(checked("d.md", "new"), "d.md") == ("signed", "")
    assert len(list(FOLDER.iterdir())) == 1


def test_a_file_that_says_something_else_does_not_inherit_from_one_that_is_gone(
    workplace: Path, write: Write, checked: Check
) -> None:
    text = "# A title\n\nA purple sea. A purple sky. A purple hat. A purple cat.\n\nThe purple one is here." + REVIEWED
    accept_all(checked(write("a.md", text)))
    (workplace / "a.md").unlink()
    run = checked(write("b.md", TEXT))
    assert states(run) == [("purple", "none")] * 2


def test_one_more_of_the_same_is_open(write: Write, checked: Check) -> None:
    accept_all(checked(write("a.md", TEXT)))
    run = checked(write("a.md", TEXT + "\nThe purple one is here.\n"))
    assert [state for _, state in states(run)] == ["accepted", "accepted", "none"]


def test_two_branches_join_without_a_conflict_and_the_more_careful_decision_counts(
    workplace: Path, write: Write, checked: Check
) -> None:
    run = checked(write("a.md", TEXT))
    do(run, on(run, "purple", 1), "accept")
    (file,) = FOLDER.iterdir()
    base = file.read_bytes()
    do(run, on(run, "purple"), "accept", "Harmless", ANN)
    ours = file.read_bytes()
    file.write_bytes(base)
    do(run, on(run, "purple"), "change", "Harmful", BEN)
    theirs = file.read_bytes()
    for name, data in (("base", base), ("ours", ours), ("theirs", theirs)):
        (workplace / name).write_bytes(data)
    merged = subprocess.run(
        ["git", "merge-file", "-p", "--union", "ours", "base", "theirs"], check=True, capture_output=True
    ).stdout
    assert merged.count(b"\n") == 3
    for data in (merged, theirs + ours[len(base) :], b"".join(reversed(merged.splitlines(keepends=True))), merged * 2):
        file.write_bytes(data)
        first = checked("a.md").report.findings[0]
        assert first.decision is not None
        assert (first.decision.state, first.decision.by) == ("change-asked", "Ben Oduya")


def test_an_acceptance_against_a_withdrawal_on_another_branch_is_disputed(write: Write, checked: Check) -> None:
    run = checked(write("a.md", TEXT))
    do(run, on(run, "purple"), "accept")
    (file,) = FOLDER.iterdir()
    base = file.read_bytes()
    do(run, on(run, "purple"), "accept", "Again", BEN)
    again = file.read_bytes()[len(base) :]
    file.write_bytes(base)
    do(run, on(run, "purple"), "withdraw", "No", ANN)
    file.write_bytes(file.read_bytes() + again)
    assert states(checked("a.md"))[0] == ("purple", "disputed")
    do(checked("a.md"), on(run, "purple"), "accept", "We talked about it", ANN)
    assert states(checked("a.md"))[0] == ("purple", "accepted")


# ------------------------------------------------------------------ the sign-off


def test_a_piece_is_signed_when_nothing_is_open(write: Write, checked: Check) -> None:
    run = checked(write("a.md", TEXT))
    assert stands(run) is None
    do(run, on(run, "purple"), "accept")
    assert stands(checked("a.md")) == ("open", "1 finding to decide")
    do(run, on(run, "purple", 1), "change")
    assert stands(checked("a.md")) == ("open", "1 change asked for")
    with pytest.raises(RefusedError, match=r"^1 finding is still open\. Decide on each before you sign\.$"):
        sign_off(checked("a.md"))
    accepted = do(run, on(run, "purple", 1), "accept")
    assert stands(checked("a.md")) == ("open", "nothing is left to decide; nobody has signed")
    made = sign_off(checked("a.md"))
    assert (made.accepted, made.open) == (tuple(sorted((accepted.mark, records()[0]["mark"]))), ())
    assert stands(checked("a.md")) == ("signed", "")


def test_a_comma_ends_a_sign_off_and_layout_does_not(write: Write, checked: Check) -> None:
    text = "---\ntitle: T\nreviewed: 2025-01-01\n---\n# A title\n\nThe first one is [here](https://a.org).\n" + REVIEWED
    sign_off(checked(write("a.md", text)))
    assert stands(checked("a.md")) == ("signed", "")
    for layout in (
        text.replace("first one", "first\none"),
        text.replace("first", "**first**"),
        text.replace("2025-01-01", "2026-11-23\nreviewer: Ann Lee"),
        text.replace("# A title", "<!-- a remark -->\n\n# A title"),
        text.replace("\n", "\r\n"),
    ):
        assert stands(checked(write("a.md", layout))) == ("signed", "")
    for content in (
        text.replace("first one", "first, one"),
        text.replace("The first", "the first"),
        text.replace("https://a.org", "https://b.org"),
        text.replace("# A", "## A"),
        text.replace("title: T", "title: Two"),
        text + "\n1\n",
    ):
        assert stands(checked(write("a.md", content))) == (
            "stale",
            "the content has changed since Ann Lee, MD signed it",
        )


def test_a_text_that_changed_since_it_was_shown_is_not_signed(write: Write, checked: Check) -> None:
    run = checked(write("a.md", TEXT.replace("purple", "green")))
    with pytest.raises(RefusedError, match="has changed since it was shown"):
        sign(run.settings, run.pieces, "a.md", "0" * 64, "Read", ANN)


def test_a_sign_off_expires_with_its_own_day_or_that_of_a_risk_it_rests_on(write: Write, checked: Check) -> None:
    run = checked(write("a.md", TEXT), decisions=DecisionSettings(days=30, sign_off_days=60))
    accept_all(run)
    sign_off(checked("a.md", decisions=DecisionSettings(days=30, sign_off_days=60)))
    on_day = {day: stands(checked("a.md", today=datetime.date.fromisoformat(day))) for day in DAYS}
    assert on_day == DAYS


DAYS = {
    "2026-12-23": ("signed", ""),
    "2026-12-24": ("expired", "2 accepted risks held until 2026-12-23"),
    "2027-01-22": ("expired", "2 accepted risks held until 2026-12-23"),
    "2027-01-23": ("expired", "the sign-off held until 2027-01-22"),
}


def test_a_finding_that_came_up_since_opens_a_signed_piece(write: Write, checked: Check) -> None:
    run = checked(write("a.md", TEXT), profile="professional")
    accept_all(run)
    sign_off(checked("a.md", profile="professional"))
    assert stands(checked("a.md")) == ("open", "signed, but 2 findings to decide")


def test_findings_below_the_severity_that_needs_a_decision_do_not_stand_in_the_way(
    write: Write, checked: Check
) -> None:
    text = "# A title\n\nMaybe so." + REVIEWED
    path = write("a.md", text)
    with pytest.raises(RefusedError, match="1 finding is still open"):
        sign_off(checked(path))
    run = checked(path, decisions=DecisionSettings(needs="warning"))
    assert [finding.severity for finding in run.report.findings] == ["info"]
    sign_off(run)
    assert stands(checked(path, decisions=DecisionSettings(needs="warning"))) == ("signed", "")


def test_a_sign_off_can_be_taken_back(write: Write, checked: Check) -> None:
    run = checked(write("a.md", TEXT.replace("purple", "green")))
    sign_off(run)
    unsign(run.settings, run.pieces, "a.md", "The leaflet is out of date", BEN)
    assert stands(checked("a.md")) == ("open", "nothing is left to decide; nobody has signed")
    with pytest.raises(RefusedError, match="no sign-off to take back"):
        unsign(run.settings, run.pieces, "a.md", "Again", BEN)


def test_what_must_be_signed_and_is_not_is_an_error(write: Write, checked: Check) -> None:
    for name in ("a.md", "b.md"):
        write(name, TEXT.replace("purple", "green"))
    sign_off(checked("a.md", "b.md"))
    run = checked("a.md", "b.md", require_sign_off=True)
    assert [(one.path, one.rule, one.severity, one.message) for one in run.report.findings] == [
        (
            "b.md",
            "caveat-missing-sign-off",
            "error",
            "No valid sign-off for the present content: nobody has reviewed it.",
        )
    ]
    assert (run.exit_status, checked("a.md", require_sign_off=True).exit_status) == (1, 0)
    write("a.md", "Changed.\n\n" + TEXT.replace("purple", "green"))
    (finding,) = checked("a.md", require_sign_off=True).report.findings
    assert finding.message == (
        "No valid sign-off for the present content: the content has changed since Ann Lee, MD signed it."
    )


# ------------------------------------------------------------------ files that are not as they should be


def broken(file: Path, *lines: bytes) -> list[tuple[str, str, str]]:
    file.write_bytes(b"\n".join(lines) + b"\n")
    run = runs.check(["a.md"], SETTINGS[0])
    assert run.exit_status == 2
    return [(one.path, one.kind, one.message) for one in run.report.problems]


SETTINGS: list[Settings] = []


@pytest.fixture
def decided(write: Write, checked: Check, settings: Settings) -> Path:
    SETTINGS[:] = [settings]
    run = checked(write("a.md", TEXT))
    do(run, on(run, "purple"), "accept")
    (file,) = FOLDER.iterdir()
    return file


def test_lines_that_are_no_decisions_are_told_with_their_number_and_cost_only_themselves(
    decided: Path, checked: Check
) -> None:
    good = decided.read_bytes().strip()
    record = json.loads(good)

    def with_(**changes: object) -> bytes:
        return json.dumps({**record, **changes}).encode()

    shown = decided.as_posix()
    cases = {
        b"{": "not a line of JSON",
        b"[]": "not a decision",
        b'{"version":2}': "of version 2, written by a newer Caveat",
        b"[" * 100_000: "not a line of JSON",
        b"\xff\xfe": "not a line of JSON",
        with_(reason="Changed afterwards"): (
            "not as it was written (by Ann Lee on 2026-11-23): decisions are taken back, never edited"
        ),
        with_(act="publish"): "not a decision: act: invalid enum value 'publish'",
        with_(extra=1): "not a decision: object contains unknown field extra",
        with_(by=" "): "not a decision: by is empty",
        with_(by="\ud800"): "not a decision: half a character",
        with_(until="soon"): "not a decision: until: “soon” is not a date such as 2027-01-31",
        with_(until=None): "not a decision: accept needs until",
        with_(finding=None): "not a decision: accept needs a finding",
        with_(act="sign"): "not a decision: sign has no finding",
        with_(content="../../x"): "not a decision: content is no digest",
        with_(after=["<script>"]): "not a decision: a mark is not one",
        with_(version=0): "not a decision: version 0 is unknown",
        with_(reason="x" * 4_001): "not a decision: reason has more than 4,000 characters",
    }
    for line, message in cases.items():
        assert broken(decided, good, b"", line) == [(shown, "decisions", f"line 3: {message}")]
        assert states(checked("a.md"))[0] == ("purple", "accepted")


def test_many_broken_lines_are_summed_up(decided: Path) -> None:
    messages = [message for _, _, message in broken(decided, *[b"x"] * 9)]
    assert messages == ["4 more lines are wrong", *(f"line {line}: not a line of JSON" for line in range(1, 6))]


def test_a_merge_conflict_is_told_and_both_sides_are_read(decided: Path, checked: Check) -> None:
    good = decided.read_bytes().strip()
    lines = (b"<<<<<<< HEAD", good, b"=======", b">>>>>>> branch")
    message = "line 1: a merge conflict that nobody resolved; keep the lines of both sides"
    assert broken(decided, *lines) == [(decided.as_posix(), "decisions", message)]
    assert states(checked("a.md"))[0] == ("purple", "accepted")


def test_what_a_crash_left_of_a_line_is_no_problem(decided: Path, checked: Check) -> None:
    good = decided.read_bytes()
    decided.write_bytes(good + good[:100])
    run = checked("a.md")
    assert (run.report.problems, states(run)[0]) == ((), ("purple", "accepted"))
    do(run, on(run, "purple", 1), "accept")
    assert [state for _, state in states(checked("a.md"))] == ["accepted", "accepted"]


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="rights mean nothing to root")
def test_a_file_that_cannot_be_read_is_told(decided: Path, checked: Check) -> None:
    decided.chmod(0)
    (problem,) = checked("a.md").report.problems
    assert problem == Problem(decided.as_posix(), "decisions", "the decisions cannot be read: permission denied")


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_decisions_are_neither_read_nor_written_through_links(workplace: Path, write: Write, checked: Check) -> None:
    (workplace / "elsewhere").mkdir()
    (workplace / "secret").write_text("secret\n", encoding="utf-8")
    FOLDER.mkdir(parents=True)
    (FOLDER / "x.jsonl").symlink_to(workplace / "secret")
    run = checked(write("a.md", TEXT))
    (problem,) = run.report.problems
    assert (problem.path, problem.kind) == (".caveat/decisions/x.jsonl", "decisions")
    assert problem.message.startswith("the decisions cannot be read: ")
    (FOLDER / "x.jsonl").unlink()
    FOLDER.rmdir()
    FOLDER.symlink_to(workplace / "elsewhere", target_is_directory=True)
    with pytest.raises(RefusedError, match=r"\.caveat/decisions is a link; decisions are not written through it\."):
        do(run, on(run, "purple"), "accept")
    assert list((workplace / "elsewhere").iterdir()) == []


def test_a_folder_that_is_a_file_is_told(workplace: Path, write: Write, checked: Check) -> None:
    (workplace / ".caveat").mkdir()
    (workplace / ".caveat" / "decisions").write_text("", encoding="utf-8")
    run = checked(write("a.md", TEXT))
    assert run.report.problems == (Problem(".caveat/decisions", "decisions", "not a directory"),)
    with pytest.raises(RefusedError, match="Not recorded"):
        do(run, on(run, "purple"), "accept")


def test_a_full_disk_keeps_what_was_decided_and_says_so(
    decided: Path, checked: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = decided.read_bytes()
    run = checked("a.md")

    def full(handle: int, data: bytes) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    message = f"Not recorded: {decided.as_posix()} cannot be written (no space left on device). What was decided before"
    with monkeypatch.context() as patch:
        patch.setattr(os, "write", full)
        with pytest.raises(RefusedError, match=re.escape(message)):
            do(run, on(run, "purple", 1), "accept")
    assert decided.read_bytes() == before


def test_two_reviewers_at_once_lose_nothing_and_the_later_one_knows_of_the_earlier(
    workplace: Path, write: Write, checked: Check
) -> None:
    run = checked(write("a.md", TEXT))
    code = """
import sys
from pathlib import Path
from caveat.engine.reviewer import Reviewer, decide
from caveat.engine.run import check
from caveat.engine.settings import Settings
import datetime
root = Path.cwd()
settings = Settings(root=root.as_posix(), today=datetime.date(2026, 11, 23), bundles=("plainwords",), cache=False)
run = check(["a.md"], settings)
for number in range(20):
    for finding in run.report.findings:
        decide(settings, run.pieces, "a.md", finding.fingerprint, "accept", f"{number}", Reviewer(sys.argv[1], "MD"))
"""
    bundle = Path(__file__).parent / "bundle_words"
    folders = [str(ROOT / "lint"), str(ROOT / "rules"), str(bundle)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(folders)}
    writers = [
        subprocess.Popen([sys.executable, "-c", code, name], env=environment, cwd=workplace) for name in ("Ann", "Ben")
    ]
    for writer in writers:
        assert writer.wait() == 0
    held = records()
    assert sorted((one["by"], one["finding"]["fingerprint"], int(one["reason"])) for one in held) == sorted(
        (name, finding.fingerprint, number)
        for name in ("Ann", "Ben")
        for finding in run.report.findings
        for number in range(20)
    )
    # Under the lock each saw all that was there: every record but the first of a finding comes after exactly one.
    for finding in run.report.findings:
        chain = [one for one in held if one["finding"]["fingerprint"] == finding.fingerprint]
        assert [one["after"] for one in chain] == [[], *([one["mark"]] for one in chain[:-1])]


def test_decisions_can_be_left_out(decided: Path, checked: Check) -> None:
    run = checked("a.md", decisions=None)
    assert (states(run), run.report.summary.error) == ([("purple", "none")] * 2, 2)


def test_a_baseline_comes_before_decisions(write: Write, checked: Check, workplace: Path) -> None:
    from caveat.engine.baseline import entries_of, write_baseline

    run = checked(write("a.md", TEXT))
    do(run, on(run, "purple"), "accept")
    text = write_baseline(entries_of(run.report.findings, run.paths))
    (workplace / "known.json").write_text(text, encoding="utf-8")
    run = checked("a.md", baseline="known.json")
    assert (run.report.findings, run.report.baselined) == ((), 2)


def test_a_record_is_read_as_it_was_written(decided: Path) -> None:
    (record,) = decode(decided.read_bytes()).records
    assert encode(record) == decided.read_bytes()
    assert marked(replace_mark(record)) == record


def replace_mark(record: Record) -> Record:
    import msgspec

    return msgspec.structs.replace(record, mark="")


def test_an_editor_leaves_out_accepted_risks(decided: Path, settings: Settings) -> None:
    from caveat.engine.session import Session

    checked = Session(replace(settings)).check("a.md", Path("a.md").read_text(encoding="utf-8"), "markdown")
    assert [finding.start.line for finding in checked.findings] == [5]
