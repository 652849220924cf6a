"""What everyone after the rules handles: findings and the report, in the shape of wire format version 1."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from caveat.document import Place
from caveat.rule import Fix, Severity, Status

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")

NOTES = frozenset(
    {
        "captions",
        "email",
        "encoding",
        "excluded",
        "front-matter",
        "images",
        "language",
        "online",
        "tracked-changes",
        "two-articles",
        "unverified-model",
    }
)
"""The kinds of problems that leave nothing unchecked that should have been."""


@dataclass(frozen=True, slots=True)
class Related:
    """Another place, or another rule on the same words, that belongs to a finding."""

    rule: str | None
    severity: Severity | None
    path: str
    start: Place
    end: Place
    quote: str
    message: str


@dataclass(frozen=True, slots=True)
class Suppressed:
    """Why a finding does not count: the reason given, by whom, and until when (ISO date)."""

    reason: str
    by: str
    until: str | None


DecisionState = Literal["accepted", "change-asked", "expired", "reopened", "disputed"]


@dataclass(frozen=True, slots=True)
class Decision:
    """What a reviewer decided on a finding: who, on which day, why, and until when it holds (ISO dates).

    `accepted` takes the finding out of the count; its `suppressed` says so, too. In every other state it is open: a
    change was asked for, the acceptance has expired, it was `reopened` because the sentence changed or the finding
    became graver, or two reviewers decided differently without knowing of each other.
    """

    state: DecisionState
    reason: str
    by: str
    credential: str
    date: str
    until: str | None


def signature(by: str, credential: str) -> str:
    """Return a reviewer's name with the credential: `Ann Lee, MD`."""
    return f"{by}, {credential}" if credential else by


ReviewState = Literal["signed", "open", "stale", "expired"]


@dataclass(frozen=True, slots=True)
class Review:
    """Where the review of a piece stands, and its last sign-off, if it has one.

    `signed` is valid for the present content. A `stale` sign-off was given to another content, an `expired` one, or one
    that rests on a risk accepted for a time, has passed its last day. `open` says that something is left to decide, or
    that nobody signed. `undecided` counts findings that need a decision, those with a change asked for among them;
    `why` says in words what is missing.
    """

    state: ReviewState
    undecided: int
    changes: int
    accepted: int
    by: str
    credential: str
    date: str | None
    until: str | None
    why: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault at its exact words. `start` and `end` are places in the decoded source; paths are as given, POSIX.

    The edits of `fix` are source text for source text.
    """

    rule: str
    family: str
    severity: Severity
    status: Status
    path: str
    start: Place
    end: Place
    scope: Literal["span", "document"]
    quote: str
    message: str
    standard: str | None
    fix: Fix | None
    related: tuple[Related, ...]
    fingerprint: str
    suppressed: Suppressed | None = None
    decision: Decision | None = None


@dataclass(frozen=True, slots=True)
class Withheld:
    """Where a rule proposed a fix that the engine does not let pass, and why: a claim, a number, a source, markup."""

    path: str
    rule: str
    start: Place
    reason: str


@dataclass(frozen=True, slots=True)
class GradeEstimate:
    """A reading grade with its 95 % interval."""

    grade: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class ReadabilityPanel:
    """The document's reading grades and the counts behind them."""

    smog: GradeEstimate
    flesch_kincaid: GradeEstimate
    flesch_reading_ease: float
    words: int
    sentences: int
    words_per_sentence: float


@dataclass(frozen=True, slots=True)
class ClaimSource:
    """A source that stands by a claim: how it is cited, its words, and its address on the web if it has one.

    A mark such as `[2]` is followed to its entry: `text` then is the entry's words after the mark.
    """

    kind: str
    text: str
    target: str


@dataclass(frozen=True, slots=True)
class LedgerClaim:
    """One medical claim of a document, as the ledger lists it.

    `strength` is 0 (denied) to 5 (absolute), `qualifier` the step of the ladder, "Q0" (none) to "Q5" (evidence with its
    limits). `findings` are the rules of the families claims and sourcing that stand on its words. `status` is `flagged`
    when one of them that nobody suppressed says more than that a source is missing.
    """

    path: str
    start: Place
    end: Place
    quote: str
    kind: str
    about: str
    assertion: str
    strength: int
    qualifier: str
    sources: tuple[ClaimSource, ...]
    status: Literal["sourced", "unsourced", "flagged"]
    findings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ClaimCount:
    """How many medical claims a document makes, as the ledger lists them, and how many have a source by them."""

    total: int
    sourced: int


CheckState = Literal["present", "missing", "declared", "not-expected", "not-checked"]


@dataclass(frozen=True, slots=True)
class ItemPlace:
    """Where a text says what a checklist asks for."""

    start: Place
    end: Place
    quote: str


@dataclass(frozen=True, slots=True)
class ChecklistItem:
    """One thing that a text should tell its readers, by the rule that looks for it.

    `place` is where the text says it, or where it should, when the rule can tell; `declared` where it stands outside
    the text. `why` is what the rule says of the state. An item of a rule that was not run, or that broke down, is
    `not-checked`.
    """

    item: str
    rule: str
    state: CheckState
    place: ItemPlace | None
    declared: str
    why: str


@dataclass(frozen=True, slots=True)
class PackUsed:
    """A topic pack that a text is about, and who answers for it. Dates are ISO dates.

    `checked_by` is the clinician who signed it off, or null when nobody has. `overdue` says that its review date has
    passed.
    """

    id: str
    version: str
    last_checked: str
    checked_by: str | None
    review_by: str | None
    overdue: bool


@dataclass(frozen=True, slots=True)
class DocumentSummary:
    """What a report says of one document. `article` is the path of the article that a piece derives from.

    `checklist` lists what the text should tell its readers: whether it does, and where. `topics` are the packs that the
    text is about. `id` is the front matter's, `content` the digest of what readers get to read, and `review` where the
    review stands, null when nobody has decided anything yet.
    """

    path: str
    title: str
    genre: str
    article: str | None
    words: int
    sentences: int
    readability: ReadabilityPanel | None
    claims: ClaimCount
    disclosures: dict[str, bool]
    checklist: tuple[ChecklistItem, ...] = ()
    topics: tuple[PackUsed, ...] = ()
    id: str | None = None
    content: str = ""
    review: Review | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be checked, or that the user should know of; `kind` is a short kebab-case word.

    The kinds `encoding`, `excluded`, `front-matter`, `images`, `language`, `online`, `tracked-changes` and
    `unverified-model` are notes and do not change the exit status.
    """

    path: str
    kind: str
    message: str


@dataclass(frozen=True, slots=True)
class Tool:
    """The versions that a report rests on."""

    name: str
    version: str
    language_model: str
    textstat: str
    proselint: str


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts of findings that are not suppressed, by severity."""

    error: int = 0
    warning: int = 0
    info: int = 0


@dataclass(frozen=True, slots=True)
class Report:
    """Everything a run found, in the wire format's shape; `baselined` counts findings that a baseline took out."""

    version: int
    tool: Tool
    documents: tuple[DocumentSummary, ...]
    findings: tuple[Finding, ...]
    problems: tuple[Problem, ...]
    summary: Summary
    today: str
    baselined: int = field(default=0)


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence of a document, with its place."""

    path: str
    start: Place
    end: Place
    quote: str


PairVerdict = Literal["same", "exaggerated", "downplayed", "unsupported"]


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence of a piece and the sentence of its article that it comes from, None where none is like it.

    `confidence`, 0 to 1, says how sure it is that the two belong together. Strengths are 0 (denied) to 5 (absolute),
    None where a sentence claims nothing. `exaggerated` means that the piece says more than the article does,
    `downplayed` less, `unsupported` that it claims something and no sentence of the article is like it. The verdict is
    None where there is nothing to compare: no like in the article, and no claim.
    """

    article: Passage | None
    piece: Passage
    confidence: float
    article_strength: int | None
    piece_strength: int | None
    verdict: PairVerdict | None


@dataclass(frozen=True, slots=True)
class PieceVerdict:
    """How a piece as a whole stands to its article, with how many of its sentences got which verdict.

    `decided_by` is the place in `pairs` of the pair that settled the verdict, None where none did.
    """

    path: str
    article: str
    verdict: PairVerdict
    sentences: int
    aligned: int
    same: int
    exaggerated: int
    downplayed: int
    unsupported: int
    decided_by: int | None


@dataclass(frozen=True, slots=True)
class ComparedReport(Report):
    """A report of pieces that were compared with one article, with the sentences that belong together."""

    pieces: tuple[PieceVerdict, ...] = ()
    pairs: tuple[Pair, ...] = ()
