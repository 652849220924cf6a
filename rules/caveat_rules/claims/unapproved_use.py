"""Promotes a medicine for a use that its regulator has not approved, as if it were established.

## Why it matters

Nobody has reviewed whether the medicine is safe and works for that use, at that dose, in those people. A reader cannot
know this unless the text says so, and takes a treatment that is offered without a word for an approved one.

## What to write instead

Say how the use stands, then what is known: “Ketamine is not FDA approved for depression. Some doctors prescribe it
off-label; what is known of its effect comes from small, short trials [5].”

## What is not flagged

A sentence that says how the use stands (“off-label”, “not FDA approved”), research (“is being studied for”), harms
(“depression can be a side effect”), denials, questions, history, advice on whom to ask, and what other people use a
medicine for. Once the text has said how the use stands, what follows is not flagged,
unless it calls the treatment safe and effective; when the text says so only later, the finding is a warning. It is a
warning, too, when the claim is hedged, and when we know how the use stands only as somebody else reports it. A drug and
a use are one finding, with the other places related to it; each “safe and effective” is its own. A disease that a
seller names with a drug whose pack does not list it is a warning. Without a pack, only what the text itself says counts:
“licensed for heel pain, and we offer it for impotence too”, “off-label for sweaty palms, where it works brilliantly”.

## Examples

```flagged
«Ketamine infusions lift depression» within days.
```

```flagged
At our clinic «we offer ketamine for CRPS» and other nerve pain.
```

```flagged
Many people ask us about thyroid pills. «Levothyroxine is a proven way to support weight loss».
```

```clean
Ketamine is not FDA approved for any psychiatric condition. When other treatments fail, it may help with depression.
```

```clean
Ketamine is being studied for depression. Low mood can be a side effect of isotretinoin, and tell your doctor about
depression before you take it.
```

```clean
Sertraline treats depression, and ketamine is used as an anesthetic.
```

## Precision

On 687 pages of public health bodies (0.56 million words), 17 of which name a drug that has a pack, it did not fire. On
excerpts from 69 pages of clinics, shops, news and health sites that we looked up by the drugs' names, it fired 18 times,
all read: 17 were right, and one, a warning, was a news story on how a drug may act. Half of those pages were in view
while the rule was improved, so expect less on others.

On 59 pages of our own making, marked by reviewers who had not seen the rule, it finds 4 of 6 clear promotions after it was
mended on them, and none before; on 40 further pages, none of 3. Most are of drugs or devices without a pack, where it can
say little.

## Sources

- Directive 2001/83/EC, article 87(1) and (2): no advertising of a medicine that is not authorised; advertising agrees
  with what the product's summary lists. Read in the directive.
- Crane, DiStefano and Moore, *JAMA Network Open* 2023;6(11):e2342210, on what websites of ketamine clinics say. Read in
  the abstract.
- FDA statement of 10 October 2023 on compounded ketamine: it is not approved for any psychiatric disorder. Read as
  quoted in the press.
- How each use stands, and where we read it, is in the topic packs, `topics/*.yaml`. No clinician has checked them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from caveat.analysis import Analysis, DrugMention, Sentence, TopicFinder, UseMention, topic_finder
from caveat.document import Span, fold
from caveat.library import Reading
from caveat.patterns import compiled
from caveat.rule import Context, Hit, NoOptions, RelatedPlace, documents, hit, rule
from caveat.terms import Use

_KINDS = frozenset({"paragraph", "item", "cell", "heading", "caption"})
_ASIDE = frozenset({"references", "disclaimer"})
_STANDING = {
    "off_label": "an off-label use",
    "not_approved": "a use that the {regulator} has not approved",
    "investigational": "a use that is still under investigation",
}

# In a sentence, the drug is masked with \x01 and the words for the use with \x02, each as long as what it stands for.
_D, _C = "\x01+", "\x02+"
_GAP = r"[^;:\x01\x02]"
_VERB = (
    r"(?:treat(?:s|ing)?|reliev(?:e|es|ing)|eas(?:e|es|ing)|improv(?:e|es|ing)|reduc(?:e|es|ing)|lift(?:s|ing)?"
    r"|boost(?:s|ing)?|alleviat(?:e|es|ing)|heal(?:s|ing)?|cur(?:e|es|ing)|fight(?:s|ing)?|beat(?:s|ing)?"
    r"|combat(?:s|ing)?|calm(?:s|ing)?|sooth(?:e|es|ing)|control(?:s|ling)?|manag(?:e|es|ing)|lessen(?:s|ing)?"
    r"|tackl(?:e|es|ing)|end(?:s|ing)?|eliminat(?:e|es|ing)|revers(?:e|es|ing)|prevent(?:s|ing)?|help(?:s|ing)?"
    r"|benefit(?:s|ing)?|support(?:s|ing)?|promot(?:e|es|ing)|restor(?:e|es|ing)|lower(?:s|ing)?|stop(?:s|ping)?"
    r"|resolv(?:e|es|ing)|quiet(?:s|ing)?|brighten(?:s|ing)?|clear(?:s|ing)?|fad(?:e|es|ing)|shrink(?:s|ing)?|eras(?:e|es|ing)|interrupt(?:s|ing)?|melt(?:s|ing)?|transform(?:s|ing)?"
    r"|works?(?: [\w-]+){0,2}? (?:for|on|against))"
)
_IS = r"(?:is|are|can be|may be|becomes?|remains?|has (?:become|been|proven|emerged)|have (?:become|been|proven)|prove[sd]?)"
_GIVES = r"(?:offers?|provides?|brings?|delivers?|gives?|makes?|shows?|has|have|represents?)"
_GOOD = (
    r"(?:relief|improvements?|hope|help|answer|solution|breakthrough|option|treatment|therapy|remedy|medicine|choice"
    r"|alternative|tool|benefits?|results|success|freedom|way|approach|game[- ]changer)"
)
_WELL = (
    r"(?:effective|safe|proven|powerful|useful|helpful|ideal|great|excellent|beneficial|life-changing|perfect"
    r"|revolutionary|wonderful|successful|remarkable|fast-acting|good)"
)
_FOR = (
    r"(?:for|against|in (?:the )?(?:treatment|management) of|to (?:treat|help|manage|relieve|ease|improve|lift|reduce|boost|support|combat|beat|overcome"
    r"|address|calm|fight|heal|aid)|to(?= \x02))"
)
_TREATED = r"(?:treated|relieved|eased|helped|lifted|improved|managed|reversed|reduced|healed|cured|beaten|overcome)"
_SELLER = r"(?:we|our (?:clinics?|team|doctors|center|centre|practice|physicians|nurses|specialists|providers)|i)"
_HANDS_OUT = r"(?:offer|provide|use|prescribe|administer|recommend|speciali[sz]e in|deliver|give|suggest|sell)s?"

_LINKS = {
    "offer": rf"\b{_SELLER}\b(?:(?! (?:we|i) ){_GAP}){{0,40}}?\b{_HANDS_OUT}\b{_GAP}{{0,60}}?{_D}{_GAP}{{0,60}}?\b{_FOR}\b{_GAP}{{0,60}}?{_C}",
    "treating": rf"\b{_SELLER}\b(?:(?! (?:we|i) ){_GAP}){{0,40}}?\b(?:treat|help|relieve|manage|ease)s?\b{_GAP}{{0,60}}?{_C}{_GAP}{{0,60}}?\b(?:with|using|through)\b"
    rf"{_GAP}{{0,40}}?{_D}",
    "verb": rf"{_D}{_GAP}{{0,80}}?\b{_VERB}\b{_GAP}{{0,70}}?{_C}",
    "noun": rf"{_D}{_GAP}{{0,60}}?\b(?:{_IS}|{_GIVES}) {_GAP}{{0,50}}?\b{_GOOD}\b{_GAP}{{0,30}}?\b(?:for|from|in|to|with|of|against)\b"
    rf"{_GAP}{{0,50}}?{_C}",
    "adjective": rf"{_D}{_GAP}{{0,60}}?\b{_IS} {_GAP}{{0,40}}?\b{_WELL}\b{_GAP}{{0,40}}?\b(?:for|in|at|against|with|when)\b"
    rf"{_GAP}{{0,50}}?{_C}",
    "used": rf"{_D}{_GAP}{{0,60}}?\b(?:is|are|can be|may be|be|has been|have been) (?:[\w-]+ ){{0,3}}?(?:used|prescribed|given|recommended"
    rf"|indicated)\b{_GAP}{{0,30}}?\b{_FOR}\b{_GAP}{{0,50}}?{_C}",
    "passive": rf"{_C}{_GAP}{{0,40}}?\b(?:is|are|be|been|gets?) (?:[\w-]+ ){{0,3}}?{_TREATED} (?:[\w-]+ ){{0,4}}?(?:with|by|using|through)\b"
    rf"{_GAP}{{0,30}}?{_D}",
    "responding": rf"{_C}{_GAP}{{0,60}}?\b(?:gets?|feels?|does|do|fares?|improves?|recovers?|responds?|lifts?|eases?|fades?|clears?|melts?|goes|go)\b"
    rf"(?: (?:so|much|far|a lot|significantly|away|up))*(?: (?:better|well|beautifully|away|faster))? (?:on|with|to|after|thanks to){_GAP}{{0,30}}?{_D}",
    "prospect": rf"{_C}{_GAP}{{0,60}}?{_D}(?: [\w-]+){{0,3}}? (?:can|could|may|might|will)(?: [\w-]+)? (?:help|work|bring relief|be the answer"
    r"|change)\b",
    "extra": rf"{_D}(?:'s)?{_GAP}{{0,50}}?{_C}{_GAP}{{0,30}}?\b(?:is|are|offers?|brings?|makes?)\b{_GAP}{{0,30}}?"
    r"\b(?:benefits?|relief|improvements?|bonus|advantage|plus)\b",
    "benefits": rf"{_D}{_GAP}{{0,40}}?\bbenefits\b{_GAP}{{0,20}}?\b(?:include|including|such as|are)\b{_GAP}{{0,60}}?{_C}",
}
_SLOGANS = {
    "for": rf"{_D}(?: [\w-]+){{0,4}}? {_FOR}\b{_GAP}{{0,40}}?{_C}",
    "with": rf"{_C}(?: [\w-]+){{0,3}}? (?:with|through|using|thanks to)\b{_GAP}{{0,30}}?{_D}",
    "imperative": rf"^(?:try|choose|book|discover|experience|order|buy|shop|get|start|take|use)\b{_GAP}{{0,40}}?{_D}{_GAP}{{0,60}}?"
    rf"\b{_FOR}\b{_GAP}{{0,60}}?{_C}",
}
_PATTERNS = {name: compiled(pattern) for name, pattern in _LINKS.items()}
_SLOGAN_PATTERNS = {name: compiled(pattern) for name, pattern in _SLOGANS.items()}
_SLOGAN_WORDS = 12
_ITEM_REACH = 30
# A title that names the drug and the condition, and a place or a clinic beside them.
_NAMING = compiled(r"[\w' -]+? (?:for|in) (?:the (?:treatment|management) of )?[\w' -]+")
_PRAISING = compiled(
    rf"\b(?:{_VERB}|{_WELL}|relief|hope|help|answer|solution|breakthrough|cure|remedy|benefits?|results|success|freedom"
    r"|game[- ]changer|new|best|why)\b"
)
_BESIDE = 4

_DISCLOSED = compiled(
    r"\boff[- ]label\b|\black(?:s|ing|ed)?\b[^.;:]{0,30}?\bapprov\w+|\bunapproved\b|\bunlicen[sc]ed\b|\binvestigational\b|\bexperimental\b"
    r"|\b(?:not|n't|never|nor|no|yet to be|without|isn't|aren't|none)\b[^.;:]{0,60}?\b(?:approv\w+|licen[sc]ed|indicated|authori[sz]\w+)\b"
    r"|\b(?:approved|licen[sc]ed|indicated)\b[^.;]{0,20}?\b(?:only|solely)\b|\b(?:only|solely) (?:[\w-]+ ){0,2}?(?:approved|licen[sc]ed|indicated)\b"
    r"|\b(?:has|have|is|was|are) not (?:been )?(?:evaluated|reviewed|determined)\b"
)
_BOILERPLATE = compiled(r"\bthese statements\b|\bthis statement\b")
_RESEARCH = compiled(
    r"\b(?:stud(?:y|ies|ied|ying)|trials?|research(?!-)(?:ers?|ing)?|investigat\w+|participants?|placebo|randomi[sz]ed|scientists"
    r"|meta-analys\w+|systematic|explor(?:e|ed|ing)|looking into|tested|evidence|guidelines?|journal|published)\b"
)
_HISTORY = compiled(
    r"\b(?:was|were) (?:first|once|originally|initially|formerly|previously|historically)\b|\bhistor(?:y|ically)\b|\bin (?:the )?(?:1[89]|20)\d\d"
    r"|\bused to be\b|\b(?:centuries|decades) ago\b"
)
_BLOCKED = compiled(
    r"\b(?:not|never|no|nor|neither|cannot|without|hardly|barely|little|insufficient|unproven|fail(?:s|ed)?|unclear|unknown|whether|if|unless"
    r"|avoid|beware|instead of|rather than|unlike|than|myth|claim(?:s|ed|ing)?|alleg\w+|warn\w*|should|must|ask|tell|before|until|stop taking"
    r"|caus(?:e|es|ed|ing)|worsen\w*|trigger\w*|lead(?:s|ing)? to|side effects?|adverse|risks?|withdrawal|overdose|interact\w*|toxic\w*|harm\w*"
    r"|sideline\w*|increase[sd]?|raise[sd]?|understand|diagnos\w+|contraindicat\w+|also taking|along with|combined with|some people|other people"
    r"|insurance|cover\w*|use of|my|me|mine)\b|n't\b"
    r"|\b(?:people|users?|consumers|patients|adults|americans|many|some|manufacturers|sellers|shops|clinicians|doctors|they)(?: [\w-]+)? "
    r"(?:use|take|try|turn to|prescribe|buy|choose|give)\b"
    r"|\b(?:some|many|other|several|a few) (?:[\w-]+ )?(?:clinics|hospitals|centers|centres|doctors|providers) (?:now |also )?offer\b"
)
_CLAUSE = compiled(r"[,;:\u2013\u2014.](?=\s)| - |\b(?:but|although|though|while|whereas|because|and that)\b")
_HEDGED = compiled(
    r"\b(?:may|might|could|sometimes|some|possibly|perhaps|potential(?:ly)?|promising|appears?|seems?|used (?:to|for|in)|(?:thought|believed|said) to)\b"
)
_TELLS_OF_USE = compiled(rf"{_D}{_GAP}{{0,60}}? to (?:help )?$")
_FINITE = compiled(r"\b(?:is|are|can|will|may|has|have|helps?|works?|designed)\b")
_SAFE_AND_EFFECTIVE = compiled(
    r"\bsafe(?:ly)?(?:,)? (?:and|&) (?:\w+ly )?effective(?:ly)?\b|\beffective(?:ly)? (?:and|&) (?:\w+ly )?safe(?:ly)?\b|\bsafe, effective\b"
)
_SAFE_FOR = compiled(rf"(?<!was )(?<!were )(?:{_SAFE_AND_EFFECTIVE.pattern}){_GAP}{{0,60}}?{_C}")
_CONTRASTED = compiled(r"\b(?:unlike|instead of|rather than|compared (?:with|to)|than)\b")
_ANAPHOR = compiled(
    r"(?:(?:and|but|so|in fact|today|now|plus|best of all),? )?"
    r"(?P<words>(?:it|they)\b|this(?= (?:also |even |really |truly |quickly |often )?(?:can|may|will|is|has|[a-z]+s)\b)|(?:(?:the|this|these|our|each|every|a single) )?"
    r"(?:[\w-]+ )?(?:infusions?|treatments?|therap(?:y|ies)|medicines?|medications?|drugs?|injections?|tablets?|pills?|capsules?|drops|oils?"
    r"|gumm(?:y|ies)|sessions?|drips?|doses?|protocols?))\b"
)
_UNLISTED = "not listed"
_GOAL = compiled(
    r"\bto (?:improve|boost|lift|support|ease|treat|relieve|manage|combat|beat|calm|heal|reduce) (?:your |the |their )?"
    r"(?!health\b|symptoms\b|quality\b|results\b|pain\b)(?P<goal>[a-z-]{3,}(?: (?!and|or|in|for|with|so|by|as|at|to"
    r"|of|while|when|but)[a-z-]{3,})?)"
)
# What the text itself says of a licence, and then offers or praises the thing for something else.
_LICENSED = (
    r"(?:is|are) (?:[\w-]+ ){0,2}?(?:licen[sc]ed|approved|cleared|authori[sz]ed|indicated) (?:[\w-]+ ){0,3}?for\b"
)
_MORE = (
    r"\b(?:offer(?:s|ed|ing)?|us(?:e|es|ed|ing)|giv(?:e|es|ing)|prescrib(?:e|es|ing)|recommend(?:s|ing)?|provid(?:e"
    r"|es|ing)) (?:it|this|them|these|the same [\w-]+) "
    r"(?:[\w-]+ )?for (?P<use>[^,.;:]{3,50}?)(?: (?:too|as well|also)\b)"
)
_SUPERB = (
    r"(?:superb|excellent|amazing|brilliant|fantastic|outstanding|great|spectacular|remarkable|wonderful|impressive"
    r"|terrific|stunning|very good)"
    r" (?:results|success|effects?|outcomes)"
)
_WORKS_WELL = rf"(?:work(?:s|ed)? (?:brilliantly|beautifully|wonders|superbly|wonderfully|extremely well|very well|really well|every time|a treat)|{_SUPERB}|very effective|highly effective)"
_LICENSED_FOR_OTHER = compiled(rf"\b{_LICENSED}[^.;]{{1,90}}{_MORE}(?:[^.;]{{0,20}}{_SUPERB})?")
_PRAISED_OFF_LABEL = compiled(
    rf"\boff[- ]label for (?P<use>[^,.;:]{{3,50}}?),? (?:where|and|with|because"
    rf"|for which)\b[^.;]{{0,40}}?(?P<praise>{_WORKS_WELL})"
)
_GENERAL = frozenset(
    [
        "disease",
        "diseases",
        "illness",
        "illnesses",
        "condition",
        "conditions",
        "symptoms",
        "symptom",
        "pain",
        "disorder",
        "disorders",
        "infection",
        "inflammation",
    ]
)
# So many sentences are known from one check of a text to the next.
_KEPT = 4_096
_EFFECTS = frozenset({"efficacy", "cure", "guarantee", "duration", "speed"})


@dataclass(frozen=True, slots=True)
class _Promotion:
    """Words of a sentence that promote a drug for a use, which it names by `words`; offsets into the sentence."""

    drug: DrugMention
    use: Use
    words: str
    start: int
    end: int
    hedged: bool
    safe_and_effective: bool


@dataclass(frozen=True, slots=True)
class _Place:
    """A promotion with its sentence, and why it is only a warning, if it is."""

    sentence: Sentence
    promotion: _Promotion
    lowered: str

    @property
    def span(self) -> Span:
        return self.sentence.locate(self.promotion.start, self.promotion.end)


@rule(
    documents,
    message="“{phrase}” promotes {drug} for {use}: {standing} ({source}).",
    severity="error",
    standard="Directive 2001/83/EC, article 87",
)
def check(reading: Reading, _context: Context[NoOptions]) -> Iterator[Hit]:
    """Flag the sentences that promote a pack's drug for a use that is not approved, unless the text has said so."""
    analysis = reading.analysis
    yield from _beyond_licence(analysis)
    finder = topic_finder(analysis.vocabulary)
    if not any(finder.names_drug(block.prose.folded) for block in reading.document.blocks):
        return
    text = _Text(analysis, finder)
    places: dict[tuple[str, str, bool], list[_Place]] = {}
    for sentence in analysis.sentences:
        if sentence.block.kind not in _KINDS or analysis.roles.get(sentence.block.index) in _ASIDE:
            continue
        promotion = text.promotion(sentence) or text.listed(sentence)
        if promotion is None:
            continue
        disclosed = text.disclosed(promotion)
        if any(index < sentence.index for index in disclosed) and not promotion.safe_and_effective:
            continue
        if disclosed and _only_names(sentence, promotion):
            continue
        place = _Place(sentence, promotion, _why_lowered(promotion, disclosed=bool(disclosed)))
        named = promotion.words if promotion.use.condition == _UNLISTED else promotion.use.condition
        key = (promotion.drug.topic.id, named, promotion.safe_and_effective)
        places.setdefault(key, []).append(place)
    for (*_, always), found in places.items():
        for group in [[place] for place in found] if always else [found]:
            yield _hit(group)


def _beyond_licence(analysis: Analysis) -> Iterator[Hit]:
    """Yield hits for what the text offers beyond the licence that it names, or praises although it is off-label."""
    for sentence in analysis.sentences:
        folded = sentence.folded
        if sentence.block.kind not in _KINDS or _asks(folded) or "for " not in folded:
            continue
        place = _beyond(folded)
        if place is None:
            continue
        start, use_end, end = place
        yield hit(
            sentence.locate(start, end),
            phrase=sentence.text[start:end],
            drug="a treatment",
            use=sentence.text[start:use_end],
            standing="a use beyond the licence",
            source="by the text itself",
        )


@lru_cache(maxsize=_KEPT)
def _beyond(folded: str) -> tuple[int, int, int] | None:
    """Return where a use beyond the licence begins and ends, and where the words that offer or praise it end."""
    match = _LICENSED_FOR_OTHER.search(folded) or _PRAISED_OFF_LABEL.search(folded)
    if match is None or _RESEARCH.search(folded) or re.search(r"\b(?:not|never|no|cannot)\b|n't\b", match[0]):
        return None
    return match.start("use"), match.end("use"), match.end()


def _why_lowered(promotion: _Promotion, *, disclosed: bool) -> str:
    """Return why a promotion is only a warning, or an empty text."""
    if promotion.use.condition == _UNLISTED:
        return "the pack does not know the use, and may lack it"
    if promotion.use.confidence != "read":
        return "we know how the use stands only as others report it"
    if promotion.safe_and_effective:
        return ""
    if disclosed:
        return "the text says later how the use stands"
    return "the claim is hedged, or tells of use" if promotion.hedged else ""


def _hit(places: Sequence[_Place]) -> Hit:
    """Make one hit of all places that promote a drug for a use: at the first that nothing softens, else the first."""
    first = next((place for place in places if not place.lowered), places[0])
    promotion, use = first.promotion, first.promotion.use
    return hit(
        first.span,
        grade="lowered" if first.lowered else "normal",
        because=first.lowered,
        related=tuple(RelatedPlace(place.span, "the same use, here") for place in places if place is not first),
        phrase=first.sentence.text[promotion.start : promotion.end],
        drug=promotion.drug.topic.title,
        use=promotion.words,
        standing=(
            "a use that the pack does not list"
            if use.condition == _UNLISTED
            else _STANDING[use.status].format(regulator=use.regulator)
        ),
        source=use.source.label,
    )


class _Text:
    """A document with the drugs it names, sentence by sentence."""

    def __init__(self, analysis: Analysis, finder: TopicFinder) -> None:
        self._analysis = analysis
        self._finder = finder
        self._drugs = {sentence.index: finder.drugs(sentence.folded) for sentence in analysis.sentences}
        self._known: dict[str, set[str]] = {}
        self._topics = {drug.topic.id for drugs in self._drugs.values() for drug in drugs}
        self._disclosures = [
            sentence
            for sentence in analysis.sentences
            if _discloses(sentence.folded) and not _BOILERPLATE.search(sentence.folded)
        ]

    def promotion(self, sentence: Sentence) -> _Promotion | None:
        """Return how a sentence promotes a drug for a use that is not approved, or None."""
        folded = sentence.folded
        drugs = self._drugs[sentence.index] or self._meant(sentence)
        if not drugs or _asks(folded) or _discloses(folded):
            return None
        reported = _reports(folded)
        for drug in drugs:
            if self._finder.names_other(drug.topic, folded):
                continue
            for mention in self._finder.uses(drug, folded):
                if mention.use.approved or (drug.start < mention.end and mention.start < drug.end):
                    continue
                if any(min(drug.end, mention.end) <= other.start < max(drug.start, mention.start) for other in drugs):
                    continue
                found = self._praised(sentence, drug, mention)
                if found is None and not reported:
                    found = self._link(sentence, drug, mention)
                if found is not None:
                    return found
            if not reported:
                found = next(
                    filter(None, (self._link(sentence, drug, one) for one in self._unlisted(sentence, drug))), None
                )
                if found is not None:
                    return found
        return None

    def _unlisted(self, sentence: Sentence, drug: DrugMention) -> Iterator[UseMention]:
        """Yield the diseases that a seller names with a drug, and of which its pack knows no use at all."""
        topic = drug.topic
        approved = [use for use in topic.uses if use.approved]
        if not self._analysis.subjects.promotional or not approved or self._finder.uses(drug, sentence.folded):
            return
        known = self._known.get(topic.id)
        if known is None:
            names = (fold(name) for use in topic.uses for name in use.words)
            known = self._known[topic.id] = {word for name in names for word in re.findall(r"[a-z]{4,}", name)}
        for match in self._analysis.subjects.terms_in(sentence)[1]:
            start, end = match.start - sentence.start, match.end - sentence.start
            words = sentence.folded[start:end]
            if (
                match.label != "conditions"
                or words in _GENERAL
                or not known.isdisjoint(re.findall(r"[a-z]{4,}", words))
            ):
                continue
            if drug.start < end and start < drug.end:
                continue
            yield UseMention(Use(_UNLISTED, "not_approved", approved[0].source, "read", (words,)), start, end)
        goal = _GOAL.search(sentence.folded, drug.end, drug.end + 80)
        if goal is not None and known.isdisjoint(re.findall(r"[a-z]{4,}", goal["goal"])):
            use = Use(_UNLISTED, "not_approved", approved[0].source, "read", (goal["goal"],))
            yield UseMention(use, goal.start("goal"), goal.end("goal"))

    def listed(self, sentence: Sentence) -> _Promotion | None:
        """Return how a list promotes a drug for the use that one of its items names: "Ketamine treats: …"."""
        block = sentence.block
        if block.kind != "item" or block.lead_in is None or sentence.start:
            return None
        lead = self._analysis.sentences_of(self._analysis.document.blocks[block.lead_in])
        if not lead or not lead[-1].text.endswith(":") or _unfit(lead[-1].folded) or _unfit(sentence.folded):
            return None
        for drug in self._drugs[lead[-1].index] or self._meant(lead[-1]):
            for mention in self._finder.uses(drug, sentence.folded):
                if mention.use.approved or mention.start > _ITEM_REACH:
                    continue
                whole = f"{lead[-1].folded[:-1]} {sentence.folded}"
                shift = len(lead[-1].folded)
                moved = UseMention(mention.use, mention.start + shift, mention.end + shift)
                folded = _masked(whole, drug, moved)
                for name in ("verb", "noun", "adjective", "used", "offer"):
                    match = _PATTERNS[name].search(folded)
                    if match is not None and not _is_blocked(folded, match):
                        hedged = name == "used" or _softened(match[0])
                        place = (mention.start, mention.end, hedged)
                        return _promotion(sentence, drug, mention, place, praised=False)
        return None

    def disclosed(self, promotion: _Promotion) -> list[int]:
        """Return the indexes of the sentences that say how the promoted use stands."""
        return [sentence.index for sentence in self._disclosures if self._covers(sentence, promotion)]

    def _covers(self, sentence: Sentence, promotion: _Promotion) -> bool:
        """Say whether what a sentence discloses is about the drug, and about the use or about none in particular."""
        topic = promotion.drug.topic
        named = self._drugs[sentence.index]
        if named:
            about = any(drug.topic is topic for drug in named)
        else:
            about = self._topics == {topic.id} or any(drug.topic is topic for drug in self._nearby(sentence))
        if not about:
            return False
        uses = [mention.use for mention in self._finder.uses(promotion.drug, sentence.folded)]
        unapproved = [use for use in uses if not use.approved]
        return not unapproved or promotion.use in unapproved

    def _praised(self, sentence: Sentence, drug: DrugMention, mention: UseMention) -> _Promotion | None:
        """Return the words that call a drug safe and effective for a use, whoever is said to have found it."""
        folded = _masked(sentence.folded, drug, mention)
        praised = _SAFE_FOR.search(folded)
        if praised is None or _CONTRASTED.search(folded) or _is_blocked(folded, praised):
            return None
        return _promotion(sentence, drug, mention, (praised.start(), praised.end(), False), praised=True)

    def _link(self, sentence: Sentence, drug: DrugMention, mention: UseMention) -> _Promotion | None:
        """Return the words that tie a drug to a use, when they claim a benefit of it or offer it."""
        folded = _masked(sentence.folded, drug, mention)
        found = self._lexical(sentence, folded) or self._claimed(sentence, drug, mention)
        return None if found is None else _promotion(sentence, drug, mention, found, praised=False)

    def _lexical(self, sentence: Sentence, folded: str) -> tuple[int, int, bool] | None:
        patterns = list(_PATTERNS.items())
        short = sentence.block.kind == "heading" or folded.count(" ") < _SLOGAN_WORDS
        if short and self._analysis.subjects.promotional:
            patterns += _SLOGAN_PATTERNS.items()
        for name, pattern in patterns:
            match = pattern.search(folded)
            if match is None or _is_blocked(folded, match, conditional=name == "prospect"):
                continue
            return match.start(), match.end(), name == "used" or _softened(match[0])
        return None

    def _claimed(self, sentence: Sentence, drug: DrugMention, mention: UseMention) -> tuple[int, int, bool] | None:
        """Return the words of a claim of effect that the analysis found of the drug, with the use beside it."""
        for claim in self._analysis.claims:
            if claim.sentence is not sentence or claim.kind not in _EFFECTS or claim.subject != "treatment":
                continue
            start, end = claim.start - sentence.start, claim.end - sentence.start
            if claim.assertion not in {"asserted", "presupposed"} or not start - 5 <= mention.start <= end + 40:
                continue
            first = min(start, mention.start, drug.start)
            return first, max(end, mention.end), claim.ladder > 1
        return None

    def _meant(self, sentence: Sentence) -> Sequence[DrugMention]:
        """Return the drug that a sentence without one is about: its subject points back to it."""
        match = _ANAPHOR.match(sentence.folded)
        near = self._nearby(sentence) if match is not None else []
        if match is None or not near or len({drug.topic.id for drug in near}) > 1:
            return []
        return [DrugMention(near[0].topic, near[0].name, match.start("words"), match.end("words"))]

    def _nearby(self, sentence: Sentence) -> Sequence[DrugMention]:
        """Return the drugs of the nearest of these that names one: the two sentences before, the heading, the title."""
        analysis = self._analysis
        section = analysis.document.section_of.get(sentence.block.index)
        for index in range(sentence.index - 1, max(-1, sentence.index - 3), -1):
            earlier = analysis.sentences[index]
            if analysis.document.section_of.get(earlier.block.index) is section and self._drugs[index]:
                return self._drugs[index]
        if section is not None and section.heading is not None:
            named = [drug for one in analysis.sentences_of(section.heading) for drug in self._drugs[one.index]]
            if named:
                return named
        if len(self._topics) > 1:
            return []
        title = next((one for one in analysis.sentences if one.block.kind == "heading"), None)
        return self._drugs[title.index] if title is not None else []


def _promotion(
    sentence: Sentence, drug: DrugMention, mention: UseMention, found: tuple[int, int, bool], *, praised: bool
) -> _Promotion:
    start, end, hedged = found
    words = sentence.text[mention.start : mention.end]
    return _Promotion(drug, mention.use, words, start, end, hedged, praised)


def _asks(folded: str) -> bool:
    return folded.rstrip("\"')").endswith("?")


def _unfit(folded: str) -> bool:
    """Say whether a sentence asks, tells of research or history, or says itself how the use stands."""
    return _asks(folded) or _discloses(folded) or _reports(folded)


@lru_cache(maxsize=_KEPT)
def _discloses(folded: str) -> bool:
    """Say whether a sentence says itself how the use stands."""
    return _DISCLOSED.search(folded) is not None


@lru_cache(maxsize=_KEPT)
def _reports(folded: str) -> bool:
    """Say whether a sentence tells of research or history."""
    return _RESEARCH.search(folded) is not None or _HISTORY.search(folded) is not None


def _only_names(sentence: Sentence, promotion: _Promotion) -> bool:
    """Say whether a heading only names a drug and a condition ("Ketamine for low mood"), and praises neither."""
    if sentence.block.kind != "heading" or "!" in sentence.text:
        return False
    named = sentence.folded[promotion.start : promotion.end]
    outside = sentence.folded[: promotion.start] + sentence.folded[promotion.end :]
    return (
        len(outside.split()) <= _BESIDE
        and _NAMING.fullmatch(named) is not None
        and _PRAISING.search(sentence.folded) is None
    )


def _softened(words: str) -> bool:
    """Say whether the words that tie a drug to a use hedge, or only tell what it is used for ("ketamine to treat …")."""
    verb = re.search(rf"\b{_VERB}\b", words)
    before = words[: verb.start()] if verb else ""
    return bool(_HEDGED.search(words)) or bool(_TELLS_OF_USE.search(before) and not _FINITE.search(before))


def _masked(folded: str, drug: DrugMention, mention: UseMention) -> str:
    """Return a sentence with the drug and the words for the use masked, every other character in its place."""
    pieces = list(folded)
    pieces[drug.start : drug.end] = "\x01" * (drug.end - drug.start)
    pieces[mention.start : mention.end] = "\x02" * (mention.end - mention.start)
    return "".join(pieces)


def _is_blocked(folded: str, match: re.Match[str], *, conditional: bool = False) -> bool:
    """Say whether the clause up to the end of a match denies it, asks it, or tells of harm, not of benefit.

    A conditional one may begin with its condition: "if you live with anxiety, ketamine can help".
    """
    condition = re.match(r"if you(?:'re| are| have| live| suffer| struggle)\b", folded) if conditional else None
    start = condition.end() if condition else 0
    for boundary in _CLAUSE.finditer(folded, start, match.start()):
        start = boundary.end()
    if _BLOCKED.search(folded, start, match.end()):
        return True
    return bool(re.search(r"\b(?:but|because|while|although|when|who|whose|which|after)\b", match[0]))
