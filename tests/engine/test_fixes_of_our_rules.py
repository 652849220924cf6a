"""The fixes of our own rules, all of them at once, on texts that give them much to do."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from decimal import Decimal
from functools import partial
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caveat.analysis.memory import Memory
from caveat.document import Document
from caveat.engine.catalogue import load_rules
from caveat.engine.examine import Examiner, Task
from caveat.engine.finding import Finding
from caveat.engine.fix import ALL, SAFE, Mending, Safety, fixable, mend, moved
from caveat.engine.settings import DEFAULT_BUNDLES, Choice, Settings
from caveat.readers import read

TODAY = datetime.date(2026, 11, 22)
# Words that rules have fixes for, numbers, and what no fix may touch, in sentences that meet in one paragraph.
SENTENCES = (
    "We utilise the hall prior to noon.",
    "In order to rest, make use of the bed.",
    "He committed suicide at home.",
    "She tried to commit suicide and failed to recieve help.",
    "The the nurse will be with you at this point in time.",
    "A large number of people have absolutely essential needs.",
    "Addicts and wheelchair-bound people are welcome.",
    "Diabetics suffer from asthma in the event that they smoke.",
    "An elderly person commenced the the course.",
    "Take 5.0 mg of warfarin at 8 a.m.",
    "Inject .5 mL and wait 30 minutes prior to lunch.",
    "Give 100000 units in order to treat it.",
    "About 12% of the 1,250 adults utilised it, 1 in 10.",
    "Ketamine cures depression prior to Friday.",
    "According to the trial [1], we utilise it (Moss, 2019).",
    "“We utilise it,” she said.",
    "See [what we utilise](https://utilise.example/prior) or `utilise`.",
    "The *very very* unique and *utilised* room is definately here.",
    "Approximately ten of them facilitate it, commencing at noon.",
    "Was an excessive number of the rooms utilised?",
)
JOINTS = (
    " ",
    " ",
    " ",
    "\n",
    "\n\n",
    "\r\n\r\n",
    "\n\n- ",
    "\n\n1. ",
    "\n\n> ",
    "\n\n## ",
    "\n\n| ",
    "\n\n## Risks\n\n",
)
TEXTS = st.lists(st.tuples(st.sampled_from(JOINTS), st.sampled_from(SENTENCES)), min_size=1, max_size=7).map(
    lambda parts: "".join(joint + sentence for joint, sentence in parts).lstrip() + "\n"
)
NAMES = st.sampled_from(("article.md", "leaflet.txt", "page.html", "post.md"))
_NUMBER = re.compile(r"\d*\.\d+|\d{1,3}(?:,\d{3})+(?!\d)|\d+")
_IN_WORDS = re.compile(r"\b(?:one|two|ten|hundred|half|none|not|no|never)\b|%", re.IGNORECASE)


@pytest.fixture(scope="module")
def examiner() -> Examiner:
    """Run every rule, those in preview too; an editor's memory spares the parser."""
    chosen = Settings(root="/", today=TODAY, command=Choice(("all",)))
    return Examiner(load_rules(DEFAULT_BUNDLES, {}, None), chosen, Memory())


def findings_of(examiner: Examiner, name: str, text: str) -> Sequence[Finding]:
    (outcome,) = examiner.examine([Task(name, name, text.encode())])
    assert [problem for problem in outcome.problems if problem.kind == "internal-error"] == []
    return outcome.findings


def mended(examiner: Examiner, name: str, text: str, safety: frozenset[Safety]) -> Mending:
    def again(text: str) -> Document:
        return read(name, text.encode())

    return mend(text, partial(findings_of, examiner, name), again, safety)


def values_in(text: str) -> list[Decimal]:
    """Return the numbers of a text by what they are worth: 5.0 and 5 are one, 0.5 and .5 too."""
    return [Decimal(number.replace(",", "")) for number in _NUMBER.findall(text)]


@settings(max_examples=60)
@given(TEXTS, NAMES, st.sampled_from((frozenset(SAFE), frozenset(ALL))))
def test_fixes_never_overlap_keep_every_number_and_settle_what_they_fix(
    examiner: Examiner, text: str, name: str, safety: frozenset[Safety]
) -> None:
    mending = mended(examiner, name, text, safety)
    assert mending.settled
    assert all(one.end < other.start for edits in mending.edits for one, other in pairwise(edits))

    assert values_in(mending.text) == values_in(text)
    assert _IN_WORDS.findall(mending.text) == _IN_WORDS.findall(text)

    standing = {(one.rule, one.start.offset, one.end.offset) for one in mending.findings}
    for round_, edits in enumerate(mending.edits):
        for finding in mending.applied:
            if finding.fix is None or not set(finding.fix.edits) <= set(edits):
                continue
            start, end = finding.start.offset, finding.end.offset
            for later in mending.edits[round_:]:
                start, end = moved(start, later), moved(end, later)
            assert not any(rule == finding.rule and low < end and start < high for rule, low, high in standing)

    once = mended(examiner, name, mending.text, safety)
    assert (once.text, once.applied) == (mending.text, ())


def test_the_sentences_give_our_rules_much_to_fix(examiner: Examiner) -> None:
    found = findings_of(examiner, "article.md", "\n\n".join(SENTENCES) + "\n")
    rules = {one.rule for one in found if fixable(one, ALL)}
    assert len(rules) >= 8, sorted(rules)
    assert {"readability-jargon", "language-suicide-terms", "dose-trailing-zero", "dose-naked-decimal"} <= rules
