from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caveat.analysis.lexicon import lexicon
from caveat.analysis.statements.features import patterns
from caveat.terms import required_literals


@pytest.mark.parametrize(
    ("written", "literals"),
    [
        (r"\bnow\b", ("now",)),
        (r"\b(?:soon|later)\b", ("later", "soon")),
        (r"\bin \d+ (?:weeks|months)\b", ("months", "weeks")),
        (r"\b(?:very )?soon\b", ("soon",)),
        (r"(?:weeks)+", ("weeks",)),
        (r"\d+\s?", ()),
        (r"\d+%", ("%",)),
        (r"[0-2]am", ("0", "1", "2")),
        (r"[^0-2]am", ("am",)),
        (r"[a-z]m", ()),
        (r"(?:[$%]|off) ", ("$", "%", "off")),
        (r"\b(?:may|\d)\b", ()),
        (r"(?:weeks)*", ()),
        (r"\bis\b", ("is",)),
    ],
)
def test_the_literals_that_a_pattern_requires(written: str, literals: tuple[str, ...]) -> None:
    assert required_literals(written) == literals


@pytest.mark.parametrize("written", [one for name in lexicon("statement_patterns") for one in patterns(name)])
@given(data=st.data())
@settings(suppress_health_check=list(HealthCheck), max_examples=30)
def test_each_match_of_our_patterns_holds_one(written: str, data: st.DataObject) -> None:
    literals = required_literals(written)
    text = data.draw(st.from_regex(re.compile(written)))
    assert not literals or any(literal in text for literal in literals)
