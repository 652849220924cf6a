"""What a statement is about: a treatment, a condition, a provider, the reader."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from caveat.analysis.grammar import noun_phrase
from caveat.analysis.lexicon import (
    condition_terms,
    grammar_words,
    named_like_condition,
    named_like_treatment,
    names_like_treatment,
    treatment_terms,
)
from caveat.analysis.selling import selling_points
from caveat.analysis.syllables import is_listed
from caveat.document import fold
from caveat.patterns import compiled
from caveat.terms import Cue, SearchText

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from caveat.analysis.analysis import Analysis
    from caveat.analysis.parse import ParsedSentence, Token
    from caveat.analysis.sentence import Sentence
    from caveat.terms import TermMatch

_WORD = compiled(r"[^\W\d_][\w'-]*")
# A word that begins with a capital and is longer than that.
_NAME = compiled(r"\b[A-Z][^\W_]+")
_DEFINITION = compiled(
    r"(?P<name>[\w-]+(?: [\w-]+){0,3}?)(?: \([^)]*\))? (?:is|are|was|refers to|occurs|happens) (?:a|an|the|one"
    r"|when|caused)\b(?P<what>.{0,60})"
)

SELLER_CUES = (
    Cue(
        r"\bour (?:patients|clinics?|team|doctors|nurses|surgeons|specialists|formula|patented|signature|customers)\b",
        *("our pati", "our clinic", "our team", "our doctors", "our nurses", "our s", "our formula", "our patented"),
        "our customers",
    ),
    Cue(
        r"\bour (?:members|clients|promise|drips?|lasers?|treatments?|infusions?|products?|protocols?|serum|experts)\b",
        *(
            "our members",
            "our clients",
            "our pro",
            "our drip",
            "our laser",
            "our treatment",
            "our infusion",
            "our serum",
        ),
        "our experts",
    ),
    Cue(
        r"\b(?:book|schedule|reserve|claim) (?:now|a|an|your|online|today)\b",
        *("book ", "schedule ", "reserve ", "claim "),
    ),
    Cue(
        r"\b(?:free|complimentary) (?:(?:uk|us|next-day|worldwide|express|first|online|skin"
        r"|initial) ){0,2}(?:consultation|trial|assessment|call|delivery|shipping"
        r"|postage|returns)\b",
        *("free ", "complimentary "),
    ),
    Cue(r"[\u00a3$\u20ac] ?\d", "\u00a3", "$", "\u20ac"),
    Cue(
        r"\b(?:buy|order|shop|sign up|subscribe|join|call) (?:now|today|us|the)\b",
        *("buy ", "order n", "order t", "order us", "shop ", "sign up ", "subscribe ", "join ", "call "),
    ),
    Cue(r"\b(?:use|with|enter) (?:the|my|our|this) (?:[a-z]+ )?code\b", " code"),
    Cue(r"\bmoney[- ]back\b|\byour money back\b|\brefund\b", "money", "refund"),
    Cue(r"[\u2122\u00ae]", "\u2122", "\u00ae"),
    Cue(r"\b(?:members|customers|guests|clients)\b", "members", "customers", "guests", "clients"),
    Cue(
        r"\bwe (?:offer|guarantee|promise|are proud|believe|sell|specialize|specialise|stock|deliver|provide)\b",
        *("we offer", "we guarantee", "we pro", "we are proud", "we believe", "we s", "we deliver"),
    ),
    Cue(
        r"\bpricing\b|\bmembership\b|\bspecial offer\b|\bfinancing\b|\b(?:places are|spots are|time) limited\b",
        *("pricing", "membership", "special offer", "financing", " limited"),
    ),
    Cue(
        r"\bour (?:[a-z]+[- ]){1,3}(?:lasers?|treatments?|therapy|infusions?|formula|device|program(?:me)?"
        r"|implants?)\b",
        *("laser", "treatment", "therapy", "infusion", "formula", "device", "program", "implant"),
    ),
    Cue(
        r"\b(?:what|why) (?:our )?(?:clients|customers|members|patients) (?:say|ask|switch|choose|come|love|stay"
        r"|trust)\b|\bfrom our (?:families|patients|clients|customers|members)\b",
        *(" clients", " customers", " members", " patients", "our families"),
    ),
    Cue(
        r"\b(?:consultation|assessment|first (?:visit|session|appointment)) is (?:free|on us)\b|\bevery order\b",
        *("is free", "is on us", "every order"),
    ),
    Cue(
        r"\b(?:get started (?:now|today)|start your (?:journey|trial)|add to (?:basket|cart)|free shipping"
        r"|best ?sell(?:er|ing)|back in stock|gift (?:card|voucher)s?|\d ?% off|subscribe and save"
        r"|try (?:it|us) (?:now|today|free|risk-free))\b",
        *(
            "get started",
            "start your",
            "add to",
            "free shipping",
            "sell",
            "in stock",
            "gift ",
            "% off",
            "and save",
            "try it",
            "try us",
        ),
    ),
    Cue(
        r"\bno [\w-]+, no [\w-]+[,.!:;]|\b(?:or )?pay nothing\b|\b(?:nights|days|visits?|sessions?) free\b"
        r"|\byou can (?:bank|count|depend|rely) on\b",
        *("no ", "pay nothing", " free", "you can "),
    ),
    Cue(
        r"\b(?:cancel (?:any ?time|whenever)|early bird|lifetime access|next (?:course|group|intake) starts|no contract"
        r"|tap the link|in your basket|while stocks last|delivery on us)\b",
        *("cancel ", "early bird", "lifetime access", "next ", "no contract", "the link", "basket", "stocks", "on us"),
    ),
    Cue(
        r"\bour (?:strongest|newest|latest|best-?selling|famous) [a-z]+\b|\bproduct page\b|\bevery batch\b",
        *("our strongest", "our newest", "our latest", "our best", "our famous", "product page", "every batch"),
    ),
    Cue(
        r"\bmy (?:success rate|clients|practice|clinic|method|programme|treatment room|own clients)\b"
        r"|\bi(?:'ve| have)(?: now)? been (?:helping|treating|coaching|practising|practicing)\b",
        *(
            "my success",
            "my clients",
            "my practice",
            "my clinic",
            "my method",
            "my programme",
            "my treatment",
            "my own",
        ),
        *("been helping", "been treating", "been coaching", "been practi"),
    ),
    Cue(
        r"\b(?:award[- ]winning|(?:five|5)[- ]star|as seen (?:in|on)|(?:loved|trusted) by (?:over |more than )?[\d,]+"
        r"|why choose (?:us|our)|our promise to you)\b",
        *("award", "star", "as seen", "loved by", "trusted by", "why choose", "our promise"),
    ),
    Cue(
        r"\b(?:free (?:[\w-]+ ){1,2}(?:delivery|shipping|postage)|(?:same|next)[- ]day (?:dispatch|delivery)"
        r"|ships (?:within|in|today|free)|verified (?:buyer|purchase|customer)"
        r"|\d+[- ](?:month|year|day) (?:warranty|money-back|return)"
        r"|return window)\b",
        *("delivery", "shipping", "postage", "dispatch", "ships ", "verified ", "warranty", "money-back", "return"),
    ),
    Cue(
        r"\b(?:fixed price|all[- ]inclusive|special price|scan included|per (?:area|session|vial)"
        r"|a (?:leg|session|vial)(?=[,.;])|we quote)\b"
        r"|\b(?:normally|this month|add \w+ for|packages?:?|from just) [\u00a3$\u20ac] ?\d",
        *(
            "price",
            "inclusive",
            "included",
            "per ",
            "a leg",
            "a session",
            "a vial",
            "we quote",
            "normally",
            "this month",
            "add ",
        ),
        *("package", "from just"),
    ),
    Cue(
        r"\b(?:0% finance|finance available|pay monthly|packages? from|prices? (?:start )?from|results guaranteed"
        r"|registered medical device|endorsed by professionals)\b",
        *(
            "finance",
            "pay monthly",
            "ckages from",
            "ckage from",
            "price",
            "guaranteed",
            "registered med",
            "endorsed by",
        ),
    ),
    Cue(
        r"\b(?:(?:my|our) (?:[a-z]+ )?success rate|my (?:clients|patients|customers)|our (?!own)[a-z]+ "
        r"(?:clients|patients|customers|members))\b",
        *("success rate", "clients", "patients", "customers", "members"),
    ),
    Cue(
        r"\bour (?:founders?|studios?|lab|spa|app|range|packages|prices|reviews|coaches|therapists|practitioners|method"
        r"|drops|capsules|oils?|remedy|remedies|creams?|implants|veneers|technology|guests|injectors|aestheticians"
        r"|lessons"
        r"|aids)\b",
        "our ",
    ),
)
# What a writer says who praises; two such words in a page of 500 count as much as two of a seller's turns.
_BOASTS = compiled(
    r"\b(?:ageless|amazing(?:ly)?|ancient|astonishing|award-winning|banish\w*|best-kept|best permanent|blissful"
    r"|breakthrough(?! bleed)|brilliant|bulletproof|centuries|chemical-free|cutting[- ]edge|detox\w*|drug-free"
    r"|effortless(?:ly)?|fantastic|finest|game[- ]changer|glow(?:ing)?|great option|harness\w*|holistic|incredibl[ey]"
    r"|instant(?:ly)?|last a lifetime|life-changing|like magic|melts? away|miracles?|most sought-after|nature's"
    r"|patented|perfectly|phenomenal|powerhouse|purest|radiant|rejuvenat\w+|remarkabl[ey]"
    r"|revolution(?:ary|i[sz]es?)|say (?:goodbye|hello)|simply|state-of-the-art|stunning|superb|superfood"
    r"|supercharge\w*"
    r"|toxins|transform(?:s|ing|ative)?|truly|trust(?:ed)? by|ultimate|unlock\w*|wonder (?:pill|drug|tablet|treatment)"
    r"|works wonders|world-class|world's (?:best|first|finest|leading|most|only|purest)|youthful)\b"
)
_PRAISING = 4 / 1000
_OWNING = 3 / 1000
# "Our hygienists", "our gel": what is offered, neither what a study or an agency calls its own nor what readers have.
_OURS = compiled(
    r"\bour (?!age|analys|ancest|audit|bod|bones?|brains?|cells|children|communit|countr|data|department|diets?|eyes"
    r"|experience|findings|genes?|health\b|hearts?|helpline|hospital|immune|knowledge|leaflet|lives|model|nurses?|own"
    r"|paper|research|results|review|sample|services?|skin|society|stud|survey|team|trial|understanding|unit|ward|work"
    r"|world)[a-z]"
)
# "Lumira is the answer to thrush" does not define a disease.
_ANSWER = compiled(r" (?:\w+ )?(?:answer|solution|cure|remedy|key|secret|end|way|treatment|relief)\b")
# "At Brookline Clinic we …": a seller who names itself.
_AT_HOUSE = compiled(
    r"(?:^|[.!?:] )At [A-Z][\w'-]+(?: [A-Z][\w'-]+){0,3},? (?:you|we|members|clients|patients|our|every)\b",
    re.MULTILINE,
)
_ASIDE = frozenset({"references", "about", "cost", "disclaimer"})

Subject = Literal["treatment", "condition", "provider", "reader", "unknown"]


# So many turns of a seller's make one, unless a text's points for selling are lower than those of texts that inform.
_TURNS = 2
_INFORMING = -100
_TOO_SHORT_TO_INFORM = 100
# Of the texts with more points, or with a turn, three in four sell.
_PLAINLY = 75


class Subjects:
    """Tells what the noun phrases and pronouns of one document are about."""

    def __init__(self, analysis: Analysis) -> None:
        """Take the document's analysis."""
        self._analysis = analysis
        self._treatments = treatment_terms(analysis.vocabulary)
        self._conditions = condition_terms(analysis.vocabulary)
        self._found: dict[int, tuple[list[TermMatch], list[TermMatch]]] = {}
        self._naming: dict[int, bool] = {}

    def terms_in(self, sentence: Sentence) -> tuple[list[TermMatch], list[TermMatch]]:
        """Return the treatment and the condition terms in a sentence, at offsets into its block."""
        found = self._found.get(sentence.index)
        if found is None:
            found = (
                [match.moved(sentence.start) for match in self._treatments.find(sentence.folded)],
                [match.moved(sentence.start) for match in self._conditions.find(sentence.folded)],
            )
            self._found[sentence.index] = found
        return found

    def of(self, token: Token | None, sentence: Sentence, parsed: ParsedSentence) -> Subject:
        """Say what a noun or pronoun stands for."""
        if token is None:
            return "unknown"
        if token.lower in grammar_words("light_heads") & grammar_words("pronouns"):
            inner = self._object_of(token)
            if inner is not None:
                return self.of(inner, sentence, parsed)
        if token.lower in {"its", "their"} or (
            token.lower in grammar_words("pronouns") and token.tag in {"PRP", "DT", "WDT", "NN", "NNS", "IN"}
        ):
            return self._antecedent(token, sentence, parsed)
        if token.lower in grammar_words("readers"):
            return "reader"
        if token.lower in grammar_words("providers"):
            return "provider"
        if token.lower in grammar_words("light_heads") or (
            token.tag == "VBG" and token.lower in grammar_words("taking")
        ):
            inner = self._object_of(token)
            if inner is not None:
                return self.of(inner, sentence, parsed)
        if token.tag == "VBG":
            inner = token.child("dobj")
            if inner is not None and token.lower in grammar_words("taking"):
                return self.of(inner, sentence, parsed)
            # "Teeth whitening is safe": a treatment that is named for what is done.
            return "treatment" if inner is None and self._noun(token, sentence) == "treatment" else "unknown"
        kind = self._noun(token, sentence)
        if kind == "unknown" and token.dep in {"nsubj", "nsubjpass"}:
            for other in token.children:
                if other.dep == "conj":
                    kind = self._noun(other, sentence)
                    if kind != "unknown":
                        break
        return kind

    def _object_of(self, token: Token) -> Token | None:
        for child in token.children:
            if child.dep == "prep" and child.lower in {"of", "with", "between"}:
                return child.child("pobj")
            if child.dep == "dobj":
                return child
        return None

    def _noun(self, token: Token, sentence: Sentence) -> Subject:
        treatments, conditions = self.terms_in(sentence)
        ending = [match for match in treatments if match.end == token.end]
        if any(match.label == "named" for match in ending) or named_like_treatment(token.lower):
            return "treatment"
        if any(match.end == token.end for match in conditions) or named_like_condition(token.lower):
            return "condition"
        if ending:
            phrase = noun_phrase(token)
            inside = [match for match in treatments if match.start >= phrase[0].start and match.end <= token.end]
            if any(match.label == "named" for match in inside) or any(self._product(part) for part in phrase):
                return "treatment"
            return "treatment" if self.treatment_nearby(sentence) else "unknown"
        if self._product(token) and self.in_health_text:
            return "treatment"
        return "unknown"

    def treatment_spoken_of(self, sentence: Sentence) -> bool:
        """Say whether a sentence may claim something of a treatment: one is named nearby, or a word may be a product's.

        Nothing is parsed: whatever `of` can take for a treatment in the sentence has its word here.
        """
        return self.promotional or self.treatment_nearby(sentence) or self._may_name_product(sentence)

    def _may_name_product(self, sentence: Sentence) -> bool:
        text, conditions = sentence.text, self.terms_in(sentence)[1]
        return any(
            self._may_be_product(match[0].lower())
            and not (match.start() == 0 and is_listed(match[0].lower()))
            and not any(one.start <= sentence.start + match.start() < one.end for one in conditions)
            for match in _NAME.finditer(text)
        )

    def _may_be_product(self, word: str) -> bool:
        return (
            word not in grammar_words("no_products")
            and not word.endswith(_ORGANISATION_ENDINGS)
            and word not in self._ordinary_words
            and word not in self._defined_conditions
        )

    def _product(self, token: Token) -> bool:
        """Say whether a word may be a product's name: a proper name that the document never writes in lower case.

        A name that the document defines as a disease ("Thrush is a common infection") is none.
        """
        return _proper_name(token) and self._may_be_product(token.lower)

    def ordinary(self, names: AbstractSet[str]) -> frozenset[str]:
        """Return which of some names, in lower case, the document uses as plain words or defines as diseases."""
        return frozenset(names & self._ordinary_words | names & self._defined_conditions)

    @cached_property
    def _ordinary_words(self) -> frozenset[str]:
        found: set[str] = set()
        for block in self._analysis.document.blocks:
            found.update(word for word in _WORD.findall(block.text) if word.islower())
        return frozenset(found)

    @cached_property
    def _defined_conditions(self) -> frozenset[str]:
        found: set[str] = set()
        for sentence in self._analysis.sentences:
            match = _DEFINITION.match(sentence.folded)
            if (
                match
                and not _ANSWER.match(match["what"])
                and self._conditions.any_in(match["what"])
                and not self._treatments.any_in(match["what"])
            ):
                found.update(match["name"].split())
        return frozenset(found)

    @property
    def in_health_text(self) -> bool:
        """Whether the document speaks of treatments or conditions at all."""
        return any(
            self.terms_in(sentence)[0] or self.terms_in(sentence)[1] for sentence in self._analysis.sentences[:200]
        )

    def treatment_nearby(self, sentence: Sentence) -> bool:
        """Say whether a treatment is named in the sentence, the two before it (or after a heading), or above it."""
        sentences = self._analysis.sentences
        last = min(len(sentences), sentence.index + 3) if sentence.block.kind == "heading" else sentence.index + 1
        for index in range(max(0, sentence.index - 2), last):
            if self._names_treatment(sentences[index]):
                return True
        if any(self._names_treatment(heading) for heading in self._headings(sentence)):
            return True
        return self.sells_treatment and self._analysis.roles.get(sentence.block.index) not in _ASIDE

    @cached_property
    def _folded(self) -> str:
        return SearchText("\n".join(block.prose.folded for block in self._analysis.document.blocks))

    @cached_property
    def selling(self) -> float:
        """How much the words of the document as a whole are a seller's; see `caveat.analysis.selling`."""
        return selling_points(self._folded, SELLER_CUES)

    @cached_property
    def promotional(self) -> bool:
        """Whether the document sells or praises: its words are a seller's as a whole, and it speaks of health.

        A short text must name a treatment. Where it does, two plain turns of a seller's will do, unless the rest of the
        text informs.
        """
        points, text = self.selling, self._folded
        if points <= 0:
            informs = points <= _INFORMING and text.count(" ") >= _TOO_SHORT_TO_INFORM
            if informs or self._turns(text) < _TURNS:
                return False
            speaks = False
        else:
            speaks = self.in_health_text and text.count(" ") >= _TOO_SHORT_TO_INFORM
        return speaks or any(self._names_treatment(sentence) for sentence in self._analysis.sentences)

    @cached_property
    def plainly_promotional(self) -> bool:
        """Whether the document sells beyond a doubt: it names a treatment, and has many of a seller's words or a turn.

        Of texts that are `promotional` by fewer words, without a turn, one in two sells nothing.
        """
        return (
            self.promotional
            and any(self._names_treatment(sentence) for sentence in self._analysis.sentences)
            and (self.selling > _PLAINLY or self._turns(self._folded) > 0)
        )

    def _turns(self, text: str) -> int:
        """Return how many of a seller's turns a text shows; no more are looked for than tell."""
        cues = 0
        for cue in SELLER_CUES:
            cues += cue.search(text) is not None
            if cues == _TURNS:
                return cues
        cues += any(_AT_HOUSE.search(block.text) is not None for block in self._analysis.document.blocks)
        if cues < _TURNS:
            cues += len(_OURS.findall(text)) > max(1.0, _OWNING * len(text.split()))
        if cues < _TURNS:
            boasts = _BOASTS.findall(text)
            if len(boasts) > _PRAISING * len(text.split()):
                cues += len(set(boasts))
        return cues

    @cached_property
    def sells_treatment(self) -> bool:
        """Whether the document as a whole is about a treatment: it sells one, its title or a fourth of it names one."""
        if self.promotional:
            return True
        sentences = self._analysis.sentences
        first = next((sentence for sentence in sentences if sentence.block.kind == "heading"), None)
        if first is not None and self._names_treatment(first):
            return True
        title = fold(self._analysis.document.front.text("title") or "")
        if any(match.label == "named" for match in self._treatments.find(title)):
            return True
        prose = [sentence for sentence in sentences if sentence.block.kind != "heading"]
        naming = sum(self._names_treatment(sentence) for sentence in prose)
        return naming * 4 >= len(prose) and naming > 1

    def _names_treatment(self, sentence: Sentence) -> bool:
        naming = self._naming.get(sentence.index)
        if naming is None:
            named = any(match.label == "named" for match in self.terms_in(sentence)[0])
            naming = named or names_like_treatment(sentence.folded)
            self._naming[sentence.index] = naming
        return naming

    def _headings(self, sentence: Sentence) -> list[Sentence]:
        section = self._analysis.document.section_of.get(sentence.block.index)
        if section is None or section.heading is None or section.heading is sentence.block:
            return []
        return list(self._analysis.sentences_of(section.heading))

    def _antecedent(self, pronoun: Token, sentence: Sentence, parsed: ParsedSentence) -> Subject:
        """Say what a pronoun stands for: the nearest subject before it, else the first name in earlier sentences."""
        nearest = self._before(pronoun, sentence, parsed)
        if nearest != "unknown":
            return nearest
        sentences: Sequence[Sentence] = self._analysis.sentences
        section = self._analysis.document.section_of.get(sentence.block.index)
        for index in range(sentence.index - 1, max(-1, sentence.index - 3), -1):
            earlier = sentences[index]
            if self._analysis.document.section_of.get(earlier.block.index) is not section:
                break
            kind = self._main_subject(earlier)
            if kind != "unknown":
                return kind
        for heading in self._headings(sentence):
            kind = self._first_named(heading)
            if kind != "unknown":
                return kind
        return "treatment" if self.sells_treatment and pronoun.lower in {"it", "they"} else "unknown"

    def _before(self, pronoun: Token, sentence: Sentence, parsed: ParsedSentence) -> Subject:
        for token in reversed(parsed.tokens):
            if (
                token.start >= pronoun.start
                or token.dep not in {"nsubj", "nsubjpass"}
                or token.lower in grammar_words("pronouns")
            ):
                continue
            kind = self._noun(token, sentence)
            if kind in {"treatment", "condition"}:
                return kind
        treatments, conditions = self.terms_in(sentence)
        named = [(match.start, "treatment") for match in treatments if match.label == "named"]
        named += [(match.start, "condition") for match in conditions]
        earlier = sorted(entry for entry in named if entry[0] < pronoun.start)
        if not earlier:
            return "unknown"
        return "treatment" if earlier[0][1] == "treatment" else "condition"

    def _main_subject(self, sentence: Sentence) -> Subject:
        parsed = self._analysis.parse_of(sentence)
        if parsed is not None:
            for token in parsed.tokens:
                if token.dep in {"nsubj", "nsubjpass"} and token.lower not in grammar_words("pronouns") | grammar_words(
                    "readers"
                ):
                    kind = self._noun(token, sentence)
                    if kind in {"treatment", "condition"}:
                        return kind
        return self._first_named(sentence)

    def _first_named(self, sentence: Sentence) -> Subject:
        treatments, conditions = self.terms_in(sentence)
        named = sorted(
            [(match.start, "treatment") for match in treatments if match.label == "named"]
            + [(match.start, "condition") for match in conditions]
        )
        if named:
            return "treatment" if named[0][1] == "treatment" else "condition"
        return "treatment" if self._names_treatment(sentence) else "unknown"


_ORGANISATION_ENDINGS = (
    "ation",
    "ency",
    "ment",
    "itute",
    "ociety",
    "ollege",
    "niversity",
    "oundation",
    "entre",
    "enter",
    "ouncil",
)


def _proper_name(token: Token) -> bool:
    """Say whether a token is a proper name, and none of a person with a title."""
    titles = {"dr.", "dr", "mr.", "mrs.", "ms."}
    return token.tag in {"NNP", "NNPS"} and not any(child.lower in titles for child in token.children)
