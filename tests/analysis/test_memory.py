"""With a memory, an analysis after an edit finds what one from scratch finds."""

from __future__ import annotations

import datetime
import random
import re
from pathlib import Path

import pytest

from caveat.analysis import Analysis
from caveat.analysis.memory import Kept, Memory
from caveat.analysis.parser import parse
from caveat.engine.catalogue import load_rules
from caveat.engine.examine import Examiner, Task
from caveat.engine.settings import DEFAULT_BUNDLES, Settings
from caveat.readers import read

CONTENT = Path(__file__).parents[2] / "content"
INSERTED = (
    " really",
    " not",
    " ketamine",
    " It is completely safe.",
    "\n\n",
    "\n\n## Is it safe?\n\n",
    ".",
    " may",
    " [1]",
    "?",
    " Book now and save £50 on our treatments.",
    " A new study found that it cures migraine in 90 % of patients.",
    " Lumira is a kind of migraine.",
)


def edits(text: str, seed: int) -> list[str]:
    """Return the text after one edit, after two, …: words put in, taken out, sentences moved."""
    chance = random.Random(seed)  # noqa: S311 - edits are no secret
    made: list[str] = []
    for _ in range(5):
        at = chance.choice([found.end() for found in re.finditer(r"\w(?=[ .])", text)])
        match chance.randrange(3):
            case 0 | 1:
                text = text[:at] + chance.choice(INSERTED) + text[at:]
            case _:
                text = text[:at] + text[at + chance.randrange(1, 80) :]
        made.append(text)
    return made


@pytest.mark.parametrize("path", sorted(CONTENT.glob("*/*/article.md")), ids=lambda path: "-".join(path.parts[-3:-1]))
def test_after_each_edit_all_is_as_from_scratch(path: Path) -> None:
    rules = load_rules(DEFAULT_BUNDLES, {}, None)
    settings = Settings(root=str(path.parent), today=datetime.date(2026, 11, 22))
    remembering, fresh = Examiner(rules, settings, memory := Memory()), Examiner(rules, settings)
    for text in [whole := path.read_text(encoding="utf-8"), *edits(whole, len(whole))]:
        task = Task("article.md", "article.md", text.encode())
        assert remembering.examine([task]) == fresh.examine([task])
    assert memory.recalled


def test_a_parse_is_asked_for_once_and_moves_with_its_words(monkeypatch: pytest.MonkeyPatch) -> None:
    memory = Memory()
    first = Analysis(read("page.md", b"The injection is safe.\n"), memory=memory)
    parsed = first.parse_of(first.sentences[0])
    monkeypatch.setattr("caveat.analysis.parser._pipeline", lambda _: pytest.fail("parsed again"))
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

    settings = Settings(root="/", today=datetime.date(2026, 11, 22))
    examiner = Examiner(load_rules(DEFAULT_BUNDLES, {}, None), settings, Memory(checkpoint))
    with pytest.raises(Enough):
        examiner.examine([Task("page.md", "page.md", b"The injection is safe.\n")])
