"""Fits how much each word tells for an overclaim, and for a text that sells: `nox -s fit`.

Reads the marked pages of `tests/gold` (never those held aside), the cases of the rules, and the folder that
CAVEAT_CORPUS names, whose pages count as free of faults and as selling nothing, and writes the points into the engine's
lexicon. Prints precision and recall by sentence, cross-validated by page, and once on the pages held aside. Needs
scikit-learn.
"""

from __future__ import annotations

import json
import os
import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from caveat.analysis import Analysis
from caveat.analysis.selling import selling_traits
from caveat.analysis.statements.overclaim import known_of, worded
from caveat.analysis.subjects import SELLER_CUES
from caveat.document import Document
from caveat.readers import read
from caveat.rule.bundle import load_bundle
from caveat.rule.examples import MEDIA, example_reading
from caveat.rule.page import parse_examples
from caveat_dev.marked import LABELS, marked_pages, unpacked

if TYPE_CHECKING:
    from caveat.analysis.claim import Claim
    from caveat.analysis.sentence import Sentence

ROOT = Path(__file__).parents[2]
GOLD = ROOT / "tests" / "gold"
CASES = ROOT / "tests" / "rules"
LEXICON = ROOT / "lint" / "caveat" / "analysis" / "lexicon"
MARKED = ("open", "blind", "fresh", "realistic", "mini", "retold")
# Never fitted on; `unseen` are retold pages, drawn by lot.
HELD_OUT = ("unseen", "aside")
_WORD = re.compile(r"\S+")
_FEWEST_PAGES = 3
_FEWEST_TEXTS = 4
_DRAWN_PAGES, _DRAWN_SENTENCES, _DRAWN_BLOCKS = 60, 40, 14
_SMALLEST, _SMALLEST_OF_WORDS = 5, 10
_SEED = 5
# A near miss that somebody thought of stands for many.
_NEAR_MISS = 3
_ALONE = 0.3
# Of the retold pages only these: whether a page sells, fitted on the pages that overclaims are fitted on, tells their
# marks too, and the overclaims would lean on it more than they may elsewhere.
_FOR_SELLING = ("r1", "r2", "r3", "r4", "retold")


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence, or a text: what it holds, and whether it is a fault, or sells.

    Of a sentence also its folded text, and where marked words begin and end in it, with whether the mark is clear.
    """

    page: str
    held: frozenset[str]
    wanted: bool
    told: bool = False
    weight: float = 1
    text: str = ""
    marked: tuple[tuple[int, int, bool], ...] = ()


def sentences(folder: Path) -> Iterator[Example]:
    """Yield the sentences of marked pages; those that are only debatably at fault are left out."""
    with unpacked(folder) as pages:
        yield from _sentences(pages)


def _sentences(folder: Path) -> Iterator[Example]:
    vocabulary = load_bundle().vocabulary
    marks: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for line in (folder / LABELS).read_text(encoding="utf-8").splitlines():
        mark = json.loads(line)
        if mark["rule"].startswith("claims-") and mark["verdict"] == "flag" and mark["quote"]:
            marks[mark["page"]].append(mark)
    for path in sorted(folder.glob("*.md")):
        analysis = Analysis(read(path.name, path.read_bytes()), vocabulary)
        text = analysis.document.source.text
        places = [
            (start, start + len(mark["quote"]), mark["certainty"] == "clear")
            for mark in marks[path.name]
            for start in _places(text, mark["quote"])
        ]
        for sentence, example in _read(path.name, analysis):
            span = sentence.locate()
            near = [place for place in places if place[0] < span.end - 1 and span.start + 1 < place[1]]
            certain = {clear for _, _, clear in near}
            if certain != {False}:
                yield replace(example, wanted=True in certain, marked=tuple(_marked(sentence, near)))


def _marked(sentence: Sentence, places: Sequence[tuple[int, int, bool]]) -> Iterator[tuple[int, int, bool]]:
    """Yield where the words of a sentence that lie in places of its text begin and end, and whether one is certain."""
    if not places:
        return
    for match in _WORD.finditer(sentence.folded):
        span = sentence.locate(match.start(), match.end())
        over = [clear for start, end, clear in places if start < span.end and span.start < end]
        if over:
            yield match.start(), match.end(), any(over)


def _places(text: str, quote: str) -> Iterator[int]:
    start = text.find(quote)
    while start >= 0:
        yield start
        start = text.find(quote, start + 1)


def examples_of(page: str, analysis: Analysis) -> list[Example]:
    """Return the sentences of a text, none of them wanted."""
    return [example for _, example in _read(page, analysis)]


def _read(page: str, analysis: Analysis) -> Iterator[tuple[Sentence, Example]]:
    others: dict[int, list[Claim]] = defaultdict(list)
    for claim in analysis.worded_claims:
        others[claim.sentence.index].append(claim)
    for weighed in analysis.weighed:
        sentence = weighed.sentence
        known = known_of(weighed, others[sentence.index], analysis)
        held = {run for run, _, _ in worded(sentence.folded)} | known
        yield sentence, Example(page, frozenset(held), wanted=False, told="+told" in known, text=str(sentence.folded))


def cases() -> Iterator[Example]:
    """Yield the sentences of the examples on the pages of the claims rules and of their further cases.

    In a clean example those count in which no other rule finds a claim, in a flagged one those that hold a mark.
    """
    bundle = load_bundle()
    for rule in bundle.rules.values():
        if rule.family != "claims":
            continue
        further = parse_examples((CASES / f"{rule.id}.md").read_text(encoding="utf-8"))
        for number, case in enumerate((*rule.page.examples, *further)):
            if MEDIA.keys() & set(case.words) - {"markdown"}:
                continue
            analysis = example_reading(case, bundle.vocabulary).analysis
            places = [(first, last, True) for first, last in case.marks]
            for sentence, example in _read(f"{rule.id} {number}", analysis):
                marked = tuple(_marked(sentence, places))
                if marked or (case.kind == "clean" and not example.told):
                    weight = 1 if marked else _NEAR_MISS
                    yield replace(example, wanted=bool(marked), weight=weight, marked=marked)


def official_sentences(corpus: Path) -> Iterator[Example]:
    """Yield sentences drawn from pages of public health bodies."""
    draw, vocabulary = random.Random(_SEED), load_bundle().vocabulary  # noqa: S311 - a sample, not a secret
    for path in draw.sample(sorted(corpus.rglob("*.md")), _DRAWN_PAGES):
        found = examples_of("", Analysis(read(path.name, path.read_bytes()), vocabulary))
        yield from draw.sample(found, min(_DRAWN_SENTENCES, len(found)))


def texts(corpus: Path) -> Iterator[Example]:
    """Yield the marked pages of which it is known whether they sell, and stretches of official pages, which do not."""
    for page, sells in json.loads((GOLD / "sellers.json").read_text(encoding="utf-8")).items():
        yield Example(page, _of_text(read(page, (GOLD / page).read_bytes())), sells)
    for folder in MARKED:
        for marked in marked_pages(GOLD / folder):
            if marked.name.startswith(_FOR_SELLING):
                yield Example(marked.name, _of_text(read(marked.name, marked.text.encode())), marked.sells)
    draw = random.Random(_SEED)  # noqa: S311 - a sample, not a secret
    for path in draw.sample(sorted(corpus.rglob("*.md")), 5 * _DRAWN_PAGES):
        document = read(path.name, path.read_bytes())
        start = draw.randrange(max(1, len(document.blocks) - _DRAWN_BLOCKS))
        yield Example("", _of_text(document, slice(start, start + _DRAWN_BLOCKS)), wanted=False)
        # A few words that say nothing of who speaks sell nothing.
        alone = draw.randrange(len(document.blocks))
        yield Example("", _of_text(document, slice(alone, alone + 1)), wanted=False, weight=_ALONE)


def _informing() -> Iterator[Example]:
    """Yield the clean examples of the claims rules that show none of a seller's turns: they inform."""
    for rule in load_bundle().rules.values():
        if rule.family != "claims":
            continue
        further = parse_examples((CASES / f"{rule.id}.md").read_text(encoding="utf-8"))
        for case in (*rule.page.examples, *further):
            if case.kind != "clean" or MEDIA.keys() & set(case.words) - {"markdown"}:
                continue
            held = _of_text(read("case.md", case.text.encode()))
            if not any(name.startswith("+cues") for name in held):
                yield Example("", held, wanted=False, weight=_ALONE)


def _of_text(document: Document, blocks: slice = slice(None)) -> frozenset[str]:
    folded = "\n".join(block.prose.folded for block in document.blocks[blocks])
    return frozenset(selling_traits(folded, SELLER_CUES))


class Model:
    """A logistic regression over what examples hold."""

    def __init__(self, examples: Sequence[Example], strength: float, fewest: int) -> None:
        """Fit on examples, without what fewer than `fewest` hold; `strength` is the inverse of the penalty."""
        from sklearn.feature_extraction import DictVectorizer
        from sklearn.linear_model import LogisticRegression

        counts = Counter(name for example in examples if example.page for name in example.held)
        self._kept = {name for name, count in counts.items() if count >= fewest}
        self._table = DictVectorizer()
        held = self._table.fit_transform(self._rows(examples))
        self._fitted = LogisticRegression(C=strength, max_iter=4000)
        self._fitted.fit(
            held, [example.wanted for example in examples], sample_weight=[example.weight for example in examples]
        )

    def _rows(self, examples: Iterable[Example]) -> list[dict[str, float]]:
        return [dict.fromkeys(sorted(example.held & self._kept), 1.0) for example in examples]

    def scores(self, examples: Sequence[Example]) -> list[float]:
        """Return the log-odds of each example."""
        return [float(score) for score in self._fitted.decision_function(self._table.transform(self._rows(examples)))]

    @property
    def start(self) -> int:
        """Where every example begins, in hundredths of a log-odds."""
        return round(float(self._fitted.intercept_[0]) * 100)

    @property
    def points(self) -> dict[str, int]:
        """How much each name tells, in hundredths of a log-odds; the smallest are left out."""
        names, weights = self._table.get_feature_names_out(), self._fitted.coef_[0]
        rounded = {str(name): round(float(weight) * 100) for name, weight in zip(names, weights, strict=True)}
        return {name: points for name, points in sorted(rounded.items()) if abs(points) >= _SMALLEST}


def _figures(name: str, examples: Sequence[Example], scores: Sequence[float], thresholds: Iterable[float]) -> str:
    wanted = sum(example.wanted for example in examples)
    told = []
    for threshold in thresholds:
        found = [example.wanted for example, score in zip(examples, scores, strict=True) if score > threshold]
        told.append(f"above {threshold:+.2f} P {sum(found) / max(1, len(found)):.2f} R {sum(found) / wanted:.2f}")
    return f"{name}: {'; '.join(told)}"


def _cross_validated(examples: Sequence[Example], strength: float, fewest: int) -> list[float]:
    pages = sorted({example.page for example in examples if example.page})
    random.Random(_SEED).shuffle(pages)  # noqa: S311 - folds, not a secret
    fold = {page: number % 5 for number, page in enumerate(pages)}
    scores = [0.0] * len(examples)
    for held_out in range(5):
        model = Model([one for one in examples if fold.get(one.page) != held_out], strength, fewest)
        numbers = [number for number, one in enumerate(examples) if fold.get(one.page) == held_out]
        for number, score in zip(numbers, model.scores([examples[number] for number in numbers]), strict=True):
            scores[number] = score
    return scores


def _write(name: str, comment: str, points: Mapping[str, int]) -> None:
    lines = [f"# {line}" for line in comment.splitlines()] + [f"{count}\t{key}" for key, count in points.items()]
    (LEXICON / name).write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def _fit_selling(corpus: Path) -> None:
    examples = [*texts(corpus), *_informing()]
    marked = [number for number, one in enumerate(examples) if one.page]
    scores = _cross_validated(examples, 0.2, _FEWEST_TEXTS)
    print(
        _figures("selling", [examples[one] for one in marked], [scores[one] for one in marked], (-0.5, -0.25, 0, 0.5))
    )
    model = Model(examples, 0.2, _FEWEST_TEXTS)
    _write("selling_points.tsv", _SELLING_COMMENT, {"+start": model.start, **model.points})


def _fit_overclaims(corpus: Path) -> None:
    examples = [one for folder in MARKED for one in sentences(GOLD / folder)]
    examples += [*cases(), *official_sentences(corpus)]
    thresholds = (0, 0.3, 0.6, 1)
    marked = [number for number, one in enumerate(examples) if one.page.endswith(".md")]
    scores = _cross_validated(examples, 0.4, _FEWEST_PAGES)
    print(_figures("overclaims", [examples[one] for one in marked], [scores[one] for one in marked], thresholds))
    model = Model(examples, 0.4, _FEWEST_PAGES)
    for name in HELD_OUT:
        aside = list(sentences(GOLD / name))
        print(_figures(f"overclaims, {name}", aside, model.scores(aside), thresholds))
    points = {
        name: count for name, count in model.points.items() if name.startswith("+") or abs(count) >= _SMALLEST_OF_WORDS
    }
    most = max(sum(points.get(name, 0) for name in one.held if name.startswith("+")) for one in examples)
    _write("overclaim_points.tsv", _OVERCLAIM_COMMENT, {"+start": model.start, "+most-of-traits": most, **points})


_SELLING_COMMENT = """\
How much each word of a text tells for, or against, its being written to sell: a hundredth of a log-odds a point,
fitted by `nox -s fit` on the pages of tests/gold and on pages of public health bodies. "+start" is where every text
begins, "+our>0.01" a share of its words, "+cues>1" how many of a seller's turns it shows."""
_OVERCLAIM_COMMENT = """\
How much each stem, each run of two or three and each thing that is known of a sentence (with a plus; see
analysis/statements/overclaim.py) tells for, or against, its claiming more than it can show: a hundredth of a log-odds
a point, fitted by `nox -s fit` on the pages of tests/gold, without those held aside, and on pages of public health
bodies. "+start" is where every sentence begins; "+most-of-traits" is the most that what is known besides the words
brought to one."""


def main() -> None:
    """Fit both, the sellers first, since what sells bears on what overclaims; a second run reads the new points."""
    corpus = os.environ.get("CAVEAT_CORPUS")
    if not corpus:
        sys.exit("CAVEAT_CORPUS must name a folder of official pages")
    if "--overclaims" in sys.argv:
        _fit_overclaims(Path(corpus))
    else:
        _fit_selling(Path(corpus))


if __name__ == "__main__":
    main()
