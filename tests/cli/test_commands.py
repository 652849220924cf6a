from __future__ import annotations

import json
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Caveat = Callable[..., Any]
Write = Callable[[str, str], str]
REVIEWED = "\n\nReviewed by the team in the spring of this year.\n"
PURPLE = "The purple one is here." + REVIEWED


def test_rules_lists_every_rule_with_its_severity(caveat: Caveat) -> None:
    done = caveat("rules")
    assert done.status == 0
    assert done.out.splitlines() == [
        "colour",
        '  colour-deep-purple          warning  Flags "deep purple".',
        '  colour-purple               error    Flags "purple".',
        "",
        "disclosure",
        "  disclosure-review-date      warning  Asks for a date of review; flags one that is long past.",
        "",
        "kinship",
        "  kinship-article             info     Tells what article a piece has. (off by default)",
        "",
        "style",
        '  style-broken                info     Breaks down where a text says "crash".',
        '  style-early                 error    Flags "preview". (preview)',
        '  style-graded                warning  Flags "maybe", less severe, and "surely", more severe.',
        '  style-noisy                 info     Flags "the". (off by default)',
        '  style-utilise               info     Flags "utilise".',
        "",
        "caveat",
        "  caveat-dead-link            warning  A source that is no longer at its address; looked up with --online only.",
        "  caveat-expired-suppression  error    A suppression whose last day has passed.",
        "  caveat-invalid-suppression  error    A suppression that lacks what it needs, and so has no effect.",
        "  caveat-missing-sign-off     error    A piece that nobody signed as it stands; asked for by --require-sign-off.",
        "  caveat-stale-baseline       warning  A finding of the baseline that is no longer there.",
        "  caveat-unused-suppression   warning  A suppression that suppresses nothing.",
        "",
        "`caveat explain RULE` shows a rule's page.",
    ]


def test_rules_as_json(caveat: Caveat) -> None:
    listed = json.loads(caveat("rules", "--format", "json").out)
    assert listed["version"] == 1
    assert next(rule for rule in listed["rules"] if rule["id"] == "colour-purple") == {
        "id": "colour-purple",
        "family": "colour",
        "severity": "error",
        "status": "stable",
        "default": True,
        "genres": [],
        "summary": 'Flags "purple".',
        "standard": "The colour standard",
    }


def test_explain_shows_the_page_and_the_options(caveat: Caveat) -> None:
    done = caveat("explain", "style-graded")
    assert (done.status, done.out.splitlines()) == (
        0,
        [
            "# style-graded",
            "",
            "*severity warning · stable*",
            "",
            'Flags "maybe", less severe, and "surely", more severe.',
            "",
            "## Options",
            "",
            "```toml",
            "[rule.style-graded]",
            'usual-word = "perhaps"',
            "limit = 10",
            "others = []",
            "```",
        ],
    )


def test_explain_follows_a_former_id(caveat: Caveat) -> None:
    done = caveat("explain", "colour-violet")
    assert (done.status, done.out.splitlines()[0], done.err) == (
        0,
        "# colour-purple",
        "note: colour-violet is now called colour-purple\n",
    )


@pytest.mark.parametrize(
    ("name", "message"),
    [
        (
            "colour-purpel",
            'no rule is called "colour-purpel"; did you mean "colour-purple"? (`caveat rules` lists them)',
        ),
        ("colour", '"colour" is a family; its rules: colour-deep-purple, colour-purple'),
    ],
)
def test_explain_refuses_what_is_no_rule(caveat: Caveat, name: str, message: str) -> None:
    done = caveat("explain", name)
    assert (done.status, done.out, done.err) == (2, "", f"Error: {message}\n")


def test_the_engines_own_findings_are_explained_too(caveat: Caveat) -> None:
    assert "A suppression that suppresses nothing." in caveat("explain", "caveat-unused-suppression").out


def test_baseline_accepts_and_check_finds_it_by_its_usual_name(caveat: Caveat, write: Write) -> None:
    path = write("a.md", PURPLE)
    done = caveat("baseline", path)
    assert (done.status, done.out) == (0, "caveat-baseline.json: 1 finding accepted (1 new, 0 taken out)\n")
    assert caveat("check", path).status == 0
    assert caveat("check", path, "--no-baseline").status == 1
    write("a.md", PURPLE + "\nAnd here is another purple.\n")
    assert caveat("check", path).status == 1


def test_baseline_keeps_what_was_not_checked_and_drops_what_is_gone(
    caveat: Caveat, write: Write, workplace: Path
) -> None:
    write("a.md", PURPLE)
    write("b.md", PURPLE)
    caveat("baseline", ".", "--output", "known.json")
    write("a.md", "The deep purple one is here." + REVIEWED)
    done = caveat("baseline", "a.md", "--output", "known.json")
    assert done.out == "known.json: 2 findings accepted (1 new, 1 taken out)\n"
    held = json.loads((workplace / "known.json").read_text(encoding="utf-8"))["findings"]
    assert [(one["path"], one["rule"]) for one in held] == [("a.md", "colour-deep-purple"), ("b.md", "colour-purple")]


def test_prune_takes_out_and_adds_nothing(caveat: Caveat, write: Write, workplace: Path) -> None:
    write("a.md", PURPLE)
    write("b.md", PURPLE)
    caveat("baseline", ".")
    write("a.md", "The deep purple one is here." + REVIEWED)
    done = caveat("baseline", ".", "--prune")
    assert (done.status, done.out) == (0, "caveat-baseline.json: 1 finding accepted (0 new, 1 taken out)\n")
    assert (
        caveat("check", ".", "--format", "concise").out
        == "a.md:1:5: warning colour-deep-purple “deep purple” is flagged.\n"
    )


def test_baseline_of_what_cannot_be_checked_ends_with_2(caveat: Caveat, write: Write) -> None:
    done = caveat("baseline", write("a.md", PURPLE), "nowhere.md")
    assert (done.status, done.err) == (2, "nowhere.md: there is no such file or folder\n")


def test_init_writes_a_configuration_that_caveat_reads(caveat: Caveat, workplace: Path, write: Write) -> None:
    (workplace / "sub").mkdir()
    done = caveat("init", "sub")
    assert (done.status, done.out) == (0, "wrote sub/caveat.toml\n")
    written = (workplace / "sub" / "caveat.toml").read_text(encoding="utf-8")
    assert tomllib.loads(written) == {"profile": "patient-education", "fail-on": "error", "accept": []}
    assert caveat("check", write("sub/a.md", "The green one.\n"), "--select", "readability").status == 0


def test_every_example_in_the_written_configuration_is_a_valid_one(
    caveat: Caveat, workplace: Path, write: Write
) -> None:
    from caveat.cli.init import TEMPLATE
    from caveat.engine.config import read_config

    lines = TEMPLATE.splitlines()
    prose = {line for line in lines if line.startswith("# ") and (line.endswith((".", ":")) or "here they" in line)}
    text = "\n".join(line.removeprefix("# ") for line in lines if line not in prose)
    write("full.toml", text)
    write("topics/zorbatine.yaml", "id: zorbatine")
    settings = read_config(workplace / "full.toml", "full.toml")
    assert (settings.choice.ignore, settings.suppressions[0].by) == (("style",), "A. Rivera")


def test_init_overwrites_nothing(caveat: Caveat, workplace: Path) -> None:
    before = (workplace / "caveat.toml").read_bytes()
    done = caveat("init")
    assert (done.status, done.err) == (2, "Error: caveat.toml exists already, and is left as it is\n")
    assert (workplace / "caveat.toml").read_bytes() == before


def test_the_cache_can_be_found_and_cleared(caveat: Caveat, write: Write, tmp_path: Path) -> None:
    caveat("check", write("a.md", PURPLE))
    folder = (tmp_path / "cache").as_posix()
    assert caveat("cache", "path").out == f"{folder}\n"
    assert caveat("cache", "clear").out == f"cleared {folder}\n"
    assert caveat("cache", "clear").out == f"nothing is kept in {folder}\n"


def test_no_command_at_all_shows_the_help(caveat: Caveat) -> None:
    done = caveat("--help")
    assert done.status == 0
    assert [line.split()[0] for line in done.out.partition("Commands:\n")[2].splitlines()] == [
        "check",
        "report",
        "claims",
        "compare",
        "family",
        "approve-pair",
        "rules",
        "topics",
        "explain",
        "score",
        "watch",
        "baseline",
        "review",
        "status",
        "lsp",
        "init",
        "cache",
    ]
    assert caveat().status == 2


def test_an_unknown_command_ends_with_2(caveat: Caveat) -> None:
    done = caveat("chek")
    assert (done.status, done.err.splitlines()[-1]) == (2, 'Error: no command is called "chek"; did you mean "check"?')
    assert caveat("article.md").err.splitlines()[-1] == 'Error: no command is called "article.md"'


def test_a_baseline_of_nothing_that_could_be_read_is_not_written(
    caveat: Caveat, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = caveat("baseline", "nowhere.md")
    assert done.status == 2
    assert "nowhere.md: " in done.err
    assert not (tmp_path / "caveat-baseline.json").exists()
