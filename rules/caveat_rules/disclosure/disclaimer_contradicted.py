"""Says that it is no medical advice or treats nothing, and then tells readers what to take or what it cures.

## Why it matters

A line at the end does not undo what the text says. Readers act on the dose or the promise, and regulators look at the whole.

## What to write instead

Change the text, not the disclaimer: “We do not recommend a dose. Ask a pharmacist whether it suits you.”

## What is not flagged

- Disclaimers in texts that give no dose and promise no cure.
- Doses that a doctor, a pharmacist or a label gives, and those of a study.
- Texts without a disclaimer: see `disclosure-medical-disclaimer`.

## Examples

```flagged
# Sleep drops

«Take 2 drops nightly.» This page is general information and no substitute for advice from your doctor.
```

```flagged
# Sleep drops

These drops cure insomnia. «These drops are not intended to diagnose, treat, cure or prevent any disease.»
```

```clean
# Sleep drops

Take 2 drops nightly if your doctor prescribed them. This page is no substitute for advice from your doctor.
```

```clean
# Sleep drops

Some people use drops to sleep. This page is general information and no substitute for advice from your doctor.
```

## Precision

In preview: on 687 pages of public bodies it never fired, and it has not been read on pages of other kinds.
Wordings are known from our own cases only.

## Sources

- 21 CFR 202.1(e)(3)(i): an untrue part is not corrected by a true one elsewhere. Read as quoted by others.
- FTC, *Health Products Compliance Guidance*, 2022: what is disclosed is clear and conspicuous. Read at second hand.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from caveat.library import Reading
from caveat.rule import Context, Hit, NoOptions, claimed_documents, hit, rule
from caveat_rules.disclosure.medical_disclaimer import is_disclaimer
from caveat_rules.disclosure.statement import SHORT_GENRES, Wording, own_sentences

_WORDING: Final = Wording(Path(__file__).with_suffix(".yaml"))


@rule(
    claimed_documents,
    message="{problem}: a disclaimer does not undo it. Change the text, not the disclaimer.",
    severity="warning",
    standard="21 CFR 202.1(e)(3)(i)",
    status="preview",
    expects="",
)
def check(reading: Reading, _context: Context[NoOptions]) -> Iterator[Hit]:
    """Flag a dose beside a disclaimer of advice, and a disclaimer of treatment beside a claim of cure."""
    analysis = reading.analysis
    short = reading.document.genre in SHORT_GENRES
    if any(is_disclaimer(sentence.folded, short=short) for sentence in analysis.sentences):
        for sentence in own_sentences(analysis):
            folded = sentence.folded
            if _WORDING.says(folded, "doses", "not_own"):
                yield hit(sentence.locate(), problem="The text says that it is no medical advice, and gives a dose")
                return
    cured = any(claim.kind == "cure" and claim.assertion in {"asserted", "presupposed"} for claim in analysis.claims)
    if cured:
        for sentence in own_sentences(analysis):
            if _WORDING.says(sentence.folded, "supplement", ""):
                yield hit(sentence.locate(), problem="The text says that nothing is treated, and promises a cure")
                return
