"""What kind of study each sentence of a text speaks from: a survey, a trial, a test on animals or cells."""

from __future__ import annotations

from functools import cache, cached_property
from typing import TYPE_CHECKING, Literal, cast

from caveat.analysis.lexicon import words
from caveat.document import fold
from caveat.patterns import compiled
from caveat.terms import Cue, TermList

if TYPE_CHECKING:
    from collections.abc import Mapping

    from caveat.analysis.analysis import Analysis
    from caveat.analysis.sentence import Sentence

Design = Literal["observational", "experimental", "preclinical", "unnamed", "none"]

# What the types of sources say of the design behind a sentence that cites them.
_TYPES: Mapping[str, Design] = {
    "trial": "experimental",
    "systematic-review": "experimental",
    "guideline": "experimental",
    "label": "experimental",
    "observational": "observational",
    "animal": "preclinical",
    "in-vitro": "preclinical",
}
_KEYS = ("observational", "perhaps_observational", "experimental", "preclinical", "human", "study", "limits")
# "Not a trial", "trials are needed": the trial that was not.
_NO_TRIAL = compiled(
    r"\b(?:no|not|never|without|lack of|need|needs|needed|future|further|planned|plans?|before|until|only|next"
    r"|await\w*|hope\w*)\b"
    r"[^.;]{0,45}$"
)
_TO_COME = compiled(
    r"^[^.;]{0,40}\b(?:needed|necessary|required|planned|to confirm|warranted|under ?way|will|would|could|should)\b"
)
# "Tracked 119,000 men and women", "an analysis of 6,000 women", "over 86,000 women", "for 14 years".
_FOLLOWED = Cue(
    r"\b(?:followed|tracked|monitored|studied|interviewed|analy[sz]ed|examined|observed|looked at|analysis of"
    r"|study of|data (?:from|on|of)"
    r"|records of|surveyed|questioned|asked|polled|involved|involving|included"
    r"|including)\b[^.;]{0,60}?\b\d[\d,]*(?:\.\d+)?(?: (?:million|thousand))? "
    r"(?:[\w'-]+ ){0,4}?(?:people|adults|women|men|children|teenagers|teens|adolescents|participants|nurses|doctors"
    r"|students|patients|mothers"
    r"|volunteers|babies|infants|couples|twins|residents|workers|pregnancies|births|adolescents|americans|britons"
    r"|veterans|pupils|girls|boys|households)\b"
    r"|\b(?:followed|tracked) (?:up )?[^.;]{0,60}\b(?:for|over) [^.;]{0,30}\byears\b"
    r"|\b\d+[- ](?:year|decade)[- ](?:long )?(?:study|follow-up)\b",
    *(
        "follow",
        "track",
        "monitor",
        "studied",
        "interview",
        "analy",
        "examined",
        "observed",
        "looked at",
        "study",
        "data",
        "records",
    ),
    *("surveyed", "questioned", "asked", "polled", "involv", "includ"),
)
_FAR = 3
_FIRST = 4
_SHARE = 0.15
_LONGEST_NEWS = 80
# One study that the text speaks of, not "studies".
_ONE_STUDY = Cue(
    r"\b(?:new|recent|this|the|a|an|one|latest|our|their|another|large|major|landmark) (?:[\w,'-]+ ){0,4}?(?:study"
    r"|survey|research"
    r"|analysis|paper|findings|experiment|cohort|poll|trial)\b"
    r"|\b(?:researchers|scientists|investigators|authors|team)\b|\bpublished\b|\bnew research\b|\bresearch (?:from"
    r"|by|led|has revealed|reveals)\b"
    r"|^(?:study|research|survey)\b|\b(?:study|survey|research)(?: (?:finds?|found|says?|shows?|suggests?"
    r"|reveals?))?$",
    *(
        "stud",
        "survey",
        "research",
        "analys",
        "paper",
        "findings",
        "experiment",
        "cohort",
        "poll",
        "trial",
        "scientists",
        "investigators",
    ),
    *("authors", "team", "published"),
)
_FOUND = compiled(
    r"\b(?:found|finds?|shows?|showed|shown|suggests?|suggested|reveals?|revealed|reports?|reported|says?|according"
    r"|concludes?|concluded"
    r"|confirms?|confirmed|proves?|proved|proven|demonstrates?|demonstrated)\b"
)
_A_STUDY = compiled(
    r"\b(?:a|an|one|new|recent|large|major|huge|landmark|another|\d+[- ]year|university"
    r"|cohort) (?:[\w,'-]+ ){0,4}?(?:study|survey|analysis|poll|questionnaire)\b"
    r"|\b(?:observational|cohort|registry|epidemiological|survey) (?:study|studies|research|data)\b"
)
# "LEEDS, June 3, 2024 - ", "Newswise -", "(June 3, 2024)".
_DATELINE = compiled(
    r"(?:^|\n)(?:(?:Newswise|PRNewswire|EurekAlert)\b"
    r"|(?:[A-Z][A-Za-z.]+,? ){0,3}[A-Z]{3,}[^.\n]{0,60} ?[-\u2013\u2014]{1,2} ?\w"
    r"|\W{0,2}(?:[A-Z][\w. ]+, ){0,2}\(?(?:January|February|March|April|May|June|July|August|September|October"
    r"|November|December)"
    r" \d{1,2}, \d{4}\)? ?[-\u2013\u2014])"
)
_QUOTED = compiled(
    r"[\"\u201d],? (?:said|says|adds?|added|explains?|explained|remarked|comments?|noted)\b|\b(?:said"
    r"|says) (?:dr|professor|prof|lead|senior|study)\b"
)

# People who were counted, and what says that somebody found, did or announced something of late.
_COUNTED = compiled(
    r"\b(?:\d[\d,]*|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|eighty|(?:twenty|thirty|forty|fifty|sixty"
    r"|seventy|eighty"
    r"|ninety)-\w+|(?:a |two |three |several )?(?:hundred|thousand)s?)(?: [a-z-]+){0,3}? (?:people|adults|women|men"
    r"|children|teenagers|babies"
    r"|infants|patients|participants|volunteers|mothers|students|residents|veterans|smokers|pupils|boys|girls|nurses"
    r"|toddlers|seniors"
    r"|practices|hospitals|schools)\b|\b(?:\d+(?:\.\d+)?) ?(?:%|percent|per cent) of (?:the |those "
    r"|all )?(?:[a-z-]+ )?(?:treated |people|patients"
    r"|adults|women|men|children|participants|volunteers|those)"
    r"|\bphase (?:[123]|i{1,3})[ab]? (?:trial|study)|\bprimary endpoints?\b|\btopline\b"
    r"|\b(?:enrolled|recruited|tested|fitted|treated|randomi[sz]ed|vaccinated|followed|covered"
    r"|included) [^.;?!]{0,40}?\b\d{2}"
    r"|\b(?:\d{2,}|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-\w+)?"
    r"|(?:a )?hundred(?: and \w+)?) [a-z-]+s"
    r" (?:drew|took part|joined|were|had|got|who|stirred|chewed|used|wore)\b"
)
_FINDERS = (
    r"(?:researchers?|[a-z]*scientists?|doctors?|[a-z]*surgeons?|[a-z]+icians?|investigators?|paramedics|nurses"
    r"|midwives|gps|dentists?"
    r"|[a-z]{3,}ologists?|[a-z]{3,}iatrists?|[a-z]{3,}therapists?|allergists|pharmacists|engineers|experts|team"
    r"|company|university"
    r"|authors?|specialists|(?:[a-z]+ )?(?:inc|ltd|plc|gmbh|pharma|medical|therapeutics|biotech)\.?)"
)
_OF_LATE = (
    r"\b(?:said|announced|reported|presented|released|published|unveiled|revealed|appears?"
    r"|appeared)\b[^.;?!]{0,60}?\b(?:today|yesterday"
    r"|(?:this|last) (?:week|month|spring|summer|autumn|winter)|on (?:monday|tuesday|wednesday|thursday|friday"
    r"|saturday|sunday))\b"
)
_ANNOUNCED = compiled(
    rf"\b{_FINDERS}\b[^.;?!]{{0,80}}? (?:said|say|report(?:ed)?|announced|announces|have shown|has shown|showed"
    rf"|found|have found|has found"
    r"|write|wrote|revealed|presented|unveiled|published)\b"
    rf"|{_OF_LATE}"
    r"|\btoday announced\b|\baccording to a (?:new )?(?:\w+ ){0,2}?(?:trial|study|report|survey|analysis)\b"
    r"|\b(?:trial|study)\b[^.;?!]{0,50}? (?:shows"
    r"|finds|indicates|suggests|found|shown|showed)\b"
)
_COMPARED = compiled(
    r"\d ?(?:%|percent\b|per cent\b|points?\b)|\b(?:years?|months?|weeks?) later\b|\bcompared (?:with|to)\b"
    r"|\bfrom \d+(?:\.\d+)? to \d"
)
_SPOKEN = compiled(
    rf"{_OF_LATE}"
    r"|[,.!?][\"\u201d\u2019'] ?(?:said|says|adds?|added|explains?|explained|noted|according to|(?:dr|prof|professor"
    r"|mr|ms|mrs)\b)"
    r"|\b(?:said|says|explained|added) (?:\w+ ){0,4}?(?:dr|professor|prof|sir|lead|senior|study|chief|president"
    r"|founder)\b"
    r"|[,.!?][\"\u201d] ?[^.\"\u201d]{0,60}?\b(?:said|says|told|commented|enthused|remarked|concluded|cautioned"
    r"|explained)\b"
    r"|\b(?:said|says) that\b"
)

_HEADLINE = compiled(
    r"\b(?:study|studies|trial|researchers|scientists|findings|finds?|found|shows?|suggests?|reveals?|linked|may)\b"
)


@cache
def _terms() -> TermList:
    return TermList({term: key for key in reversed(_KEYS) for term in words("studies", key)})


class Studies:
    """Tells what kind of study stands behind the sentences of one document."""

    def __init__(self, analysis: Analysis) -> None:
        """Take the document's analysis."""
        self._analysis = analysis

    @cached_property
    def _cues(self) -> dict[int, frozenset[str]]:
        """By index, the kinds of words on studies in each sentence that has some."""
        found: dict[int, frozenset[str]] = {}
        for sentence in self._analysis.sentences:
            kinds = self._kinds(sentence)
            if kinds:
                found[sentence.index] = kinds
        return found

    def _kinds(self, sentence: Sentence) -> frozenset[str]:
        folded = sentence.folded
        kinds: set[str] = set()
        for match in _terms().find(folded):
            if match.label == "experimental" and (
                _NO_TRIAL.search(folded[: match.start]) or _TO_COME.search(folded[match.end :])
            ):
                continue
            kinds.add(match.label)
        if _FOLLOWED.search(folded) is not None:
            kinds.add("observational")
        if "limits" in kinds:
            kinds.add("study")
        return frozenset(kinds)

    def kinds_in(self, sentence: Sentence) -> frozenset[str]:
        """Return the kinds of words on studies that a sentence holds."""
        return self._cues.get(sentence.index, frozenset())

    @cached_property
    def about_a_study(self) -> bool:
        """Whether the document tells of one study, as news do: it says so near its beginning, and keeps to it."""
        told = [
            index
            for index, kinds in self._cues.items()
            if kinds & {"study", "observational", "perhaps_observational", "preclinical", "experimental"}
        ]
        sentences = self._analysis.sentences
        if not told or told[0] > _FIRST or len(told) < len(sentences) * _SHARE:
            return False
        if len(told) == 1 and self._of(self._cues[told[0]]) == "unnamed":
            return False
        return any(_ONE_STUDY.search(sentences[index].folded) for index in told if index <= 2 * _FIRST)

    @cached_property
    def in_news(self) -> bool:
        """Whether the document is news of a study: it tells of one, has a dateline, or quotes who did the work."""
        if self.about_a_study:
            return True
        first = self._analysis.document.blocks[:4]
        return any(_DATELINE.search(block.text) is not None for block in first) or (
            sum(_QUOTED.search(sentence.folded) is not None for sentence in self._analysis.sentences) > 1
            and any("study" in kinds for kinds in self._cues.values())
        )

    @cached_property
    def is_news_of_one(self) -> bool:
        """Whether the document is news of one study: its title says so, or it has a dateline or quotes."""
        if not self.about_a_study:
            return False
        document = self._analysis.document
        return (
            _HEADLINE.search(fold(document.title)) is not None
            or any(_DATELINE.search(block.text) is not None for block in document.blocks[:4])
            or any(_QUOTED.search(sentence.folded) is not None for sentence in self._analysis.sentences)
        )

    @cached_property
    def reports_results(self) -> bool:
        """Whether the document is news of what was found in people, by whatever name it calls the study."""
        if self.is_news_of_one:
            return True
        sentences = self._analysis.sentences
        if len(sentences) > _LONGEST_NEWS or not any(_COUNTED.search(sentence.folded) for sentence in sentences):
            return False
        spoken = any(_SPOKEN.search(sentence.folded) for sentence in sentences)
        compared = any(_COMPARED.search(sentence.folded) for sentence in sentences)
        announced = (spoken and compared) or any(
            _ANNOUNCED.search(sentence.folded) for sentence in sentences[: 2 * _FIRST]
        )
        blocks = self._analysis.document.blocks[:4]
        return announced and (
            spoken or self.about_a_study or any(_DATELINE.search(block.text) is not None for block in blocks)
        )

    @cached_property
    def design(self) -> Design:
        """What kind of study the document tells of as a whole, if it tells of one."""
        if not self.about_a_study:
            return "none"
        tally = {key: sum(key in kinds for kinds in self._cues.values()) for key in _KEYS}
        sure = tally["observational"] + (tally["perhaps_observational"] if tally["study"] else 0)
        if tally["preclinical"] > 1 and tally["preclinical"] >= max(tally["human"], sure, tally["experimental"]):
            return "preclinical"
        if tally["preclinical"] == 1 and not (sure or tally["experimental"] or tally["human"]):
            return "preclinical"
        if tally["experimental"]:
            return "experimental" if tally["experimental"] >= sure else "none"
        if tally["preclinical"]:
            return "none"
        return "observational" if sure else "unnamed"

    def design_near(self, sentence: Sentence) -> Design:
        """Say what kind of study a sentence speaks from: by its own words, else by those of its neighbours."""
        cited = self.cited(sentence)
        if cited != "none":
            return cited
        own = self._of(self.kinds_in(sentence))
        if not self.about_a_study:
            return own if own == "experimental" or self._reports(sentence, own) else "none"
        if own not in {"none", "unnamed"}:
            return own
        spoken = own == "unnamed"
        sentences = self._analysis.sentences
        for distance in range(1, _FAR + 1):
            for index in (sentence.index - distance, sentence.index + distance):
                if not 0 <= index < len(sentences):
                    continue
                found = self._of(self.kinds_in(sentences[index]))
                if found == "unnamed":
                    spoken = True
                elif found != "none":
                    return self.design if found == "observational" and self.design == "experimental" else found
        if spoken or sentence.block.kind == "heading" or sentence.index < _FIRST:
            return self.design if self.design != "none" else own
        return "none"

    @cached_property
    def _typed(self) -> bool:
        """Whether the title of any source says what kind of study it is."""
        return any(source.type in _TYPES for source in self._analysis.references.all)

    def cited(self, sentence: Sentence) -> Design:
        """Say what kind of study the sources of a sentence are, by their titles."""
        if not self._typed:
            return "none"
        found = {
            _TYPES.get(source.type, "none")
            for citation in self._analysis.citations.near(sentence)
            for source in self._analysis.references.sources(citation)
        }
        for design in ("experimental", "observational", "preclinical"):
            if design in found:
                return "none" if design == "preclinical" and "none" in found else cast("Design", design)
        return "none"

    def _reports(self, sentence: Sentence, own: Design) -> bool:
        """Say whether a sentence by itself reports what a study found: "a survey of adults shows that …"."""
        if own == "none" or _FOUND.search(sentence.folded) is None:
            return False
        return own == "preclinical" or _A_STUDY.search(sentence.folded) is not None

    def _of(self, kinds: frozenset[str]) -> Design:
        if "experimental" in kinds:
            return "experimental"
        if "preclinical" in kinds:
            return "preclinical"
        if "observational" in kinds or {"perhaps_observational", "study"} <= kinds:
            return "observational"
        return "unnamed" if "study" in kinds else "none"

    def limited(self, sentence: Sentence) -> bool:
        """Say whether the sentence or one beside it says what such a study cannot show."""
        return any("limits" in self._cues.get(sentence.index + step, ()) for step in (-1, 0, 1))

    @cached_property
    def places(self) -> frozenset[int]:
        """The sentences that speak from a study without chance, or from animals or cells."""
        if not self._typed and not any(
            {"study", "observational", "preclinical"} & kinds for kinds in self._cues.values()
        ):
            return frozenset()
        return frozenset(
            sentence.index
            for sentence in self._analysis.sentences
            if self._analysis.roles.get(sentence.block.index) != "references"
            and self.design_near(sentence) in {"observational", "preclinical", "unnamed"}
        )
