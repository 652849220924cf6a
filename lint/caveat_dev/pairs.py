"""How well pieces are held against their articles: `python -m caveat_dev.pairs`.

Reads `tests/gold/pairs/`. `pairs.jsonl` has a passage of an article, the same passage in a piece, and `kind`, what
changed on the way, or `faithful`. `releases.jsonl` has abstracts with releases that say the same, more or less;
`summaries.jsonl` has abstracts with faithful summaries in plain words; `contradictions.jsonl` has texts that contradict
themselves or only seem to. Prints precision and recall by kind, and with `--wrong` what went wrong in those that are
not held aside.
"""

from __future__ import annotations

import datetime
import json
import sys
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from caveat.engine.compare import compared
from caveat.engine.run import check
from caveat.engine.settings import Choice, Settings

FOLDER = Path(__file__).parents[2] / "tests" / "gold" / "pairs"
RULES = {
    "strengthened": "consistency-claim-strengthened",
    "number": "consistency-number-drift",
    "qualifier": "consistency-qualifier-dropped",
    "entity": "consistency-entity-drift",
    "reversed": "consistency-claim-reversed",
    "unsupported": "consistency-claim-not-in-source",
    "risk": "consistency-risk-omitted",
    "disclosure": "consistency-disclosure-missing",
}
# Where a fault is as well one of another kind, that kind's rule is right on it too.
KIN = {
    "strengthened": {"strengthened", "qualifier", "reversed"},
    "qualifier": {"strengthened", "qualifier"},
    "entity": {"entity", "qualifier"},
    "reversed": {"reversed", "strengthened"},
}
CONTRADICTION = "consistency-internal-contradiction"
VERDICTS = ("same", "exaggerated", "downplayed")
TODAY = datetime.date(2026, 11, 23)


@dataclass(frozen=True, slots=True)
class GoldPair:
    """A passage of an article, the same passage in a piece, and what changed on the way."""

    id: str
    kind: str
    article: str
    piece: str
    aside: bool


@dataclass(frozen=True, slots=True)
class Judged:
    """A pair with the rules that found something in the piece, those with an error, and the verdicts."""

    pair: GoldPair
    rules: frozenset[str]
    errors: tuple[str, ...]
    verdict: str
    verdicts: tuple[str | None, ...]
    shown: tuple[str, ...] = field(default=())

    @property
    def error(self) -> bool:
        """Whether anything found is an error."""
        return bool(self.errors)


@dataclass(frozen=True, slots=True)
class Score:
    """How often a rule was right, of the pairs it fired on and of those that it should fire on."""

    right: int
    fired: int
    wanted: int

    @property
    def precision(self) -> float:
        """The share of what was found that is right."""
        return self.right / self.fired if self.fired else 0.0

    @property
    def recall(self) -> float:
        """The share of what should be found that was."""
        return self.right / self.wanted if self.wanted else 0.0

    @property
    def shown(self) -> str:
        """Precision and recall in words."""
        return (
            f"precision {self.precision:.2f} ({self.right}/{self.fired}), "
            f"recall {self.recall:.2f} ({self.right}/{self.wanted})"
        )


def read_pairs(name: str = "pairs") -> list[GoldPair]:
    """Return the pairs of a file."""
    return [GoldPair(**entry) for entry in _entries(name)]


def _entries(name: str) -> list[dict[str, Any]]:
    lines = (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line]


def judge(pairs: Iterable[GoldPair]) -> list[Judged]:
    """Hold each pair's piece against its article, all in one run."""
    pairs = list(pairs)
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(root=folder, today=TODAY, command=Choice(select=("consistency",)), cache=False, jobs=1)
        pieces: list[str] = []
        for pair in pairs:
            own = Path(folder) / pair.id
            own.mkdir()
            (own / "article.txt").write_text(pair.article + "\n", encoding="utf-8")
            (own / "post.txt").write_text(pair.piece + "\n", encoding="utf-8")
            pieces.append((own / "post.txt").as_posix())
        report = compared(check(pieces, settings)).report
    judged: list[Judged] = []
    for pair, path in zip(pairs, pieces, strict=True):
        findings = [one for one in report.findings if one.path == path and one.rule in RULES.values()]
        rules = {one.rule for one in findings}
        rules |= {other.rule for one in findings for other in one.related if other.rule is not None} & set(
            RULES.values()
        )
        told = next((one.verdict for one in report.pieces if one.path == path), "unsupported")
        judged.append(
            Judged(
                pair,
                frozenset(rules),
                tuple(one.rule for one in findings if one.severity == "error"),
                told,
                tuple(one.verdict for one in report.pairs if one.piece.path == path),
                tuple(f"{one.rule} [{one.severity}] {one.quote!r}: {one.message}" for one in findings),
            )
        )
    return judged


def judge_texts(*, aside: bool | None = None) -> list[tuple[dict[str, Any], bool]]:
    """Check the texts that contradict themselves or seem to; return each with whether that was found."""
    entries = [one for one in _entries("contradictions") if aside is None or one["aside"] is aside]
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(root=folder, today=TODAY, command=Choice(select=(CONTRADICTION,)), cache=False, jobs=1)
        paths: list[str] = []
        for entry in entries:
            path = Path(folder) / f"{entry['id']}.md"
            path.write_text(entry["text"] + "\n", encoding="utf-8")
            paths.append(path.as_posix())
        found = {one.path for one in check(paths, settings).report.findings if one.rule == CONTRADICTION}
    return [(entry, path in found) for entry, path in zip(entries, paths, strict=True)]


def score(judged: Sequence[Judged], kind: str) -> Score:
    """Return how a kind's rule did; it is neither right nor wrong on a pair with a fault that is akin."""
    rule, kin = RULES[kind], KIN.get(kind, {kind})
    fired = [one for one in judged if rule in one.rules and (one.pair.kind == kind or one.pair.kind not in kin)]
    wanted = [one for one in judged if one.pair.kind == kind]
    accepted = {RULES[other] for other in kin}
    right = sum(bool(accepted & one.rules) for one in wanted)
    wrong = sum(one.pair.kind != kind for one in fired)
    return Score(right, right + wrong, len(wanted))


def score_verdict(judged: Sequence[Judged], verdict: str) -> Score:
    """Return how often a verdict on whole pieces was right."""
    told = [one for one in judged if one.verdict == verdict]
    wanted = [one for one in judged if one.pair.kind == verdict]
    right = sum(one.pair.kind == verdict for one in told)
    return Score(right, len(told), len(wanted))


def score_texts(judged: Sequence[tuple[dict[str, Any], bool]]) -> Score:
    """Return how the rule on contradictions did."""
    right = sum(found and entry["kind"] == "contradiction" for entry, found in judged)
    return Score(right, sum(found for _, found in judged), sum(entry["kind"] == "contradiction" for entry, _ in judged))


def macro_f1(judged: Sequence[Judged]) -> float:
    """Return the mean over the verdicts of the harmonic mean of precision and recall."""
    total = 0.0
    for verdict in VERDICTS:
        one = score_verdict(judged, verdict)
        total += 2 * one.right / (one.fired + one.wanted) if one.fired + one.wanted else 0.0
    return total / len(VERDICTS)


def main() -> None:
    """Print the scores of what is open and of what is held aside."""
    pairs, releases, summaries = (judge(read_pairs(name)) for name in ("pairs", "releases", "summaries"))
    texts = judge_texts()
    for name, aside in (("open", False), ("aside", True)):
        group = [one for one in pairs if one.pair.aside is aside]
        print(f"{name}: {len(group)} pairs")
        for kind in RULES:
            print(f"  {kind:<13} {score(group, kind).shown}")
        print(f"  contradiction {score_texts([one for one in texts if one[0]['aside'] is aside]).shown}")
        faithful = [one for one in group if one.pair.kind == "faithful"]
        alarms, errors = sum(bool(one.rules) for one in faithful), sum(one.error for one in faithful)
        print(f"  faithful      {alarms} of {len(faithful)} with an alarm, {errors} with an error")
        told = [one for one in releases if one.pair.aside is aside]
        print(f"  releases      macro-F1 {macro_f1(told):.2f} of {len(told)}")
        for verdict in VERDICTS:
            print(f"    {verdict:<11} {score_verdict(told, verdict).shown}")
        plain = [one for one in summaries if one.pair.aside is aside]
        print(f"  summaries     {sum(len(one.errors) for one in plain)} errors in {len(plain)}")
    if "--wrong" in sys.argv:
        _show_wrong(pairs, releases, summaries, texts)


def _show_wrong(
    pairs: Sequence[Judged],
    releases: Sequence[Judged],
    summaries: Sequence[Judged],
    texts: Sequence[tuple[dict[str, Any], bool]],
) -> None:
    for one in (*pairs, *releases, *summaries):
        accepted = {RULES[other] for other in KIN.get(one.pair.kind, {one.pair.kind}) if other in RULES}
        wrong = (
            one.verdict != one.pair.kind
            if one.pair.kind in VERDICTS
            else bool(one.rules - accepted) or (bool(accepted) and not accepted & one.rules)
        )
        if wrong and not one.pair.aside:
            print(f"\n{one.pair.id}: {one.verdict} {one.verdicts}\n  A {one.pair.article}\n  P {one.pair.piece}")
            for line in one.shown:
                print(f"  > {line}")
    for entry, found in texts:
        if found is not (entry["kind"] == "contradiction") and not entry["aside"]:
            print(f"\n{entry['id']}: {found}\n  {entry['text']}")


if __name__ == "__main__":
    main()
