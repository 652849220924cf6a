from __future__ import annotations

from pathlib import Path

import pytest

from caveat.library.family import article_of, genre_of


@pytest.fixture(autouse=True)
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("name", "genre"),
    [
        ("article.md", "article"),
        ("post.md", "post"),
        ("post-2.md", "post"),
        ("Post3.md", "post"),
        ("e-mail.html", "email"),
        ("email.md", "email"),
        ("leaflet.docx", "leaflet"),
        ("script.txt", "script"),
        ("sms-1.txt", "sms"),
        ("posture.md", "article"),
        ("postpartum-depression.md", "article"),
        ("post-operative-care.md", "article"),
        ("scripture.md", "article"),
        ("x/leaflet/how-it-works.md", "article"),
        ("spring.eml", "email"),
        ("post-1.eml", "post"),
        ("film.vtt", "script"),
        ("film.srt", "script"),
        ("article.vtt", "article"),
    ],
)
def test_a_file_name_says_the_genre(name: str, genre: str) -> None:
    assert genre_of(name, None, None) == genre


def test_a_longer_name_says_it_beside_an_article(workplace: Path) -> None:
    (workplace / "article.md").write_text("", encoding="utf-8")
    assert genre_of("post-facebook.md", None, None) == "post"
    assert genre_of("email_first-week.md", None, None) == "email"
    assert genre_of("postpartum.md", None, None) == "article"


def test_front_matter_comes_before_the_configuration_and_that_before_the_name() -> None:
    assert genre_of("post.md", " Leaflet", "email") == "leaflet"
    assert genre_of("post.md", None, "email") == "email"
    assert genre_of("post.md", "tweet", "email") is None


def test_a_piece_derives_from_the_article_beside_it_its_own_format_first(workplace: Path) -> None:
    assert article_of("f/post.html", None, "post") is None
    (workplace / "f").mkdir()
    (workplace / "f" / "article.docx").write_text("", encoding="utf-8")
    assert article_of("f/post.html", None, "post") == "f/article.docx"
    (workplace / "f" / "article.md").write_text("", encoding="utf-8")
    assert article_of("f/post.html", None, "post") == "f/article.md"
    (workplace / "f" / "article.html").write_text("", encoding="utf-8")
    assert article_of("f/post.html", None, "post") == "f/article.html"
    assert article_of("f/other.html", None, "article") is None
    whole = (workplace / "f" / "post.md").as_posix()
    assert article_of(whole, None, "post") == (workplace / "f" / "article.md").as_posix()


def test_front_matter_names_the_article_relative_to_the_piece() -> None:
    assert article_of("mail/spring.md", "../a/crps.md", "article") == "a/crps.md"
    assert article_of("spring.md", "crps.md", "email") == "crps.md"
    assert article_of("a/crps.md", "../a/./crps.md", "article") is None
