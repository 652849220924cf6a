"""`caveat compare`: findings for the pieces, and the sentences that belong together."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

Caveat = Callable[..., Any]
Write = Callable[[str, str], str]
ARTICLE = "# Ketamine\n\nKetamine may ease nerve pain.\n\nThe drip takes 40 minutes in our clinic.\n"
PIECE = "Ketamine eases nerve pain.\n\nThe drip takes 20 minutes in our clinic.\n\nBring a friend along.\n"
ONLY = ("--select", "consistency-claim-strengthened,consistency-number-drift,consistency-qualifier-dropped")


@pytest.fixture(autouse=True)
def rules(write: Write) -> None:
    write("caveat.toml", 'bundles = ["caveat_rules"]\n')


def test_findings_carry_both_sentences_and_pairs_their_places(caveat: Caveat, write: Write) -> None:
    article, piece = write("page.md", ARTICLE), write("text.md", PIECE)

    done = caveat("compare", article, piece, *ONLY, "--format", "json")

    report = json.loads(done.out)
    assert [
        (one["rule"], one["quote"], one["related"][0]["path"], one["related"][0]["quote"]) for one in report["findings"]
    ] == [
        ("consistency-claim-strengthened", "Ketamine eases nerve pain.", article, "Ketamine may ease nerve pain."),
        ("consistency-number-drift", "20 minutes", article, "The drip takes 40 minutes in our clinic."),
    ]
    assert [(one["verdict"], one["article_strength"], one["piece_strength"]) for one in report["pairs"]] == [
        ("exaggerated", 2, 4),
        ("same", None, None),
        (None, None, None),
    ]
    assert report["pairs"][0]["piece"] == {
        "path": piece,
        "start": {"line": 1, "column": 1, "offset": 0},
        "end": {"line": 1, "column": 27, "offset": 26},
        "quote": "Ketamine eases nerve pain.",
    }
    assert report["pairs"][0]["article"]["start"] == {"line": 3, "column": 1, "offset": 12}
    assert report["pairs"][2]["article"] is None
    assert report["documents"][0]["article"] == article
    assert report["pieces"] == [
        {
            "path": piece,
            "article": article,
            "verdict": "exaggerated",
            "sentences": 3,
            "aligned": 2,
            "same": 1,
            "exaggerated": 1,
            "downplayed": 0,
            "unsupported": 0,
            "decided_by": 0,
        }
    ]


def test_a_claim_that_is_like_no_sentence_of_the_article_is_unsupported(caveat: Caveat, write: Write) -> None:
    piece = write("text.md", "Zinc lozenges prevent colds in schoolchildren.\n")
    report = json.loads(caveat("compare", write("page.md", ARTICLE), piece, *ONLY, "--format", "json").out)
    assert [(one["article"], one["verdict"]) for one in report["pairs"]] == [(None, "unsupported")]
    assert [one["verdict"] for one in report["pieces"]] == ["unsupported"]


@pytest.mark.parametrize(
    ("piece", "verdict"),
    [
        ("Ketamine may ease nerve pain.\n", "same"),
        ("Ketamine eases nerve pain.\n", "exaggerated"),
        ("Ketamine is being linked to nerve pain relief.\n", "downplayed"),
    ],
)
def test_a_piece_has_a_verdict_as_a_whole(caveat: Caveat, write: Write, piece: str, verdict: str) -> None:
    done = caveat("compare", write("page.md", ARTICLE), write("text.md", piece), *ONLY, "--format", "json")
    assert [one["verdict"] for one in json.loads(done.out)["pieces"]] == [verdict]


def test_what_is_printed_as_json_follows_its_schema(caveat: Caveat, write: Write) -> None:
    done = caveat("compare", write("page.md", ARTICLE), write("text.md", PIECE), *ONLY, "--format", "json")
    schema = json.loads((Path(__file__).parents[2] / "docs" / "compare.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(json.loads(done.out))


def test_the_text_sets_the_sentences_that_differ_one_above_the_other(caveat: Caveat, write: Write) -> None:
    done = caveat("compare", write("page.md", ARTICLE), write("text.md", PIECE), *ONLY)

    assert "text.md against page.md" in done.out
    assert "3 sentences: 2 come from the article (1 say more than it does, 0 less), 1 have no like in it." in done.out
    assert "piece    line 1: Ketamine eases nerve pain. [4, plain]" in done.out
    assert "article  line 3: Ketamine may ease nerve pain. [2, may]" in done.out
    assert "Bring a friend" not in done.out.split(" against ")[1]


def test_another_article_is_not_answered_from_the_cache(caveat: Caveat, write: Write) -> None:
    piece = write("text.md", PIECE)
    first = caveat("compare", write("a.md", ARTICLE), piece, *ONLY, "--format", "json")
    other = caveat(
        "compare",
        write("b.md", ARTICLE.replace("may ease", "eases").replace("40", "20")),
        piece,
        *ONLY,
        "--format",
        "json",
    )

    assert len(json.loads(first.out)["findings"]) == 2
    assert json.loads(other.out)["findings"] == []


def test_an_article_that_is_not_there_is_said(caveat: Caveat, write: Write) -> None:
    done = caveat("compare", "gone.md", write("text.md", PIECE))
    assert (done.status, done.out) == (2, "")
    assert "there is no file gone.md" in done.err


def test_a_piece_that_names_another_article_is_held_against_the_one_given(caveat: Caveat, write: Write) -> None:
    write("own.md", "Ketamine eases nerve pain.\n")
    piece = write("text.md", f"---\nderived_from: own.md\n---\n{PIECE}")
    report = json.loads(caveat("compare", write("page.md", ARTICLE), piece, *ONLY, "--format", "json").out)
    assert [Path(document["article"]).name for document in report["documents"]] == ["page.md"]
    assert len(report["findings"]) == 2
