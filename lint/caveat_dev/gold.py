"""Precision and recall of each rule on texts that reviewers have marked: `python -m caveat_dev.gold`.

Reads each folder of `tests/gold`, and the folder that CAVEAT_GOLD names. A folder of gold holds one or more `*.jsonl`,
a line a mark: `quote` (exact words of the text; empty for the whole document), `rule`, `verdict` (`flag`, or `ok` for a
trap), `certainty` (`clear` or `debatable`), `also` (other rules that would be as right), and `page` when one file marks
several texts; or pages that carry their marks (`caveat_dev.marked`). The text of a file without `page` is the one, in
the folder or in a folder beside it, that holds every quote. Beside a `labels.jsonl` a page without a mark is one
without a fault. The rule `needs-source` marks whole sentences, and is measured on the ledger of claims.

Precision is the share of what was reported on marked pages that lies on words marked as a fault: in the row of a rule,
a fault of that rule; in the row of a family, of any rule of the family. Debatable marks count neither for nor against.
"""

from __future__ import annotations

import datetime
import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from caveat.engine.finding import Finding
from caveat.engine.run import check
from caveat.engine.settings import Choice, Settings
from caveat_dev.clearing import cleared, owed
from caveat_dev.marked import ENDING, LABELS, unpacked

OWN = Path(__file__).parents[2] / "tests" / "gold"
_GATHERING = frozenset({"sourcing-uncited-treatment-claim", "sourcing-uncited-medical-fact"})
TODAY = datetime.date(2026, 11, 22)


@dataclass(frozen=True, slots=True)
class Mark:
    """What a reviewer says of some words: that a rule should flag them, or should not."""

    page: str
    quote: str
    rule: str
    verdict: str
    certainty: str
    places: tuple[tuple[int, int], ...]
    also: tuple[str, ...] = ()

    @property
    def rules(self) -> frozenset[str]:
        """The rules that would be right on these words."""
        return frozenset((self.rule, *self.also))

    @property
    def clear(self) -> bool:
        """Whether two careful reviewers would agree."""
        return self.certainty == "clear"


@dataclass(frozen=True, slots=True)
class Reported:
    """One rule on one stretch of text, as a finding or as one of its related rules; None is the whole document."""

    rule: str
    page: str
    span: tuple[int, int] | None
    quote: str


@dataclass(slots=True)
class Score:
    """What one rule found of what was marked for it."""

    wanted: int = 0
    found: int = 0
    doubtful: int = 0
    doubtful_found: int = 0
    traps: int = 0
    sprung: int = 0
    unmarked: int = 0
    reported: int = 0
    right: int = 0
    misses: list[str] = field(default_factory=list)
    alarms: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float | None:
        """Of what was reported, the share that lies on marked faults; None when nothing was."""
        return self.right / self.reported if self.reported else None

    @property
    def recall(self) -> float | None:
        """Of the clear faults, the share that was found; None when there are none."""
        return self.found / self.wanted if self.wanted else None

    @property
    def f1(self) -> float | None:
        """The harmonic mean of precision and recall."""
        precision, recall = self.precision, self.recall
        if precision is None or recall is None or not precision + recall:
            return None
        return 2 * precision * recall / (precision + recall)


NEEDS_SOURCE = "needs-source"


def score(folder: Path) -> tuple[dict[str, Score], int]:
    """Score the rules on one folder of gold; returns the scores by rule and by family, and the number of texts."""
    with unpacked(folder) as pages:
        return _scored(pages)


def _scored(folder: Path) -> tuple[dict[str, Score], int]:
    marks = list(_marks(folder))
    clean = folder.glob("*.md") if (folder / LABELS).exists() else ()
    texts = sorted({mark.page for mark in marks} | {page.as_posix() for page in clean})
    settings = Settings(root=str(folder), today=TODAY, choice=Choice(select=("all",)), cache=False, jobs=1)
    run = check(texts, settings)
    report = run.report
    if report.problems:
        sys.exit("\n".join(f"{problem.path}: {problem.message}" for problem in report.problems))
    known = {finding.rule for finding in report.findings} | {mark.rule for mark in marks if _has_rule(mark.rule)}
    reported = [one for finding in report.findings for one in _reported(finding)]
    scores: dict[str, Score] = {}
    for rule in sorted(known & {mark.rule for mark in marks}):
        scores[rule] = _score(
            [mark for mark in marks if rule in mark.rules and (mark.rule == rule or mark.verdict == "flag")],
            [one for one in reported if one.rule == rule],
            rule,
        )
    if any(mark.also for mark in marks):
        family = [mark for mark in marks if mark.rule.startswith("claims-")]
        shown = [one for finding in report.findings if finding.family == "claims" for one in _reported(finding)]
        scores["claims, by words"] = _score(family, [one for one in shown if one.rule.startswith("claims-")], None)
    sentences = [mark for mark in marks if mark.rule == NEEDS_SOURCE]
    if sentences:
        listed = [
            Reported(NEEDS_SOURCE, claim.path, (claim.start.offset, claim.end.offset), claim.quote)
            for claim in run.claims
            if not claim.sources
        ]
        scores[NEEDS_SOURCE] = _score(sentences, listed, NEEDS_SOURCE)
    return scores, len(texts)


def _has_rule(rule: str) -> bool:
    family, _, name = rule.partition("-")
    folder = Path(__file__).parents[2] / "rules" / "caveat_rules" / family
    return (folder / f"{name.replace('-', '_')}.py").is_file()


def _score(marks: Sequence[Mark], reported: Sequence[Reported], rule: str | None) -> Score:
    """Score what was reported against the marks for it; without a rule, on the words alone."""
    result = Score()
    on_fault: set[int] = set()
    undecided: set[int] = set()
    for mark in marks:
        hits = [number for number, one in enumerate(reported) if _matches(mark, one)]
        if mark.verdict == "ok":
            result.traps += 1
            sprung = hits and not any(other.verdict == "flag" and _matches(other, reported[hits[0]]) for other in marks)
            if not mark.clear:
                undecided.update(hits)
            elif sprung:
                result.sprung += 1
                result.alarms.append(mark.quote or "(the document)")
            continue
        (on_fault if mark.clear else undecided).update(hits)
        if rule is not None and mark.rule != rule:
            continue
        if mark.clear:
            result.wanted += 1
            result.found += bool(hits)
        else:
            result.doubtful += 1
            result.doubtful_found += bool(hits)
        if not hits:
            result.misses.append(("" if mark.clear else "(debatable) ") + (mark.quote or f"(the document) {mark.page}"))
    for number, one in enumerate(reported):
        if number in undecided and number not in on_fault:
            continue
        result.reported += 1
        result.right += number in on_fault
        if number not in on_fault and not any(mark.verdict == "ok" and _matches(mark, one) for mark in marks):
            result.unmarked += 1
            result.alarms.append(f"(unmarked) {one.quote or one.page}")
    return result


def _matches(mark: Mark, one: Reported) -> bool:
    """Say whether a report is about a mark: it lies inside the quote, or they share half of the shorter."""
    if mark.page != one.page:
        return False
    if one.span is None or not mark.quote:
        return one.span is None and not mark.quote
    start, end = one.span
    for first, last in mark.places:
        if first <= start and end <= last:
            return True
        shared = min(end, last) - max(start, first)
        if shared * 2 >= min(end - start, last - first):
            return True
    return False


def _reported(finding: Finding) -> Iterator[Reported]:
    span = None if finding.scope == "document" else (finding.start.offset, finding.end.offset)
    yield Reported(finding.rule, finding.path, span, finding.quote)
    for related in finding.related:
        # A finding that gathers a paragraph names its other sentences as places of its own rule.
        rule = related.rule or (finding.rule if finding.rule in _GATHERING else None)
        if rule is not None:
            yield Reported(rule, related.path, (related.start.offset, related.end.offset), related.quote)


def _marks(folder: Path) -> Iterator[Mark]:
    for file in sorted(folder.rglob("*.jsonl")):
        lines: list[Mapping[str, Any]] = [
            json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()
        ]
        shared = None if all("page" in line for line in lines) else _text_of(file, lines)
        for line in lines:
            page = file.parent / line["page"] if "page" in line else shared
            if page is None:
                sys.exit(f"{file}: no text beside it holds every quote")
            text = page.read_text(encoding="utf-8")
            places = tuple(_places(text, line["quote"])) if line["quote"] else ()
            if line["quote"] and not places:
                sys.exit(f"{file}: {page.name} does not hold {line['quote']!r}")
            yield Mark(
                page.as_posix(),
                line["quote"],
                line["rule"],
                line["verdict"],
                line.get("certainty", "clear"),
                places,
                tuple(line.get("also", ())),
            )


def _places(text: str, quote: str) -> Iterator[tuple[int, int]]:
    start = text.find(quote)
    while start >= 0:
        yield start, start + len(quote)
        start = text.find(quote, start + 1)


def _text_of(file: Path, lines: Iterable[Mapping[str, str]]) -> Path | None:
    quotes = [line["quote"] for line in lines]
    for folder in (file.parent, *sorted(path for path in file.parent.parent.iterdir() if path.is_dir())):
        for candidate in sorted(folder.glob("*")):
            if candidate.suffix not in {".txt", ".md", ".html"}:
                continue
            text = candidate.read_text(encoding="utf-8", errors="replace")
            if all(quote in text for quote in quotes):
                return candidate
    return None


def table(scores: Mapping[str, Score]) -> str:
    """Return the scores as a table, and under it what was missed and what was flagged without being marked."""
    lines = [
        (
            f"{'rule':38} {'clear':>9} {'debatable':>10} {'ok flagged':>11} {'unmarked':>9} "
            f"{'precision':>10} {'recall':>7} {'F1':>6}"
        )
    ]
    for rule, one in scores.items():
        lines.append(
            f"{rule:38} {f'{one.found}/{one.wanted}':>9} {f'{one.doubtful_found}/{one.doubtful}':>10} "
            f"{f'{one.sprung}/{one.traps}':>11} {one.unmarked:>9} "
            f"{_share(one.precision):>10} {_share(one.recall):>7} {_share(one.f1):>6}"
        )
    rules = [one for rule, one in scores.items() if "," not in rule and rule != NEEDS_SOURCE]
    found, wanted = sum(one.found for one in rules), sum(one.wanted for one in rules)
    sprung, traps = sum(one.sprung for one in rules), sum(one.traps for one in rules)
    lines.append(f"{'all rules':38} {f'{found}/{wanted}':>9} {'':>10} {f'{sprung}/{traps}':>11}")
    for rule, one in scores.items():
        lines += [f"  missed   {rule}: {text[:150]}" for text in one.misses]
        lines += [f"  flagged  {rule}: {text[:150]}" for text in one.alarms]
    return "\n".join(lines)


def _share(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"


def own_folders() -> list[Path]:
    """Return the folders of our own gold whose pages are marked sentence by sentence: all but the pairs."""
    return sorted({path.parent for name in (LABELS, f"*{ENDING}") for path in OWN.rglob(name)})


def main() -> None:
    """Print the scores over our own gold and over the folder that CAVEAT_GOLD names."""
    folders = own_folders()
    given = os.environ.get("CAVEAT_GOLD")
    if given:
        folders.append(Path(given))
    else:
        print("CAVEAT_GOLD is not set: only tests/gold is measured.")
    for folder in folders:
        scores, texts = score(folder)
        print(f"\n{folder}: {texts} {'text' if texts == 1 else 'texts'}\n{table(scores)}")
    if given:
        print(clearing(Path(given)))


def clearing(folder: Path) -> str:
    """Say which of the things that each text of a folder owes its readers are asked for once and cleared alone."""
    lines: list[str] = []
    for page in sorted({mark.page for mark in _marks(folder)}):
        results = cleared(Path(page).read_text(encoding="utf-8"), Path(page).suffix, owed())
        exact = sum(one.exact for one in results)
        lines.append(f"\n{exact} of {len(results)} things owed are asked for once, and cleared by a sentence alone")
        lines += [
            f"  {one.owed.rule} {one.owed.about}: {one.reported} reported, {len(one.gone)} cleared, {len(one.new)} new"
            for one in results
            if not one.exact
        ]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
