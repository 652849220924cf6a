"""Fixes applied to a text: which of those that overlap, to what end, and what stays as it was."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caveat.analysis import Analysis
from caveat.document import Document, Source
from caveat.engine.finding import Finding, Suppressed
from caveat.engine.fix import (
    ALL,
    OVERLAPS,
    RETURNS,
    REVIEW,
    UNLIKE,
    Mending,
    Safety,
    apply_fixes,
    apply_verified,
    diff,
    edited,
    mend,
    moved,
    same_but_for,
)
from caveat.engine.guard import Guard
from caveat.engine.placing import Placing
from caveat.readers import read
from caveat.rule import Edit, Fix, Severity


def finding(
    text: str,
    start: int,
    end: int,
    new: str | None,
    *,
    rule: str = "style-word",
    severity: Severity = "info",
    safety: Safety = "safe",
) -> Finding:
    """A finding on a stretch of a text, with a fix that puts other words there."""
    source = Source("a.md", text)
    return Finding(
        rule=rule,
        family="style",
        severity=severity,
        status="stable",
        path="a.md",
        start=source.place(start),
        end=source.place(end),
        scope="span",
        quote=text[start:end],
        message="",
        standard=None,
        fix=None if new is None else Fix((Edit(start, end, new),), safety),
        related=(),
        fingerprint=f"{rule}-{text[start:end]}-{start}",
    )


def on(text: str, old: str, new: str, **more: object) -> Finding:
    start = text.index(old)
    return replace(finding(text, start, start + len(old), new), **more)  # type: ignore[arg-type]  # any field of Finding


class House:
    """A small house style: words, each with what to write instead, judged by the engine's guard as in a run."""

    def __init__(self, words: Mapping[str, tuple[str, Safety]], path: str = "a.md") -> None:
        self._words = words
        self._path = path

    def read(self, text: str) -> Document:
        return read(self._path, text.encode())

    def examine(self, text: str) -> list[Finding]:
        document = self.read(text)
        analysis = Analysis(document)
        found: list[Finding] = []
        for block in document.blocks:
            for old, (new, safety) in self._words.items():
                for match in re.finditer(rf"\b{re.escape(old)}\b", block.prose.folded):
                    span = block.prose.locate(*match.span())
                    one = finding(document.source.text, span.start, span.end, new, rule=f"style-{old}", safety=safety)
                    found.append(one)
        guard = Guard(document, analysis, Placing(document, analysis.sentences), found)
        judged: list[Finding] = []
        for one in found:
            assert one.fix is not None
            verdict = guard.judge(one.fix)
            judged.append(replace(one, fix=None if isinstance(verdict, str) else verdict))
        return judged

    def mend(self, text: str) -> Mending:
        return mend(text, self.examine, self.read)


def test_safe_fixes_are_applied_and_those_to_review_are_not() -> None:
    text = "We utilise the room prior to noon."
    found = [on(text, "utilise", "use"), on(text, "prior to", "before", fix=Fix((Edit(20, 28, "before"),), "review"))]
    assert apply_fixes(text, found).text == "We use the room prior to noon."
    assert apply_fixes(text, found, REVIEW).text == "We utilise the room before noon."
    assert apply_fixes(text, found, ALL).text == "We use the room before noon."


def test_a_suppressed_finding_is_not_fixed() -> None:
    text = "We utilise it."
    assert apply_fixes(text, [on(text, "utilise", "use", suppressed=Suppressed("ours", "Ann", None))]).edits == ()


def test_of_two_fixes_that_overlap_the_graver_wins_then_the_longer_then_the_earlier() -> None:
    text = "one two three"
    short, long_ = finding(text, 4, 7, "2"), finding(text, 0, 7, "1 2", rule="style-long")
    assert apply_fixes(text, [short, long_]).text == "1 2 three"
    assert apply_fixes(text, [replace(short, severity="warning"), long_]).text == "one 2 three"
    earlier, later = finding(text, 0, 7, "A"), finding(text, 6, 13, "B")
    fixed = apply_fixes(text, [later, earlier])
    assert (fixed.text, fixed.applied) == ("A three", (earlier,))
    assert [(one.finding, one.reason) for one in fixed.skipped] == [(later, OVERLAPS)]


def test_fixes_that_touch_are_not_made_together() -> None:
    text = "abcd"
    assert apply_fixes(text, [finding(text, 0, 2, "x"), finding(text, 2, 4, "y")]).text == "xcd"


def test_the_same_fix_of_two_rules_is_made_once_and_counts_for_both() -> None:
    text = "We utilise it."
    found = [on(text, "utilise", "use"), on(text, "utilise", "use", rule="language-jargon")]
    fixed = apply_fixes(text, found)
    assert (fixed.text, len(fixed.applied)) == ("We use it.", 2)


def test_the_edits_of_one_fix_are_made_together_or_not_at_all() -> None:
    text = "either a or b, c"
    both = replace(finding(text, 0, 6, ""), fix=Fix((Edit(0, 7, ""), Edit(9, 11, "and")), "safe"))
    assert apply_fixes(text, [both]).text == "a and b, c"
    other = finding(text, 9, 13, "nor c", severity="error")
    assert apply_fixes(text, [both, other]).text == "either a nor c, c"


def test_offsets_after_edits_are_known() -> None:
    edits = (Edit(2, 4, "xyz"), Edit(6, 6, "!"))
    assert [moved(offset, edits) for offset in (0, 2, 3, 4, 6, 7)] == [0, 2, 5, 5, 7, 9]


# What the reader makes of it


def _read(text: str) -> Document:
    return read("a.md", text.encode())


def test_a_text_with_other_words_in_the_same_places_reads_as_expected() -> None:
    before, after = "# A\n\nWe *utilise* it & more.\n", "# A\n\nWe *use* it & more.\n"
    assert same_but_for(_read(before), _read(after), [Edit(9, 16, "use")])


@pytest.mark.parametrize(
    ("before", "edit"),
    [
        ("Lunch is here.\n", Edit(0, 5, "# Fish")),
        ("Some lunch is here.\n", Edit(5, 10, "*fish*")),
        ("Some lunch is here.\n", Edit(5, 10, "[fish](x)")),
        ("Some lunch is here.\n", Edit(5, 10, "fish\n\nmeat")),
        ("Some lunch is here.\n", Edit(5, 10, "<!-- -->")),
        ("Room 12 is here.\n", Edit(5, 7, "13")),
    ],
)
def test_markup_or_another_number_is_not_what_was_expected(before: str, edit: Edit) -> None:
    after = edited(before, [edit])
    assert not same_but_for(_read(before), _read(after), [edit])


def test_of_several_fixes_only_those_that_change_the_markup_are_left_out() -> None:
    text = "Some lunch is here for you.\n"
    good, bad = on(text, "here", "there"), on(text, "lunch", "*fish*")
    fixed = apply_verified(text, [bad, good], _read)
    assert (fixed.text, fixed.applied) == ("Some lunch is there for you.\n", (good,))
    assert [(one.finding, one.reason) for one in fixed.skipped] == [(bad, UNLIKE)]


# Over and over


def test_fixes_are_applied_until_nothing_is_left() -> None:
    house = House({"make use of": ("utilise", "safe"), "utilise": ("use", "safe")})
    mending = house.mend("They make use of the room.")
    assert (mending.text, mending.settled, len(mending.applied)) == ("They use the room.", True, 2)


def test_rules_that_undo_each_other_do_not_settle() -> None:
    mending = House({"big": ("large", "safe"), "large": ("big", "safe")}).mend("A big room.")
    assert not mending.settled


def test_rules_that_only_make_a_text_longer_do_not_settle() -> None:
    mending = House({"big": ("large and large", "safe"), "large": ("big and big", "safe")}).mend("The big room.")
    assert not mending.settled
    assert len(mending.text) < 1_000


def test_a_fix_after_which_its_rule_finds_the_same_again_is_undone() -> None:
    house = House({"room": ("big room", "safe"), "utilise": ("use", "safe")})
    mending = house.mend("They utilise the room.")
    assert (mending.text, mending.settled) == ("They use the room.", True)
    assert [(one.finding.quote, one.reason) for one in mending.skipped] == [("room", RETURNS)]


# For every text

_WORDS: Mapping[str, tuple[str, Safety]] = {
    "utilise": ("use", "safe"),
    "prior to": ("before", "safe"),
    "make use of": ("utilise", "safe"),
    "in order to": ("to", "safe"),
    "order to": ("to", "safe"),
    "very": ("", "safe"),
    "fish and chips": ("fish & *chips*", "safe"),
    "ten": ("nine", "safe"),
    "room": ("room room", "safe"),
    "dash": ("- # 1. dot", "safe"),
    "noon": ("midday", "review"),
}
_PIECES = st.sampled_from(
    (
        *_WORDS,
        *("we", "the", "and", "12", "10 mg", "40%", "½", "one in ten", "Ketamine", "cures", "depression", "not", "Dr."),
        *("*very*", "**make use** of", "`utilise`", "[prior to](/noon)", "<https://room.example>", "“very”", '"room"'),
        *(
            "[1]",
            "&amp;",
            "\\*",
            "a",
            "an",
            "prior\nto",
            "in\r\norder to",
            "é",
            "’",
            "it's",
            "(Moss, 2019)",
            "<b>",
            "</b>",
        ),
    )
)
_STARTS = st.sampled_from(("", "", "", "# ", "- ", "1. ", "> ", "    ", "| ", "## References\n\n", "<p>", "<div>\n"))
_ENDS = st.sampled_from((".\n\n", "!\n", "\n", ".\r\n\r\n", "  \n", "?</p>\n", ""))
_LINES = st.builds(
    lambda start, words, end: start + " ".join(words) + end, _STARTS, st.lists(_PIECES, max_size=9), _ENDS
)
TEXTS = st.lists(_LINES, max_size=5).map("".join)
PATHS = st.sampled_from(("a.md", "a.html", "a.txt"))
_NUMBERS = re.compile(r"\d+|½|%|\bone\b|\bten\b|\bnine\b")


@given(st.text("ab \n", max_size=30), st.data())
def test_no_two_edits_ever_overlap_and_nothing_outside_them_changes(text: str, data: st.DataObject) -> None:
    spans = st.tuples(st.integers(0, len(text)), st.integers(0, len(text)), st.sampled_from(("", "x", "yy")))
    severities = st.sampled_from(("error", "warning", "info"))
    drawn = data.draw(st.lists(st.tuples(spans, severities), max_size=8))
    found = [
        finding(text, min(a, b), max(a, b), new, rule=f"style-{number}", severity=severity)  # type: ignore[arg-type]  # drawn from the three
        for number, ((a, b, new), severity) in enumerate(drawn)
    ]
    fixed = apply_fixes(text, found)
    assert all(one.end < other.start for one, other in pairwise(fixed.edits))
    assert fixed.text == edited(text, fixed.edits)
    assert len(fixed.applied) + len(fixed.skipped) == len(found)
    assert apply_fixes(text, found[::-1]) == replace(fixed, skipped=apply_fixes(text, found[::-1]).skipped)
    position = shift = 0
    for edit in (*fixed.edits, Edit(len(text), len(text), "")):
        assert text[position : edit.start] == fixed.text[position + shift : edit.start + shift]
        shift += len(edit.text) - (edit.end - edit.start)
        position = edit.end


@settings(max_examples=80, deadline=None)
@given(TEXTS, PATHS)
def test_fixing_twice_is_fixing_once(text: str, path: str) -> None:
    house = House(_WORDS, path)
    once = house.mend(text)
    assert once.settled
    twice = house.mend(once.text)
    assert (twice.text, twice.applied) == (once.text, ())


@settings(max_examples=80, deadline=None)
@given(TEXTS, PATHS)
def test_no_number_changes_and_no_line_and_no_markup(text: str, path: str) -> None:
    house = House(_WORDS, path)
    after = house.mend(text).text
    assert _NUMBERS.findall(after) == _NUMBERS.findall(text)
    assert re.findall(r"\r\n?|\n", after) == re.findall(r"\r\n?|\n", text)
    old, new = house.read(text), house.read(after)
    assert [(block.kind, block.level) for block in new.blocks] == [(block.kind, block.level) for block in old.blocks]
    assert [one.kind for block in new.blocks for one in block.inlines] == [
        one.kind for block in old.blocks for one in block.inlines
    ]


@settings(max_examples=80, deadline=None)
@given(TEXTS, PATHS)
def test_after_a_fix_its_rule_finds_nothing_at_the_same_place(text: str, path: str) -> None:
    house = House(_WORDS, path)
    mending = house.mend(text)
    standing = {(one.rule, one.quote) for one in house.examine(mending.text) if one.fix and one.fix.safety == "safe"}
    assert standing <= {(one.finding.rule, one.finding.quote) for one in mending.skipped}


@settings(max_examples=80, deadline=None)
@given(TEXTS, PATHS)
def test_claims_doses_and_sources_stay_word_for_word(text: str, path: str) -> None:
    house = House(_WORDS, path)
    after = house.mend(text).text
    markdown = () if path != "a.md" or re.search("<p>|<div>", text) else ("`utilise`", "<https://room.example>")
    for kept in ("10 mg", "40%", "one in ten", "[1]", "(Moss, 2019)", "“very”", *markdown):
        assert after.count(kept) == text.count(kept)


# The difference of two texts


def test_a_diff_is_one_that_patch_reads() -> None:
    assert diff("a b.md", "one\ntwo\n", "one\n2\n") == "--- a b.md\t\n+++ a b.md\t\n@@ -1,2 +1,2 @@\n one\n-two\n+2\n"


def test_a_diff_says_where_no_line_feed_ends_the_text_and_keeps_carriage_returns() -> None:
    expected = (
        "--- a\n+++ a\n@@ -1,2 +1,2 @@\n one\r\n-two\n\\ No newline at end of file\n+2\n\\ No newline at end of file\n"
    )
    assert diff("a", "one\r\ntwo", "one\r\n2") == expected


def test_equal_texts_have_no_diff() -> None:
    assert diff("a", "one", "one") == ""
