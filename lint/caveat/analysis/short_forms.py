"""Short forms (CRPS, NSAIDs, GLP-1) in a text, and whether the words beside one explain it.

Long forms are matched as Schwartz and Hearst do (2003): the letters of the short form stand, in order, in the words
beside it, and the first letter begins a word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final, Literal

from caveat.patterns import compiled

__all__ = ["Explanation", "ShortForm", "explanation", "find_short_forms", "long_form_in"]


@dataclass(frozen=True, slots=True)
class ShortForm:
    """A short form as it stands in a text; `base` is without a plural ending."""

    start: int
    end: int
    text: str
    base: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """How the words beside a short form explain it, and where they stand.

    `spelled`: by the long form; `glossed`: by other words in brackets; `described`: by what kind of thing it is.
    """

    kind: Literal["spelled", "glossed", "described"]
    start: int
    end: int


_CANDIDATE: Final = compiled(r"(?<![\w&])[a-z]{0,2}[A-Z](?:[A-Za-z0-9]*[A-Z&])[A-Za-z0-9]*(?:-\d{1,3}\b)?(?!\w)")
_BRAND: Final = compiled(r"[A-Z][a-z]{2}|[a-z]{3}")
_CODE: Final = compiled(r"[A-Za-z]{1,2}-?\d|.*\d.*[A-Z]|.*\d{3}")
_ADDRESS: Final = compiled(r"://|www\.|@|^#|\.(?:com|org|net|gov|edu|uk|int|htm|html|php|pdf)\b|^\W?\d[\d-]*-[A-Z]")
_FORMULA: Final = compiled(r"(?:Na|Cl|Mg|Ca|Zn|Fe|Li|Br|Al|Si|K|I|O|H|C|N|S|P)+")
_MOST_CAPITALS: Final = 6
# So much is known from one check of a text to the next.
_KEPT: Final = 4_096


@lru_cache(maxsize=_KEPT)
def find_short_forms(text: str) -> tuple[ShortForm, ...]:
    """Return the words of a text that could be short forms: at least two capitals, and mostly capitals.

    Names such as WebMD, codes such as BPC-157, formulas such as NaCl, addresses and hashtags are none.
    """
    found: list[ShortForm] = []
    for match in _CANDIDATE.finditer(text):
        word = match[0]
        base = word[:-1] if word.endswith("s") and word[-2:-1].isupper() else word
        letters = [letter for letter in base if letter.isalpha()]
        capitals = sum(map(str.isupper, letters))
        if not 2 <= capitals <= _MOST_CAPITALS or capitals * 2 < len(letters):
            continue
        if _BRAND.search(base) or _CODE.match(base):
            continue
        if not base.isupper() and _FORMULA.fullmatch(base):
            continue
        if not _ADDRESS.search(_surroundings(text, match.start(), match.end())):
            found.append(ShortForm(match.start(), match.end(), word, base))
    return tuple(found)


def _surroundings(text: str, start: int, end: int) -> str:
    """Return everything up to the next spaces."""
    stop = text.find(" ", end)
    return text[text.rfind(" ", 0, start) + 1 : stop if stop >= 0 else len(text)]


_INTRODUCED: Final = (
    r"(?:(?:also|sometimes|often|commonly|usually|better|more|generally|simply|just)\s)*"
    r"(?:called|known\sas|named|termed|referred\sto\sas|abbreviated(?:\s(?:as|to))?|abbreviation:?|shortened\sto|short:?"
    r"|or|i\.e\.,?|aka|a\.k\.a\.)"
)
_ARTICLE: Final = r"(?:\s(?:an?|the|simply|just|by\sits\sinitials,?))?"
_OPENED: Final = compiled(
    rf"[(\[]\s?(?:[\w&-]{{2,8}}(?:,?\sor\s|,\s|\s?/\s?))?(?:{_INTRODUCED}{_ARTICLE}\s)?(?:the\s|an?\s)?[“\"'‘]?\Z",
    re.IGNORECASE,
)
_LINKED: Final = compiled(
    rf"(?:[,;]?\s(?:(?:is|are|which\sis|which\sare|is\salso|are\salso)\s)?{_INTRODUCED}{_ARTICLE}\s"
    r"|[,;]\s(?:the\s|an?\s)?|\s[–—-]\s|\s?[–—]|:\s|\s?[(\[][\w'’-]+\s)[“\"'‘]?\Z",
    re.IGNORECASE,
)
_BRACKETED: Final = compiled(r"\([^()]*\)|\[[^\[\]]*\]")
_CLOSED: Final = compiled(
    r"(?:\s?/\s?[\w-]+|,?\sor\s[\w-]+)?['’”\"]?(?:\s(?:for\sshort|in\sshort|(?P<kind>[a-z]+)))?\s?[)\]]"
)
_IN_BRACKETS: Final = compiled(r"['’”\"]?((?:\s[a-z]+){0,2})\s?[(\[]([^()\[\]]{3,160})(?:[)\]]|\()")
_STANDS_FOR: Final = compiled(
    r"['’”\"]?,?\s(?:(?:which|that)\s)?(?:stands?\sfor|is\sshort\sfor|(?:is\s(?:an?|the)\s)?(?:short|acronym|abbreviation|shorthand)\s?(?:form\s(?:of|for)|for)"
    r"|means|meaning|i\.e\.,?|that\sis,?)\s",
    re.IGNORECASE,
)
_FOLLOWED: Final = compiled(r"['’”\"]?(?:,?\sor\s|\s[–—-]\s|[–—]|:\s|,\s|\s=\s)(?:the\s|an?\s)?[“\"'‘]?")
_DESCRIBED: Final = compiled(
    r"['’”\"]?(?:,\s(?:an?|the|which\s(?:is|are)|one\sof|another|or)\s\w+|\s(?:is|are)\s(?:an?|the\sname|one\sof|when|where|caused)\s\w+)"
)
_EXAMPLE: Final = compiled(
    r"\s?(?:see|e\.g\.|for\sexample|such\sas|and|or|about|up\sto|n\s?=|in|from|including|like|\W|\d)", re.IGNORECASE
)
# A part of a longer name is no long form: "Arthritis and Musculoskeletal and Skin" Diseases.
_NAME_BEFORE: Final = compiled(r"[^.!?:\s]\s(?:[A-Z][\w'’]+)\s(?:(?:of|and|the|for|in|on)\s)*\Z")
_NAME_BEHIND: Final = compiled(r"\s(?:(?:of|and|the|for)\s)*[A-Z][a-z]")
_SMALL: Final = r"(?:[\s-]+(?:of|and|the|for|in|to|on|by|with|an?|&))*[\s-]+"
_FUNCTION_WORD: Final = (
    "a|an|and|are|as|at|be|but|by|can|do|for|from|has|have|he|her|his|how|i|if|in|is|it|its|may|no|not|of|on|one|or"
    "|our|she|so|some|such|than|that|the|their|them|then|there|they|this|to|was|we|were|what|when|who|will|with|you"
    "|your"
)
_WORD: Final = compiled(r"[^\W_]+(?:['’][^\W_]+)*")
_REACH: Final = 160


@lru_cache(maxsize=_KEPT)
def explanation(text: str, form: ShortForm) -> Explanation | None:
    """Return how the words beside a short form explain it, or None when they do not."""
    return _before(text, form) or _behind(text, form)


def _before(text: str, form: ShortForm) -> Explanation | None:
    left = text[max(0, form.start - _REACH) : form.start]
    offset = form.start - len(left)
    opened = _OPENED.search(left)
    link = opened or _LINKED.search(left)
    if link is None:
        return None
    # What stands in brackets between the two, such as how a word is said, is no part of the long form.
    long_text = _BRACKETED.sub(lambda match: " " * len(match[0]), left[: link.start()])
    start = _match_backward(long_text, form.base)
    if start is not None:
        words = list(_WORD.finditer(long_text, start))
        if opened or (len(words) > 1 and _initials(words, _letters(form.base))):
            return Explanation("spelled", offset + start, form.end)
    # Whatever stands before a bracket that holds nothing but the short form is what it is short for.
    closed = _CLOSED.match(text, form.end) if opened else None
    if closed and long_text.rstrip()[-1:].isalpha() and (not closed["kind"] or closed["kind"] in long_text):
        return Explanation("glossed", offset + max(0, len(long_text) - 40), form.end)
    return None


def _behind(text: str, form: ShortForm) -> Explanation | None:
    end = form.end
    if match := _IN_BRACKETS.match(text, end):
        inside = match[2]
        if _match_forward(inside, form.base):
            return Explanation("spelled", form.start, match.end())
        if not match[1] and _glosses(inside, form.base):
            return Explanation("glossed", form.start, match.end())
    if match := _STANDS_FOR.match(text, end):
        return Explanation("spelled", form.start, min(len(text), match.end() + 40))
    if (match := _FOLLOWED.match(text, end)) and _match_forward(text[match.end() : match.end() + _REACH], form.base):
        return Explanation("spelled", form.start, match.end())
    if match := _DESCRIBED.match(text, end):
        return Explanation("described", form.start, match.end())
    return None


def _glosses(inside: str, base: str) -> bool:
    """Say whether the words in brackets behind a short form tell what it is: some words, or one long one like it."""
    if _EXAMPLE.match(inside):
        return False
    words: list[str] = _WORD.findall(inside)
    if len(words) == 1:
        word = words[0]
        return len(word) > 6 and word[0].lower() == base[0].lower()
    return sum(word.islower() for word in words) >= 2


def _letters(base: str) -> str:
    return "".join(letter for letter in base.lower() if letter.isalnum())


def _match_backward(text: str, base: str) -> int | None:
    """Return where the long form begins that ends with the text, or None; see Schwartz and Hearst."""
    letters = _letters(base)
    words = list(_WORD.finditer(text))[-min(len(letters) + 5, len(letters) * 2) :]
    if not words or base.lower() in {word[0].lower() for word in words}:
        return None
    floor = words[0].start()
    lowered = text.lower()
    position = len(text)
    for number in range(len(letters) - 1, -1, -1):
        position -= 1
        while position >= floor and (
            lowered[position] != letters[number] or (number == 0 and position > 0 and lowered[position - 1].isalnum())
        ):
            position -= 1
        if position < floor:
            return None
    return position


def _match_forward(text: str, base: str) -> bool:
    """Say whether a text begins with the long form."""
    letters = _letters(base)
    words = list(_WORD.finditer(text))[: min(len(letters) + 5, len(letters) * 2)]
    if len(words) < 2 or not any(word[0][0].lower() == letters[0] for word in words[:2]):
        return False
    if base.lower() in {word[0].lower() for word in words}:
        return False
    for count in range(2, len(words) + 1):
        start = _match_backward(text[: words[count - 1].end()], base)
        if start is not None and start <= words[1].start() and _initials(words[:count], letters):
            return True
    return False


def _initials(words: list[re.Match[str]], letters: str) -> bool:
    """Say whether at least half of the letters begin a word."""
    initials = [word[0][0].lower() for word in words]
    found = 0
    for letter in letters:
        if letter in initials:
            initials = initials[initials.index(letter) + 1 :]
            found += 1
    return found * 2 >= len(letters)


@lru_cache(maxsize=_KEPT)
def long_form_in(text: str, base: str, *, heading: bool = False) -> tuple[int, int] | None:
    """Return where words stand whose first letters spell the short form; None for two letters, which many words spell.

    Three letters count only in a heading, or when the words are capitalised, as the name of a body is.
    """
    letters = _letters(base)
    if len(letters) < 3 or not (letters.isascii() and letters.isalpha()):
        return None
    for match in _long_form(letters, loose=heading or len(letters) > 3).finditer(text):
        if match[0].islower() or not (
            _NAME_BEFORE.search(text, 0, match.start()) or _NAME_BEHIND.match(text, match.end())
        ):
            return match.span()
    return None


@cache
def _long_form(letters: str, *, loose: bool) -> re.Pattern[str]:
    # The first letter stands in front of the pattern, where the search for it takes a tenth of the time.
    first, capital = letters[0], letters[0].upper()
    strict = _SMALL.join(["[a-z'’]+", *(rf"{letter.upper()}[a-z'’]+" for letter in letters[1:])])
    if not loose:
        return re.compile(rf"{capital}(?<!\w{capital}){strict}\b")
    small = _SMALL.join(
        [
            rf"(?:(?<={capital})|{_no_function_word(first)})[a-z'’]+",
            *(rf"(?:{letter.upper()}|{letter}{_no_function_word(letter)})[a-z'’]+" for letter in letters[1:]),
        ]
    )
    return re.compile(rf"[{first}{capital}](?<!\w[{first}{capital}])(?:(?<={capital}){strict}|{small})\b")


def _no_function_word(letter: str) -> str:
    """Return a pattern for the place behind a word's first letter: what follows does not make it a function word."""
    rests = [word[1:] for word in _FUNCTION_WORD.split("|") if word[0] == letter]
    return rf"(?!(?:{'|'.join(rests)})\b)" if rests else ""
