"""How fast it is found out where a 2,000-word article is hard to read: `python -m caveat_dev.bench --hot-spots`.

The article is made of our own drafts. Words are counted and sentences rated beforehand, as they are for the grades.
Measured is ranking the sentences by what rewriting them gains, with the grades after each, costing every word, and
grading sections and paragraphs.
"""

from __future__ import annotations

import statistics
import time
from pathlib import Path

from caveat.analysis import Analysis
from caveat.analysis.formulas import totals
from caveat.analysis.hot_spots import gain_of
from caveat.readers import read

CONTENT = Path(__file__).parents[2] / "content"
WORDS = 2_000


def article() -> str:
    """Return an article of 2,000 words, in whole paragraphs."""
    paragraphs = [
        paragraph
        for path in sorted(CONTENT.glob("*/draft/*.md"))
        for paragraph in path.read_text(encoding="utf-8").split("\n---\n", 1)[-1].split("\n\n")
    ]
    taken: list[str] = []
    words = 0
    for paragraph in paragraphs:
        taken.append(paragraph)
        words += len(paragraph.split())
        if words >= WORDS:
            break
    return "\n\n".join(taken)


def report(runs: int) -> None:
    """Print the median processor time, with the least and the most, and the median by the clock."""
    document = read("article.md", article().encode())
    taken: list[float] = []
    walls: list[float] = []
    analysis = Analysis(document)
    for _ in range(runs + 1):
        analysis = Analysis(document)
        _ = analysis.graded_counts, analysis.difficulty
        start, wall = time.process_time(), time.perf_counter()
        _ = analysis.hot_spots
        taken.append(1_000 * (time.process_time() - start))
        walls.append(1_000 * (time.perf_counter() - wall))
    warm = taken[1:]
    words = sum(one.words for one in analysis.graded_counts)
    print(
        f"{'hot spots':28} {statistics.median(warm):>8.2f} ms ({min(warm):.2f} to {max(warm):.2f}) cpu,"
        f" {statistics.median(walls[1:]):.2f} ms by the clock"
        f" for {words:,} words in {len(analysis.graded_counts)} sentences; {taken[0]:.0f} ms with the word list to read"
    )
    text = totals(analysis.graded_counts)
    start = time.process_time()
    for _ in range(runs):
        for counts in analysis.graded_counts:
            gain_of(text, counts)
    article_ms = 1e3 * (time.process_time() - start) / runs
    each = 1e3 * article_ms / len(analysis.graded_counts)
    print(f"{'what-if':28} {article_ms:>8.2f} ms cpu for every sentence of the article, {each:.2f} µs each")
