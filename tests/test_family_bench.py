"""The families that the bench checks are large enough, and the same each time."""

from __future__ import annotations

from pathlib import Path

from caveat_dev.family_bench import PIECES, paragraphs, write_family


def test_a_family_has_an_article_of_5_000_words_and_50_pieces_of_300_which_derive_from_it(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    for folder in (one, other):
        folder.mkdir()
        write_family(folder, 1)
    texts = {path.name: path.read_bytes() for path in one.iterdir()}
    assert texts == {path.name: path.read_bytes() for path in other.iterdir()}
    words = {name: len(text.split()) for name, text in texts.items()}
    assert 5_000 <= words.pop("article.md") <= 5_200
    assert len(words) == PIECES == 50
    assert 300 <= min(words.values()) <= max(words.values()) <= 480


def test_twice_the_words_are_not_the_same_words_twice(tmp_path: Path) -> None:
    write_family(tmp_path, 2)
    text = (tmp_path / "article.md").read_text(encoding="utf-8").split("\n\n")[1:]
    assert len(set(text)) >= 0.95 * len(text)
    assert len(paragraphs()) > 300
