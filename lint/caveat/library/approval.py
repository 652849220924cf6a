"""That a person compared a piece with its article, and what of the article has changed since in what the piece says.

An approval is about words: it is kept under what the texts say, so that moving, renaming and re-encoding files does not
lose it. What counts of a text are its words and numbers; commas, quotation marks, capitals and white space do not.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final

from caveat.document import fold
from caveat.patterns import compiled

if TYPE_CHECKING:
    from caveat.analysis import Sentence
    from caveat.document import Document
    from caveat.library.reading import Reading

__all__ = [
    "Approval",
    "Change",
    "Pair",
    "Party",
    "Passage",
    "approval_of",
    "best_approval",
    "changes_since",
    "digest_of_document",
    "digest_of_text",
    "front_approval",
    "meaning_of",
    "states_article",
]

_KEPT: Final = ("<super>", "<sub>", "<fraction>")
_RANGE: Final = compiled(r"(?<=\d)\s*-\s*(?=\d)")
_TOKEN: Final = compiled(
    r"(?:(?<![\w.])\.)?\d+(?:[.,]\d+)*|[^\W\d_]+(?:'[^\W\d_]+)*|(?<![^\W\d_])-(?=\.?\d)|[%<>≥≤=≠±+×/$£€¥°µ~≈?]"
)
# A reference mark says where a sentence comes from, and a list that grows renumbers them.
_MARK: Final = compiled(r"\[\d{1,3}(?:\s*[,-]\s*\d{1,3})*\]")
_THOUSANDS: Final = compiled(r",(?=\d{3}(?!\d))")
_NUMBER: Final = compiled(r"[\d%½¼¾⅓⅔⅛]")
_DENIES: Final = compiled(r"\b(?:not|no|never|none|nor|neither|without|cannot|\w+n't)\b")
# From this share of sentences on, two texts are versions of one.
_SAME_TEXT: Final = 0.5
# From this share of words on, one sentence is another's new wording.
_SAME_SENTENCE: Final = 0.4
_SHORTEST_MARK: Final = 8
# What says who looked at a text and when is about the text, not what it says.
_COLOPHON: Final = compiled(
    r"\b(?:reviewed (?:by|on)|last (?:reviewed|updated|modified)|next review|updated on|published on|review date)\b"
)


def meaning_of(text: str) -> str:
    """Return the words, numbers and signs of a text that carry its meaning, with single spaces between them."""
    plain = unicodedata.normalize("NFC", text)
    if not plain.isascii():
        plain = "".join(one if one.isascii() else _simplified(one) for one in plain)
    plain = _RANGE.sub("-", _MARK.sub(" ", fold(plain).casefold()))
    return " ".join(_THOUSANDS.sub("", f"0{token}" if token[0] == "." else token) for token in _TOKEN.findall(plain))


def _simplified(character: str) -> str:
    """Return what a ligature or a wide letter stands for; raised digits and fractions stay what they are."""
    decomposition = unicodedata.decomposition(character)
    if not decomposition.startswith("<") or decomposition.startswith(_KEPT):
        return character
    return unicodedata.normalize("NFKC", character)


def digest_of_text(text: str) -> str:
    """Return what stands for the meaning of a sentence: 16 hexadecimal digits."""
    return hashlib.sha256(meaning_of(text).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def digest_of_document(document: Document) -> str:
    """Return what stands for all that a document says, front matter left out: 64 hexadecimal digits."""
    meanings = (meaning_of(block.text) for block in document.blocks)
    joined = "\n".join(meaning for meaning in meanings if meaning)
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Party:
    """One of the two texts, as it was: its path from the configuration's folder, its `id`, title and digest."""

    path: str
    id: str | None
    title: str
    digest: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence of an article: its digest, that of its paragraph, and its words."""

    digest: str
    block: str
    says: str


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence of a piece, the one of the article that it comes from, and how sure that was."""

    digest: str
    says: str
    article: Passage
    confidence: float


@dataclass(frozen=True)
class Approval:
    """Who compared a piece with its article and when, and what both said then.

    `sentences` are the digests of the article's sentences. Without them it is not known what the piece took from where:
    such an approval comes from the piece's own front matter.
    """

    by: str
    date: str
    article: Party
    piece: Party
    sentences: tuple[str, ...] = ()
    pairs: tuple[Pair, ...] = ()
    credential: str | None = None
    note: str | None = None

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(self.sentences)

    def knows(self, digest: str) -> bool:
        """Say whether the article had a sentence."""
        return digest in self._known

    @cached_property
    def by_sentence(self) -> dict[str, Pair]:
        """The pairs by the digest of the piece's sentence."""
        return {pair.digest: pair for pair in self.pairs}

    @property
    def shown(self) -> str:
        """Who compared the two, with what they give as their credential."""
        return f"{self.by}, {self.credential}" if self.credential else self.by


@dataclass(frozen=True, slots=True)
class Change:
    """A sentence of a piece, what the article said there when they were compared, and what it says now, if anything.

    `grave` says that a number or a "not" has changed.
    """

    piece: Sentence
    was: str
    now: Sentence | None
    grave: bool


def party(reading: Reading, path: str) -> Party:
    """Return a text as an approval keeps it; `path` is relative to the configuration's folder."""
    front = reading.document.front
    return Party(
        unicodedata.normalize("NFC", path),
        _normal(front.text("id")),
        reading.document.title,
        reading.digest,
    )


def _normal(text: str | None) -> str | None:
    return None if text is None else unicodedata.normalize("NFC", text)


def approval_of(
    piece: Reading,
    *,
    by: str,
    date: str,
    piece_path: str,
    article_path: str,
    credential: str | None = None,
    note: str | None = None,
) -> Approval:
    """Return the record that somebody compared a piece with the article that its reading holds."""
    article, alignment = piece.article, piece.alignment
    if article is None or alignment is None:
        message = "a piece is compared with an article"
        raise ValueError(message)
    blocks = {block.index: digest_of_text(block.text) for block in article.document.blocks}
    pairs = tuple(
        Pair(
            digest_of_text(match.piece.text),
            _words(match.piece),
            Passage(digest_of_text(match.article.text), blocks[match.article.block.index], _words(match.article)),
            match.confidence,
        )
        for match in alignment.matches
        if match.article is not None
    )
    return Approval(
        by,
        date,
        party(article, article_path),
        party(piece, piece_path),
        tuple(dict.fromkeys(article.sentence_digests)),
        tuple({pair.digest: pair for pair in pairs}.values()),
        credential,
        note,
    )


def front_approval(reading: Reading) -> Approval | None:
    """Return what a piece's front matter says: `checked_against`, the article's digest, and by whom and when."""
    front = reading.document.front
    mark = (front.text("checked_against") or "").lower().removeprefix("sha256:")
    if len(mark) < _SHORTEST_MARK or not re.fullmatch(r"[0-9a-f]+", mark):
        return None
    nameless = Party("", None, "", mark)
    own = Party("", None, "", reading.digest)
    return Approval(front.text("checked_by") or "", front.text("checked_on") or "", nameless, own)


def states_article(approval: Approval, article: Reading) -> bool:
    """Say whether the article still says exactly what it said when the two were compared."""
    return article.digest.startswith(approval.article.digest)


# -------------------------------------------------------------------- which approval is about which texts


@dataclass(frozen=True)
class _Present:
    """A piece and its article as they are now."""

    piece: Party
    article: Party
    says: frozenset[str] = field(default_factory=frozenset)
    states: frozenset[str] = field(default_factory=frozenset)


def best_approval(
    approvals: Sequence[Approval], reading: Reading, *, piece_path: str, article_path: str
) -> Approval | None:
    """Return the approval that is about a piece and its article: of the words as they are, else the latest."""
    if reading.article is None or not approvals:
        return None
    now = _Present(
        party(reading, piece_path),
        party(reading.article, article_path),
        frozenset(reading.sentence_digests),
        frozenset(reading.article.sentence_digests),
    )
    about = [one for one in approvals if _is_about_article(one, now) and _is_about_piece(one, now)]
    return max(about, key=lambda one: _rank(one, now), default=None)


def _is_about_article(one: Approval, now: _Present) -> bool:
    if one.article.digest == now.article.digest:
        return True
    if one.article.id is not None and now.article.id is not None:
        return one.article.id == now.article.id
    if one.article.path == now.article.path:
        return True
    kept = sum(digest in now.states for digest in one.sentences)
    return kept >= _SAME_TEXT * max(1, len(one.sentences))


def _is_about_piece(one: Approval, now: _Present) -> bool:
    if one.piece.digest == now.piece.digest:
        return True
    if one.piece.id is not None and now.piece.id is not None:
        return one.piece.id == now.piece.id
    if one.piece.path == now.piece.path:
        return True
    kept = sum(pair.digest in now.says for pair in one.pairs)
    return bool(one.pairs) and kept >= _SAME_TEXT * len(one.pairs)


def _rank(one: Approval, now: _Present) -> tuple[bool, str, bool, bool]:
    piece, article = one.piece.digest == now.piece.digest, one.article.digest == now.article.digest
    return piece and article, one.date, piece, article


# -------------------------------------------------------------------- what has changed


def changes_since(reading: Reading, approval: Approval) -> Iterator[Change]:
    """Yield the sentences of a piece whose place in the article has other words than when the two were compared.

    Sentences that the piece has got since are left out: nobody compared them.
    """
    article, alignment = reading.article, reading.alignment
    if article is None or alignment is None or not approval.pairs or states_article(approval, article):
        return
    sentences = dict(zip(article.sentence_digests, article.side.sentences, strict=True))
    # A full stop that became a comma makes other sentences of the same words.
    blocks = {digest_of_text(block.text) for block in article.document.blocks}
    new = [sentence for digest, sentence in sentences.items() if not approval.knows(digest)]
    for match in alignment.matches:
        pair = _pair_of(match.piece, approval)
        if pair is None or pair.article.digest in sentences or pair.article.block in blocks:
            continue
        was = pair.article.says
        if _COLOPHON.search(fold(was)) or _is_still_said(was, article, approval):
            continue
        aligned = match.article if match.article is not None and match.article in new else None
        now = _successor(was, new, aligned)
        if _is_sure(pair, now):
            yield Change(match.piece, was, now, now is not None and _is_grave(was, now.text))


def _pair_of(sentence: Sentence, approval: Approval) -> Pair | None:
    """Return what the approval holds on a sentence, also when it has been joined with another or parted since."""
    found = approval.by_sentence.get(digest_of_text(sentence.text))
    if found is not None:
        return found
    mine = f" {meaning_of(sentence.text)} "
    return next((pair for pair in approval.pairs if f" {meaning_of(pair.says)} " in mine), None)


def _is_still_said(was: str, article: Reading, approval: Approval) -> bool:
    """Say whether the article says it in other sentences: parted, or joined with others that it had."""
    wanted = meaning_of(was)
    for block in article.document.blocks:
        meaning = meaning_of(block.text)
        if f" {wanted} " not in f" {meaning} ":
            continue
        parts = [meaning_of(one.text) for one in article.analysis.sentences_of(block)]
        if any(
            " ".join(parts[first:last]) == wanted
            for first in range(len(parts))
            for last in range(first + 1, min(len(parts), first + 4) + 1)
        ):
            return True
        for part in parts:
            before, found, after = f" {part} ".partition(f" {wanted} ")
            rests = [rest for rest in (before.strip(), after.strip()) if rest]
            if found and rests and all(approval.knows(digest_of_text(rest)) for rest in rests):
                return True
    return False


def _successor(was: str, new: Sequence[Sentence], aligned: Sentence | None) -> Sentence | None:
    """Return the sentence that stands in the place of one that is gone."""
    old = set(meaning_of(was).split())
    best: tuple[float, Sentence] | None = None
    for sentence in new:
        words = set(meaning_of(sentence.text).split())
        shared = len(old & words) / max(1, len(old | words))
        if shared >= _SAME_SENTENCE and (best is None or shared > best[0]):
            best = shared, sentence
    return best[1] if best is not None else aligned


def _is_sure(pair: Pair, now: Sentence | None) -> bool:
    """Say whether the piece's sentence surely leans on the one that changed, or on a number that changed in it."""
    from caveat.library.alignment import SURE

    if pair.confidence >= SURE:
        return True
    changed = _numbers(pair.article.says) - (_numbers(now.text) if now is not None else frozenset())
    return bool(changed & _numbers(pair.says))


def _numbers(text: str) -> frozenset[str]:
    return frozenset(token for token in meaning_of(text).split() if _NUMBER.search(token))


def _is_grave(was: str, now: str) -> bool:
    if _numbers(was) != _numbers(now):
        return True
    return len(_DENIES.findall(fold(was))) != len(_DENIES.findall(fold(now)))


def _words(sentence: Sentence) -> str:
    return " ".join(sentence.text.split())
