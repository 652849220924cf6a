"""Which sentences lean on which source: what the rules about sources share."""

from __future__ import annotations

from collections.abc import Mapping

from caveat.analysis import Analysis, Citation, Reference, Sentence


def sentence_with(analysis: Analysis, citation: Citation) -> Sentence | None:
    """Return the sentence that a citation stands in, or right behind."""
    block = analysis.document.blocks[citation.block]
    found: Sentence | None = None
    for sentence in analysis.sentences_of(block):
        if found is not None and sentence.start >= max(citation.end, citation.start + 1):
            break
        if citation.start == citation.end and found is not None and sentence.start >= citation.start:
            break
        found = sentence
    return found


def citing_sentences(analysis: Analysis) -> Mapping[Reference, tuple[Sentence, ...]]:
    """Return the sentences that cite each source, by the source."""
    found: dict[Reference, dict[Sentence, None]] = {}
    for source, citations in analysis.references.cited.items():
        for citation in citations:
            sentence = sentence_with(analysis, citation)
            if sentence is not None:
                found.setdefault(source, {})[sentence] = None
    return {source: tuple(sentences) for source, sentences in found.items()}
