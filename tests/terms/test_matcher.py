"""Term lists: whole words, longest first, the same in a text that knows which lists could find something in it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from caveat.terms import SearchText, TermList

TERMS = TermList({"side effect": "harm", "effect": "result", "b12": "vitamin", "x-ray": "test", "100 %": "share"})
PIECES = ["side effect", "side effects", "effect", "b12", "b122", "x-ray", "x ray", "100 %", "%", "_", " ", ", "]


def test_the_longest_term_wins_and_no_match_begins_inside_another() -> None:
    found = [(match.start, match.end, match.label) for match in TERMS.find("a side effect, an effect, side effects")]
    assert found == [(2, 13, "harm"), (18, 24, "result")]


def test_a_list_of_signs_is_looked_for_in_every_text() -> None:
    assert TermList(["%"]).any_in(SearchText("5 %"))
    assert not TermList([]).any_in(SearchText("5 %"))


@given(st.lists(st.sampled_from(PIECES)).map("".join))
def test_a_text_that_is_searched_often_holds_the_same_terms(text: str) -> None:
    assert list(TERMS.find(SearchText(text))) == list(TERMS.find(text))
    assert TERMS.any_in(SearchText(text)) == TERMS.any_in(text)


@given(st.lists(st.sampled_from(PIECES)).map("".join))
def test_a_text_that_is_kept_holds_the_same_terms_each_time(text: str) -> None:
    kept = SearchText(text, kept=True)
    assert list(TERMS.find(kept)) == list(TERMS.find(kept)) == list(TERMS.find(text))
