"""What no fix may touch, and how the text of one is written into each format."""

from __future__ import annotations

import pytest

from caveat.analysis import Analysis
from caveat.document import Place
from caveat.engine.finding import Finding
from caveat.engine.fix import edited
from caveat.engine.guard import Guard
from caveat.engine.placing import Placing
from caveat.readers import read
from caveat.rule import Edit, Fix


def judged(
    text: str,
    old: str,
    new: str,
    *,
    path: str = "a.md",
    encoding: str = "utf-8",
    findings: tuple[Finding, ...] = (),
    family: str = "",
) -> Fix | str:
    """Return what the guard makes of replacing the first `old` of a text."""
    document = read(path, text.encode(encoding))
    analysis = Analysis(document)
    guard = Guard(document, analysis, Placing(document, analysis.sentences), findings)
    start = document.source.text.index(old)
    return guard.judge(Fix((Edit(start, start + len(old), new),), "safe"), family)


def written(text: str, old: str, new: str, *, path: str = "a.md", encoding: str = "utf-8") -> str:
    """Return a text after a fix that the guard lets pass, whatever its safety."""
    fix = judged(text, old, new, path=path, encoding=encoding)
    assert isinstance(fix, Fix), fix
    return edited(text, fix.edits)


def found(rule: str, start: int, end: int, family: str = "claims") -> Finding:
    places = (Place(1, start + 1, start), Place(1, end + 1, end))
    return Finding(rule, family, "error", "stable", "a.md", *places, "span", "q", "m", None, None, (), "f")


def test_plain_words_are_replaced_as_they_stand() -> None:
    assert judged("It is a big thing.", "big", "large") == Fix((Edit(8, 11, "large"),), "safe")
    assert judged("We utilise the room.", "utilise", "use") == Fix((Edit(3, 10, "use"),), "safe")


@pytest.mark.parametrize(
    ("text", "old", "new", "why"),
    [
        ("Run `utilise` now.", "utilise", "use", "it touches code"),
        ("    utilise\n", "utilise", "use", "it stands in code"),
        ("We *uti*lise the room.", "uti*lise", "use", "markup stands among its words"),
        ("See [this room](/utilise) now.", "utilise", "use", "no words stand there"),
        ("See <https://utilise.example/> now.", "utilise", "use", "it touches an address"),
        ("See https://utilise.example/ now.", "utilise", "use", "it touches an address"),
        ("See [www.utilise.example](/a) now.", "utilise", "use", "it touches an address"),
        ("> We utilise the room.", "utilise", "use", "it stands in a quotation"),
        ("She said “we utilise the room”.", "utilise", "use", "it stands in a quotation"),
        ('She said "we utilise the room".', "utilise", "use", "it stands in a quotation"),
        ("We use *very* blue paint.", "very", "", "it would leave markup without words"),
        ("We met ten people.", "ten people", "nine people", "it would change a number or a unit"),
        ("We met 10 people.", "10 people", "people", "it would change a number or a unit"),
        ("We weighed the mg of it.", "mg", "milligrams", "it would change a number or a unit"),
        ("We utilise 5 mg of it.", "utilise", "use", "its sentence gives a dose"),
        ("Utilise two tablets.", "Utilise", "Use", "its sentence gives a dose"),
        ("We utilise it twice a day.", "utilise", "use", "its sentence gives a dose"),
        ("They utilise it in 40% of rooms.", "utilise", "use", "its sentence gives a rate"),
        ("They utilise 3 or more warm beverages per day.", "utilise", "use", "its sentence gives a dose"),
        ("They utilise 12 rooms, with less risk.", "utilise", "use", "its sentence gives a rate"),
        ("They utilise it in one in ten rooms.", "utilise", "use", "its sentence gives a rate"),
        ("Ketamine cures depression when you utilise it.", "utilise", "use", "its sentence makes a claim"),
        ("## References\n\n1. Moss B. How to utilise it. Lancet. 2019.", "utilise", "use", "it stands in a list of sources"),
        ("We utilise the room.", "utilise", "use\n# it", "its text is not one line of plain words"),
        ("The first utilise.\n\nThe second.", "utilise.\n\nThe", "use. The", "it reaches over two paragraphs"),
    ],
)  # fmt: skip
def test_a_fix_that_touches_what_none_may_is_withheld_with_the_reason(text: str, old: str, new: str, why: str) -> None:
    assert judged(text, old, new) == why


def test_the_sentence_of_a_finding_about_claims_is_left_alone_and_the_next_is_not() -> None:
    text = "We utilise the best room. They utilise it too."
    flagged = (found("claims-superlative-unique", 15, 24),)
    assert judged(text, "utilise", "use", findings=flagged) == "claims-superlative-unique stands in its sentence"
    assert judged(text, "utilise it", "use it", findings=flagged) == Fix((Edit(31, 41, "use it"),), "safe")


@pytest.mark.parametrize("family", ["claims", "sourcing", "balance", "dose"])
def test_each_of_the_four_families_protects(family: str) -> None:
    flagged = (found("some-rule", 0, 2, family),)
    assert judged("We utilise the room.", "utilise", "use", findings=flagged) == "some-rule stands in its sentence"


def test_a_finding_of_another_family_protects_nothing() -> None:
    flagged = (found("style-very", 0, 2, "style"),)
    assert isinstance(judged("We utilise the room.", "utilise", "use", findings=flagged), Fix)


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [
        ("# We utilise the room", "utilise", "use"),
        ("We utilise 12 rooms.", "utilise", "use"),
        ("We met in room 12 utilise it.", "utilise", "use"),
        ("Do not eat 2 hours utilise the test.", "utilise", "before"),
        ("It is a big thing.", "big", "utile"),
        ("It is a big thing.", "big", "heavy"),
        ("Utilise the room.", "Utilise the", "the"),
        ("We did not utilise it.", "not utilise", "use"),
    ],
)
def test_what_a_person_should_look_at_is_only_proposed(text: str, old: str, new: str) -> None:
    fix = judged(text, old, new)
    assert isinstance(fix, Fix)
    assert fix.safety == "review"


@pytest.mark.parametrize(
    ("text", "old", "new", "expected"),
    [
        ("It is a big thing.", "big", "odd", "It is an odd thing."),
        ("It is an odd thing.", "odd", "big", "It is a big thing."),
        ("An odd thing.", "odd", "big", "A big thing."),
        ("It is here. A big thing.", "big", "odd", "It is here. An odd thing."),
        ("Take vitamin A big.", "big", "odd", "Take vitamin A odd."),
    ],
)
def test_the_article_before_the_words_is_set_right(text: str, old: str, new: str, expected: str) -> None:
    fix = judged(text, old, new)
    assert isinstance(fix, Fix)
    assert (edited(text, fix.edits), fix.safety) == (expected, "safe")


def test_a_heading_of_a_page_keeps_its_address_so_its_fix_stays_safe() -> None:
    fix = judged("<h1>We utilise the room</h1>", "utilise", "use", path="a.html")
    assert isinstance(fix, Fix)
    assert fix.safety == "safe"


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("a.md", r"Eat fish &amp; \*chips\* \[here\] now."),
        ("a.html", "Eat fish &amp; *chips* [here] now."),
        ("a.txt", "Eat fish & *chips* [here] now."),
    ],
)
def test_a_text_is_escaped_for_its_format(path: str, expected: str) -> None:
    assert written("Eat lunch now.", "lunch", "fish & *chips* [here]", path=path) == expected


def test_a_text_that_would_begin_a_list_in_markdown_is_escaped() -> None:
    assert written("Lunch is served.", "Lunch", "- Fish") == r"\- Fish is served."


def test_a_character_that_the_encoding_lacks_is_an_entity_or_withholds_the_fix() -> None:
    page = "Café lunch now."
    assert written(page, "lunch", "☕", encoding="cp1252") == "Café &#9749; now."
    assert judged(page, "lunch", "☕", encoding="cp1252", path="a.txt") == "the file's encoding, cp1252, has no “☕”"


def test_an_apostrophe_is_set_as_the_text_sets_them() -> None:
    assert written("It’s here. We do not go.", "do not", "don't") == "It’s here. We don’t go."


def test_words_inside_a_link_or_emphasis_may_be_replaced() -> None:
    assert written("We *utilise* it.", "utilise", "use") == "We *use* it."
    assert written("See [how we utilise it](/a) now.", "utilise", "use") == "See [how we use it](/a) now."


def test_the_title_of_a_source_that_is_linked_is_left_alone() -> None:
    text = "See [How to utilise it](https://pubmed.ncbi.nlm.nih.gov/12345678/) now."
    assert judged(text, "utilise", "use") == "it is part of a reference to a source"


def test_an_attribute_is_never_changed() -> None:
    page = '<p>Here.</p><img alt="We utilise the room" src="utilise.png">'
    assert judged(page, "utilise", "use", path="a.html") in {"it stands in an attribute", "no words stand there"}


@pytest.mark.parametrize(
    ("text", "old", "new", "expected"),
    [
        ("We came prior\nto the end.", "prior\nto", "before", "We came before\nthe end."),
        ("We came prior\r\n  to the end.", "prior\r\n  to", "before", "We came before\r\n  the end."),
        ("What came prior\nto.", "prior\nto", "before", "What came\nbefore."),
        ("All the\nthe end.", "\nthe", "", "All the\nend."),
    ],
)
def test_a_line_break_among_the_words_is_kept(text: str, old: str, new: str, expected: str) -> None:
    assert written(text, old, new) == expected


def test_words_that_would_join_two_lines_are_left() -> None:
    assert judged("Prior\nto, or after.", "Prior\nto", "Before") == "it would join two lines"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A very good day.", "A good day."),
        ("It is good, very.", "It is good,."),
        ("That is very\ngood.", "That is\ngood."),
    ],
)
def test_leaving_words_out_leaves_no_space_too_many(text: str, expected: str) -> None:
    assert written(text, "very", "") == expected


def test_edits_of_one_fix_that_overlap_withhold_it() -> None:
    document = read("a.md", b"We utilise the room.")
    analysis = Analysis(document)
    guard = Guard(document, analysis, Placing(document, analysis.sentences), ())
    assert guard.judge(Fix((Edit(3, 10, "use"), Edit(8, 14, "a")), "safe")) == "its edits overlap"
    assert guard.judge(Fix((), "safe")) == "it holds no edit"


@pytest.mark.parametrize(
    ("text", "old", "new", "expected"),
    [
        ("Take 5.0 mg of it.", "5.0", "5", "Take 5 mg of it."),
        ("Take .5 mg of it.", ".5", "0.5", "Take 0.5 mg of it."),
        ("Take 1,000.0 mg of it.", "1,000.0", "1,000", "Take 1,000 mg of it."),
        ("Take 10000 units of it.", "10000", "10,000", "Take 10,000 units of it."),
        ("Take 1.0-2.0 mg of it.", "2.0", "2", "Take 1.0-2 mg of it."),
        ("Take\n.5 mg of it.", ".5", "0.5", "Take\n0.5 mg of it."),
        ("Take **5.0 mg** of it.", "5.0", "5", "Take **5 mg** of it."),
        ("Ketamine 5.0 mg cures depression.", "5.0", "5", "Ketamine 5 mg cures depression."),
    ],
)
def test_a_dose_rule_may_write_a_number_in_another_way_with_the_same_value(
    text: str, old: str, new: str, expected: str
) -> None:
    fix = judged(text, old, new, findings=(found("dose-trailing-zero", 0, 2, "dose"),), family="dose")
    assert isinstance(fix, Fix), fix
    assert (edited(text, fix.edits), fix.safety) == (expected, "safe")


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [
        ("Take 5.0 mg of it.", "5.0", "50"),
        ("Take 5.0 mg of it.", "5.0", "5.5"),
        ("Take 5.0 mg of it.", "5.0 mg", "5 mg"),
        ("Take 5.0 mg of it.", ".0", ""),
        ("Take 5.0 mg of it.", "5.0", "five"),
        ("Take 1.5.0 mg of it.", "5.0", "5"),
        ("Take 5.01 mg of it.", "5.0", "5"),
        ("Take 15.0 mg of it.", "5.0", "5"),
        ("Take 1,5.0 mg of it.", "5.0", "5"),
        ("Take 5.0.1 mg of it.", "5.0", "5"),
        ("Take B5.0 mg of it.", "5.0", "5"),
        ("Take 5.0e3 mg of it.", "5.0", "5"),
        ("Take 5.5 mg of it.", ".5", "0.5"),
        ("Take 1,0000 units of it.", "1,0000", "10,000"),
        ("Take ٥.0 mg of it.", "٥.0", "5"),
        ("Take `5.0` mg of it.", "5.0", "5"),
        ("She said “take 5.0 mg”.", "5.0", "5"),
        ("> Take 5.0 mg of it.", "5.0", "5"),
    ],
)
def test_nothing_but_a_whole_number_of_the_same_value_passes_for_a_dose_rule(text: str, old: str, new: str) -> None:
    assert isinstance(judged(text, old, new, family="dose"), str)


@pytest.mark.parametrize("family", ["", "claims", "readability", "style"])
def test_no_other_family_writes_a_number_in_another_way(family: str) -> None:
    assert judged("Take 5.0 mg of it.", "5.0", "5", family=family) == "it would change a number or a unit"
