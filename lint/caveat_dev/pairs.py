"""How well pieces are held against their articles: `python -m caveat_dev.pairs`.

Reads `tests/gold/pairs/pairs.jsonl`: a passage of an article, the same passage in a piece, and `kind`, what changed on
the way (`strengthened`, `number`, `qualifier`) or `faithful`. Prints precision and recall of the findings by kind, the
pairs that went wrong unless they are held aside, and how often the verdict on the sentences was right.
"""

from __future__ import annotations

import datetime
import json
import sys
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from caveat.engine.compare import compare
from caveat.engine.settings import Choice, Settings

PAIRS = Path(__file__).parents[2] / "tests" / "gold" / "pairs" / "pairs.jsonl"
RULES = {
    "strengthened": "consistency-claim-strengthened",
    "number": "consistency-number-drift",
    "qualifier": "consistency-qualifier-dropped",
}
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
    """A pair with the rules that found something in it, as findings or beside one, and whether one is an error."""

    pair: GoldPair
    rules: frozenset[str]
    error: bool
    verdicts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """How often a rule was right, of the pairs it fired on and of those that it should fire on."""

    right: int
    fired: int
    wanted: int

    @property
    def shown(self) -> str:
        """Precision and recall in words."""
        precision = f"{self.right / self.fired:.2f}" if self.fired else "-"
        recall = f"{self.right / self.wanted:.2f}" if self.wanted else "-"
        return f"precision {precision} ({self.right}/{self.fired}), recall {recall} ({self.right}/{self.wanted})"


def read_pairs(path: Path = PAIRS) -> list[GoldPair]:
    """Return the pairs of a file."""
    return [GoldPair(**json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines() if line]


def judge(pairs: Iterable[GoldPair]) -> list[Judged]:
    """Run the comparison on each pair by itself."""
    judged: list[Judged] = []
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(root=folder, today=TODAY, command=Choice(select=tuple(RULES.values())), cache=False, jobs=1)
        article, piece = Path(folder) / "article.txt", Path(folder) / "post.txt"
        for pair in pairs:
            article.write_text(pair.article + "\n", encoding="utf-8")
            piece.write_text(pair.piece + "\n", encoding="utf-8")
            report = compare(article.as_posix(), (piece.as_posix(),), settings).report
            rules = {one.rule for one in report.findings}
            rules |= {other.rule for one in report.findings for other in one.related if other.rule is not None}
            error = any(one.severity == "error" for one in report.findings)
            judged.append(Judged(pair, frozenset(rules), error, tuple(one.verdict for one in report.pairs)))
    return judged


def score(judged: Sequence[Judged], kind: str) -> Score:
    """Return how a kind's rule did; on a pair with another fault it is neither right nor wrong if that fault fits too.

    A claim that lost what limits it was strengthened as well: either of the two rules is right on it.
    """
    rule = RULES[kind]
    kin = {"strengthened", "qualifier"} if kind != "number" else {"number"}
    fired = [one for one in judged if rule in one.rules and (one.pair.kind == kind or one.pair.kind not in kin)]
    wanted = [one for one in judged if one.pair.kind == kind]
    accepted = {RULES[other] for other in kin}
    right = sum(bool(accepted & one.rules) for one in wanted)
    wrong = sum(one.pair.kind != kind for one in fired)
    return Score(right, right + wrong, len(wanted))


def main() -> None:
    """Print the scores of the open pairs and of those held aside."""
    judged = judge(read_pairs())
    for name, aside in (("open", False), ("aside", True)):
        group = [one for one in judged if one.pair.aside is aside]
        print(f"{name}: {len(group)} pairs")
        for kind in RULES:
            print(f"  {kind:<13} {score(group, kind).shown}")
        faithful = [one for one in group if one.pair.kind == "faithful"]
        alarms = sum(bool(one.rules) for one in faithful)
        errors = sum(one.error for one in faithful)
        print(f"  faithful      {alarms} of {len(faithful)} with an alarm, {errors} with an error")
    if "--wrong" in sys.argv:
        for one in judged:
            wanted = {RULES[one.pair.kind]} if one.pair.kind in RULES else set()
            if not one.pair.aside and (one.rules != wanted):
                print(f"{one.pair.id}: {sorted(one.rules)}, {one.verdicts}\n  {one.pair.article}\n  {one.pair.piece}")


if __name__ == "__main__":
    main()
