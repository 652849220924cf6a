"""One sentence as the constructions of claims read it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from caveat.analysis.claim import Claim
from caveat.analysis.claims.misreading import mend
from caveat.analysis.claims.words import claim_terms, claim_words, clinical_words
from caveat.analysis.grammar import coordinated, noun_phrase
from caveat.analysis.lexicon import named_like_condition
from caveat.analysis.qualifiers import names_remaining_risk, qualify
from caveat.patterns import compiled

if TYPE_CHECKING:
    from caveat.analysis.analysis import Analysis
    from caveat.analysis.claim import Assertion, ClaimKind
    from caveat.analysis.parse import ParsedSentence, Token
    from caveat.analysis.sentence import Sentence
    from caveat.analysis.subjects import Subject, Subjects

_PRESUPPOSING = compiled(r"^(?:and |so |but )?(?:why|how|what makes|the reason|reasons|here's why|this is why)\b")

_PERSONS = ("ists", "ians", "ers", "ors", "ist", "ian")

_CRITICAL = compiled(
    r"\b(?:warning signs?|beware|wary|avoid|red flags?|sceptical|skeptical|misleading|too good|myths?|phrases|words"
    r"|claims?|claiming|ads?|adverts?|advertis\w+|slogans?|promises?|question|careful)\b"
    r"|\b(?:anyone|anybody|whoever|those|people)(?: who)?(?: \w+)? (?:tell|say|swear|promis|insist)\w*\b"
)


def criticised(folded: str, start: int, end: int) -> bool:
    """Say whether words of a folded sentence stand in quotation marks, and the rest warns of such words."""
    if not _CRITICAL.search(folded):
        return False
    return folded[:start].count('"') % 2 == 1 and '"' in folded[end:]


class Passage:
    """A parsed sentence with what its claims need to know of the document."""

    def __init__(self, analysis: Analysis, subjects: Subjects, sentence: Sentence, parsed: ParsedSentence) -> None:
        self.analysis = analysis
        self.subjects = subjects
        self.sentence = sentence
        mend(parsed, *subjects.terms_in(sentence))
        self.parsed = parsed
        self.folded = sentence.folded
        self.heading = sentence.block.kind == "heading"
        self.slogan = self.heading or (sentence.block.kind == "item" and analysis.subjects.promotional)
        self.question = sentence.text.rstrip(" \"'\u201d\u2019)").endswith("?")
        self.presupposing = bool(_PRESUPPOSING.match(self.folded))

    def make(  # noqa: PLR0913 - the parts of a claim
        self,
        kind: ClaimKind,
        form: str,
        trigger: Token,
        *,
        start: int,
        end: int,
        subject: Subject = "treatment",
        assertion: Assertion,
        about: Token | None = None,
        governors: tuple[Token, ...] = (),
    ) -> Claim:
        """Make a claim of this sentence: its qualifiers, source and remaining risk are looked up here."""
        if assertion in {"asserted", "presupposed"} and self._criticised(start, end):
            assertion = "reported"
        sourced = bool(self.analysis.citations.near(self.sentence))
        qualification = qualify(
            trigger,
            self.parsed,
            self.folded,
            self.sentence.start,
            governors=governors,
            sourced=sourced,
            of_safety=kind in {"safety", "no-harm"},
        )
        return Claim(
            sentence=self.sentence,
            kind=kind,
            start=start,
            end=end,
            trigger=trigger.lower,
            form=form,
            about=" ".join(self._words(noun_phrase(about))) if about is not None else "",
            subject=subject,
            assertion=assertion,
            qualifiers=qualification.words,
            ladder=qualification.step,
            sourced=sourced,
            residual_risk=self._residual_risk(trigger.end),
        )

    def _words(self, tokens: list[Token]) -> list[str]:
        return [self.sentence.block.text[token.start : token.end] for token in tokens]

    def _residual_risk(self, after: int) -> bool:
        """Say whether the rest of the sentence, or the next one, goes on to name a risk that remains."""
        if names_remaining_risk(self.folded[after - self.sentence.start :]) or (
            names_remaining_risk(self.folded) and re.match(r"(?:although|though|while|like)\b", self.folded)
        ):
            return True
        following = self.sentence.index + 1
        sentences = self.analysis.sentences
        if following < len(sentences) and sentences[following].block is self.sentence.block:
            return names_remaining_risk(sentences[following].folded)
        return False

    def _criticised(self, start: int, end: int) -> bool:
        """Say whether the words stand in quotation marks in a sentence that warns of such words."""
        return criticised(self.folded, start - self.sentence.start, end - self.sentence.start)

    def kind_of(self, token: Token | None) -> Subject:
        """Say what a noun or pronoun of this sentence stands for."""
        return self.subjects.of(token, self.sentence, self.parsed)

    def offered(self, token: Token | None) -> bool:
        """Say whether a noun or pronoun stands for a treatment, or for what a seller calls "our …"."""
        if token is None:
            return False
        own = token.child("poss")
        if own is not None and own.lower == "our" and token.lower in claim_words("sold_nouns"):
            return self.subjects.promotional
        return self.kind_of(token) == "treatment"

    def praised(self, token: Token | None) -> bool:
        """Say whether a noun stands for a treatment, or, where something is sold, for whatever is said to act."""
        if token is None or self.acts(token):
            return token is not None
        if not self.subjects.promotional or not (token.is_noun or token.dep == "csubj"):
            return False
        if self.kind_of(token) != "unknown" or token.lower in claim_words("not_sold") | clinical_words():
            return False
        return not token.lower.endswith(_PERSONS)

    def acts(self, token: Token | None) -> bool:
        """Say whether a noun stands for a treatment where only a treatment can act, whatever else is named nearby.

        "It is an alternative to surgery" and "it may cure diabetes" are not said of the disease named before.
        """
        if token is None or self.offered(token):
            return token is not None
        pointing = token.lower in {"it", "they", "these", "this"} and token.dep in {"nsubj", "nsubjpass"}
        return pointing and self.kind_of(token) == "condition" and self.subjects.treatment_nearby(self.sentence)

    def clinical(self, noun: Token) -> bool:
        """Say whether a noun is a symptom, a disease, a part of the body or a problem of one ("sleep problems")."""
        if noun.lower in clinical_words() or self.kind_of(noun) == "condition":
            return True
        words = noun_phrase(noun)
        if len(words) > 1 and f"{words[-2].lower} {noun.lower}" in clinical_words():
            return True
        return noun.lower in claim_words("problem_nouns") and any(
            word.lower in clinical_words() or self.kind_of(word) == "condition"
            for word in words
            if word is not noun and (word.is_noun or word.tag.startswith("JJ"))
        )

    def for_good_after(self, end: int) -> bool:
        """Say whether "for good", "once and for all" follows within a few words."""
        found = next(iter(claim_terms("for_good").find(self.folded[end - self.sentence.start :])), None)
        return found is not None and found.start < 20

    def treatment_before(self, verb: Token) -> bool:
        """Say whether the words right before a verb name a treatment; the parser may take its noun for the verb."""
        before = next(
            (
                token
                for token in reversed(self.parsed.tokens)
                if token.start < verb.start and token.tag != "MD" and not token.tag.startswith("RB")
            ),
            None,
        )
        if before is None:
            return False
        treatments, _ = self.subjects.terms_in(self.sentence)
        return any(match.label == "named" and match.end == before.end for match in treatments)

    def names_disease(self, noun: Token) -> bool:
        """Say whether a noun names a disease, or damage, rather than a symptom, which may well go."""
        if noun.lower in {"damage", "aging", "ageing"}:
            return True
        _, conditions = self.subjects.terms_in(self.sentence)
        listed = any(match.end == noun.end and match.label == "conditions" for match in conditions)
        return listed or named_like_condition(noun.lower)

    def clinical_object(self, verb: Token) -> Token | None:
        """Return the object of a verb of effect when it is a symptom, a disease or a part of a person's life."""
        for child in verb.children:
            if child.dep not in {"dobj", "nsubjpass"} and not (child.dep == "prep" and child.lower in {"from", "of"}):
                continue
            target = child.child("pobj") if child.dep == "prep" else child
            if target is None:
                continue
            named = target.lower in {"risk", "risks"} or any(word.lower == "hair" for word in target.children)
            if not named and any(word.lower in claim_words("mechanism_objects") for word in target.subtree()):
                return None
            if self.clinical(target):
                return target
            inner = next(
                (
                    word
                    for word in target.subtree()
                    if word.dep in {"pobj", "pcomp"}
                    and (word.lower in clinical_words() or self.kind_of(word) == "condition")
                ),
                None,
            )
            if inner is not None:
                return target
        return None

    def adjective_span(self, token: Token) -> tuple[int, int]:
        """Return where an adjective stands with its adverbs and coordinates ("completely safe and effective")."""
        group = [word for word in coordinated(token) if word.tag.startswith("JJ") or word is token]
        if any(child.dep == "cc" and child.lower == "but" for word in group for child in word.children):
            group = [token]  # "effective but not safe" is no claim as a whole
        modifying = [
            child
            for word in group
            for child in word.children
            if child.dep in {"advmod", "npadvmod", "compound", "nummod"} and child.start < word.start
        ]
        modifying += [inner for child in modifying for inner in child.children if inner.dep == "nummod"]
        every = [*group, *modifying]
        return min(word.start for word in every), max(word.end for word in group)

    def polar(self, token: Token) -> bool:
        """Say whether the sentence asks how safe a thing is, rather than why it is."""
        return any(child.lower == "how" for child in token.children) or bool(
            re.match(r"how (?:do|does|did|is|are|was|can|could|will|would|should|to|safe)\b", self.folded)
        )
