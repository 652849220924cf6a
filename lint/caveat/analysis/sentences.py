"""Sentence boundaries inside one block of prose, for text full of doses, decimals and abbreviations.

The splitter never crosses a block and never guesses: where a full stop may or may not end a
sentence, and nothing on either side settles it, the text stays together.
One compiled pattern finds the candidates; the word on the left and the word on the right decide.
"""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache
from typing import Final

from caveat.patterns import compiled

__all__ = ["split_sentences"]


class _Kind(Enum):
    """What a full stop after an abbreviation says about the end of a sentence."""

    NEVER = "a word must follow: Dr. Lee, e.g. cheese"
    NUMBERED = "a number or a letter follows: Fig. 2, Vol. II; otherwise the word is a plain word"
    OPENED = "ends a sentence only before a word that opens one: Inc. The"
    CLOCK = "ends a sentence unless a day, month or time zone follows: 9 a.m. Monday"
    LAST = "ends a sentence before any capital: 40 min. Nurses"


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _kinds() -> dict[str, _Kind]:
    groups = {
        _Kind.NEVER: """
            dr drs mr mrs ms mx messrs prof rev hon capt lt sgt col gen maj cpl
            e.g eg i.e ie vs v cf viz approx ca circa esp incl excl resp aka
            """,
        _Kind.NUMBERED: """
            no nos fig figs eq eqs ref refs sec sect ch chap vol art para p pp pg suppl
            ver vers nr ex fl
            """,
        _Kind.OPENED: """
            al inc ltd co corp bros jr sr llc plc dept univ hosp govt gov assoc
            st mt ft rd ave blvd
            jan feb apr jun jul aug sept sep oct nov dec mon tue tues thu thur thurs fri
            inj tab tabs cap caps syr susp soln supp oint amp gtt i.v i.m s.c p.o s.l p.r i.n
            max temp est ext tel diff dx rx tx hx pt pts ed eds
            """,
        _Kind.CLOCK: "a.m p.m am pm",
        _Kind.LAST: """
            etc min mins hr hrs sec secs wk wks mo mos yr yrs oz lb lbs tsp tbsp
            b.i.d t.i.d q.i.d q.d o.d b.d t.d.s q.d.s p.r.n h.s q.h.s
            """,
    }
    kinds = {word: kind for kind, words in groups.items() for word in words.split()}
    kinds["sec"] = _Kind.NUMBERED
    return kinds


_ABBREVIATIONS: Final = _kinds()

# These are common words too; only their capitalised form is an abbreviation.
_CAPITALISED_ONLY: Final = _words(
    "rev hon capt col gen maj co st mt ft rd mon fri dec sep jun jul art ex gov ed cap max am pm"
)

# In capitals the others are initialisms, which take no stop of their own: ED, MS, CF.
_CAPITAL_ABBREVIATIONS: Final = _words("DR MR MRS NO PROF ST VS AM PM")

# Words that hardly ever stand with a capital inside a sentence, and are not surnames.
_OPENERS: Final = _words(
    """
    A After All Also Although And Another Any Are As At Because Before Being Both But By Can Could
    Did Does During Each Even Every Few For From Further Had Has Have He Her Here His How However If In
    Instead Is It It's Its Many Meanwhile More Moreover Most Much My Neither Never Not Now Of On Once
    One Only Or Other Others Our Over Perhaps Researchers Several She Should Since Some Sometimes Such
    Than That That's The Their Them Then There Therefore These They They're This Those Though Through
    Thus To Today Two Under Unless Unlike Until Usually Was We We're Were What When Where Whether
    Which While Who Why With Without Would Yet You You'll You're Your
    """
)

# Openers that could also be a name after an initial ("J. Stop"), so they count after other words only.
_WIDE_OPENERS: Final = _OPENERS | _words(
    """
    Always An Ask Avoid Book Bring Call Check Choose Contact Do Don't Drink Eat Find Follow Get Give Go
    Keep Learn Let Make May No Please Read Rest See Seek So Speak Start Stop Store Swallow Take Talk
    Tell Try Use Visit Wait Wash Wear Will Yes
    """
)

_TIME_WORDS: Final = _words(
    """
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday Mon Tue Tues Wed Thu Thurs Fri Sat Sun
    January February March April June July August September October November December
    GMT BST UTC EST EDT CST CDT MST MDT PST PDT ET CT MT PT AEST Eastern Central Mountain Pacific
    """
)

_BULLETS: Final = "•●◦‣▪▫■□►✓✔✅☑➤"
_CLOSERS: Final = "\"”’'»)\\]}*_†‡§"
_OPENING: Final = "\"“‘'«([{*_"

_CANDIDATE: Final = compiled(
    rf"""
    (?P<stop>(?<![.!?…])[.!?…]++)
    (?P<close>[{_CLOSERS}]*+)
    (?:
        (?P<glued>\d{{1,3}}(?:[,\-–]\d{{1,3}})*)      # pain.3 The: a superscript that lost its height
      | (?:\[[\w\s,;^–-]{{1,20}}\])+                  # .[3][4], .[^1]
      | (?:\s\[\d[\d\s,;–-]{{0,18}}\])+               # a citation after a space
      | \(\d{{1,3}}(?:[,\-–]\d{{1,3}})*\)             # .(3)
      | [¹²³⁰⁴-⁹⁻,–]+
      | \^\d[\d,–-]*\^
    )?
    [{_CLOSERS}]*
    (?:\s?(?![{_BULLETS}])[\U0001F000-\U0001FAFF☀-➿\uFE0F\u200D])*
    (?:\s+|\Z)
    | (?P<bullet>(?<=\s)[{_BULLETS}])
    | (?P<joined>(?<=[a-z]{{3}})[.!?](?=[A-Z][a-z]*\s))   # It helps.The next day
    """,
    re.VERBOSE,
)

# An item's number or letter, or a label, that stands before its sentence: "1. Take", "Step 2. Wash".
_ENUMERATOR: Final = compiled(
    r"[(\[]?(?:\d{1,2}(?:\.\d{1,2})*|[A-Za-z]|[ivx]{1,5}|[IVX]{1,5})"
    r"|(?:Step|Part|Phase|Tip|Chapter|Section|Question|Table|Figure|Box)\s\d{1,2}",
)

# What comes before a letter that is a name of its own: "vitamin C.", "vitamins A and D.".
_LETTERED: Final = compiled(
    r"(?:(?i:\b(?:vitamins?|hepatitis|type|group|factor|grade|stage|plan|part|phase|appendix|table"
    r"|figure|class|category|option|schedule|protein|toxin|influenza|haemophilia|hemophilia|panel"
    r"|section|arm|box|immunoglobulin|coenzyme|provitamin|complex|ward|unit|floor))|\b[A-Z],?\s(?:and|or))\s$"
)

_SPEAKER: Final = compiled(
    r"(?!(?:He|I|It|She|They|We|You)\s)"
    r"(?:Dr\.?\s|Mrs?\.?\s|Ms\.?\s|Prof\.?\s)?[A-Z]\w+\s(?:said|says|asked|asks|added|adds|explained"
    r"|explains|replied|recalls|recalled|wrote|writes)\b"
)
_WORD: Final = compiled(r"[^\W_]+(?:['’.-][^\W_]+)*")
_NUMERAL: Final = compiled(r"[A-Z]?\d|[IVXLC]{2,}\b")
_LETTER: Final = compiled(r"[A-Z]\b(?!['’])")
_DOTTED: Final = compiled(r"(?:[A-Za-z]{1,2}\.)+[A-Za-z]{1,2}")
# What may open a sentence without a capital: mRNA, α-blockers, "b) Dry them".
_LOWER_OPENING: Final = compiled(r"[a-z]{1,2}[A-Z]|[αβγδκω][\w-]|[b-z]\)\s[A-Z]")

# A left context never needs more than this; abbreviations and the words before them are short.
_CONTEXT: Final = 40


def split_sentences(text: str) -> list[tuple[int, int]]:
    """Return the span (start, end) of each sentence of one block, without the white space around it."""
    return list(_split(text))


# An editor's text is split after each edit, and but for one block it is the same.
@lru_cache(maxsize=2_048)
def _split(text: str) -> tuple[tuple[int, int], ...]:
    spans: list[tuple[int, int]] = []
    length = len(text)
    start = length - len(text.lstrip())
    for match in _CANDIDATE.finditer(text):
        if match["bullet"]:
            following = match.start()
            if following == start or not _opens_item(text, match.end()):
                continue
        elif match["joined"]:
            following = match.end()
            if not _is_joined(text, match.start(), following):
                continue
        else:
            following = match.end()
            if following >= length or not _ends_sentence(text, start, match):
                continue
        end = _right_edge(text, start, following)
        if end > start:
            spans.append((start, end))
        start = following
    end = _right_edge(text, start, length)
    if end > start:
        spans.append((start, end))
    return tuple(spans)


def _right_edge(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    return end


def _opens_item(text: str, after: int) -> bool:
    rest = text[after : after + 3].lstrip("\ufe0f ")
    return bool(rest) and (rest[0].isalnum() or rest[0] in _OPENING)


def _is_joined(text: str, stop: int, following: int) -> bool:
    """Tell "helps.The" (a lost space) from "report.Final" (a name)."""
    left = text[max(0, stop - _CONTEXT) : stop].rsplit(None, 1)[-1]
    word = _WORD.match(text, following)
    return left.isalpha() and left.islower() and word is not None and word[0] in _OPENERS


def _ends_sentence(text: str, start: int, match: re.Match[str]) -> bool:
    following = match.end()
    starts_with_number = False
    first = text[following]
    if first in _OPENING:
        following = _after_opening(text, following)
        first = text[following : following + 1]
    if first.isdigit() or (first in "$£€" and text[following + 1 : following + 2].isdigit()):
        starts_with_number = True
    elif first.islower():
        if not _LOWER_OPENING.match(text, following):
            return False
    elif not (first.isalpha() or (first and first in "#@¿¡" + _BULLETS)):
        return False

    stop, stop_start = match["stop"], match.start()
    if "!" in stop or "?" in stop:
        quoted = match["close"] and any(mark in match["close"] for mark in "\"”’'»")
        return not (quoted and _SPEAKER.match(text, following))
    if "…" in stop or len(stop) > 2:  # two stops are a slip
        return not starts_with_number
    return _stop_ends_sentence(text, start, stop_start, following, match, number=starts_with_number)


def _after_opening(text: str, position: int) -> int:
    while position < len(text) and text[position] in _OPENING:
        position += 1
    return position


def _stop_ends_sentence(
    text: str, start: int, stop: int, following: int, match: re.Match[str], *, number: bool
) -> bool:
    before = text[max(start, stop - _CONTEXT) : stop]
    if stop - start <= _CONTEXT and _ENUMERATOR.fullmatch(before):
        return False
    left = before.rsplit(None, 1)[-1] if before.strip() and not before[-1].isspace() else ""
    if not left:
        # ".3 mL" is a number, "pain.3 The" has a mark of a source.
        return match["glued"] is None
    if match["glued"] and not (left[-1] in ")]\"”’'%" or (left[-1].isalpha() and len(left) > 1)):
        return False
    left = left[left.rfind("/") + 1 :].lstrip(_OPENING + "—–-~<>≤≥")
    if left.isdigit():
        return not before[: -len(left)].rstrip().endswith(":")
    word_match = _WORD.match(text, following)
    word = word_match[0].replace("’", "'") if word_match else ""
    if len(left) == 1 and left.isupper():
        if _LETTERED.search(before[:-1]):
            return True
        return word in _OPENERS and word != "A"
    kind = _kind_of(left)
    if kind is None:
        return True
    if kind is _Kind.NEVER:
        return False
    if kind is _Kind.NUMBERED:
        numbered = number or text[following] == "#" or _NUMERAL.match(text, following)
        return not (numbered or match["glued"] or (left[0].isupper() and _LETTER.match(text, following)))
    if number or match["glued"]:
        return False
    if kind is _Kind.LAST:
        return True
    if kind is _Kind.CLOCK:
        return word not in _TIME_WORDS
    return word in (_OPENERS if left in {"St", "Mt", "Ft"} else _WIDE_OPENERS)


def _kind_of(left: str) -> _Kind | None:
    lowered = left.lower()
    if len(left) > 1 and left.isupper() and left.isalpha() and left not in _CAPITAL_ABBREVIATIONS:
        return None
    kind = _ABBREVIATIONS.get(lowered)
    if kind is not None:
        if lowered in _CAPITALISED_ONLY and not left[0].isupper():
            return None
        return kind
    if _DOTTED.fullmatch(left):
        return _Kind.OPENED
    return None
