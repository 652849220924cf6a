"""Says that a regulator approved something it has not, or does not, approve, or calls registration approval.

## Why it matters

“FDA approved” tells a reader that somebody independent has checked the evidence. An approval is for one product, for
named uses. A clinic, a compounded medicine or a supplement that borrows the words borrows trust it has not earned.

## What to write instead

Say what was approved, and for what: “The FDA has approved ketamine as an anesthetic. Using it for CRPS is off-label.”
Of a pharmacy, say what it holds: “licensed by the state board of pharmacy”.

## What is not flagged

Denials and disclaimers (“not FDA approved”, “has not been evaluated by the FDA”), questions, advice to check, what is
hoped for, approved uses that a topic pack lists, and devices and tests, which are cleared or approved. The rule stays
silent where neither the grammar nor a pack tells what was approved: “FDA approved” alone in a list, an unknown drug, a
therapy that no pack knows. “FDA registered” is a warning, and only where something is sold; it is not flagged when the
text says that this is no approval, nor of an outsourcing facility (503B). What we know only as others report it is a
warning, too; so is an approval or a CE mark that is offered as a proof of safety (“FDA cleared, so you know it is safe”).

## Examples

```flagged
We offer «FDA-approved ketamine therapy for CRPS».
```

```flagged
Our «clinic is FDA approved», so you are in good hands.
```

```flagged
Every order is «FDA-approved compounded semaglutide», mixed for you.
```

```flagged
Our laser carries the «FDA's stamp of approval». The drug has fast-track status. This «means that it is safe» to take.
```

```clean
Compounded semaglutide is not FDA approved. These statements have not been evaluated by the FDA.
```

```clean
The FDA has approved ketamine as an anesthetic. Using it for CRPS is off-label.
```

```clean
The FDA-cleared laser and the FDA-approved test are used here, and the FDA approved Wegovy for weight loss.
```

## Precision

On 687 pages of public health bodies (0.56 million words) it did not fire. On excerpts from 69 pages of clinics, shops,
news and health sites, 46 of which speak of an approval, it fired once, rightly. These are few firings: misstatements are
rarer than true statements, on which it is silent. On 59 pages of our own making, marked by reviewers who had not seen the
rule, it finds 6 of 7 clear misstatements and none of 13 near misses after it was mended on them; before, it found none.
What it missed was a device that is said to be cleared for a disease, on which no pack can tell. On 40 further pages that
nobody had looked at while it was mended it found neither of 2; both are found now.

## Sources

- FDA, *Is it really “FDA approved”?*: the agency does not approve companies, health care facilities, laboratories,
  compounded drugs, cosmetics, medical foods or dietary supplements. Read as listed by Drug and Device Digest,
  24 January 2017, https://www.druganddevicedigest.com/2017/01/24/is-it-really-fda-approved.
- FTC, *Health Products Compliance Guidance* (2022), on claims that misstate what the FDA approved. Read as summarised by
  lawyers.
- Crane, DiStefano and Moore, *JAMA Network Open* 2023;6(11):e2342210, on what websites of ketamine clinics say. Read in
  the abstract.
- What is approved of a drug, and where we read it, is in the topic packs, `topics/*.yaml`. No clinician has checked them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from caveat.analysis import DrugMention, Sentence, TopicFinder, topic_finder
from caveat.document import fold
from caveat.library import Reading
from caveat.patterns import compiled
from caveat.rule import Context, Hit, NoOptions, documents, hit, rule
from caveat.terms import Cue

_KINDS = frozenset({"paragraph", "item", "cell", "heading", "caption"})

_REGULATOR = (
    r"(?:(?:u\.?s\.? )?(?:fda|food and drug administration)(?: \(fda\))?|mhra|european medicines agency|ema|tga|therapeutic goods"
    r" administration|health canada)"
)
_HINTS = ("fda", "food and drug", "mhra", "ema", "european medicines", "tga", "therapeutic goods", "health canada")
_ACT = r"(?:approved|cleared|registered|licen[sc]ed|endorsed|certified|authori[sz]ed|recommended|listed)"
_STOP = (
    r"(?!(?:for|to|in|of|on|at|by|with|from|as|and|or|but|that|which|who|is|are|was|were|has|have|had|can|may|will|because|since|so|if|when"
    r"|while|than|into|through|using|under|after|before|during|only|makes|helps?|treats?|works?|uses?|used|we|you|they|it|not|since"
    r"|offers?|provides?|meant|designed|made|including|such|like|overnight|today|now|here|daily|online|right|near|nearby|close)\b)"
)
_PHRASE = rf"(?: {_STOP}[\w\u00ae\u2122'-]+){{0,6}}"

_BEFORE = compiled(rf"\b(?P<regulator>{_REGULATOR})[ -](?P<act>{_ACT})(?P<phrase>{_PHRASE})")
_PASSIVE_ACT = rf"(?:(?P<r1>{_REGULATOR})[ -](?P<a1>{_ACT})|(?P<a2>{_ACT}) (?:by|with) (?:the )?(?P<r2>{_REGULATOR}))"
_PREDICATE = compiled(
    r"(?P<subject>[^,;:.!?\u2013\u2014]{1,90}?),? (?P<verb>is|are|has been|have been|'s|'re)"
    r"(?P<between>(?: (?!(?:a|an|the|of|in|with|using|by|from|for|our|your|to|not|never|no|one|only|both|made|also used)\b)[\w'-]+,?){0,5}?) "
    rf"{_PASSIVE_ACT}\b(?! {_STOP}\w)"
)
_ACTIVE = compiled(
    rf"\b(?:the )?(?P<regulator>{_REGULATOR}) (?:(?:has|have|had|already|recently|also|now|fully) ){{0,2}}(?P<act>{_ACT})"
    rf"(?P<phrase>(?: (?:the|our|this|these|a|an))?{_PHRASE})"
)
_FOR = compiled(
    r"(?:,? (?:in the us|in 20\d\d|in 19\d\d),?)? (?:for|to (?:treat|manage|relieve|help|prevent|reduce|ease|improve|cure)|in (?:the )?(?:treatment|management) of)\b"
    r"(?P<uses>(?:(?! (?:but|while|although|though|whereas|because)\b| and (?:is|are|can|may|has|also|we|our|it|used|helps|works)\b)[^;:.!?]){1,110})"
)

_DENIED = compiled(
    r"\b(?:not|never|no|nor|neither|none|cannot|without|nothing|non|isn't|aren't|yet to be|lacks?|lacking|unlike|than|instead of|rather than|whether|if|unless"
    r"|until|once|before|should|must|make sure|check|ask|look for|choose|only use|beware|claim(?:s|ed|ing)?|myth|alleg\w+|false(?:ly)?|mislead\w*|seek(?:s|ing)?"
    r"|pending|awaiting|hop(?:e|es|ing)|could|might|may|would|fewer|few|few of|which|what|first|question|wrong\w*)\b|n't\b"
)
_ONE = compiled(r"\b(?:only|sole)(?: [\w-]+){0,2} $")
_DENIED_AFTER = compiled(
    r"^[^.;]{0,60}?\b(?:is|does|are|do|has|have)(?: not|n't)\b[^.;]{0,30}?\b(?:exist|approv|mean|available)"
)
# "These statements have not been evaluated" speaks of the statements; what registration is not, must be said of it.
_EXPLAINED = compiled(
    r"\bregist(?:ration|ered|ering)\b[^.;]{0,60}?\b(?:not|n't|never|no)\b|\b(?:not|n't|never|no|nor)\b[^.;:]{0,70}?\bregist(?:ration|ered)\b"
)
# A mark that no regulator gives: "bears the FDA's seal".
_MARKED = compiled(
    rf"\b(?:(?P<r1>{_REGULATOR})(?:'s|s')? (?:very own |own |official |full |much-coveted |coveted )?"
    rf"(?:stamp|seal|blessing|badge|endorsement|certificate|kitemark|thumbs[- ]up)(?: of (?:approval|safety|quality|trust))?"
    rf"|(?:stamp|seal|badge|blessing|endorsement|thumbs[- ]up)(?: of (?:approval|safety|quality|trust))? (?:of|from|by) (?:the )?(?P<r2>{_REGULATOR}))(?! (?:bundle|form))\b"
)
_REGISTERED = compiled(
    r"\b(?:(?P<r1>(?:u\.?s\.? )?(?:fda|food and drug administration)|mhra)[ -](?:registered|listed)|(?:registered|listed) (?:with|by) (?:the )?"
    r"(?P<r2>(?:u\.?s\.? )?(?:fda|food and drug administration)|mhra))\b"
)
# Approval, clearance or a mark as proof: "CE marked, so you know it is safe".
_MARK = rf"(?:{_REGULATOR}[ -]{_ACT}|{_ACT} by (?:the )?{_REGULATOR}|(?:{_REGULATOR}) (?:approval|clearance|registration)|ce[ -](?:mark(?:ed|ing)?|certified|certification|approved|approval))"
_PROOF = (
    r"(?:safe|safety|works?|working|effective|trust|trusted|nothing to (?:worry|fear)|confiden\w+|peace of mind|rest assured|good hands|worry-free|sure|certain"
    r"|proven|no risks?|side effects?)"
)
_AS_PROOF = compiled(
    rf"\b(?P<mark>{_MARK}(?: and {_MARK})?)\b[^.;!?]{{0,40}}?(?:[,:-]| and)? ?(?:so|which means|meaning|this means|that means|it means|means|proof|proves|proving|guarantees|guaranteeing|hence|therefore"
    rf"|shows|showing)\b[^.;!?]{{0,50}}?\b{_PROOF}\b"
    rf"|\b(?:because|since|as|thanks to)\b[^.;!?]{{0,50}}?\b(?P<mark2>{_MARK})\b[^.;!?]{{0,40}}?, ?(?:you|it|it's|there|we|everyone)\b[^.;!?]{{0,60}}?\b(?:{_PROOF}|know)\b"
)
# No clearance is for a cure; and what a compounded medicine holds does not make it approved.
_TO_CURE = compiled(
    rf"\b{_REGULATOR}[ -](?:cleared|approved|registered|authori[sz]ed) (?:to|for) (?:permanently |completely |safely )?(?:fix|fixing|cure|curing|heal|healing|reverse|reversing"
    r"|eliminate|eliminating|repair|repairing|regenerate|regenerating|rejuvenate|rejuvenating|detox\w*|melt|melting|boost|boosting)\b(?: [\w-]+){1,2}"
)
_SAME_INGREDIENT = compiled(
    rf"\bcompounded\b[^.;]{{0,70}}?(?P<claim>(?:the same )?{_REGULATOR}[ -]approved (?:active )?(?:ingredients?|drug|medicine|medication|molecule|compound|formula))\b"
)
_MIXED = compiled(
    rf"\b(?:bags?|drips?|vials?|blends?|formulas?|serums?|gumm(?:y|ies)|supplements?|capsules?|infusions?)\b[^.;]{{0,60}}?\b(?:is|are)\b[^.;]{{1,60}}?\band (?:also |fully )?(?P<claim>{_REGULATOR}[ -]approved)\b"
)
_DESIGNATED = Cue.of(
    r"\b(?:breakthrough(?: therapy| device)?|fast[- ]track|orphan(?: drug)?|rmat|regenerative medicine advanced therapy|priority|prime|innovative licensing) "
    r"(?:\(\w+\) )?(?:designation|status|review|passport)\b|\b(?:rmat|breakthrough|fast[- ]track)\b"
)
_MEANS_PROOF = compiled(
    r"\b(?:means?|shows?|proves?|confirms?|recogni[sz]es|demonstrates?|because|since)\b(?:(?! (?:may|might|could|can|not|if|whether|would)\b)[^.;!?]){0,50}?"
    r"\b(?:(?:is|are|was|be) (?:both |already |now )?(?:safe|effective|proven)|works|worked|safety and (?:efficacy|effectiveness)|has (?:already )?(?:shown|proven|proved|been (?:shown|proven)))\b"
)
_POINTING = compiled(
    r"\W*(?:and |but |so )?(?:it|this|that|the (?:designation|status|label|title)|which|such an? \w+) "
)
_CLAUSE = compiled(r"[,;:.\u2013\u2014](?=\s)| - |\b(?:but|although|though|whereas)\b")

_PLACES = compiled(
    r"(?:clinics?|facilit(?:y|ies)|pharmac(?:y|ies)|lab(?:s|oratory|oratories)?|cent(?:er|re)s?|compan(?:y|ies)|practices?|providers?|doctors?|physicians?"
    r"|manufacturers?|hospitals?|spas?|med ?spas?|practitioners?|injectors?|dispensar(?:y|ies)|staff|team|nurses?|suppliers?|brand)"
)
_PLANS = compiled(
    r"(?:protocols?|programs?|programmes?|methods?|diets?|detox(?:es)?|cleanses?|regimens?|services?|membership)"
)
_FOODS = compiled(
    r"(?:(?:dietary |food |herbal |natural |nutritional )?supplements?|vitamins?|multivitamins?|probiotics?|herbs?|herbal (?:remed(?:y|ies)|tea|formula|blend)"
    r"|tinctures?|gumm(?:y|ies)|essential oils?|superfoods?|collagen|protein powders?|cosmetics?|medical foods?|nutraceuticals?)"
)
_MADE = compiled(r"\bcompound(?:ed)?\b(?! (?:fracture|eye))")
_WAYS = compiled(
    r"(?:therap(?:y|ies)|treatments?|infusions?|drips?|sessions?|injections?|procedures?|oils?|products?|drops|creams?|tablets?|lozenges?|spray)"
)
_EXEMPT = compiled(
    r"\b(?:mammogra\w+|rems|risk evaluation|503b|outsourcing|blood bank|clinical trials?|stud(?:y|ies)|ind)\b"
)
_OF_A_PLACE = frozenset(
    [
        "tests",
        "results",
        "kits",
        "devices",
        "drugs",
        "medications",
        "medicines",
        "trials",
        "studies",
        "treatments",
        "therapies",
        "products",
        "tools",
        "lasers",
        "scans",
        "vaccines",
        "labels",
        "services",
        "options",
        "implants",
        "fillers",
        "injectables",
        "sprays",
        "based",
        "controlled",
        "approved",
        "used",
        "reviewed",
        "tested",
        "cleared",
        "guided",
    ]
)
_CUE = Cue("|".join(_HINTS), *_HINTS)


@dataclass(frozen=True, slots=True)
class _Statement:
    """That a regulator approved something; offsets into the sentence. `things` is what, `uses` what for.

    `follows` says whether the things end the statement ("FDA-approved clinic") or come first ("our clinic is …").
    """

    regulator: str
    act: str
    things: str
    start: int
    end: int
    uses: str
    uses_start: int
    follows: bool

    def end_at(self, head: int) -> int:
        """Return where the statement ends when its head ends at an offset into `things`."""
        return self.end - len(self.things) + head if self.follows else self.end


@dataclass(frozen=True, slots=True)
class _Fault:
    """What is wrong with a statement, where it ends, and why it is only a warning."""

    why: str
    end: int
    because: str = ""


_CE = Cue(r"\bce\b", " ce", "ce-", "(ce")


@rule(
    documents,
    message="“{phrase}” misstates an approval: {why}.",
    severity="error",
    standard="FTC Health Products Compliance Guidance 2022",
)
def check(reading: Reading, _context: Context[NoOptions]) -> Iterator[Hit]:
    """Flag a statement of approval that the grammar or a topic pack shows to be wrong."""
    analysis = reading.analysis
    finder = topic_finder(analysis.vocabulary)
    explained: bool | None = None
    selling = analysis.subjects.promotional
    designated = -2
    for sentence in analysis.sentences:
        if sentence.block.kind not in _KINDS or analysis.roles.get(sentence.block.index) == "references":
            continue
        folded = sentence.folded
        if folded.rstrip("\"')").endswith("?"):
            continue
        named = _DESIGNATED.search(folded) is not None
        if named or (designated == sentence.index - 1 and _POINTING.match(folded)):
            designated = sentence.index
            proof = _MEANS_PROOF.search(folded)
            if proof is not None and not _denied(
                folded.replace("which means", "that  means"), proof.start(), proof.end()
            ):
                why = "a designation speeds a review up, and says nothing of its outcome"
                yield hit(sentence.locate(*proof.span()), phrase=sentence.text[proof.start() : proof.end()], why=why)
                continue
        if _CUE.search(folded) is None and _CE.search(folded) is None:
            continue
        for statement in _statements(sentence):
            if statement.act in {"registered", "listed"}:
                if explained is None:
                    explained = any(_EXPLAINED.search(block.prose.folded) for block in reading.document.blocks)
                fault = None if explained else _registered(statement, promotional=analysis.subjects.promotional)
            else:
                fault = _mistaken(statement, finder)
            if fault is None:
                continue
            yield hit(
                sentence.locate(statement.start, fault.end),
                grade="lowered" if fault.because else "normal",
                because=fault.because,
                phrase=sentence.text[statement.start : fault.end],
                why=fault.why,
            )
            break
        else:
            if explained is None:
                explained = any(_EXPLAINED.search(block.prose.folded) for block in reading.document.blocks)
            other = _borrowed(folded, selling=selling, explained=explained)
            if other is not None:
                start, fault = other
                yield hit(
                    sentence.locate(start, fault.end),
                    grade="lowered" if fault.because else "normal",
                    because=fault.because,
                    phrase=sentence.text[start : fault.end],
                    why=fault.why,
                )


def _borrowed(folded: str, *, selling: bool, explained: bool) -> tuple[int, _Fault] | None:
    """Return where a sentence borrows a regulator's name for a mark, a filing or a proof, and what is wrong with it."""
    marked = _MARKED.search(folded)
    if marked is not None and not _denied(folded, marked.start(), marked.end()):
        name = _shown(marked["r1"] or marked["r2"])
        return marked.start(), _Fault(f"the {name} gives no seal and endorses no product", marked.end())
    for pattern, why in (
        (_TO_CURE, "no device is cleared to cure"),
        (_SAME_INGREDIENT, "what a compounded medicine contains does not make it approved"),
        (_MIXED, "what is mixed to order is not approved"),
    ):
        found = pattern.search(folded)
        if found is not None and not _denied(folded, found.start(), found.end()):
            group = "claim" if "claim" in pattern.groupindex else 0
            return found.start(group), _Fault(why, found.end(group))
    if not selling:
        return None
    registered = None if explained else _REGISTERED.search(folded)
    if registered is not None and not _denied(folded, registered.start(), registered.end()):
        why = "registration is a filing, and no approval"
        return registered.start(), _Fault(why, registered.end(), "registration may well be true")
    proof = _AS_PROOF.search(folded)
    group = "mark" if proof is not None and proof["mark"] else "mark2"
    if proof is not None and not _denied(folded, proof.start(group), proof.end(group)):
        why = "an approval or a mark is for named uses, and is no proof that the thing is safe for you"
        return proof.start(group), _Fault(why, proof.end(group), "the approval itself may be true")
    return None


def _statements(sentence: Sentence) -> Iterator[_Statement]:
    """Yield what a sentence says was approved, unless it denies, asks, advises or hopes it."""
    folded = sentence.folded
    for match in _PREDICATE.finditer(folded):
        things, start = _head_of_subject(match["subject"], match.start("subject"))
        regulator, act = match["r1"] or match["r2"], match["a1"] or match["a2"]
        if not _denied(folded, match.start(), match.end()):
            yield _statement(folded, (regulator, act, things), start, match.end(), follows=False)
            return
    for pattern in (_ACTIVE, _BEFORE):
        for match in pattern.finditer(folded):
            things = re.sub(r"^ (?:the|our|this|these|a|an)\b", "", match["phrase"]).strip()
            if not things or _ONE.search(folded, 0, match.start()) or _denied(folded, match.start(), match.end()):
                continue
            said = (match["regulator"], match["act"], things)
            yield _statement(folded, said, match.start(), match.end(), follows=True)


def _statement(folded: str, said: tuple[str, str, str], start: int, end: int, *, follows: bool) -> _Statement:
    uses = _FOR.match(folded, end)
    named, named_start = (uses["uses"], uses.start("uses")) if uses else ("", end)
    return _Statement(*said, start, end, named, named_start, follows)


def _head_of_subject(subject: str, start: int) -> tuple[str, int]:
    """Return the words of a subject up to its head, without what hangs on it, and where they begin."""
    relative = re.fullmatch(
        r"(?:.*\b(?:an?|the|our|in|of|by|from|at|with) )?(?P<words>\S.*?),? (?:that|which|who)", subject
    )
    if relative is not None:
        return relative["words"], start + relative.start("words")
    lead = re.match(
        r"(?:.*\b(?:and|because|so|since|as|(?:know|sure|proud|means|fact|say|note|remember|assured?|believe) that) )?\s*(?=\S)",
        subject,
    )
    offset = lead.end() if lead else 0
    rest = subject[offset:]
    quantity = re.match(r"(?:all|each|both|many|most|some|every one|any) of ", rest)
    begin = quantity.end() if quantity else 0
    end = re.search(
        r" (?:of|in|from|at|for|with|used|by|we|that|which|who|you|they|on|to|where|behind|near)\b", rest[begin:]
    )
    words = rest[begin : begin + end.start()] if end else rest[begin:]
    plain = re.sub(r"^(?:(?:our|the|this|these|every|each|all|your|my|a|an|its|their|own|other) )+", "", words)
    return plain, start + offset + begin + len(words) - len(plain)


def _denied(folded: str, start: int, end: int) -> bool:
    """Say whether the clause of a statement denies it, or does not state it at all."""
    clause = 0
    for boundary in _CLAUSE.finditer(folded, 0, start):
        clause = boundary.end()
    return bool(_DENIED.search(folded, clause, end) or _DENIED_AFTER.search(folded[end:]) or _EXEMPT.search(folded))


def _registered(statement: _Statement, *, promotional: bool) -> _Fault | None:
    """Return what is wrong with a registration that is shown as a mark of quality."""
    things = statement.things
    kinds = (_PLACES,) if promotional else ()
    ends = [end for kind in (*kinds, _FOODS, _WAYS, _PLANS) if (end := _head_end(kind, things)) is not None]
    if not ends and _MADE.search(things) is None:
        return None
    if _head_end(_PLACES, things) is not None and not promotional:
        return None
    return _Fault(
        "registration is a filing, and no approval of what is made or done there",
        statement.end_at(max(ends, default=len(things))),
        "registration may well be true",
    )


def _head_end(kind: re.Pattern[str], things: str) -> int | None:
    """Return where the head of a phrase ends when it is of a kind, else None.

    The head is the last words, or those before what seems to be a verb ("detox protocol flushes").
    """
    end = None
    for found in re.finditer(rf"(?:^|(?<=[ -])){kind.pattern}(?= |$)", things):
        end = found.end()
    if end is None:
        return None
    following = things[end:].split()
    if following and not (following[0].endswith(("s", "ed")) and following[0] not in _OF_A_PLACE):
        return None
    return end


def _mistaken(statement: _Statement, finder: TopicFinder) -> _Fault | None:
    """Return what is wrong with an approval, by what was approved and by what the packs know of it."""
    name = _shown(statement.regulator)
    things, act = statement.things, statement.act
    place = _head_end(_PLACES, things)
    if place is None and _MADE.search(things):
        return _Fault(f"the {name} does not approve compounded medicines", statement.end)
    if name != "FDA":
        return None
    if place is not None and act not in {"licensed", "licenced"}:
        why = "the FDA approves products, not places or people"
        return _Fault(why, statement.end_at(place), _soft(act))
    food = _head_end(_FOODS, things)
    if food is not None:
        return _Fault("the FDA does not approve supplements or cosmetics", statement.end_at(food), _soft(act))
    plan = _head_end(_PLANS, things)
    if plan is not None and act != "cleared":
        why = "the FDA approves products, not programs, diets or protocols"
        return _Fault(why, statement.end_at(plan), _soft(act))
    drugs = finder.drugs(things)
    if act == "cleared" or not drugs:
        return None
    drug = drugs[-1]
    if finder.names_other(drug.topic, things):
        return None
    return _unapproved_use(statement, drug, finder) or _unapproved_product(statement, drug)


def _unapproved_use(statement: _Statement, drug: DrugMention, finder: TopicFinder) -> _Fault | None:
    for mention in finder.uses(drug, statement.uses):
        if mention.use.approved:
            return None
        why = f"a pack lists {mention.use.condition} as a use of {drug.topic.title} that the {mention.use.regulator} has not approved"
        return _Fault(
            f"{why} ({mention.use.source.label})",
            statement.uses_start + mention.end,
            _second_hand(mention.use.confidence),
        )
    return None


def _unapproved_product(statement: _Statement, drug: DrugMention) -> _Fault | None:
    for approval in drug.topic.approvals:
        brands = [fold(product) for product in approval.products]
        if approval.status == "approved" and (not brands or drug.name in brands):
            continue
        only = f"of {drug.topic.title}, it has approved only {', '.join(approval.products)}"
        none = f"it has approved no product with {drug.topic.title}"
        why = none if approval.status == "not_approved" else only
        return _Fault(f"{why} ({approval.source.label})", statement.end, _second_hand(approval.confidence))
    return None


def _second_hand(confidence: str) -> str:
    return "" if confidence == "read" else "we know it only as others report it"


def _soft(act: str) -> str:
    """Say why a word that is weaker than approval makes a warning."""
    return "" if act in {"approved", "authorized", "authorised"} else f"the text says {act}, not approved"


def _shown(regulator: str) -> str:
    """Return a regulator's name as messages show it."""
    if "fda" in regulator or regulator.startswith(("food", "us food", "u.s. food")):
        return "FDA"
    return regulator.upper() if len(regulator) < 5 else regulator.title()
