"""Where a text gives amounts of medicines: what the rules of this family share.

A block without a digit is passed over; the others are read sentence by sentence. Quotations, code and lists of sources
are other people's words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from caveat.analysis.lexicon import treatment_terms
from caveat.analysis.quantities import holds_figure, unit_pattern
from caveat.patterns import compiled
from caveat.rule import Edit, Fix, View

if TYPE_CHECKING:
    from caveat.analysis import Sentence
    from caveat.document import Block
    from caveat.library import Reading

_QUOTED: Final = compiled(r"“[^”]{1,600}(?:”|$)|\"[^\"]{1,600}\"|«[^»]{1,600}»")

DOSE_UNIT: Final = unit_pattern(dose=True)
"""A pattern for the units that doses have, in lower case."""

# What is measured in a laboratory is counted by the litre, and so is what a device delivers.
PER_LITRE: Final = r"\s?(?:/|per)\s?(?:d\s?l|l|100\sml|cmm|mm3|µl|μl|ul|liter|litre|deciliter|decilitre)\b"

_MEASURED: Final = compiled(
    r"\b(?:levels?|results?|serum|plasma|blood\stests?|creatinine|albumin|ha?emoglobin|glucose|cholesterol|ferritin|psa|tsh|a1c|hba1c"
    r"|reference|normal\srange|ratio|density|detect\w*|measur\w*|weigh(?:s|ed|ing|t)?|residual|urine|lesions?|tumou?rs?|nodules?|stones?"
    r"|catheters?|tubes?|gauge|french|specimens?|samples?|protein|fat|fib(?:er|re)|carb\w*|sugars?|salt|alcohol|nutrition\w*|serving|scan|prostate|thyroid\sgland)\b"
)
_STATISTIC: Final = compiled(
    r"\b(?:buffer|pellets?\swere|resuspend\w*|supernatant|centrifug\w*|pbs|solvent|koh|naoh|blood\sloss|assay|titrant)\b|"
    r"\bmean\b(?!\s(?:you|that|they|we|it|to|the|your|a)\b)|\b(?:averaged?|median|confidence\sinterval|standard\sdeviation|interquartile|odds|hazard)\b|±|\b(?:ci|sd|se|iqr)\b|\bp\s?[<=>]"
)
_GIVEN: Final = compiled(
    r"\b(?:tak(?:e|es|ing|en)|took|giv(?:e|es|ing|en)|gave|inject\w*|infus\w*|dos(?:e|es|ed|ing|age|ages)|prescri\w*|tablets?|capsules?|pills?|swallow\w*|drops?|apply"
    r"|start(?:s|ed|ing)?\s(?:with|at|on)|daily|nightly|once|twice|(?:a|per|every|each)\s(?:day|night|week)|every\s\d+|hourly|by\smouth|intravenous\w*|iv|orally|administ\w*)\b"
)
# Medicines that are counted in units, which the engine's list of drugs does not all have.
_MEDICINE: Final = compiled(
    r"\b(?:insulin|heparin|penicillin|oxytocin|botulinum|epoetin|erythropoietin|nystatin|streptokinase)\b"
)


def is_read(reading: Reading, block: Block) -> bool:
    """Say whether a block is the publisher's own running text."""
    return (
        block.kind not in {"code", "alt"}
        and "quote" not in block.containers
        and reading.analysis.roles.get(block.index) != "references"
    )


def figured_sentences(reading: Reading) -> Iterator[Sentence]:
    """Yield the sentences that hold a digit, in the publisher's own words."""
    for block in reading.document.blocks:
        if holds_figure(block.prose.text) and is_read(reading, block):
            for sentence in reading.analysis.sentences_of(block):
                if holds_figure(sentence.text):
                    yield sentence


figured: View[Sentence] = View("sentences with figures", figured_sentences)


def is_quoted(sentence: Sentence, start: int, end: int) -> bool:
    """Say whether a stretch of a sentence, in offsets from its start, stands in quotation marks or code."""
    block = sentence.block
    first, last = sentence.start + start, sentence.start + end
    if any(one.kind in {"code", "autolink"} and one.start < last and first < one.end for one in block.inlines):
        return True
    return any(one.start() <= first and last <= one.end() for one in _QUOTED.finditer(block.text))


def is_measurement(folded: str, end: int) -> bool:
    """Say whether an amount that ends here is a laboratory value, a size or a statistic rather than a dose."""
    if re.match(PER_LITRE, folded[end : end + 16]) or _STATISTIC.search(folded):
        return True
    return _MEASURED.search(folded) is not None and _GIVEN.search(folded) is None


def is_given(folded: str) -> bool:
    """Say whether a sentence tells of a medicine that is taken or given."""
    return _GIVEN.search(folded) is not None


def names_medicine(reading: Reading, folded: str) -> bool:
    """Say whether a sentence names a medicine or another treatment."""
    return _MEDICINE.search(folded) is not None or treatment_terms(reading.analysis.vocabulary).any_in(folded)


def rewritten(sentence: Sentence, start: int, end: int, number: str) -> Fix | None:
    """Return the change that writes a number in another way; None where markup stands inside it."""
    span = sentence.locate(start, end)
    if span.end - span.start != end - start:
        return None
    return Fix((Edit(span.start, span.end, number),), "safe")
