"""What changed in the readability of a text, for people and for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from caveat.report import overview
from caveat.report.columns import filled
from caveat.report.paint import Paint, painter
from caveat.report.score import is_worth_showing
from caveat.report.visible import encodable, visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from caveat.engine.finding import GradeEstimate
    from caveat.engine.score_changes import (
        DifficultyChange,
        GradeChange,
        ScoreChanges,
        SentenceChange,
        SentenceSide,
        WordChange,
    )

_SHOWN = 5
_WORDS = 15
_TONES = {"easier": "good", "harder": "error", "no clear change": "dim"}


def encode(changes: ScoreChanges) -> str:
    """Return the changes as indented JSON with a final newline."""
    return encodable(msgspec.json.format(msgspec.json.encode(changes, order="deterministic"), indent=2).decode()) + "\n"


def render(changes: ScoreChanges, *, color: bool = False, width: int = 100) -> str:
    """Return the changes for reading: the grades, what got easier and harder, and the words that went and came."""
    return "".join(line + "\n" for line in _lines(changes, painter(color=color), width))


def _lines(changes: ScoreChanges, paint: Paint, width: int) -> Iterator[str]:
    before, after = changes.before, changes.after
    yield f"{paint(visible(before.path), 'bold')} to {paint(visible(after.path), 'bold')}"
    yield ""
    yield paint(f"{'':<18}{'before':<22}{'after':<22}change", "dim")
    if changes.difficulty is not None:
        yield _difficulty(changes.difficulty, paint)
    if changes.smog is None or changes.flesch_kincaid is None:
        for which, one in (("before", before), ("after", after)):
            if one.too_short is not None:
                yield from filled(f"{one.too_short}.", width, " " * 18, f"{f'No grade {which}':<18}")
    else:
        yield _grade("SMOG", changes.smog, paint)
        yield _grade("Flesch-Kincaid", changes.flesch_kincaid, paint)
    yield _row("Words", f"{before.words:,}", f"{after.words:,}", f"{after.words - before.words:+,}")
    if before.lengths is not None and after.lengths is not None:
        first, second = before.lengths.mean, after.lengths.mean
        yield _row("Sentence length", f"{first:.1f}", f"{second:.1f}", f"{second - first:+.1f}")
    first, second = before.unfamiliar.per_hundred, after.unfamiliar.per_hundred
    yield _row("Unfamiliar words", f"{first:.1f} in 100", f"{second:.1f} in 100", f"{second - first:+.1f}")
    if told := _verdicts(changes):
        yield ""
        yield from filled(told, width, "")
    yield from _sentences(changes, paint, width)
    yield from _words("Long words used less", changes.dropped, paint, width)
    yield from _words("Long words used more", changes.added, paint, width)


def _row(label: str, before: str, after: str, change: str) -> str:
    return f"{label:<18}{before:<22}{after:<22}{_minus(change)}"


def _minus(text: str) -> str:
    return text.replace("-", "−")


def _grade(label: str, one: GradeChange, paint: Paint) -> str:
    change = _minus(f"{one.change.grade:+.1f} ({one.change.low:+.1f} to {one.change.high:+.1f})")
    verdict = paint(one.verdict, _TONES[one.verdict])
    return f"{label:<18}{_estimate(one.before):<22}{_estimate(one.after):<22}{change}  {verdict}"


def _difficulty(one: DifficultyChange, paint: Paint) -> str:
    change = _minus(f"{one.change.grade:+.2f} ({one.change.low:+.2f} to {one.change.high:+.2f})")
    verdict = paint(one.verdict, _TONES[one.verdict])
    return f"{'Difficulty':<18}{one.before:<22.2f}{one.after:<22.2f}{change}  {verdict}"


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
