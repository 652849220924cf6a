from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caveat.analysis.lexicon import lexicon
from caveat.analysis.statements.features import pattern
from caveat.terms import required_literals


@pytest.mark.parametrize(
    ("written", "literals"),
    [
        (r"\bnow\b", ("now",)),
        (r"\b(?:soon|later)\b", ("later", "soon")),
        (r"\bin \d+ (?:weeks|months)\b", ("months", "weeks")),
        (r"\b(?:very )?soon\b", ("soon",)),
        (r"(?:weeks)+", ("weeks",)),
        (r"\d+%", ()),
        (r"\b(?:may|\d)\b", ()),
        (r"(?:weeks)*", ()),
        (r"\bis\b", ()),
    ],
)
def test_the_literals_that_a_pattern_requires(written: str, literals: tuple[str, ...]) -> None:
    assert required_literals(written) == literals


@pytest.mark.parametrize("name", lexicon("statement_patterns"))
@given(data=st.data())
@settings(suppress_health_check=list(HealthCheck), max_examples=30)
def test_each_match_of_our_patterns_holds_one(name: str, data: st.DataObject) -> None:
    literals = required_literals(pattern(name).pattern)
    text = data.draw(st.from_regex(re.compile(pattern(name).pattern)))
    assert not literals or any(literal in text for literal in literals)
