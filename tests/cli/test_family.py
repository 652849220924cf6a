"""Families at the command line: who compared what, and what has changed since."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

import pytest

Caveat = Callable[..., Any]

ARTICLE = """# Starting warfarin

Warfarin lowers the chance of a harmful blood clot, and it can also make you bleed.

Once the INR is steady, tests are 1 to 4 weeks apart at the caf\u00e9 clinic.

Do not stop warfarin on your own.

Carry a card that says you take warfarin.
"""
POST = """Warfarin lowers the chance of a harmful blood clot, and it can also make you bleed.

Once the INR is steady, tests are 1 to 4 weeks apart at the caf\u00e9 clinic.
"""
SAME = ("--select", "consistency-stale-derived", "--format", "json", "--no-cache")


@pytest.fixture(autouse=True)
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "f").mkdir()
    (tmp_path / "f" / "article.md").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "f" / "post.md").write_text(POST, encoding="utf-8")
    return tmp_path


@pytest.fixture
def approved(caveat: Caveat) -> None:
    done = caveat("approve-pair", "f/article.md", "f/post.md", "--by", "Ann Editor", "--today", "2026-05-04")
    assert (done.status, done.err) == (0, "")


def states(caveat: Caveat, *paths: str) -> dict[str, str]:
    families = json.loads(caveat("family", *(paths or (".",)), "--format", "json").out)["families"]
    return {piece["path"]: piece["state"] for family in families for piece in family["pieces"]}


def stale(caveat: Caveat, path: str = ".") -> list[tuple[str, int, str]]:
    findings = json.loads(caveat("check", path, *SAME).out)["findings"]
    return [(one["quote"], one["start"]["line"], one["severity"]) for one in findings]


def test_nobody_has_compared_a_piece_until_it_is_recorded(caveat: Caveat) -> None:
    assert states(caveat) == {"f/post.md": "not-compared"}
    assert caveat("family", ".", "--require-compared").status == 1
    caveat("approve-pair", "f/article.md", "f/post.md", "--by", "Ann Editor")
    assert states(caveat) == {"f/post.md": "compared"}
    assert caveat("family", ".", "--require-compared").status == 0


@pytest.mark.usefixtures("approved")
def test_renaming_and_moving_both_files_does_not_lose_an_approval(caveat: Caveat, house: Path) -> None:
    (house / "g").mkdir()
    (house / "f" / "article.md").rename(house / "g" / "article.md")
    (house / "f" / "post.md").rename(house / "g" / "post-2.md")
    assert states(caveat) == {"g/post-2.md": "compared"}


@pytest.mark.usefixtures("approved")
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_re_encoding_does_not_lose_an_approval(
    caveat: Caveat, house: Path, encoding: str, form: Literal["NFC", "NFD"], end: str
) -> None:
    if (encoding, form) == ("cp1252", "NFD"):
        pytest.skip("Windows-1252 has no combining marks")
    for name, text in (("article.md", ARTICLE), ("post.md", POST)):
        data = unicodedata.normalize(form, text).replace("\n", end).encode(encoding)
        (house / "f" / name).write_bytes(data)
    assert states(caveat) == {"f/post.md": "compared"}
    assert stale(caveat) == []


@pytest.mark.usefixtures("approved")
def test_editing_a_comma_does_not_make_a_piece_stale(caveat: Caveat, house: Path) -> None:
    changed = ARTICLE.replace("clot, and", "clot and").replace("steady, tests", "steady tests")
    (house / "f" / "article.md").write_text(changed, encoding="utf-8")
    assert (states(caveat), stale(caveat)) == ({"f/post.md": "compared"}, [])


@pytest.mark.usefixtures("approved")
def test_changing_a_number_makes_a_piece_stale_at_its_sentence(caveat: Caveat, house: Path) -> None:
    (house / "f" / "article.md").write_text(ARTICLE.replace("1 to 4", "1 to 12"), encoding="utf-8")
    sentence = "Once the INR is steady, tests are 1 to 4 weeks apart at the caf\u00e9 clinic."
    assert states(caveat) == {"f/post.md": "stale"}
    assert stale(caveat) == [(sentence, 3, "error")]
    assert caveat("family", ".").status == 1


@pytest.mark.usefixtures("approved")
def test_an_approval_is_found_again_after_a_move_and_the_change_of_a_number(caveat: Caveat, house: Path) -> None:
    (house / "g" / "h").mkdir(parents=True)
    (house / "f" / "article.md").unlink()
    (house / "g" / "h" / "article.md").write_text(ARTICLE.replace("1 to 4", "1 to 12"), encoding="utf-16")
    (house / "f" / "post.md").rename(house / "g" / "h" / "post-2.md")
    sentence = "Once the INR is steady, tests are 1 to 4 weeks apart at the caf\u00e9 clinic."
    assert states(caveat) == {"g/h/post-2.md": "stale"}
    assert stale(caveat) == [(sentence, 3, "error")]


@pytest.mark.usefixtures("approved")
@pytest.mark.parametrize(
    ("was", "now", "state"),
    [
        ("clot, and", "clot and", "compared"),
        ("Once the INR is steady, tests", "Once the INR is steady tests", "compared"),
        ("1 to 4", "1 to 12", "changed"),
    ],
)
def test_a_comma_in_a_piece_changes_nothing_and_a_number_asks_for_another_look(
    caveat: Caveat, house: Path, was: str, now: str, state: str
) -> None:
    (house / "f" / "post.md").write_text(POST.replace(was, now), encoding="utf-8")
    assert (states(caveat), stale(caveat)) == ({"f/post.md": state}, [])


def test_check_on_a_family_flags_a_number_that_was_compared_and_is_wrong_all_the_same(
    caveat: Caveat, house: Path
) -> None:
    (house / "f" / "post.md").write_text(POST.replace("1 to 4", "1 to 12"), encoding="utf-8")
    caveat("approve-pair", "f/article.md", "f/post.md", "--by", "Ann Editor")
    done = caveat("check", "f", "--select", "consistency-number-drift", "--format", "json", "--no-cache")
    assert [(one["path"], one["quote"]) for one in json.loads(done.out)["findings"]] == [("f/post.md", "1 to 12 weeks")]


@pytest.mark.usefixtures("approved")
def test_a_change_that_touches_nothing_in_the_piece_is_silent(caveat: Caveat, house: Path) -> None:
    (house / "f" / "article.md").write_text(ARTICLE.replace("a card", "a red card"), encoding="utf-8")
    assert (states(caveat), stale(caveat)) == ({"f/post.md": "compared"}, [])
    assert "in nothing that it says" in caveat("family", ".").out


def test_a_result_that_was_kept_is_not_used_after_an_approval(caveat: Caveat, house: Path) -> None:
    arguments = ("check", "f", "--select", "consistency-stale-derived", "--format", "json")
    caveat(*arguments)
    caveat("approve-pair", "f/article.md", "f/post.md", "--by", "Ann Editor")
    (house / "f" / "article.md").write_text(ARTICLE.replace("1 to 4", "1 to 12"), encoding="utf-8")
    assert len(json.loads(caveat(*arguments).out)["findings"]) == 1


@pytest.mark.usefixtures("approved")
def test_a_broken_record_is_a_problem_and_the_others_count(caveat: Caveat, house: Path) -> None:
    (house / ".caveat" / "approvals" / "x.json").write_text("<<<<<<< HEAD\n", encoding="utf-8")
    done = caveat("family", ".", "--format", "json")
    assert (done.status, states(caveat)) == (2, {"f/post.md": "compared"})
    assert [one["path"] for one in json.loads(done.out)["problems"]] == [".caveat/approvals/x.json"]


def test_a_piece_without_an_article_a_missing_one_and_a_cycle_are_told(caveat: Caveat, house: Path) -> None:
    (house / "post.md").write_text("Warfarin can make you bleed.\n", encoding="utf-8")
    assert (states(caveat, "post.md"), caveat("family", "post.md").status) == ({"post.md": "no-article"}, 1)
    (house / "post.md").write_text("---\nderived_from: gone.md\n---\n\nIt can.\n", encoding="utf-8")
    assert caveat("family", "post.md").status == 2
    (house / "post.md").write_text("---\nderived_from: b.md\n---\n\nIt can.\n", encoding="utf-8")
    (house / "b.md").write_text("---\nderived_from: post.md\n---\n\nIt can.\n", encoding="utf-8")
    assert "post.md \u2192 b.md \u2192 post.md" in caveat("check", "post.md").out
    assert caveat("family", "post.md").status == 2


def test_the_configuration_gives_a_piece_its_article(caveat: Caveat, house: Path) -> None:
    (house / "caveat.toml").write_text(
        '[[family]]\narticle = "f/article.md"\npieces = ["social/*"]\n', encoding="utf-8"
    )
    (house / "social").mkdir()
    (house / "f" / "post.md").rename(house / "social" / "monday.md")
    assert states(caveat) == {"social/monday.md": "not-compared"}


def test_an_approval_needs_a_name_and_two_files(caveat: Caveat) -> None:
    assert caveat("approve-pair", "f/article.md", "f/post.md", "--by", " ").status == 2
    assert caveat("approve-pair", "f/article.md", "f/article.md", "--by", "Ann").status == 2
    assert caveat("approve-pair", "f/article.md", "f/gone.md", "--by", "Ann").status == 2
