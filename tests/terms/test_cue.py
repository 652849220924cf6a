"""Cues: a text without a hint is passed over, and each match of our patterns holds one."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from caveat.analysis import subjects
from caveat.analysis.claims import words
from caveat.analysis.medical import excluded
from caveat.terms import Cue

OURS = [value for value in vars(words).values() if isinstance(value, Cue)]
OURS += [*subjects.SELLER_CUES, *excluded()]


def test_a_text_without_a_hint_is_passed_over() -> None:
    cue = Cue(r"\bnow|soon\b", "now")
    assert cue.search("here and now") is not None
    assert cue.search("soon") is None


@pytest.mark.parametrize("cue", OURS, ids=lambda cue: cue.pattern.pattern[:40])
@given(data=st.data())
@settings(suppress_health_check=list(HealthCheck), max_examples=60)
def test_every_match_of_a_pattern_holds_a_hint(cue: Cue, data: st.DataObject) -> None:
    text = data.draw(st.from_regex(cue.pattern))
    assume(text == text.lower())
    assert cue.search(text) is not None
