from __future__ import annotations

from typing import TYPE_CHECKING

from caveat.engine.finding import Problem, Suppressed
from caveat.report.github import encode

if TYPE_CHECKING:
    from tests.report.conftest import Builder


def test_a_finding_is_an_annotation_on_its_words_and_the_totals_come_last(build: Builder) -> None:
    document = build.document("a/b.md", "# Ketamine\n\nIt is completely safe.")
    report = build.report(
        (document,),
        (
            build.finding(document, None, rule="sourcing-no-references", severity="warning", message="No source."),
            build.finding(document, "completely safe"),
            build.finding(document, "Ketamine", suppressed=Suppressed("Quoted.", "R. Lee", None)),
        ),
    )

    assert encode(report) == (
        "::error file=a/b.md,line=3,endLine=3,col=7,endColumn=22,title=claims-safety-absolute"
        "::“completely safe” promises safety without a limit.\n"
        "::warning file=a/b.md,line=1,title=sourcing-no-references::No source.\n"
        "::notice title=Caveat::1 error, 1 warning in 1 document (5 words).\n"
    )


def test_a_finding_over_several_lines_names_no_columns(build: Builder) -> None:
    document = build.document("a.md", "It is\nsafe.")
    report = build.report((document,), (build.finding(document, "is\nsafe", severity="info", message="x"),))

    assert encode(report).splitlines()[0] == "::notice file=a.md,line=1,endLine=2,title=claims-safety-absolute::x"


def test_no_text_can_end_its_command_or_start_another(build: Builder) -> None:
    document = build.document("a,b:c%.md", "It is safe.")
    report = build.report((document,), (build.finding(document, "safe", message="100%\n::add-mask::x \x1b[1m"),))

    assert encode(report).splitlines()[0] == (
        "::error file=a%2Cb%3Ac%25.md,line=1,endLine=1,col=7,endColumn=11,title=claims-safety-absolute"
        "::100%25 ::add-mask::x \\x1b[1m"
    )


def test_problems_are_annotations_too(build: Builder) -> None:
    report = build.report(
        (),
        (),
        problems=(
            Problem("b.md", "encoding", "read as Windows-1252"),
            Problem("x.docx", "truncated", "the file ends early"),
        ),
    )

    assert encode(report) == (
        "::error file=x.docx,title=truncated::the file ends early\n"
        "::notice file=b.md,title=encoding::read as Windows-1252\n"
        "::notice title=Caveat::Nothing found in 0 documents (0 words); 1 could not be checked.\n"
    )


def test_the_totals_are_shown_however_many_notices_there_are(build: Builder) -> None:
    document = build.document("a.md", " ".join(f"w{number}" for number in range(10, 40)))
    found = tuple(build.finding(document, f"w{number}", severity="info") for number in range(10, 25))
    lines = encode(build.report((document,), found)).splitlines()

    assert sum(line.startswith("::notice") for line in lines) == 10
    assert lines[9].startswith("notice file=a.md,line=1,endLine=1,col=37,endColumn=40,title=")
    assert lines[-1] == (
        "::notice title=Caveat::15 info in 1 document (30 words). GitHub shows at most 10 errors, 10 warnings and "
        "10 notices of a step; the log of the step has them all."
    )
