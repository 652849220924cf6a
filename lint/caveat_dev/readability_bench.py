"""How fast a text is counted for every readability formula, beside textstat.

Over 100,000 words already split into sentences: our one pass, and textstat's own functions for the same formulas.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from caveat.analysis import Analysis, formulas
from caveat.analysis.counts import _measures, _packed, count
from caveat.analysis.syllables import count_syllables
from caveat.readers import read

# textstat as it is installed, but for its dictionary: that would be downloaded, so it gets ours.
_TEXTSTAT_FORMULAS = """
import json
import sys
import time
from types import ModuleType
from caveat.analysis.syllables import _table
stand_in = ModuleType("textstat.backend.utils._get_cmudict")
pronunciations = {word: [["0"] * count] for word, count in _table().items()}
stand_in.get_cmudict = lambda language: pronunciations
sys.modules[stand_in.__name__] = stand_in
from textstat.backend import metrics
texts, names, plain = json.load(sys.stdin)
start = time.process_time()
for text in texts:
    for name in names:
        function = getattr(metrics, name)
        function(text) if name in plain else function(text, "en_US")
print(time.process_time() - start)
"""

_PASS_WORDS = 100_000
_METRICS = (
    "flesch_reading_ease",
    "flesch_kincaid_grade",
    "smog_index",
    "gunning_fog",
    "automated_readability_index",
    "coleman_liau_index",
    "lix",
    "rix",
)
_WITHOUT_LANGUAGE = ("automated_readability_index", "coleman_liau_index", "lix", "rix")


def texts_of(files: list[Path], words: int) -> list[list[str]]:
    """Return the running sentences of files, text by text, until there are so many words.

    Too few are repeated as one long text: as texts of their own, textstat would answer them from its cache.
    """
    texts: list[list[str]] = []
    held = 0
    for path in files:
        if held >= words:
            return texts
        analysis = Analysis(read(path.as_posix(), path.read_bytes()))
        sentences = [analysis.sentences[index].text for index in analysis.sentence_counts]
        if sentences and analysis.english:
            texts.append(sentences)
            held += sum(sentence.count(" ") + 1 for sentence in sentences)
    together = [sentence for sentences in texts for sentence in sentences]
    return [together * (1 + words // max(1, held))]


def report(files: list[Path], runs: int) -> None:
    """Print how long our pass and textstat's functions take for the same formulas, in processor time."""
    texts = texts_of(files, _PASS_WORDS)
    words = sum(sentence.count(" ") + 1 for sentences in texts for sentence in sentences)
    given = json.dumps([[" ".join(sentences) for sentences in texts], _METRICS, _WITHOUT_LANGUAGE])
    for remembered in (_packed, _measures, count_syllables):
        remembered.cache_clear()
    cold = _timed(lambda: [formulas_of(sentences) for sentences in texts])
    own = min(_timed(lambda: [formulas_of(sentences) for sentences in texts]) for _ in range(runs))
    command = [sys.executable, "-c", _TEXTSTAT_FORMULAS]
    theirs = min(
        float(subprocess.run(command, input=given, capture_output=True, text=True, check=True).stdout)
        for _ in range(runs)
    )
    print(
        f"readability: {words:,} words in sentences, {len(_METRICS)} formulas, processor time\n"
        f"  our one pass          {own:.3f} s ({cold:.3f} s the first time, while the words are new)\n"
        f"  textstat's functions  {theirs:.3f} s; ours is {theirs / own:.1f} times faster"
    )


def formulas_of(sentences: list[str]) -> tuple[float, ...]:
    """Return a text by the formulas that textstat has too."""
    text = formulas.totals(map(count, sentences))
    if not text.words:
        return ()
    return (
        formulas.flesch_reading_ease(text),
        formulas.flesch_kincaid(text),
        formulas.smog(text),
        formulas.gunning_fog(text),
        formulas.automated_readability(text),
        formulas.coleman_liau(text),
        formulas.lix(text),
        formulas.rix(text),
    )


def _timed(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start
