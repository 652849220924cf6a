from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from caveat.engine.baseline import Entry, entries_of, read_baseline, write_baseline
from caveat.engine.run import Run
from caveat.engine.settings import Choice, SettingsError

Write = Callable[[str, str], str]
Check = Callable[..., Run]
REVIEWED = "\n\nReviewed by the team in the spring of this year.\n"
TEXT = "# A title\n\nThe purple one is here.\n\nThe purple two is there." + REVIEWED


@pytest.fixture
def accept(workplace: Path, checked: Check) -> Callable[..., None]:
    def write(*paths: str) -> None:
        run = checked(*paths)
        text = write_baseline(entries_of(run.report.findings, run.paths))
        (workplace / "known.json").write_text(text, encoding="utf-8")

    return write


Accept = Callable[..., None]


def found(run: Run) -> list[tuple[str, str, str]]:
    return [(one.path, one.rule, one.quote) for one in run.report.findings]


def test_accepted_findings_are_left_out_and_counted(write: Write, checked: Check, accept: Accept) -> None:
    accept(write("a.md", TEXT))
    run = checked("a.md", baseline="known.json")
    assert (found(run), run.report.baselined, run.exit_status) == ([], 2, 0)


def test_accepted_findings_survive_edits_elsewhere(write: Write, checked: Check, accept: Accept) -> None:
    accept(write("a.md", TEXT))
    write("a.md", "Some new words before the title.\n\n" + TEXT.replace("A title", "Another title"))
    assert found(checked("a.md", baseline="known.json")) == []


def test_an_accepted_finding_returns_when_its_sentence_changes(write: Write, checked: Check, accept: Accept) -> None:
    accept(write("a.md", TEXT))
    write("a.md", TEXT.replace("two is there", "two is everywhere"))
    run = checked("a.md", baseline="known.json")
    assert found(run)[0] == ("a.md", "colour-purple", "purple")
    (stale,) = run.report.findings[1:]
    assert (stale.path, stale.rule, stale.severity, stale.message) == (
        "known.json",
        "caveat-stale-baseline",
        "warning",
        (
            "The baseline holds a finding that is gone (colour-purple in a.md: “purple”). "
            "Run `caveat baseline --prune` to take it out."
        ),
    )
    lines = Path("known.json").read_text(encoding="utf-8").splitlines()
    assert '"fingerprint"' in lines[stale.start.line - 1]


def test_one_more_of_the_same_is_new(write: Write, checked: Check, accept: Accept) -> None:
    accept(write("a.md", TEXT))
    write("a.md", TEXT + "\nThe purple one is here.\n")
    assert found(checked("a.md", baseline="known.json")) == [("a.md", "colour-purple", "purple")]


def test_a_moved_file_keeps_its_accepted_findings(
    workplace: Path, write: Write, checked: Check, accept: Accept
) -> None:
    accept(write("a.md", TEXT))
    (workplace / "a.md").rename(workplace / "b.md")
    assert found(checked("b.md", baseline="known.json")) == []


def test_a_copied_file_does_not(write: Write, checked: Check, accept: Accept) -> None:
    accept(write("a.md", TEXT))
    write("b.md", TEXT)
    assert [path for path, _, _ in found(checked("a.md", "b.md", baseline="known.json"))] == ["b.md", "b.md"]


def test_an_id_in_the_front_matter_is_who_a_document_is(workplace: Path, write: Write, checked: Check) -> None:
    text = "---\nid: crps-1\n---\n\n" + TEXT
    one = checked(write("a.md", text)).report.findings
    two = checked(write("deep/b.md", text)).report.findings
    assert [finding.fingerprint for finding in one] == [finding.fingerprint for finding in two]


def test_fingerprints_do_not_depend_on_where_the_command_runs(
    workplace: Path, write: Write, checked: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("sub/a.md", TEXT)
    one = checked("sub/a.md").report.findings
    monkeypatch.chdir(workplace / "sub")
    two = checked("a.md").report.findings
    assert [finding.fingerprint for finding in one] == [finding.fingerprint for finding in two]


def test_entries_of_files_and_rules_that_did_not_run_are_not_stale(
    write: Write, checked: Check, accept: Accept
) -> None:
    accept(write("a.md", TEXT), write("b.md", TEXT))
    write("b.md", "The green one is here." + REVIEWED)
    assert found(checked("a.md", baseline="known.json")) == []
    assert found(checked("b.md", baseline="known.json", command=Choice(("style-utilise",)))) == []


def test_an_entry_of_a_file_that_is_gone_is_stale(
    workplace: Path, write: Write, checked: Check, accept: Accept
) -> None:
    accept(write("a.md", TEXT), write("b.md", "The green one is here.\n"))
    (workplace / "b.md").unlink()
    assert [(path, rule) for path, rule, _ in found(checked("a.md", baseline="known.json"))] == [
        ("known.json", "caveat-stale-baseline")
    ]


def test_the_file_is_sorted_and_holds_one_finding_a_line() -> None:
    entries = [
        Entry("b.md", "x-a", "q", "3-3-1"),
        Entry("a.md", "x-b", "“z”", "2-2-1"),
        Entry("a.md", "x-a", "", "1-1-1"),
    ]
    text = write_baseline(entries)
    assert text.splitlines() == [
        "{",
        '  "version": 1,',
        '  "counts": {',
        '    "x-a": 2,',
        '    "x-b": 1',
        "  },",
        '  "findings": [',
        '    {"path": "a.md", "rule": "x-a", "quote": "", "fingerprint": "1-1-1"},',
        '    {"path": "a.md", "rule": "x-b", "quote": "“z”", "fingerprint": "2-2-1"},',
        '    {"path": "b.md", "rule": "x-a", "quote": "q", "fingerprint": "3-3-1"}',
        "  ]",
        "}",
    ]
    assert json.loads(text)["counts"] == {"x-a": 2, "x-b": 1}


def test_what_is_written_is_read(workplace: Path) -> None:
    entries = (Entry("a.md", "x-a", "", "1-1-1", 7), Entry("b.md", "x-a", '"', "3-3-1", 8))
    (workplace / "known.json").write_text(write_baseline(reversed(entries)), encoding="utf-8")
    assert read_baseline("known.json") == entries
    (workplace / "known.json").write_text(write_baseline(()), encoding="utf-8")
    assert read_baseline("known.json") == ()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (None, "known.json: there is no such baseline; write one with: caveat baseline"),
        ("{", "known.json: not a baseline: Input data was truncated"),
        ('{"version": 1}', "known.json: not a baseline: Object missing required field `counts`"),
        (
            '{"version": 2, "counts": {}, "findings": []}',
            "known.json: a baseline of version 2; this Caveat reads version 1",
        ),
    ],
)
def test_a_baseline_that_cannot_be_read_is_refused(
    workplace: Path, write: Write, checked: Check, text: str | None, message: str
) -> None:
    if text is not None:
        write("known.json", text)
    with pytest.raises(SettingsError) as caught:
        checked(write("a.md", TEXT), baseline="known.json")
    assert str(caught.value) == message
