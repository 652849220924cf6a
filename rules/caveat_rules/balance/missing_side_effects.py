r"""Wins its readers for a treatment, or reports a study of one, and says nothing of its side effects.

## Why it matters

Nothing that works is without harm for everybody, and a reader cannot weigh what was not said.
News of a trial that leaves out what went wrong in it tells half of the result.

A text about a drug of which we have a pack has to name common side effects of that drug; any other text has to say something of harm at all.

## What to write instead

Name the common harms, the rare serious ones, and who should not have the treatment: “It can cause bruising and, rarely, an infection. Do not have it if you take blood thinners.”
In news: “In the trial, 12 of 80 people had headaches, and 3 stopped because of them.”
Where nobody looked, say so: “The report does not say what side effects people had.”
“It is well tolerated”, “safe” and “no side effects” name none.

## What is not flagged

- A text about a drug with a pack that names its common side effects; what `balance-missing-key-risk` leaves alone; in posts, text messages, scripts and emails, side effects that the pack does not ask for there.
- A text that says anywhere what a treatment can do, in whatever words: side effects, complications and risks; “may cause bruising”, “headaches were common”; “not suitable if you are pregnant”, “do not take it with alcohol”; “no serious adverse events were seen”; that its safety is not known.
- News that tells what went wrong for some of those treated, in whatever words (“nine dropped out”, “one lead had to be moved”); it need not list what a pack does.
- Texts on an illness that sell nothing, and those with no treatment in them. A text that informs on a treatment, which its title names, is asked once it says twice what good it does.
- Texts of fewer than 60 words, and news of fewer than 40.

Harms that the treatment is meant to ease or prevent do not count, nor those of others (“unlike opioids, which are addictive”), nor a lower risk of a disease.

## Examples

```flagged document
# Microneedling in Leeds

Our clinic has offered microneedling since 2009. Book today and see smoother skin within days.
Tiny needles wake up the skin, and our practitioners treat each face by hand.
Most clients come back every three months, because they love how fresh they look.
Every treatment is done by a nurse, and prices start at £150. The first consultation is free, and you can pay monthly.
```

```flagged document
# New pill cuts migraine days, trial finds

Researchers at a university tested a new pill, zelotriptan, in a randomised trial of 400 adults with migraine.
People who took the pill had four fewer days of headache a month, and those on placebo had two fewer.
The study was published in a medical journal on Monday. “These results are exciting,” said the lead author.
The team will follow the participants for another year, and hopes that the drug can be prescribed by 2028.
```

```clean
# Microneedling in Leeds

Our clinic has offered microneedling since 2009. Book today and see smoother skin within days.
Tiny needles wake up the skin, and our practitioners treat each face by hand.
Your face may be red and sore for some days.
Every treatment is done by a nurse, and prices start at £150. The first consultation is free, and you can pay monthly.
```

```clean
# Frozen shoulder

Frozen shoulder makes the joint stiff and painful, and moving it gets harder over some months.
It often gets better by itself, but this can take two years.
A physiotherapist can show you exercises, and ibuprofen may ease the pain.
See a doctor if the shoulder is hot, or if you cannot move it at all.
Try to keep using the arm as well as you can, and sleep with a pillow under it.
```

```flagged document
# Metformin for diabetes

Metformin lowers blood sugar. Most people tolerate metformin well. Metformin has been in use for decades.
```

```flagged document
# Semaglutide for weight

Semaglutide is a weekly injection. Side effects of semaglutide are usually mild. Semaglutide helps with nausea.
```

```clean
# Metformin for diabetes

Metformin lowers blood sugar. Common side effects of metformin are nausea and diarrhea.
```

```clean
# Metformin for diabetes

Metformin lowers blood sugar. Metformin is taken with food.

## Side effects

- feeling sick
- loose stools
```

## Precision

On 687 pages of public bodies, which sell nothing, it fired on none.
Of 498 pages and excerpts in the manner of sellers, hospitals and news, it fires on 55, and those 44 that are about no drug with a pack were all read.
39 say nothing of harm in any words (0.89); the others put it into half a sentence, or are no praise at all.
Four more than these, wrongly flagged, were mended on the way, so the figure flatters.
Of 40 news releases and pages written in the manner of real ones after a first round on 60 others, it found at first sight 15 of the 20 that tell no harm, and flagged one of the other 20 (F1 0.83); of 12 short releases after that, only 2 of 6, and 2 wrongly.
It knows the wordings of all 112 better by now, and flags none that tells harm.
What it misses are studies of what people eat and do, pages that neither sell nor have a treatment in their title, and news that tells of harm or of its study in words that it has not met.

## Sources

- U.S. Food and Drug Administration, *21 CFR 202.1(e)(5)(ii)*, fair balance. Read in excerpts.
- Charnock, *The DISCERN Handbook*, 1998, question 11: does it describe the risks of each treatment? Read in the instrument, <http://www.discern.org.uk/>.
- Schwitzer, *HealthNewsReview.org criteria*, 3: does the story adequately explain or quantify the harms? Read in the criteria.
- Each pack's list of side effects has its own source, in the pack and in the finding.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from caveat.analysis.persuasion import persuades
from caveat.library import Reading
from caveat.patterns import compiled
from caveat.rule import Context, Hit, NoOptions, Stated, documents, hit, not_expected, rule, stated
from caveat_rules.balance.harms import harm_sentences
from caveat_rules.balance.missing import finding, lacking, told
from caveat_rules.balance.weighing import informs_on_treatment, tells_of_benefit
from caveat_rules.structure.treatment import body_words

if TYPE_CHECKING:
    from caveat.analysis import Analysis

_FEWEST_WORDS: Final = 60
_FEWEST_IN_NEWS: Final = 40
# What a report is about stands in its title or its first sentences.
_OPENING: Final = 5

# Something was tried on people, and not only watched: they were given it, had it, or were put into a group.
_TRIED: Final = compiled(
    r"\b(?:assigned|randomi[sz]ed|waiting[- ]list|tested [^.;]{0,30} (?:on|in) \d|placebo|dummy|sham|control group|(?:those|children|people|patients|adults|women|men|babies|group) (?:given|assigned|treated)|in the \w+ group|(?:were|was) (?:given|treated|injected|fitted|offered"
    r"|implanted|operated)|(?:who|that|and) (?:got|had|took|used|wore|chewed|received|drank|swallowed|practi[sc]ed|underwent|inhaled|tried"
    r"|did)\b[^.;]{0,60}|treated (?:eyes|patients|people|children|skin|knees?)|each (?:volunteer|participant) \w+|(?:gave|treated|injected"
    r"|implanted|operated on|fitted) [^.;]{0,30}(?:patients|people|children|babies|adults|women|men)|vaccinated|drew lots"
    r"|(?:fared|did|slept|recovered|healed|walked|climbed|fell asleep) [^.;]{0,25}?(?:better|faster|sooner|further))\b"
)
_ASSIGNED: Final = compiled(r"\b(?:randomi[sz]ed|randomly assigned|assigned to|placebo|dummy|sham|waiting[- ]list)\b")
_TEST: Final = compiled(
    r"\b(?:blood|urine|breath|saliva|genetic|skin|stool|new|simple|hearing|eye|home|finger-prick) tests?\b|\bscan(?:s|ner)?\b|\bscreening\b"
)

_SILENT: Final = "The text {}, and nothing is said of side effects, risks or harms"
_FOR_SALE: Final = (
    "It can cause [the common harms] and, rarely, [the serious ones]. Do not have it if [who should not], and call us"
    " if [warning signs]."
)
_FOR_PAGE: Final = (
    "Side effects are [the common harms] and, rarely, [the serious ones]. Do not have it if [who should not], and get"
    " help if [warning signs]."
)
_FOR_STUDY: Final = (
    "In the study, [number] of [number] people had [the harms], and [number] stopped because of them. (Or: The report"
    " does not say what side effects people had.)"
)


@rule(
    documents,
    message="{problem}. You could write: “{write}”{source}",
    severity="error",
    standard="DISCERN question 11; 21 CFR 202.1(e)(5)(ii)",
    severities={"professional": "info"},
    expects="common side effects",
)
def check(reading: Reading, context: Context[NoOptions]) -> Iterator[Hit | Stated]:  # noqa: ARG001 - a check's shape
    """Flag a document that wins its readers for a treatment and has not one sentence on harm."""
    analysis = reading.analysis
    reports = _reports_on_treatment(analysis)
    # News tells what a study saw, and need not list what a label does.
    if analysis.coverage and not (reports and next(harm_sentences(reading, of_study=True), None) is not None):
        yield from _lacking_of_packs(reading)
        return
    if body_words(reading) < (_FEWEST_IN_NEWS if reports else _FEWEST_WORDS):
        yield not_expected("The text is too short to ask it.")
        return
    sells = analysis.subjects.promotional or persuades(analysis)
    if not sells and not reports and not informs_on_treatment(reading):
        yield not_expected("The text neither offers or praises a treatment nor reports a study of one.")
        return
    harm = next(harm_sentences(reading, of_study=reports or analysis.studies.reports_results), None)
    if harm is not None:
        yield stated(harm.locate())
    elif reports:
        yield hit(None, problem=_SILENT.format("reports a study of a treatment"), write=_FOR_STUDY, source="")
    elif sells:
        yield hit(None, problem=_SILENT.format("offers or praises a treatment"), write=_FOR_SALE, source="")
    else:
        yield hit(None, problem=_SILENT.format("tells what good a treatment does"), write=_FOR_PAGE, source="")


def _lacking_of_packs(reading: Reading) -> Iterator[Hit | Stated]:
    """Yield the common side effects that a text about drugs with a pack leaves out."""
    yield from told(reading, "side_effects")
    for coverage, missing in lacking(reading, "side_effects"):
        for statement in missing:
            found = finding(coverage.topic, [statement])
            words = found.words
            yield replace(
                found,
                words={
                    **words,
                    "problem": f"A text on {words['drug']} leaves out its common side effects: {words['missing']}",
                    "source": f" (Source: {words['source']}.)",
                },
            )


def _reports_on_treatment(analysis: Analysis) -> bool:
    """Say whether a document is news of a study in which something was tried on people; of what people eat or do, it is none."""
    studies = analysis.studies
    if studies.about_a_study and studies.design == "experimental":
        return True
    if not (studies.about_a_study or studies.reports_results):
        return False
    opening = analysis.sentences[:_OPENING]
    found = [match for one in opening for match in analysis.subjects.terms_in(one)[0]]
    if studies.design == "preclinical":
        return bool(found)
    tried = any(_TRIED.search(one.folded) for one in analysis.sentences)
    tried = tried or any(tells_of_benefit(one.folded) for one in opening)
    if studies.design == "observational":
        return studies.reports_results and (
            any(_TEST.search(one.folded) for one in opening)
            or any(_ASSIGNED.search(one.folded) for one in analysis.sentences)
        )
    tested = any(_TEST.search(one.folded) for one in opening)
    return any(match.label == "named" for match in found) or (studies.reports_results and (tried or tested))
