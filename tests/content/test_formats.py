"""The same article in any format has the same findings."""

from __future__ import annotations

from pathlib import Path

import pytest

from caveat_dev.corpus import compare_formats

CONTENT = Path(__file__).resolve().parents[2] / "content"


@pytest.mark.parametrize("kind", ["draft", "corrected"])
def test_an_article_has_the_same_findings_as_a_web_page_and_as_a_word_file(kind: str) -> None:
    articles = sorted(CONTENT.glob(f"*/{kind}/article.md"))
    total, lines = compare_formats(articles)
    assert (len(articles), total > 20, lines) == (3, kind == "draft", [])


def test_a_difference_would_be_seen(tmp_path: Path) -> None:
    page = tmp_path / "post.md"
    page.write_text("Ketamine infusions are completely safe.\n\n<!-- caveat: ignore claims -->\n\nReviewed 2026.\n")
    _, lines = compare_formats([page])
    assert [line.split(": ", 1)[1].partition(" «")[0] for line in lines] == [
        "only as md: 1 caveat-invalid-suppression (error)",
        "only as md: 1 caveat-invalid-suppression (error)",
    ]
