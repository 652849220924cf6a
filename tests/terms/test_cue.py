"""Cues: a text without a hint is passed over, and each match of our patterns holds one."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from caveat.analysis import subjects
from caveat.analysis.claims import trigger
from caveat.analysis.medical import excluded
from caveat.analysis.statements.phrasing import phrasings
from caveat.terms import Cue, Cues, SearchText

OURS = [value for value in vars(trigger).values() if isinstance(value, Cue)]
OURS += [*subjects.SELLER_CUES, *excluded().all]


def test_a_text_without_a_hint_is_passed_over() -> None:
    cue = Cue(r"\bnow|soon\b", "now")
    assert cue.search("here and now") is not None
    assert cue.search("soon") is None


def test_many_cues_are_tried_in_order_and_only_where_a_hint_stands() -> None:
    now, soon, always = Cue(r"\bnow\b", "now"), Cue(r"\bsoon\b", "soon"), Cue(r"\bif\b", "")
    cues = Cues((now, soon, always))
    assert [list(cues.may_match(text)) for text in ("soon, not now", "here")] == [[now, soon, always], [always]]
    assert [cues.any_in(text) for text in ("soon", "snow", "if", "here")] == [True, False, True, False]


def test_a_cue_may_ask_for_one_of_two_lists_of_hints_each() -> None:
    cue = Cue(r"\bin \w+ days\b", "in ", also=("days", "weeks"))
    texts = ("in two days", "in two hours", "for two days")
    assert [cue.search(SearchText(text)) is not None for text in texts] == [True, False, False]
    assert [Cues([cue]).may_match(text) for text in texts] == [[cue], [], []]


def test_what_a_text_holds_is_the_same_whether_it_remembers_its_hints_or_not() -> None:
    now = Cue(r"\bnow\b", "now")
    text = SearchText("here and now")
    assert now.search(text) is not None
    later = Cue(r"\bhere\b", "here")  # a cue that is younger than the text's last look
    assert [cue.search(text) is not None for cue in (now, later)] == [True, True]
    assert [cue.search(str(text)) is not None for cue in (now, later)] == [True, True]


@pytest.mark.parametrize("cue", [one.cue for one in phrasings() if one.cue.also], ids=lambda cue: cue.written[:40])
@given(data=st.data())
@settings(suppress_health_check=list(HealthCheck), max_examples=3, deadline=None)
def test_every_match_of_a_phrasing_holds_what_it_also_asks_for(cue: Cue, data: st.DataObject) -> None:
    text = data.draw(st.from_regex(cue.pattern))
    assume(text == text.lower())
    assert any(literal in text for literal in cue.also)


@pytest.mark.parametrize("cue", OURS, ids=lambda cue: cue.pattern.pattern[:40])
@given(data=st.data())
@settings(suppress_health_check=list(HealthCheck), max_examples=15)
def test_every_match_of_a_pattern_holds_a_hint(cue: Cue, data: st.DataObject) -> None:
    text = data.draw(st.from_regex(cue.pattern))
    assume(text == text.lower())
    assert cue.search(text) is not None


@given(st.lists(st.sampled_from(["now", "soon", "if", " ", "not", "snow"])).map(" ".join))
def test_what_is_found_in_a_text_that_is_kept_is_found_again(text: str) -> None:
    now, soon, always = Cue(r"\bnow\b", "now"), Cue(r"\bsoon\b", "soon"), Cue(r"\bif\b", "")
    cues, kept = Cues((now, soon, always)), SearchText(text, kept=True)
    for _ in range(2):
        assert cues.may_match(kept) == cues.may_match(text)
        assert cues.any_in(kept) == cues.any_in(text)
        for cue in cues.all:
            found, expected = cue.search(kept), cue.search(text)
            assert (found and found.span()) == (expected and expected.span())
