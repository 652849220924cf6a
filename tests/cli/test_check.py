from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Caveat = Callable[..., Any]
Write = Callable[[str, str], str]
REVIEWED = "\n\nReviewed by the team in the spring of this year.\n"
PURPLE = "The purple one is here." + REVIEWED


def findings(printed: str) -> list[tuple[str, str]]:
    return [(one["rule"], one["quote"]) for one in json.loads(printed)["findings"]]


@pytest.mark.parametrize(
    ("arguments", "text", "status"),
    [
        ((), PURPLE, 1),
        ((), "The green one is here." + REVIEWED, 0),
        (("--fail-on", "never"), PURPLE, 0),
        ((), "They utilise it." + REVIEWED, 0),
        (("--fail-on", "info"), "They utilise it." + REVIEWED, 1),
    ],
)
def test_the_exit_status_says_whether_something_was_found(
    caveat: Caveat, write: Write, arguments: tuple[str, ...], text: str, status: int
) -> None:
    assert caveat("check", write("a.md", text), *arguments).status == status


def test_could_not_check_wins_over_found(caveat: Caveat, write: Write) -> None:
    done = caveat("check", write("a.md", PURPLE), "nowhere.md", "--format", "concise")
    assert (done.status, done.out) == (
        2,
        "a.md:1:5: error colour-purple “purple” is flagged.\nnowhere.md: problem missing there is no such file or folder\n",
    )


@pytest.mark.parametrize(
    "name",
    [
        "terminal",
        "json",
        "sarif",
        "github",
        "markdown",
        "html",
        "concise",
        "junit",
        "gitlab",
        "checkstyle",
        "rdjson",
        "rdjsonl",
    ],
)
def test_every_format_is_printed_and_written(caveat: Caveat, write: Write, workplace: Path, name: str) -> None:
    path = write("a.md", PURPLE)
    done = caveat("check", path, "--format", name, "--output", f"{name}=report.out", "--today", "2026-11-23")
    assert (done.status, done.err) == (1, "")
    assert "purple” is flagged" in done.out
    written = (workplace / "report.out").read_bytes().decode("utf-8")
    assert written == done.out


def test_reports_are_written_beside_what_is_printed(caveat: Caveat, write: Write, workplace: Path) -> None:
    done = caveat("check", write("a.md", PURPLE), "--output", "json=a.json", "--output", "sarif=b.sarif", "--quiet")
    assert (done.status, done.out, done.err) == (1, "", "")
    assert findings((workplace / "a.json").read_text(encoding="utf-8")) == [("colour-purple", "purple")]
    assert json.loads((workplace / "b.sarif").read_text(encoding="utf-8"))["version"] == "2.1.0"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--output", "htlm=x"), '--output: no format is called "htlm"; did you mean "html"? (known: '),
        (("--output", "html"), '--output: "html" is not of the form FORMAT=FILE, such as html=report.html'),
        (("--output", "html="), '--output: "html=" is not of the form FORMAT=FILE, such as html=report.html'),
        (("--output", "html=no/x.html"), "--output: there is no folder no"),
        (("--output", "html=."), "--output: . is a folder"),
        (
            ("--select", "colour-purpel"),
            '--select: no rule or family is called "colour-purpel"; did you mean "colour-purple"?',
        ),
        (("--ignore", "colour,styl"), '--ignore: no rule or family is called "styl"; did you mean "style"?'),
        (("--today", "tomorrow"), '--today: "tomorrow" is not a date such as 2026-11-23'),
        (("--config", "none.toml"), "--config: there is no file none.toml"),
        (("--baseline", "none.json"), "none.json: there is no such baseline; write one with: caveat baseline"),
        (("--stdin-path", "a.md"), "--stdin-path: only with - for standard input"),
        (("--changed-since", "main"), "--changed-since: "),
        (("--jobs", "0"), "Invalid value for '--jobs'"),
        (("--format", "yaml"), "Invalid value for '--format'"),
        (("--fail-on", "warn"), "Invalid value for '--fail-on'"),
    ],
)
def test_a_call_that_cannot_be_followed_says_why_and_ends_with_2(
    caveat: Caveat, write: Write, arguments: tuple[str, ...], message: str
) -> None:
    done = caveat("check", write("a.md", PURPLE), *arguments)
    assert (done.status, done.out) == (2, "")
    assert f"Error: {message}" in done.err


def test_an_unknown_key_in_the_configuration_ends_with_2(caveat: Caveat, write: Write) -> None:
    write("caveat.toml", 'profil = "professional"\n')
    done = caveat("check", write("a.md", PURPLE))
    assert (done.status, done.out, done.err) == (
        2,
        "",
        'Error: caveat.toml: unknown key "profil"; did you mean "profile"?\n',
    )


def test_the_configuration_above_the_first_path_counts(caveat: Caveat, write: Write) -> None:
    write("sub/caveat.toml", 'bundles = ["plainwords"]\nselect = ["style"]\n')
    done = caveat("check", write("sub/a.md", PURPLE), "--format", "json")
    assert ("colour-purple", "purple") not in findings(done.out)


def test_another_configuration_can_be_named_or_none(caveat: Caveat, write: Write) -> None:
    path = write("a.md", PURPLE)
    write("other.toml", 'bundles = ["plainwords"]\nseverity = { colour = "off" }\n')
    assert findings(caveat("check", path, "--config", "other.toml", "--format", "json").out) == []
    done = caveat("check", path, "--isolated", "--select", "colour", "--format", "json")
    assert (done.status, "no rule or family" in done.err) == (2, True)


def test_the_command_line_wins_over_the_configuration(caveat: Caveat, write: Write) -> None:
    write("caveat.toml", 'bundles = ["plainwords"]\nfail-on = "never"\nprofile = "professional"\nignore = ["colour"]\n')
    path = write("a.md", PURPLE)
    assert caveat("check", path, "--select", "colour-purple").status == 0
    assert caveat("check", path, "--select", "colour-purple", "--fail-on", "warning").status == 1
    assert caveat("check", path, "--select", "colour-purple", "--fail-on", "error").status == 0
    arguments = ("--select", "colour-purple", "--fail-on", "error", "--profile", "patient-education")
    assert caveat("check", path, *arguments).status == 1


def test_a_renamed_rule_is_noted_on_standard_error(caveat: Caveat, write: Write) -> None:
    done = caveat("check", write("a.md", PURPLE), "--select", "colour-violet", "--format", "json")
    assert (findings(done.out), done.err) == (
        [("colour-purple", "purple")],
        "note: --select: colour-violet is now called colour-purple\n",
    )


def test_standard_input_is_checked(caveat: Caveat) -> None:
    done = caveat(
        "check",
        "-",
        "--stdin-path",
        "x/a.html",
        "--format",
        "concise",
        given=b"<p lang=en>The purple one was reviewed.",
    )
    assert (done.status, done.out) == (1, "x/a.html:1:16: error colour-purple “purple” is flagged.\n")


def test_quiet_leaves_problems_on_standard_error(caveat: Caveat) -> None:
    done = caveat("check", "nowhere.md", "--quiet")
    assert (done.status, done.out, done.err) == (2, "", "nowhere.md: there is no such file or folder\n")


def test_debug_shows_where_a_rule_broke_down(caveat: Caveat, write: Write) -> None:
    path = write("a.md", "The crash." + REVIEWED)
    assert "Traceback" not in caveat("check", path).err
    done = caveat("check", path, "--debug", "--format", "concise")
    assert (done.status, done.out) == (
        2,
        "a.md: problem internal-error the rule style-broken broke down: ZeroDivisionError: by design\n",
    )
    assert "in check" in done.err


def test_colour_is_for_terminals_unless_asked_for(caveat: Caveat, write: Write) -> None:
    path = write("a.md", PURPLE)
    assert "\x1b" not in caveat("check", path).out
    assert "\x1b" in caveat("check", path, "--color", "always").out


def test_a_file_that_cannot_be_written_ends_with_2(
    caveat: Caveat, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    path = write("a.md", PURPLE)
    monkeypatch.setattr(Path, "write_text", refuse)
    done = caveat("check", path, "--output", "json=x.json", "--format", "concise")
    assert (done.status, done.err) == (2, "x.json: cannot be written: No space left on device\n")
    assert "colour-purple" in done.out


def test_a_suppression_without_a_reason_is_an_error(caveat: Caveat, write: Write) -> None:
    text = "<!-- caveat: ignore colour-purple -->\n\n" + PURPLE
    done = caveat("check", write("a.md", text), "--format", "concise")
    assert (done.status, done.out) == (
        1,
        (
            "a.md:1:1: error caveat-invalid-suppression This suppression has no effect: it gives no reason; "
            'add reason="…".\na.md:3:5: error colour-purple “purple” is flagged.\n'
        ),
    )


def environment(tmp_path: Path) -> dict[str, str]:
    root = Path(__file__).parents[2]
    places = (root / "lint", root / "rules", root / "tests" / "engine" / "bundle_words")
    return {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(map(str, places)),
        "CAVEAT_CACHE_DIR": str(tmp_path / "cache"),
        "PYTHONIOENCODING": "ascii",
    }


def test_help_imports_nothing_heavy(tmp_path: Path) -> None:
    code = (
        "import sys\nfrom caveat.cli.main import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print(sorted({name.split('.')[0] for name in sys.modules} & "
        "{'pydantic', 'msgspec', 'spacy', 'rich', 'numpy', 'yaml', 'markdown_it', 'sqlite3'}))"
    )
    command = [sys.executable, "-c", code, "--help"]
    done = subprocess.run(command, capture_output=True, check=True, encoding="utf-8", env=environment(tmp_path))
    assert done.stdout.splitlines()[-1] == "[]"


def test_a_reader_that_stops_early_is_no_error(tmp_path: Path, workplace: Path, write: Write) -> None:
    write("a.md", "The purple one is here.\n\n" * 3000 + REVIEWED)
    command = [sys.executable, "-m", "caveat", "check", "a.md", "--format", "json"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=workplace, env=environment(tmp_path)
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""


def test_output_is_utf_8_wherever_it_goes(tmp_path: Path, workplace: Path, write: Write) -> None:
    command = [sys.executable, "-m", "caveat", "check", write("ü.md", PURPLE), "--format", "concise"]
    done = subprocess.run(command, capture_output=True, check=False, cwd=workplace, env=environment(tmp_path))
    assert done.stdout.decode("utf-8") == "ü.md:1:5: error colour-purple “purple” is flagged.\n"


def test_an_interrupt_ends_with_130_and_no_traceback(caveat: Caveat, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("caveat.engine.run.check", interrupt)
    done = caveat("check", "a.md")
    assert (done.status, done.out, done.err.strip()) == (130, "", "Interrupted.")


def test_every_option_is_explained(caveat: Caveat) -> None:
    printed = caveat("check", "--help").out
    assert "Exit status:" in printed
    options = re.findall(r"^  (?:-\w, )?(--[a-z-]+)", printed, re.MULTILINE)
    assert options == [
        "--format",
        "--output",
        "--previous",
        "--fail-on",
        "--fix",
        "--diff",
        "--review-fixes",
        "--select",
        "--extend-select",
        "--ignore",
        "--profile",
        "--today",
        "--config",
        "--isolated",
        "--baseline",
        "--no-baseline",
        "--no-decisions",
        "--require-sign-off",
        "--changed-since",
        "--stdin-path",
        "--online",
        "--jobs",
        "--no-cache",
        "--color",
        "--verbose",
        "--quiet",
        "--debug",
        "--help",
    ]
