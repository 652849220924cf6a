from __future__ import annotations

import pytest

from caveat.analysis.citations import Citations, find_citations
from caveat.analysis.sentence import Sentence
from caveat.analysis.sentences import split_sentences
from caveat.document import Document
from caveat.readers import read


def document_of(text: str, path: str = "piece.md") -> Document:
    return read(path, text.encode())


def sentences_of(document: Document) -> tuple[Sentence, ...]:
    spans = [(block, start, end) for block in document.blocks for start, end in split_sentences(block.text)]
    return tuple(Sentence(block, start, end, index) for index, (block, start, end) in enumerate(spans))


def citations_of(text: str) -> Citations:
    document = document_of(text)
    return find_citations(document, sentences_of(document))


def covered(text: str) -> list[bool]:
    """Whether each sentence outside headings and entries has a citation near."""
    document = document_of(text)
    sentences = sentences_of(document)
    citations = find_citations(document, sentences)
    return [
        bool(citations.near(sentence))
        for sentence in sentences
        if sentence.block.kind not in {"heading", "footnote"} and sentence.block.index not in citations.entries
    ]


@pytest.mark.parametrize(
    ("text", "kind", "quote", "target"),
    [
        ("Pain fell by half [3].", "numbered", "[3]", "3"),
        ("Pain fell by half [1, 2].", "numbered", "[1, 2]", "1, 2"),
        ("Pain fell by half [4–6].", "numbered", "[4–6]", "4–6"),
        ("Pain fell by half (ref. 3).", "numbered", "(ref. 3)", "3"),
        ("Pain fell by half [see references 1, 2 and 4].", "numbered", "[see references 1, 2 and 4]", "1, 2 and 4"),
        ("Pain fell by half ¹,².", "numbered", "¹,²", "¹,²"),
        ("Pain fell by half.[^lund]", "footnote", "[^lund]", "lund"),
        ("Pain fell [Moss, 2020].", "author-year", "[Moss, 2020]", "Moss, 2020"),
        ("As Moss (2020, p. 12) found, it fell.", "author-year", "Moss (2020, p. 12)", "Moss (2020, p. 12)"),
        ("It fell (Moss, 1987, cited in Lund, 2020).", "author-year", "(Moss, 1987, cited in Lund, 2020)", "Moss, 1987, cited in Lund, 2020"),
        ("Pain fell, PubMed ID: 7654321.", "pmid", "PubMed ID: 7654321", "7654321"),
        ("Pain fell (doi:10.1234/abc).", "doi", "doi:10.1234/abc", "10.1234/abc"),
        ("According to the CDC. More people say so.", "named", "According to the CDC", ""),
        ("Pain fell by half (Okoro et al., 2020).", "author-year", "(Okoro et al., 2020)", "Okoro et al., 2020"),
        ("Pain fell (Lund, 2019; Moss & Reyes, 2021).", "author-year", "(Lund, 2019; Moss & Reyes, 2021)", "Lund, 2019"),
        ("Pain fell (World Health Organization, 2021).", "author-year", "(World Health Organization, 2021)", "World Health Organization, 2021"),
        ("Lund and Moss (2019) saw pain fall.", "author-year", "Lund and Moss (2019)", "Lund and Moss (2019)"),
        ("Okoro and colleagues saw pain fall.", "author-year", "Okoro and colleagues", "Okoro and colleagues"),
        ("Pain fell, doi:10.1234/abc.5.", "doi", "doi:10.1234/abc.5", "10.1234/abc.5"),
        ("Pain fell, PMID: 7654321.", "pmid", "PMID: 7654321", "7654321"),
        ("Pain fell (PMC7654321).", "pmcid", "PMC7654321", "PMC7654321"),
        ("It is registered as NCT01234567.", "trial", "NCT01234567", "NCT01234567"),
        ("A handbook says so, ISBN 978-0-306-40615-7.", "isbn", "ISBN 978-0-306-40615-7", "978-0-306-40615-7"),
        ("A 2018 ASRA guideline found weak evidence.", "named", "2018 ASRA guideline", "2018"),
        ("A review of nine trials published in 2021 found less pain.", "named", "A review of nine trials published in 2021", "2021"),
        ("According to the NHS, it is common.", "named", "According to the NHS", ""),
        ("The FDA label warns of it.", "named", "The FDA label warns", "The FDA label warns"),
        ("NICE guideline NG193 advises against it.", "named", "NICE guideline NG193", "guideline NG193"),
        ("A Cochrane review (2023) found no difference.", "named", "A Cochrane review (2023)", "2023"),
        ("The CDC estimates that one in ten have it.", "named", "CDC estimates", ""),
        ("The prescribing information lists nausea.", "named", "The prescribing information lists", "The prescribing information lists"),
        ("The RECOVERY trial found fewer deaths.", "named", "The RECOVERY trial", "The RECOVERY trial"),
        ("Researchers at the University of Leeds found less pain.", "named", "Researchers at the University of Leeds", ""),
        ("It was published in The Lancet.", "named", "published in The", "published in The"),
    ],
)  # fmt: skip
def test_each_style_of_citation_is_found_at_its_words(text: str, kind: str, quote: str, target: str) -> None:
    first = citations_of(text).all[0]
    assert (first.kind, first.text, first.target, first.start) == (kind, quote, target, text.index(quote))


@pytest.mark.parametrize(
    "text",
    [
        "Give [12 mg] at once.",
        "The risk fell (95% CI [12, 18]).",
        "The mean was 14 (range [2, 30]).",
        "Call [insert name] at your clinic.",
        "It began in 2019 and ended in 2021.",
        "It rained in May (2020).",
        "This leaflet was changed (Updated 2020).",
        "According to your doctor, all is well.",
        "The FDA approved it.",
        "The NHS provides it free.",
        "The CDC funds and supports research studies.",
        "The room is 20 m² in size, and the count was 10⁹.",
        "The body mass index is given in kg/m².",
        "It uses ¹³¹I, and the count was 10 ⁹ in 5 m ² of it.",
        "Ask for a reference (up to 3).",
        "It is on PubMed: 40 trials.",
        "[Updated in 2020] It rained.",
        "It is ten times 10^9.",
        "You and your colleagues may feel better.",
        "Who says that it is nice to wait?",
        "Ring [our team](tel:0123) or [write](mailto:a@b.example).",
        "[Book now](https://clinic.example/book) or [contact us](https://clinic.example/contact).",
        "[Share](https://www.facebook.com/x) it, or see [the video](https://youtu.be/x).",
        "Jump to [the risks](#risks) or to [requests](#request).",
        "Book at https://clinic.example/book today.",
    ],
)
def test_what_only_looks_like_a_citation_is_none(text: str) -> None:
    assert citations_of(text).all == ()


def test_a_link_to_another_site_is_a_citation() -> None:
    found = citations_of("Pain fell in [a trial](https://journal.example/1).").all
    assert [(each.kind, each.text, each.target) for each in found] == [("link", "a trial", "https://journal.example/1")]


def test_read_more_counts_only_when_it_leads_to_a_known_source() -> None:
    assert citations_of("Pain fell. [Read more](https://www.nejm.org/1).").any
    assert not citations_of("Pain fell. [Read more](https://clinic.example/1).").any


def test_a_link_to_the_publisher_s_own_page_is_kept_apart() -> None:
    found = citations_of(
        "---\nurl: https://clinic.example/a\n---\n\nSee [pain](/pain) and [more](https://clinic.example/b)."
    )
    assert ([each.text for each in found.internal], found.all, found.any) == (["pain", "more"], (), False)


def test_a_superscript_number_is_a_citation_and_an_exponent_is_not() -> None:
    found = citations_of("It works.¹² It works again.^3^ The area is 5 m².").all
    assert [each.text for each in found] == ["¹²", "^3^"]


def test_a_footnote_counts_when_its_note_names_a_source() -> None:
    text = "It works.[^1] It is new.[^2] It hurts.\n\n[^1]: Moss B. A trial of it. 2020.\n[^2]: We think so.\n"
    assert (covered(text), len(citations_of(text).entries)) == ([True, False, False], 1)


def test_a_mark_after_the_stop_belongs_to_the_sentence_before_it() -> None:
    assert covered("It works. [3] It is new. It hurts.") == [True, False, False]


def test_the_next_sentence_covers_when_it_only_cites_or_points_back() -> None:
    assert covered("One in ten get it. See Lund (2019). It hurts. Ask first.") == [True, True, False, False]
    assert covered("One in ten get it. That figure comes from Lund (2019). It hurts. Ask first.") == [
        True,
        True,
        False,
        False,
    ]
    assert covered("One in ten get it. Bees hum more [3]. Ask first.") == [False, True, False]


def test_a_citation_at_the_end_of_a_paragraph_covers_it() -> None:
    assert covered("One in ten get it. Two in ten recover [3, 4].\n\nIt hurts.") == [True, True, False]


def test_a_body_named_at_the_end_covers_only_its_sentence() -> None:
    assert covered("One in ten get it. Two in ten recover, according to the NHS.") == [False, True]


def test_what_goes_on_about_a_cited_study_is_covered_by_it() -> None:
    text = "A trial of 40 people tested it [3]. In that trial, half felt better. Trees grew tall."
    assert covered(text) == [True, True, False]


def test_results_of_a_cited_study_are_covered_by_it() -> None:
    text = "A trial tested the drops [3]. Scores fell by 4 points with the drops and 5 with placebo. The drops work for half of us."
    assert covered(text) == [True, True, False]


def test_what_happened_elsewhere_is_not_a_result_of_the_study_that_was_cited() -> None:
    assert covered("A trial tested the drops [3]. Cases rose by 30% in the UK. Trees grew tall.") == [
        True,
        False,
        False,
    ]


def test_a_named_trial_by_the_first_author_of_a_listed_source_is_a_citation() -> None:
    text = "---\nsources:\n  - Moss B, et al. A trial. 2020.\n---\n\nIn the Moss trial pain fell. Bees hum.\n"
    assert covered(text) == [True, False]


def test_a_pointer_to_a_numbered_reference_is_a_citation() -> None:
    assert covered("Pain fell (see reference 2 on our evidence page). Bees hum.") == [True, False]


def test_a_citation_in_the_lead_in_covers_the_list() -> None:
    text = "Side effects in the trial were [3]:\n\n- nausea in 10%\n- headache in 20%\n\nCall us.\n"
    assert covered(text) == [True, True, True, False]


def test_a_source_line_covers_its_section() -> None:
    text = "## Risks\n\nOne in ten feel sick.\n\nSource: NHS, 2020.\n\n## More\n\nOne in ten sleep.\n"
    assert covered(text) == [True, True, False]


def test_the_entries_of_a_reference_list_are_no_citations_of_their_own() -> None:
    found = citations_of("One in ten get it.\n\n## References\n\n1. Moss B. A trial. 2020. doi:10.1234/x\n")
    assert (found.all, found.has_reference_list, found.any) == ((), True, True)


def test_a_section_about_sources_of_something_is_no_reference_list() -> None:
    assert not citations_of("## Sources of vitamin D\n\nOily fish and eggs.").has_reference_list


def test_parenthesised_numbers_count_only_when_there_is_a_reference_list() -> None:
    text = "Pain fell by half (1)."
    assert citations_of(text).all == ()
    assert [each.text.strip() for each in citations_of(text + "\n\n## References\n\n1. Moss B. 2020.\n").all] == ["(1)"]


def test_sources_in_the_front_matter_are_declared() -> None:
    found = citations_of("---\nsources:\n  - Moss B. A trial. 2020.\n---\n\nPain fell.\n")
    assert (found.declared, found.any, found.all) == (("Moss B. A trial. 2020.",), True, ())


def test_a_body_that_is_only_named_does_not_make_a_text_sourced() -> None:
    assert not citations_of("The CDC says that it is common.").any
    assert citations_of("The 2021 CDC guideline says that it is common.").any
