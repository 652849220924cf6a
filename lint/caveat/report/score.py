"""Readability scores for people and for programs."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING, Any

import msgspec

from caveat.engine.score import Scores
from caveat.report import overview
from caveat.report.columns import filled, width_of
from caveat.report.paint import Paint, painter
from caveat.report.visible import encodable, visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from caveat.engine.finding import GradeEstimate
    from caveat.engine.hardness import GradePair, SectionScore, SentenceToRewrite, TermScore, WordToReplace
    from caveat.engine.score import DocumentScore, GradeTarget, SentenceScore
    from caveat.engine.score_changes import ScoreChanges, SentenceSide

# As many sentences as somebody rewrites at a sitting.
_SENTENCES = 5
_WORDS = 12
_COSTLY = 6
_NOTABLE = 0.02
_TELLING = 0.05
_UNFAMILIAR = 12
_HARD = 3.8
_FEWEST_WORDS = 8
_LONG_SENTENCE = 20
_LONG_WORDS = 2
_LABEL = 18
# A grade with its margins and its target needs so many columns; narrower screens have the target below.
_GRADE_ROW = 78
_BAR = 20
# The difficulty of 447 pages that public health bodies wrote for everybody, of at least 200 words: its nine tenths.
_OFFICIAL = (3.80, 3.90, 3.97, 4.03, 4.08, 4.14, 4.20, 4.27, 4.36)
_GRADES = 20
_MARKS = {"met": "met", "unsure": "not clearly met", "above": "above the target"}
_TONES = {"met": "good", "unsure": "warning", "above": "error"}
FORMULAS = (
    ("SMOG", "smog", "grade"),
    ("Flesch-Kincaid", "flesch_kincaid", "grade"),
    ("Gunning Fog", "gunning_fog", "grade"),
    ("Automated Readability Index", "automated_readability", "grade"),
    ("Coleman-Liau", "coleman_liau", "grade"),
    ("FORCAST", "forcast", "grade"),
    ("Flesch reading ease", "flesch_reading_ease", "of 100, higher is easier"),
    ("LIX", "lix", "20 very easy to 60 very hard"),
    ("RIX", "rix", "long words a sentence"),
)


def encode(scores: Scores) -> str:
    """Return the scores as indented JSON with a final newline."""
    return encodable(msgspec.json.format(msgspec.json.encode(scores, order="deterministic"), indent=2).decode()) + "\n"


def schema() -> dict[str, Any]:
    """Return the JSON Schema of the scores."""
    return schema_of(Scores, "Caveat readability scores, version 1")


def schema_of(shape: type[Scores | ScoreChanges], title: str) -> dict[str, Any]:
    """Return the JSON Schema of the scores, or of what is made of them."""
    schemas, components = msgspec.json.schema_components((shape,), ref_template="#/$defs/{name}")
    components[shape.__name__]["properties"]["version"] = {"const": 1}
    definitions = {name: components[name] for name in sorted(components)}
    for definition in definitions.values():
        if "properties" in definition:
            # Every field is written, those with a default too.
            definition["required"] = list(definition["properties"])
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        **schemas[0],
        "$defs": definitions,
    }


def render(scores: Scores, *, color: bool = False, width: int = 100, everything: bool = False) -> str:
    """Return the scores for reading; `everything` adds the other formulas and the counts behind every number."""
    paint = painter(color=color)
    return "\n".join(
        "".join(line + "\n" for line in _document(document, paint, width, everything=everything))
        for document in scores.documents
    )


def _document(document: DocumentScore, paint: Paint, width: int, *, everything: bool) -> Iterator[str]:
    counts = f"{overview.amount(document.words, 'word')} in {overview.amount(document.sentences, 'sentence')}"
    yield paint(visible(document.path), "bold")
    yield from filled(f"{counts} of running text; headings, tables and references are left out", width, "")
    yield ""
    yield from grade_rows(document, paint, width)
    yield from _difficulty(document, width)
    yield from _sentences(document, width)
    yield from _unfamiliar(document, width)
    if document.readability is None:
        yield from _hardest(document, paint, width)
    else:
        yield from _levers(document, width)
        yield from rewrite_rows(document, paint, width)
        yield from _costly(document, paint, width)
        yield from _sections(document.hardness.sections, paint, width, _target(document))
    if everything:
        yield from _formulas(document, paint, width)
    if document.readability is not None:
        yield ""
        closing = "A grade predicts effort, not understanding: try the text with readers."
        yield from (paint(line, "dim") for line in filled(closing, width, ""))


def _row(label: str, text: str, width: int) -> list[str]:
    return filled(visible(text), width, " " * _LABEL, f"{label:<{_LABEL}}")


def _heading(text: str, paint: Paint) -> Iterator[str]:
    yield ""
    yield paint(text, "bold")


# ---------------------------------------------------------------------- grades


def grade_rows(document: DocumentScore, paint: Paint, width: int) -> Iterator[str]:
    """Yield the grades with their margins and targets, and those that count explained terms as known."""
    panel = document.readability
    if panel is None:
        yield from _row("Reading grade", f"none: {document.too_short}.", width)
        return
    targets = document.targets
    for label, name, estimate, target in (
        ("Reading grade", "SMOG", panel.smog, None if targets is None else targets.smog),
        ("", "Flesch-Kincaid", panel.flesch_kincaid, None if targets is None else targets.flesch_kincaid),
    ):
        grade, held = _grade(estimate, paint, rough=document.rough), _held(target, paint)
        lead = f"{label:<{_LABEL}}{name:<15}"
        if width >= _GRADE_ROW or not held:
            yield f"{lead}{grade}{held}".rstrip()
        else:
            yield f"{lead}{grade}".rstrip()
            yield f"{'':<{_LABEL}}{held}"
    yield from _row("", _in_words(document), width)
    if targets is not None and (targets.smog.target is not None or targets.flesch_kincaid.target is not None):
        yield from _row("Target", f"{targets.standard}.", width)
    yield from _adjusted(document, width)


def _grade(estimate: GradeEstimate, paint: Paint, *, rough: bool) -> str:
    between = f"{estimate.low:.1f} to {estimate.high:.1f}"
    text = f"about {between}" if rough else f"{paint(f'{estimate.grade:.1f}', 'bold')} ({between})"
    return text + " " * max(1, 22 - width_of(f"about {between}" if rough else f"{estimate.grade:.1f} ({between})"))


def _held(target: GradeTarget | None, paint: Paint) -> str:
    if target is None or target.target is None or target.verdict is None:
        return ""
    return f"target {target.target:g}: {paint(_MARKS[target.verdict], _TONES[target.verdict])}"


def _in_words(document: DocumentScore) -> str:
    panel = document.readability
    if panel is None:
        return ""
    level = overview.school_level(panel.smog.grade)
    told = f"About {panel.smog.grade:.0f} years of school are needed to follow it ({level})."
    if document.rough:
        told += f" With {overview.amount(document.counts.sentences, 'sentence')} this is rough: each one moves it."
    elif document.counts.sentences < 30:
        told += f" Estimated from {document.counts.sentences} sentences; SMOG is made for 30."
    return told


def _adjusted(document: DocumentScore, width: int) -> Iterator[str]:
    if text := adjusted_text(document):
        yield from _row("Terms explained", text, width)
    if text := unexplained_text(document):
        yield from _row("Not explained", text, width)


def adjusted_text(document: DocumentScore) -> str:
    """Return the grades once the explained terms count as known, in a sentence; nothing where none is explained."""
    adjusted = document.hardness.adjusted
    if adjusted is None or not adjusted.explained:
        return ""
    one = len(adjusted.explained) == 1
    text = (
        f"SMOG {adjusted.grades.smog:.1f}, Flesch-Kincaid {adjusted.grades.flesch_kincaid:.1f}, once the"
        f" {'term' if one else f'{len(adjusted.explained)} terms'} that the text explains"
        f" {'counts' if one else 'count'} as known: {_terms(adjusted.explained)}."
    )
    crowded = " That is more than two grades: too many special terms for one text."
    return text + crowded if adjusted.crowded else text


def unexplained_text(document: DocumentScore) -> str:
    """Return the special terms that the text should explain, in a sentence; nothing where there are none."""
    adjusted = document.hardness.adjusted
    worth = [term for term in adjusted.unexplained if term.worth.smog >= _TELLING][:5] if adjusted is not None else []
    return f"{_terms(worth)}. Say at first use what each is, or link it." if worth else ""


def _terms(terms: Sequence[TermScore]) -> str:
    return ", ".join(f"{term.term} ({term.count}×, {term.worth.smog:.1f})" for term in terms)


# ---------------------------------------------------------------------- sentences and words


def _difficulty(document: DocumentScore, width: int) -> Iterator[str]:
    difficulty = document.difficulty
    if difficulty is None:
        return
    text = f"{difficulty:.2f} on a scale of 1 to 6"
    if document.readability is not None:
        easier = sum(one > difficulty for one in _OFFICIAL)
        text += (
            f", easier than {easier} in 10 official health pages"
            if easier > 5
            else f", harder than {9 - easier} in 10 official health pages"
            if easier < 4
            else ", like many official health pages"
        )
    yield from _row("Difficulty", f"{text}.", width)


def _sentences(document: DocumentScore, width: int) -> Iterator[str]:
    lengths = document.lengths
    if lengths is None:
        return
    text = f"{lengths.mean:.0f} words on average, the longest {lengths.longest}"
    if lengths.over_20:
        text += f"; {lengths.over_20:.0%} have more than 20 words, {lengths.over_25:.0%} more than 25"
    yield from _row("Sentence length", f"{text}.", width)


def _unfamiliar(document: DocumentScore, width: int) -> Iterator[str]:
    words = document.unfamiliar.words
    if not words:
        yield from _row("Unfamiliar words", "none.", width)
        return
    listed = ", ".join(f"{one.word} ({one.count}×)" if one.count > 1 else one.word for one in words[:_UNFAMILIAR])
    more = f" and {len(words) - _UNFAMILIAR} more" if len(words) > _UNFAMILIAR else ""
    text = f"{document.unfamiliar.per_hundred:.1f} in a hundred words: {listed}{more}."
    yield from _row("Unfamiliar words", text, width)


def _levers(document: DocumentScore, width: int) -> Iterator[str]:
    sentences, words = document.hardness.sentence_length, document.hardness.word_length
    if sentences is None or words is None:
        return
    parts = []
    if sentences.gain:
        parts.append(
            f"sentences of {sentences.within_reach:.0f} words on average would take {sentences.gain:.1f} off the"
            " Flesch-Kincaid grade"
        )
    if words.gain:
        parts.append(
            f"words of {words.within_reach:g} syllables on average (now {words.now:g}) would take {words.gain:.1f} off"
            + ("" if parts else " the Flesch-Kincaid grade")
        )
    if parts:
        text = "; ".join(parts)
        yield from _row("What would help", f"{text[0].upper()}{text[1:]}.", width)


def rewrite_rows(document: DocumentScore, paint: Paint, width: int, most: int = _SENTENCES) -> Iterator[str]:
    """Yield the sentences to rewrite first, and what that gains."""
    panel = document.readability
    sentences = list(takewhile(_is_worth_rewriting, document.hardness.sentences))[:most]
    if panel is None or not sentences:
        return
    yield from _heading("To make it easier still" if _is_met(document) else "Rewrite first", paint)
    last = sentences[-1].after
    which = "This sentence" if len(sentences) == 1 else f"These {len(sentences)} sentences"
    text = (
        f"{which} in short sentences and everyday words: SMOG {panel.smog.grade:.1f} to {last.smog:.1f},"
        f" Flesch-Kincaid {panel.flesch_kincaid.grade:.1f} to {last.flesch_kincaid:.1f}."
    )
    yield from filled(text, width, "")
    for number, one in enumerate(sentences, 1):
        place = f"{one.start.line}:{one.start.column}"
        facts = f"{overview.amount(one.words, 'word')}, {one.long_words} long; grades then {_both(one.after)}"
        yield f"{number:>3}  {paint(place, 'bold')}  {paint(facts, 'dim')}"
        yield from filled(visible(("… " if one.leads else "") + one.quote), width, " " * 5)


def _is_worth_rewriting(one: SentenceToRewrite) -> bool:
    """Say whether a sentence is long or has long words: a short one in everyday words may stay, whatever it gains."""
    return one.words > _LONG_SENTENCE or one.long_words >= _LONG_WORDS


def _is_met(document: DocumentScore) -> bool:
    targets = document.targets
    return targets is not None and {targets.smog.verdict, targets.flesch_kincaid.verdict} <= {"met", None}


def _both(grades: GradePair) -> str:
    return f"{grades.smog:.1f} and {grades.flesch_kincaid:.1f}"


def _hardest(document: DocumentScore, paint: Paint, width: int) -> Iterator[str]:
    """Yield the hardest sentences of a text too short for a grade."""
    hard = sorted(
        filter(is_worth_showing, document.sentence_scores),
        key=lambda one: (-(one.difficulty or 0.0), one.start.offset),
    )[:_SENTENCES]
    if not hard:
        return
    yield from _heading("Hardest sentences", paint)
    for number, one in enumerate(hard, 1):
        place = f"{one.start.line}:{one.start.column}"
        yield f"{number:>3}  {paint(place, 'bold')}  {paint(overview.amount(one.words, 'word'), 'dim')}"
        yield from filled(visible(one.quote), width, " " * 5)


def is_worth_showing(one: SentenceScore | SentenceSide) -> bool:
    """Say whether a sentence is hard enough to be shown, and so long that this rests on more than one word."""
    return one.words >= _FEWEST_WORDS and one.difficulty is not None and one.difficulty >= _HARD


def _costly(document: DocumentScore, paint: Paint, width: int) -> Iterator[str]:
    words = costly_words(document)
    if not words:
        return
    yield from _heading("Costliest words", paint)
    told = "What all uses of a long word add to the two grades, and what may stand there instead."
    yield from (paint(line, "dim") for line in filled(told, width, ""))
    column = min(24, max(width_of(visible(one.word)) for one in words)) + 2
    for one in words:
        word = visible(one.word)
        gap = " " * max(1, column - width_of(word))
        lead = f"  {word}{gap}{one.count:>3}×  {one.cost.smog:>4.2f}  {one.cost.flesch_kincaid:>4.2f}  "
        yield from filled(instead_of(one, document), width, " " * width_of(lead), lead) or [lead.rstrip()]


def costly_words(document: DocumentScore) -> list[WordToReplace]:
    """Return the words that cost most, and of the others those for which something plainer is known."""
    ranked = document.hardness.words
    costly = [one for one in ranked if one.cost.smog >= _NOTABLE][:_COSTLY]
    return [*costly, *[one for one in ranked if one.instead and one not in costly][: _WORDS - len(costly)]]


def instead_of(one: WordToReplace, document: DocumentScore) -> str:
    """Return what may stand in a word's place, or that the text explains it, or how to."""
    if one.instead:
        text = ", ".join(one.instead[:3])
        return f"{text} (for the verb)" if one.part == "verb" and "the noun" in one.keep else text
    adjusted = document.hardness.adjusted
    if adjusted is not None and one.word.lower() in {term.term.lower() for term in adjusted.explained}:
        return "explained in the text"
    return f"explain: {one.means}" if one.means else ""


# ---------------------------------------------------------------------- sections, formulas


def _target(document: DocumentScore) -> float | None:
    return document.targets.smog.target if document.targets is not None else None


def _sections(sections: Sequence[SectionScore], paint: Paint, width: int, target: float | None) -> Iterator[str]:
    if len(sections) < 2:
        return
    yield from _heading("Section by section (SMOG grade)", paint)
    names = [visible(one.heading) if one.heading is not None else "(before the first heading)" for one in sections]
    bar_width = _BAR if width >= _GRADE_ROW else _BAR // 2
    column = min(max(map(width_of, names)), max(16, width - bar_width - 30))
    for one, name in zip(sections, names, strict=True):
        label = _cut(name, column)
        label += " " * (column - width_of(label))
        if one.grades is None:
            short = f"{overview.amount(one.words, 'word')}: too short{' for a grade' if width >= _GRADE_ROW else ''}"
            yield f"  {label}  {paint(short, 'dim')}"
            continue
        filled_cells = round(min(one.grades.smog, _GRADES) / _GRADES * bar_width)
        above = target is not None and one.grades.smog > target
        bar = paint("█" * filled_cells, "warning" if above else "good") + paint("░" * (bar_width - filled_cells), "dim")
        mark = ("  above the target" if width >= _GRADE_ROW else " !") if above else ""
        yield f"  {label}  {bar} {one.grades.smog:>4.1f}{mark}"


def _cut(text: str, width: int) -> str:
    if width_of(text) <= width:
        return text
    while text and width_of(text) > width - 1:
        text = text[:-1]
    return text.rstrip() + "…"


def _formulas(document: DocumentScore, paint: Paint, width: int) -> Iterator[str]:
    if document.formulas is not None:
        yield from _heading("All formulas", paint)
        for name, field, unit in FORMULAS:
            lead = f"  {name:<28}{getattr(document.formulas, field):>6.1f}  "
            yield from filled(unit, width, " " * len(lead), lead)
        yield f"  {paint(f'scored by {document.scorer}', 'dim')}"
    yield from _heading("Counted", paint)
    for name, number in counts_of(document):
        yield f"  {name:<34}{number:>7,}"


def counts_of(document: DocumentScore) -> tuple[tuple[str, int], ...]:
    """Return the counts behind every number, each with its name."""
    counts = document.counts
    return (
        ("sentences", counts.sentences),
        ("words without figures", counts.words),
        ("figures", counts.figures),
        ("syllables", counts.syllables),
        ("words of three syllables or more", counts.long_words),
        ("words of one syllable", counts.short_words),
        ("words of more than six letters", counts.wide_words),
        ("letters", counts.letters),
    )
