"""`caveat topics`, packs of a house, and what reports say of the packs that texts are about."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from tests.conftest import Done

Caveat = Callable[..., Done]
Write = Callable[[str, str], str]
PACK = """\
id: zorbatine
version: "1.0"
last_checked: 2026-11-01
checked_by: A. Example, MD
review_by: 2027-01-01
names:
  generic: [zorbatine]
sources:
  label: {label: Zorbex label, url: https://example.org/zorbex, checked: 2026-11-01}
uses:
  - {condition: gout, status: approved, names: [gout], source: label, confidence: read}
statements:
  - id: liver
    kind: key_risk
    plain: liver damage
    write: Zorbatine can damage the liver.
    patterns:
      - '(?:damag|harm)\\w* the liver'
    says: [It can harm the liver.]
    silent: [It does not harm the liver.]
    source: label
    confidence: read
"""
CONFIG = 'bundles = ["caveat_rules"]\ntopics = "packs"\nselect = ["balance"]\ncache = false\n'
TEXT = "# Zorbatine for gout\n\nZorbatine is a tablet. Zorbatine lowers uric acid. Take zorbatine with food.\n"
NOT_SIGNED = "not signed by anyone"


def house(write: Write, pack: str = PACK) -> None:
    write("caveat.toml", CONFIG)
    write("packs/zorbatine.yaml", pack)


def test_packs_are_listed_with_their_uses_their_review_date_and_who_signed(caveat: Caveat, write: Write) -> None:
    house(write)
    out = caveat("topics", "--today", "2026-12-01").out
    assert (
        "zorbatine 1.0\n  names   zorbatine\n  uses    gout (approved)\n"
        "  facts   1 uses, 0 bounds on claims, 1 statements (1 required), 1 sources\n"
        "  review  last checked 2026-11-01, signed by A. Example, MD, next look by 2027-01-01\n"
    ) in out
    assert "ketamine 0.2\n" in out
    assert NOT_SIGNED in out


def test_a_pack_past_its_review_date_says_so(caveat: Caveat, write: Write) -> None:
    house(write)
    assert "signed by A. Example, MD, past its review date of 2027-01-01\n" in (
        caveat("topics", "show", "zorbatine", "--today", "2027-01-01").out
    )


def test_a_pack_is_shown_with_its_statements_and_their_sources(caveat: Caveat, write: Write) -> None:
    house(write)
    done = caveat("topics", "show", "zorbatine", "--today", "2026-12-01")
    assert done.status == 0
    assert (
        "Key risks\n  liver damage (required)\n    “Zorbatine can damage the liver.”\n"
        "    read: Zorbex label, 2026-11-01\n    https://example.org/zorbex\n"
    ) in done.out


def test_a_pack_that_nobody_knows_is_an_error_with_what_may_be_meant(caveat: Caveat, write: Write) -> None:
    house(write)
    done = caveat("topics", "show", "zorbatin")
    assert (done.status, done.err) == (2, 'Error: no pack is called "zorbatin"; did you mean "zorbatine"?\n')
    assert caveat("topics", "zorbatine").status == 2


def test_a_pack_of_the_house_is_checked_with_and_reports_say_who_signed(caveat: Caveat, write: Write) -> None:
    house(write)
    write("page.md", TEXT)
    done = caveat("check", "page.md", "--today", "2027-02-01", "--format", "json")
    report = json.loads(done.out)
    (finding,) = report["findings"]
    assert (finding["rule"], finding["scope"], finding["severity"]) == ("balance-missing-key-risk", "document", "error")
    assert finding["message"] == (
        "A text on zorbatine leaves out: liver damage. You could write: “Zorbatine can damage the liver.” "
        "(Source: Zorbex label, looked at on 2026-11-01.)"
    )
    assert report["documents"][0]["topics"] == [
        {
            "id": "zorbatine",
            "version": "1.0",
            "last_checked": "2026-11-01",
            "checked_by": "A. Example, MD",
            "review_by": "2027-01-01",
            "overdue": True,
        }
    ]
    missing = [one for one in report["documents"][0]["checklist"] if one["state"] == "missing"]
    assert [one["item"] for one in missing] == ["zorbatine: liver damage"]
    told = (
        "Topic packs: zorbatine 1.0, last checked 2026-11-01, signed by A. Example, MD, past its review date of "
        "2027-01-01. What a pack holds needs a clinician's sign-off."
    )
    assert told in " ".join(caveat("check", "page.md", "--today", "2027-02-01").out.split())
    page = caveat("check", "page.md", "--today", "2027-02-01", "--format", "html").out
    assert "signed by A. Example, MD, past its review date of 2027-01-01" in page


def test_what_the_text_says_is_on_the_checklist_with_its_place(caveat: Caveat, write: Write) -> None:
    house(write)
    write("page.md", TEXT + "It can harm the liver.\n")
    report = json.loads(caveat("check", "page.md", "--format", "json").out)
    assert report["findings"] == []
    (item,) = [one for one in report["documents"][0]["checklist"] if one["item"] == "zorbatine: liver damage"]
    assert (item["state"], item["place"]["quote"]) == ("present", "It can harm the liver.")


def test_our_packs_are_signed_by_nobody_and_reports_say_so(caveat: Caveat, write: Write) -> None:
    house(write)
    write("page.md", "# Warfarin\n\nWarfarin is a tablet. Take warfarin each day.\n")
    assert NOT_SIGNED in " ".join(caveat("check", "page.md").out.split())


def test_each_missing_risk_keeps_its_fingerprint_when_another_is_mended(caveat: Caveat, write: Write) -> None:
    house(write)

    def marks(text: str) -> dict[str, str]:
        write("page.md", text)
        report = json.loads(caveat("check", "page.md", "--format", "json").out)
        return {one["message"]: one["fingerprint"] for one in report["findings"]}

    before = marks("# Warfarin\n\nWarfarin is a tablet. Take warfarin each day.\n")
    after = marks("# Warfarin\n\nWarfarin is a tablet. Take warfarin each day. Have your INR blood tests.\n")
    assert len(set(before.values())) == len(before) == len(after) + 1
    assert after.items() <= before.items()


def test_a_pack_that_cannot_be_used_is_one_clear_error(caveat: Caveat, write: Write) -> None:
    write("page.md", TEXT)
    for before, after, message in (
        ("plain:", "plane:", "topics: zorbatine.yaml, line 15: statements[0].plane: unknown key"),
        ("(?:damag|harm)", "(?:damag|harm", "topics: zorbatine.yaml, line 18: statements[0].patterns[0]: the pattern"),
        ("(?:damag|harm)", "(?:(?:d+a*)+)+", "topics: zorbatine.yaml, line 18: statements[0].patterns[0]: the pattern"),
        (
            "It can harm the",
            "It melts the",
            "topics: zorbatine.yaml, line 13: statements[0]: liver: its patterns do not",
        ),
        ("does not harm", "may harm", "topics: zorbatine.yaml, line 13: statements[0]: liver: its patterns must not"),
        ("id: zorbatine", "id: [zorbatine", "zorbatine.yaml, line "),
    ):
        assert before in PACK
        house(write, PACK.replace(before, after, 1))
        done = caveat("check", "page.md")
        assert (done.status, done.out) == (2, "")
        assert message in done.err
        assert len(done.err.strip().splitlines()) == 1


def test_a_folder_of_packs_must_be_there_and_hold_some(caveat: Caveat, write: Write, workplace: Path) -> None:
    write("caveat.toml", CONFIG)
    assert caveat("topics").err == "Error: caveat.toml: topics: packs is no folder\n"
    (workplace / "packs").mkdir()
    assert "packs holds no pack" in caveat("topics").err
