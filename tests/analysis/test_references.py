from __future__ import annotations

import pytest

from caveat.analysis import Analysis, Reference, References
from caveat.analysis.entry import read_entry
from caveat.analysis.references import numbers_of
from caveat.readers import read


def references_of(text: str, path: str = "piece.md") -> References:
    return Analysis(read(path, text.encode())).references


def resolved(text: str, path: str = "piece.md") -> list[tuple[str, list[str]]]:
    """Each citation's words, and the titles of the entries that it leads to."""
    analysis = Analysis(read(path, text.encode()))
    return [
        (citation.text.strip(), [entry.title for entry in analysis.references.resolve(citation)])
        for citation in analysis.citations.all
    ]


def entries_of(text: str, path: str = "piece.md") -> tuple[Reference, ...]:
    return references_of(text, path).all


LIST = """

## References

1. Moss BC, Lund CD, et al. Cramps and magnesium: a randomised trial. J Invented Med. 2020;12(3):123-130. doi:10.1234/jim.20
2. Lund, C. D., & Reyes, A. (2018). Sleep after surgery. *Journal of Care, 4*(2), 55–61.
3. NICE. Chronic pain guideline NG193. 2021. https://www.nice.org.uk/guidance/ng193
4. Okoro E and others. [Walking for the knee](https://trial.example/walk). Care Letters, 2019;7:1-9. PMID: 7654321
"""
TITLES = {
    1: "Cramps and magnesium: a randomised trial",
    2: "Sleep after surgery",
    3: "Chronic pain guideline NG193",
    4: "Walking for the knee",
}


@pytest.mark.parametrize(
    ("entry", "authors", "year", "title", "container", "kind"),
    [
        ("Moss BC, Lund CD, et al. Cramps: a randomised trial. J Invented Med. 2020;12(3):123-130.", ("Moss", "Lund"), 2020, "Cramps: a randomised trial", "J Invented Med", "trial"),
        ("Lund, C. D., & Reyes, A. (2018). Sleep after surgery. Journal of Care, 4(2), 55–61.", ("Lund", "Reyes"), 2018, "Sleep after surgery", "Journal of Care", "study"),
        ("Okoro E and Lund C (2019) 'Walking for the knee', Pain Letters, 3(2), pp. 10-12.", ("Okoro", "Lund"), 2019, "Walking for the knee", "Pain Letters", "study"),
        ("van der Berg J, O'Neill P. Effects in mice. Brain Lett 2001;1989:1990-1995.", ("van der Berg", "O'Neill"), 2001, "Effects in mice", "Brain Lett", "animal"),
        ("NICE NG193, 2021, https://www.nice.org.uk/guidance/ng193", (), 2021, "NICE NG193", "", "guideline"),
        ("World Health Organization. Guidelines on rest. Geneva: WHO; 2021.", (), 2021, "Guidelines on rest", "Geneva: WHO", "guideline"),
        ("FDA label, revised 2024, checked 3 May 2025.", (), 2024, "FDA label, revised 2024, checked 3 May 2025", "", "label"),
        ("Poe E. A first look. medRxiv. 2023. doi:10.1101/2023.01.01.23284000", ("Poe",), 2023, "A first look", "medRxiv", "preprint"),
        ("Poe E, Rye F. Rest: a systematic review and meta-analysis. Pain. 2017.", ("Poe", "Rye"), 2017, "Rest: a systematic review and meta-analysis", "Pain", "systematic-review"),
        ("A handbook of pain. 3rd ed. Oxford University Press; 1998.", (), 1998, "A handbook of pain", "Oxford University Press", "book"),
        ("https://www.clinic.example/about", (), None, "", "", "webpage"),
        ("https://www.clinic.example/blog/rest", (), None, "", "", "blog"),
        ("https://en.wikipedia.org/wiki/Rest", (), None, "", "", "wiki"),
        ("Lund C. An open-label study of off-label use. Pain. 2012;5:7-9.", ("Lund",), 2012, "An open-label study of off-label use", "Pain", "study"),
        ("Medicines Act 1968.", (), 1968, "Medicines Act 1968", "", "law"),
        ("Company news release. Our patch works. 2024.", (), 2024, "Company news release", "Our patch works", "press-release"),
        ("Moss B. Rest. Pain. 2016. Accessed 3 May 2025.", ("Moss",), 2016, "Rest", "Pain", "unknown"),
    ],
)  # fmt: skip
def test_an_entry_is_read_in_the_style_in_which_it_is_written(
    entry: str, authors: tuple[str, ...], year: int | None, title: str, container: str, kind: str
) -> None:
    read = read_entry(entry)
    assert (read.authors, read.year, read.title, read.container, read.type) == (authors, year, title, container, kind)


def test_dates_of_revision_and_of_the_last_look_are_kept_apart_from_the_year() -> None:
    read = read_entry("Moss B. Rest. Pain. 2016. Updated 2019. Accessed 3 May 2025.")
    assert (read.year, read.updated, read.checked) == (2016, 2019, 2025)


@pytest.mark.parametrize(
    ("mark", "numbers"),
    [
        ("Pain fell [1].", [1]),
        ("Pain fell [1, 2].", [1, 2]),
        ("Pain fell [2-4].", [2, 3, 4]),
        ("Pain fell [1,3–4].", [1, 3, 4]),
        ("Pain fell.¹", [1]),
        ("Pain fell.¹⁻³", [1, 2, 3]),
        ("Pain fell.^2^", [2]),
        ("Pain fell.<sup>2,3</sup>", [2, 3]),
        ("Pain fell (1,2).", [1, 2]),
        ("Pain fell by half.4 More was seen.", [4]),
        ("Pain fell (Moss et al., 2020).", [1]),
        ("Pain fell (Moss et al., 2020; Lund & Reyes, 2018).", [1, 2]),
        ("Moss and colleagues (2020) saw it.", [1]),
        ("Lund and Reyes (2018) saw it.", [2]),
        ("Pain fell [@okoro2019].", [4]),
        ("Pain fell (doi:10.1234/jim.20).", [1]),
        ("Pain fell ([trial](https://doi.org/10.1234/jim.20)).", [1]),
        ("Pain fell ([trial](http://trial.example/walk/)).", [4]),
        ("Pain fell (PMID 7654321).", [4]),
        ("Pain fell ([trial](https://pubmed.ncbi.nlm.nih.gov/7654321/)).", [4]),
        ("NICE guideline NG193 says so.", [3]),
        ("The 2021 NICE guideline says so.", [3]),
        ("According to NICE, it is so.", [3]),
        ("According to the CDC, it is so.", []),
        ("The 2019 NICE guideline says so.", []),
        ("Pain fell [9].", []),
    ],
)
def test_a_mark_leads_to_its_entries(mark: str, numbers: list[int]) -> None:
    assert [titles for _, titles in resolved(mark + LIST)] == [[TITLES[number] for number in numbers]]


def test_a_range_names_all_between_its_ends() -> None:
    assert numbers_of("2–4, 7") == (2, 3, 4, 7)


def test_a_footnote_leads_to_its_note() -> None:
    text = "Pain fell.[^a] It rose.[^b]\n\n[^a]: Moss B. Rest. 2020.\n[^b]: Lund C. Work. 2021.\n"
    assert resolved(text) == [("a", ["Rest"]), ("b", ["Work"])]


def test_a_link_to_an_anchor_leads_to_the_entry_that_bears_it() -> None:
    text = (
        '<p>Pain fell.<sup><a href="#r2">2</a></sup> It rose <a href="#r1">[1]</a>.</p><h2>References</h2>'
        '<ol><li id="r1">Moss B. Rest. 2020.</li><li><a name="r2"></a>Lund C. Work. 2021.</li></ol>'
    )
    assert resolved(text, "piece.html") == [("2", ["Work"]), ("[1]", ["Rest"])]


def test_a_list_of_a_page_counts_as_the_browser_does() -> None:
    text = '<p>Pain fell [5].</p><h2>Sources</h2><ol start="4"><li>Moss B. Rest. 2020.</li><li>Lund C. Work. 2021.</li></ol>'
    assert [entry.number for entry in entries_of(text, "piece.html")] == [4, 5]


@pytest.mark.parametrize(
    "text",
    [
        "Pain fell [2].\n\n**References**\n\n1. Moss B. Rest. 2020.\n2. Lund C. Work. 2021.\n",
        "Pain fell [2].\n\nReferences: [1] Moss B. Rest. 2020. [2] Lund C. Work. 2021.\n",
        "Pain fell [2].\n\n## References\n\n[1] Moss B. Rest. 2020.\n[2] Lund C. Work. 2021.\n",
        "Pain fell [2].\n\n## References\n\nMoss B. Rest. 2020.\nLund C. Work. 2021.\n",
        "Pain fell [2].\n\n## References\n\n- Moss B. Rest. 2020.\n- Lund C. Work. 2021.\n",
        "---\nsources:\n  - Moss B. Rest. 2020.\n  - title: Work\n    author: Lund C\n    year: 2021\n---\n\nPain fell [2].\n",
    ],
)
def test_entries_are_found_wherever_a_list_may_stand(text: str) -> None:
    assert (resolved(text), [(entry.title, entry.year) for entry in entries_of(text)]) == (
        [("[2]", ["Work"])],
        [("Rest", 2020), ("Work", 2021)],
    )


def test_a_source_line_is_read_part_by_part() -> None:
    found = entries_of("Rest helps.\n\nSources: NHS, 2020; Moss B. Rest. 2021; https://www.cdc.gov/x\n")
    assert [(entry.place, entry.text) for entry in found] == [
        ("line", "NHS, 2020"),
        ("line", "Moss B. Rest. 2021"),
        ("line", "https://www.cdc.gov/x"),
    ]


def test_an_entry_leads_back_to_the_source() -> None:
    text = "Pain fell [1].\n\n## References\n\n1. Moss B. [Rest](https://a.example). 2020.\n"
    (entry,) = entries_of(text)
    assert (entry.span.of(text), entry.text, entry.year_at) == (
        "Moss B. [Rest](https://a.example). 2020.",
        "Moss B. Rest. 2020.",
        (14, 18),
    )


def test_a_source_that_is_only_linked_is_one_of_its_own() -> None:
    found = references_of("Pain fell ([a trial of rest](https://trial.example/1)).").direct
    assert [(entry.place, entry.title, entry.url) for entry in found] == [
        ("text", "a trial of rest", "https://trial.example/1")
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Pain fell [9]." + LIST, ["[9]"]),
        ("Pain fell [3, 9]." + LIST, ["9"]),
        ("Pain fell.⁹" + LIST, ["⁹"]),
        ("Pain fell.<sup>9</sup>" + LIST, ["9"]),
        ("Pain fell [1]. It rose.[^note]" + LIST, ["[^note]"]),
        ("Pain fell (Moss et al., 2020; Ghost, 2011)." + LIST, ["Ghost, 2011"]),
        ("Pain fell (Moss et al., 2020; Okoro, 2015)." + LIST, ["Okoro, 2015"]),
        ("Pain fell [1].", ["[1]"]),
        ("Pain fell [1]. See [the rest](#rest)." + LIST, []),
        ("Pain fell (Ghost, 2011)." + LIST, []),
        ("Pain fell in boys (12) and girls (13)." + LIST, []),
        ("Pain fell (1, 2). It rose (3). See Fig.9 too." + LIST, []),
        ("Pain fell (1, 2). It rose (3), and fell (9)." + LIST, ["(9)"]),
        ("Pain fell [1].[^a]\n\n[^a]: We think so." + LIST, []),
    ],
)
def test_a_mark_that_leads_to_nothing_is_known(text: str, words: list[str]) -> None:
    assert [mark.words for mark in references_of(text).undefined] == words


@pytest.mark.parametrize(
    ("text", "unused"),
    [
        ("Pain fell [1, 3]." + LIST, [TITLES[2], TITLES[4]]),
        ("Pain fell [1–4]." + LIST, []),
        ("Pain fell." + LIST, []),
        ("Pain fell (Moss et al., 2020)." + LIST, []),
        ("Pain fell [1, 3] (Lund, 2018; Okoro, 2019)." + LIST, []),
        ("Pain fell [1, 3], as in [this trial](https://trial.example/walk). See (Lund & Reyes, 2018)." + LIST, []),
        ("Pain fell.[^a]\n\n[^a]: Moss B. Rest. 2020.\n[^b]: Lund C. Work. 2021.\n", ["Work"]),
        (
            "Pain fell [1].\n\n## References\n\n1. Moss B. Rest. 2020.\n\n## Further reading\n\n2. Lund C. Work. 2021.\n",
            [],
        ),
    ],
)
def test_an_entry_that_no_mark_calls_is_known(text: str, unused: list[str]) -> None:
    assert [entry.title for entry in references_of(text).unused] == unused


def test_a_mark_in_a_piece_can_be_defined_by_its_article() -> None:
    piece = references_of("Pain fell [2, 9].")
    article = references_of("Pain fell [1-4]." + LIST)
    assert [(mark.number, article.defines(mark)) for mark in piece.undefined] == [(2, True), (9, False)]
