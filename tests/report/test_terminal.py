from __future__ import annotations

import re
from typing import TYPE_CHECKING, Protocol

import pytest

from caveat.document import Document, Place
from caveat.engine.finding import Problem, Related, Suppressed
from caveat.report.columns import width_of
from caveat.report.terminal import render
from caveat.rule import Edit, Fix, Rule

if TYPE_CHECKING:
    from tests.report.conftest import Builder

    from caveat.engine.finding import Report


class Show(Protocol):
    def __call__(
        self, report: Report, *documents: Document, color: bool = False, width: int = 80, verbose: bool = False
    ) -> str: ...


@pytest.fixture
def show(build: Builder) -> Show:
    def shown(report: Report, *documents: Document, color: bool = False, width: int = 80, verbose: bool = False) -> str:
        known = {document.path: document for document in documents}
        return render(report, documents=known.get, rules=build.rules, color=color, width=width, verbose=verbose)

    return shown


def test_a_finding_shows_its_sentence_its_words_its_reason_and_what_to_write_instead(
    build: Builder, show: Show
) -> None:
    document = build.document("a/b.md", "# Ketamine\n\nFirst one. It is **completely** safe &amp; quick. Last.")
    report = build.report((document,), (build.finding(document, "completely** safe", quote="completely safe"),))

    assert show(report, document) == (
        "a/b.md:3:20  error  claims-safety-absolute\n"
        "    It is completely safe & quick.\n"
        "          ^^^^^^^^^^^^^^^\n"
        "  “completely** safe” promises safety without a limit.\n"
        "  Why: Every treatment carries some risk. A reader who is told `completely safe`\n"
        "    cannot weigh it.\n"
        "  Instead: Name the common harms, and say who watches for them: see the guide.\n"
        "  Standard: Example Guidance on Health Claims\n"
        "\n"
        "The reason and the advice stand under each rule's first finding; `caveat explain\n"
        "RULE` says more.\n"
        "\n"
        "Summary\n"
        "  1 error in 1 document (10 words).\n"
        "\n"
        "  a/b.md: 1 error\n"
        "    Reads at the level of US college: SMOG grade 14.4 (13.8 to 15.0),\n"
        "    Flesch-Kincaid grade 12.5 (12.0 to 13.1), 20.5 words a sentence.\n"
        "    41 medical claims, none with a source.\n"
        "    Disclosures. Missing: medical disclaimer, review date. Present: author.\n"
    )


def test_the_reason_stands_once_a_rule_unless_all_of_it_is_asked_for(build: Builder, show: Show) -> None:
    document = build.document("a.md", "It is safe.\nIt is sure.")
    report = build.report((document,), (build.finding(document, "safe"), build.finding(document, "sure")))

    assert show(report, document).count("  Why: Every treatment") == 1
    assert show(report, document, verbose=True).count("  Why: Every treatment") == 2
    assert "caveat explain" not in show(report, document, verbose=True)


@pytest.mark.parametrize(
    ("line", "words", "underline"),
    [
        ("ケタミンは安全です。", "安全", "          ^^^^"),
        ("👩‍⚕️ says it is safe", "safe", "              ^^^^"),
        ("Cafe\u0301 is safe", "safe", "        ^^^^"),
        ("It is cafe\u0301", "cafe\u0301", "      ^^^^"),
        ("It is \u202eefas", "efas", "            ^^^^"),
        ("It is 🎉", "🎉", "      ^^"),
    ],
)
def test_the_underline_stands_below_the_words_whatever_their_width(
    line: str, words: str, underline: str, build: Builder, show: Show
) -> None:
    document = build.document("a.md", line)
    report = build.report((document,), (build.finding(document, words),))

    assert show(report, document).splitlines()[2] == "    " + underline


def test_a_sentence_that_fills_many_lines_is_shown_round_its_words(build: Builder, show: Show) -> None:
    document = build.document("a.md", f"It {'goes on and ' * 40}is safe {'and on ' * 40}.")
    report = build.report((document,), (build.finding(document, "is safe"),))
    lines = show(report, document, width=60).split("  “is safe”")[0].splitlines()[1:]

    assert len(lines) == 4
    assert lines[0].startswith("    … ")
    assert lines[3].endswith(" …")
    (underline,) = [line for line in lines if "^" in line]
    marked = lines[lines.index(underline) - 1]
    assert marked[underline.index("^") : underline.rindex("^") + 1] == "is safe"
    assert all(width_of(line) <= 60 for line in lines)


def test_words_over_two_lines_are_underlined_on_both(build: Builder, show: Show) -> None:
    document = build.document("a.md", "This is a text in which the treatment is completely and utterly safe for you.")
    report = build.report((document,), (build.finding(document, "completely and utterly safe"),))

    assert show(report, document, width=66).splitlines()[1:5] == [
        "    This is a text in which the treatment is completely and",
        "                                             ^^^^^^^^^^^^^^",
        "    utterly safe for you.",
        "    ^^^^^^^^^^^^",
    ]


def test_a_finding_on_the_whole_document_has_no_sentence(build: Builder, show: Show) -> None:
    document = build.document("a.md", "It is safe.")
    found = build.finding(document, None, rule="sourcing-no-references", severity="warning", message="No source.")
    lines = show(build.report((document,), (found,)), document).splitlines()

    assert lines[:3] == [
        "a.md:1:1  warning  sourcing-no-references",
        "  No source.",
        "  Why: A reader cannot check what has no source.",
    ]


def test_words_outside_the_running_text_are_shown_in_their_line(build: Builder, show: Show) -> None:
    document = build.document("a.md", "It is **safe**.")
    found = build.finding(document, "**", rule="caveat-unused-suppression", message="Nothing to suppress here.")
    lines = show(build.report((document,), (found,)), document).splitlines()

    assert lines[:4] == [
        "a.md:1:7  error  caveat-unused-suppression",
        "    It is **safe**.",
        "          ^^",
        "  Nothing to suppress here.",
    ]


def test_a_document_that_cannot_be_read_again_shows_the_quote(build: Builder, show: Show) -> None:
    document = build.document("a.md", "It is safe.")

    assert show(build.report((document,), (build.finding(document, "safe"),))).splitlines()[1:3] == [
        "    safe",
        "    ^^^^",
    ]


def test_related_places_and_proposed_words_are_named(build: Builder, show: Show) -> None:
    document = build.document("a.md", "It is safe.\nIt is sure.")
    other = Related(None, None, "b.md", Place(2, 3, 9), Place(2, 7, 13), "gone", "Taken from here.")
    found = build.finding(
        document,
        "safe",
        related=(
            build.related(document, "sure", "Said again."),
            build.related(document, "safe", "Names no study.", rule="sourcing-uncited-statistic"),
            other,
        ),
        fix=Fix((Edit(6, 10, "often well tolerated"),)),
    )
    lines = show(build.report((document,), (found,)), document).splitlines()

    assert lines[lines.index("  Standard: Example Guidance on Health Claims") + 1 :][:4] == [
        "  Proposed, for review: “often well tolerated”",
        "  Also: line 2 “sure”: Said again.",
        "  Also: sourcing-uncited-statistic (warning): Names no study.",
        "  Also: b.md:2:3 “gone”: Taken from here.",
    ]


def test_text_from_a_document_cannot_act_on_the_terminal(build: Builder, show: Show) -> None:
    document = build.document("e\x1b]0;x\x07vil.md", "It \x1b[31mis\x1b[0m \u202eefas\u202c safe\x00.")
    found = build.finding(document, "safe", message="\x1b[2Jgone \u2066x", standard="\x9bm")
    problem = Problem("\x1b[1mx", "truncated", "line\r\nline")
    shown = show(build.report((document,), (found,), problems=(problem,)), document)

    assert re.findall("[^\n -~“”·…]", shown) == []
    assert "    It \\x1b[31mis\\x1b[0m \\u202eefas\\u202c safe\\x00.\n" in shown
    assert "  \\x1b[1mx: line  line (truncated)\n" in shown


def test_colour_marks_the_severity_and_changes_no_word(build: Builder, show: Show) -> None:
    document = build.document("a.md", "It is safe.")
    report = build.report((document,), (build.finding(document, "safe"),))
    coloured = show(report, document, color=True)

    assert "It is \x1b[1;31msafe\x1b[0m.\n          \x1b[1;31m^^^^\x1b[0m\n" in coloured
    assert re.sub("\x1b\\[[0-9;]*m", "", coloured) == show(report, document)


def test_the_summary_counts_families_problems_and_what_does_not_count(build: Builder, show: Show) -> None:
    document = build.document("a.md", "It is safe.\nIt is sure.")
    report = build.report(
        (document,),
        (
            build.finding(document, None, rule="sourcing-no-references", severity="warning", message="No source."),
            build.finding(document, "safe"),
            build.finding(document, "sure", suppressed=Suppressed("Quoted.", "R. Lee", None)),
        ),
        problems=(
            Problem("x.docx", "truncated", "the file ends early"),
            Problem("b.md", "encoding", "not UTF-8 (line 2); read as Windows-1252"),
        ),
        baselined=12,
    )
    shown = show(report, document)

    assert shown[shown.index("Summary\n") :] == (
        "Summary\n"
        "  1 error, 1 warning in 1 document (6 words).\n"
        "\n"
        "                error  warning     info\n"
        "  claims            1        ·        ·\n"
        "  sourcing          ·        1        ·\n"
        "\n"
        "  a.md: 1 error, 1 warning\n"
        "    Reads at the level of US college: SMOG grade 14.4 (13.8 to 15.0),\n"
        "    Flesch-Kincaid grade 12.5 (12.0 to 13.1), 20.5 words a sentence.\n"
        "    41 medical claims, none with a source.\n"
        "    Disclosures. Missing: medical disclaimer, review date. Present: author.\n"
        "\n"
        "Not checked\n"
        "  x.docx: the file ends early (truncated)\n"
        "\n"
        "Notes\n"
        "  b.md: not UTF-8 (line 2); read as Windows-1252 (encoding)\n"
        "\n"
        "Not counted: 1 suppressed, 12 in the baseline.\n"
    )


def test_rules_are_not_asked_for_when_nothing_was_found(build: Builder) -> None:
    document = build.document("a.md", "It is warm.")

    def never() -> dict[str, Rule]:
        raise AssertionError

    shown = render(
        build.report((document,), ()),
        documents=lambda _path: document,
        rules=never,
        color=False,
        width=80,
    )
    assert "Nothing found in 1 document (3 words)." in shown


def test_of_many_documents_the_gravest_are_shown(build: Builder, show: Show) -> None:
    documents = tuple(build.document(f"{number:02}.md", "It is safe.") for number in range(14))
    report = build.report(documents, (build.finding(documents[13], "safe"),))
    shown = show(report, *documents)

    assert shown.count("medical claims") == 10
    assert "\n  13.md: 1 error\n" in shown
    assert shown.endswith("\n  … and 4 more documents with fewer findings.\n")
    assert show(report, *documents, verbose=True).count("medical claims") == 14


def test_of_many_related_places_the_first_are_shown_and_of_long_quotes_the_beginning(
    build: Builder, show: Show
) -> None:
    document = build.document("a.md", f"It is safe.\n{'many words ' * 20}")
    place = build.related(document, "many words " * 20, "Here too.")
    report = build.report((document,), (build.finding(document, "safe", related=(place,) * 9),))
    shown = show(report, document, width=200)

    assert shown.count(f"  Also: line 2 “{'many words ' * 7}ma…”: Here too.\n") == 4
    assert "  Also: 5 more places\n" in shown
    assert show(report, document, width=200, verbose=True).count("  Also: ") == 9
