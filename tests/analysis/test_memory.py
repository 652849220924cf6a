"""With a memory, an analysis after an edit finds what one from scratch finds."""

from __future__ import annotations

import datetime
import random
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caveat.analysis import Analysis
from caveat.analysis.memory import Kept, Memory
from caveat.analysis.parser import parse
from caveat.engine.catalogue import load_rules
from caveat.engine.examine import Examiner, Task
from caveat.engine.settings import DEFAULT_BUNDLES, Choice, Settings
from caveat.readers import read

CONTENT = Path(__file__).parents[2] / "content"
TODAY = datetime.date(2026, 11, 22)
PAGES = [path for kind in ("md", "html") for path in sorted(CONTENT.glob(f"*/*/*.{kind}"))]
# What an edit puts in: words, marks, whole sentences that change what their neighbours mean, headings, lists, sources.
INSERTED = (
    *(" really", " not", " ketamine", " may", " [1]", "?", ".", " (CRPS)", " botox", " in mice", " off-label"),
    *(
        "\n\n",
        "\n\n- ",
        "\n\n## Is it safe?\n\n",
        "\n\n## Side effects\n\n",
        " (Moss, 2019)",
        " and has no side effects",
    ),
    *(" Yes.", " No. Never. Not once.", " Nothing else works.", " This works for everyone.", " They last for months."),
    " It is completely safe.",
    " Book now and save £50 on our treatments.",
    " Our clients love it!",
    " A new study found that it cures migraine in 90 % of patients.",
    " Lumira is a kind of migraine.",
    " Side effects are mild and pass.",
    " Serious reactions, such as death, were rare.",
    " Patients should be monitored.",
    " [the label](https://label.example/x)",
    "\n\n## References\n\n1. Moss J. A trial of it in adults. J Example 2019;3:4-5.\n\n",
)


class Twins:
    """An examiner with a memory and one without, asked the same; every rule runs, those in preview too."""

    def __init__(self) -> None:
        rules = load_rules(DEFAULT_BUNDLES, {}, None)
        chosen = Settings(root="/", today=TODAY, command=Choice(("all",)))
        self.memory = Memory()
        self._remembering, self._fresh = Examiner(rules, chosen, self.memory), Examiner(rules, chosen)

    def agree(self, name: str, text: str) -> None:
        """Hold what both make of a text against each other: findings, summary, ledger and all."""
        task = Task(name, name, text.encode())
        assert self._remembering.examine([task]) == self._fresh.examine([task])


@pytest.fixture(scope="module")
def twins() -> Twins:
    """Serve all tests of the module with one pair, so that what was remembered of other texts is there to mislead."""
    return Twins()


def edits(text: str, seed: int, number: int) -> Iterator[str]:
    """Yield the text after one edit, after two, …: words and sentences put in, taken out, and moved elsewhere."""
    chance = random.Random(seed)  # noqa: S311 - edits are no secret
    for _ in range(number):
        places = [found.end() for found in re.finditer(r"\w(?=[ .])", text)]
        if not places:
            return
        at = chance.choice(places)
        match chance.randrange(4):
            case 0 | 1:
                text = text[:at] + chance.choice(INSERTED) + text[at:]
            case 2:
                text = text[:at] + text[at + chance.randrange(1, 80) :]
            case _:
                piece = text[at : at + chance.randrange(20, 200)]
                text = text[:at] + text[at + len(piece) :]
                to = min(chance.choice(places), len(text))
                text = text[:to] + piece + text[to:]
        yield text


@pytest.mark.parametrize("path", PAGES, ids=lambda path: "-".join((*path.parts[-3:-1], path.stem)))
def test_after_each_edit_all_is_as_from_scratch(path: Path, twins: Twins) -> None:
    whole = path.read_text(encoding="utf-8")
    twins.memory.recalled = False
    for text in [whole, *edits(whole, len(whole), 3)]:
        twins.agree(path.name, text)
    # Of a post of one paragraph nothing is left as it was.
    assert twins.memory.recalled or whole.count("\n\n") == 1


# Sentences that look at each other: what "it" stands for, what sells, what study is told of, what is denied or sourced.
SENTENCES = (
    "Ketamine is a medicine for severe depression.",
    "It is safe.",
    "It works for everyone.",
    "They are not.",
    "Is it safe?",
    "Yes.",
    "No.",
    "Book your first session today.",
    "Our clinic offers treatments from £50.",
    "A study of 40 mice found that ketamine cures pain.",
    "The study was small.",
    "A survey of 2,000 adults found that those who slept more had less pain.",
    "Researchers say that more trials are needed.",
    "According to the label, it may cause nausea [1].",
    "Your pain will be gone within a week.",
    "The effects last for six months.",
    "Side effects are mild.",
    "Serious harms, such as bladder damage, were reported.",
    "Unlike tablets, it works within hours.",
    "It has no side effects.",
    "Complex regional pain syndrome (CRPS) is rare.",
    "CRPS hurts.",
    "Doctors recommend the infusion.",
    "Nothing else works as well.",
    "This page is no medical advice; ask your doctor.",
    "We open at eight.",
)
_BLOCKS = st.sampled_from(("", "", "", "\n\n", "\n\n", "\n\n## ", "\n\n- ", "\n\n> "))
_PARTS = st.tuples(_BLOCKS, st.sampled_from(SENTENCES))
_NAMES = st.sampled_from(("article.md", "post-instagram.md", "page.txt"))


def joined(parts: Iterable[tuple[str, str]]) -> str:
    """Return the text that parts make: a sentence goes on behind the one before, or begins a block."""
    return "".join((block or " ") + sentence for block, sentence in parts).lstrip() + "\n"


@settings(max_examples=40)
@given(_NAMES, st.lists(_PARTS, min_size=3, max_size=12), st.data())
def test_whatever_sentence_comes_goes_or_moves_all_is_as_from_scratch(
    twins: Twins, name: str, parts: list[tuple[str, str]], data: st.DataObject
) -> None:
    twins.agree(name, joined(parts))
    for _ in range(3):
        at = data.draw(st.integers(0, len(parts) - 1))
        match data.draw(st.sampled_from(("put in", "take out", "move", "begin a block"))):
            case "put in":
                parts.insert(at, data.draw(_PARTS))
            case "take out" if len(parts) > 1:
                del parts[at]
            case "move":
                parts.insert(data.draw(st.integers(0, len(parts) - 1)), parts.pop(at))
            case _:
                parts[at] = (data.draw(_BLOCKS), parts[at][1])
        twins.agree(name, joined(parts))


def test_the_words_of_a_sentence_are_looked_through_once_and_known_wherever_they_move() -> None:
    memory = Memory()
    (first,) = Analysis(read("page.md", b"The injection is safe.\n"), memory=memory).sentences
    _, second = Analysis(read("page.md", b"We open at eight.\n\nThe injection is safe.\n"), memory=memory).sentences
    assert second.folded is first.folded
    assert second.start == 0
    assert Analysis(read("page.md", b"The injection is safe.\n")).sentences[0].folded is not first.folded


def test_a_parse_is_asked_for_once_and_moves_with_its_words(monkeypatch: pytest.MonkeyPatch) -> None:
    memory = Memory()
    first = Analysis(read("page.md", b"The injection is safe.\n"), memory=memory)
    parsed = first.parse_of(first.sentences[0])
    monkeypatch.setattr("caveat.analysis.parser.pipeline", lambda _: pytest.fail("parsed again"))
    second = Analysis(read("page.md", b"We open at eight.\n\nThe injection is safe.\n"), memory=memory)
    again = second.parse_of(second.sentences[1])
    assert parsed is not None
    assert again is not None
    assert [repr(token) for token in parsed.tokens] == [repr(token) for token in again.tokens]
    assert not set(map(id, parsed.tokens)) & set(map(id, again.tokens))


def test_only_what_is_not_known_is_parsed() -> None:
    memory = Memory()
    first = Analysis(read("page.md", b"The injection is safe.\n"), memory=memory)
    both = Analysis(read("page.md", b"The injection is safe.\n\nIt cures migraine.\n"))
    assert len(list(parse(first.parse_requests, memory=memory))) == 1
    together = [tuple(map(str, (one.tokens for one in parsed))) for parsed in parse(both.parse_requests, memory=memory)]
    assert together == [tuple(map(str, (one.tokens for one in parsed))) for parsed in parse(both.parse_requests)]
    assert len(memory.parses) == 2


def test_what_was_not_asked_for_longest_is_forgotten_first() -> None:
    kept: Kept[int, str] = Kept(limit=4)
    for number in range(4):
        kept.put(number, str(number))
    assert kept.get(0) == "0"
    kept.put(4, "4")
    assert [kept.get(number) for number in range(5)] == ["0", None, None, "3", "4"]


def test_a_checkpoint_can_give_an_analysis_up() -> None:
    class Enough(BaseException):
        pass

    def checkpoint() -> None:
        raise Enough

    examiner = Examiner(load_rules(DEFAULT_BUNDLES, {}, None), Settings(root="/", today=TODAY), Memory(checkpoint))
    with pytest.raises(Enough):
        examiner.examine([Task("page.md", "page.md", b"The injection is safe.\n")])


def test_a_run_keeps_what_was_found_in_a_sentence_once_its_words_come_again() -> None:
    memory, words = Memory(of_run=True), "ask your doctor before you take it."
    found = [memory.text(words).found, memory.text(words).found]
    assert found == [None, {}]
    assert not memory.recalls_claims
    assert Memory().text(words).found == {}
