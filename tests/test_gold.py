"""The marked pages of our own gold can all be scored: `nox -s gold`."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from caveat.rule.bundle import load_bundle
from caveat_dev.gold import own_folders, score
from caveat_dev.marked import MarkedWords, MarkError, marked_pages, unpacked


def test_the_folders_scored_by_sentence_are_all_but_the_pairs() -> None:
    names = {path.name for path in own_folders()}
    assert names == {"aside", "blind", "fresh", "mini", "open", "realistic", "retold", "unseen"}


@pytest.mark.parametrize("folder", own_folders(), ids=lambda path: path.name)
def test_each_mark_names_a_page_that_stands_beside_it_and_holds_its_words(folder: Path) -> None:
    with unpacked(folder) as unpacked_folder:
        lines = (unpacked_folder / "labels.jsonl").read_text(encoding="utf-8").splitlines()
        pages = {path.name: path.read_text(encoding="utf-8") for path in unpacked_folder.glob("*.md")}
    lost = [mark for mark in map(json.loads, lines) if mark["quote"] not in pages.get(mark["page"], "")]
    assert lost == []


@pytest.mark.parametrize("folder", own_folders(), ids=lambda path: path.name)
def test_no_two_marked_pages_of_a_folder_have_one_name_and_each_mark_names_a_rule(folder: Path) -> None:
    rules = set(load_bundle().rules)
    pages = list(marked_pages(folder))
    assert len({page.name for page in pages}) == len(pages)
    assert [mark for page in pages for mark in page.marks if not rules.issuperset(mark.rules)] == []


MARKED = """\
=== drip.md (sells)

# Drips

Our drips are «completely safe»{safety-absolute|universal-quantifier} and «help you relax»{?efficacy-absolute}.

=== visit.md

Bring a list of your medicines.
"""


def test_a_marked_file_holds_pages_with_their_marks(tmp_path: Path) -> None:
    (tmp_path / "pages.marked.txt").write_text(MARKED, encoding="utf-8")

    drip, visit = marked_pages(tmp_path)
    assert (drip.name, drip.sells, visit.name, visit.sells) == ("drip.md", True, "visit.md", False)
    assert drip.text == "# Drips\n\nOur drips are completely safe and help you relax.\n"
    assert drip.marks == (
        MarkedWords("completely safe", 23, ("claims-safety-absolute", "claims-universal-quantifier"), clear=True),
        MarkedWords("help you relax", 43, ("claims-efficacy-absolute",), clear=False),
    )
    assert (visit.text, visit.marks) == ("Bring a list of your medicines.\n", ())


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("# No name\n", "pages.marked.txt: it does not begin with '=== name.md'"),
        ("=== a.md\n\nIt is «safe».\n", "pages.marked.txt: a.md has a mark without its end or its rule: '«safe».\\n'"),
        ("=== a.md\n\nIt is «safe{safety-absolute}.\n", "a.md has a mark without its end or its rule"),
    ],
)
def test_a_mark_that_cannot_be_read_is_refused_with_its_place(tmp_path: Path, content: str, message: str) -> None:
    (tmp_path / "pages.marked.txt").write_text(content, encoding="utf-8")
    with pytest.raises(MarkError, match=re.escape(message)):
        list(marked_pages(tmp_path))


def test_marked_pages_are_scored_like_pages_with_a_list_of_marks(tmp_path: Path) -> None:
    (tmp_path / "pages.marked.txt").write_text(MARKED, encoding="utf-8")
    scores, texts = score(tmp_path)
    assert texts == 2
    assert (scores["claims-safety-absolute"].wanted, scores["claims-safety-absolute"].found) == (1, 1)
