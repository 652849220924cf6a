"""Precision and recall of each rule on texts that reviewers have marked: `python -m caveat_dev.gold`.

Reads `tests/gold`, and the folder that CAVEAT_GOLD names. A folder of gold holds one or more `*.jsonl`, a line a mark:
`quote` (exact words of the text; empty for the whole document), `rule`, `verdict` (`flag`, or `ok` for a trap),
`certainty` (`clear` or `debatable`), and `page` when one file marks several texts. The text of a file without `page` is
the one, in the folder or in a folder beside it, that holds every quote.
"""

from __future__ import annotations

import datetime
import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from caveat.engine.finding import Finding
from caveat.engine.run import check
from caveat.engine.settings import Choice, Settings

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
    misses: list[str] = field(default_factory=list)
    alarms: list[str] = field(default_factory=list)


def score(folder: Path) -> tuple[dict[str, Score], int]:
    """Score the rules on one folder of gold; returns the scores by rule, and the number of texts."""
    marks = list(_marks(folder))
    texts = sorted({mark.page for mark in marks})
    settings = Settings(root=str(folder), today=TODAY, choice=Choice(select=("all",)), cache=False, jobs=1)
    report = check(texts, settings).report
    if report.problems:
        sys.exit("\n".join(f"{problem.path}: {problem.message}" for problem in report.problems))
    known = {finding.rule for finding in report.findings} | {mark.rule for mark in marks if _has_rule(mark.rule)}
    reported = [one for finding in report.findings for one in _reported(finding)]
    scores: dict[str, Score] = {}
    for rule in sorted(known & {mark.rule for mark in marks}):
        scores[rule] = _score(
            [mark for mark in marks if mark.rule == rule], [one for one in reported if one.rule == rule]
        )
    return scores, len(texts)


def _has_rule(rule: str) -> bool:
    family, _, name = rule.partition("-")
    folder = Path(__file__).parents[2] / "rules" / "caveat_rules" / family
    return (folder / f"{name.replace('-', '_')}.py").is_file()


def _score(marks: Sequence[Mark], reported: Sequence[Reported]) -> Score:
    result = Score()
    matched: set[int] = set()
    for mark in marks:
        hits = [number for number, one in enumerate(reported) if _matches(mark, one)]
        if mark.verdict == "ok":
            result.traps += 1
            if hits and not any(_matches(other, reported[hits[0]]) for other in marks if other.verdict == "flag"):
                result.sprung += 1
                result.alarms.append(mark.quote or "(the document)")
            continue
        matched.update(hits)
        if mark.clear:
            result.wanted += 1
            result.found += bool(hits)
        else:
            result.doubtful += 1
            result.doubtful_found += bool(hits)
        if not hits:
            result.misses.append(("" if mark.clear else "(debatable) ") + (mark.quote or f"(the document) {mark.page}"))
    for number, one in enumerate(reported):
        if number not in matched and not any(mark.verdict == "ok" and _matches(mark, one) for mark in marks):
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
        lines: list[Mapping[str, str]] = [
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
                page.as_posix(), line["quote"], line["rule"], line["verdict"], line.get("certainty", "clear"), places
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
    lines = [f"{'rule':38} {'clear':>9} {'debatable':>10} {'ok flagged':>11} {'unmarked':>9}"]
    for rule, one in scores.items():
        lines.append(
            f"{rule:38} {f'{one.found}/{one.wanted}':>9} {f'{one.doubtful_found}/{one.doubtful}':>10} "
            f"{f'{one.sprung}/{one.traps}':>11} {one.unmarked:>9}"
        )
    found, wanted = sum(one.found for one in scores.values()), sum(one.wanted for one in scores.values())
    sprung, traps = sum(one.sprung for one in scores.values()), sum(one.traps for one in scores.values())
    lines.append(f"{'all':38} {f'{found}/{wanted}':>9} {'':>10} {f'{sprung}/{traps}':>11}")
    for rule, one in scores.items():
        lines += [f"  missed   {rule}: {text[:150]}" for text in one.misses]
        lines += [f"  flagged  {rule}: {text[:150]}" for text in one.alarms]
    return "\n".join(lines)


def main() -> None:
    """Print the scores over our own gold and over the folder that CAVEAT_GOLD names."""
    folders = [OWN] if any(OWN.rglob("*.jsonl")) else []
    given = os.environ.get("CAVEAT_GOLD")
    if given:
        folders.append(Path(given))
    else:
        print("CAVEAT_GOLD is not set: only tests/gold is measured.")
    for folder in folders:
        scores, texts = score(folder)
        print(f"\n{folder}: {texts} {'text' if texts == 1 else 'texts'}\n{table(scores)}")


if __name__ == "__main__":
    main()
