"""Whether a text explains a term, by the words beside it or by a link.

A term is explained by everyday words in brackets ("edema (swelling)"), in front of its own brackets ("high blood
pressure (hypertension)"), by "called" and its like, by "X is a kind of …", by an apposition, or where it is linked.
What only praises it ("ketamine is a safe option"), gives a dose or a figure, names a brand or says how it is spoken
explains nothing.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from caveat.analysis.short_forms import ShortForm, explanation
from caveat.patterns import compiled

if TYPE_CHECKING:
    from caveat.document import Block

__all__ = ["explained", "linked"]

_QUOTES: Final = "“”\"'‘’*"
_ARTICLE: Final = rf"(?:\s(?:an?|the))?\s?[{_QUOTES}]?"
_CALLED: Final = (
    r"(?:also|sometimes|often|commonly|usually|better|formally|medically|or)?\s?"
    r"(?:called|known\sas|named|termed|referred\sto\sas|(?:medical|scientific|technical)\s(?:name|term|word)"
    r"(?:\sfor\s[\w\s-]{3,40})?(?:\sis|:)?|(?:doctors|we|they)\scall\s(?:this|it|these|them))"
)
_BEFORE: Final = compiled(rf"\b{_CALLED}{_ARTICLE}\Z", re.IGNORECASE)
_OPENED: Final = compiled(rf"[a-z]{{3,}}[{_QUOTES}]?\s\((?:(?:or|also|i\.e\.,?|{_CALLED}){_ARTICLE}\s?)?[{_QUOTES}]?\Z")
_ALTERNATIVE: Final = compiled(rf"[a-z]{{3,}},\sor{_ARTICLE}\s?\Z")
_CLOSED: Final = compiled(rf"[{_QUOTES}]?\s?\)|[{_QUOTES}]?(?:,?\sor\s|\s?[/,]\s?)[^()]{{2,40}}\)")
_ENDED: Final = compiled(rf"[{_QUOTES}]?(?:[,.;:!?)]|\Z)")

# Things that a term can be said to be. Praise names none of them: an option, a choice, a solution, a breakthrough.
_KINDS: Final = (
    "agent|allergy|anaesthetic|anesthetic|antibiotic|antibody|antidepressant|area|attack|bacteria|bacterium|"
    "birth|bleeding|blockage|blood|body|bone|branch|break|bruise|cancer|cell|change|chemical|clot|combination|"
    "condition|cut|damage|deficiency|device|diet|disability|discipline|disease|disorder|doctor|drip|drug|"
    "element|enzyme|examination|exercise|failure|fat|fault|fever|field|fluid|form|fracture|fungus|gas|gene|germ|gland|group|"
    "growth|hole|hormone|illness|imaging|infection|inflammation|injection|injury|instrument|interview|itch|"
    "joint|kind|lack|level|liquid|loss|lump|machine|massage|measure|medication|medicine|method|mineral|"
    "mixture|molecule|mood|muscle|name|narrowing|nerve|nurse|nutrient|operation|organ|organism|pain|"
    "painkiller|parasite|part|patch|person|phobia|pill|plant|poison|practice|practitioner|problem|procedure|"
    "process|product|professional|programme|program|protein|pump|questionnaire|rash|reaction|reading|relaxant|"
    "sac|salt|scale|scan|score|screening|sedative|sensation|series|set|shot|sign|skin|sore|specialist|"
    "spectrum|spray|stage|state|steroid|stimulant|structure|study|substance|sugar|supplement|surgery|swelling|"
    "symptom|syndrome|system|tablet|talking|tear|technique|term|test|therapist|therapy|tissue|tool|treatment|"
    "tube|tumor|tumour|type|ulcer|unit|vaccine|vein|vessel|virus|vitamin|waste|way|weakness|word|wound|x-ray"
)
_PRAISE: Final = (
    r"(?!(?:\w+\s){0,4}(?:safe|safer|safest|effective|best|great|good|gentle|powerful|proven|popular|excellent|leading"
    r"|breakthrough|revolutionary|amazing|reliable|natural)\b)"
)
# A kind is what the noun itself says, not what stands behind "to", "for" or "with".
_A_KIND: Final = (
    rf"{_PRAISE}(?:(?!(?:to|for|with|in|on|at|from|by|of|that|which|who|and|when|if)\b)[\w'’-]+,?\s){{0,6}}"
    rf"(?:{_KINDS})s?\b"
)
_IS: Final = rf"\s(?:is|are|was|were)\s(?:also\s|usually\s|often\s|simply\s)?(?:an?|any|one\sof\sthe|the)\s{_A_KIND}"


@cache
def _told() -> re.Pattern[str]:
    """Match what tells, behind a term, what it is: ", which is", ": a kind of fever"."""
    return compiled(
        rf"[{_QUOTES}]?(?:{_IS}"
        rf"|\s(?:is|are)\s(?:when|where|what|another\s(?:name|word|term)|short\sfor|also\s(?:called|known\sas))\b"
        rf"|\s(?:means?|refers?\sto|describes?|stands?\sfor|happens?\swhen|occurs?\swhen)\s"
        rf"|,\s(?:which|that)\s(?:is|are|means?|happens?\swhen)\s(?!not\b){_PRAISE}"
        rf"|,\s(?:that\sis|meaning|i\.e\.|in\sother\swords|also\s(?:called|known\sas)|sometimes\scalled)\b"
        rf"|,\s(?:an?|the|one\sof\sthe)\s{_A_KIND}"
        rf"|\s?[–—]\s?(?:an?|the|when|that\sis|or)\s{_PRAISE}"
        rf"|\s-\s(?:an?|the|when)\s{_A_KIND}"
        rf"|:\s(?:an?|the|when)\s{_A_KIND})",
        re.IGNORECASE,
    )


_OTHERWISE: Final = compiled(r",\sor\s(?:an?\s|the\s)?(?:[a-z'’-]+\s){0,4}[a-z'’-]+[,.;)]", re.IGNORECASE)
# "stress, anxiety, or depression": the last of three things is no other name of the second.
_LISTED: Final = compiled(r",\s(?:(?!or\s)[\w'’-]+\s){0,3}(?:[\w'’-]+,\sor\s(?:an?\s|the\s)?)?\Z")
_BRACKETED: Final = compiled(rf"[{_QUOTES}]?(?:\s[a-z]+)?\s\(([^()]{{4,200}})[)(]")
_NO_GLOSS: Final = compiled(
    r"\s?(?:see|e\.g|eg|for\sexample|such\sas|including|like|and|but|up\sto|about|around|at\sleast|more\sthan|less\sthan"
    r"|under|over|from|in|on|at|with|without|only|if|not|when|where|as|though|although|because|n\s?=|p\s?[<=]|[\W\d])",
    re.IGNORECASE,
)
_SAID: Final = compiled(r"\b[A-Za-z]+-[A-Z]{2,}|\b[A-Z]{2,}-[a-z]+")
_LOWER: Final = compiled(r"(?<![\w-])[a-z][a-z'’-]{2,}(?!\w)")
_INITIALS: Final = compiled(r"(?:[a-z]{0,2}[A-Z](?:[A-Za-z0-9]*[A-Z&])[A-Za-z0-9-]*)\Z")
_REACH: Final = 90


def explained(text: str, start: int, end: int) -> bool:
    """Say whether the words beside a term, which stands in a sentence at these offsets, explain it."""
    left = text[max(0, start - _REACH) : start]
    if _BEFORE.search(left):
        return True
    if _OPENED.search(left) and _CLOSED.match(text, end):
        return True
    named_otherwise = (_ALTERNATIVE.search(left) and _ENDED.match(text, end)) or _OTHERWISE.match(text, end)
    if named_otherwise and not _LISTED.search(left):
        return True
    if _told().match(text, end):
        return True
    bracket = _BRACKETED.match(text, end)
    if bracket is not None and _glosses(bracket[1]):
        return True
    term = text[start:end]
    base = term.replace("’", "'").removesuffix("'s").removesuffix("s")
    if not _INITIALS.match(base):
        return False
    found = explanation(text, ShortForm(start, end, term, base))
    return found is not None and found.kind != "described"


def _glosses(inside: str) -> bool:
    """Say whether words in brackets can explain what stands before them: no example, figure, brand or pronunciation."""
    if _NO_GLOSS.match(inside) or _SAID.search(inside):
        return False
    words = _LOWER.findall(inside)
    return bool(words) and not (len(words) == 1 and words[0].endswith("ly"))


def linked(block: Block, start: int, end: int) -> bool:
    """Say whether a term, which stands in a block at these offsets, leads to another page or place."""
    return any(
        inline.kind == "link" and bool(inline.target) and inline.start < end and start < inline.end
        for inline in block.inlines
    )
