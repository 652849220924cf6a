"""Runs proselint's checks on prose without markup, each as a part of one of our rules.

A document's blocks are put into one string, between marks that no check matches across, so that each check runs once a
document; whatever reaches over a mark is dropped all the same. Three faults of proselint 0.16 are corrected here:

- Its sets of terms, once one term is found at word boundaries, report that term inside other words too. Each term is
  therefore run by itself, with the boundaries.
- Its single patterns have no boundaries at all (`10 pm` in `10 pmol`). A hit that cuts a word in two is dropped.
- Its check of consistent spelling counts parts of words (`color` in `colorectal`). It is given whole words.

Most terms are words that a text either holds or does not, so one search for all of them decides which terms are run.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property, partial
from itertools import chain, product
from operator import eq
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from caveat.document import fold
from caveat.patterns import compiled
from caveat.rule import Context, Edit, Fix, Grade, Hit, NoOptions, Rule, documents, hit
from caveat.terms import TermList, Vocabulary
from caveat_rules.style.table import Entry, load_entries

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

    from caveat.analysis import Analysis
    from caveat.document import Block, Prose
    from caveat.library import Reading

_KINDS = {"heading", "paragraph", "item", "cell", "caption", "alt"}
_SKIPPED_INLINES = {"code", "autolink", "citation", "image"}
# A character that is neither white space nor part of a word, between line ends that no check's `.` matches.
_BOUNDARY = "\n\n\0\n\n"
_AROUND = 40
# A word repeated a thousand times is shown in part.
_LONGEST_QUOTE = 80
# Proselint knows plain apostrophes and hyphens only.
_PLAIN = {ord("’"): "'", ord("ʼ"): "'", ord("\u2010"): "-", ord("\u2011"): "-", 0: " "}
_INFLECTED = "(?:d|ed|ing|ful|less{})?"


@dataclass(frozen=True, slots=True)
class _Probe:
    """One of proselint's checks, narrowed to one term where it has several.

    It can only match a text that holds one of its literals; without literals it always runs. `words` says that they
    must stand as whole words.
    """

    path: str
    check: Any
    literals: tuple[str, ...]
    words: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """Words that one of proselint's checks flags: their offsets in a block's prose, and what it would write instead."""

    block: Block
    start: int
    end: int
    instead: str


class _Copy:
    """A document's prose as proselint is given it, and which of its terms the text holds."""

    def __init__(self, blocks: Iterable[Block]) -> None:
        self.blocks = tuple(block for block in blocks if block.text)
        self.starts: list[int] = []
        position = 1
        for block in self.blocks:
            self.starts.append(position)
            position += len(block.text) + len(_BOUNDARY)
        self.text = f"\n{_BOUNDARY.join(block.text.translate(_PLAIN) for block in self.blocks)}\n"
        self._quoted: dict[int, tuple[tuple[int, int], ...]] = {}

    @cached_property
    def probes(self) -> dict[str, tuple[_Probe, ...]]:
        """The probes worth running, by the path of their check, in proselint's order."""
        known = _known()
        folded = " ".join(_BOUNDARY.join(block.prose.folded for block in self.blocks).split())
        found = set(known.always)
        for pattern, start, end in known.automaton.find_matches_as_indexes(folded, overlapping=True):
            for number in known.owners[pattern]:
                if number not in found and not (known.probes[number].words and _cuts(folded, start, end)):
                    found.add(number)
        chosen: dict[str, list[_Probe]] = {}
        for number in sorted(found):
            probe = known.probes[number]
            chosen.setdefault(probe.path, []).append(probe)
        return {path: tuple(probes) for path, probes in chosen.items()}

    @cached_property
    def repeating(self) -> tuple[int, ...]:
        """The blocks in which up to four words stand twice in a row, which is slow to find out with a pattern."""
        if not _repeats(self.text):
            return ()
        return tuple(number for number, block in enumerate(self.blocks) if _repeats(block.text))

    def results(self, probe: _Probe) -> Iterator[tuple[int, int, str | None]]:
        """Yield the stretches of the text that a probe flags, each with what it would write instead."""
        if probe.path != "lexical_illusions":
            for result in probe.check.check_with_flags(self.text):
                yield *result.span, result.replacements
            return
        for number in self.repeating:
            start = self.starts[number] - 1
            text = self.text[start : start + len(self.blocks[number].text) + 2]
            for result in probe.check.check_with_flags(text):
                yield start + result.span[0], start + result.span[1], result.replacements

    def place(self, start: int, end: int) -> tuple[int, int, int] | None:
        """Return the block that holds a stretch of the text, with the stretch's offsets there; None across blocks."""
        number = bisect_right(self.starts, start) - 1
        if number < 0:
            return None
        offset = self.starts[number]
        if end - offset > len(self.blocks[number].text):
            return None
        return number, start - offset, end - offset

    def quoted(self, number: int, offset: int) -> bool:
        """Say whether a block's character stands in quotation marks."""
        if number not in self._quoted:
            from proselint.tools import QUOTE_PATTERN, check_matching_quotes, find_spans

            text = f"\n{self.blocks[number].text}\n"
            self._quoted[number] = tuple(find_spans(text, QUOTE_PATTERN, check_matching_quotes))
        return any(start <= offset + 1 <= end for start, end in self._quoted[number])


@dataclass(frozen=True, slots=True)
class _Known:
    """All probes, those that always run, and the search for the literals of the others."""

    probes: tuple[_Probe, ...]
    always: tuple[int, ...]
    automaton: AhoCorasick
    owners: tuple[tuple[int, ...], ...]


@cache
def _known() -> _Known:
    import ahocorasick_rs
    from proselint.checks import __register__ as register

    probes = tuple(chain.from_iterable(map(_probes_of, register)))
    owners: dict[str, list[int]] = {}
    for number, probe in enumerate(probes):
        for literal in probe.literals:
            owners.setdefault(literal, []).append(number)
    return _Known(
        probes,
        tuple(number for number, probe in enumerate(probes) if not probe.literals),
        ahocorasick_rs.AhoCorasick(list(owners)),
        tuple(tuple(numbers) for numbers in owners.values()),
    )


def _repeats(text: str) -> bool:
    words = re.findall(r"[\w\0]+", text.lower())
    return any(b"\1" * count in bytes(map(eq, words, words[count:])) for count in (1, 2, 3, 4))


def _probes_of(check: Any) -> Iterator[_Probe]:  # noqa: ANN401 - proselint has no types
    """Take one of proselint's checks apart into its terms."""
    from proselint.registry.checks import Padding, engine, types

    kind = check.check_type
    if isinstance(kind, types.PreferredForms | types.PreferredFormsSimple):
        for term, instead in kind.items.items():
            narrowed = types.PreferredForms(items={term: instead}, padding=kind.padding)
            yield _term(check, narrowed, term, words=kind.padding is not Padding.RAW)
    elif isinstance(kind, types.Existence) and not kind.exceptions:
        for term in kind.items:
            narrowed = types.ExistenceSimple(pattern=kind.padding.format(term))
            yield _term(check, narrowed, term, words=kind.padding is not Padding.RAW)
    elif isinstance(kind, types.ExistenceSimple):
        yield _term(check, kind, kind.pattern, words=False)
    elif isinstance(kind, types.Consistency) and check.path.startswith("spelling."):
        # Lower case only, as names keep their own spelling.
        lower = engine.Fast(opts=engine.RegexOptions(case_insensitive=False))
        for pair in kind.term_pairs:
            narrowed = types.Consistency((tuple(_inflected(term) for term in pair),))
            yield _Probe(check.path, check._replace(check_type=narrowed, engine=lower), tuple(pair))
    elif isinstance(kind, types.ReverseExistence):
        # Its spans begin one character late.
        yield _Probe(check.path, check._replace(offset=(-1, 0)), ())
    else:
        yield _Probe(check.path, check, _LITERALS.get(check.path, tuple)())


def _term(check: Any, narrowed: Any, term: str, *, words: bool) -> _Probe:  # noqa: ANN401 - as above
    literal, whole = required(term)
    literals = (literal,) if len(literal) > 2 or (whole and words) else ()
    return _Probe(check.path, check._replace(check_type=narrowed), literals, words and whole)


def _inflected(term: str) -> str:
    # The plural of `analysis` is spelled alike on both sides of the Atlantic.
    return rf"\b{term}{_INFLECTED.format('' if term.endswith(('yse', 'yze')) else '|s')}\b"


def _uncomparables() -> tuple[str, ...]:
    from proselint.checks.uncomparables import COMPARATORS, FANCY_COMPARATORS, UNCOMPARABLES

    return tuple(" ".join(pair) for pair in product((*COMPARATORS, *FANCY_COMPARATORS), UNCOMPARABLES))


def _greylisted() -> tuple[str, ...]:
    from proselint.checks.misc.greylist import GREYLISTED_TERMS

    return tuple(GREYLISTED_TERMS)


def _waxing() -> tuple[str, ...]:
    from proselint.checks.misc.waxed import WAXES

    return tuple(f"{word} " for word in WAXES)


def _groups() -> tuple[str, ...]:
    from proselint.checks.terms.venery import GENERIC_TERMS

    return tuple(f"{word} of " for word in GENERIC_TERMS)


# What the checks that are functions look for; a test holds it against the functions.
_LITERALS = {
    "uncomparables": _uncomparables,
    "misc.greylist": _greylisted,
    "misc.waxed": _waxing,
    "terms.venery": _groups,
}

_PIECE = compiled(r"\\[.'\"/-]|\\x\{[^}]*\}|\\.|\[(?:\\.|[^\]])*\]|\{[^}]*\}|[()|?*+^$.]|.", re.DOTALL)


def required(pattern: str) -> tuple[str, bool]:
    """Return the longest text, folded, that every match of a pattern holds, and whether it is the whole pattern.

    Groups, classes and whatever may be missing are passed over; the text is empty where nothing is certain.
    """
    runs = [""]
    depth = 0
    whole = True
    for piece in _PIECE.findall(pattern):
        if piece == "|" and depth == 0:
            return "", False
        if piece in "()":
            depth += 1 if piece == "(" else -1
        if piece in {"?", "*"} or (piece[0] == "{" and len(piece) > 1):
            runs[-1] = runs[-1][:-1]
        if depth or piece in "()|?*+^$." or piece[0] in "[{" or (piece[0] == "\\" and piece[1:] not in _PUNCTUATION):
            whole = False
            runs.append("")
            continue
        runs[-1] += piece.removeprefix("\\")
    return fold(max(runs, key=len)), whole


_PUNCTUATION = {".", "'", '"', "/", "-"}

_copies: WeakKeyDictionary[Analysis, _Copy] = WeakKeyDictionary()


def _copy_of(analysis: Analysis) -> _Copy:
    """Return a document's copy, made once for all rules."""
    copy = _copies.get(analysis)
    if copy is None:
        roles = analysis.roles
        copy = _copies[analysis] = _Copy(
            block
            for block in analysis.document.blocks
            if block.kind in _KINDS and "quote" not in block.containers and roles.get(block.index) != "references"
        )
    return copy


def matches(analysis: Analysis, path: str, *, grow: bool = False) -> Iterator[Match]:
    """Yield what proselint's check of a path flags in a document's own prose, at whole words.

    Quotations, references, code and addresses are not the writer's words and are passed over. `grow` widens matches
    that cut a word to the whole of it; without it they are dropped.
    """
    copy = _copy_of(analysis)
    for probe in copy.probes.get(path, ()):
        for found, until, replacements in copy.results(probe):
            start, end = _trimmed(copy.text, found, until)
            placed = copy.place(start, end)
            if placed is None or start >= end:
                continue
            number, start, end = placed
            block = copy.blocks[number]
            if grow:
                start, end = _grown(block.text, start, end)
            elif _cuts(block.text, start, end):
                continue
            if not probe.check.flags.allow_quotes and copy.quoted(number, start):
                continue
            if any(
                inline.kind in _SKIPPED_INLINES and inline.start < end and start < inline.end
                for inline in block.inlines
            ):
                continue
            instead = _readable(replacements)
            if path == "spelling.consistency":
                instead = _inflected_like(block.text[start:end], instead, probe.literals)
            yield Match(block, start, end, instead)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end


def _in_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def _cuts(text: str, start: int, end: int) -> bool:
    """Say whether a stretch begins or ends inside a word."""
    return (start > 0 and _in_word(text[start - 1]) and _in_word(text[start])) or (
        end < len(text) and _in_word(text[end - 1]) and _in_word(text[end])
    )


def _grown(text: str, start: int, end: int) -> tuple[int, int]:
    """Widen a stretch to the whole words at its ends."""
    while start > 0 and _in_word(text[start - 1]) and _in_word(text[start]):
        start -= 1
    while end < len(text) and _in_word(text[end - 1]) and _in_word(text[end]):
        end += 1
    return start, end


_WORD = compiled(r"\S+")
_SUFFIXES = compiled(r"\\b([a-z]+)\(.*")
_ALTERNATIVES = compiled(r"'? or '?| / ")


def _readable(instead: str | None) -> str:
    """Turn what proselint would write into words, alternatives between bars."""
    if instead is None:
        return ""
    plain = _SUFFIXES.sub(r"\1", instead).replace("\\", "").removesuffix("...")
    return "|".join(part.strip() for part in _ALTERNATIVES.split(plain))


def _inflected_like(words: str, instead: str, pair: tuple[str, ...]) -> str:
    """Give the other spelling of a pair the ending of the words it stands for."""
    other = next(term for term in pair if term != instead)
    return instead + words[len(other) :]


@cache
def _names(vocabulary: Vocabulary) -> TermList:
    return TermList(vocabulary.treatments | vocabulary.conditions)


def _known_name(terms: TermList, prose: Prose, start: int, end: int) -> bool:
    """Say whether words are a listed term, or part of one."""
    return len(terms) > 0 and any(term.start <= start and end <= term.end for term in terms.find(prose.folded))


def _check(entry: Entry, reading: Reading, context: Context[NoOptions]) -> Iterator[Hit]:  # noqa: ARG001 - a check's form
    """Yield the hits of one rule: those of its checks that the table, the house and the vocabulary let stand."""
    probes = _copy_of(reading.analysis).probes
    if not any(path in probes for path in entry.checks):
        return
    found: list[Match] = []
    for path in entry.checks:
        found += matches(reading.analysis, path, grow=entry.grow)
    found.sort(key=lambda match: (match.block.index, match.start, -match.end))
    names = _names(reading.analysis.vocabulary)
    reach = (-1, -1)
    for match in found:
        block, start, end = match.block, match.start, match.end
        if (block.index, start) < reach:
            continue
        text = block.text.translate(_PLAIN)
        if not entry.keeps(text[max(0, start - _AROUND) : start], text[start:end], text[end : end + _AROUND]):
            continue
        if any(_known_name(terms, block.prose, start, end) for terms in (reading.accept, names)):
            continue
        reach = (block.index, end)
        yield _hit(reading, match, entry)


def _hit(reading: Reading, match: Match, entry: Entry) -> Hit:
    prose = match.block.prose
    span = prose.locate(match.start, match.end)
    words = prose.text[match.start : match.end]
    options = [_cased(option, words) for option in match.instead.split("|") if option]
    shown = " or ".join(f"“{option}”" for option in options)
    fix = _repetition_out(match, entry) if "lexical_illusions" in entry.checks else None
    folded = " ".join(fold(words).split())
    as_written = span.of(reading.document.source.text).split() == words.split()
    if len(options) == 1 and as_written and folded not in entry.unfixed:
        certain = folded in entry.safe and _plainly_cased(match, words)
        fix = Fix((Edit(span.start, span.end, options[0]),), "safe" if certain else "review")
    doubt = entry.doubts(words)
    if doubt:
        fix = None
    grade: Grade = "lowered" if doubt else "normal"
    return hit(
        span,
        grade=grade,
        because=doubt,
        fix=fix,
        quote=words if len(words) <= _LONGEST_QUOTE else words[:_LONGEST_QUOTE].rstrip() + " …",
        instead=shown,
        advice=f" Write {shown}." if shown else "",
    )


def _repetition_out(match: Match, entry: Entry) -> Fix | None:
    """Return the fix that leaves one copy of words that stand two or more times in a row."""
    text = match.block.text
    words = list(_WORD.finditer(text, match.start, match.end))
    folded = [fold(word[0]) for word in words]
    for length in range(1, len(words) // 2 + 1):
        if len(words) % length == 0 and folded == folded[:length] * (len(words) // length):
            span = match.block.prose.locate(words[length - 1].end(), match.end)
            certain = length == 1 and folded[0] in entry.safe and words[1][0].islower()
            return Fix((Edit(span.start, span.end, ""),), "safe" if certain else "review")
    return None


def _plainly_cased(match: Match, words: str) -> bool:
    """Say whether words are no name by their capitals: in small letters, or with one that a sentence begins with."""
    opens = match.start == 0 or re.search(r"[.!?]\s+$", match.block.text[: match.start]) is not None
    return words.islower() or (opens and words[1:].islower())


def _cased(option: str, words: str) -> str:
    """Begin with a capital where the words it stands for do."""
    if words.isupper() and len(words) > 1:
        return option.upper()
    return option[:1].upper() + option[1:] if words[:1].isupper() else option


def _rule(entry: Entry) -> Rule:
    return Rule(
        id=entry.id,
        family="style",
        page=entry.page,
        message=entry.message,
        severity=entry.severity,
        status="stable",
        standard=None,
        genres=frozenset(),
        default=not entry.off,
        options=NoOptions,
        view=documents,
        check=partial(_check, entry),
    )


RULES: tuple[Rule, ...] = tuple(map(_rule, load_entries()))
