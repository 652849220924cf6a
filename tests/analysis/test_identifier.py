from __future__ import annotations

import pytest

from caveat.analysis.identifier import address_fault, find_identifiers, identifiers_of


@pytest.mark.parametrize(
    ("text", "kind", "value", "quote"),
    [
        ("See doi:10.1234/abc.5.", "doi", "10.1234/abc.5", "doi:10.1234/abc.5"),
        ("See DOI 10.1234/abc(5)6).", "doi", "10.1234/abc(5)6", "DOI 10.1234/abc(5)6"),
        ("It is 10.1000/xyz, he said.", "doi", "10.1000/xyz", "10.1000/xyz"),
        ("PMID: 7654321; more", "pmid", "7654321", "PMID: 7654321"),
        ("PMCID: PMC7654321.", "pmcid", "PMC7654321", "PMCID: PMC7654321"),
        ("It is NCT01234567.", "trial", "NCT01234567", "NCT01234567"),
        ("It is ISRCTN12345678.", "trial", "ISRCTN12345678", "ISRCTN12345678"),
        ("ISBN 978-0-306-40615-7, 2nd edition", "isbn", "9780306406157", "ISBN 978-0-306-40615-7"),
        ("ISBN 0-306-40615-2.", "isbn", "0306406152", "ISBN 0-306-40615-2"),
        ("Look at www.clinic.example/a.", "url", "https://www.clinic.example/a", "www.clinic.example/a"),
        ("(https://clinic.example/a_(b))", "url", "https://clinic.example/a_(b)", "https://clinic.example/a_(b)"),
    ],
)
def test_an_identifier_is_found_at_its_words(text: str, kind: str, value: str, quote: str) -> None:
    found = [(one.kind, one.value, text[one.start : one.end], one.fault) for one in find_identifiers(text)]
    assert found == [(kind, value, quote, "")]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("doi:10.12/abc", "the number before the slash has four to nine digits"),
        ("doi:10.1234.abc", "a DOI has a slash after its first number"),
        ("doi:1O.1234/abc", "a DOI begins with “10.”"),
        ("https://doi.org/10.1/abc", "the number before the slash has four to nine digits"),
        ("PMID: 123456789", "a PMID has at most eight digits"),
        ("PMID: 12a4", "a PMID has digits only"),
        ("PMID: PMC123456", "a PMCID stands where a PMID should"),
        ("PMC1234567890", "a PMCID is PMC with at most eight digits"),
        ("NCT0123456", "an NCT number has eight digits"),
        ("ISBN 978-0-306-40615-8", "its check digit does not fit"),
        ("ISBN 978-0-306-4061", "an ISBN has 10 or 13 digits, this one 11"),
        ("https:/clinic.example/a", "its beginning is misspelt: “https://” is meant"),
        ("htp://clinic.example/a", "its beginning is misspelt: “https://” is meant"),
    ],
)
def test_an_identifier_whose_form_cannot_be_right_says_why(text: str, fault: str) -> None:
    assert [one.fault for one in find_identifiers(text) if one.fault] == [fault]


@pytest.mark.parametrize(
    "text",
    [
        "DOI: pending",
        "The doi is not known yet.",
        "PMID pending",
        "Take 10.5 mg/day.",
        "The PMI was 20.",
        "Do it (https://doi.org/) yourself.",
        "The short form is https://doi.org/10/abcd.",
    ],
)
def test_what_is_no_attempt_at_an_identifier_has_no_fault(text: str) -> None:
    assert [one.fault for one in find_identifiers(text) if one.fault] == []


@pytest.mark.parametrize(
    ("address", "fault"),
    [
        ("https://clinic.example/a", ""),
        ("http://a.b.clinic.example:8080/?q=1", ""),
        ("https://clinic/a", "its host has no ending"),
        ("https://www.clinic", "its host has no ending"),
        ("https://clinic..example", "its host is no name of a site"),
        ("https://http://clinic.example", "it begins twice"),
        ("https://localhost:3000/a", "it leads to a machine of your own"),
        ("https://cli nic.example/a", "its host is no name of a site"),
    ],
)
def test_the_form_of_an_address_is_checked_without_a_network(address: str, fault: str) -> None:
    assert address_fault(address) == fault


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("https://pubmed.ncbi.nlm.nih.gov/7654321/", [("pmid", "7654321")]),
        ("https://www.ncbi.nlm.nih.gov/pubmed/7654321", [("pmid", "7654321")]),
        ("https://pmc.ncbi.nlm.nih.gov/articles/PMC123456/", [("pmcid", "PMC123456")]),
        ("https://clinicaltrials.gov/study/NCT01234567", [("trial", "NCT01234567")]),
        ("https://journal.example/doi/full/10.1000/xyz?a=b", [("doi", "10.1000/xyz")]),
        ("https://clinic.example/10", []),
    ],
)
def test_an_address_gives_away_the_identifier_that_it_leads_to(address: str, found: list[tuple[str, str]]) -> None:
    assert [(one.kind, one.value) for one in identifiers_of(address, 0, 1)] == found
