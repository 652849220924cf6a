from __future__ import annotations

import pytest

from caveat.engine.pattern import matches


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("drafts", "drafts/a.md"),
        ("drafts", "content/drafts/a.md"),
        ("drafts/", "content/drafts/deep/a.md"),
        ("*.txt", "a.txt"),
        ("*.txt", "content/a.txt"),
        ("content/*.md", "content/a.md"),
        ("/content", "content/a.md"),
        ("./content", "content/a.md"),
        ("content/**/post*.md", "content/post.md"),
        ("content/**/post*.md", "content/a/b/post-2.md"),
        ("content/**", "content/a/b.md"),
        ("**/old/*.md", "old/a.md"),
        ("a?c.md", "abc.md"),
        ("[ab].md", "b.md"),
        ("[!ab].md", "c.md"),
        ("[a", "[a"),
        ("[z-a].md", "[z-a].md"),
        ("a+b (1).md", "a+b (1).md"),
    ],
)
def test_a_pattern_matches_as_gitignore_does(pattern: str, path: str) -> None:
    assert matches(pattern, path)


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("drafts", "draftsman/a.md"),
        ("*.txt", "a.txt.md"),
        ("content/*.md", "content/deep/a.md"),
        ("content/*.md", "other/content/a.md"),
        ("a?c.md", "a/c.md"),
        ("[!ab].md", "a.md"),
        ("content/**", "content"),
        ("a.md", "abmd"),
    ],
)
def test_a_pattern_matches_nothing_else(pattern: str, path: str) -> None:
    assert not matches(pattern, path)
