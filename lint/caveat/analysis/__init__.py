"""What can be known about a document, worked out when first asked for, once."""

from caveat.analysis.analysis import Analysis, prepare, read_together
from caveat.analysis.citation import Citation, CitationKind
from caveat.analysis.claim import AS_A_WHOLE, OVERCLAIM, Assertion, Claim, ClaimKind
from caveat.analysis.reference import Identifier, Reference
from caveat.analysis.references import Mark, References
from caveat.analysis.sentence import Sentence
from caveat.analysis.stated import SHORT_GENRES, Coverage, StatementFinder, mistaken_examples, passages
from caveat.analysis.topics import DrugMention, TopicFinder, UseMention, topic_finder

__all__ = [
    "AS_A_WHOLE",
    "OVERCLAIM",
    "SHORT_GENRES",
    "Analysis",
    "Assertion",
    "Citation",
    "CitationKind",
    "Claim",
    "ClaimKind",
    "Coverage",
    "DrugMention",
    "Identifier",
    "Mark",
    "Reference",
    "References",
    "Sentence",
    "StatementFinder",
    "TopicFinder",
    "UseMention",
    "mistaken_examples",
    "passages",
    "prepare",
    "read_together",
    "topic_finder",
]
