"""Flags per 1,000 words of each rule over real pages: `python -m caveat_dev.corpus [--read N]`.

Reads the folder that CAVEAT_CORPUS names. What is flagged on careful publishers' pages is usually a false alarm.
`--read N` prints N flagged sentences, spread over the rules, to be read. `--against REV` compares with another revision
of this checkout.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import random
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from caveat.engine.finding import Finding
from caveat.engine.run import check
from caveat.engine.settings import Settings

ROOT = Path(__file__).parents[2]
TODAY = datetime.date(2026, 11, 22)


def count(folder: Path) -> tuple[Counter[tuple[str, str]], int, int, tuple[Finding, ...], list[str]]:
    """Check every page in a folder; returns flags by rule and severity, words, pages, findings and problems."""
    settings = Settings(root=str(folder), today=TODAY, cache=False)
    report = check([folder.as_posix()], settings).report
    flags: Counter[tuple[str, str]] = Counter((finding.rule, finding.severity) for finding in report.findings)
    words = sum(document.words for document in report.documents)
    problems = [f"{problem.path}: {problem.kind}: {problem.message}" for problem in report.problems]
    return flags, words, len(report.documents), report.findings, problems


def table(flags: Counter[tuple[str, str]], words: int, before: Counter[tuple[str, str]] | None) -> str:
    """Return the flags by rule, with their number per 1,000 words, and the difference from an earlier count."""
    lines = [f"{'rule':44} {'severity':>9} {'flags':>7} {'per 1,000':>10} {'change' if before is not None else '':>8}"]
    for key in sorted({*flags, *(before or {})}):
        change = "" if before is None else f"{flags[key] - before[key]:+d}"
        lines.append(f"{key[0]:44} {key[1]:>9} {flags[key]:>7} {flags[key] * 1000 / words:>10.3f} {change:>8}")
    errors = sum(
        number for (rule, severity), number in flags.items() if severity == "error" and rule.startswith("claims-")
    )
    lines.append(f"claim findings of error severity per 1,000 words: {errors * 1000 / words:.3f}")
    return "\n".join(lines)


def read_some(findings: tuple[Finding, ...], number: int) -> str:
    """Return some findings to be read, drawn evenly from the rules, the same ones every time."""
    drawn = random.Random(7)  # noqa: S311 - a sample, not a secret
    by_rule: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.scope == "span":
            by_rule.setdefault(finding.rule, []).append(finding)
    for group in by_rule.values():
        drawn.shuffle(group)
    chosen: list[Finding] = []
    while len(chosen) < number and any(by_rule.values()):
        for group in by_rule.values():
            if group and len(chosen) < number:
                chosen.append(group.pop())
    return "\n".join(
        f"{finding.rule} ({finding.severity}) {finding.path}:{finding.start.line}: «{finding.quote}»"
        for finding in chosen
    )


def earlier(revision: str, folder: Path) -> Counter[tuple[str, str]]:
    """Count the flags of another revision of this checkout, in a work tree of its own."""
    with tempfile.TemporaryDirectory() as work:
        tree = Path(work) / "tree"
        subprocess.run(["git", "worktree", "add", "--detach", str(tree), revision], cwd=ROOT, check=True)
        try:
            environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(tree / "lint"), str(tree / "rules")])}
            printed = subprocess.run(
                [sys.executable, "-m", "caveat_dev.corpus", "--counts"],
                env={**environment, "CAVEAT_CORPUS": str(folder)},
                check=True,
                capture_output=True,
                text=True,
            )
        finally:
            subprocess.run(["git", "worktree", "remove", "--force", str(tree)], cwd=ROOT, check=True)
    return Counter({(rule, severity): number for rule, severity, number in json.loads(printed.stdout)})


def main() -> None:
    """Print flags per 1,000 words of each rule over the folder that CAVEAT_CORPUS names."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--read", type=int, default=0, metavar="N", help="print N findings to be read")
    parser.add_argument("--against", metavar="REV", help="show what changed since another revision")
    parser.add_argument("--counts", action="store_true", help="print the counts alone, as JSON")
    options = parser.parse_args()
    given = os.environ.get("CAVEAT_CORPUS")
    if not given:
        sys.exit("CAVEAT_CORPUS is not set: name a folder of pages to measure over.")
    folder = Path(given)
    flags, words, pages, findings, problems = count(folder)
    if options.counts:
        print(json.dumps([[rule, severity, number] for (rule, severity), number in sorted(flags.items())]))
        return
    before = earlier(options.against, folder) if options.against else None
    print(f"{folder}: {pages} pages, {words:,} words")
    print(table(flags, words, before))
    kinds = Counter(problem.split(": ")[1] for problem in problems)
    print(f"problems: {dict(sorted(kinds.items())) or 'none'}")
    print("\n".join(problems[:20]))
    if options.read:
        print(read_some(findings, options.read))


if __name__ == "__main__":
    main()
