"""Short statements of effect that the parser misreads: what is set right, and that a tree stays a tree."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from caveat import check_text
from caveat.analysis.claims.misreading import mend
from caveat.analysis.parse import ParsedSentence, Token
from caveat.terms import TermMatch

WORDS = ("metformin", "lowers", "sugar", "cures", "relieves", "pain", "bloating", "not", "all", "oil", "the", "and")
TAGS = ("NN", "NNS", "VBZ", "VB", "VBG", "JJ", "RB", "DT")
LABELS = ("ROOT", "nsubj", "dobj", "compound", "conj", "amod", "pobj", "xcomp", "det", "prep", "ccomp", "neg")


@st.composite
def trees(draw: st.DrawFn) -> ParsedSentence:
    """Draw a sentence of known words with any labels, hung on one another in any way that is a tree."""
    count = draw(st.integers(3, 9))
    order = draw(st.permutations(range(count)))
    heads = {order[0]: order[0]}
    for place, token in enumerate(order[1:], start=1):
        heads[token] = order[draw(st.integers(0, place - 1))]
    rows, offset = [], 0
    for index in range(count):
        word = draw(st.sampled_from(WORDS))
        tag, label = draw(st.sampled_from(TAGS)), draw(st.sampled_from(LABELS))
        rows.append((index, offset, len(word), word, tag, label, heads[index]))
        offset += len(word) + 1
    return ParsedSentence(tuple(rows), 0)


def roots_above(token: Token, most: int) -> int:
    """Count the steps from a token to its root, and stop where there are more than tokens."""
    steps = 0
    while token.head is not token and steps <= most:
        token, steps = token.head, steps + 1
    return steps


@given(trees(), st.booleans())
def test_a_mended_tree_is_a_tree(parsed: ParsedSentence, named: bool) -> None:
    tokens = parsed.tokens
    treatments = [TermMatch(one.start, one.end, one.lower, "named") for one in tokens if one.lower == "metformin"]
    mend(parsed, treatments if named else [], [])
    assert all(roots_above(token, len(tokens)) <= len(tokens) for token in tokens)
    assert all((token in token.head.children) == (token.head is not token) and token.head in tokens for token in tokens)


def test_a_doer_read_as_the_head_of_its_own_statement_is_hung_below_its_verb() -> None:
    text = (
        "Our patients love our clinic. Book now for a free consultation, from $99.\n\n"
        "Wegovy helps people lose weight, and metformin lowers blood sugar in type 2 diabetes.\n"
    )
    found = [one.quote for one in check_text(text, path="page.md").findings if one.rule == "claims-efficacy-absolute"]
    assert found == ["lowers blood sugar in type 2 diabetes"]
