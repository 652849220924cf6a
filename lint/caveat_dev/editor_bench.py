"""How soon findings follow an edit: `python -m caveat_dev.editor_bench [--edits N]`.

Starts `caveat lsp`, opens an article of 2,000 words made of those in `content/`, once of the drafts and once of the
corrected ones, and changes one sentence at a time, in places spread over the text. Prints the median, the 95th
percentile and the worst time from sending an edit to receiving the findings of that version, by the clock on the wall
with the wait for the writer to pause, and in processor time of the server, which other work on the machine lengthens
less; and how long the first check took.
"""

from __future__ import annotations

import argparse
import re
import statistics
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from caveat_dev.editor_client import Client, edit

CONTENT = Path(__file__).parents[2] / "content"
WORDS = 2_000
_FRONT = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_PLACE = re.compile(r"[a-z]{4,} (?=[a-z]{3,})")
_PAUSE = 0.05
_WORDS_PUT_IN = ("really ", "often ", "quite ", "always ", "now ")


@dataclass(frozen=True, slots=True)
class Latency:
    """Seconds until the first findings, and from each edit to its findings: on the wall, and of the server's processor.

    Where the system does not tell the processor time of another process, there is none.
    """

    first: float
    edits: tuple[float, ...]
    worked: tuple[float, ...]


def spread(name: str, seconds: tuple[float, ...]) -> str:
    """Return the median, the 95th percentile and the worst of some times in words."""
    late = sorted(seconds)[max(0, round(len(seconds) * 0.95) - 1)]
    return (
        f"  {name:26} {statistics.median(seconds) * 1000:>6.0f} ms median {late * 1000:>6.0f} ms 95th percentile"
        f" {max(seconds) * 1000:>6.0f} ms worst"
    )


def processor_time(process: int) -> float | None:
    """Return the processor seconds that another process has had, all its threads together; only Linux tells."""
    if sys.platform != "linux":
        return None
    # The number of the clock of a process, as clock_getcpuclockid(3) makes it.
    return time.clock_gettime((~process << 3) | 2)


def article(kind: str) -> str:
    """Return an article of 2,000 words: those of `content/`, drafts or corrected, one after the other, cut there."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(CONTENT.glob(f"*/{kind}/article.md"))]
    whole = "\n".join([texts[0], *(_FRONT.sub("", text) for text in texts[1:])])
    found = list(re.finditer(r"\S+\s*", whole))
    cut = whole.find("\n\n", found[WORDS].start())
    return whole[:cut] + "\n" if cut > 0 else whole


def measure(text: str, edits: int, folder: Path) -> Latency:
    """Return how soon a server of its own answers edits of a text."""
    name = "article.md"
    with Client(folder) as client:
        start = time.perf_counter()
        client.open(name, text)
        first = time.perf_counter() - start
        places = [match.end() for match in _PLACE.finditer(text)]
        step = max(1, len(places) // edits)
        times: list[float] = []
        worked: list[float] = []
        for number, offset in enumerate(places[step // 2 :: step][:edits]):
            point = (text.count("\n", 0, offset), offset - text.rfind("\n", 0, offset) - 1)
            before = processor_time(client.process.pid)
            start = time.perf_counter()
            client.change(name, number + 2, edit(point, point, _WORDS_PUT_IN[number % len(_WORDS_PUT_IN)]))
            client.published(name, number + 2)
            times.append(time.perf_counter() - start)
            after = processor_time(client.process.pid)
            if before is not None and after is not None:
                worked.append(after - before)
            time.sleep(_PAUSE)
    return Latency(first, tuple(times), tuple(worked))


def report(edits: int) -> None:
    """Print the figures of both articles."""
    for kind in ("draft", "corrected"):
        text = article(kind)
        latency = measure(text, edits, CONTENT)
        print(
            f"editor, {kind} article: {len(latency.edits)} edits of one sentence in {len(text.split()):,} words;"
            f" {latency.first:.1f} s to the first findings"
        )
        print(spread("an edit, by the clock", latency.edits))
        if latency.worked:
            print(spread("an edit, processor time", latency.worked))


def main() -> None:
    """Print how soon findings follow an edit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--edits", type=int, default=50, metavar="N", help="edits of one sentence each (default 50)")
    report(parser.parse_args().edits)


if __name__ == "__main__":
    main()
