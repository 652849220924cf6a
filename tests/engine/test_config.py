from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from caveat.engine.catalogue import load_rules
from caveat.engine.config import find_config, read_config
from caveat.engine.selection import check_names
from caveat.engine.settings import Choice, PathSettings, Settings, SettingsError, SuppressEntry


def configure(folder: Path, text: str, name: str = "caveat.toml") -> Settings:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return read_config(path, name)


def complaint(folder: Path, text: str) -> str:
    with pytest.raises(SettingsError) as caught:
        configure(folder, text)
    return str(caught.value)


def test_every_setting_is_read(workplace: Path) -> None:
    settings = configure(
        workplace,
        """
        profile = "clinic-marketing"
        select = ["claims"]
        extend-select = ["style-utilise"]
        ignore = ["claims-cure"]
        fail-on = "warning"
        exclude = ["old/"]
        bundles = ["plainwords"]
        accept = ["CRPS"]
        baseline = "known.json"
        cache = ".kept"
        language-model = "en_core_web_md"
        [severity]
        style = "off"
        [genre]
        "social/*" = "post"
        "mail/*" = "E-Mail"
        [disclosures]
        review-date = "in the footer"
        [rule.style-graded]
        limit = 3
        [[path]]
        glob = "pro/**"
        profile = "professional"
        ignore = ["readability"]
        severity = { claims = "info" }
        genre = "leaflet"
        [[suppress]]
        path = "history/*.md"
        rule = "claims-cure"
        quote = "cure"
        reason = "Old titles"
        by = "A. Rivera"
        until = 2027-06-30
        [[suppress]]
        path = "x.txt"
        rule = "style"
        reason = "House style"
        until = "2027-06-30"
        """,
    )
    assert settings == Settings(
        root=workplace.resolve().as_posix(),
        today=datetime.date.min,
        config_path="caveat.toml",
        profile="clinic-marketing",
        choice=Choice(("claims",), ("style-utilise",), ("claims-cure",)),
        severity=(("style", "off"),),
        fail_on="warning",
        exclude=("old/",),
        bundles=("plainwords",),
        accept=("CRPS",),
        genre=(("social/*", "post"), ("mail/*", "email")),
        disclosures={"review-date": "in the footer"},
        options={"style-graded": {"limit": 3}},
        paths=(
            PathSettings(
                "pro/**", Choice(None, (), ("readability",)), (("claims", "info"),), "professional", "leaflet"
            ),
        ),
        suppressions=(
            SuppressEntry("history/*.md", "claims-cure", "cure", "Old titles", "A. Rivera", "2027-06-30", 28),
            SuppressEntry("x.txt", "style", None, "House style", "", "2027-06-30", 35),
        ),
        baseline="known.json",
        cache=True,
        cache_folder=".kept",
        language_model="en_core_web_md",
    )


def test_an_empty_configuration_gives_the_defaults(workplace: Path) -> None:
    assert configure(workplace, "") == Settings(
        root=workplace.resolve().as_posix(), today=datetime.date.min, config_path="caveat.toml"
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('ignor = ["x"]', 'caveat.toml: unknown key "ignor"; did you mean "ignore"?'),
        ("zzz = 1", 'caveat.toml: unknown key "zzz"'),
        (
            '[[path]]\nglob = "a"\n[[path]]\nglob = "b"\nseverities = {}',
            'caveat.toml: unknown key "severities" in [[path]] number 2; did you mean "severity"?',
        ),
        (
            '[[suppress]]\npath = "a"\nrule = "b"\nreason = "c"\nuntill = 2027-01-01',
            'caveat.toml: unknown key "untill" in [[suppress]] number 1; did you mean "until"?',
        ),
        ('[[suppress]]\npath = "a"\nrule = "b"', 'caveat.toml: [[suppress]] number 1 needs "reason"'),
        (
            '[[suppress]]\npath = "a"\nrule = "b"\nreason = " "',
            "caveat.toml: [[suppress]] number 1, reason: must not be empty",
        ),
        (
            'profile = "clinic"',
            'caveat.toml: profile: "clinic" is not one of patient-education, clinic-marketing, derived-short, professional',
        ),
        (
            'fail-on = "warnings"',
            'caveat.toml: fail-on: "warnings" is not one of error, warning, info, never; did you mean "warning"?',
        ),
        (
            '[severity]\nclaims = "warn"',
            'caveat.toml: severity.claims: "warn" is not one of error, warning, info, off; did you mean "warning"?',
        ),
        (
            '[genre]\n"a" = "tweet"',
            'caveat.toml: genre.a: "tweet" is not one of article, leaflet, post, email, script, sms',
        ),
        (
            '[[suppress]]\npath = "a"\nrule = "b"\nreason = "c"\nuntil = "soon"',
            'caveat.toml: [[suppress]] number 1, until: "soon" is not a date such as 2027-01-31',
        ),
        ("bundles = []", "caveat.toml: bundles: must name at least one"),
        ("exclude = [1]", "caveat.toml: exclude, item 1: 1 should be a text in quotes"),
        ("cache = 3", "caveat.toml: cache: 3 is neither true, false nor a folder"),
        ("rule = 1", "caveat.toml: rule: 1 should be a table"),
        ('select = "claims"', 'caveat.toml: select: "claims" should be a list'),
    ],
)
def test_a_wrong_key_or_value_is_named(workplace: Path, text: str, message: str) -> None:
    assert complaint(workplace, text) == message


def test_all_faults_are_named_at_once(workplace: Path) -> None:
    assert complaint(workplace, 'ignor = []\nfail-on = "x"').splitlines() == [
        'caveat.toml: fail-on: "x" is not one of error, warning, info, never',
        'caveat.toml: unknown key "ignor"; did you mean "ignore"?',
    ]


def test_broken_toml_is_named_with_its_line(workplace: Path) -> None:
    assert complaint(workplace, "profile = \n") == "caveat.toml: not valid TOML: Invalid value (at line 1, column 11)"


def test_the_table_in_pyproject_counts(workplace: Path) -> None:
    settings = configure(workplace, '[tool.caveat]\nprofile = "professional"\n', "pyproject.toml")
    assert settings.profile == "professional"


def test_an_unknown_key_in_pyproject_names_that_file(workplace: Path) -> None:
    with pytest.raises(SettingsError) as caught:
        configure(workplace, '[tool.caveat]\nprofil = "professional"\n', "pyproject.toml")
    assert str(caught.value) == 'pyproject.toml: unknown key "profil"; did you mean "profile"?'


def test_the_nearest_configuration_above_is_found(workplace: Path) -> None:
    (workplace / "caveat.toml").write_text("", encoding="utf-8")
    inner = workplace / "a" / "b"
    inner.mkdir(parents=True)
    (workplace / "a" / "pyproject.toml").write_text("[tool.other]\n", encoding="utf-8")
    assert find_config(inner) == workplace / "caveat.toml"
    (workplace / "a" / "pyproject.toml").write_text("[tool.caveat]\n", encoding="utf-8")
    assert find_config(inner) == workplace / "a" / "pyproject.toml"


def options_of(given: dict[str, dict[str, object]]) -> object:
    return load_rules(("plainwords",), given, "caveat.toml").options["style-graded"]


def test_options_become_the_rules_own_type() -> None:
    made = options_of({"style-graded": {"usual-word": "likely", "others": ["a", "b"]}})
    assert repr(made) == "Options(usual_word='likely', limit=10, others=('a', 'b'))"


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (
            {"style-graded": {"limitt": 1}},
            'caveat.toml: rule.style-graded: unknown key "limitt"; did you mean "limit"?',
        ),
        ({"style-graded": {"limit": "x"}}, "caveat.toml: rule.style-graded: limit: expected int, got str"),
        (
            {"colour-purple": {"limit": 1}},
            'caveat.toml: rule.colour-purple: unknown key "limit"; the rule has no options',
        ),
        ({"style-grade": {}}, 'caveat.toml: rule: no rule is called "style-grade"; did you mean "style-graded"?'),
    ],
)
def test_a_wrong_option_is_named(given: dict[str, dict[str, object]], message: str) -> None:
    with pytest.raises(SettingsError) as caught:
        options_of(given)
    assert str(caught.value) == message


def test_a_bundle_that_is_not_installed_is_named() -> None:
    with pytest.raises(SettingsError) as caught:
        load_rules(("no_such_rules",), {}, None)
    assert str(caught.value) == "no rule package called 'no_such_rules'; install it, or correct `bundles` in the config"


def test_a_bundle_that_breaks_down_is_named_with_the_line() -> None:
    with pytest.raises(SettingsError) as caught:
        load_rules(("brokenwords",), {}, None)
    message = "the rules of brokenwords cannot be loaded: FileNotFoundError: no table (colour.py, line 3)"
    assert str(caught.value) == message


def test_rules_and_disclosures_that_nobody_knows_are_named_with_their_place(workplace: Path) -> None:
    settings = configure(
        workplace,
        """
        select = ["colour", "claims-cure"]
        [severity]
        styl = "off"
        [disclosures]
        review-dat = "footer"
        [[path]]
        glob = "x"
        ignore = ["colour-violet", "colour-purpel"]
        [[suppress]]
        path = "a"
        rule = "styles"
        reason = "b"
        """,
    )
    catalogue = load_rules(("plainwords",), {}, None).catalogue
    with pytest.raises(SettingsError) as caught:
        check_names(settings, catalogue)
    assert str(caught.value).splitlines() == [
        'caveat.toml: select: no rule or family is called "claims-cure"',
        'caveat.toml: severity: no rule or family is called "styl"; did you mean "style"?',
        'caveat.toml: [[path]] number 1, ignore: no rule or family is called "colour-purpel"; did you mean "colour-purple"?',
        'caveat.toml: [[suppress]] number 1, rule: no rule or family is called "styles"; did you mean "style"?',
        'caveat.toml: disclosures: no disclosure is called "review-dat"; did you mean "review-date"?',
    ]


def test_a_renamed_rule_is_noted(workplace: Path) -> None:
    settings = configure(workplace, 'ignore = ["colour-violet"]')
    catalogue = load_rules(("plainwords",), {}, None).catalogue
    assert check_names(settings, catalogue) == ("caveat.toml: ignore: colour-violet is now called colour-purple",)
