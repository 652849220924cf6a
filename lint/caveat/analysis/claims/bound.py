"""What trials support of a claim, where a topic pack says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caveat.document import fold

if TYPE_CHECKING:
    from caveat.analysis.analysis import Analysis
    from caveat.analysis.claim import Claim
    from caveat.terms.topic import ClaimBound

# What is called this may be the drug that the document is about.
_GENERAL = frozenset(
    {
        *(
            "treatment",
            "therapy",
            "medication",
            "medicine",
            "drug",
            "infusion",
            "injection",
            "dose",
            "procedure",
            "regimen",
        ),
        *("infusion therapy", "iv therapy", "shot", "tablet", "pill", "capsule", "patch", "spray", "nasal spray"),
    }
)


def bound_of(analysis: Analysis, claim: Claim) -> ClaimBound | None:
    """Return what the trials of a claim's drug in a claim's condition support, or None where no pack tells.

    The drug and the condition are those of the sentence, else those of the headings above it and the document's title.
    A sentence that names another treatment is not about the document's drug.
    """
    vocabulary = analysis.vocabulary
    if not vocabulary.topics:
        return None
    sentence = claim.sentence.folded
    above = _headings(analysis, claim)
    found = vocabulary.bounds_for(sentence, sentence) or vocabulary.bounds_for(sentence, above)
    if found is not None:
        return found
    treatments, _ = analysis.subjects.terms_in(claim.sentence)
    if any(match.label == "named" and match.term.removesuffix("s") not in _GENERAL for match in treatments):
        return None
    return vocabulary.bounds_for(above, sentence) or vocabulary.bounds_for(above, above)


def _headings(analysis: Analysis, claim: Claim) -> str:
    """Return the folded headings above a claim, nearest first, and the document's title."""
    found: list[str] = []
    section = analysis.document.section_of.get(claim.sentence.block.index)
    if section is not None and section.heading is not None:
        found.append(section.heading.prose.folded)
    first = next((block for block in analysis.document.blocks if block.kind == "heading"), None)
    if first is not None:
        found.append(first.prose.folded)
    found.append(fold(analysis.document.front.text("title") or ""))
    return "\n".join(found)
