from __future__ import annotations

from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as installed

import pytest

from caveat.analysis import textstat_bridge
from caveat.analysis.panel import scored
from caveat.analysis.readability import Readability, measure

SENTENCES = [
    "The nurse will check your blood pressure before the infusion and twice an hour until it ends.",
    "Ketamine may cause dizziness, nausea or hallucinations, which usually pass within an hour.",
] * 6


@pytest.fixture
def measured() -> Readability:
    readability = measure(SENTENCES)
    assert isinstance(readability, Readability)
    return readability


def test_textstat_is_installed_in_the_release_that_the_bridge_knows() -> None:
    assert installed("textstat") == textstat_bridge.VERSION, (
        f"textstat {installed('textstat')} is installed, and the bridge is made for {textstat_bridge.VERSION}: "
        "documents are scored by our own formulas until lint/caveat/analysis/textstat_bridge.py is made for this release"
    )


def test_textstat_scores_the_panel_with_the_same_figures_as_ours(measured: Readability) -> None:
    panel = scored(measured, SENTENCES)

    assert (panel.scorer, panel.remark) == ("textstat 0.7.13", None)
    theirs = panel.readability
    assert theirs.smog.grade == pytest.approx(measured.smog.grade, abs=1e-9)
    assert theirs.flesch_kincaid.grade == pytest.approx(measured.flesch_kincaid.grade, abs=1e-9)
    assert theirs.flesch_reading_ease == pytest.approx(measured.flesch_reading_ease, abs=1e-9)
    assert theirs.lix == pytest.approx(measured.lix, abs=1e-9)
    assert theirs.rix == pytest.approx(measured.rix, abs=1e-9)


def test_without_the_right_textstat_our_own_formulas_score_and_say_why(
    measured: Readability, monkeypatch: pytest.MonkeyPatch
) -> None:
    textstat_bridge._load.cache_clear()
    monkeypatch.setattr("caveat.analysis.textstat_bridge.metadata.version", lambda _: "0.8.0")

    panel = scored(measured, SENTENCES)

    assert (panel.readability, panel.scorer) == (measured, "caveat")
    assert panel.remark == "textstat 0.8.0 is installed; the bridge is made for 0.7.13"


def test_without_textstat_our_own_formulas_score(measured: Readability, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(_: str) -> str:
        raise PackageNotFoundError("textstat")

    textstat_bridge._load.cache_clear()
    monkeypatch.setattr("caveat.analysis.textstat_bridge.metadata.version", missing)

    assert scored(measured, SENTENCES).scorer == "caveat"
