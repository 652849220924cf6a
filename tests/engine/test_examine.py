"""Documents are read once a call, and an article once for all of its pieces."""

from __future__ import annotations

import datetime
from collections import Counter
from pathlib import Path

import pytest

from caveat.document import Document
from caveat.engine import examine
from caveat.engine.catalogue import load_rules
from caveat.engine.examine import Examiner, Task
from caveat.engine.settings import DEFAULT_BUNDLES, Settings
from caveat.readers import read

DRIFT = "consistency-number-drift"
ARTICLE = "# Tablets\n\nMost people take the tablets for 6 weeks.\n"
PIECE = "Most people take the tablets for 8 weeks.\n"


@pytest.fixture
def examiner(tmp_path: Path) -> Examiner:
    """Make an examiner for a family in a folder."""
    chosen = Settings(root=tmp_path.as_posix(), today=datetime.date(2026, 11, 22))
    return Examiner(load_rules(DEFAULT_BUNDLES, {}, None), chosen)


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Count how often each file is made a document of, by its name."""
    counted: Counter[str] = Counter()

    def counting(path: str, data: bytes, *, media: str | None = None) -> Document:
        counted[Path(path).name] += 1
        return read(path, data, media=media)

    monkeypatch.setattr(examine, "read", counting)
    return counted


def tasks(folder: Path, texts: dict[str, str]) -> list[Task]:
    """Write a family, and return what is to be checked of it."""
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return [Task((folder / name).as_posix(), name, text.encode()) for name, text in texts.items()]


def drifted(examiner: Examiner, given: list[Task]) -> list[str]:
    """Return the names of the pieces with a number that has drifted."""
    found = [finding for outcome in examiner.examine(given) for finding in outcome.findings]
    return [Path(finding.path).name for finding in found if finding.rule == DRIFT]


@pytest.mark.parametrize("order", [("article.md", "post-1.md", "post-2.md"), ("post-1.md", "post-2.md", "article.md")])
def test_an_article_that_is_checked_with_its_pieces_is_read_once(
    order: tuple[str, ...], tmp_path: Path, examiner: Examiner, opened: Counter[str]
) -> None:
    given = tasks(tmp_path, {name: ARTICLE if name == "article.md" else PIECE for name in order})
    assert drifted(examiner, given) == ["post-1.md", "post-2.md"]
    assert opened == Counter(order)


def test_an_article_is_not_read_again_for_the_pieces_of_the_next_call(
    tmp_path: Path, examiner: Examiner, opened: Counter[str]
) -> None:
    given = tasks(tmp_path, {"article.md": ARTICLE, "post-1.md": PIECE, "post-2.md": PIECE})
    assert drifted(examiner, given[:2]) == ["post-1.md"]
    assert drifted(examiner, given[2:]) == ["post-2.md"]
    assert opened["article.md"] == 1


def test_an_article_that_has_changed_since_the_last_call_is_read_again(tmp_path: Path, examiner: Examiner) -> None:
    (_, piece) = tasks(tmp_path, {"article.md": ARTICLE, "post-1.md": PIECE})
    assert drifted(examiner, [piece]) == ["post-1.md"]
    (tmp_path / "article.md").write_text(ARTICLE.replace("6", "8"), encoding="utf-8")
    assert drifted(examiner, [piece]) == []


def test_an_article_is_held_as_one_whatever_genre_it_is_checked_as(
    tmp_path: Path, examiner: Examiner, opened: Counter[str]
) -> None:
    leaflet = f"---\ngenre: leaflet\n---\n\n{ARTICLE}"
    given = tasks(tmp_path, {"article.md": leaflet, "post-1.md": PIECE})
    assert drifted(examiner, given) == ["post-1.md"]
    assert examiner.documents[given[0].path].genre == "leaflet"
    assert opened["article.md"] == 1
