"""A piece held against its article, sentence by sentence."""

from __future__ import annotations

from caveat.analysis import Analysis
from caveat.library import Reading
from caveat.library.alignment import Alignment, stem
from caveat.readers import read

ARTICLE = """Ketamine may ease pain for some people for some weeks.

Your blood pressure can go up during the drip.

Do you need to fast? You will be asked not to eat for six hours.

About 10% of participants experienced pruritus.
"""


def aligned(piece: str, article: str = ARTICLE) -> Alignment:
    source = read("article.md", article.encode())
    derived = read("post.md", piece.encode())
    alignment = Reading(derived, Analysis(derived), Reading(source, Analysis(source))).alignment
    assert alignment is not None
    return alignment


def test_a_sentence_finds_the_one_that_it_comes_from_whatever_their_order() -> None:
    matches = aligned("Do not eat for six hours before. Blood pressure may rise in the drip.\n").matches
    assert [match.article.text if match.article else None for match in matches] == [
        "You will be asked not to eat for six hours.",
        "Your blood pressure can go up during the drip.",
    ]


def test_plain_words_stand_for_technical_ones() -> None:
    (match,) = aligned("About 1 in 10 people had itching.\n").matches
    assert match.article is not None
    assert match.article.text == "About 10% of participants experienced pruritus."


def test_a_sentence_about_something_else_is_left_unaligned() -> None:
    (match,) = aligned("Our new office has parking at the rear of the building.\n").matches
    assert (match.article, match.verdict, match.sure) == (None, "unaligned", False)


def test_the_verdict_says_which_of_the_two_says_more() -> None:
    stronger, same = aligned("Ketamine eases pain for weeks. Ketamine may ease pain for some weeks.\n").matches
    assert (stronger.verdict, same.verdict) == ("stronger", "same")


def test_what_the_article_says_as_firmly_elsewhere_is_no_stronger() -> None:
    article = "Ketamine may ease nerve pain.\n\nIn our clinic, ketamine eases nerve pain.\n"
    (match,) = aligned("Ketamine eases nerve pain.\n", article).matches
    assert match.verdict == "same"


def test_a_document_without_an_article_has_no_alignment() -> None:
    document = read("article.md", ARTICLE.encode())
    assert Reading(document, Analysis(document)).alignment is None


def test_forms_of_a_word_share_a_stem() -> None:
    assert stem("reduced") == stem("reduction") == stem("reduces")
    assert stem("trial") == stem("trials")


def test_a_finding_in_animals_that_is_told_without_them_is_stronger() -> None:
    article = "The inhibitor reduced tumor growth in mice.\n"
    (bare,) = aligned("The inhibitor reduces tumor growth.\n", article).matches
    (kept,) = aligned("The inhibitor reduces tumor growth in lab animals.\n", article).matches
    assert (bare.verdict, kept.verdict) == ("stronger", "same")


def test_advice_that_the_article_never_gives_is_stronger() -> None:
    article = "Watching television at age three was associated with attention problems at age seven.\n"
    (match,) = aligned("Parents should let toddlers watch less television.\n", article).matches
    assert match.verdict == "stronger"
