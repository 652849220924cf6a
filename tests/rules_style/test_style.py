"""The style rules: proselint's checks at exact words, in our words, with its faults corrected."""

from __future__ import annotations

import datetime
import os
import subprocess
import sys
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from proselint import checks
from proselint.registry.checks import types

from caveat.analysis import Analysis
from caveat.document import Block, Document, Prose, Source, Span
from caveat.library import Reading
from caveat.readers import read
from caveat.rule import Example, Hit, Rule
from caveat.rule.examples import check_example
from caveat.terms import TermList, Vocabulary
from caveat_rules.style.proselint import RULES, matches, required
from caveat_rules.style.table import load_entries

TODAY = datetime.date(2026, 11, 22)
REGISTER = checks.__register__
BY_ID = {rule.id: rule for rule in RULES}
PATHS = tuple(dict.fromkeys(check.path for check in REGISTER))
# These look at the whole document: which spelling is the more frequent, how many exclamation marks there are.
DOCUMENT_WIDE = {"spelling.consistency", "typography.punctuation.spacing", "typography.punctuation.exclamation"}


def _markdown(text: str, accept: Sequence[str] = (), vocabulary: Vocabulary | None = None) -> Reading:
    document = read("page.md", text.encode())
    return Reading(document, Analysis(document, vocabulary), None, TermList(accept))


def _paragraphs(texts: Sequence[str]) -> Analysis:
    source = "\n\n".join(texts)
    blocks = []
    position = 0
    for number, text in enumerate(texts):
        blocks.append(Block(number, "paragraph", Span(position, position + len(text)), Prose.verbatim(text, position)))
        position += len(text) + 2
    return Analysis(Document(Source("page.md", source), tuple(blocks)))


def _hits(rule_id: str, reading: Reading) -> list[Hit]:
    rule = BY_ID[rule_id]
    return list(rule.hits(reading, rule.options(), TODAY))


def _quotes(rule_id: str, text: str) -> list[str]:
    """Return the source that a rule's hits cover, markup included."""
    return [hit.span.of(text) for hit in _hits(rule_id, _markdown(text)) if hit.span is not None]


def _found(analysis: Analysis, path: str) -> list[tuple[int, int, int]]:
    return sorted({(match.block.index, match.start, match.end) for match in matches(analysis, path)})


# The table


def test_every_check_of_proselint_is_in_the_table_once() -> None:
    listed = [check for entry in load_entries() for check in entry.checks]
    assert sorted(listed) == sorted(PATHS)


def test_no_style_rule_is_an_error() -> None:
    assert {rule.severity for rule in RULES} == {"warning", "info"}
    assert {rule.family for rule in RULES} == {"style"}


def test_the_noisy_checks_are_off_by_default_with_a_reason() -> None:
    off = {check for entry in load_entries() if entry.off for check in entry.checks}
    noisy = {path for path in PATHS if path.startswith(("typography.", "annotations", "archaism", "restricted."))}
    noisy |= {
        "dates_times.am_pm.lowercase_periods",
        "dates_times.am_pm.spacing",
        "industrial_language.commercialese",
        "misc.apologizing",
        "misc.but",
        "misc.capitalization.seasons",
        "misc.institution_name",
        "misc.not_guilty",
        "misc.professions",
        "misc.scare_quotes",
        "misc.suddenly",
        "mixed_metaphors.bottleneck",
        "needless_variants",
        "spelling.athletes",
        "spelling.em_im_en_in",
        "spelling.er_or",
        "spelling.in_un",
        "terms.animal_adjectives",
        "terms.denizen_labels.garner",
        "terms.denizen_labels.norris",
        "terms.eponymous_adjectives",
        "terms.venery",
        "weasel_words.very",
    }
    assert off == noisy
    assert {rule.id for rule in RULES if not rule.default} == {entry.id for entry in load_entries() if entry.off}


def test_a_page_explains_the_rule() -> None:
    page = BY_ID["style-redundancy"].page
    assert list(page.sections) == [
        "Why it matters",
        "What to write instead",
        "What is not flagged",
        "Examples",
        "Precision",
        "Sources",
    ]
    assert page.summary == "Words that repeat what the next word says already."
    assert "proselint 0.16" in page.sections["Sources"]


def _examples() -> list[object]:
    return [
        pytest.param(rule, example, id=f"{rule.id}-{example.line}-{example.kind}")
        for rule in RULES
        for example in rule.page.examples
    ]


@pytest.mark.parametrize(("rule", "example"), _examples())
def test_an_example_on_a_page_holds(rule: Rule, example: Example) -> None:
    assert check_example(rule, example) is None


def test_a_rule_that_is_on_shows_what_is_flagged_and_what_is_not() -> None:
    lacking = [
        rule.id
        for rule in RULES
        if rule.default
        and rule.id != "style-lie-detector"
        and {example.kind for example in rule.page.examples} != {"flagged", "clean"}
    ]
    assert lacking == []


def test_the_rules_are_made_without_proselint() -> None:
    program = (
        "import sys, caveat_rules.style.proselint as style; "
        "print(len(style.RULES) > 50, any(name.split('.')[0] in ('proselint', 're2') for name in sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert done.stdout.split() == ["True", "False"]


# Places


def test_a_hit_lies_at_the_exact_words_through_markup() -> None:
    text = "# Mouth\n\nIt lives in **mucus** [membranes](https://example.org/mucus) of the *nose*.\n"
    (hit,) = _hits("style-preferred-form", _markdown(text))
    assert hit.span is not None
    assert hit.span.of(text) == "mucus** [membranes"
    assert hit.words["quote"] == "mucus membranes"
    assert hit.fix is None


def test_words_across_a_line_end_and_an_entity_are_found_where_they_stand() -> None:
    text = "Nausea &amp; vomiting at a later point\nin time, and the &mdash; the end.\n"
    assert _quotes("style-redundancy", text) == ["point\nin time"]


def test_a_fix_is_offered_where_the_source_reads_as_the_prose() -> None:
    text = "- The infection is *transmissable* from person to person.\n"
    (hit,) = _hits("style-misspelling", _markdown(text))
    assert hit.fix is not None
    (edit,) = hit.fix.edits
    assert text[: edit.start] + edit.text + text[edit.end :] == text.replace("transmissable", "transmissible")
    assert hit.fix.safety == "safe"


@pytest.mark.parametrize(
    ("rule_id", "text", "fixed", "safety"),
    [
        ("style-repeated-word", "Check the the drip.", "Check the drip.", "safe"),
        ("style-repeated-word", "The the drip is new.", "The drip is new.", "safe"),
        ("style-repeated-word", "Check the the the drip.", "Check the drip.", "safe"),
        ("style-repeated-word", "Check the\nthe drip.", "Check the drip.", "safe"),
        ("style-repeated-word", "It is made of of wool.", "It is made of wool.", "review"),
        ("style-misspelling", "It occured here.", "It occurred here.", "safe"),
        ("style-misspelling", "OCCURED HERE.", "OCCURRED HERE.", "review"),
        ("style-misspelling", "So says Measels, the author.", "So says Measles, the author.", "review"),
        ("style-misspelling", "It comes accidently.", "It comes accidentally.", "review"),
        ("style-lowercase-name", "Come on monday.", "Come on Monday.", "safe"),
        ("style-preferred-form", "The mucus\nmembranes are dry.", "The mucous membranes are dry.", "safe"),
        ("style-redundancy", "It holds basic fundamentals.", "It holds fundamentals.", "review"),
    ],
)
def test_only_what_is_certain_is_a_safe_fix(rule_id: str, text: str, fixed: str, safety: str) -> None:
    (hit,) = _hits(rule_id, _markdown(text))
    assert hit.fix is not None
    (edit,) = hit.fix.edits
    assert (text[: edit.start] + edit.text + text[edit.end :], hit.fix.safety) == (fixed, safety)


@pytest.mark.parametrize(
    ("rule_id", "text"),
    [
        ("style-repeated-word", "Drink a glass of water water."),
        ("style-preferred-form", "The procedure is as follow."),
    ],
)
def test_no_fix_is_offered_where_it_could_be_wrong(rule_id: str, text: str) -> None:
    (hit,) = _hits(rule_id, _markdown(text))
    assert hit.fix is None


def test_every_safe_or_unfixed_phrase_is_one_that_the_checks_know() -> None:
    known: dict[str, set[str]] = {}
    for check in REGISTER:
        items = getattr(check.check_type, "items", None)
        if isinstance(items, dict):
            known.setdefault(check.path, set()).update(term.lower() for term in items)
    for entry in load_entries():
        terms = set().union(*(known.get(path, set()) for path in entry.checks))
        if entry.id != "style-repeated-word":
            assert entry.safe | entry.unfixed <= terms, entry.id
        assert not entry.safe & entry.unfixed, entry.id
        assert not entry.safe & set(entry.leave), entry.id


def test_a_fix_keeps_the_capital() -> None:
    (hit,) = _hits("style-nonstandard-word", _markdown("Irregardless of age, ask."))
    assert hit.fix is not None
    assert [edit.text for edit in hit.fix.edits] == ["Regardless"]


def test_several_offers_are_shown_and_none_is_a_fix() -> None:
    (hit,) = _hits("style-nonstandard-word", _markdown("It is doubtlessly safe."))
    assert hit.words["advice"] == " Write “doubtless” or “undoubtedly”."
    assert hit.fix is None


def test_typographic_apostrophes_are_read_as_plain_ones() -> None:
    assert _quotes("style-decade-apostrophe", "Most are in their 60’s.") == ["60’s"]


def test_overlapping_hits_of_one_rule_are_one() -> None:
    assert _quotes("style-decade-apostrophe", "It came up in the 1970's.") == ["1970's"]


# Boundaries


def test_a_heading_repeated_in_its_paragraph_is_no_doubled_word() -> None:
    assert _quotes("style-repeated-word", "# CRPS\n\nCRPS is painful.\n\n- pain\n- pain\n- pain relief\n") == []


def test_a_doubled_word_beside_a_boundary_is_found() -> None:
    assert _quotes("style-repeated-word", "# the pain\n\nthe the pain of the\n\nthe end\n") == ["the the"]


def test_a_hit_never_spans_two_blocks() -> None:
    analysis = _paragraphs(
        ["There is a consensus of", "opinion among doctors.", "at the end of the", "day", "the", "the"]
    )
    assert all(_found(analysis, path) == [] for path in PATHS if not path.startswith("restricted."))


def test_a_paragraph_that_begins_with_but_is_found_in_any_place() -> None:
    analysis = _paragraphs(["But ask.", "Ask, But not.", "But ask again."])
    assert _found(analysis, "misc.but") == [(0, 0, 3), (2, 0, 3)]


def test_a_run_in_heading_is_left_alone_and_doubled_nouns_are_lowered() -> None:
    text = "Kinds of treatment: Surgery Surgery for men comes first. A thick, red skin skin inflammation by by hand."
    hits = _hits("style-repeated-word", _markdown(text))
    assert [(hit.words["quote"], hit.grade) for hit in hits] == [("skin skin", "lowered"), ("by by", "normal")]


# Faults of proselint


def test_a_term_inside_another_word_is_not_flagged() -> None:
    text = "It helps to a certain degree. It was heated to a certain degreed mark."
    assert _quotes("style-empty-hedge", text) == ["to a certain degree"]


def test_units_are_no_times_of_day() -> None:
    text = "The level was 12 pmol/L and 10 pM at 12 amplitudes; 12 ampoules were left."
    assert _quotes("style-noon-midnight", text) == []
    assert _quotes("style-time-of-day-form", text) == []


def test_a_small_p_value_is_not_zero() -> None:
    assert _quotes("style-p-value-zero", "Pain fell (p = 0.0003), then rose (p = 0.000).") == ["p = 0.000"]


def test_parts_of_words_and_names_do_not_count_as_spellings() -> None:
    text = "The colour changed in colorectal cancer. Colorectal surgeons at the Center for Color Research saw colorectal tumours."
    assert _quotes("style-spelling-mixed", text) == []


def test_the_rarer_spelling_is_flagged_with_its_ending() -> None:
    text = "The clinic has organised a group. We organize it, and they organize a walk; we have organized ten."
    hits = _hits("style-spelling-mixed", _markdown(text))
    assert [(hit.words["quote"], hit.words["instead"]) for hit in hits] == [("organised", "“organized”")]


def test_words_of_a_list_begin_where_they_begin() -> None:
    assert _quotes("style-uncommon-word", "Take the tablet.") == ["tablet"]


@pytest.mark.parametrize(
    ("pattern", "literal", "whole"),
    [
        ("point in time", "point in time", True),
        ("HIV virus", "hiv virus", True),
        ("thought leaders?", "thought leader", False),
        ("did not pay (any )?attention to", "did not pay ", False),
        (r"a\.m\. in the morning", "a.m. in the morning", True),
        (r"\bMeantime,\B", "meantime,", False),
        ("whet (?:the|your) appetite", " appetite", False),
        ("more than .{1,10} all", "more than ", False),
        ("(?:January|May), \\d{3,}", ", ", False),
        ("one|two", "", False),
        (r"p = 0.0{2,4}", "p = 0", False),
    ],
)
def test_what_every_match_of_a_pattern_holds(pattern: str, literal: str, whole: bool) -> None:
    assert required(pattern) == (literal, whole)


# What is not the writer's


@pytest.mark.parametrize(
    "text",
    [
        "> The pain came back at a later point in time.",
        "She said: “It came back at a later point in time.” Nobody knew why.",
        'She said: "It came back at a later point in time." Nobody knew why.',
        "```\npoint in time\n```",
        "The setting `point in time` is on.",
        "See <https://example.org/point in time> or [here](https://example.org/point-in-time).",
        "Text.\n\n## References\n\n1. Smith J. A point in time survey of pain. J Pain. 2019.",
    ],
)
def test_quotations_code_addresses_and_references_are_passed_over(text: str) -> None:
    assert _quotes("style-redundancy", text) == []


def test_headings_items_cells_and_link_texts_are_read() -> None:
    text = "# Any point in time\n\n- one point in time\n\n| a |\n|---|\n| point in time |\n\nSee [a point in time](https://example.org).\n"
    assert _quotes("style-redundancy", text) == ["point in time"] * 4


def test_house_terms_are_accepted() -> None:
    text = "The very unique Point in Time survey counts HIV virus tests; a point in time."
    assert [hit.words["quote"] for hit in _hits("style-redundancy", _markdown(text))] == [
        "Point in Time",
        "point in time",
    ]
    accepted = _markdown(text, accept=["point in time survey", "HIV virus"])
    assert [hit.words["quote"] for hit in _hits("style-redundancy", accepted)] == ["point in time"]
    assert _hits("style-acronym-doubled", accepted) == []


def test_names_of_the_vocabulary_are_no_misspellings() -> None:
    text = "The drops of Alot Chlorophyl work."
    assert len(_hits("style-misspelling", _markdown(text))) == 2
    known = Vocabulary(treatments=frozenset({"alot chlorophyl"}))
    assert _hits("style-misspelling", _markdown(text, vocabulary=known)) == []


# One run a document


def _terms() -> list[str]:
    """Return the plain terms of proselint's lists."""
    found: list[str] = []
    for check in REGISTER:
        kind = check.check_type
        if isinstance(kind, types.Existence | types.PreferredForms | types.PreferredFormsSimple):
            found += [term for term in kind.items if required(term)[1]]
    return found


TERMS = _terms()
FRAGMENTS = [
    *TERMS[::9],
    "the the",
    "had had",
    "pain relief pain relief",
    "12 a.m.",
    "9am",
    "12 pmol",
    "from 5-10 mg",
    "in the 60's",
    "very unique",
    "more than half of all",
    "at most complete",
    "most complete",
    "newly-diagnosed",
    "p = 0.000",
    "would of",
    "up to 50% or more.",
    "waxed lyrically",
    "a group of wombats",
    "$5 dollars",
    "May, 2024",
    "“quoted point in time”",
    '"quoted"',
    "patients' rights",
    "works!! ...",
    "3 x 4",
    "But",
    "İstanbul’s",
    "degreed",
    "\u00a0",
    "(c)",
]
PARAGRAPHS = st.lists(st.sampled_from(FRAGMENTS), min_size=1, max_size=4).map(" ".join)


@settings(deadline=None, max_examples=150)
@given(st.lists(PARAGRAPHS, min_size=1, max_size=5))
def test_all_blocks_at_once_give_what_each_gives_by_itself(texts: list[str]) -> None:
    together = _paragraphs(texts)
    alone = [_paragraphs([text]) for text in texts]
    for path in set(PATHS) - DOCUMENT_WIDE:
        expected = sorted(
            (number, start, end) for number, one in enumerate(alone) for _, start, end in _found(one, path)
        )
        assert _found(together, path) == expected, path


@settings(deadline=None, max_examples=100)
@given(st.lists(PARAGRAPHS, min_size=1, max_size=3))
def test_whole_words_that_proselint_flags_block_by_block_are_found(texts: list[str]) -> None:
    together = _paragraphs(texts)
    expected: dict[str, set[tuple[int, int, int]]] = {path: set() for path in PATHS}
    for number, text in enumerate(texts):
        padded = f"\n{text.replace('’', chr(39))}\n"
        for check in REGISTER:
            for result in check.check_with_flags(padded):
                words = padded[slice(*result.span)]
                start = result.span[0] - 1 + len(words) - len(words.lstrip())
                end = result.span[1] - 1 - len(words) + len(words.rstrip())
                expected[check.path].add((number, start, end))
    for path in set(PATHS) - DOCUMENT_WIDE - {"restricted.top1000", "restricted.elementary"}:
        # Proselint tries its terms all at once and we singly, so that what is found besides lies across what it finds.
        # "up to 50% or more" may end with its full stop or without.
        wanted, found = ({_unstopped(texts, one) for one in some} for some in (expected[path], _found(together, path)))
        assert [one for one in found if not any(_overlap(one, other) for other in wanted)] == [], path
        missed = wanted - found
        assert [one for one in missed if _is_whole(texts[one[0]], *one[1:]) and not _has_quotes(texts[one[0]])] == [], (
            path
        )


def _unstopped(texts: Sequence[str], found: tuple[int, int, int]) -> tuple[int, int, int]:
    number, start, end = found
    stopped = texts[number][end - 2 : end].endswith(".") and texts[number][end - 2].isalnum()
    return number, start, end - stopped


def _overlap(one: tuple[int, int, int], other: tuple[int, int, int]) -> bool:
    return one[0] == other[0] and one[1] < other[2] and other[1] < one[2]


def _is_whole(text: str, start: int, end: int) -> bool:
    def joined(left: str, right: str) -> bool:
        return (left.isalnum() or left == "_") and (right.isalnum() or right == "_")

    before, after = text[start - 1 : start] or " ", text[end : end + 1] or " "
    return start < end and not joined(before, text[start]) and not joined(text[end - 1], after)


def _has_quotes(text: str) -> bool:
    return any(mark in text for mark in "“”\"'’")


@pytest.mark.parametrize("path", sorted({check.path for check in REGISTER if hasattr(check.check_type, "items")}))
def test_every_plain_term_is_looked_for(path: str) -> None:
    for check in REGISTER:
        if check.path != path:
            continue
        for pattern in getattr(check.check_type, "items", ()):
            term = pattern.replace("\\", "")
            if required(pattern)[1] and term[0].isalnum() and term[-1].isalnum():
                assert (0, 5, 5 + len(term)) in _found(_paragraphs([f"Here {term} stands."]), path), term
