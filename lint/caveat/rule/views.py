"""The ways in which rules read a document."""

from __future__ import annotations

from collections.abc import Iterator

from caveat.analysis import Claim, Sentence
from caveat.document import Block
from caveat.library import Reading
from caveat.rule.rule import View


def _documents(reading: Reading) -> Iterator[Reading]:
    yield reading


def _blocks(reading: Reading) -> Iterator[Block]:
    yield from reading.document.blocks


def _sentences(reading: Reading) -> Iterator[Sentence]:
    yield from reading.analysis.sentences


def _prose_sentences(reading: Reading) -> Iterator[Sentence]:
    kinds = {"paragraph", "item", "cell", "footnote"}
    yield from (sentence for sentence in reading.analysis.sentences if sentence.block.kind in kinds)


def _claims(reading: Reading) -> Iterator[Claim]:
    yield from reading.analysis.claims


documents: View[Reading] = View("documents", _documents)
blocks: View[Block] = View("blocks", _blocks)
sentences: View[Sentence] = View("sentences", _sentences)
prose_sentences: View[Sentence] = View("prose sentences", _prose_sentences)
claims: View[Claim] = View("claims", _claims, parses=True)
claimed_documents: View[Reading] = View("documents with claims", _documents, parses=True)
