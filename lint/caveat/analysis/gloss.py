"""Whether the words beside a term explain it: "hypertension (high blood pressure)", "a test called a biopsy".

What stands in the term's own sentence counts, and what the sentences before and behind it say in so many words.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Final

from caveat.document import fold
from caveat.patterns import compiled

if TYPE_CHECKING:
    from caveat.document import Block, Document

__all__ = ["is_explained", "is_explained_by_markup", "is_marked_up"]

_NAMED: Final = (
    r"(?:called|known\sas|named|termed|referred\sto\sas|labell?ed|(?:medical|technical|other|another|full)\s(?:name|term|word)s?"
    r"(?:\sfor\s[\w\s]{3,40})?\sis)"
)
# Before X stand "a condition called" or "high blood pressure (also".
_BEFORE: Final = compiled(
    rf"\b{_NAMED}\s(?:either\s|an?\s|the\s)?[\"']?(?:[\w-]+\s){{0,2}}\Z"
    r"|\w,?\s\((?:or|also|sometimes|medically|often|commonly|doctors\ssay|i\.e\.|that\sis|an?|the|called|known\sas|named|,|\s)*[\"']?(?:[\w-]+\s)?\Z",
)
_OR_BEFORE: Final = compiled(r"\w,\s(?:or|also\sknown\sas|also\scalled|i\.e\.,?|that\sis,?)\s[\"']?\Z")
_OR_BEHIND: Final = compiled(r"[\"']?\s?(?:[,.;:)]|\Z)")
_NOT_DEFINED: Final = (
    r"(?!(?:very\s|more\s|most\s|less\s)?(?:common|serious|major|leading|main|frequent|known|possible|rare|risk|problem|concern"
    r"|reason|key|big|good|bad|growing|side\seffect|cause|sign|symptom|part\sof|factor|important|significant|challenge"
    r"|result|same|first|only|best)\b)"
)
_BEHIND: Final = compiled(
    r"[\"']?(?:\s\([^()]+\))?(?:"
    rf"\s(?:is|are)\s(?:an?|the)\s{_NOT_DEFINED}"
    r"|\s(?:is|are)\s(?:when|where|what|one\sof\sthe\s(?:names|words)|another\s(?:name|word)|also\s(?:called|known)|called|known\sas)\b"
    r"|\s(?:means?|refers?\sto|stands?\sfor|describes?)\s"
    r"|,?\s(?:which|that)\s(?:means?|(?:is|are)\s(?:an?|the|when|where|what|called|also))\s"
    r"|,?\s(?:also\s(?:called|known)|meaning|that\sis|i\.e\.|in\sother\swords|or\sin\splain)\b"
    r"|,\sor\s[\w' -]{3,60}(?:[,.;:)]|\Z)"
    r"|,\san?\s(?:[\w'-]+\s){1,4}(?:that|which|where|when|of|in|caused|made|used|for|to)\b"
    r"|\s?[\u2013\u2014]\s?(?:an?|the|when|where|that\sis|which|or|meaning)\s|\s-\s(?:an?|the|when|where|that\sis|which|or|meaning)\s"
    r"|:\s(?:an?|the|when|where|this)\s)"
)
_BRACKET: Final = compiled(
    r"[\"']?\s?[(\[](?!see\b|e\.g|for\sexample|such\sas|includ|like\b|and\b|about\b|up\sto|in\b|from\b|n\s?=|p\s?[<=]|\W?\d)"
    r"([^()\[\]]{3,160})[)\]]"
)
_YEAR: Final = compiled(r"\b(?:19|20)\d\d\b|\bet al\b")
_WORD: Final = compiled(r"[a-z][a-z'-]*")
_BRACKETED: Final = compiled(r"[\"']?(?:\s[a-z]+){0,2}\s?[)\]]")
_SAID_AGAIN: Final = compiled(
    r"(?:this|that|these|those|it|they|in other words|put simply|in plain (?:words|english))\b(?:\s\w+){0,3}?"
    r"\s?(?:means?\b|(?:is|are) (?:when|where|called)\b|refers? to\b|is (?:a|the) (?:kind|type|form|way|name|word)\b)"
)
_SMALL: Final = compiled(
    r"about|after|also|and|another|been|being|between|body|can|from|given|have|help|into|likely|made"
    r"|make|makes|more|most|much|need|one|other|over|people|person|some|that|their|them|then|there"
    r"|these|they|thing|this|through|time|used|very|what|when|where|which|while|with|without|work|your"
)
_SHORTEST: Final = 4
_STEM: Final = 5
# A term that is a line by itself, with how it is said: "Central venous catheter (KATH-eh-ter)."
_ALONE: Final = compiled(r"[\"']?(?:\s\w+)?(?:\s\([^()]+\))?[.:]?\Z")
_THIS_IS: Final = compiled(r"(?:this|that|these|it|they)(?:\sis|\sare|'s|'re)\b")
_MARKUP: Final = compiled(r"<(?:abbr\b[^>]*\btitle\s*=|dfn\b)[^>]*>\s*(?:<\w+[^>]*>\s*)*\Z", re.IGNORECASE)
_GLOSSARY: Final = compiled(r"glossar|definition|dictionary|jargon|acronym|abbreviation|#", re.IGNORECASE)
_MARKUP_REACH: Final = 300


def is_explained(
    sentence: str,
    start: int,
    end: int,
    *,
    before: str = "",
    behind: str = "",
    plain: Iterable[str] = (),
    means: str = "",
) -> bool:
    """Say whether the words round a term explain it; all texts are folded.

    `start` and `end` are the term's offsets into its sentence, `before` and `behind` the sentences next to it,
    `plain` the words that say the same, and `means` a longer explanation, of which two words of weight will do.
    """
    left, right = sentence[:start], sentence[end:]
    if (match := _BEFORE.search(left)) and ("(" not in match[0] or _BRACKETED.match(right)):
        return True
    if _OR_BEFORE.search(left) and _OR_BEHIND.match(right):
        return True
    plain = tuple(plain)
    if _BEHIND.match(right) or ((match := _BRACKET.match(right)) and _says(match[1], plain)):
        return True
    around = (f"{left} | {right}", before, behind)
    if any(_holds(text, one) for text in around for one in plain):
        return True
    weighty = _weighty(means)
    if weighty and any(_shared(weighty, text) > 1 for text in around):
        return True
    if any((words := _weighty(one)) and _shared(words, text) == len(words) for text in around for one in plain):
        return True
    return _SAID_AGAIN.match(behind) is not None or (
        _ALONE.match(right) is not None and _THIS_IS.match(behind) is not None
    )


def _says(inside: str, plain: Iterable[str]) -> bool:
    """Say whether words in brackets are an explanation: two or more, or a plain one, and no reference."""
    words = _WORD.findall(inside)
    if len(words) > 1:
        return _YEAR.search(inside) is None
    return any(word[:_STEM] in one for word in words if len(word) >= _STEM for one in plain)


def _weighty(phrase: str) -> frozenset[str]:
    """Return the words of a phrase that say something."""
    return frozenset(word for word in _WORD.findall(phrase) if len(word) >= _SHORTEST and not _SMALL.fullmatch(word))


def _holds(text: str, phrase: str) -> bool:
    return phrase in text and re.search(rf"\b{re.escape(phrase)}(?:s|es)?\b", text) is not None


def _shared(words: Collection[str], text: str) -> int:
    """Return how many of the words stand in a text, in whatever form."""
    stems = {word[: max(_SHORTEST, len(word) - 3)] for word in words}
    return sum(re.search(rf"\b{re.escape(stem)}", text) is not None for stem in stems)


def is_explained_by_markup(document: Document, block: Block, start: int, end: int) -> bool:
    """Say whether an `<abbr title>`, a `<dfn>`, or a link that is about the term alone explains it."""
    for inline in block.inlines:
        if inline.kind == "link" and inline.start <= start and end <= inline.end:
            words = len(fold(block.text[inline.start : inline.end]).split()) - len(block.text[start:end].split())
            if words < 3 or _GLOSSARY.search(inline.target):
                return True
    return is_marked_up(document, block, start, end)


def is_marked_up(document: Document, block: Block, start: int, end: int) -> bool:
    """Say whether a term is inside an `<abbr title>` or a `<dfn>`."""
    if document.source.media not in {"html", "markdown"}:
        return False
    place = block.prose.locate(start, end).start
    return _MARKUP.search(document.source.text, max(0, place - _MARKUP_REACH), place) is not None
