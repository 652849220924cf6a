"""References to sources in a text, in every style that health publishers use, and the sentences that each covers.

What counts, and what does not:

- A link to another site is a citation, unless it is navigation: sharing, booking, maps, "contact us", "read more".
  A link that only says "read more" still counts when it leads to a journal, a regulator or a public health body.
- A link to the publisher's own pages (a relative address, or the site that the front matter names) is kept apart as
  `internal`: it shows the reader more of the same voice and covers no sentence, unless it leads to a reference list.
- A body's name is a citation only with a document ("the FDA label"), a verb of reporting ("the CDC estimates")
  or "according to"; "the FDA" alone is not, and "according to your doctor" never is.
- The entries of a reference list are no citations: they are what citations lead to.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cache, cached_property
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from caveat.analysis.citation import Citation, CitationKind
from caveat.analysis.identifier import trimmed
from caveat.analysis.lexicon import plurals, words
from caveat.analysis.sections import section_roles
from caveat.patterns import compiled, longest_first
from caveat.terms import TermList

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from caveat.analysis.sentence import Sentence
    from caveat.document import Block, Document, Inline


@dataclass(frozen=True)
class Citations:
    """The references to sources in one document.

    `all` holds those in the text, `internal` links to the publisher's own pages, `entries` the blocks of the reference
    list (by index), `declared` the sources that the front matter names.
    """

    all: tuple[Citation, ...] = ()
    internal: tuple[Citation, ...] = ()
    entries: tuple[int, ...] = ()
    declared: tuple[str, ...] = ()
    _sentences: Mapping[int, Sequence[Sentence]] = field(default_factory=dict, repr=False)
    _blocks: Sequence[Block] = field(default=(), repr=False)
    _covering: Mapping[int, tuple[Citation, ...]] = field(default_factory=dict, repr=False)

    @property
    def has_reference_list(self) -> bool:
        """Whether the document ends in, or holds, a list of references or notes that name sources."""
        return bool(self.entries)

    @property
    def any(self) -> bool:
        """Whether anything leads the reader to a source: a citation, a reference list, or sources declared in front.

        A body that is only named ("the CDC says") leads nowhere; with a document or a year it does.
        """
        return bool(self.entries or self.declared) or any(
            citation.kind != "named" or citation.target for citation in self.all
        )

    @cached_property
    def _of_block(self) -> dict[int, tuple[Citation, ...]]:
        grouped: dict[int, list[Citation]] = {}
        for citation in self.all:
            grouped.setdefault(citation.block, []).append(citation)
        return {index: tuple(group) for index, group in grouped.items()}

    def within(self, sentence: Sentence) -> tuple[Citation, ...]:
        """Return the citations inside a sentence, or right after its stop."""
        return tuple(self._owned(sentence))

    def near(self, sentence: Sentence) -> tuple[Citation, ...]:
        """Return the citations that cover a sentence.

        They stand in it or right after its stop; in the next sentence, when that does nothing but cite or points back
        ("That figure comes from …"); at the very end of its paragraph; in an earlier sentence of the paragraph, when
        this one goes on about the study cited there ("In that trial, …", "Scores fell by 4 points in both groups"); in
        the sentence that leads into its list; or in a "Source:" line under its section or table.
        """
        if not self.all or (not self._of_block and not self._covering):
            return ()
        place = (sentence.block.index, sentence.start)
        if place not in self._near:
            self._near[place] = self._around(sentence)
        return self._near[place]

    @cached_property
    def _near(self) -> dict[tuple[int, int], tuple[Citation, ...]]:
        return {}

    def _around(self, sentence: Sentence) -> tuple[Citation, ...]:
        index = sentence.block.index
        found: dict[Citation, None] = dict.fromkeys(self._covering.get(index, ()))
        if index in self._of_block:
            found.update(dict.fromkeys(self._inside(sentence)))
        lead_in = sentence.block.lead_in
        if lead_in is not None and lead_in in self._of_block:
            leading = self._sentences.get(lead_in)
            if leading:
                found.update(dict.fromkeys(self._owned(leading[-1])))
        return tuple(found)

    def beside(self, sentence: Sentence) -> tuple[Citation, ...]:
        """Return the citations that cover a sentence and stand in it or in the next, none of the whole paragraph."""
        following = self._sentences.get(sentence.block.index, ())
        after = bisect_left(following, sentence.start, key=_start) + 1
        close = {*self._owned(sentence), *(self._owned(following[after]) if after < len(following) else ())}
        return tuple(one for one in self.near(sentence) if one in close or sentence.block.index not in self._of_block)

    def _inside(self, sentence: Sentence) -> Iterator[Citation]:
        yield from self._owned(sentence)
        siblings = self._sentences.get(sentence.block.index, ())
        position = bisect_left(siblings, sentence.start, key=_start)
        if position + 1 < len(siblings):
            following = siblings[position + 1]
            cited = self._owned(following)
            if cited and (_POINTS_BACK.match(following.folded) or _only_cites(following, cited)):
                yield from cited
        yield from self._closings.get(sentence.block.index, ())
        if not position:
            return
        told = _TOLD_THERE.search(sentence.folded) is not None
        spoken = told or _GOES_ON.search(sentence.folded) is not None
        if spoken or _tells_results(sentence.folded):
            reach = _FAR_REACH if told else _REACH
            for earlier in reversed(siblings[max(0, position - reach) : position]):
                cited = self._owned(earlier)
                if cited:
                    if spoken or _STUDIED.search(earlier.folded):
                        yield from cited
                    return

    def _owned(self, sentence: Sentence) -> list[Citation]:
        """Return the citations in a sentence; a mark between two sentences belongs to the first."""
        cited = self._of_block.get(sentence.block.index)
        if not cited:
            return []
        siblings = self._sentences.get(sentence.block.index, ())
        position = bisect_left(siblings, sentence.start, key=_start)
        low = sentence.start if position else -1
        high = siblings[position + 1].start if position + 1 < len(siblings) else len(sentence.block.text)
        found: list[Citation] = []
        for citation in cited[bisect_left(cited, low - _LONGEST, key=_start) :]:
            if citation.start > high:
                break
            if citation.start == citation.end:
                if low < citation.start:
                    found.append(citation)
            elif citation.start < sentence.end and citation.end > sentence.start:
                found.append(citation)
        return found

    @cached_property
    def _closings(self) -> dict[int, tuple[Citation, ...]]:
        """The citations at the very end of each paragraph, which cover all of it."""
        found: dict[int, tuple[Citation, ...]] = {}
        for index, cited in self._of_block.items():
            text = next(iter(self._sentences[index])).block.text if index in self._sentences else ""
            edge = len(text.rstrip(" .!?;,)]\"'”’*"))
            closing: list[Citation] = []
            for citation in reversed(cited):
                if citation.end < edge or citation.kind == "named":
                    break
                before = text[max(0, citation.start - _LONGEST) : citation.start]
                edge = min(edge, citation.start - len(before) + len(before.rstrip(" .!?;,([\"'“‘*")))
                closing.append(citation)
            if closing:
                found[index] = tuple(closing)
        return found


# No citation is longer than this, so that the search for those in a sentence can begin near it.
_LONGEST: Final = 400
_start: Final = attrgetter("start")


def find_citations(document: Document, sentences: Sequence[Sentence]) -> Citations:
    """Find the references to sources in a document; the sentences are all of the document's."""
    roles = section_roles(document)
    site = _own_site(document)
    entries = tuple(
        block.index
        for block in document.blocks
        if roles.get(block.index) == "references" and block.kind not in {"heading", "code"} and block.text.strip()
    )
    listed = frozenset(entries)
    acronyms = _study_acronyms(
        document.blocks, [*document.front.items("sources"), *(document.blocks[index].text for index in entries)]
    )
    notes = {block.label for block in document.blocks if block.kind == "footnote" and block.index not in listed}
    notes -= {block.label for block in document.blocks if block.kind == "footnote" and block.index in listed}
    found: list[Citation] = []
    internal: list[Citation] = []
    for block in document.blocks:
        if block.index in listed or block.kind == "code":
            continue
        for citation, own in _in_block(block, site, numbered=bool(entries), acronyms=acronyms):
            if citation.kind == "footnote" and citation.target in notes:
                continue  # It leads to a remark that names no source.
            (internal if own else found).append(citation)
    grouped: dict[int, list[Sentence]] = {}
    for sentence in sentences:
        grouped.setdefault(sentence.block.index, []).append(sentence)
    return Citations(
        tuple(found),
        tuple(internal),
        entries,
        tuple(document.front.items("sources")),
        grouped,
        document.blocks,
        _covered(document.blocks, found),
    )


# --- Links ---------------------------------------------------------------------------------------------------------

_HOST: Final = compiled(r"(?:https?:)?//(?:[^/@?#]*@)?(?:www\.)?([^/:?#\s]+)", re.IGNORECASE)
_LOCAL_SOURCE: Final = compiled(r"\b(?:references?|sources?|bibliography|citations?|footnotes?|endnotes?)\b")
_ANCHOR: Final = compiled(
    r"#(?:user-content-)?(?:(?:fn|cite|citation|ref|reference|bib|bibliography|note|source|footnote|endnote)s?"
    r"(?:[-_:.]?\d[\w:.-]*|[-_:.][\w:.-]+)?|[rbns]-?\d+)$"
)
_ASSET: Final = compiled(r"\.(?:png|jpe?g|gif|svg|webp|mp4|css|js)$", re.IGNORECASE)
_NUMBER_ONLY: Final = compiled(r"[\[(]?\d{1,3}(?:\s?[,–-]\s?\d{1,3})*[\])]?|[¹²³⁰⁴-⁹,–]+|[*†‡]")


def _own_site(document: Document) -> str | None:
    for key in ("canonical", "url", "site", "website"):
        value = document.front.text(key)
        if value and (host := _host(value)):
            return host
    return None


def _host(address: str) -> str:
    match = _HOST.match(address)
    return match[1].lower() if match else ""


def _belongs(host: str, sites: Iterable[str]) -> bool:
    """Say whether a host is one of some sites or stands below one; a site without a dot is a label of any host."""
    labels = host.split(".")
    return any(host == site or host.endswith("." + site) or ("." not in site and site in labels) for site in sites)


@cache
def _is_source_host(host: str) -> bool:
    return _belongs(host, words("sources", "source_hosts"))


@cache
def _is_navigation_host(host: str) -> bool:
    return _belongs(host, words("sources", "navigation_hosts"))


@cache
def _navigation_text() -> re.Pattern[str]:
    listed = "|".join(re.escape(word) for word in words("sources", "navigation_words"))
    return compiled(rf"\W*(?:please |to )?(?:{listed})\b")


def _link(block: Block, inline: Inline, site: str | None) -> tuple[Citation, bool] | None:
    """Return the citation that a link is and whether it leads to the publisher's own pages; None for navigation."""
    target = inline.target.strip()
    lowered = target.lower()
    if not target or lowered.startswith(("tel:", "mailto:", "sms:", "javascript:", "data:", "callto:", "whatsapp:")):
        return None
    text = inline.text or block.text[inline.start : inline.end]
    made = Citation("link", block.index, inline.start, inline.end, text, target)
    if _NUMBER_ONLY.fullmatch(text.strip()) or (lowered.startswith("#") and _ANCHOR.search(lowered)):
        return Citation("numbered", block.index, inline.start, inline.end, text, target), False
    if lowered.startswith("#") or _ASSET.search(lowered):
        return None
    host = _host(target)
    if not host:
        if _LOCAL_SOURCE.search(lowered):
            return made, False
        return made, True
    if _is_source_host(host):
        return made, host == site
    if (
        _is_navigation_host(host)
        or _navigation_text().match(text.lower())
        or ("." in text and " " not in text.strip() and _sent_there(block, inline.start))
    ):
        return None
    if site is not None and (host == site or host.endswith("." + site) or site.endswith("." + host)):
        return made, True
    return made, False


# --- Marks and identifiers in the text -----------------------------------------------------------------------------

_NUMBERED: Final = compiled(r"\[\d{1,3}(?:\s?[,;–-]\s?\d{1,3})*\]")
_BRACKETED_INTERVAL: Final = compiled(r"\b(?:CI|CrI|IQR|interval|range|SD|SE|between|from)\W{0,3}$")
_KEYED: Final = compiled(r"\[(?:see |e\.g\. )?-?@[\w:.-]+[^\]\n]{0,80}\]")
_SUPERSCRIPT: Final = compiled(r"[¹²³⁰⁴-⁹]+(?:[,–⁻˒’-][¹²³⁰⁴-⁹]+)*")
# A mark for a footnote that is nowhere defined stays in the text as it was written.
_NOTE: Final = compiled(r"\[\^([^\]\s]{1,40})\]")
_CARET: Final = compiled(r"(?<!\[)\^\[?\d{1,3}(?:\s?[,–-]\s?\d{1,3})*\]?\^?")
# What carries an exponent: a number, a unit, a symbol of mathematics or chemistry.
_EXPONENT: Final = compiled(
    r"(?:^|[\s\d/(×*+=·-]|\b(?:[munpc]?m|cm|km|mm|ft|in|yd|kg/m|[A-Z]{1,2}[a-z]?|[xyzrR]|χ|sec|s))$"
)
# (ref. 3); [see references 1, 2 and 4]
_REFERRED: Final = compiled(
    r"[\[(](?:see\s)?ref(?:erence)?s?\.?\s(\d{1,3}(?:(?:\s?[,;–-]\s?|,?\sand\s)\d{1,3})*)[\])]", re.IGNORECASE
)
# A raised figure behind a space is a mark where nothing goes on behind it: "by half ¹.", but not "¹³¹I".
_RAISED_APART: Final = compiled(r"(?<=[^\W\d]\s)[¹²³⁰⁴-⁹]{1,2}(?:[,–⁻˒-][¹²³⁰⁴-⁹]{1,2})*(?=[\s.,;:)]|$)")
_PARENTHESISED: Final = compiled(r"(?<=[\w.,;)%”\"'’])\s?\(\d{1,2}(?:\s?[,;–-]\s?\d{1,2})*\)(?=[\s.,;:]|$)")
# A class of characters at the beginning is found much faster than what must stand before it.
_GLUED: Final = compiled(r"\d(?<=[a-z)\]”\"%][.,;]\d)\d?(?:[,–-]\d{1,2})*(?=\s|$)")
# Without a list it must follow a whole word and its stop: "in 20 percent.1 However".
_GLUED_ALONE: Final = compiled(r"\d(?<=[A-Za-z]{4}[.,]\d)\d?(?:[,–-]\d{1,2})*(?=\s[A-Za-z]|$)")
_NAME: Final = r"[A-Z][\w'’-]{0,40}(?:\s(?:van|von|de|der|den|la|le|di|da|bin|al)\s[A-Z][\w'’-]{1,40})?"
_YEAR: Final = r"(?:19|20)\d\d[a-z]?"
_YEAR_FORM: Final = compiled(r"[12](?<!\w[12])(?:(?<=1)9|(?<=2)0)\d\d")
_AUTHOR_YEAR_GROUP: Final = compiled(
    rf"\([^()]{{2,160}}?\b{_YEAR}[^()]{{0,40}}\)|\[[^\[\]()]{{2,160}}?\b{_YEAR}[^\[\]()]{{0,40}}\]"
)
_AUTHOR_YEAR: Final = compiled(
    rf"(?:(?i:see(?: also)?|e\.g\.|cf\.|for example|reviewed in|adapted from|from|data from|source:?|via)[,:]?\s)*"
    rf"(?:the\s)?"
    rf"({_NAME})(?:,?\s(?:[A-Z]\.?\s?)+(?=,|\s|&))?"
    rf"(?:(?:,|\s(?:and|&|of|for|on|the|in))*\s{_NAME})*"
    rf"(?:,?\set\sal\.?)?,?\s(?:[A-Z][a-z]+\s)?{_YEAR}(?:,\s{_YEAR})*(?:[,:]\s?(?:pp?\.?\s?)?[\w–-]+)?"
    rf"(?:,?\s(?:as\s)?(?:cited|quoted)\s(?:in|by)\s[^()]{{3,80}})?"
)
# (manufacturer's label, 2022); (same source)
_DOCUMENT_YEAR: Final = compiled(
    r"\([^()]{0,60}\b(?:label(?:l?ing)?|leaflet|prescribing information|guidelines?|guidance|review|report"
    r"|stud(?:y|ies)|trials?|survey|register|registry|audit|census|statistics|figures"
    r"|fact ?sheet|bulletin|monograph|meta-analysis|data),?\s"
    rf"(?:(?:of|from|in)\s)?{_YEAR}\)",
    re.IGNORECASE,
)
_SAME_SOURCE: Final = compiled(
    r"\((?:(?:from\s|see\s)?(?:the\s)?same\s(?:source|study|trial|review|report|survey|register|registry|reference"
    r"|paper)|ibid\.?"
    r"|source:?\s(?:as\s)?above|as\scited\sabove)\)",
    re.IGNORECASE,
)
_NARRATIVE: Final = compiled(
    rf"\b({_NAME}(?:,?\set\sal\.?|(?:,\s{_NAME})*,?\s(?:and|&)\s{_NAME})?)(?:['’]s)?\s\({_YEAR}(?:[,:]\s?[\w.\s–-]{{1,24}})*\)"
)
_ET_AL: Final = compiled(
    r"\b[A-Z][\w'’-]{1,40},?\s(?:et\sal\b\.?|and\s(?:(?:his|her|their)\s)?(?:colleagues|co-?workers|co-?authors)\b)"
)


# (see reference 2 on our evidence page)
_SEE_REFERENCE: Final = compiled(
    r"\(see (?:also )?(?:references?|refs?\.?|notes?|sources?) \d{1,3}\b[^()]{0,60}\)", re.IGNORECASE
)


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_NOT_AUTHORS: Final = _set(
    """
    January February March April May June July August September October November December Jan Feb Mar Apr Jun Jul Aug
    Sep Sept Oct Nov Dec Spring Summer Autumn Fall Winter Updated Reviewed Published Last Since Born Circa In By Until
    From Before After Copyright Version Established Founded Approved Effective Revised Edition As Monday Tuesday
    Wednesday Thursday Friday Saturday Sunday Around About During Between Late Early Mid Current Created Accessed Act
    It The This That Guidelines Guideline Revision Update Olympics Pandemic Covid COVID COVID-19
    """
)
_DOI: Final = compiled(r"\b(?:doi:?\s?|https?://(?:dx\.)?doi\.org/)?(10\.\d{4,9}/[^\s<>\"]*[\w)])", re.IGNORECASE)
_PMID: Final = compiled(r"\b(?:PMID:?\s?#?|[Pp]ub[Mm]ed(?:\sID)?:?\s?#?(?=\d{5}))(\d{1,8})\b")
_PMCID: Final = compiled(r"\b(PMC\d{3,8})\b")
_TRIAL: Final = compiled(r"\b(NCT\d{8}|ISRCTN\d{8}|EudraCT\s?(?:[Nn]umber:?\s)?\d{4}-\d{6}-\d\d|ACTRN\d{14})\b")
_ISBN: Final = compiled(r"\bISBN(?:-1[03])?:?\s?([\d][\d\s-]{8,16}[\dXx])")
_ADDRESS: Final = compiled(
    r"https?://[^\s<>\"«»]+|\bwww\.[^\s<>\"«»]+|\b(?:[a-z0-9-]{1,63}\.){1,8}(?:gov|org|edu|int|uk|au|ca|ie|com|net"
    r"|eu)/[^\s<>\"«»]{3,}"
)
_ADDRESS_TO_ACT: Final = compiled(
    r"\b(?:book|call|register|sign up|visit us|contact|shop|order|buy|download|follow|join|apply|enrol|enroll|donate"
    r"|appointment|find us|log in|subscribe)\b[^.]{0,30}$"
)
_CODE: Final = compiled(r"\b(?:NICE\s(?:guideline\s)?)?(?:NG|CG|TA|QS|IPG|DG|HST|CKS)\d{1,4}\b|\bSIGN\s\d{2,3}\b")


def _sent_there(block: Block, start: int) -> bool:
    """Say whether the words before an address send the reader there to do something: "Book at …"."""
    return _ADDRESS_TO_ACT.search(block.prose.folded, max(0, start - 60), start) is not None


_Made = tuple[CitationKind, int, int, str]


def _identifiers(block: Block) -> Iterator[_Made]:
    text = block.text
    if "10." in text:
        for match in _DOI.finditer(text):
            number = trimmed(match[1])
            yield "doi", match.start(), match.start(1) + len(number), number
    if "PM" in text or "ubMed" in text or "ubmed" in text:
        for match in _PMID.finditer(text):
            yield "pmid", match.start(), match.end(), match[1]
        for match in _PMCID.finditer(text):
            yield "pmcid", match.start(), match.end(), match[1]
    if "NCT" in text or "ISRCTN" in text or "Eudra" in text or "ACTRN" in text:
        for match in _TRIAL.finditer(text):
            yield "trial", match.start(), match.end(), match[1]
    if "ISBN" in text:
        for match in _ISBN.finditer(text):
            yield "isbn", match.start(), match.end(), match[1]
    if "/" in text or "www." in text:
        for match in _ADDRESS.finditer(text):
            address = match[0].rstrip(".,;:!?)]}'’”*_")
            full = address if "//" in address else "https://" + address
            host = _host(full)
            if _is_navigation_host(host):
                continue
            if _sent_there(block, match.start()) and not _is_source_host(host):
                continue
            yield "address", match.start(), match.start() + len(address), full


def _marks(text: str, *, numbered: bool) -> Iterator[_Made]:
    if "[" in text:
        for match in _NUMBERED.finditer(text):
            if not _BRACKETED_INTERVAL.search(text, max(0, match.start() - 14), match.start()):
                yield "numbered", match.start(), match.end(), match[0].strip("[]")
        if "@" in text:
            for match in _KEYED.finditer(text):
                yield "author-year", match.start(), match.end(), match[0].strip("[]")
    if not text.isascii():
        for match in _SUPERSCRIPT.finditer(text):
            if not _EXPONENT.search(text, max(0, match.start() - 6), match.start()):
                yield "numbered", match.start(), match.end(), match[0]
        for match in _RAISED_APART.finditer(text):
            if not _EXPONENT.search(text, max(0, match.start() - 7), match.start() - 1):
                yield "numbered", match.start(), match.end(), match[0]
    if "^" in text:
        for match in _NOTE.finditer(text):
            yield "footnote", match.start(), match.end(), match[1]
        for match in _CARET.finditer(text):
            if not _EXPONENT.search(text, max(0, match.start() - 6), match.start()):
                yield "numbered", match.start(), match.end(), match[0].strip("^[]")
    if "ref" in text or "Ref" in text:
        for match in _REFERRED.finditer(text):
            yield "numbered", match.start(), match.end(), match[1]
    if numbered and "(" in text:
        for match in _PARENTHESISED.finditer(text):
            yield "numbered", match.start(), match.end(), match[0].strip(" ()")
    for match in (_GLUED if numbered else _GLUED_ALONE).finditer(text):
        yield "numbered", match.start(), match.end(), match[0]


def _author_years(text: str) -> Iterator[_Made]:
    if ("(" in text or "[" in text) and _YEAR_FORM.search(text):
        for group in _AUTHOR_YEAR_GROUP.finditer(text):
            for part in group[0][1:-1].split(";"):
                match = _AUTHOR_YEAR.fullmatch(part.strip())
                if match and match[1] not in _NOT_AUTHORS:
                    yield "author-year", group.start(), group.end(), part.strip()
                    break
        for match in _DOCUMENT_YEAR.finditer(text):
            yield "author-year", match.start(), match.end(), match[0][1:-1]
        for match in _NARRATIVE.finditer(text):
            if match[1].split()[0].rstrip(",") not in _NOT_AUTHORS:
                yield "author-year", match.start(), match.end(), match[0]
    if "(see " in text or "(See " in text:
        for match in _SEE_REFERENCE.finditer(text):
            yield "numbered", match.start(), match.end(), match[0][1:-1]
    if "same " in text or "bid" in text or "bove)" in text:
        for match in _SAME_SOURCE.finditer(text):
            yield "named", match.start(), match.end(), ""
    if "et al" in text or "colleagues" in text or "workers" in text or "authors" in text:
        for match in _ET_AL.finditer(text):
            if match[0].split()[0] not in {"You", "We", "I", "Friends", "Family", "Doctors"}:
                yield "author-year", match.start(), match.end(), match[0]


# --- Sources named in words ----------------------------------------------------------------------------------------

# Between a body and its document stand adjectives and names, never a verb: "the CDC funds studies" names no source.
_NO_DOCUMENT: Final = (
    r"(?!(?:for|to|is|are|was|were|be|has|have|had|and|or|also|that|which|who|in|on|of|with|at|by|from|as|not|will"
    r"|can|may"
    r"|currently|supports?|supported|conducts?|makes?|made|funds?|funded|sponsors?|began|launched|continues?|runs?"
    r"|says?"
    r"|does|did|provides?|offers?|needs?|uses?|wants?|requires?|approved|approves)\b)"
)
_DOCUMENT_GAP: Final = rf"(?:['’]s)?(?:\s\([A-Za-z&.]{{2,10}}\))?['’]?s?\s(?:{_NO_DOCUMENT}[\w’'/-]+\s){{0,4}}?"


@cache
def _publishers() -> TermList:
    names = {name: name for name in words("sources", "publishers")}
    names.update({name: f"={name}" for name in words("sources", "journals")})
    return TermList(names)


@cache
def _patterns() -> Mapping[str, re.Pattern[str]]:
    forms = {form for word in words("sources", "documents") for form in plurals(word)} | {"analyses"}
    document = f"(?:{'|'.join(re.escape(form) for form in longest_first(forms))})"
    reporting = "|".join(words("sources", "reporting"))
    gap = r"(?:[\w’'-]{1,40},?\s){0,6}?"
    label = (
        r"(?:[\w’'-]+\s){0,3}?(?:label(?:l?ing)?|prescribing information|product information|package insert"
        r"|(?:package|patient|patient information)\sleaflet|summary of product characteristics|boxed warning)"
    )
    months = "January|February|March|April|May|June|July|August|September|October|November|December"
    place = r"(?:University of [A-Z]\w+|(?:[A-Z]\w+\s){1,3}(?:University|School|College|Institute|Hospital|Clinic))"
    return {
        # the FDA label; NICE guideline NG59; the WHO's 2021 report
        "document": compiled(
            rf"{_DOCUMENT_GAP}{document}\b(?!\s(?i:form))(?:\s\((?:19|20)\d\d\)|\s[A-Z]{{2,3}}\d{{1,4}}\b)?",
            re.IGNORECASE,
        ),
        # the CDC estimates; the FDA has warned
        "reporting": compiled(
            rf"(?:['’]s)?(?:\s\([A-Za-z&.]{{2,10}}\))?,?\s(?:also\s|now\s|currently\s|has\s|have\s)*(?:{reporting})\b"
        ),
        # according to the …; figures from the …; published by …
        "before": compiled(
            rf"\b(?:according to|as (?:reported|stated|defined|described|recommended) by"
            rf"|(?:guidance|advice|information|data|figures|statistics|estimates?|numbers|recommendations?"
            rf"|guidelines?|reports?"
            rf"|stud(?:y|ies)|survey|review|trial|criteria|definition)\s(?:(?:published|issued|made|done"
            rf"|run)\s)?(?:from|by)"
            rf"|(?:guidelines?|recommendations?|criteria|definition|report)\sof"
            rf"|(?:published|reported|estimated|issued|recommended|produced|endorsed|conducted|compiled)\sby|per"
            rf"|source:?)\s"
            rf"(?:(?:the|both|a|an|their|its|(?:researchers?|scientists|experts)\s(?:from|at)"
            rf"|U\.?S\.?|UK|American|federal|latest|current|{_YEAR})\s)*$",
            re.IGNORECASE,
        ),
        # a 2018 guideline; a review published in 2021; the survey (2020)
        "dated": compiled(
            rf"\b(?:19|20)\d\d(?:\sand\s(?:19|20)\d\d)?,?\s{gap}{document}\b"
            rf"|\b(?:[Aa]n?|[Tt]he|[Oo]ne|[Tt]his|[Tt]hat|[Tt]heir|[Aa]nother"
            rf"|[Oo]ur)\s{gap}{document}\b(?:\s[\w’'-]+){{0,5}}?"
            r"\s?(?:,?\s?\((?:19|20)\d\d\)"
            r"|,?\s(?:from|in|of|published in|dated|for)\s(?:[A-Z][a-z]+\s)?(?:19|20)\d\d\b)",
        ),
        "published": compiled(
            r"\bpublished\s(?:online\s)?in\s(?:the\s)?(?:(?:medical|scientific"
            r"|peer-reviewed)\s)?(?:[Jj]ournals?\s)?(?:of\s)?"
            rf"(?:the\s)?(?!(?:{months}|English|Europe)\b)[A-Z]\w+"
            r"|\bin\s(?:the|a)\s(?:[\w-]+\s){0,2}?journal,?\s(?:of\s)?[A-Z]\w+|\bin\s(?:this\s(?:week|month)|today)['’]s\s(?!(?:News|Report|Letter)\b)[A-Z]\w+"
        ),
        "label": compiled(
            rf"\bthe\s{label}\s(?:also\s|itself\s)?(?:says|states|lists|warns|gives|advises|notes|recommends"
            rf"|reports|describes"
            rf"|carries)\b|\baccording to (?:(?:section|page|part) [\w.]{{1,5}} of )?(?:the|its|their)\s"
            rf"(?:{label}|(?:[\w’'-]+\s){{0,3}}?(?:leaflet|manufacturer|makers?))\b",
            re.IGNORECASE,
        ),
        # the Framingham Heart Study; the RECOVERY trial
        "study": compiled(
            r"\b(?:[A-Z][\w'’&-]{1,40}\s(?:(?:of|and|on|the|for|in|to)\s){0,2}){2,8}(?:Study|Survey|Trial"
            r"|Initiative|Census"
            r"|Guidelines?|Consensus|Collaboration|Surveillance System|Report(?! Form)|Task Force|Prevention Program)\b"
            r"|\b[Tt]he\s[A-Z][A-Z0-9*-]{2,11}\s(?:trial|study|survey|cohort|investigators)\b"
        ),
        "university": compiled(
            r"\b(?i:stud(?:y|ies)|research(?:ers)?|trials?|scientists|team|investigators|doctors|review)\s"
            rf"(?:[\w’'-]+\s){{0,4}}?(?:at|from|by|of)\s(?:the\s)?{place}"
            rf"|\b{place}(?:\s[A-Z]\w+)?\s(?:researchers|scientists|study|trial|team|review)\b"
        ),
        "according": compiled(
            r"\b[Aa]ccording to\s(?:the\s|a\s|an\s|Dr\.?\s|Professor\s|Prof\.?\s)?"
            r"(?!(?:Your|Our|My|Their|His|Her|Doctors|Experts|Research|Studies|Medicare)\b)"
            r"[A-Z][\w’'-]*(?:\.[\w’'-]+)*(?:(?<=\b[A-Z])\.)?(?:\s(?:(?:of|for|and|on|the|in)\s)*[A-Z][\w’'-]+)*"
        ),
    }


_NAMED_STUDY: Final = compiled(
    r"\b[A-Z][\w'’-]{1,40}\s(?:[\w'’-]{1,40}\s){0,7}?(?:Study|Trial|Survey|Program|Programme|Project|Initiative"
    r"|Registry|Collaboration)"
    r"(?:\s[Ss]tudy)?\s\(([A-Z][A-Za-z0-9*-]{2,9})\)"
)
_FIRST_AUTHOR: Final = compiled(r"\W*(?:\d+[.)]\s*)?([A-Z][\w'’-]{2,40}),?\s[A-Z]{1,3}\b")
_NAMED_WORDS: Final = ("Study", "Trial", "Survey", "Program", "Project", "Initiative", "Registry", "Collaboration")
_YEAR_IN: Final = compiled(r"\b(?:19|20)\d\d\b")


def _study_acronyms(blocks: Iterable[Block], entries: Iterable[str]) -> re.Pattern[str] | None:
    """Return a pattern for the short names of studies, None when there are none.

    A document gives them itself ("the Nurses' Health Study (NHS)"), or they are the first authors of the sources that
    it lists ("the Marchetti trial").
    """
    names = {
        match[1]
        for block in blocks
        if " (" in block.text and any(word in block.text for word in _NAMED_WORDS)
        for match in _NAMED_STUDY.finditer(block.text)
    }
    authors = {match[1] for entry in entries if (match := _FIRST_AUTHOR.match(entry)) and match[1] not in _NOT_AUTHORS}
    if not names and not authors:
        return None
    forms = []
    if names:
        forms.append(rf"\b(?:[Tt]he|[Ii]n)\s(?:{'|'.join(map(re.escape, sorted(names)))})\b(?!\))")
    if authors:
        forms.append(
            rf"\b(?:{'|'.join(map(re.escape, sorted(authors)))})(?:['’]s)?\s(?:[\w-]+\s)?(?:trial|study|review"
            rf"|survey|paper|cohort|team|group)\b"
        )
    return compiled("|".join(forms))


def _named(block: Block, acronyms: re.Pattern[str] | None) -> Iterator[_Made]:
    text, folded = block.text, block.prose.folded
    patterns = _patterns()
    for term in _publishers().find(folded):
        name = term.label.removeprefix("=")
        if text[term.start : term.end].replace("’", "'") != name.replace("’", "'"):
            continue
        if term.label.startswith("="):
            yield "named", term.start, term.end, name
            continue
        before = patterns["before"].search(text, max(0, term.start - 90), term.start)
        if match := patterns["document"].match(text, term.end, min(len(text), term.end + 90)):
            yield "named", term.start, match.end(), match[0].strip()
        elif before:
            dated = _YEAR_IN.search(text, before.start(), min(len(text), term.end + 30))
            document = "according" not in before[0].lower() and "per" not in before[0].lower().split()
            yield "named", before.start(), term.end, dated[0] if dated else (name if document else "")
        elif match := patterns["reporting"].match(text, term.end, min(len(text), term.end + 60)):
            yield "named", term.start, match.end(), ""
    if _YEAR_FORM.search(text):
        for match in patterns["dated"].finditer(text):
            year = _YEAR_IN.search(match[0])
            yield "named", match.start(), match.end(), year[0] if year else ""
    if "published" in folded or " journal" in folded or "this week" in folded or "this month" in folded:
        for match in patterns["published"].finditer(text):
            yield "named", match.start(), match.end(), match[0]
    if (
        "label" in folded
        or "leaflet" in folded
        or "information" in folded
        or "according" in folded
        or "insert" in folded
    ):
        for match in patterns["label"].finditer(text):
            yield "named", match.start(), match.end(), match[0]
    if any(word in text for word in _STUDY_WORDS):
        for match in patterns["study"].finditer(text):
            yield "named", match.start(), match.end(), match[0]
    if "Universit" in text or "School" in text or "Institute" in text or "Clinic" in text or "Hospital" in text:
        for match in patterns["university"].finditer(text):
            yield "named", match.start(), match.end(), ""
    if "ccording to" in text:
        for match in patterns["according"].finditer(text):
            yield "named", match.start(), match.end(), ""
    if "NG" in text or "CG" in text or "TA" in text or "QS" in text or "SIGN " in text:
        for match in _CODE.finditer(text):
            yield "named", match.start(), match.end(), match[0]
    if acronyms is not None:
        for match in acronyms.finditer(text):
            yield "named", match.start(), match.end(), match[0]


_STUDY_WORDS: Final = (
    *("Study", "Survey", "Trial", "Initiative", "Census", "Guideline", "Consensus", "Collaboration", "Surveillance"),
    *("Report", " trial", " study", " survey", " cohort", "Task Force", "Prevention Program"),
)
_LABEL_WORDS: Final = ("label", "leaflet", "information", "according", "insert")


# --- One block -----------------------------------------------------------------------------------------------------


def _in_block(
    block: Block, site: str | None, *, numbered: bool, acronyms: re.Pattern[str] | None
) -> Iterator[tuple[Citation, bool]]:
    """Yield a block's citations from left to right, and whether each is a link to the publisher's own pages."""
    found: list[tuple[Citation, bool]] = []
    linked: list[tuple[int, int]] = []
    for inline in block.inlines:
        if inline.kind == "citation":
            kind: CitationKind = "footnote" if inline.start == inline.end else "numbered"
            found.append((Citation(kind, block.index, inline.start, inline.end, inline.text, inline.target), False))
        elif inline.kind in {"link", "autolink"}:
            linked.append((inline.start, inline.end))
            if made := _link(block, inline, site):
                found.append(made)
    text = block.text
    for kind, start, end, target in (
        *_identifiers(block),
        *_marks(text, numbered=numbered),
        *_author_years(text),
        *_named(block, acronyms),
    ):
        # What a link shows is judged with the link: its address may be navigation, its words the name of a page.
        if kind == "address" and any(low <= start < high for low, high in linked):
            continue
        found.append((Citation(kind, block.index, start, end, text[start:end], target), False))
    found.sort(key=lambda pair: (pair[0].start, -pair[0].end))
    reach = -1
    for citation, own in found:
        if citation.end <= reach and citation.start < reach and not own:
            continue
        if not own:
            reach = max(reach, citation.end)
        yield citation, own


# --- What citations cover ------------------------------------------------------------------------------------------

_SOURCE_LINE: Final = compiled(
    r"\W*(?:(?:data|image|table|figure|information|text)\s)?(?:sources?|references?|ref|refs|adapted from|based on"
    r"|from)(?:\s(?:and|&)\s\w+)?\s?[:–-]\s?\S|\W*(?:data|figures|information|adapted)\s(?:is\s|are\s|comes?\s"
    r"|taken\s)?from\s"
)
_POINTS_BACK: Final = compiled(
    r"\W*(?:this|that|these|those|it|they|both|such|the (?:same )?(?:figures?|numbers?|estimates?|findings?|results?"
    r"|stud(?:y|ies)|trials?|reviews?|data|rates?|evidence|source))\b"
)
_GOES_ON: Final = compiled(
    r"\b(?:the|this|that|these|those|both|all)\s(?:\w+\s)?(?:stud(?:y|ies)|trials?|reviews?|surveys?|guidelines?"
    r"|authors?"
    r"|researchers|investigators|participants|volunteers|scientists|groups?|placebo|team|report|analysis|data"
    r"|findings|results)\b|\bthe (?:rate|figure|number|share|proportion)s? (?:was|were|is|are|fell|rose)\b"
    r"|\bof (?:them|these|those)\b|\bthe others?\b"
)
_TOLD_THERE: Final = compiled(
    r"\b(?:the|its|their) (?:\w+ )?(?:notice|paper|article|agency|board|regulator|leaflet|label|authors|report) "
    r"(?:also |itself )?(?:says|said|adds|added|notes|noted|warns|warned|states|stated|found|reports|reported"
    r"|concludes|concluded)\b"
)
# How far back the sentence may stand that cites the study of which later sentences give the results.
_REACH: Final = 4
_FAR_REACH: Final = 8
_STUDIED: Final = compiled(
    r"\b(?:stud(?:y|ies)|trials?|surveys?|reviews?|research|cohorts?|analys[ei]s|meta-analys[ei]s|audits?"
    r"|experiments?|polls?"
    r"|reports?|team|scientists|researchers|investigators|authors|registry|randomi[sz]ed|followed|tested|published"
    r"|notice)\b"
)
# What a study did or found is told in the past, of people who were counted, measured or compared.
_PAST: Final = compiled(
    r"\b(?:had|were|was|did|fell|rose|dropped|improved|increased|decreased|reduced|declined|lost|gained|reported"
    r"|developed|died"
    r"|survived|went on|needed|took|received|got|gave|scored|halved|doubled|split|followed|tracked|recruited"
    r"|enrolled|assigned"
    r"|randomi[sz]ed|compared|measured|tested|asked|filled in|completed|recovered|felt|slept|walked|ate|drank"
    r"|stayed|saw|showed"
    r"|experienced|reached|achieved|dropped out|quit|came back|relapsed|responded|remained|became|worked|ran|lived"
    r"|tried|made"
    r"|noticed|suffered|started|stopped|used|swallowed|cut|lowered|eased|differed|stood|averaged|spent|missed|left)\b"
)
_COUNTED: Final = compiled(
    r"\b(?:those|participants?|volunteers?|patients|people|women|men|adults|children|babies|nurses|teenagers"
    r"|students|users|eaters"
    r"|drinkers|smokers|walkers|runners|takers|players|scores?|rates?|odds|risks?|pain|symptoms?|deaths|attacks"
    r"|episodes|difference"
    r"|differences|gap|average|groups?|arms?|placebo|sham|controls?|follow-up|both|neither|the rest|half|third"
    r"|quarter|others?"
    r"|two thirds|most|(?:nearly |about |only |roughly |around |some )?\d[\d,]*)\b"
)
_MEASURED: Final = compiled(
    r"\d|\b(?:fewer|more|less|lower|higher|better|worse|similar|same|difference|differences|differed|average|half"
    r"|halved|doubled"
    r"|twice|third|quarter|one in|two in|three in|none|no one|nobody|neither|both|than|compared|placebo|as often"
    r"|as well|percent"
    r"|two|three|four|five|six|seven|eight|nine|ten|twelve|most|longer|shorter|faster|likelier|likely)\b"
)
# A present tense claims something new; a date or a country, and what the writers themselves did, is another story.
_NOT_RESULTS: Final = compiled(
    r"\b(?:is|are|has|have|can|will|may|might|must|should|means|helps?|works|makes?|keeps?|we|our|ours|us|i|i'm|my"
    r"|me|you|your"
    r"|since|ago|last (?:year|month|week|decade)|this year|every year|each year|a year in|nationwide|worldwide"
    r"|nationally"
    r"|in (?:19|20)\d\d|in the (?:uk|us|usa|united|country|world|eu|nhs)|today|nowadays|now|always|never)\b|'(?:s"
    r"|re|ve|ll) |[\"?!]"
)


def _tells_results(folded: str) -> bool:
    """Say whether a sentence can only be about a study: it counts or compares people, in the past."""
    return (
        _NOT_RESULTS.search(folded) is None
        and _PAST.search(folded) is not None
        and _COUNTED.search(folded) is not None
        and _MEASURED.search(folded) is not None
    )


_CITING_WORDS: Final = compiled(
    r"\b(?:see|source|sources|reference|references|ref|refs|and|also|from|read|the|more|by|in|at|pages?|pp?|for|details"
    r"|study|review|guideline|full|here|data|report|about|on|of|based|adapted)\b|\b(?:19|20)\d\d\b|[\W_]+"
)
_SEE: Final = compiled(r"\W*(?:see|source|sources|reference|references|refs?|from|data from|based on|adapted from)\b")


def _only_cites(sentence: Sentence, cited: Sequence[Citation]) -> bool:
    """Say whether a sentence holds nothing but its citations and words like "See"."""
    text = sentence.block.prose.folded
    if all(citation.kind == "named" for citation in cited) and not _SEE.match(text, sentence.start):
        return False
    rest: list[str] = []
    position = sentence.start
    for citation in cited:
        rest.append(text[position : max(position, citation.start)])
        position = max(position, min(citation.end, sentence.end))
    rest.append(text[position : sentence.end])
    return not _CITING_WORDS.sub("", " ".join(rest)).strip()


def _covered(blocks: Sequence[Block], found: Sequence[Citation]) -> dict[int, tuple[Citation, ...]]:
    """Map blocks to the citations of a "Source:" line under them, and table cells to those of their caption."""
    if not found:
        return {}
    by_block: dict[int, list[Citation]] = {}
    for citation in found:
        by_block.setdefault(citation.block, []).append(citation)
    covering: dict[int, tuple[Citation, ...]] = {}
    run: list[int] = []
    cells: list[int] = []
    caption: tuple[Citation, ...] = ()
    for block in blocks:
        cited = tuple(by_block.get(block.index, ()))
        if block.kind == "heading":
            run, cells, caption = [], [], ()
            continue
        if block.kind == "cell":
            cells.append(block.index)
            if caption:
                covering[block.index] = caption
        else:
            if block.kind == "caption":
                caption = cited
                if cited:
                    covering.update(dict.fromkeys(cells, cited))
            else:
                caption = ()
            cells = []
        if cited and block.kind in {"paragraph", "item", "caption"} and _SOURCE_LINE.match(block.prose.folded):
            for index in run:
                covering[index] = covering.get(index, ()) + cited
            run = []
        else:
            run.append(block.index)
    return covering
