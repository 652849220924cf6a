"""The marked pages of our own gold can all be scored: `nox -s gold`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from caveat_dev.gold import own_folders


def test_the_folders_scored_by_sentence_are_all_but_the_pairs() -> None:
    names = {path.name for path in own_folders()}
    assert names == {"aside", "blind", "fresh", "mini", "open", "realistic", "retold"}


@pytest.mark.parametrize("folder", own_folders(), ids=lambda path: path.name)
def test_each_mark_names_a_page_that_stands_beside_it_and_holds_its_words(folder: Path) -> None:
    marks = [json.loads(line) for line in (folder / "labels.jsonl").read_text(encoding="utf-8").splitlines()]
    pages = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.md")}
    lost = [mark for mark in marks if mark["quote"] not in pages.get(mark["page"], "")]
    assert lost == []
