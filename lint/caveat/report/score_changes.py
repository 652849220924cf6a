"""What changed in the readability of a text, for people and for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from caveat.engine.score_changes import ScoreChanges
from caveat.report import overview
from caveat.report.columns import filled
from caveat.report.paint import Paint, painter
from caveat.report.score import is_worth_showing, schema_of
from caveat.report.visible import encodable, visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from caveat.engine.finding import GradeEstimate
    from caveat.engine.score_changes import (
        GradeChange,
        SentenceChange,
        SentenceSide,
        Verdict,
        WordChange,
    )

_SHOWN = 5
# The table needs so many columns; on narrower screens each row takes two lines.
_TABLE = 100
_WORDS = 15
_TONES = {"easier": "good", "harder": "error", "no clear change": "dim"}


def encode(changes: ScoreChanges) -> str:
    """Return the changes as indented JSON with a final newline."""
    return encodable(msgspec.json.format(msgspec.json.encode(changes, order="deterministic"), indent=2).decode()) + "\n"


def schema() -> dict[str, Any]:
    """Return the JSON Schema of the changes."""
    return schema_of(ScoreChanges, "Caveat changes in readability, version 1")


def render(changes: ScoreChanges, *, color: bool = False, width: int = 100) -> str:
    """Return the changes for reading: the grades, what got easier and harder, and the words that went and came."""
    return "".join(line + "\n" for line in _lines(changes, painter(color=color), width))


def _lines(changes: ScoreChanges, paint: Paint, width: int) -> Iterator[str]:
    before, after = changes.before, changes.after
    yield f"{paint(visible(before.path), 'bold')} to {paint(visible(after.path), 'bold')}"
    yield ""
    if width >= _TABLE:
        yield paint(f"{'':<18}{'before':<22}{'after':<22}change", "dim")
    for label, old, new, change, verdict in _rows(changes):
        told = f"{_minus(change)}  {paint(verdict, _TONES[verdict])}" if verdict else _minus(change)
        if width >= _TABLE:
            yield f"{label:<18}{old:<22}{new:<22}{told}"
        else:
            yield from filled(f"{old} to {new}", width, " " * 18, f"{label:<18}")
            yield f"{'':<18}{told}"
    for which, one in (("before", before), ("after", after)):
        if one.too_short is not None:
            yield from filled(f"{one.too_short}.", width, " " * 18, f"{f'No grade {which}':<18}")
    if told := _verdicts(changes):
        yield ""
        yield from filled(told, width, "")
    yield from _sentences(changes, paint, width)
    yield from _words("Long words used less", changes.dropped, paint, width)
    yield from _words("Long words used more", changes.added, paint, width)


def _rows(changes: ScoreChanges) -> Iterator[tuple[str, str, str, str, Verdict | None]]:
    """Yield what is compared: its name, both values, the difference, and the verdict where there is one."""
    before, after = changes.before, changes.after
    if (difficulty := changes.difficulty) is not None:
        change = difficulty.change
        told = f"{change.grade:+.2f} ({change.low:+.2f} to {change.high:+.2f})"
        yield "Difficulty", f"{difficulty.before:.2f}", f"{difficulty.after:.2f}", told, difficulty.verdict
    for label, grade in (("SMOG", changes.smog), ("Flesch-Kincaid", changes.flesch_kincaid)):
        if grade is not None:
            change = grade.change
            told = f"{change.grade:+.1f} ({change.low:+.1f} to {change.high:+.1f})"
            yield label, _estimate(grade.before), _estimate(grade.after), told, grade.verdict
    yield "Words", f"{before.words:,}", f"{after.words:,}", f"{after.words - before.words:+,}", None
    if before.lengths is not None and after.lengths is not None:
        first, second = before.lengths.mean, after.lengths.mean
        yield "Sentence length", f"{first:.1f}", f"{second:.1f}", f"{second - first:+.1f}", None
    first, second = before.unfamiliar.per_hundred, after.unfamiliar.per_hundred
    yield "Unfamiliar words", f"{first:.1f} in 100", f"{second:.1f} in 100", f"{second - first:+.1f}", None


def _minus(text: str) -> str:
    return text.replace("-", "−")


def _estimate(estimate: GradeEstimate) -> str:
    return f"{estimate.grade:.1f} ({estimate.low:.1f} to {estimate.high:.1f})"


def _verdicts(changes: ScoreChanges) -> str:
    """Return in words which text is easier, by what, and what to go by where the figures disagree."""
    smog, flesch_kincaid, difficulty = changes.smog, changes.flesch_kincaid, changes.difficulty
    grades = None if smog is None or flesch_kincaid is None else {smog.verdict, flesch_kincaid.verdict}
    by_grades = "" if smog is None or flesch_kincaid is None else _grades_verdict(smog, flesch_kincaid)
    if difficulty is None:
        return by_grades
    if difficulty.verdict == "no clear change":
        which = {"before": "first", "after": "second"}.get(difficulty.easier or "", "")
        leaning = f"; if either, the {which} text is the easier one" if which else ""
        return " ".join(filter(None, (by_grades, f"By difficulty there is no clear change{leaning}.")))
    easier = "second" if difficulty.verdict == "easier" else "first"
    clear = f"The {easier} text is easier by difficulty, and by more than chance."
    if grades is None:
        return clear
    if grades == {difficulty.verdict}:
        return f"The {easier} text is easier by difficulty and by both grades, and by more than chance."
    if {"easier", "harder"} - {difficulty.verdict} & grades:
        advice = (
            "Grades count how long sentences and words are, difficulty mostly whether the words are known."
            if changes.versions
            else "These are two different texts: go by the difficulty; grades mistake short sentences full of terms"
            " for easy ones."
        )
        return f"{clear} The grades do not agree. {advice}"
    return f"{clear} {by_grades}"


def _grades_verdict(smog: GradeChange, flesch_kincaid: GradeChange) -> str:
    verdicts = {smog.verdict, flesch_kincaid.verdict}
    if verdicts == {"easier"}:
        return "Easier by both grades, and by more than chance."
    if verdicts == {"harder"}:
        return "Harder by both grades, and by more than chance."
    if verdicts == {"no clear change"}:
        return "By the grades there is no clear change: it rests on so few sentences that it may be chance."
    if verdicts == {"easier", "harder"}:
        return "The two grades disagree: one counts only long words a sentence, the other every syllable and length."
    clear = "easier" if "easier" in verdicts else "harder"
    name = "SMOG" if smog.verdict == clear else "Flesch-Kincaid"
    return f"Clearly {clear} by {name} alone; by the other grade the difference is no more than chance."


def _sentences(changes: ScoreChanges, paint: Paint, width: int) -> Iterator[str]:
    by_kind: dict[str, list[SentenceChange]] = {}
    for one in changes.changes:
        by_kind.setdefault(one.kind, []).append(one)
    counts = [
        f"{len(by_kind[kind]):,} {word}"
        for kind, word in (
            ("easier", "easier"),
            ("harder", "harder"),
            ("same", "reworded and as hard as before"),
            ("removed", "dropped"),
            ("added", "new"),
        )
        if kind in by_kind
    ]
    yield ""
    told = ", ".join([f"{overview.amount(changes.unchanged, 'sentence')} unchanged", *counts])
    yield from filled(f"{told}.", width, "")
    for kind, title in (("easier", "Got easier"), ("harder", "Got harder")):
        if kind in by_kind:
            yield ""
            yield paint(title, "bold")
            for one in by_kind[kind][:_SHOWN]:
                yield from _reworded(one, paint, width)
    added = [one for one in by_kind.get("added", ()) if is_worth_showing(one.after[0])]
    hard = sorted(added, key=lambda one: -(one.after[0].difficulty or 0))[:_SHOWN]
    if hard:
        yield ""
        yield paint("New and hard", "bold")
        for one in hard:
            yield from _side("+", one.after[0], paint, width, "good")


def _reworded(one: SentenceChange, paint: Paint, width: int) -> Iterator[str]:
    for side in one.before:
        yield from _side("−", side, paint, width, "error")
    for side in one.after:
        yield from _side("+", side, paint, width, "good")
    yield paint(_minus(f"    difficulty {one.change:+.1f} on the scale of 1 to 6"), "dim")


def _side(sign: str, side: SentenceSide, paint: Paint, width: int, tone: str) -> Iterator[str]:
    place = f"{side.start.line}:{side.start.column}"
    lead = f"  {sign} {place:<8}"
    lines = filled(visible(f"{side.quote} ({overview.amount(side.words, 'word')})"), width, " " * len(lead), lead)
    yield from (paint(line, tone) if not number else line for number, line in enumerate(lines))


def _words(title: str, words: Sequence[WordChange], paint: Paint, width: int) -> Iterator[str]:
    if not words:
        return
    listed = ", ".join(
        f"{visible(one.word)} ({one.before} to {one.after})" if one.before + one.after > 1 else visible(one.word)
        for one in words[:_WORDS]
    )
    more = f" and {len(words) - _WORDS:,} more" if len(words) > _WORDS else ""
    yield ""
    yield paint(title, "bold")
    yield from filled(f"{listed}{more}.", width, "  ")
