"""On a page of our own that sells ketamine for CRPS: what it owes is asked for once, and its sentence clears that alone."""

from __future__ import annotations

import pytest

from caveat_dev.clearing import Owed, cleared, owed

PAGE = """\
# Ketamine for CRPS

Our clinic offers ketamine infusions for complex regional pain syndrome (CRPS). Ketamine calms the nerves and brings
lasting relief. Ketamine eases the burning pain of CRPS, and most of our patients feel better after a week.

## Side effects

Ketamine can make you dizzy or sick for an hour or so. Our nurses sit with you all the time.

## What to expect

You rest in a chair while the drip runs. Book your free consultation now, and get your life back.
"""


@pytest.mark.parametrize("one", owed(), ids=lambda one: f"{one.rule}-{one.about[:20]}")
def test_a_sentence_that_says_what_is_owed_clears_exactly_its_finding(one: Owed) -> None:
    (result,) = cleared(PAGE, ".md", [one])
    assert result.exact, result
