"""Claims told by the sum of their words: where a text sells, in turns of phrase that no list holds."""

from __future__ import annotations

from caveat.analysis import OVERCLAIM, Analysis
from caveat.readers import read

SHOP = """# Meadow & Moss gut drops

{sentence}

Buy two bottles, get the third for half price. Free delivery over £30, and our team packs every order by hand in Leeds.
"""
LEAFLET = """# Looking after your bowel

{sentence}

Your doctor may suggest some tests. It could help to write down what you eat. Talk to your nurse if you are worried.
Some people may need other treatment, and this can take several weeks.
"""


def _told(page: str, sentence: str) -> list[str]:
    analysis = Analysis(read("page.md", page.format(sentence=sentence).encode()))
    return [claim.quote for claim in analysis.claims if claim.form == OVERCLAIM]


def test_a_sellers_turn_of_phrase_is_told_by_its_words() -> None:
    """No word of it is a trigger by itself."""
    assert _told(SHOP, "These drops wave goodbye to bloating and bring your spark back.") == [
        "These drops wave goodbye to bloating and bring your spark back"
    ]


def test_the_same_words_are_left_alone_where_nothing_is_sold() -> None:
    """Pages that plainly inform are read by grammar only."""
    assert _told(LEAFLET, "These drops wave goodbye to bloating and bring your spark back.") == []


def test_logistics_hedges_and_questions_of_a_seller_are_no_claims() -> None:
    """What sellers say besides their claims."""
    for sentence in (
        "Take five drops in a glass of water before your evening meal.",
        "Some customers tell us they feel less bloated, though others notice no change at all.",
        "Do you feel bloated after meals?",
        "See your GP about bloating that lasts for more than three weeks.",
    ):
        assert _told(SHOP, sentence) == [], sentence


def test_the_clause_that_claims_is_quoted_and_not_its_neighbour() -> None:
    """The words are those that bring the points."""
    assert _told(SHOP, "We pour every batch on a Tuesday, and your tummy troubles simply melt away.") == [
        "your tummy troubles simply melt away"
    ]


def test_what_else_a_sentence_claims_is_told_beside_what_grammar_found() -> None:
    """Once: what grammar found is not told again."""
    assert _told(SHOP, "The drops are proven by science, and they lift the fog from your mind.") == [
        "they lift the fog from your mind"
    ]
    assert _told(SHOP, "These drops are the best in Britain and clear stubborn bloating.") == [
        "clear stubborn bloating"
    ]
    assert _told(SHOP, "Our drops are completely safe.") == []


def test_what_grammar_takes_for_a_claim_is_none_where_the_words_as_a_whole_speak_against_one() -> None:
    """Uses by tradition, indications and aims, told in a text that sells."""
    for sentence in (
        "In traditional Chinese medicine it was used to support digestion and long life.",
        "It is used to treat clouding of the eye's normally clear lens (cataract).",
        "Green tea is one of the most popular drinks in Asia, where people have used it for centuries.",
        "The diet is one that people can keep to, aimed at losing weight and keeping it off in the long run.",
    ):
        analysis = Analysis(read("page.md", SHOP.format(sentence=sentence).encode()))
        assert [claim.quote for claim in analysis.claims] == [], sentence


def test_safety_is_a_claim_whatever_the_words_around_it() -> None:
    """What speaks against a claim never outweighs "completely safe"."""
    page = SHOP.format(
        sentence="In traditional Chinese medicine ginseng is completely safe, and was used for long life."
    )
    analysis = Analysis(read("page.md", page.encode()))
    assert [claim.kind for claim in analysis.claims] == ["safety"]


def test_what_only_goes_on_with_a_claim_and_a_single_word_are_no_claims_beside_it() -> None:
    """The words around "no side effects" and "no harm" belong to what grammar found."""
    assert _told(SHOP, "The drops work fast, and there are no side effects.") == ["The drops work fast"]
    assert _told(SHOP, "They do no harm.") == []


def test_who_warns_of_a_claim_does_not_make_it() -> None:
    """Even in the words that a seller would use."""
    assert _told(SHOP, "Beware of teas that melt fat away and of pills with amazing results.") == []
