"""Everything that can be known about one document, each thing worked out when first asked for, once."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from caveat.analysis.citations import Citations, find_citations
from caveat.analysis.counts import SentenceCounts, count
from caveat.analysis.difficulty import difficulty_of, difficulty_of_text
from caveat.analysis.english import is_english
from caveat.analysis.graded import GradedSentence, graded_sentences, running_sentences, together
from caveat.analysis.ledger import ledger_of
from caveat.analysis.medical import medical_sentences
from caveat.analysis.readability import Readability, TooShort, measure_counts
from caveat.analysis.recall import Recall
from caveat.analysis.references import References, find_references
from caveat.analysis.sections import section_roles
from caveat.analysis.sentence import Sentence
from caveat.analysis.sentences import split_sentences
from caveat.analysis.stated import Coverage, coverage
from caveat.analysis.statements import find_statements, judged, readings, told_claims, weigh, worth_reading
from caveat.analysis.studies import Studies
from caveat.analysis.subjects import Subjects
from caveat.analysis.syllables import is_listed
from caveat.analysis.unfamiliar import Unfamiliar, find_unfamiliar
from caveat.analysis.voice import may_instruct_passively
from caveat.patterns import compiled
from caveat.terms import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Mapping

    from caveat.analysis.adjusted import Adjusted
    from caveat.analysis.claim import Claim
    from caveat.analysis.claims.construction import Construction, Fault
    from caveat.analysis.encoder import ReadSentence
    from caveat.analysis.hot_spots import HotSpots
    from caveat.analysis.memory import Memory
    from caveat.analysis.parse import ParsedSentence
    from caveat.analysis.statements import Weighed, WorthReading
    from caveat.document import Block, Document

_WORD = compiled(r"[^\W\d_]+")
# The parser's memory and time grow with what it is given at once; longer paragraphs go in pieces of whole sentences.
_LONGEST_REQUEST = 2_000
_LONGEST_SENTENCE = 2_000
# A sentence parses as in its whole paragraph when this many words stand on each side of it: the model's vectors reach
# four tokens far, and the parser, which never joins sentences, looks at two tokens of the next.
_WORDS_BEFORE = 5
_WORDS_BEHIND = 7


@dataclass(frozen=True, slots=True)
class ParseRequest:
    """Sentences of one block to parse, with the words around them that the parse depends on.

    `text` begins at `offset` in the block; `starts` are the offsets into the block at which its sentences begin (the
    first and the last may be cut), `wanted` says which of them, by number, are to be parsed, and `indexes` are theirs
    in the document.
    """

    text: str
    offset: int
    starts: tuple[int, ...]
    wanted: tuple[int, ...]
    indexes: tuple[int, ...]


class Analysis:
    """What can be known about a document: sentences, citations, section roles, claims."""

    def __init__(
        self,
        document: Document,
        vocabulary: Vocabulary | None = None,
        model: str | None = None,
        memory: Memory | None = None,
    ) -> None:
        """Take a document, the names that the bundle of rules knows, and the language model (None: the default).

        `memory` keeps what an analysis of much the same text can use again.
        """
        self.document = document
        self.vocabulary = vocabulary or Vocabulary()
        self.model = model
        self.memory = memory
        self.faults: list[Fault] = []
        """The sentences whose reading for claims broke down, once the claims have been asked for."""
        self._parses: dict[int, ParsedSentence] | None = None

    def release(self) -> None:
        """Forget all that was worked out; whatever is asked for after this is worked out again.

        Much of it refers back to the analysis: without this, memory fills with pages that were finished long ago until
        the garbage collector looks for them.
        """
        self._parses = None
        known = vars(self)
        for name in [name for name in known if isinstance(getattr(type(self), name, None), cached_property)]:
            del known[name]

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences of all blocks but code, in order; headings are one sentence each."""
        found: list[Sentence] = []
        kept = None if self.memory is None else self.memory.text
        for block in self.document.blocks:
            if block.kind == "code":
                continue
            spans = [(0, len(block.text))] if block.kind == "heading" and block.text else split_sentences(block.text)
            for start, end in spans:
                found.append(Sentence(block, start, end, len(found), kept))
        return tuple(found)

    @cached_property
    def _by_block(self) -> dict[int, tuple[Sentence, ...]]:
        grouped: dict[int, list[Sentence]] = {}
        for sentence in self.sentences:
            grouped.setdefault(sentence.block.index, []).append(sentence)
        return {index: tuple(group) for index, group in grouped.items()}

    def sentences_of(self, block: Block) -> tuple[Sentence, ...]:
        """Return the sentences of one block."""
        return self._by_block.get(block.index, ())

    @cached_property
    def citations(self) -> Citations:
        """The references to sources, and which sentences they cover."""
        return find_citations(self.document, self.sentences)

    @cached_property
    def references(self) -> References:
        """The sources that the document lists, and which of them each citation leads to."""
        return find_references(self.document, self.citations, self.roles)

    @cached_property
    def roles(self) -> Mapping[int, str]:
        """The role of the section that each block, by its index, stands in."""
        return section_roles(self.document)

    @cached_property
    def coverage(self) -> tuple[Coverage, ...]:
        """The topic packs that the document is about, and what it says and does not say of what they ask for."""
        return coverage(self)

    @cached_property
    def english(self) -> bool:
        """Whether the document is written in English."""
        return is_english(self.document)

    @cached_property
    def medical_sentences(self) -> tuple[Sentence, ...]:
        """The sentences that state something about health, in order."""
        return medical_sentences(self.document, self.sentences, self.vocabulary)

    @cached_property
    def triggered(self) -> Mapping[int, tuple[Construction, ...]]:
        """By index, the sentences to parse, with the ways of claiming that each may hold; reference lists left out."""
        # The words of the claims are read when they are first needed: a run with everything kept needs none.
        from caveat.analysis.claims.finder import constructions_in

        found: dict[int, tuple[Construction, ...]] = {}
        previous: Sentence | None = None
        for sentence in self.sentences:
            if self.roles.get(sentence.block.index) != "references":
                constructions = constructions_in(sentence, previous, self)
                if constructions:
                    found[sentence.index] = constructions
            previous = sentence
        return found

    @cached_property
    def subjects(self) -> Subjects:
        """What the document's nouns and pronouns are about."""
        return Subjects(self)

    @cached_property
    def studies(self) -> Studies:
        """What kinds of study the document speaks of, and where."""
        return Studies(self)

    @cached_property
    def sentence_counts(self) -> Mapping[int, SentenceCounts]:
        """The words, syllables … of each sentence of the running text, by its index; see `caveat.analysis.graded`."""
        return {sentence.index: count(sentence.text) for sentence in running_sentences(self.sentences, self.roles)}

    @cached_property
    def graded(self) -> tuple[GradedSentence, ...]:
        """What the formulas count as the sentences of the running text: a list's lead-in counts with each item."""
        counts = self.sentence_counts
        return graded_sentences([self.sentences[index] for index in counts], counts)

    @cached_property
    def graded_counts(self) -> tuple[SentenceCounts, ...]:
        """The counts of each sentence of `graded`."""
        counts = self.sentence_counts
        return tuple(together([counts[part.index] for part in parts]) for parts in self.graded)

    @cached_property
    def readability(self) -> Readability | TooShort:
        """The reading grades of the running text, or why it has none."""
        return measure_counts(self.graded_counts)

    @cached_property
    def difficulty(self) -> Mapping[int, float]:
        """How hard each sentence is, by its index; of the running text, or of all sentences where there is none."""
        indexes = [index for index, counts in self.sentence_counts.items() if counts.scored]
        rated = {index: difficulty_of(self.sentences[index].text) for index in indexes or range(len(self.sentences))}
        return {index: difficulty for index, difficulty in rated.items() if difficulty is not None}

    @cached_property
    def rated(self) -> Mapping[int, tuple[float, int]]:
        """The sentences that make the document's difficulty, by index: how hard each is, and its words.

        Labels ("Methods:") are none, unless there is nothing else.
        """
        rated = {
            index: (difficulty, (self.sentence_counts.get(index) or count(self.sentences[index].text)).words)
            for index, difficulty in self.difficulty.items()
        }
        whole = {
            index: one for index, one in rated.items() if one[1] > 3 or not self.sentences[index].text.endswith(":")
        }
        return whole or rated

    @property
    def document_difficulty(self) -> float | None:
        """How hard the document is; None when it has no words."""
        return difficulty_of_text(self.rated.values())

    @cached_property
    def unfamiliar(self) -> Unfamiliar:
        """The words of the running text that many readers will not know, and those of them that it explains."""
        return find_unfamiliar([self.sentences[index] for index in self.sentence_counts])

    @cached_property
    def hot_spots(self) -> HotSpots:
        """Where the running text is hard: its sentences by what rewriting gains, words, sections, paragraphs."""
        # Its word list is read when it is first needed: few runs need it.
        from caveat.analysis.hot_spots import hot_spots

        return hot_spots(self.document, self.graded, self.graded_counts, self.difficulty)

    @cached_property
    def adjusted(self) -> Adjusted | None:
        """The reading grades once the special terms that the text explains count as known; None without a grade."""
        if isinstance(self.readability, TooShort):
            return None
        from caveat.analysis.adjusted import adjusted

        return adjusted(self.graded, self.graded_counts, self.vocabulary)

    @cached_property
    def passively_instructed(self) -> frozenset[int]:
        """The sentences, by index, that may tell readers in the passive voice what to do; they are parsed."""
        return frozenset(
            sentence.index
            for sentence in self.sentences
            if sentence.block.kind in {"paragraph", "item"}
            and self.roles.get(sentence.block.index) != "references"
            and may_instruct_passively(sentence.folded)
        )

    @cached_property
    def _asked(self) -> frozenset[int]:
        """The sentences, by index, to parse."""
        return self.passively_instructed.union(self.triggered)

    @cached_property
    def _parsed_chunks(self) -> tuple[list[Sentence], ...]:
        """The stretches of prose that hold a trigger, each a paragraph or whole sentences of a long one."""
        found: list[list[Sentence]] = []
        for group in self._by_block.values():
            if any(sentence.index in self._asked for sentence in group):
                found += [chunk for chunk in _chunks(group) if any(one.index in self._asked for one in chunk)]
        return tuple(found)

    @cached_property
    def _chunk_of(self) -> Mapping[int, list[Sentence]]:
        return {sentence.index: chunk for chunk in self._parsed_chunks for sentence in chunk}

    @cached_property
    def parse_requests(self) -> tuple[ParseRequest, ...]:
        """What the parser is to be asked for: the sentences that hold a trigger, with the words around them."""
        return tuple(request for chunk in self._parsed_chunks for request in _requests(chunk, self._asked))

    def take(self, parses: Iterable[tuple[ParsedSentence, ...]]) -> None:
        """Keep the parses of `parse_requests`, given in their order."""
        kept: dict[int, ParsedSentence] = {}
        for request, parsed in zip(self.parse_requests, parses, strict=True):
            kept.update(zip(request.indexes, parsed, strict=True))
        self._parses = kept

    @property
    def prepared(self) -> bool:
        """Whether the parses are there."""
        return self._parses is not None

    def parse_of(self, sentence: Sentence) -> ParsedSentence | None:
        """Return a sentence's parse, or None when nothing in its paragraph called for one.

        A sentence without a trigger beside one that has some is rarely asked for, and parsed when it is.
        """
        if self._parses is None:
            prepare([self])
        kept: dict[int, ParsedSentence] = self._parses or {}
        parsed = kept.get(sentence.index)
        if parsed is None and (chunk := self._chunk_of.get(sentence.index)) is not None:
            from caveat.analysis.parser import parse

            ((parsed,),) = parse(_requests(chunk, {sentence.index}), self.model, self.memory)
            kept[sentence.index] = parsed
        return parsed

    @cached_property
    def recall(self) -> Recall:
        """The way to claims that were found in an earlier analysis of much the same text."""
        return Recall(self)

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """What the document claims about health, in order."""
        return tuple(sorted(judged(self), key=lambda one: (one.sentence.index, one.start, one.end)))

    @cached_property
    def worded_claims(self) -> tuple[Claim, ...]:
        """What grammar and set turns of phrase tell of claims, before their sentences are read as a whole."""
        from caveat.analysis.claims.finder import find_claims, with_phrased

        return tuple(with_phrased(find_claims(self), told_claims(self)))

    @cached_property
    def worth_reading(self) -> tuple[WorthReading, ...]:
        """The sentences that the encoder is to read."""
        return tuple(worth_reading(self))

    @cached_property
    def readings(self) -> tuple[ReadSentence, ...]:
        """What the encoder says of each sentence that is worth reading."""
        (found,) = readings([self])
        return found

    @cached_property
    def weighed(self) -> tuple[Weighed, ...]:
        """How much each sentence looks like a statement about health; nothing is parsed for it."""
        return tuple(weigh(self))

    @cached_property
    def statements(self) -> tuple[Claim, ...]:
        """What the document's sentences state about health and should have a source for, one a sentence, in order."""
        return tuple(find_statements(self))

    @cached_property
    def ledger(self) -> tuple[Claim, ...]:
        """The claims that need a source, whether they have one or not, in order; see `caveat.analysis.ledger`."""
        return tuple(ledger_of(self))


def _plain_case(heading: str) -> str:
    """Return a heading in title case with its ordinary words in lower case: the parser takes capitals for names."""
    words = [match for match in _WORD.finditer(heading) if len(match[0]) > 3]
    if len(words) < 2 or sum(match[0].istitle() for match in words) < len(words) * 0.6:
        return heading
    pieces: list[str] = []
    end = 0
    for match in _WORD.finditer(heading):
        word = match[0]
        lowered = word.lower()
        ordinary = word.istitle() and len(lowered) == len(word) and is_listed(lowered)
        pieces += [heading[end : match.start()], lowered if ordinary else word]
        end = match.end()
    return "".join([*pieces, heading[end:]])


def _chunks(sentences: Sequence[Sentence]) -> list[list[Sentence]]:
    """Group a block's sentences into stretches short enough to parse at once; overlong sentences are left out."""
    chunks: list[list[Sentence]] = [[]]
    size = 0
    for sentence in sentences:
        length = sentence.end - sentence.start
        if length > _LONGEST_SENTENCE:
            chunks.append([])
            size = 0
            continue
        if size + length > _LONGEST_REQUEST and chunks[-1]:
            chunks.append([])
            size = 0
        chunks[-1].append(sentence)
        size += length
    return [chunk for chunk in chunks if chunk]


def _requests(chunk: Sequence[Sentence], indexes: Container[int]) -> list[ParseRequest]:
    """Ask for some sentences of a chunk, together where the words around them meet."""
    text, first, last = chunk[0].block.text, chunk[0].start, chunk[-1].end
    heading = chunk[0].block.kind == "heading"
    stretches: list[tuple[int, int]] = []
    for sentence in chunk:
        if sentence.index not in indexes:
            continue
        before = text[first : sentence.start].rsplit(maxsplit=_WORDS_BEFORE)
        behind = text[sentence.end : last].split(maxsplit=_WORDS_BEHIND)
        low = first if len(before) <= _WORDS_BEFORE else first + len(before[0])
        high = last if len(behind) <= _WORDS_BEHIND else last - len(behind[-1])
        if stretches and low <= stretches[-1][1]:
            low, _ = stretches.pop()
        stretches.append((low, high))
    requests: list[ParseRequest] = []
    for low, high in stretches:
        touched = [sentence for sentence in chunk if low < sentence.end and sentence.start < high]
        wanted = [(number, one.index) for number, one in enumerate(touched) if one.index in indexes]
        requests.append(
            ParseRequest(
                _plain_case(text[low:high]) if heading else text[low:high],
                low,
                tuple(max(low, sentence.start) for sentence in touched),
                tuple(number for number, _ in wanted),
                tuple(index for _, index in wanted),
            )
        )
    return requests


def prepare(analyses: Iterable[Analysis]) -> None:
    """Parse what the claims of several documents need, in one go; with nothing to parse, spaCy is not loaded."""
    waiting = [analysis for analysis in analyses if not analysis.prepared]
    by_model: dict[tuple[str | None, Memory | None], list[Analysis]] = {}
    for analysis in waiting:
        by_model.setdefault((analysis.model, analysis.memory), []).append(analysis)
    for (model, memory), group in by_model.items():
        requests = [request for analysis in group for request in analysis.parse_requests]
        if not requests:
            for analysis in group:
                analysis.take(())
            continue
        from caveat.analysis.parser import parse

        parses = parse(requests, model, memory)
        for analysis in group:
            analysis.take([next(parses) for _ in analysis.parse_requests])


def read_together(analyses: Iterable[Analysis]) -> None:
    """Let the encoder read what is worth it in several documents, in one go.

    A document whose claims cannot be read is left out; it raises when it is asked for them.
    """
    able: list[Analysis] = []
    for analysis in analyses:
        try:
            _ = analysis.worth_reading
        except Exception:  # noqa: BLE001, S112 - a fault in one document never costs another
            continue
        able.append(analysis)
    for analysis, found in zip(able, readings(able), strict=True):
        analysis.readings = found
