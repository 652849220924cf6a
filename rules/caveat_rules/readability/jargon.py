r"""A medical word that nothing explains, or a long word where a short one says the same.

## Why it matters

A medical word that a reader does not know is a hole in the sentence, and nothing in a text about health is as easy to mend.
Long everyday words (“utilise”, “prior to”) cost every reader a little, and those who read slowly a lot.

## What to write instead

Use the plain word: “high blood pressure”.
Where readers will hear the medical word from their doctor, give both the first time: “high blood pressure (hypertension)”, “a test called a biopsy: the doctor takes a small piece of tissue”.
For a long everyday word, take the short one.

## What is flagged

A medical word of the list of plain words, where it first comes, when nothing explains it (a warning).
The finding is one step lower when the text explains the word further down, and when it is a word that most readers have met, such as “chronic”.

A long word with a shorter one that says the same, once a document (for information).
The option `simpler-words` turns these off.

The message gives the plain word and says how often the long one comes; the finding points to the other places.

## What counts as an explanation

The plain word, or what the medical word means, in the same sentence or the one next to it; words in brackets behind it, or the medical word in brackets behind the plain one; “called …”, “known as …”, “…, or hypertension,”; “… means”, “… is a”, “…, a kind of”; “This means …” in the next sentence; a link from the word, an `<abbr title="…">` or a `<dfn>`.

## What is not flagged

- What the house accepts (`accept`), words in quotation marks, quoted passages, code, names and the titles of works, the list of references, bylines.
- Names of diseases and of kinds of care that hold such a word (“chronic kidney disease”, “palliative care”), and a word that stands in the title as part of a name.
- Texts whose front matter says that they are for professionals; in the profile `professional` a finding is for information only.
- Long words that readers know as well as the short ones; the list lies beside the rule.
- Short forms such as NSAID: `readability-acronym-undefined` looks at them.

## Fixes

The plain word comes in the form of the one it replaces (“utilised”, “used”), with its capital, and “a” or “an” before it is corrected.
Where the form cannot be told from the words around, there is no fix.
A fix is safe only for everyday words that mean one thing in any sentence (“prior to”, “in order to”, “utilise”; the list lies beside the rule); all others, and every medical word, are for a person to review.

## Precision

On 687 pages of public bodies the rule fired 254 times with a warning and 1,211 times for information, 2.7 times in 1,000 words.
Of 30 warnings read, 27 were right, 2 debatable (“tubes (such as catheters)”) and 1 wrong (a bracket that was not recognised, since corrected).
Of 60 of the others, 54 were right, 4 debatable and 2 wrong (what a law requires).
The rule had been corrected on the same pages before, so the figures flatter it.

## Examples

```flagged
You should not have this drip if you have «hypertension».
```

```flagged
«Prior to» the scan, take off your rings.
The nurse will «utilise» a small needle.
```

```clean
You should not have this drip if you have high blood pressure (hypertension).
People with hypertension need a check first.
```

```clean
You may need a biopsy.
This means that a doctor takes a small piece of skin to look at.
```

```clean
A nurse from the palliative care team will call you.
She knows about chronic kidney disease.
```

## Sources

- Agency for Healthcare Research and Quality, *Patient Education Materials Assessment Tool (PEMAT)*, items 3 and 4: everyday language, and medical terms only to make readers familiar with them, defined. <https://www.ahrq.gov/health-literacy/patient-education/pemat.html>. Read in the tool.
- Centers for Disease Control and Prevention, *Clear Communication Index*, item 7: words that the audience uses. <https://www.cdc.gov/ccindex/>. Read in the index.
- The pairs of words come from the Plain Language Action and Information Network and the Centers for Disease Control and Prevention (United States), the NHS digital service manual (England) and ourselves; each entry of the engine's list names its source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, cast

from caveat.analysis.familiarity import is_familiar, zipf
from caveat.analysis.gloss import is_explained, is_explained_by_markup
from caveat.analysis.plain_words import PlainMatch, PlainWord, find_plain_words
from caveat.document import fold
from caveat.library import Reading
from caveat.patterns import compiled
from caveat.rule import Context, Edit, Fix, Hit, RelatedPlace, documents, hit, rule
from caveat.terms import load_yaml_file

if TYPE_CHECKING:
    from caveat.analysis import Sentence
    from caveat.document import Block

_KINDS: Final = frozenset({"paragraph", "item", "cell", "caption", "footnote"})
_SOURCE: Final = compiled(r"(?:\w+ )?(?:sources?|references?|credits?|author|reviewers?)\s*:|by [a-z]\. ")
_PROFESSIONALS: Final = compiled(
    r"\b(?:professionals?|clinicians?|physicians?|doctors|nurses|pharmacists|prescribers)\b"
)
_QUOTED: Final = compiled(r"[“\"]([^“”\"]{2,200})[”\"]")
_MOST_NAMED: Final = 8
# A medical word that is used as often as this is one that most readers have met.
_KNOWN: Final = 3.5
_PHRASE: Final = 3
_VOWEL: Final = compiled(r"(?!use|uni|one|eu|usu)[aeiou]", re.IGNORECASE)
# What "a" can stand before: no mass noun, no phrase with one at its head.
_SINGULAR: Final = compiled(
    r"(?!.*(?:ing|damage|relief|outlook|use|help|pay|itching|sickness|tiredness)\b).+", re.IGNORECASE
)
# Behind the noun "individual" stands no other noun.
_NO_NOUN: Final = compiled(
    r"[.,;:)?!]|$|\s(?:who|whose|with|that|may|can|should|must|will|would|could|might|has|have|had|is|are|was|were|in|at|on|and|or"
    r"|to|of|from|for|do|does|did|not|without|under|over|aged|also|often|usually|becomes?|undergo\w*|receiv\w+|taking|develop\w*"
    r"|needs to|does|by|as|if|when|affected|about|he|she|they|inherits?|experienc\w+|using|having|being)\b"
)
# "into a vein" cannot stand before a noun as "intravenous" does.
_AFTER_NOUN: Final = compiled(
    r"(?:into|put|of|under|through|by|for|before|after|in|present|with|used|caused|around|to|not working|at|from|on) "
)
_BRACKET: Final = compiled(r"\s?\([^()]+\)")
_ENDED: Final = compiled(
    r"\s*(?:[.,;:)?!]|$|(?:and|or|but|in|on|at|by|with|for|from|to|of|as|if|when|while|after|before|than|because|until|so)\b)"
)


@dataclass(frozen=True, slots=True)
class Options:
    """What is reported beside medical words that nothing explains."""

    simpler_words: bool = True
    """Report long everyday words, too, where a shorter one says the same."""


class _Use(NamedTuple):
    """A word of the list where it stands."""

    sentence: Sentence
    start: int
    end: int
    match: PlainMatch

    @property
    def block(self) -> Block:
        return self.sentence.block


@rule(
    documents,
    message="“{word}” {fault}; {remedy}.{more}",
    severity="warning",
    options=Options,
    standard="PEMAT, items 3 and 4; CDC Clear Communication Index, item 7",
    severities={"professional": "info"},
)
def check(reading: Reading, context: Context[Options]) -> Iterator[Hit]:
    """Flag the first use of each medical word that nothing explains, and of each long word with a shorter one."""
    if _PROFESSIONALS.search(" ".join(reading.document.front.items("audience")).lower()):
        return
    uses: dict[str, list[_Use]] = {}
    for use in _uses(reading):
        uses.setdefault(use.match.found.word.term, []).append(use)
    for places in uses.values():
        if places[0].match.found.word.medical:
            yield from _unexplained(reading, places)
        elif context.options.simpler_words:
            yield from _simpler(reading, places)


def _uses(reading: Reading) -> Iterator[_Use]:
    """Yield the listed words that stand in the text for readers, in order."""
    analysis = reading.analysis
    for block in reading.document.blocks:
        if block.kind not in _KINDS or not {"quote", "footer"}.isdisjoint(block.containers):
            continue
        if analysis.roles.get(block.index) in {"references", "about"} or _SOURCE.match(block.prose.folded):
            continue
        matches = [
            match for match in find_plain_words(block.prose.folded) if match.found.word.term not in _data("familiar")
        ]
        if not matches:
            continue
        taken = [(match.start, match.end) for match in reading.accept.find(block.prose.folded)]
        taken += [
            (inline.start, inline.end) for inline in block.inlines if inline.kind in {"code", "autolink", "citation"}
        ]
        taken += [match.span() for match in _QUOTED.finditer(block.text)]
        taken += [
            (inline.start, inline.end)
            for inline in block.inlines
            if inline.kind == "emphasis" and block.text.count(" ", inline.start, inline.end) >= _PHRASE
        ]
        for match in matches:
            if any(start < match.end and match.start < end for start, end in taken):
                continue
            sentence = next(one for one in analysis.sentences_of(block) if one.end > match.start)
            if not (_is_name(block.text, match, sentence) or _is_another(block.prose.folded, match)):
                yield _Use(sentence, match.start, match.end, match)


def _is_name(text: str, match: PlainMatch, sentence: Sentence) -> bool:
    """Say whether a word is a part of a name, or shouted."""
    words = text[match.start : match.end]
    if words.isupper():
        return True
    opens = not text[sentence.start : match.start].strip("\"'“‘(*•-– ")
    if words[0].isupper() and not opens:
        return True
    behind = text[match.end : match.end + 2]
    before = text[max(sentence.start, match.start - 12) : match.start].split()
    if words[0].isupper():
        return len(behind) == 2 and behind[0] == " " and behind[1].isupper()
    # "the National Center for chronic ..." is written in capitals throughout; a small word between names is none.
    return bool(before) and before[-1].istitle() and behind[1:2].isupper() and behind[0] == " "


def _is_glossed(folded: str, match: PlainMatch) -> bool:
    """Say whether a bracket behind a long word holds the plain one already: "recur (come back)", or it is in one."""
    if folded[: match.start].endswith("(") and folded.startswith(")", match.end):
        return True
    bracket = _BRACKET.match(folded, match.end)
    return bracket is not None and any(plain in bracket[0] for plain in match.found.plain)


def _is_another(folded: str, match: PlainMatch) -> bool:
    """Say whether a word is, at this place, another part of speech than listed, or part of a disease's name."""
    word = match.found.word
    form = folded[match.start : match.end]
    before = folded[max(0, match.start - 24) : match.start].split()
    behind = folded[match.end : match.end + 60]
    if form in _data("adjectives") or (not word.medical and _is_glossed(folded, match)):
        return True
    if word.term in _data("nouns") and not form.endswith(("ed", "ing")):
        return not before or before[-1] not in _data("before_verb")
    if word.term == "individual" and form == "individual":
        return _NO_NOUN.match(behind) is None
    if word.medical and word.part == "adjective":
        words = re.findall(r"[a-z]+", behind.split(",")[0].split(".")[0])[:3]
        return not _data("names").isdisjoint(words)
    following = re.match(r"\s([a-z]+)", behind)
    return word.medical and following is not None and following[1] in _data("places")


def _unexplained(reading: Reading, uses: list[_Use]) -> Iterator[Hit]:
    """Yield a hit for a medical word that is not explained where it first comes."""
    first = uses[0]
    if _explained(reading, first):
        return
    word = first.match.found.word
    later = next((use for use in uses[1:] if _explained(reading, use)), None)
    if later is not None and later.block is first.block and later.sentence.index <= first.sentence.index + 1:
        return
    title = fold(reading.document.title)
    topic = word.term in title
    if topic and (later is not None or title != word.term):
        return
    grade: Literal["normal", "lowered"] = "normal"
    because = ""
    related: tuple[RelatedPlace, ...] = ()
    fault = "is a medical word that nothing explains"
    if later is not None:
        fault = "is a medical word that is explained only further down"
        related = (RelatedPlace(later.block.prose.locate(later.start, later.end), "explained here"),)
        grade, because = "lowered", "the text explains it"
    elif _is_known(word):
        grade, because = "lowered", "many readers know it"
    yield hit(
        first.block.prose.locate(first.start, first.end),
        word=first.block.text[first.start : first.end],
        fault=fault,
        remedy=_explain(first.match),
        more=_more(uses),
        grade=grade,
        because=because,
        related=related or _related(uses[1:]),
        fix=None if topic or later is not None else _fix(reading, first),
    )


def _simpler(reading: Reading, uses: list[_Use]) -> Iterator[Hit]:
    """Yield a hit for a long word for which a shorter one can stand."""
    best = next((use for use in uses if _fix(reading, use) is not None), uses[0])
    yield hit(
        best.block.prose.locate(best.start, best.end),
        word=best.block.text[best.start : best.end],
        fault="is longer than need be",
        remedy=f"“{'” or “'.join(best.match.found.plain[:2])}” may do",
        more=_more(uses),
        grade="lowered",
        related=_related([use for use in uses if use is not best]),
        fix=_fix(reading, best),
    )


def _explain(match: PlainMatch) -> str:
    word = match.found.word
    if match.found.plain:
        return f"“{match.found.plain[0]}” may do, or explain it here"
    return f"explain it here: {word.means}"


def _more(uses: list[_Use]) -> str:
    return f" It comes {len(uses)} times." if len(uses) > 1 else ""


def _related(uses: list[_Use]) -> tuple[RelatedPlace, ...]:
    return tuple(RelatedPlace(use.block.prose.locate(use.start, use.end), "again") for use in uses[:_MOST_NAMED])


def _is_known(word: PlainWord) -> bool:
    parts = re.findall(r"[a-z]+", word.term)
    # What is not familiar is rarer still: how rare need not be looked up, which takes a tenth of a second once.
    return all(map(is_familiar, parts)) and min(map(zipf, parts)) >= _KNOWN


def _explained(reading: Reading, use: _Use) -> bool:
    """Say whether the words or the markup round a use explain it."""
    if is_explained_by_markup(reading.document, use.block, use.start, use.end):
        return True
    sentence = use.sentence
    sentences = reading.analysis.sentences_of(use.block)
    place = sentence.index - sentences[0].index
    word = use.match.found.word
    return is_explained(
        sentence.folded,
        use.start - sentence.start,
        use.end - sentence.start,
        before=sentences[place - 1].folded if place else "",
        behind=sentences[place + 1].folded if place + 1 < len(sentences) else "",
        plain=(*word.plain, *use.match.found.plain),
        means=word.means,
    )


def _fix(reading: Reading, use: _Use) -> Fix | None:
    """Return the edit that puts the plain word in, where the words round it leave no doubt about its form."""
    text = use.block.text
    word = use.match.found.word
    before = text[use.sentence.start : use.start].split()
    behind = text[use.end : use.sentence.end]
    plain = _chosen(use, [one.lower().strip('*_"“‘(') for one in before[-3:]], behind)
    if plain is None:
        return None
    start = use.start
    if text[use.start].isupper():
        plain = plain[0].upper() + plain[1:]
    if before and before[-1].lower() in {"a", "an"}:
        article = before[-1]
        wanted = article[0] + ("n" if _VOWEL.match(plain) else "")
        if (word.part == "noun" and not _SINGULAR.fullmatch(plain)) or plain.lower() in _data("superlatives"):
            return None
        if wanted.lower() != article.lower():
            start = text.rindex(article, use.sentence.start, use.start)
            plain = f"{wanted} {plain}"
    span = use.block.prose.locate(start, use.end)
    if reading.document.source.text[span.start : span.end].split() != text[start : use.end].split():
        return None  # there is markup among the words
    safe = use.match.found.safe and word.term in _data("sure") and start == use.start
    return Fix((Edit(span.start, span.end, plain),), "safe" if safe else "review")


def _chosen(use: _Use, before: list[str], behind: str) -> str | None:
    """Return the plain word in the form that fits between its neighbours, or None where that cannot be told."""
    found = use.match.found
    word, plain = found.word, found.plain
    last = before[-1] if before else ""
    following = behind.split(maxsplit=1)[0].strip('.,;:)”"').lower() if behind.split() else ""
    if not plain:
        return None
    if word.part == "verb" and fold(found.form).endswith("ed") and len(plain) > 1:
        return _past(plain, before, following)
    if last in _data("determiners"):
        plain = tuple(one for one in plain if one.split()[0] not in _data("quantities"))
    if last in _data("degrees") and " " in word.term:
        return None
    if not plain:
        return None
    chosen = plain[0]
    if chosen == "too much" and following.endswith("s") and not following.endswith("ss"):
        chosen = "too many"
    if word.part == "adverb":
        if word.term in _data("opening") and before and not before[-1].endswith((";", "and", "but")):
            return None
        if " " in chosen and word.term not in _data("sure") and before and not _ENDED.match(behind):
            return None
    if word.part == "noun" and chosen.startswith(("how ", "what ")):
        return None
    if word.part == "adjective" and _AFTER_NOUN.match(chosen) and following and not _ENDED.match(behind):
        return None
    if (
        word.part == "adjective"
        and (not following or _ENDED.match(behind))
        and " " not in chosen
        and last not in _data("being")
    ):
        return None
    return chosen


def _past(plain: tuple[str, ...], before: list[str], following: str) -> str | None:
    """Return the participle or the past tense, whichever the words before call for."""
    participle, past = plain[0], plain[1]
    if any(one in _data("auxiliaries") for one in before):
        return participle
    if before and before[-1] in _data("subjects"):
        return past if _same_verb(participle, past) else participle
    return participle if following in {"by", "to", "with", "from", "through", "as"} and before else None


def _same_verb(participle: str, past: str) -> bool:
    """Say whether two forms are of one verb, which has two forms ("given", "gave"), or of two ("checked", "looked at")."""
    return participle[0] == past[0] and participle.split()[1:] == past.split()[1:]


@cache
def _data(key: str) -> frozenset[str]:
    data = cast("dict[str, list[str]]", load_yaml_file(Path(__file__).with_suffix(".yaml")))
    return frozenset(data[key])
