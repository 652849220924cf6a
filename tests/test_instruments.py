"""What of published instruments the rules look at."""

from __future__ import annotations

from pathlib import Path

import pytest

from caveat.rule import RuleError, load_bundle
from caveat.rule.instruments import load_instruments

INSTRUMENTS = load_instruments(("caveat_rules",))


def test_every_item_of_each_instrument_is_mapped_once() -> None:
    numbers = {one.id: [item.number for item in one.items] for one in INSTRUMENTS}
    assert numbers == {
        "cci": [str(number) for number in range(1, 21)],
        "pemat": [str(number) for number in range(1, 27) if number not in {13, 14}],
        "discern": [str(number) for number in range(1, 17)],
        "jama": ["1", "2", "3", "4"],
    }


def test_every_rule_that_the_mapping_names_exists() -> None:
    named = {rule for one in INSTRUMENTS for item in one.items for rule in item.rules}
    assert sorted(named - set(load_bundle().rules)) == []


@pytest.mark.parametrize(
    "wrong", ["coverage: mostly, rules: [x]", "coverage: human, rules: [x]", "coverage: checked, rules: []"]
)
def test_an_item_that_says_two_things_is_refused(wrong: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "mapped"
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / "instruments.yaml").write_text(
        f"- {{id: a, name: A, publisher: B, link: c, items: [{{number: '1', asks: d, {wrong}, why: e}}]}}\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(RuleError, match=r"item 1, “d”: an item is checked or partly so by rules, or human"):
        load_instruments(("mapped",))
