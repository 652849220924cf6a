"""Topic packs are read strictly, and what is wrong with one is said with its file and its key."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from caveat.terms import Names, Source, TopicError, Use, Vocabulary, load_topics, parse_topic

PACK = """\
id: zorbatine
version: "1.0"
last_checked: 2026-11-23
checked_by: null
names:
  generic: [zorbatine]
  brands: [Zorbex, Zorbex Mini]
  short: [ZBT]
sources:
  label:
    label: Zorbex label
    url: https://example.org/zorbex
    checked: 2026-11-22
approvals:
  - {regulator: FDA, status: approved, source: label, confidence: read}
uses:
  - {condition: gout, status: approved, names: [gout], source: label, confidence: read}
  - {condition: sleep, status: off_label, names: [insomnia], goals: [sleep], source: label, confidence: secondary}
bounds:
  - {condition: gout, names: [gout], max_supported_duration: about 8 weeks, max_supported_weeks: 8,
     source: label, confidence: read}
"""
SOURCE = Source("Zorbex label", "https://example.org/zorbex", datetime.date(2026, 11, 22))


def changed(before: str, after: str) -> str:
    assert before in PACK
    return PACK.replace(before, after, 1)


def test_a_pack_gives_its_names_its_uses_and_their_sources() -> None:
    topic = parse_topic(PACK, "zorbatine.yaml")
    assert topic.names == Names(("zorbatine",), ("Zorbex", "Zorbex Mini"), ("ZBT",))
    assert topic.uses[1] == Use("sleep", "off_label", SOURCE, "secondary", ("insomnia",), ("sleep",))
    assert topic.last_checked == datetime.date(2026, 11, 23)
    assert topic.checked_by is None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("- a", "z.yaml, line 1: not a pack: keys and values are wanted"),
        (changed('version: "1.0"\n', ""), "z.yaml, line 1: version: is missing"),
        (changed('version: "1.0"', "version: 1"), "z.yaml, line 2: version: expected str, got int"),
        (changed("id: zorbatine", "id: zorbatine\nid: b"), "z.yaml, line 2: the key 'id' stands twice"),
        (changed("generic: [zorbatine]", "generic: []"), "z.yaml, line 6: names.generic: a drug needs a name"),
        (changed("  short:", "  shorts:"), "z.yaml, line 8: names.shorts: unknown key"),
        (changed("names:\n", "key_risks: []\nnames:\n"), "z.yaml, line 5: key_risks: unknown key"),
        (changed("2026-11-22", "soon"), "z.yaml, line 13: sources.label.checked: invalid RFC3339"),
        (changed("    checked: 2026-11-22\n", ""), "z.yaml, line 10: sources.label.checked: is missing"),
        (
            changed("https://example.org/zorbex", "the label"),
            "z.yaml, line 10: sources.label: a source needs a label and a web",
        ),
        (
            changed("status: off_label", "status: offlabel"),
            "z.yaml, line 18: uses[1].status: invalid enum value 'offlabel' (known:",
        ),
        (
            changed("names: [gout], source: label", "names: [gout], source: lable"),
            "z.yaml, line 17: uses[0].source: 'lable' is none",
        ),
        (
            changed("source: label, confidence: secondary", "source: label, confidence: memory"),
            "uses[1].confidence: what nobody",
        ),
        (changed("names: [insomnia], goals: [sleep], ", ""), "z.yaml, line 18: uses[1]: a use needs words"),
        (
            changed("goals: [sleep]", "products: [Zorbax]"),
            "z.yaml, line 18: uses[1].products: 'Zorbax' is none of names.brands",
        ),
        (changed("uses:\n", "uses: many\nothers:\n"), "z.yaml, line 17: others: unknown key"),
        (
            changed("max_supported_duration: about 8 weeks, ", ""),
            "z.yaml, line 20: bounds[0]: max_supported_duration, time_to",
        ),
        (
            changed("  - {condition: sleep", "  - sleep\n  - {condition: sleep"),
            "z.yaml, line 18: uses[1]: keys and values",
        ),
    ],
)
def test_what_is_wrong_with_a_pack_is_said_with_its_file_and_its_key(text: str, message: str) -> None:
    with pytest.raises(TopicError) as raised:
        parse_topic(text, "z.yaml")
    assert message in str(raised.value)


STATEMENT = """\
statements:
  - id: rash
    kind: key_risk
    plain: a rash
    write: Zorbatine can cause a rash.
    patterns:
      - rash
    says: [It can cause a rash.]
    silent: [It causes no rash.]
    source: label
    confidence: read
"""


def test_a_pack_gives_its_statements() -> None:
    topic = parse_topic(PACK + STATEMENT, "zorbatine.yaml")
    (statement,) = topic.statements
    assert statement.level == "required"
    assert statement.source == SOURCE
    assert not statement.short
    assert topic.review_by is None


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ("kind: key_risk", "kind: risk", "z.yaml, line 24: statements[0].kind: invalid enum value 'risk' (known:"),
        ("- rash", "- (rash", "z.yaml, line 28: statements[0].patterns[0]: the pattern '(rash' is malformed"),
        ("- rash", "- (a+)+b", "line 28: statements[0].patterns[0]: the pattern '(a+)+b' has a repetition without end"),
        ("- rash", r"- '(a)\1'", "z.yaml, line 28: statements[0].patterns[0]: the pattern '(a)\\\\1' has a reference"),
        ("- rash", "- (?<=a)rash", "line 28: statements[0].patterns[0]: the pattern '(?<=a)rash' has a look ahead or"),
        (
            "- rash",
            "- x*",
            "z.yaml, line 28: statements[0].patterns[0]: the pattern 'x*' matches where there is nothing",
        ),
        ("- rash", "- ((a{1,900}){1,900}){1,900}", "z.yaml, line 28: statements[0].patterns[0]: the pattern"),
        ("    silent: [It causes no rash.]\n", "", "z.yaml, line 23: statements[0].silent: is missing"),
        ("[It causes no rash.]", "[]", "z.yaml, line 30: statements[0].silent: must not be empty"),
        ("confidence: read", "confidence: memory", "z.yaml, line 32: statements[0].confidence: what nobody has looked"),
        ("plain: a rash", "plane: a rash", "z.yaml, line 25: statements[0].plane: unknown key"),
        ("confidence: read", "confidence: read\n    products: [Zip]", "statements[0].products: 'Zip' is none of names"),
    ],
)
def test_what_is_wrong_with_a_statement_is_said_with_its_line(before: str, after: str, message: str) -> None:
    assert before in STATEMENT
    with pytest.raises(TopicError) as raised:
        parse_topic(PACK + STATEMENT.replace(before, after, 1), "z.yaml")
    assert message in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_statement_stands_once() -> None:
    twice = STATEMENT + STATEMENT.removeprefix("statements:\n")
    with pytest.raises(TopicError, match=r"z\.yaml, line 33: statements\[1\]\.id: 'rash' stands twice"):
        parse_topic(PACK + twice, "z.yaml")


def test_a_folder_of_packs_is_read_in_the_order_of_their_names(tmp_path: Path) -> None:
    (tmp_path / "zorbatine.yaml").write_text(PACK, encoding="utf-8")
    (tmp_path / "abatine.yaml").write_text(PACK.replace("id: zorbatine", "id: abatine"), encoding="utf-8")
    (tmp_path / "README.md").write_text("no pack", encoding="utf-8")
    assert [topic.id for topic in load_topics(tmp_path)] == ["abatine", "zorbatine"]
    assert load_topics(tmp_path / "missing") == ()


def test_a_pack_has_the_name_of_its_file(tmp_path: Path) -> None:
    (tmp_path / "other.yaml").write_text(PACK, encoding="utf-8")
    with pytest.raises(TopicError, match=r"other\.yaml, line 1: id: 'zorbatine' is not the file's name"):
        load_topics(tmp_path)


def test_a_vocabulary_takes_its_names_from_the_packs() -> None:
    topic = parse_topic(PACK, "zorbatine.yaml")
    vocabulary = Vocabulary(frozenset({"a balm"})).merged(Vocabulary.of_topics([topic]))
    assert vocabulary.treatments == {"a balm", "zorbatine", "zorbex", "zorbex mini", "zbt"}
    assert vocabulary.conditions == {"gout", "insomnia"}
    assert vocabulary.topics == (topic,)


def test_a_later_pack_replaces_an_earlier_one_with_its_id() -> None:
    earlier = parse_topic(PACK, "zorbatine.yaml")
    later = parse_topic(PACK.replace('"1.0"', '"1.1"'), "zorbatine.yaml")
    merged = Vocabulary.of_topics([earlier]).merged(Vocabulary.of_topics([later]))
    assert merged.topics == (later,)
    assert hash(merged) == hash(Vocabulary.of_topics([earlier]))
    assert merged != Vocabulary.of_topics([earlier])


def test_bounds_are_found_by_the_words_for_the_drug_and_the_condition() -> None:
    vocabulary = Vocabulary.of_topics([parse_topic(PACK, "zorbatine.yaml")])
    bound = vocabulary.bounds_for("Zorbex injections", "lasting relief from Gout")
    assert bound is not None
    assert (bound.max_supported_duration, bound.max_supported_weeks, bound.source) == ("about 8 weeks", 8, SOURCE)
    assert vocabulary.bounds_for("ZBT", "flares of GOUTS") == bound
    assert vocabulary.bounds_for("Zorbex", "insomnia") is None
    assert vocabulary.bounds_for("Zorbexa", "gout") is None
