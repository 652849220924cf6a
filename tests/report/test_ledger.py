"""The ledger of claims: from real markup to its reports."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from jsonschema import Draft202012Validator
from openpyxl import load_workbook

from caveat.analysis import Analysis
from caveat.engine.finding import ClaimSource, LedgerClaim, Problem, Suppressed
from caveat.engine.ledger import ledger, ledger_entries, pack
from caveat.readers import read
from caveat.report.ledger import data, text, workbook
from caveat_dev.conversion import to_docx

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet
    from tests.report.conftest import Builder

FORMULAS = ("=1+1", "+1 eases pain", "-1 eases pain", "@SUM(A1)", "\t=1+1", "\r=1+1")


def entries(path: str, content: bytes | str) -> list[LedgerClaim]:
    encoded = content.encode() if isinstance(content, str) else content
    return list(ledger_entries(Analysis(read(path, encoded))))


@pytest.fixture
def claim(build: Builder) -> LedgerClaim:
    return LedgerClaim(
        path="a.md",
        start=build.place(3, 1, 12),
        end=build.place(3, 27, 38),
        quote="Turmeric eases joint pain.",
        kind="efficacy",
        about="Turmeric",
        assertion="asserted",
        strength=4,
        qualifier="Q0",
        sources=(),
        status="unsourced",
    )


@pytest.mark.parametrize(
    ("path", "source", "words"),
    [
        (
            "a.md",
            "# Roots\n\n- **Turmeric** eases [joint pain](https://www.bmj.com/content/1) &amp; swelling.\n",
            "Turmeric** eases [joint pain](https://www.bmj.com/content/1) &amp; swelling.",
        ),
        ("a.md", "> Turmeric eases joint\n> pain.\n", "Turmeric eases joint\n> pain."),
        ("a.md", "| Root | Use |\n|---|---|\n| Ginger | Turmeric eases joint pain. |\n", "Turmeric eases joint pain."),
        (
            "a.html",
            "<p>Yes.</p><p>Turmeric <b>eases</b>\njoint&nbsp;pain.</p>",
            "Turmeric <b>eases</b>\njoint&nbsp;pain.",
        ),
        ("a.txt", "ROOTS\n\nTurmeric eases joint pain.\n", "Turmeric eases joint pain."),
    ],
)
def test_places_cover_the_words_of_the_source_through_markup(path: str, source: str, words: str) -> None:
    (found,) = entries(path, source)

    assert source[found.start.offset : found.end.offset] == words
    before = source[: found.start.offset]
    assert (found.start.line, found.start.column) == (before.count("\n") + 1, len(before) - before.rfind("\n"))
    assert "\n" not in found.quote


def test_places_in_a_word_file_are_those_of_its_text() -> None:
    word = to_docx(read("a.md", b"# Roots\n\nGinger is a **root**. Turmeric *eases* joint pain.\n"))
    (found,) = entries("a.docx", word)
    source = read("a.docx", word).source.text

    assert source[found.start.offset : found.end.offset] == found.quote == "Turmeric eases joint pain."


def test_a_mark_is_followed_to_its_entry_and_an_entry_to_its_address() -> None:
    found = entries(
        "a.md",
        """Turmeric eases joint pain [1, 2].

Ginger reduces nausea and vomiting.[^g]

Aspirin reduces fever and pain ([a review](https://www.bmj.com/content/1)).

Ibuprofen reduces swelling and pain (doi:10.1000/182).

Statins lower cholesterol and prevent strokes, according to the FDA.

[^g]: Lee A. Ginger for nausea. A journal, 2019. PMID: 12345678.

## References

1. Roe B. Turmeric and pain. A journal, 2021. https://doi.org/10.1000/181
2. Doe C. A book on roots. A publisher, 2020.
""",
    )

    assert [one.sources for one in found] == [
        (
            ClaimSource(
                "numbered",
                "[1] Roe B. Turmeric and pain. A journal, 2021. https://doi.org/10.1000/181",
                "https://doi.org/10.1000/181",
            ),
            ClaimSource("numbered", "[2] Doe C. A book on roots. A publisher, 2020.", ""),
        ),
        (
            ClaimSource(
                "footnote",
                "[g] Lee A. Ginger for nausea. A journal, 2019. PMID: 12345678.",
                "https://pubmed.ncbi.nlm.nih.gov/12345678/",
            ),
        ),
        (ClaimSource("link", "a review", "https://www.bmj.com/content/1"),),
        (ClaimSource("doi", "doi:10.1000/182", "https://doi.org/10.1000/182"),),
        (ClaimSource("named", "according to the FDA", ""),),
    ]
    assert {one.status for one in found} == {"sourced"}


def test_what_a_rule_says_of_a_claims_words_makes_it_flagged(build: Builder) -> None:
    source = (
        "Turmeric eases joint pain.\n\nGinger reduces nausea and pain ([a trial](https://www.bmj.com/content/1)).\n"
    )
    document = read("a.md", source.encode())
    packed = pack(ledger_entries(Analysis(document)))
    efficacy = build.finding(document, "eases joint pain", rule="claims-efficacy-absolute")
    uncited = build.finding(document, "Turmeric eases", rule="sourcing-uncited-treatment-claim")
    style = build.finding(document, "Ginger", rule="style-cliches")
    whole = build.finding(document, None, rule="sourcing-no-references")
    kept = replace(efficacy, suppressed=Suppressed("Quoted.", "R. Lee", None))
    joined = build.finding(
        document,
        "reduces",
        rule="readability-long-word",
        related=(build.related(document, "Ginger reduces", "Said of it.", rule="claims-efficacy-absolute"),),
    )
    elsewhere = replace(efficacy, path="b.md")

    def states(*findings: object) -> list[tuple[str, tuple[str, ...]]]:
        return [(one.status, one.findings) for one in ledger([packed], findings)]  # type: ignore[arg-type]

    assert states() == [("unsourced", ()), ("sourced", ())]
    assert states(style, whole, elsewhere, joined) == states()
    assert states(uncited) == [("unsourced", ("sourcing-uncited-treatment-claim",)), ("sourced", ())]
    assert states(efficacy) == [("flagged", ("claims-efficacy-absolute",)), ("sourced", ())]
    assert states(kept) == [("unsourced", ("claims-efficacy-absolute",)), ("sourced", ())]
    assert states(replace(joined, rule="claims-speed-of-relief", family="claims")) == [
        ("unsourced", ()),
        ("flagged", ("claims-efficacy-absolute", "claims-speed-of-relief")),
    ]


def test_the_json_validates_against_the_schema_that_is_documented(
    claim: LedgerClaim, pytestconfig: pytest.Config
) -> None:
    folder: Path = pytestconfig.rootpath
    documented = json.loads((folder / "docs" / "claims.schema.json").read_text(encoding="utf-8"))
    sourced = replace(claim, sources=(ClaimSource("link", "a", "https://example.org/"),), status="sourced")
    written = json.loads(
        data.encode_json([claim, sourced, replace(claim, findings=("claims-cure",), status="flagged")])
    )

    Draft202012Validator.check_schema(documented)
    validator = Draft202012Validator(documented)
    validator.validate(written)
    assert list(written["claims"][0]) == [
        "path", "start", "end", "quote", "kind", "about", "assertion", "strength", "qualifier", "sources", "status",
        "findings",
    ]  # fmt: skip
    written["claims"][0]["status"] = "fine"
    del written["claims"][1]["quote"]
    assert len(list(validator.iter_errors(written))) == 2


def test_a_file_name_that_is_not_utf_8_does_not_stop_any_report(claim: LedgerClaim) -> None:
    odd = [replace(claim, path="bad\udcff.md")]

    assert json.loads(data.encode_json(odd).encode())["claims"][0]["path"] == "bad\ufffd.md"
    assert "bad\ufffd.md" in data.encode_csv(odd)
    assert sheet_of(workbook.encode(odd))["A2"].value == "bad\ufffd.md"


@pytest.mark.parametrize("start", FORMULAS)
def test_no_cell_of_the_csv_is_a_formula(claim: LedgerClaim, start: str) -> None:
    hostile = replace(claim, path=start, quote=start, about=start, sources=(ClaimSource("named", start, ""),))
    ((_, *_), row) = csv.reader(io.StringIO(data.encode_csv([hostile]), newline=""))

    shown = start.replace("\t", " ").replace("\r", " ")
    assert [row[0], row[3], row[5], row[9]] == [f"'{shown}"] * 4
    assert not [cell for cell in row if cell.lstrip().startswith(("=", "+", "-", "@"))]


def test_the_csv_keeps_commas_quotes_and_letters(claim: LedgerClaim) -> None:
    (_, row) = csv.reader(io.StringIO(data.encode_csv([replace(claim, quote='It eases “pain”, and "more", é 安全.')])))

    assert row == ["a.md", "3", "1", 'It eases “pain”, and "more", é 安全.', "efficacy", "Turmeric", "asserted", "4", "Q0",
                   "", "unsourced", ""]  # fmt: skip


def sheet_of(content: bytes) -> Worksheet:
    return load_workbook(io.BytesIO(content))["Claims"]


@pytest.mark.parametrize("start", [*FORMULAS, "https://example.org/", "{=1+1}", "1e5", "\x07bell", "x" * 40_000])
def test_no_cell_of_the_workbook_is_a_formula_a_link_or_a_number_by_mistake(claim: LedgerClaim, start: str) -> None:
    hostile = replace(claim, path=start, quote=start, about=start, sources=(ClaimSource("named", start, ""),))
    sheet = sheet_of(workbook.encode([hostile]))

    for cell in ("A2", "D2", "F2", "J2"):
        assert sheet[cell].data_type == "s"
        assert sheet[cell].hyperlink is None
        assert len(str(sheet[cell].value)) <= 32_767
    assert (sheet["B2"].value, sheet["C2"].value) == (3, 1)


def test_the_workbook_has_a_row_a_claim_and_a_place_for_the_editors_decision(claim: LedgerClaim) -> None:
    book = load_workbook(
        io.BytesIO(workbook.encode([claim, replace(claim, status="flagged", findings=("claims-cure",))]))
    )
    sheet = book["Claims"]

    assert [cell.value for cell in sheet[1]] == [
        "Path", "Line", "Column", "Claim", "Kind", "About", "Assertion", "Strength", "Qualifier", "Sources", "Status",
        "Findings", "Decision", "Note",
    ]  # fmt: skip
    assert [cell.value for cell in sheet[3]][3:12] == [
        "Turmeric eases joint pain.", "efficacy", "Turmeric", "asserted", "4 plain", "Q0 none", None, "flagged", "claims-cure",
    ]  # fmt: skip
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:N3"
    (choice,) = sheet.data_validations.dataValidation
    assert (str(choice.sqref), choice.formula1) == ("M2:M3", '"cite,qualify,reword,delete,keep"')
    key = {row[0].value: row[1].value for row in book["Key"].iter_rows()}
    assert (key["flagged"], key["4"], key["Q2"]) == ("1 claim", "plain", "hedge or quantity")


@pytest.mark.parametrize("encode", [data.encode_json, data.encode_csv, workbook.encode])
def test_the_same_claims_give_the_same_bytes(
    claim: LedgerClaim, encode: Callable[[list[LedgerClaim]], str | bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = encode([claim])
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)

    assert encode([claim]) == first


@pytest.mark.parametrize("encode", [data.encode_json, data.encode_csv, workbook.encode])
def test_no_claims_are_a_report_as_well(encode: Callable[[list[LedgerClaim]], str | bytes]) -> None:
    assert encode([])


def test_text_wraps_to_the_width_and_shows_what_hides(claim: LedgerClaim) -> None:
    long = replace(
        claim,
        quote="Turmeric eases joint pain in many of the older adults who take it \u202eevil\x1b[2J every single day.",
        sources=(
            ClaimSource("link", "a review", "https://www.example.org/a/very/long/address"),
            ClaimSource("named", "the label", ""),
        ),
        qualifier="Q2",
        strength=2,
        assertion="attributed",
    )
    lines = text.render([long], [Problem("b.md", "missing", "no such file")], color=False, width=80).splitlines()

    assert lines == [
        "a.md",
        "      3:1  unsourced  “Turmeric eases joint pain in many of the older adults who",
        "                      take it \\u202eevil\\x1b[2J every single day.”",
        "                      efficacy about Turmeric, hedged, attributed, qualified:",
        "                      hedge or quantity (Q2)",
        "                      source: a review (example.org)",
        "                      source: the label",
        "",
        "1 medical claim: 0 flagged, 1 unsourced, 0 sourced.",
        "b.md: no such file",
    ]


def test_colours_are_only_used_when_asked_for(claim: LedgerClaim) -> None:
    assert "\x1b" not in text.render([claim], (), color=False, width=80)
    assert "\x1b[1;33munsourced" in text.render([claim], (), color=True, width=80)
