"""Flags per 1,000 words of each rule over real pages: `python -m caveat_dev.corpus [--read N]`.

Reads the folder that CAVEAT_CORPUS names. What is flagged on careful publishers' pages is usually a false alarm.
`--read N` prints N flagged sentences, spread over the rules, to be read. `--against REV` compares with another revision
of this checkout. `--converted N` writes N of the Markdown pages as HTML and as Word files too, prints where their
findings differ, and ends with 1 if they do.
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
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from caveat.engine.finding import Finding
from caveat.engine.run import check
from caveat.engine.settings import Settings
from caveat.readers import read
from caveat_dev.conversion import to_docx, to_html

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


def sample(folder: Path, number: int) -> list[Path]:
    """Return some Markdown pages of a folder, the same ones every time."""
    pages = sorted(path for path in folder.rglob("*.md") if path.is_file())
    return sorted(random.Random(7).sample(pages, min(number, len(pages))))  # noqa: S311 - as above


def compare_formats(pages: Sequence[Path]) -> tuple[int, list[str]]:
    """Count the findings of Markdown pages, and say where the same pages as HTML or as Word files have others.

    The quote of a date of review is left out: where it stands in front matter, each format writes it its own way.
    """
    with tempfile.TemporaryDirectory() as work:
        names: list[list[str]] = []
        for number, page in enumerate(pages):
            data = page.read_bytes()
            document = read(page.as_posix(), data)
            name = f"{number:04}/{page.stem}"
            written = {"md": data, "html": to_html(document).encode(), "docx": to_docx(document)}
            for suffix, content in written.items():
                target = Path(work, suffix, f"{name}.{suffix}")
                target.parent.mkdir(parents=True)
                target.write_bytes(content)
            names.append([f"{suffix}/{name}.{suffix}" for suffix in written])
        report = check([work], Settings(root=work, today=TODAY, cache=False)).report
        found: dict[str, Counter[tuple[str, ...]]] = {}
        for finding in report.findings:
            place = Path(finding.path).relative_to(work).as_posix()
            quote = "" if finding.rule == "disclosure-review-date" else " ".join(finding.quote.split())
            key = (finding.rule, finding.severity, quote, " ".join(finding.message.split()))
            found.setdefault(place, Counter())[key] += 1
        for problem in report.problems:
            place = Path(problem.path).relative_to(work).as_posix()
            found.setdefault(place, Counter())[("problem", problem.kind, "", problem.message)] += 1
    lines: list[str] = []
    for page, (markdown, *others) in zip(pages, names, strict=True):
        for other in others:
            kind = Path(other).suffix[1:]
            lines += [f"{page}: only as md: {line}" for line in _left(found, markdown, other)]
            lines += [f"{page}: only as {kind}: {line}" for line in _left(found, other, markdown)]
    return sum(found.get(markdown, Counter()).total() for markdown, *_ in names), lines


def _left(found: Mapping[str, Counter[tuple[str, ...]]], one: str, other: str) -> Iterator[str]:
    more = found.get(one, Counter()) - found.get(other, Counter())
    for (rule, severity, quote, message), times in sorted(more.items()):
        yield f"{times} {rule} ({severity}) «{quote[:120]}» {message[:160]}"


def main() -> None:
    """Print flags per 1,000 words of each rule over the folder that CAVEAT_CORPUS names."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--read", type=int, default=0, metavar="N", help="print N findings to be read")
    parser.add_argument("--against", metavar="REV", help="show what changed since another revision")
    parser.add_argument("--converted", type=int, metavar="N", help="compare N pages with themselves as HTML and Word")
    parser.add_argument("--counts", action="store_true", help="print the counts alone, as JSON")
    options = parser.parse_args()
    given = os.environ.get("CAVEAT_CORPUS")
    if not given:
        sys.exit("CAVEAT_CORPUS is not set: name a folder of pages to measure over.")
    folder = Path(given)
    if options.converted:
        pages = sample(folder, options.converted)
        total, lines = compare_formats(pages)
        print("\n".join([*lines, f"{len(pages)} pages, {total} findings as Markdown"]))
        print(f"{len(lines)} differences as HTML or Word")
        sys.exit(1 if lines else 0)
    flags, words, number, findings, problems = count(folder)
    if options.counts:
        print(json.dumps([[rule, severity, number] for (rule, severity), number in sorted(flags.items())]))
        return
    before = earlier(options.against, folder) if options.against else None
    print(f"{folder}: {number} pages, {words:,} words")
    print(table(flags, words, before))
    kinds = Counter(problem.split(": ")[1] for problem in problems)
    print(f"problems: {dict(sorted(kinds.items())) or 'none'}")
    print("\n".join(problems[:20]))
    if options.read:
        print(read_some(findings, options.read))


if __name__ == "__main__":
    main()
