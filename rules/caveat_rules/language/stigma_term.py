r"""Labels for people and slurs about substance use, mental health, disability, weight, age, prison or HIV.

## Why it matters

A label stays in the reader's mind longer than the advice around it.
People who see themselves in it put off care, and clinicians who read it judge and treat the person differently.

## What to write instead

Put the person first, and say what they have or do: “people with alcohol use disorder”, “a person who uses drugs”, “disabled people”, “patients with obesity”, “older people”, “people experiencing homelessness”.
Say what a test found, not what it says of somebody's virtue: “positive”, “negative”.

Each finding proposes such words.
They are for a person to judge, so no fix of this rule is applied unasked.

## What is not flagged

- Names of bodies, journals, laws and programs (National Institute on Drug Abuse, Alcoholics Anonymous), and label and manual headings (“Drug Abuse and Dependence”, DSM-IV, ICD-10).
- Quotations, block quotes, what somebody says of their own life (“I was an addict”), lists of references, and a word that is only spoken of (“the term ‘addict’”).
- Other senses: child abuse, alcoholic hepatitis, a clean wound, a midstream urine sample, flame retardant, dietary fat, spastic muscles, a chocolate addict.
- Words that the configuration's `accept` lists, for a house or a community that uses them of itself: `accept = ["hearing impaired"]`.

Slurs are raised by one step; milder labels, and terms that clinics still use, are lowered by one.
We leave out words on which the guidance disagrees (“relapse”, “special needs”, “birth defect”, “vulnerable”).

## Examples

```flagged
«Addicts» should not be given the drug.
```

```flagged
The study left out «morbidly obese patients» and «the homeless».
```

```flagged
A «drug-seeking» patient came back twice.
```

```clean
People with an active substance use disorder were left out of the study.
```

```clean
The National Institute on Drug Abuse paid for the study of alcoholic hepatitis.
```

```clean
“I was a junkie,” says Lee. “Now I help others to stop.”
```

## Precision

On 687 pages of public bodies the rule fired 77 times in 0.54 million words, 43 of them on one page about drugs.
All were read: 72 were right (94%), 5 were names of a disorder or of a group in law, mended since.
Few of those pages call people names, so the figure speaks mostly of “drug abuse” and of labels for weight and age.

## Sources

- National Institute on Drug Abuse, *Words Matter: Terms to Use and Avoid When Talking About Addiction*. Read. <https://nida.nih.gov/nidamed-medical-health-professionals/health-professions-education/words-matter-terms-to-use-avoid-when-talking-about-addiction>.
- Centers for Disease Control and Prevention, *Preferred Terms for Select Population Groups & Communities*. Read in part. <https://www.cdc.gov/health-communication/php/toolkit/preferred-terms.html>.
- UK government, *Inclusive language: words to use and avoid when writing about disability*. Read. <https://www.gov.uk/government/publications/inclusive-communication/inclusive-language-words-to-use-and-avoid-when-writing-about-disability>.
- National Institutes of Health, *Style Guide: Person-first and Destigmatizing Language*. Read. <https://www.nih.gov/nih-style-guide/person-first-destigmatizing-language>.
- UNAIDS, *Terminology Guidelines*, 2015. Read in earlier editions.
- Cox and Fritz, *Presenting complaint: use of language that disempowers patients*, BMJ 2022;377:e066720. Read in part. <https://doi.org/10.1136/bmj-2021-066720>.
- NHS Digital, *Writing about disability and difference*; Rosa's Law (Public Law 111-256, 2010, from memory); table 1 of PMC9386168 on language in addiction medicine. The list beside the rule says which word rests on which.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from caveat.library import Reading
from caveat.rule import Context, Hit, NoOptions, documents, hit, rule
from caveat_rules.language.wording import Wordings

_WORDINGS: Final = Wordings(Path(__file__).with_suffix(".yaml"))


@rule(
    documents,
    message="“{phrase}” labels or blames people; {instead}.",
    severity="warning",
    standard="NIDA, Words Matter; CDC Preferred Terms; NIH Style Guide, person-first language",
)
def check(reading: Reading, _context: Context[NoOptions]) -> Iterator[Hit]:
    """Flag labels for people, each with what to write instead."""
    for place, entry in _WORDINGS.find(reading):
        yield hit(
            place.sentence.block.prose.locate(place.start, place.end),
            grade=entry.grade,
            because=entry.because,
            phrase=place.text,
            instead=entry.instead(place.term),
            fix=entry.fix(place),
        )
