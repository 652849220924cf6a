r"""The text needs more years of school than its readers can be expected to have.

## Why it matters

Many adults cannot make use of a health text above about grade 8.
A text that is too hard gets skimmed or put aside, and the warnings in it go unread with the rest.

A grade is a symptom, not a proof.
It counts the length of sentences and of words, which predicts effort and says little about understanding; only readers can tell you whether they understood.

## What to write instead

Shorten the longest sentences first: a few of them often account for a whole grade.
Then swap long words for short ones where nothing is lost, “use” for “utilise”, “about” for “approximately”.
Keep the terms that readers need, such as the name of their condition, and explain each when it first comes.

## How it is measured

Two formulas, SMOG and Flesch-Kincaid, are computed on the running text, without headings, tables, references and bylines.
A text is a sample of its writer's sentences, so each grade comes with the interval that holds it with 95 % confidence.
Each formula has a target of its own: SMOG gives the same text a grade or two more than Flesch-Kincaid does, so a house that judges by one of them aims at another grade.
The rule fires only when the lower ends of the intervals, taken together, lie above the targets: on a short or uneven text it gives the benefit of the doubt.

The setting `readers`, at the top of the configuration or in a `[[path]]` table, says whose targets hold:

| `readers` | SMOG | Flesch-Kincaid | whose |
| --- | --- | --- | --- |
| `us` (default) | 8 | 8 | AMA and NIH: grade 6 to 8, of which this is the upper end |
| `us-ama` | | 6 | AMA, strictly |
| `nhs` | 6 | 6 | NHS, a reading age of 9 to 11 |
| `nhs-medical` | 9 | 9 | NHS, a reading age of 11 to 14 where the medical content needs it |
| `au` | 8 | | the Sydney Health Literacy Lab, for health information in Australia |
| `consent` | | 8 | review boards, for consent forms |
| `clinician` | | | nobody's: no grade is flagged |

The table `[targets]` sets `smog` and `flesch-kincaid` to grades of your own, and the rule's option `target` sets both to one.

## What is not flagged

Texts with fewer than 10 sentences or 100 words of running text: their grade moves with every sentence.
Texts whose front matter says that they are for professionals (`audience: clinicians`); in the profile `professional` the finding is for information only.

## Examples

```flagged document
The administration of subanaesthetic intravenous ketamine necessitates continuous cardiovascular monitoring throughout the procedure.
Patients experiencing uncontrolled hypertension or significant hepatic impairment generally require alternative therapeutic approaches.
Dissociative phenomena, including perceptual disturbances and depersonalisation, occur frequently during administration but typically resolve spontaneously.
Comprehensive evaluation by a multidisciplinary team facilitates individualised decisions regarding appropriateness.
Contraindicated medications should be identified through meticulous reconciliation of previous prescriptions.
Postprocedural observation continues until neurological and haemodynamic parameters have returned to baseline.
Transportation arrangements must be confirmed beforehand, because psychomotor impairment may persist considerably.
Longitudinal investigations concerning the durability of analgesic benefit remain conspicuously unavailable.
Preliminary observations nevertheless suggest improvements in functional capacity among selected individuals.
Reimbursement policies vary substantially between insurance organisations and frequently necessitate preauthorisation.
```

```flagged document
Osteoporosis is characterised by deterioration of the microarchitecture of bone, which increases susceptibility to fractures.
Susceptibility depends on numerous interacting determinants, including nutritional deficiency, medication and hormonal alterations.
Identification of asymptomatic individuals requires densitometry, preferably performed at experienced institutions.
Pharmacological intervention substantially diminishes vertebral fractures in postmenopausal populations.
Supplementation with calcium is recommended whenever dietary consumption is demonstrably insufficient.
Rehabilitation programmes incorporating progressive resistance activities improve stability and muscular performance.
Environmental modifications eliminate obstacles that contribute to accidental injuries.
Discontinuation of therapy necessitates consultation, because accelerated deterioration can subsequently occur.
Periodic reassessment determines whether continuation of medication remains appropriate.
Professional organisations disseminate authoritative information concerning preventive strategies.
```

```clean
Your bones can get thin as you age, and thin bones break more easily.
You may not feel it at all.
A scan shows how strong your bones are, and it takes about ten minutes.
Tablets can lower the risk of a break, but they do not take it away.
Take them with a full glass of water, and stay upright for half an hour.
Food with calcium helps, and so does time in the sun.
Walk every day, and lift something heavy twice a week.
Clear the floor of rugs and wires so that you do not trip.
Ask your doctor before you stop the tablets, because the bones can weaken fast after that.
Call us if you have new pain in your back.
We will see you again in a year and look at the next scan with you.
```

```clean
Subanaesthetic intravenous ketamine necessitates continuous cardiovascular monitoring.
Patients experiencing uncontrolled hypertension generally require alternative approaches.
```

## Precision

The grades equal those of textstat, given the same sentences and syllables, to nine decimals. On 687 pages of public health
bodies it fired on 429. Whether a page was too hard for its readers was not judged: a grade foretells effort, not
understanding.

## Sources

- National Institutes of Health and American Medical Association: material for patients at the sixth to eighth grade. Read as quoted in a paper in PubMed Central, <https://pmc.ncbi.nlm.nih.gov/articles/PMC3049622/> (“no higher than sixth- to eighth-grade”).
- NHS digital service manual: a reading age of 9 to 11, and of 11 to 14 where the medical content makes that hard, which is about grade 4 to 6 and 6 to 9. Read as quoted in the manual's public backlog, <https://github.com/nhsuk/nhsuk-service-manual-community-backlog/issues/258>, where its authors call “reading age” a problematic idea.
- University of Nebraska Medical Center, Institutional Review Board: consent forms at Flesch-Kincaid grade 8 or less, <https://www.unmc.edu/irb/resources/ConsentFormReadability.html>. Other boards ask for grade 6 to 8, or allow 10.
- Sydney Health Literacy Lab: its editor for health texts measures SMOG against grade 8. We know it from the reports on its trial (2024), and did not read its guidance.
- Wang and others, *Research in Social and Administrative Pharmacy*, 2013, <https://doi.org/10.1016/j.sapharm.2012.05.009>: formulas differ by up to five grades on the same text, and SMOG is the most consistent. We read the abstract.
- That 10 sentences are the fewest to judge by is our own choice; the hand method of SMOG asks for 30.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from caveat.analysis.readability import Grade, Readability
from caveat.library import Reading
from caveat.library.targets import is_for_professionals
from caveat.rule import Context, Hit, documents, rule

_FEWEST_SENTENCES: Final = 10
_FEWEST_WORDS: Final = 100
# The last year of a long course at a university; what a formula gives beyond it has no meaning.
_HIGHEST: Final = 18


@dataclass(frozen=True, slots=True)
class Options:
    """Which grade is still right for the readers."""

    target: float | None = None
    """The highest reading grade that passes, by either formula, instead of the targets that `readers` stands for."""


@rule(
    documents,
    message="Reads at about grade {smog} by SMOG{smog_range} and grade {kincaid} by Flesch-Kincaid"
    "{kincaid_range}; the target is grade {target}. Sentences have {length} words on average,"
    " and {share} in 100 words have three syllables or more.",
    severity="warning",
    options=Options,
    standard="AMA and NIH: material for patients at grade 6 to 8",
    severities={"professional": "info"},
)
def check(reading: Reading, context: Context[Options]) -> Iterator[Hit]:
    """Flag a document whose reading grade is above the target, even with the benefit of the doubt."""
    measured = reading.analysis.readability
    if not isinstance(measured, Readability) or measured.sentences < _FEWEST_SENTENCES:
        return
    if sum(counts.words for counts in reading.analysis.sentence_counts.values()) < _FEWEST_WORDS:
        return
    targets = reading.targets
    if context.options.target is not None:
        targets = replace(targets, smog=context.options.target, flesch_kincaid=context.options.target)
    smog, kincaid = measured.smog, measured.flesch_kincaid
    aims = ((smog, targets.smog), (kincaid, targets.flesch_kincaid))
    if sum(grade.low - target for grade, target in aims if target is not None) <= 0 or is_for_professionals(
        reading.document.front.text("audience")
    ):
        return
    words = {
        **_shown("smog", smog),
        **_shown("kincaid", kincaid),
        "target": targets.shown,
        "length": f"{measured.mean_sentence_length:.0f}",
        "share": f"{100 * measured.long_words / (measured.words - measured.figures):.0f}",
    }
    yield Hit(None, words)


def _shown(name: str, grade: Grade) -> dict[str, str]:
    """Return a grade and its interval as whole grades: the formulas differ by more than a decimal."""
    low, middle, high = (min(round(estimate), _HIGHEST) for estimate in (grade.low, grade.grade, grade.high))
    return {name: _named(middle), f"{name}_range": f" ({low} to {_named(high)})" if low != high else ""}


def _named(grade: int) -> str:
    return f"{grade} or more" if grade == _HIGHEST else str(grade)
