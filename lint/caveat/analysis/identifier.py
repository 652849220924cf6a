"""DOIs, PubMed numbers, trial numbers, ISBNs and addresses: where they stand, and whether their form can be right.

Only form is checked: a well-formed DOI may still lead nowhere. What does not look like an attempt at an identifier
("DOI: pending") is none.
"""

from __future__ import annotations

import re
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from caveat.analysis.reference import Identifier
from caveat.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator

_TRAILING: Final = ".,;:!?'\"’”*_»"
_DOI: Final = compiled(
    r"(?:\b(?:doi|DOI|Doi)(?:\.org)?\b\s?[:/=]?\s?(?:https?://(?:dx\.)?doi\.org/)?|\bdx\.doi\.org/)"
    r"(?P<named>[\dOl][^\s<>\"«»]*)|\b(?P<bare>10\.\d{4,9}/[^\s<>\"«»]*[\w)])"
)
_DOI_FORM: Final = compiled(r"10\.\d{4,9}(?:\.\d+)*/\S+")
_SHORT_DOI: Final = compiled(r"10/[a-z0-9]{3,}")
_PMID: Final = compiled(r"\b(?:PMID:?\s?#?|[Pp]ub[Mm]ed(?:\sID)?:?\s?#?(?=\d{5}))(PMC\d+|\d[\w-]*)")
_PMCID: Final = compiled(r"\b(?:PMCID:?\s?)?(PMC[\s-]?\d[\w]*)|\bPMCID:?\s?(\d+)\b")
_NCT: Final = compiled(r"\bNCT[\s:#-]{0,2}(\d+)\b")
_OTHER_TRIAL: Final = compiled(r"\b(ISRCTN\d{8}|ACTRN\d{14}|(?<=EudraCT )\d{4}-\d{6}-\d\d)\b")
_ISBN: Final = compiled(r"\bISBN(?:-1[03])?:?\s?((?:97[89][\s–-]?)?[\dXx](?:[\s–-]?[\dXx]){5,16})(?![\w])")
_URL: Final = compiled(r"\b(?:https?|htt?ps?|hhttps?|ftp)(?::/{0,3}|//)[^\s<>\"«»]+|\bwww\.[^\s<>\"«»]+")
_SCHEME: Final = compiled(r"(https?|ftp)://", re.IGNORECASE)
_MISSPELT: Final = compiled(r"h{0,2}t{1,3}p{1,2}s?(?::|/)", re.IGNORECASE)
_LABEL: Final = compiled(r"[^\W_](?:[\w-]{0,61}[^\W_])?")
_PUBMED: Final = compiled(r"(?:pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/pubmed|pubmed\.gov)/(\d+)")
_PMC: Final = compiled(r"/(?:pmc/articles|articles)/(PMC\d+)", re.IGNORECASE)
_TRIAL_PAGE: Final = compiled(r"clinicaltrials\.gov/\S*?\b(NCT\d+)", re.IGNORECASE)
_HINTS: Final = (
    "://",
    "www.",
    "10.",
    "doi",
    "DOI",
    "PMID",
    "PMC",
    "NCT",
    "ISBN",
    "ISRCTN",
    "ACTRN",
    "EudraCT",
    "http",
    "tp:/",
)


def may_identify(text: str) -> bool:
    """Say cheaply whether a text could hold an identifier."""
    return any(hint in text for hint in _HINTS)


def find_identifiers(text: str) -> Iterator[Identifier]:
    """Yield the identifiers that stand in a text, addresses included, kind by kind from left to right."""
    if not may_identify(text):
        return
    for match in _URL.finditer(text):
        address = trimmed(match[0])
        end = match.start() + len(address)
        yield Identifier("url", _full(address), match.start(), end, address_fault(_full(address)))
        yield from identifiers_of(address, match.start(), end)
    addresses = [match.span() for match in _URL.finditer(text)]
    for match in _DOI.finditer(text):
        if any(low <= match.start() < high for low, high in addresses):
            continue
        group = "named" if match["named"] is not None else "bare"
        value = trimmed(match[group])
        if not re.match(r"[1lI][0Oo]?[.\d]", value):
            continue
        start = match.start()
        yield Identifier("doi", value, start, match.start(group) + len(value), doi_fault(value))
    if "PM" in text or "ubMed" in text or "ubmed" in text:
        yield from _pubmed(text, addresses)
    if "NCT" in text or "TRN" in text or "CTN" in text or "EudraCT" in text:
        yield from _trials(text, addresses)
    if "ISBN" in text:
        for match in _ISBN.finditer(text):
            value, fault = _isbn(match[1])
            yield Identifier("isbn", value, match.start(), match.end(), fault)


def identifiers_of(address: str, start: int, end: int) -> Iterator[Identifier]:
    """Yield the DOI, PubMed or trial number that an address leads to, at the given place."""
    lowered = address.lower()
    if "doi.org/" in lowered:
        value = trimmed(re.split(r"[?#]", address[lowered.index("doi.org/") + 8 :])[0].replace("%2F", "/"))
        if value and not _SHORT_DOI.fullmatch(value.lower()) and value[0].isdigit():
            yield Identifier("doi", value, start, end, doi_fault(value))
    elif match := re.search(r"/doi/(?:abs/|full/|epdf/|pdf/)?(10\.\d{4,9}/[^\s?#]+)", address):
        yield Identifier("doi", trimmed(match[1]).removesuffix("/full"), start, end)
    if match := _PUBMED.search(lowered):
        yield Identifier("pmid", match[1], start, end, _pmid_fault(match[1]))
    if match := _PMC.search(address):
        yield Identifier("pmcid", match[1].upper(), start, end, _pmcid_fault(match[1].upper()))
    if match := _TRIAL_PAGE.search(address):
        yield Identifier("trial", match[1].upper(), start, end, _nct_fault(match[1][3:]))


def doi_fault(value: str) -> str:
    """Say what is wrong with the form of a DOI, or return an empty text."""
    if _DOI_FORM.fullmatch(value):
        return ""
    if not value.startswith("10."):
        return "a DOI begins with “10.”"
    if "/" not in value.rstrip("/"):
        return "a DOI has a slash after its first number"
    return "the number before the slash has four to nine digits"


def address_fault(address: str) -> str:
    """Say what is wrong with the form of an address of the web, or return an empty text."""
    match = _SCHEME.match(address)
    if match is None:
        return "its beginning is misspelt: “https://” is meant" if _MISSPELT.match(address) else ""
    rest = address[match.end() :]
    if re.match(r"(?:https?|www\.https?):?/", rest, re.IGNORECASE):
        return "it begins twice"
    host = re.split(r"[/?#]", rest, maxsplit=1)[0].rpartition("@")[2]
    host, _, port = host.partition(":")
    if port and not port.isdigit():
        return "its host is no name of a site"
    labels = host.removesuffix(".").split(".")
    if host == "localhost" or re.fullmatch(r"\d{1,3}(?:\.\d{1,3}){3}", host) or host.startswith("["):
        return "it leads to a machine of your own" if host == "localhost" else ""
    if len(labels) < 2 or not labels[-1] or (labels[0].lower() == "www" and len(labels) < 3):
        return "its host has no ending"
    if not all(_LABEL.fullmatch(label) for label in labels) or labels[-1].isdigit():
        return "its host is no name of a site"
    return ""


def _pmid_fault(value: str) -> str:
    if not value.isdigit():
        return "a PMID has digits only"
    if len(value) > 8 or not int(value):
        return "a PMID has at most eight digits"
    return ""


def _pmcid_fault(value: str) -> str:
    return "" if re.fullmatch(r"PMC[1-9]\d{1,7}", value) else "a PMCID is PMC with at most eight digits"


def _nct_fault(digits: str) -> str:
    return "" if len(digits) == 8 else "an NCT number has eight digits"


def _pubmed(text: str, addresses: list[tuple[int, int]]) -> Iterator[Identifier]:
    for match in _PMID.finditer(text):
        if match[1].startswith("PMC"):
            yield Identifier("pmid", match[1], match.start(), match.end(), "a PMCID stands where a PMID should")
        else:
            yield Identifier("pmid", match[1], match.start(), match.end(), _pmid_fault(match[1]))
    for match in _PMCID.finditer(text):
        if any(low <= match.start() < high for low, high in addresses) or text[: match.start()].endswith("PMID: "):
            continue
        value = re.sub(r"[\s-]", "", match[1]) if match[1] else f"PMC{match[2]}"
        yield Identifier("pmcid", value, match.start(), match.end(), _pmcid_fault(value))


def _trials(text: str, addresses: list[tuple[int, int]]) -> Iterator[Identifier]:
    for match in _NCT.finditer(text):
        if not any(low <= match.start() < high for low, high in addresses):
            yield Identifier("trial", f"NCT{match[1]}", match.start(), match.end(), _nct_fault(match[1]))
    for match in _OTHER_TRIAL.finditer(text):
        yield Identifier("trial", match[1], match.start(), match.end())


def _isbn(written: str) -> tuple[str, str]:
    """Return an ISBN's digits and what is wrong with them; digits that follow it after a space are left out."""
    parts = re.split(r"\s", written)
    for joined in accumulate(parts):
        digits = re.sub(r"[\s–-]", "", joined).upper()
        if _sound(digits):
            return digits, ""
    digits = re.sub(r"[\s–-]", "", written).upper()
    if len(digits) not in {10, 13}:
        return digits, f"an ISBN has 10 or 13 digits, this one {len(digits)}"
    return digits, "its check digit does not fit"


def _sound(digits: str) -> bool:
    if re.fullmatch(r"\d{9}[\dX]", digits):
        values = [10 if digit == "X" else int(digit) for digit in digits]
        return sum(weight * value for weight, value in zip(range(10, 0, -1), values, strict=True)) % 11 == 0
    if re.fullmatch(r"97[89]\d{10}", digits):
        return sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits)) % 10 == 0
    return False


def _full(address: str) -> str:
    return f"https://{address}" if address.lower().startswith("www.") else address


def trimmed(value: str) -> str:
    """Take the punctuation of the sentence off the end of an identifier; a bracket stays when it was opened inside."""
    while value and (value[-1] in _TRAILING or (value[-1] in ")]}" and value.count(value[-1]) > _opened(value))):
        value = value[:-1]
    return value


def _opened(value: str) -> int:
    return value.count({")": "(", "]": "[", "}": "{"}[value[-1]])
