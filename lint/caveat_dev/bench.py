"""How fast Caveat is, as whole processes: `python -m caveat_dev.bench [--runs N]`.

Over the folder that CAVEAT_CORPUS names (else over `content/`): a cold run in one process, an unchanged second run, and
`caveat --help`; proselint and textstat over the same files beside it; an article with 50 pieces, and twice of both; how
soon `caveat lsp` answers an edit; how fast the hot spots of an article are found; and how fast 100,000 words are
counted for the readability formulas. Prints medians, with the least and the most, and which share was parsed.
A cold run has nothing of Caveat's own kept from another; its modules and its patterns are compiled, as after any first
run of an installed package. Of a family it is also said how long a run takes that compiles all its patterns.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from caveat.analysis import Analysis
from caveat.readers import read, suffixes
from caveat.rule import load_bundle
from caveat_dev import editor_bench, family_bench, hot_spot_bench, readability_bench

ROOT = Path(__file__).parents[2]
EDITS = 50
REPEATS = 50

_PROSELINT = """
import sys
from pathlib import Path
from proselint.checks import __register__
from proselint.config import DEFAULT
from proselint.registry import CheckRegistry
from proselint.tools import LintFile
CheckRegistry().register_many(__register__)
settings = {"max_errors": 10**9, "checks": DEFAULT["checks"]}
for name in sys.stdin.read().splitlines():
    list(LintFile(name, Path(name).read_text(encoding="utf-8", errors="replace")).lint(settings))
"""

_TEXTSTAT = """
import sys
from pathlib import Path
from caveat.analysis.sentences import split_sentences
from caveat.analysis.textstat_bridge import score
for name in sys.stdin.read().splitlines():
    text = Path(name).read_text(encoding="utf-8", errors="replace")
    sentences = [line[a:b] for line in text.splitlines() for a, b in split_sentences(line)]
    if sentences:
        score(sentences)
"""


@dataclass(frozen=True, slots=True)
class Timing:
    """Wall seconds, processor seconds and peak memory in bytes of one finished process."""

    wall: float
    cpu: float
    memory: int


def timed(command: list[str], environment: dict[str, str], given: str = "") -> Timing:
    """Run a command to its end, its output thrown away; exits when it could not run."""
    with tempfile.TemporaryFile("w+") as text:
        text.write(given)
        text.seek(0)
        start = time.perf_counter()
        process = subprocess.Popen(command, env=environment, stdin=text, stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in {0, 1}:
        sys.exit(f"{' '.join(command[:6])} … ended with {process.returncode}")
    scale = 1 if sys.platform == "darwin" else 1024
    return Timing(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * scale)


def installed(folder: str) -> dict[str, str]:
    """Return an environment in which modules are compiled once, into a folder, as they are when they are installed."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPYCACHEPREFIX": folder}


def line(name: str, timings: list[Timing], words: int | None) -> str:
    """Return one line of the table: the median of each figure, the spread of the wall time, words per second."""
    walls = [timing.wall for timing in timings]
    wall = statistics.median(walls)
    rate = f"{words / wall:>12,.0f} words/s" if words else ""
    return (
        f"{name:28} {wall:>8.3f} s ({min(walls):.3f} to {max(walls):.3f})"
        f" {statistics.median(timing.cpu for timing in timings):>8.3f} s cpu"
        f" {max(timing.memory for timing in timings) / 1e6:>6.0f} MB {rate}"
    )


def parsed(files: list[Path]) -> str:
    """Return which share of the sentences in the files calls for the parser, and of their words."""
    vocabulary = load_bundle().vocabulary
    sentences = asked = words = parsed_words = 0
    for path in files:
        analysis = Analysis(read(path.as_posix(), path.read_bytes()), vocabulary)
        if not analysis.english:
            continue
        sentences += len(analysis.sentences)
        asked += len(analysis.triggered)
        words += sum(sentence.folded.count(" ") + 1 for sentence in analysis.sentences)
        parsed_words += sum(request.text.count(" ") + 1 for request in analysis.parse_requests)
    share, of_words = asked / max(1, sentences), parsed_words / max(1, words)
    rest = f"with the words around them {of_words:.1%} of all words"
    return f"parsed: {asked:,} of {sentences:,} sentences ({share:.1%}); {rest}"


def families(runs: int) -> None:
    """Print how long an article with its pieces takes, and what twice the words of both cost."""
    walls: list[float] = []
    cpus: list[float] = []
    for times in (1, 2):
        with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as bytecode:
            words = family_bench.write_family(Path(folder), times)
            check = [sys.executable, "-m", "caveat", "check", folder, "--format", "json", "--jobs", "1"]
            command, environment = [*check, "--no-cache", "--fail-on", "never"], installed(bytecode)
            timed(command, environment)
            taken = [timed(command, environment) for _ in range(runs)]
            compiling: list[Timing] = []
            for _ in range(runs):
                for kept in Path(bytecode).rglob("kept.*.data"):
                    kept.unlink()
                compiling.append(timed(command, environment))
        print(line(f"article, {family_bench.PIECES * times} pieces, cold", taken, words))
        print(line("  and with no pattern compiled", compiling, words))
        walls.append(statistics.median(one.wall for one in taken))
        cpus.append(statistics.median(one.cpu for one in taken))
    ratios = f"{walls[1] / walls[0]:.2f} times as long, and {cpus[1] / cpus[0]:.2f} times the processor"
    print(f"{'':28} twice the words of both take {ratios}")


def main() -> None:
    """Print the timings."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5, metavar="N", help="timed runs of each command (default 5)")
    parser.add_argument("--editor", action="store_true", help="only how soon `caveat lsp` answers an edit")
    parser.add_argument("--hot-spots", action="store_true", help="only where an article is hard to read")
    parser.add_argument("--readability", action="store_true", help="only how fast the formulas are computed")
    parser.add_argument("--families", action="store_true", help="only an article with 50 pieces, and twice of both")
    options = parser.parse_args()
    if options.families:
        families(options.runs)
        return
    if options.hot_spots:
        hot_spot_bench.report(REPEATS)
        return
    if options.editor:
        editor_bench.report(EDITS)
        return
    given = os.environ.get("CAVEAT_CORPUS")
    folder = Path(given) if given else ROOT / "content"
    files = sorted(path for path in folder.rglob("*") if path.suffix in suffixes() and path.is_file())
    if options.readability:
        readability_bench.report(files, options.runs)
        return
    texts = [path for path in files if path.suffix in {".md", ".txt", ".html"}]
    words = sum(len(path.read_text(encoding="utf-8", errors="replace").split()) for path in texts)
    print(f"{folder}: {len(files)} files, {words:,} words; medians of {options.runs} runs, one process")
    if not given:
        print("CAVEAT_CORPUS is not set: these are our own pages, too few for a figure to quote.")
    print(parsed(files))
    readability_bench.report(files, options.runs)
    names = "\n".join(path.as_posix() for path in texts)
    with tempfile.TemporaryDirectory() as cache, tempfile.TemporaryDirectory() as bytecode:
        environment = {**installed(bytecode), "CAVEAT_CACHE_DIR": cache}
        caveat = [sys.executable, "-m", "caveat"]
        check = [*caveat, "check", str(folder), "--format", "json", "--jobs", "1", "--fail-on", "never"]
        timed([*caveat, "check", str(ROOT / "content"), "--no-cache", "--fail-on", "never"], environment)
        cold = [timed([*check, "--no-cache"], environment) for _ in range(options.runs)]
        print(line("check, cold", cold, words))
        timed(check, environment)
        warm = [timed(check, environment) for _ in range(options.runs)]
        print(line("check, unchanged", warm, words))
        ratio = statistics.median(one.wall for one in cold) / statistics.median(one.wall for one in warm)
        print(f"{'':28} an unchanged run is {ratio:.1f} times faster")
        print(line("--help", [timed([*caveat, "--help"], environment) for _ in range(options.runs)], None))
        for name, program in (("proselint alone", _PROSELINT), ("textstat alone", _TEXTSTAT)):
            peer = [timed([sys.executable, "-c", program], environment, names) for _ in range(options.runs)]
            print(line(name, peer, words))
            ratio = statistics.median(one.wall for one in cold) / statistics.median(one.wall for one in peer)
            print(f"{'':28} a cold check takes {ratio:.2f} times as long")
    families(options.runs)
    editor_bench.report(EDITS)
    hot_spot_bench.report(REPEATS)


if __name__ == "__main__":
    main()
