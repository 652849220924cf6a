r"""A word that is a letter or two away from a medicine's name: “allupurinol”, “acetominophen”.

## Why it matters

Medicines with names that look alike are given for one another: hydroxyzine and hydralazine, chlorpromazine and chlorpropamide.
A misspelled name is half way to the other one, cannot be looked up, and escapes every check that goes by names.

## What to write instead

The name as it stands on the packet.
There is no fix: which medicine is meant is for a person to say.

## What is not flagged

- The names themselves, British and American spellings (oestradiol, beclomethasone), and words of a dictionary.
- A difference in the last letter only, as in plurals and in other languages (“metformina”, “Ketamin”).
- Names shorter than eight letters, and a word with a capital in the middle of a sentence, which may be a brand.
- Words that the configuration's `accept` lists, quotations, code, lists of sources.
- Two names that look alike in one text: tall-man letters (“hydrOXYzine”) are for labels and order screens, and hard to read.

## Examples

```flagged
People with gout can take «allupurinol» for years.
```

```flagged
Do not take «acetominophen» with alcohol.
```

```clean
People with gout can take allopurinol for years. Do not take acetaminophen with alcohol.
```

```clean
Oestradiol and beclomethasone are British spellings, and la metformina is Spanish.
```

## Precision

On 687 pages of public bodies the rule fired twice, both times rightly (“allupurinol”, “acetominophen”).
That is too few to call it stable.

## Sources

- US Food and Drug Administration, *Name Differentiation Project*, and Institute for Safe Medication Practices, *Look-Alike Drug Names with Recommended Tall Man Letters*, 2023: why names that look alike matter. Known in an excerpt.
- The names are those of the topic packs and of the engine's own list of common medicines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from caveat.analysis.lexicon import words
from caveat.analysis.syllables import is_listed
from caveat.document import fold
from caveat.patterns import compiled
from caveat.rule import Context, Hit, NoOptions, documents, hit, rule
from caveat.terms import load_yaml_file
from caveat_rules.dose.dosing import is_quoted, is_read

if TYPE_CHECKING:
    from caveat.library import Reading
    from caveat.terms import Vocabulary

_WORD: Final = compiled(r"(?<![\w/.@#’'-])[A-Za-z]{7,}(?![\w@/-]|\.\w)")
_LEAST: Final = 8


@rule(
    documents,
    message="“{written}” looks like a slip for “{name}”. Check which medicine is meant.",
    severity="warning",
    status="preview",
    standard="FDA and ISMP, look-alike drug names 2023",
)
def check(reading: Reading, _context: Context[NoOptions]) -> Iterator[Hit]:
    """Flag near misses of medicines' names."""
    vocabulary = reading.analysis.vocabulary
    for block in reading.document.blocks:
        if not is_read(reading, block):
            continue
        for match in _WORD.finditer(block.text):
            name = _meant(match[0].lower(), vocabulary)
            if name is None or match[0].lower() in reading.accept:
                continue
            sentence = next(
                (one for one in reading.analysis.sentences_of(block) if one.start <= match.start() < one.end), None
            )
            if sentence is None or (match[0][0].isupper() and match.start() > sentence.start):
                continue
            start, end = match.start() - sentence.start, match.end() - sentence.start
            if not is_quoted(sentence, start, end):
                yield hit(sentence.locate(start, end), written=match[0], name=name)


@cache
def _right() -> frozenset[str]:
    data = cast("dict[str, list[str]]", load_yaml_file(Path(__file__).with_suffix(".yaml")))
    return frozenset(data["names"])


@cache
def _names(vocabulary: Vocabulary) -> frozenset[str]:
    packs = {name for topic in vocabulary.topics for name in (*topic.names.generic, *topic.names.brands)}
    return frozenset(fold(name) for name in (*words("drugs", "names"), *packs) if re.fullmatch(r"[A-Za-z]+", name))


@cache
def _index(vocabulary: Vocabulary) -> Mapping[str, str]:
    """Return the names by what is left of each when a letter is taken out: near misses leave the same."""
    found: dict[str, str] = {}
    for name in sorted(_names(vocabulary)):
        if len(name) >= _LEAST:
            for left in _left(name):
                found.setdefault(left, name)
    return found


def _left(word: str) -> set[str]:
    return {word, *(word[:place] + word[place + 1 :] for place in range(len(word)))}


@cache
def _meant(word: str, vocabulary: Vocabulary) -> str | None:
    """Return the medicine's name that a word is a near miss of, or None."""
    names = _names(vocabulary)
    if word in names or word in _right() or word.removesuffix("s") in names or is_listed(word):
        return None
    index = _index(vocabulary)
    name = next((index[left] for left in sorted(_left(word)) if left in index), None)
    # Plurals and other languages differ at the end: metformina, Ketamin.
    if name is None or word.startswith(name) or word == name[:-1] or word[:-1] == name[:-1]:
        return None
    return name
