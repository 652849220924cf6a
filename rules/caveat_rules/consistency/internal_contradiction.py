r"""Says one thing in one place and another in the next: two numbers for the same, or a sentence and its denial.

## Why it matters

Of two numbers one is wrong, and a reader cannot know which. A page that allows alcohol at its top and forbids it below
has not been read from end to end by anybody; its other statements lose their worth with it.

## What to write instead

Find out which of the two is right, with its source, and say it once. If both are right, say what sets them apart: for
whom, when, in which study.

## What it looks for

A number for which another sentence has another one, of the same kind and in the same words: “the course lasts six weeks”
and, further down, “the course, which lasts ten weeks”. A sentence and its denial: “the patch is suitable for children
under 12” and “is not suitable”. “Safe in pregnancy” and “do not use it if you are pregnant”. Pain that is eased with a
medicine against sickness, and the other way round.

## What is not flagged

Sentences that differ in anything beside the number: another group, drug, dose, year or study, a condition, a time. What
is said of most and of some. What others say, claim or believe. Tables, headings and questions. Numbers that are the same
but for rounding, and ranges that meet.

## Examples

```flagged
The course lasts six weeks. You see the same nurse each time.

After the course, «which lasts ten weeks», you get a plan for home.
```

```flagged
You can drink alcohol while taking this antibiotic.

«Do not drink alcohol while you take this antibiotic.»
```

```flagged
«Pain during the infusion is eased with anti-nausea medicine.»
```

```clean
Adults take 20 mg a day. Children take 10 mg a day. The starting dose is 5 mg a day. The maximum dose is 40 mg a day.
```

```clean
Some guidelines say that screening should start at 50. Others say 45. You may drive after the test. Do not drive after the
test if you were given a sedative.
```

```clean
If you feel sick, the nurse can give anti-nausea medicine.
```

## Precision

Preview: it fires too seldom to be measured well. On 687 pages of official health advice it flagged three sentences, on two
pages, and all three were read and are right: 25 million people with asthma and 22 million further down, 7 and 6 million
children among them, and 90 and 98 percent of children in the same sentence. On 40 short texts of our own, half of which
contradict themselves, it flags nothing wrongly; it finds 12 of the 13 contradictions that it was mended on and 4 of the 7
held aside. On 228 other pages of our own it flags nothing.

## Sources

- Charnock and others, *DISCERN: an instrument for judging the quality of written consumer health information*, 1998,
  question 6: whether it is balanced and unbiased. Read as the instrument's handbook; it asks for no such check itself.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from caveat.library import Reading
from caveat.library.alignment import stem
from caveat.library.figures import Figure, in_base, weight
from caveat.library.values import comparable, says
from caveat.patterns import compiled
from caveat.rule import Context, Hit, NoOptions, RelatedPlace, documents, hit, rule

if TYPE_CHECKING:
    from caveat.analysis import Sentence
    from caveat.analysis.quantities import Quantity

_KINDS: Final = frozenset({"amount", "rate", "share", "age", "pressure", "number", "multiple"})
_BLOCKS: Final = frozenset({"paragraph", "item", "quote"})
_WORD: Final = compiled(r"\d+(?:[.,]\d+)*|[^\W\d_]{3,}")
_BREAK: Final = compiled(r"[;:()]|,(?!\d)|\s[\u2013\u2014-]\s|\bbut\b|\bso that\b")
# What others say, what was once so, and what goes on about another case.
_TOLD: Final = compiled(
    r"\b(?:some|others?|another|however|experts?|guidelines?|earlier|later|previous|previously|used to|until recently|worry|worries"
    r"|think|thinks|thought|believe|believes|believed|said|says|told|myths?|claims?|claimed|suggest\w*|estimat\w+|reports?"
    r"|reported|sometimes|depends?|depending|vary|varies|ranges?|for example|for instance|such as|alternatively|instead|or)\b"
)
_CONDITIONS: Final = compiled(
    r"\b(?:if|unless|until|except|once|without|with|whether|because|although|only|after|before|when|where|which|who|whose)\b"
)
_QUANTIFIERS: Final = compiled(
    r"\b(?:most|many|few|all|every|both|each|usually|often|always|rarely|generally|typically)\b"
)
_DENIAL: Final = compiled(r"\b(?:not|never|cannot)\b|n['\u2019]t\b")
# "Not getting enough exercise" names a thing; "may not" denies nothing.
_FIRM: Final = compiled(
    r"\b(?:do|does|did|is|are|was|were|can|should|must|will|would|has|have|had)(?:\snot\b|n['\u2019]t\b)|\bcannot\b|\bnever\b"
)
_VERB: Final = compiled(
    r"\b(?:is|are|was|were|can|may|should|must|will|does|do|has|have|had|takes?|lasts?|works?|helps?|uses?|drives?|needs?)\b"
    r"|\A(?:you|use|take|drive|eat|drink|stop|keep)\b"
)
_LEADING: Final = compiled(r"(?:if|when|in|for|as|with|among|by|at|after|before|unless|during|of|on)\b")
_NAMED: Final = compiled(
    r"\b(?:type|form|example|part|stage|grade|group|phase|chapter|figure|table|step|class|category|level|number|no\.?|page|act"
    r"|gene|allele|chromosome|vitamin|factor)s?\s\Z"
)
_LIMITED: Final = compiled(
    r"(?:\bnot|n['\u2019]t|\bnever|\bcannot)\s(?:only|just|always|necessarily|all|every|everyone|enough|yet|more|less|fewer|before"
    r"|until|merely|usually|often|known|clear|sure|fully|completely|well|quite|as|the only|simply)\b"
)
_SAFE: Final = compiled(
    r"\b(?P<what>[a-z]+)\s(?:is|are)\s(?:also\s|quite\s|perfectly\s)?safe\s(?:to\s(?:use|take)\s|for\suse\s)?"
    r"(?:in|during|while|when|if)\s(?P<when>[^.;,]+)"
)
_FORBIDDEN: Final = compiled(
    r"\b(?:(?:do|should|must)\snot|don['\u2019]t|never)\s(?:use|take|have|wear|apply)\s(?:the\s|this\s|these\s)?"
    r"(?P<what>[a-z]+)\s(?:if|when|while|during|in)\s(?P<when>[^.;,]+)"
)
_EASED: Final = compiled(
    r"\b(?P<symptom>pain|headaches?|nausea|sickness|vomiting|itching|constipation)\b[^.;?]{0,50}?"
    r"\b(?:eased|treated|relieved|managed|controlled)\s(?:with|by)\s(?:an?\s|some\s)?"
    r"(?P<remedy>anti-?\s?nausea|anti-?\s?sickness|anti-?emetics?|painkillers?|analgesics?|laxatives?|antihistamines?)\b"
)
_REMEDIES: Final[Mapping[str, frozenset[str]]] = {
    "antinausea": frozenset({"nausea", "sickness", "vomiting"}),
    "antisickness": frozenset({"nausea", "sickness", "vomiting"}),
    "antiemetic": frozenset({"nausea", "sickness", "vomiting"}),
    "painkiller": frozenset({"pain", "headache"}),
    "analgesic": frozenset({"pain", "headache"}),
    "laxative": frozenset({"constipation"}),
    "antihistamine": frozenset({"itching", "nausea", "sickness", "vomiting"}),
}
_FORMS: Final = {
    "taken": "take", "taking": "take", "took": "take", "takes": "take", "given": "give", "giving": "give", "gave": "give",
    "felt": "feel", "feeling": "feel", "using": "use", "kept": "keep", "keeps": "keep", "eaten": "eat", "eating": "eat",
    "driving": "drive", "drives": "drive", "drinking": "drink", "getting": "get", "gets": "get", "lasting": "last",
}  # fmt: skip
_EMPTY: Final = frozenset(
    stem(word)
    for word in (
        *("the", "and", "for", "with", "from", "than", "then", "that", "this", "these", "those", "was", "were", "are"),
        *("had", "has", "have", "but", "who", "which", "about", "around", "you", "your", "our", "their", "they", "its"),
        *("can", "may", "might", "could", "should", "must", "does", "did", "will", "would", "not", "never", "cannot"),
        *("per", "each", "every", "while", "during", "when", "been", "being", "also", "into", "usually", "normally"),
        *("please", "remember", "note", "always", "again", "rare", "rarely", "common", "overall", "now", "here"),
        *(
            "there",
            "them",
            "all",
            "any",
            "get",
            "need",
            "one",
            "important",
            "after",
            "before",
            "until",
            "when",
            "where",
        ),
    )
)
# What may stand beside one number and not beside the other, without making it the number of another thing.
_HARMLESS: Final = frozenset(
    stem(word)
    for word in (
        *(
            "breakfast",
            "food",
            "meal",
            "water",
            "people",
            "patients",
            "study",
            "trial",
            "day",
            "time",
            "times",
            "total",
        ),
        *("average", "long", "course", "treatment", "plenty", "maximum", "recommended", "approximately", "nearly"),
    )
) - {stem("maximum"), stem("recommended")}
_LEAST: Final = 1.35


@dataclass(frozen=True, slots=True)
class _Clause:
    """A stretch of a sentence between commas, and what it is about."""

    sentence: Sentence
    start: int
    end: int
    words: frozenset[str]

    @property
    def text(self) -> str:
        return self.sentence.folded[self.start : self.end]

    @property
    def leading(self) -> str:
        """The sentence up to the end of the clause."""
        return self.sentence.folded[: self.end]


@rule(
    documents,
    message="This contradicts another place: “{other}”.",
    severity="warning",
    standard="DISCERN, question 6",
    status="preview",
)
def check(reading: Reading, context: Context[NoOptions]) -> Iterator[Hit]:
    """Flag statements that another sentence of the same text denies, or makes with another number."""
    del context
    sentences = [
        one
        for one in reading.analysis.sentences
        if one.block.kind in _BLOCKS and one.folded.rstrip(" \"')").endswith((".", "!"))
    ]
    taken: set[int] = set()
    found = [*_other_numbers(sentences, reading), *_totals(sentences), *_denials(sentences), *_forbidden(sentences)]
    for first, second in sorted(found, key=lambda pair: (pair[1].sentence.index, pair[0].sentence.index)):
        if second.sentence.index in taken:
            continue
        taken.add(second.sentence.index)
        related = RelatedPlace(first.sentence.locate(), "the other place")
        yield hit(
            second.sentence.locate(second.start, second.end),
            related=(related,),
            other=" ".join(first.sentence.text.split()),
        )
    for sentence in sentences:
        if sentence.index not in taken and (match := _mistreated(sentence.folded)) is not None:
            yield hit(sentence.locate(), other=match)


def _words(text: str) -> frozenset[str]:
    found = (_FORMS.get(match[0], match[0]) for match in _WORD.finditer(text))
    return frozenset(word if word[0].isdigit() else stem(word) for word in found) - _EMPTY


def _clauses(sentence: Sentence) -> Iterator[_Clause]:
    start = 0
    for end in (*(match.start() for match in _BREAK.finditer(sentence.folded)), len(sentence.folded)):
        text = sentence.folded[start:end]
        left = start + len(text) - len(text.lstrip(" ,;:()-\u2013\u2014"))
        if text.strip():
            yield _Clause(sentence, left, start + len(text.rstrip()), _words(text))
        start = end


# ---------------------------------------------------------------------------- two numbers


@dataclass(frozen=True, slots=True)
class _Stated:
    """A number in its clause, with what leads to it in the sentence."""

    figure: Figure
    clause: _Clause
    about: frozenset[str]
    before: frozenset[str]
    all: frozenset[str]
    quantities: tuple[Quantity, ...]


def _other_numbers(sentences: Sequence[Sentence], reading: Reading) -> Iterator[tuple[_Clause, _Clause]]:
    """Yield the clauses that give different numbers for what they say in the same words, the earlier one first."""
    groups: dict[tuple[str, str, str], list[_Stated]] = defaultdict(list)
    for sentence in sentences:
        for one in _stated(sentence, reading):
            quantity = one.figure.quantity
            unit = in_base(quantity)[2] if quantity.kind == "amount" else ""
            groups[quantity.kind, unit, one.figure.counted if quantity.kind == "number" else ""].append(one)
    for group in groups.values():
        holders: dict[str, list[_Stated]] = defaultdict(list)
        for one in group:
            for word in one.all:
                holders[word].append(one)
        for one in group:
            rarest = min(one.about, key=lambda word: (len(holders[word]), word))
            for other in holders[rarest][:50]:
                if one.clause.sentence.index != other.clause.sentence.index and _differ(one, other):
                    first, second = sorted((one, other), key=lambda each: each.clause.sentence.index)
                    yield first.clause, second.clause


def _stated(sentence: Sentence, reading: Reading) -> Iterator[_Stated]:
    figures = reading.side.figures.get(sentence.index)
    if figures is None or not figures.all or _TOLD.search(sentence.folded):
        return
    clauses = list(_clauses(sentence))
    everything = _words(sentence.folded)
    for figure in figures.all:
        quantity = figure.quantity
        clause = next((one for one in clauses if one.start <= quantity.start < one.end), None)
        text = sentence.folded
        if quantity.kind not in _KINDS or clause is None or len(figures.all) > _MOST:
            continue
        if _LEADING.match(clause.text) or _NAMED.search(text[: quantity.start]):
            continue
        about = _words(text[clause.start : quantity.start] + " " + text[quantity.end : clause.end])
        before = _words(text[: quantity.start])
        numbers = frozenset(word for word in about if word[0].isdigit())
        # "Which lasts ten weeks" is about what stands before the comma.
        about = about if weight(about) >= _LEAST else about | before
        if about and weight(about) >= _LEAST and not numbers:
            yield _Stated(figure, clause, about, before, everything, figures.quantities)


_MOST: Final = 3


def _differ(one: _Stated, other: _Stated) -> bool:
    """Say whether two numbers are of the same thing and cannot both be right."""
    if not one.about <= other.all:
        return False
    if (other.about | other.before) - one.about - one.before - _HARMLESS:
        return False
    if one.before - other.all - _HARMLESS:
        return False
    mine, theirs = one.figure.quantity, other.figure.quantity
    if not comparable(mine, theirs) or _side(mine) != _side(theirs):
        return False
    if any(says(mine, said) or says(said, mine) for said in other.quantities):
        return False
    if any(says(theirs, said) or says(said, theirs) for said in one.quantities):
        return False
    if mine.kind == "amount" and mine.per != theirs.per:
        return False
    (low, high, _), (least, most, _) = in_base(mine), in_base(theirs)
    if max(low, least) <= min(high, most) or max(low, least) < _clearly(mine, theirs) * min(high, most):
        return False
    return _same_frame(one.clause, other.clause)


def _same_frame(one: _Clause, other: _Clause) -> bool:
    """Say whether two clauses hold under the same conditions, for as many, and both are or are not denied."""
    return all(
        {match[0] for match in pattern.finditer(one.leading)} - _LOOSE
        == {match[0] for match in pattern.finditer(other.leading)} - _LOOSE
        for pattern in (_CONDITIONS, _QUANTIFIERS, _DENIAL)
    )


def _clearly(one: Quantity, other: Quantity) -> Fraction:
    """Return how many times the one must be the other for both not to be roundings of the same."""
    return Fraction(115, 100) if "about" in {one.bound, other.bound} else Fraction(105, 100)


def _side(quantity: Quantity) -> str:
    return "" if quantity.bound == "about" else quantity.bound


_LOOSE: Final = frozenset({"which", "who", "with", "after", "usually", "each", "every", "all"})


def _totals(sentences: Sequence[Sentence]) -> Iterator[tuple[_Clause, _Clause]]:
    """Yield "the trial included 320 adults" with "all 230 adults in the trial", when no other sentence counts 230."""
    included = [(one, match) for one in sentences if (match := _INCLUDED.search(one.folded))]
    if len(included) != 1:
        return
    (first, total), rest = included[0], sentences
    for sentence in rest:
        match = _ALL.search(sentence.folded)
        if match is None or sentence.index <= first.index or match["many"] == total["many"]:
            continue
        if stem(match["what"]) != stem(total["what"]) or stem(total["study"]) not in _words(sentence.folded):
            continue
        if sum(re.search(rf"(?<![\d,.]){match['many']}(?![\d,.]\d)", one.folded) is not None for one in rest) == 1:
            yield _whole(first), _whole(sentence)


_INCLUDED: Final = compiled(
    r"\b(?P<study>trial|study|survey|review)\s(?:included|enrolled|enroled|recruited|followed|studied|randomi[sz]ed|tested|had|covered)"
    r"\s(?P<many>\d[\d,]*)\s(?P<what>[a-z]+)\b"
)
_ALL: Final = compiled(r"\ball\s(?P<many>\d[\d,]*)\s(?P<what>[a-z]+)\b")


# ---------------------------------------------------------------------------- a sentence and its denial


def _denials(sentences: Sequence[Sentence]) -> Iterator[tuple[_Clause, _Clause]]:
    """Yield the clauses of which one says in the same words what the other denies, the earlier one first."""
    asserted: dict[str, list[_Clause]] = defaultdict(list)
    denied: list[_Clause] = []
    for sentence in sentences:
        if _TOLD.search(sentence.folded):
            continue
        for clause in _clauses(sentence):
            if weight(clause.words) < _LEAST:
                continue
            denials = len(_DENIAL.findall(clause.text))
            if denials == 1 and _FIRM.search(clause.text) and not _LIMITED.search(clause.text):
                denied.append(clause)
            elif not denials and _VERB.search(clause.text):
                for word in clause.words:
                    asserted[word].append(clause)
    for clause in denied:
        rarest = min(clause.words, key=lambda word: (len(asserted[word]), word))
        for other in asserted[rarest][:50]:
            if other.sentence.index != clause.sentence.index and _deny(clause, other):
                yield (clause, other) if clause.sentence.index < other.sentence.index else (other, clause)


def _deny(one: _Clause, other: _Clause) -> bool:
    if one.words != other.words or _EXCEPT.search(one.text) or _EXCEPT.search(other.text):
        return False
    mine, theirs = one.sentence.folded, other.sentence.folded
    return all(
        sorted({match[0] for match in pattern.finditer(mine)})
        == sorted({match[0] for match in pattern.finditer(theirs)})
        for pattern in (_CONDITIONS, _QUANTIFIERS)
    )


_EXCEPT: Final = compiled(r"\b(?:no|nor|neither|none|nothing|nobody|stop|avoid|fail\w*|refuse\w*|why|how|what)\b")


def _forbidden(sentences: Sequence[Sentence]) -> Iterator[tuple[_Clause, _Clause]]:
    """Yield what is called safe in a case for which another sentence forbids it."""
    safe = [(one, match) for one in sentences if "safe" in one.folded and (match := _SAFE.search(one.folded))]
    if not safe:
        return
    for sentence in sentences:
        match = _FORBIDDEN.search(sentence.folded)
        if match is None:
            continue
        for other, said in safe:
            if _DENIAL.search(other.folded) or _TOLD.search(other.folded) or other.index == sentence.index:
                continue
            same = stem(said["what"]) == stem(match["what"]) or match["what"] == "it"
            if same and _cases(said["when"]) & _cases(match["when"]):
                first, second = sorted((sentence, other), key=lambda one: one.index)
                yield _whole(first), _whole(second)


def _cases(text: str) -> frozenset[str]:
    return frozenset(word[:7] for word in _words(text) if len(word) > 5)


def _whole(sentence: Sentence) -> _Clause:
    return _Clause(sentence, 0, len(sentence.folded), frozenset())


def _mistreated(folded: str) -> str | None:
    """Return the remedy that is no remedy for the symptom which a sentence eases with it."""
    match = _EASED.search(folded)
    if match is None or _DENIAL.search(folded):
        return None
    remedy = re.sub(r"[\s-]", "", match["remedy"]).removesuffix("s")
    symptom = match["symptom"].removesuffix("s") if match["symptom"] == "headaches" else match["symptom"]
    return None if symptom in _REMEDIES[remedy] else match["remedy"]
