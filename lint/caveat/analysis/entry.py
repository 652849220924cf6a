"""One entry of a reference list, read in whatever style it is written: authors, year, title, kind, identifiers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final, cast

from caveat.analysis.identifier import address_fault, find_identifiers, identifiers_of
from caveat.analysis.lexicon import lexicon, words
from caveat.analysis.reference import Identifier, ReferenceType, host_of
from caveat.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from caveat.document import Inline

_LONGEST: Final = 1_500
_YEAR: Final = r"(?:19|20)\d\d"
_PARTICLE: Final = r"(?:(?:van|von|de|der|den|la|le|di|da|del|della|bin|al|el|ter|ten|St\.?)[\s'’-]){0,3}"
_SURNAME: Final = (
    rf"{_PARTICLE}(?=[^\s,.]*[^\W\d_A-Z])[^\W\d_a-z][\w'’-]{{1,40}}(?:[\s][^\W\d_a-z][^\W\d_][\w'’-]{{1,40}})?"
)
_VANCOUVER: Final = (
    rf"{_SURNAME},?\s(?:[A-Z]{{1,3}}|[A-Z]-[A-Z])(?:\s(?:Jr|Sr|I{{2,3}}|[234](?:nd|rd|th)))?\b(?![\d'’-])"
)
_APA: Final = rf"{_SURNAME},\s(?:[A-Z]\.[\s-]?){{1,4}}"
_REST: Final = r"(?:,?\s(?:and\s(?:others|colleagues)|et\s?al\b\.?)|,?\s?…|,?\s(?:Eds?\.|\(eds?\.?\)))"
_AUTHORS: Final = (
    compiled(rf"(?P<names>{_APA}(?:(?:[,;]?\s?(?:&|and)?\s?|,\s){_APA})*(?:,?\s?(?:&|and)\s[^.(]{{2,60}})?{_REST}?)(?=[\s(,.:]|$)"),
    compiled(rf"(?P<names>{_VANCOUVER}(?:(?:[,;]\s|,?\s(?:&|and)\s){_VANCOUVER})*{_REST}?)(?=\s?[.:(]|,?\s{_YEAR}|,\s[“\"‘'A-Z]|$|\s\()"),
    compiled(
        rf"(?P<names>{_SURNAME}(?:,\s{_SURNAME})*(?:,?\s(?:&|and)\s{_SURNAME})?(?:,?\s(?:et\sal\b\.?|and\s(?:others|colleagues)))?)"
        rf"(?=,?\s\(?{_YEAR}[a-z]?\)?(?:[\s.,:;]|$))"
    ),
    compiled(rf"(?P<names>{_SURNAME}(?:,\s{_SURNAME})*,?\s(?:et\sal\b\.?|and\s(?:others|colleagues)\b))"),
    compiled(rf"(?P<names>{_SURNAME},\s[A-Z][a-z]+(?:\s[A-Z]\.?)?(?:,?\sand\s[A-Z]\S+\s[A-Z]\S+)?(?:,?\set\sal\b)?)(?=\.\s?[“\"‘'])"),
)  # fmt: skip
# What bodies are called, every word but the small ones with a capital, and a short name alone.
_BODY: Final = compiled(
    r"(?=(?:\S+\s){0,9}(?:Association|Institutes?|Society|College|Foundation|Academy|Organi[sz]ation|Department|Ministry|Agency"
    r"|Cent(?:er|re)s?|Library|Council|Board|Committee|Administration|University|Hospitals?|Clinic|Alliance|Federation"
    r"|Clearinghouse|Trust|Authority)\b)(?:[A-Z][\w.’'&-]*|of|for|and|on|the|in|&)(?:\s(?:[A-Z][\w.’'&-]*|of|for|and|on|the|in|&)){1,12}"
    r"(?:\s\([A-Z][\w&.-]{1,10}\))?|[A-Z]{3,8}"
)
_NAME_AND_YEAR: Final = _AUTHORS[2]
_ONE_AUTHOR: Final = compiled(
    rf"({_SURNAME})(?=,?\s(?:[A-Z]{{1,3}}\b|[A-Z]\.|et\sal|and\s(?:others|colleagues))|,|\s(?:&|and)\s|$)"
)
_FULL_NAME: Final = compiled(rf"({_SURNAME}),\s[A-Z][a-z]+(?!\s[A-Z]{{2}})\b(?!,\s[A-Z][a-z]+\s[A-Z]{{1,2}}\b)")
_LAST_AUTHORS: Final = compiled(rf"(?:&|\band)\s({_SURNAME})")
_NUMBERING: Final = compiled(
    r"\W{0,3}(?:\[(\d{1,3})\]|\((\d{1,3})\)|(\d{1,3})[.):]|([⁰¹²³⁴-⁹]{1,3}))\s?(?=\S)|\^\s(?:[a-z]\s){0,6}"
)
_RAISED: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_ADDRESS: Final = compiled(
    r"(?:https?://|www\.)\S+|\bdoi:?\s?\S+|\b10\.\d{4,9}/\S+|\b(?:[a-z0-9-]+\.){1,4}(?:com|org|gov|net|edu|uk|int|eu|au|ca)(?:/\S*)?"
)
_CHECKED: Final = compiled(
    rf"\b(?:accessed|retrieved|checked|viewed|consulted|visited|cited|read)\b[^.;()\[\]]{{0,30}}?\b({_YEAR})\b",
    re.IGNORECASE,
)
_UPDATED: Final = compiled(
    rf"\b(?:updated?|revised|revision|(?:last\s)?reviewed|amended|modified|effective|version|edition)\b[^.;()\[\]]{{0,25}}?\b({_YEAR})\b",
    re.IGNORECASE,
)
# Where the year of a publication stands, the surest place first.
_YEARS: Final = (
    compiled(rf"\(({_YEAR})[a-z]?(?:,\s[A-Z][a-z]+(?:\s\d\d?)?)?\)"),
    compiled(rf"\b({_YEAR})(?:\s[A-Z][a-z]{{2,8}}(?:[\s/-][A-Z]?[a-z\d]{{1,8}}){{0,2}})?;\s?\d"),
    compiled(rf"[.,]\s(?:[A-Z][a-z]{{2,8}}\s(?:\d\d?,\s)?|\d\d?\s[A-Z][a-z]{{2,8}}\s)?({_YEAR})[a-z]?(?=[\s.,;:)]|$)"),
    compiled(rf"(?<![\d\w/.:–-])({_YEAR})(?![\d\w/–-]|\.\d)"),
)
# 12(3):123-130; 2020;12:e45; 340:c1035; 4(2), 55–61; vol. 3; pp. 10-12
_PAGES: Final = compiled(
    r"\b\d{1,4}\s?\(\s?\w[\w\s.–-]{0,14}\)\s?[:,]\s?[a-zA-Z]?\d|;\s?\d{1,4}\s?(?:\([^()]{1,20}\)\s?)?:\s?[a-zA-Z]{0,2}\d"
    r"|\b\d{1,4}\s?:\s?[a-zA-Z]{0,2}\d{2,6}\b|\b\d{1,4}\s?:\s?e?\d{1,6}\s?[–-]\s?e?\d|;\s?\d{1,5}\s?[–-]\s?\d"
    r"|,\s?e?\d{1,5}\s?[–-]\s?e?\d{1,5}\b|\bvol(?:ume)?\.?\s?\d|\bpp?\.\s?\d"
)
_QUOTED: Final = compiled(r"[“\"‘'](?!\s)([^”\"“]{8,300}?)[.,?!]?[”\"’'](?=[\s.,(]|$)")
_SEGMENT_END: Final = compiled(
    r"(?:(?<!\b[A-Z])|(?<=itamin [A-Z])|(?<=epatitis [A-Z]))(?<!\b[Nn]o)(?<!\b[Vv]ol)(?<!\b[Ee]d)(?<!\bDr)(?<!\bvs)"
    r"(?<!\bSt)(?<!U\.S)(?<!\bet al)[.?!](?=\s|$|\[)|,\s(?=(?:[A-Z][a-z]+\s)?(?:19|20)\d\d\b(?!\s?[–-]\s?\d))"
)
_EDITION: Final = compiled(r"^\d{1,2}(?:st|nd|rd|th)?\sed(?:ition|n)?\.?\s")
_NO_CONTAINER: Final = compiled(r"(?:ISBN|PMID|PMCID|doi|accessed|retrieved|checked|available)\b", re.IGNORECASE)
# The abbreviated name of a journal.
_JOURNAL: Final = compiled(
    r"(?=.*\b(?:J|Med|Engl|Ann|Rev|Clin|Arch|Am|Br|Int|Eur|Proc|Res|Acad|Soc|Assoc|Syst|Lett|JAMA|BMJ|Lancet|NEJM)\b)"
    r"[A-Z][\w.]{0,12}(?:\s(?:[A-Z][\w.]{0,12}|of|the|and)){0,7}(?:\s(?:19|20)\d\d)?"
)
_DATING: Final = compiled(
    r"(?:^|[\s,]+)(?:(?:last\s)?(?:updated|revised|reviewed|accessed|checked|published)|January|February|March|April|May|June"
    r"|July|August|September|October|November|December|on|in|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?)+$",
    re.IGNORECASE,
)
_LETTERS: Final = compiled(r"[^\W\d_]{3,}")


@dataclass(frozen=True, slots=True)
class Entry:
    """What one entry says of its source; offsets are into the text that it was read from."""

    type: ReferenceType
    number: int | None = None
    authors: tuple[str, ...] = ()
    year: int | None = None
    year_at: tuple[int, int] | None = None
    title: str = ""
    title_at: tuple[int, int] | None = None
    container: str = ""
    updated: int | None = None
    checked: int | None = None
    detailed: bool = False
    identifiers: tuple[Identifier, ...] = ()


def numbering_of(text: str) -> tuple[int | None, int]:
    """Return the number that an entry's text begins with and where the entry itself begins."""
    match = _NUMBERING.match(text)
    if match is None:
        return None, 0
    digits = next((group for group in match.groups() if group), None)
    return (int(digits.translate(_RAISED)) if digits else None), match.end()


def read_entry(text: str, links: Sequence[Inline] = (), offset: int = 0) -> Entry:
    """Read an entry; `links` are the links in it, `offset` is what their offsets and those returned are counted from.

    The entry is the text itself: a caller cuts a block that holds several.
    """
    text = text[:_LONGEST]
    number, begin = numbering_of(text)
    identifiers = tuple(identifiers_in(text, links, offset))
    plain = _ADDRESS.sub(lambda match: " " * len(match[0]), text)
    if _LETTERS.search(plain, begin) is None and all(link.kind == "autolink" for link in links):
        return Entry(kind_of(text, identifiers), number, identifiers=identifiers)
    names = _author_list(plain, begin)
    authors = _surnames(plain[begin:names]) if names > begin else ()
    checked, updated = _latest(_CHECKED, plain), _latest(_UPDATED, plain)
    title_at = _title(text, plain, links, offset, names)
    year_at = _year(plain, title_at, names, only_dates=bool(checked or updated))
    title = text[slice(*title_at)] if title_at else ""
    journal = ""
    if title_at and _JOURNAL.fullmatch(title) and not any(link.start - offset == title_at[0] for link in links):
        # "Moss et al., N Engl J Med 2019" gives a journal and no title.
        journal, title, title_at = title, "", None
    after = max(title_at[1] if title_at else 0, names)
    return Entry(
        type=kind_of(text, identifiers),
        number=number,
        authors=authors,
        year=int(plain[slice(*year_at)]) if year_at else None,
        year_at=_moved(year_at, offset),
        title=title,
        title_at=_moved(title_at, offset),
        container=journal or _container(text, plain, after),
        updated=updated,
        checked=checked,
        detailed=_PAGES.search(plain, begin) is not None,
        identifiers=identifiers,
    )


def is_empty_link(link_words: str) -> bool:
    """Say whether the words of a link name no source: "here", "click here", "link"."""
    return link_words.strip(" .,:;()[]“”\"'»›>→").lower() in _empty_link_words()


@cache
def _empty_link_words() -> frozenset[str]:
    return frozenset(words("references", "empty_link_words"))


def _moved(at: tuple[int, int] | None, offset: int) -> tuple[int, int] | None:
    return (at[0] + offset, at[1] + offset) if at else None


def identifiers_in(text: str, links: Sequence[Inline], offset: int = 0) -> list[Identifier]:
    """Return the identifiers in a text and behind its links, in the order in which they stand.

    Offsets are counted from `offset`, where the text begins; those of the links are counted so already.
    """
    found: list[Identifier] = []
    shown: set[tuple[int, int]] = set()
    for link in links:
        address = link.target.strip()
        if not host_of(address) and not re.match(r"(?:https?|htt?ps?)[:/]", address, re.IGNORECASE):
            continue
        found.append(Identifier("url", address, link.start, link.end, address_fault(_absolute(address))))
        found.extend(identifiers_of(address, link.start, link.end))
        shown.add((link.start, link.end))
    for made in find_identifiers(text):
        start, end = made.start + offset, made.end + offset
        if made.kind == "url" and any(low < end and start < high for low, high in shown):
            continue
        if any(one.kind == made.kind and one.value.lower() == made.value.lower() for one in found):
            continue
        found.append(Identifier(made.kind, made.value, start, end, made.fault))
    return sorted(found, key=lambda one: (one.start, one.kind != "url"))


def _absolute(address: str) -> str:
    return f"https:{address}" if address.startswith("//") else address


# --- Authors, year, title --------------------------------------------------------------------------------------------


def _author_list(plain: str, begin: int) -> int:
    """Return where the list of authors that an entry begins with ends, or `begin`."""
    head = plain[begin : begin + 600]
    for pattern in _AUTHORS:
        match = pattern.match(head)
        if match is None:
            continue
        names = match["names"]
        first = re.split(r"[\s,]", names, maxsplit=1)[0]
        if first in _not_surnames() or (pattern is _NAME_AND_YEAR and _names_document(names)):
            continue
        return begin + match.end()
    return begin


@cache
def _not_surnames() -> frozenset[str]:
    return frozenset(words("references", "not_surnames"))


def _surnames(names: str) -> tuple[str, ...]:
    if (full := _FULL_NAME.match(names)) is not None:
        return (full[1],)
    found = [match[1] for match in _ONE_AUTHOR.finditer(names)] + [match[1] for match in _LAST_AUTHORS.finditer(names)]
    return tuple(dict.fromkeys(name for name in found if name not in {"Jr", "Sr", "Eds", "Ed"}))


def _latest(pattern: re.Pattern[str], plain: str) -> int | None:
    return max((int(match[1]) for match in pattern.finditer(plain)), default=None)


def _year(plain: str, title_at: tuple[int, int] | None, names: int, *, only_dates: bool) -> tuple[int, int] | None:
    """Return where the year of publication stands, looked for outside the title first."""
    masked = plain
    for pattern in (_CHECKED, *((_UPDATED,) if only_dates else ())):
        masked = pattern.sub(lambda match: " " * len(match[0]), masked)
    outside = masked
    if title_at:
        outside = outside[: title_at[0]] + " " * (title_at[1] - title_at[0]) + outside[title_at[1] :]
    # (2020) right after the authors is the year, whatever else stands in brackets.
    if match := compiled(rf",?\s?\(?({_YEAR})").match(outside, names):
        return match.span(1)
    for text in (outside, masked):
        for pattern in _YEARS:
            matches = [match for match in pattern.finditer(text) if _may_be_year(text, match)]
            if matches:
                return matches[-1 if pattern is _YEARS[-1] else 0].span(1)
    revised = list(_UPDATED.finditer(plain))
    return max(revised, key=lambda match: match[1]).span(1) if revised else None


def _may_be_year(text: str, match: re.Match[str]) -> bool:
    """Keep pages ("pp. 1989", "12:1990") out."""
    before = text[max(0, match.start(1) - 6) : match.start(1)]
    return re.search(r"(?:pp?\.?|\d:|no\.?)\s?$", before, re.IGNORECASE) is None


def _title(text: str, plain: str, links: Sequence[Inline], offset: int, names: int) -> tuple[int, int] | None:
    for link in links:
        shown = text[link.start - offset : link.end - offset]
        if len(shown.split()) > 1 and not is_empty_link(shown) and not _ADDRESS.match(shown) and _LETTERS.search(shown):
            return link.start - offset, link.end - offset
    if (match := _QUOTED.search(text, names)) and _LETTERS.search(match[1]):
        return match.span(1)
    start = names or numbering_of(text)[1]
    opening = compiled(rf"[\s.,:]*(?:\(?{_YEAR}[a-z]?(?:,\s[A-Z][a-z]+(?:\s\d\d?)?)?\)?[\s.,:]+)?").match(text, start)
    start = opening.end() if opening else start
    segments = _segments(plain, start)
    if names <= numbering_of(text)[1] and len(segments) > 1 and _names_body(text[slice(*segments[0])]):
        segments = segments[1:]
    for low, high in segments:
        if _LETTERS.search(plain[low:high]):
            return low, high
    return None


def _segments(plain: str, start: int) -> list[tuple[int, int]]:
    """Cut what follows the authors at full stops, and before a year after a comma."""
    found: list[tuple[int, int]] = []
    position = start
    for match in _SEGMENT_END.finditer(plain, start):
        if low_high := _stripped(plain, position, match.start() + (plain[match.start()] in "?!")):
            found.append(low_high)
        position = match.end()
        if len(found) > 4:
            return found
    if low_high := _stripped(plain, position, len(plain)):
        found.append(low_high)
    return found


def _stripped(plain: str, low: int, high: int) -> tuple[int, int] | None:
    piece = plain[low:high]
    low += len(piece) - len(piece.lstrip(" .,;:"))
    high = low + len(piece.strip(" .,;:"))
    return (low, high) if high > low else None


@cache
def _body_names() -> frozenset[str]:
    listed = {str(name) for names in cast("list[list[str]]", lexicon("references")["bodies"]) for name in names}
    return frozenset(name.lower() for name in listed | set(words("sources", "publishers")))


def _names_document(names: str) -> bool:
    """Say whether what stands before a year is the name of a body or a title: "Medicines Act 1968"."""
    return _names_body(names) or re.fullmatch(r"[A-Z][\w'’-]+\s[A-Z][\w'’-]+", names) is not None


def _names_body(segment: str) -> bool:
    """Say whether a piece of an entry is the name of a body and not a title: "NIH, MedlinePlus"."""
    first = re.split(r",\s", segment.strip(), maxsplit=1)[0]
    plain = re.sub(r"^(?:the|us|u\.s\.|uk)\s|\s\([a-z&.]{2,10}\)$", "", first.lower())
    return plain in _body_names() or _BODY.fullmatch(first) is not None


def _container(text: str, plain: str, after: int) -> str:
    for low, high in _segments(plain, after):
        if _NO_CONTAINER.match(plain, low):
            continue
        piece = _DATING.sub("", re.split(r"\s?\d", _EDITION.sub("", text[low:high]), maxsplit=1)[0].strip(" ,;:(\"”’'"))
        if _LETTERS.search(piece):
            return piece
    return ""


# --- The kind of source ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Kind:
    type: ReferenceType
    pattern: re.Pattern[str] | None
    hosts: tuple[str, ...]
    dois: re.Pattern[str] | None


@cache
def _kinds() -> tuple[_Kind, ...]:
    entries = cast("list[dict[str, object]]", lexicon("references")["types"])
    made: list[_Kind] = []
    for entry in entries:
        listed = cast("list[str]", entry.get("words") or [])
        prefixes = cast("list[str]", entry.get("dois") or [])
        made.append(
            _Kind(
                cast("ReferenceType", entry["type"]),
                compiled("|".join(f"(?:{word})" for word in listed)) if listed else None,
                tuple(cast("list[str]", entry.get("hosts") or [])),
                compiled("|".join(prefixes)) if prefixes else None,
            )
        )
    return tuple(made)


def lies_under(address: str, sites: Iterable[str]) -> bool:
    """Say whether an address is on one of some sites, each a host or a host with the beginning of a path."""
    host = host_of(address)
    if not host:
        return False
    path = address.lower().partition(host)[2].partition("/")[2]
    for site in sites:
        named, _, below = site.lower().partition("/")
        if (host == named or host.endswith(f".{named}")) and path.startswith(below):
            return True
    return False


# What public bodies put on their news pages and blogs is their own word.
_PUBLIC: Final = compiled(r"(?:^|\.)(?:gov|mil|int)(?:\.[a-z]{2})?$|(?:^|\.)nhs\.uk$")


@cache
def _press_path() -> re.Pattern[str]:
    return compiled(r"/(?:press-?releases?|news-?releases?|newsroom|press-?room)(?:/|$)")


@cache
def _blog_path() -> re.Pattern[str]:
    return compiled(r"//blogs?\.|/blogs?(?:/|$)")


@cache
def _hosts() -> dict[str, tuple[tuple[int, str], ...]]:
    """The hosts of all kinds, each with the order of its kinds and the paths that they ask for."""
    found: dict[str, list[tuple[int, str]]] = {}
    for order, kind in enumerate(_kinds()):
        for site in kind.hosts:
            host, _, path = site.lower().partition("/")
            found.setdefault(host, []).append((order, path))
    return {host: tuple(places) for host, places in found.items()}


def _host_order(address: str) -> int | None:
    """Return the order of the first kind that has an address's host."""
    host = host_of(address)
    path = address.lower().partition(host)[2].partition("/")[2]
    labels = host.split(".")
    orders = [
        order
        for start in range(len(labels))
        for order, below in _hosts().get(".".join(labels[start:]), ())
        if path.startswith(below)
    ]
    return min(orders, default=None)


def kind_of(text: str, identifiers: Sequence[Identifier]) -> ReferenceType:
    """Guess what kind of document an entry names: what its address or DOI says first, then its words."""
    folded = _ADDRESS.sub(" ", text).replace("’", "'").replace("‐", "-").lower()
    addresses = [one.value for one in identifiers if one.kind == "url"]
    dois = [one.value.lower() for one in identifiers if one.kind == "doi"]
    for kind in _kinds():
        if kind.dois is not None and any(kind.dois.match(doi) for doi in dois):
            return kind.type
    hosted = min((order for address in addresses if (order := _host_order(address)) is not None), default=len(_kinds()))
    for kind in _kinds()[:hosted]:
        if folded and kind.pattern is not None and kind.pattern.search(folded):
            return kind.type
    if hosted < len(_kinds()):
        return _kinds()[hosted].type
    private = [address for address in addresses if not _PUBLIC.search(host_of(address))]
    if any(_press_path().search(address.lower()) for address in private):
        return "press-release"
    if any(_blog_path().search(address.lower()) for address in private):
        return "blog"
    if any(one.kind in {"doi", "pmid", "pmcid"} for one in identifiers) or _PAGES.search(folded):
        return "study"
    if any(one.kind == "isbn" for one in identifiers):
        return "book"
    return "webpage" if addresses else "unknown"


def type_of_address(address: str) -> ReferenceType:
    """Guess what kind of document an address leads to."""
    return kind_of("", (Identifier("url", address, 0, 0), *identifiers_of(address, 0, 0)))
