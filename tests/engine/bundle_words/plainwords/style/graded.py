"""Flags "maybe", less severe, and "surely", more severe."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from caveat.analysis import Sentence
from caveat.rule import Context, Grade, Hit, hit, rule, sentences


@dataclass(frozen=True, slots=True)
class Options:
    """The word that is neither."""

    usual_word: str = "perhaps"
    limit: int = 10
    others: tuple[str, ...] = ()


@rule(sentences, message="“{quote}” is flagged.", severity="warning", options=Options)
def check(sentence: Sentence, context: Context[Options]) -> Iterator[Hit]:
    """Flag the three words."""
    words: dict[str, Grade] = {"maybe": "lowered", "surely": "raised", context.options.usual_word: "normal"}
    for word, grade in words.items():
        start = sentence.folded.find(word)
        if start >= 0:
            because = "" if grade == "normal" else "as the test says"
            yield hit(sentence.locate(start, start + len(word)), grade=grade, because=because)
