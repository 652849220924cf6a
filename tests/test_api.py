"""Caveat from Python: what is documented holds."""

from __future__ import annotations

import dataclasses
import datetime
import doctest
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import caveat
from caveat.cli.main import main
from caveat.engine.finding import Finding

PAGE = Path(__file__).parents[1] / "docs" / "api.md"
BUNDLE = Path(__file__).parent / "engine" / "bundle_words"
REVIEWED = "\n\nReviewed by an editor.\n"


@pytest.fixture(autouse=True)
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.syspath_prepend(BUNDLE)
    monkeypatch.setenv("CAVEAT_CACHE_DIR", str(tmp_path / "cache"))
    return folder


@pytest.fixture
def plain(workplace: Path) -> None:
    (workplace / "caveat.toml").write_text('bundles = ["plainwords"]\n', encoding="utf-8")


def test_the_examples_of_the_page_do_what_they_show(workplace: Path) -> None:
    (workplace / "content").mkdir()
    (workplace / "content" / "article.md").write_text(
        "# Infusions\n\nInfusions are completely safe. They work for every patient in pain.\n", encoding="utf-8"
    )
    examples = "\n".join(
        re.findall(r"^```python\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    )
    test = doctest.DocTestParser().get_doctest(examples, {}, "docs/api.md", None, None)
    printed: list[str] = []
    outcome = doctest.DocTestRunner(optionflags=doctest.IGNORE_EXCEPTION_DETAIL).run(test, out=printed.append)

    assert (outcome.failed, "".join(printed)) == (0, "")
    assert outcome.attempted > 10


def test_the_page_names_everything_that_is_public() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert [name for name in caveat.__all__ if name not in page and name != "__version__"] == []
    assert [field.name for field in dataclasses.fields(Finding) if f"`{field.name}`" not in page] == []


def test_every_public_name_is_there_and_none_else() -> None:
    assert {name: getattr(caveat, name) is not None for name in caveat.__all__} == dict.fromkeys(caveat.__all__, True)
    assert set(caveat.__all__) <= set(dir(caveat))
    with pytest.raises(AttributeError, match="module 'caveat' has no attribute 'lint'"):
        caveat.lint  # noqa: B018 - the look-up is what is tested


def test_importing_the_package_loads_nothing_of_the_engine() -> None:
    program = "import sys, caveat; print(sorted(name for name in sys.modules if name.startswith('caveat')))"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, env=environment)
    assert (run.stdout, run.stderr) == ("['caveat']\n", "")


def test_results_cannot_be_changed() -> None:
    result = caveat.check_text("Fine.", isolated=True)
    with pytest.raises(dataclasses.FrozenInstanceError):
        result.exit_status = 1  # type: ignore[misc]


@pytest.mark.usefixtures("plain")
def test_a_text_is_checked_by_the_configuration_of_its_path(workplace: Path) -> None:
    (workplace / "posts").mkdir()
    (workplace / "posts" / "caveat.toml").write_text('bundles = ["plainwords"]\nignore = ["colour"]\n')
    text = "🎉 The purple one." + REVIEWED

    here = caveat.check_text(text)
    there = caveat.check_text(text, path="posts/article.md")
    named = caveat.check_text(text, path="posts/article.md", config=workplace / "caveat.toml")
    none = caveat.check_text("The purple one.", path="posts\\article.md", isolated=True, select=["claims-cure"])

    (finding,) = here.findings
    assert (finding.rule, finding.path, finding.start, finding.end) == (
        "colour-purple",
        "article.md",
        caveat.Place(1, 7, 6),
        caveat.Place(1, 13, 12),
    )
    assert (here.exit_status, here.ok) == (1, False)
    assert (there.findings, there.exit_status, there.ok) == ((), 0, True)
    assert [one.path for one in named.findings] == ["posts/article.md"]
    assert (none.findings, none.documents[0].path) == ((), "posts/article.md")


@pytest.mark.usefixtures("plain")
def test_the_options_of_a_check_are_those_of_the_command() -> None:
    text = "The purple one." + REVIEWED
    assert caveat.check_text(text, profile="professional").findings[0].severity == "warning"
    assert caveat.check_text(text, fail_on="never").ok
    assert caveat.check_text(text, ignore=["colour-purple"]).findings == ()
    assert caveat.check_text(text, today=datetime.date(2026, 11, 23)).report.today == "2026-11-23"
    assert caveat.check_text(text, select=["colour-violet"]).notes != ()


@pytest.mark.usefixtures("plain")
def test_what_was_suppressed_does_not_count_and_is_told() -> None:
    comment = '<!-- caveat: ignore colour-purple reason="Its name." by="R. Lee" until=2027-01-31 -->'
    result = caveat.check_text(f"{comment}\n\nThe purple one.{REVIEWED}", today="2026-11-23")
    assert (result.findings, result.ok) == ((), True)
    assert [(one.rule, one.suppressed) for one in result.suppressed] == [
        ("colour-purple", caveat.Suppressed("Its name.", "R. Lee", "2027-01-31"))
    ]


@pytest.mark.usefixtures("plain")
def test_files_are_checked_and_what_cannot_be_read_is_a_problem(workplace: Path) -> None:
    (workplace / "a.md").write_text("The purple one." + REVIEWED, encoding="utf-8")
    (workplace / "b.md").write_bytes(b"\0\0\0")

    result = caveat.check_paths(["a.md", Path("b.md"), workplace / "none.md"])

    assert [one.path for one in result.findings] == ["a.md"]
    assert [(one.kind, Path(one.path).name) for one in result.problems] == [("missing", "none.md"), ("binary", "b.md")]
    assert result.exit_status == 2
    assert [one.path for one in caveat.check_paths("a.md").documents] == ["a.md"]


@pytest.mark.usefixtures("plain")
def test_a_baseline_of_the_usual_name_is_followed(workplace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (workplace / "a.md").write_text("The purple one." + REVIEWED, encoding="utf-8")
    monkeypatch.setattr(sys, "argv", ["caveat", "baseline", "a.md"])
    with pytest.raises(SystemExit):
        main()
    assert caveat.check_paths("a.md").findings == ()
    assert caveat.check_paths("a.md").report.baselined == 1
    assert len(caveat.check_text("The purple one." + REVIEWED, path="other.md").findings) == 1


def test_a_text_that_no_reader_could_make_sense_of_is_a_problem() -> None:
    result = caveat.check_text(b"PK\x03\x04 no more", path="a.docx", isolated=True)
    assert ([one.kind for one in result.problems], result.exit_status) == (["truncated"], 2)


def test_half_a_surrogate_pair_in_a_text_is_no_error() -> None:
    result = caveat.check_text("It cures \ud83d pain.", isolated=True, select=["claims"])
    assert [one.kind for one in result.problems if one.kind == "encoding"] == []
    result.to_json().encode()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"path": "a.exe"}, "path: no reader knows the type of a.exe (known: "),
        ({"profile": "professionl"}, 'profile: "professionl" is not known; did you mean "professional"? (known: '),
        ({"fail_on": "warn"}, 'fail_on: "warn" is not known; did you mean "warning"? (known: '),
        ({"select": "claims"}, 'select: give a list, such as ["claims"]'),
        ({"select": ["clams"]}, '--select: no rule or family is called "clams"; did you mean "claims"?'),
        ({"today": "tomorrow"}, '--today: "tomorrow" is not a date such as 2026-11-23'),
        ({"config": "none.toml"}, "--config: there is no file none.toml"),
    ],
)
def test_a_call_that_cannot_be_followed_says_why(arguments: dict[str, object], message: str) -> None:
    with pytest.raises(caveat.SettingsError) as raised:
        caveat.check_text("Fine.", **arguments)  # type: ignore[arg-type]
    assert str(raised.value).startswith(message)


def test_standard_input_is_not_read() -> None:
    with pytest.raises(caveat.SettingsError, match=r'^paths: "-" is no file'):
        caveat.check_paths(["-"])
