"""Never says who paid for the text, the study or the treatment, or what its makers stand to gain.

## Why it matters

Who pays, and who earns by the treatment, changes how readers should weigh what they are told. A seller's page that looks
like neutral education, and a story on a study that leaves out who funded it, keep that from them.

## What to write instead

The plain facts, whichever way they lie. A seller: “We are a private clinic that sells this treatment. An independent
doctor checked this page.” A page of information: “No company paid us to write this page.” A story on a study: “The study
was funded by Acme, which makes the drug. Two of its authors have received fees from Acme.”

## What is not flagged

- Texts that make no statement about health, and texts for professionals (`audience: professionals` in the front matter).
- Posts, text messages, scripts and e-mails that neither sell a treatment nor report a study.
- Texts that say who funded them or the study, in whatever words, and those that say that nobody did.
- Pieces that derive from an article which says it.
- Texts whose front matter has `funding`, `sponsor`, `conflicts` or a like key.
- Sites that say it elsewhere, once declared: `[disclosures] conflict-sponsor = "on the page About us"`.

Who pays for a treatment, sponsors a health plan or runs a programme is no such statement, nor is the advice to ask who paid.

## How severe it is

A warning where a text sells a treatment, makes bare claims for one or reports on a study; a note elsewhere.

## Examples

```flagged document
# Drops for sleep

Researchers report that melatonin drops help people fall asleep. The study followed 40 adults for a month.
```

```flagged document
# Ketamine for nerve pain

Our clinic offers ketamine infusions that relieve nerve pain. Ask your employer whether your plan is sponsored by a union.
```

```clean
# Drops for sleep

Researchers report that melatonin drops help people fall asleep. Acme, which makes the drops, paid for the study.
```

```clean
# Ketamine for nerve pain

Ketamine may ease nerve pain for some weeks. No company paid us to write this page.
```

```clean post
Ketamine may ease nerve pain for some weeks.
```

## Precision

On 687 pages of public bodies 606 make statements about health, and it fired on all but two of them. All of the lines that
its wordings match were read, 30 on the first run; all told of the grants and studies of others, which are left alone now.
Of 60 wordings of funding and interests and 30 near misses written for the purpose all come out right; 58 of the 60 did
before the rule had seen them. Of 61 further wordings, after news releases and shops, and 45 near misses, written without a look
at the patterns, 44 and 43 came out right at first, and all but two do now.
Of 20 news releases written in the manner of real ones, it found 9 of the 11 without such a statement at first sight, and flagged none of the others;
of 12 shorter ones after that, 3 of the 7 without, and one wrongly. It finds 17 of the 18 by now, and flags no other.

## Sources

- Health On the Net Foundation, *HONcode*, principles 7 and 8: who funds a site is named, and what is advertising is
  marked. Read in the principles, https://www.hon.ch/cgi-bin/HONcode/principles.pl; a historical standard.
- *HealthNewsReview* criteria: a story names who paid for a study, and what ties its experts have. Read in the criteria,
  https://www.healthnewsreview.org/about-us/review-criteria/.
- 16 CFR 255.5, on material connections, cited from memory.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from caveat.analysis import Analysis, Sentence
from caveat.analysis.persuasion import persuades
from caveat.library import Reading
from caveat.rule import Context, Hit, NoOptions, Stated, documents, hit, not_expected, rule, stated
from caveat.terms import Cue
from caveat_rules.disclosure.statement import SHORT_GENRES, Wording, for_professionals, in_front, own_sentences

_WORDING: Final = Wording(Path(__file__).with_suffix(".yaml"))
_KEYS: Final = ("funding", "funder", "sponsor", "sponsored_by", "conflicts", "conflict_of_interest", "disclosure")
# A story on a study: who found it, or where it appeared.
_STUDY: Final = Cue(
    r"\b(?:(?:researchers|scientists|investigators|(?:new|recent|latest|this|the) (?:\w+ ){0,2}?(?:study|trial|research|findings))"
    r" (?:\w+ ){0,2}?(?:found|finds|find|show|shows|showed|suggests?|suggested|reports?|reported|say|says|said|followed|looked|compared"
    r"|analy[sz]ed|studied|recruited|enrolled|tested|concluded|published|led|appears?|appeared)"
    r"|(?:published|appears?|appeared|reported) (?:\w+ ){0,3}?in (?:the )?(?:journal|new england|lancet|jama|bmj|nature|annals|proceedings|plos))\b",
    *(
        "researcher",
        "scientist",
        "investigator",
        "study",
        "trial",
        "research",
        "findings",
        "published",
        "appear",
        "reported",
    ),
)


@rule(
    documents,
    message="Nothing says who paid for this or who gains by it; add a line such as “{remedy}”.",
    severity="warning",
    standard="HONcode principles 7 and 8; HealthNewsReview criteria",
    expects="who paid and who gains",
)
def check(reading: Reading, _context: Context[NoOptions]) -> Iterator[Hit | Stated]:
    """Flag a document on health that names no funding, sponsor, seller or interests."""
    analysis = reading.analysis
    if not analysis.medical_sentences:
        return
    if for_professionals(reading):
        yield not_expected("The text is for professionals.")
        return
    if in_front(reading, *_KEYS):
        yield stated(None, declared="the front matter")
        return
    study = any(_STUDY.search(sentence.folded) for sentence in own_sentences(analysis))
    news = analysis.studies.reports_results
    said = statement_of_interests(analysis, of_study=study or news)
    if said is not None:
        yield stated(said.locate())
        return
    if reading.article is not None and statement_of_interests(reading.article.analysis) is not None:
        yield stated(None, declared="the article that it derives from")
        return
    sells = persuades(analysis)
    if not study and not news and not sells and reading.document.genre in SHORT_GENRES:
        yield not_expected("It is not asked of a short text that sells nothing and reports no study.")
        return
    if study or (news and not sells):
        remedy = "The study was paid for by …; its authors have received fees from …, or: report no ties to companies"
    elif sells:
        remedy = "We are a private clinic that sells this treatment"
    else:
        remedy = "This page was paid for by …, or: No company paid us to write this page"
    if study or news or sells:
        yield hit(None, remedy=remedy)
    else:
        yield hit(None, grade="lowered", because="the text sells nothing", remedy=remedy)


def statement_of_interests(analysis: Analysis, *, of_study: bool = False) -> Sentence | None:
    """Return where a text names who paid for it or for its study, or what its makers and experts stand to gain.

    In a text that does not report a study, who paid for the studies of others does not count.
    """
    for sentence in own_sentences(analysis):
        folded = sentence.folded
        if sentence.block.kind == "heading":
            if _WORDING.says(folded, "headings"):
                return sentence
        elif _WORDING.says(folded, "labels", "") or (
            _WORDING.says(folded) and (of_study or not _WORDING.says(folded, "others", ""))
        ):
            return sentence
    return None
