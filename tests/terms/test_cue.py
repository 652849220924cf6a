"""Cues: a text without a hint is passed over, and each match of our patterns holds one."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from caveat.analysis import subjects
from caveat.analysis.claims import words
from caveat.analysis.medical import excluded
from caveat.terms import Cue, Cues

OURS = [value for value in vars(words).values() if isinstance(value, Cue)]
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


@pytest.mark.parametrize("cue", OURS, ids=lambda cue: cue.pattern.pattern[:40])
@given(data=st.data())
@settings(suppress_health_check=list(HealthCheck), max_examples=60)
def test_every_match_of_a_pattern_holds_a_hint(cue: Cue, data: st.DataObject) -> None:
    text = data.draw(st.from_regex(cue.pattern))
    assume(text == text.lower())
    assert cue.search(text) is not None
