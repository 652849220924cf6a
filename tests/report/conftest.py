"""Documents, findings, rules and reports made by hand, so that a report is tested without the engine."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Literal

import pytest

from caveat.document import Block, BlockKind, Container, Document, Inline, InlineKind, Place, ProseBuilder, Source, Span
from caveat.engine.finding import (
    SEVERITIES,
    ChecklistItem,
    CheckState,
    ClaimCount,
    DocumentSummary,
    Finding,
    GradeEstimate,
    ItemPlace,
    Problem,
    ReadabilityPanel,
    Related,
    Report,
    Summary,
    Suppressed,
    Tool,
)
from caveat.rule import Fix, NoOptions, Rule, Severity, Status, parse_page
from caveat.rule.rule import View

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Dialog, Page

    Scheme = Literal["light", "dark"]

SAFETY_PAGE = """Flags text that calls a treatment safe without any limit.

## Why it matters

Every treatment carries some risk.
A reader who is told `completely safe` cannot weigh it.

Further thoughts that the short form leaves out.

## What to write instead

Name the *common* harms, and say who watches for them: see [the guide](https://example.org/guide).

## Examples

```flagged
The drug is «completely safe».
```

## Sources

- Example Guidance on Health Claims (2022), section 3, <https://example.org/claims>.
"""

REFERENCES_PAGE = """Flags an article that names no source at all.

## Why it matters

A reader cannot check what has no source.

## What to write instead

List the trials and guidelines that the text rests on.

## Sources

- Example Quality Standard for Health Information (2021).
"""

_INLINE = re.compile(
    r"\*\*(?P<strong>.+?)\*\*|`(?P<code>.+?)`|\[(?P<link>[^\]]*)\]\((?P<target>[^)]*)\)|&(?P<entity>amp|lt|gt);"
)
_ENTITIES = {"amp": "&", "lt": "<", "gt": ">"}
_PREFIXES: tuple[tuple[str, BlockKind, int, tuple[Container, ...]], ...] = (
    ("## ", "heading", 2, ()),
    ("# ", "heading", 1, ()),
    ("  - ", "item", 2, ("list", "list")),
    ("- ", "item", 1, ("list",)),
    ("1. ", "item", 1, ("list",)),
    ("> ", "paragraph", 0, ("quote",)),
    ("[^1]: ", "footnote", 0, ()),
    ("    ", "code", 0, ()),
)


class Builder:
    """Makes what a report is made from."""

    def document(self, path: str, text: str) -> Document:
        """Read a little Markdown: a line is a block, a line of `|` cells a row of a table."""
        blocks: list[Block] = []
        start = 0
        for line in text.split("\n"):
            if line.startswith("| "):
                for match in re.finditer(r"\|([^|]+)(?=\|)", line):
                    cell = match[1].strip()
                    at = start + match.start(1) + match[1].index(cell)
                    blocks.append(_block(len(blocks), "cell", 0, ("table",), cell, at))
            elif line.strip():
                prefix, kind, level, containers = next(
                    (entry for entry in _PREFIXES if line.startswith(entry[0])), ("", "paragraph", 0, ())
                )
                blocks.append(
                    _block(len(blocks), kind, level, containers, line.removeprefix(prefix), start + len(prefix))
                )
            start += len(line) + 1
        return Document(Source(path, text), tuple(blocks))

    def finding(
        self,
        document: Document,
        words: str | None,
        *,
        rule: str = "claims-safety-absolute",
        severity: Severity = "error",
        message: str = "“{words}” promises safety without a limit.",
        standard: str | None = "Example Guidance on Health Claims",
        status: Status = "stable",
        related: tuple[Related, ...] = (),
        suppressed: Suppressed | None = None,
        fix: Fix | None = None,
        quote: str | None = None,
    ) -> Finding:
        """Find words of the source, or the whole document for None."""
        source = document.source
        start = source.text.index(words) if words is not None else 0
        end = start + len(words or "")
        scope: Literal["span", "document"] = "document" if words is None else "span"
        return Finding(
            rule=rule,
            family=rule.split("-", 1)[0],
            severity=severity,
            status=status,
            path=document.path,
            start=source.place(start),
            end=source.place(end),
            scope=scope,
            quote=(words or "") if quote is None else quote,
            message=message.replace("{words}", words or ""),
            standard=standard,
            fix=fix,
            related=related,
            fingerprint=f"{rule}:{start}:{end}",
            suppressed=suppressed,
        )

    def related(self, document: Document, words: str, message: str, rule: str | None = None) -> Related:
        """Point at words of the source from a finding."""
        start = document.source.text.index(words)
        place = document.source.place
        severity: Severity | None = "warning" if rule else None
        return Related(rule, severity, document.path, place(start), place(start + len(words)), words, message)

    def summary(self, document: Document) -> DocumentSummary:
        """Say of a document what an engine would say."""
        words = sum(len(block.text.split()) for block in document.blocks)
        return DocumentSummary(
            path=document.path,
            title=document.title,
            genre=document.genre,
            article=None,
            words=words,
            sentences=12,
            readability=ReadabilityPanel(
                GradeEstimate(14.4, 13.8, 15.0), GradeEstimate(12.5, 12.0, 13.1), 38.2, words, 12, 20.5
            ),
            claims=ClaimCount(41, 0),
            disclosures={"review-date": False, "medical-disclaimer": False, "author": True},
        )

    def item(
        self,
        document: Document,
        item: str,
        state: CheckState,
        words: str | None = None,
        *,
        declared: str = "",
        why: str = "",
        rule: str = "disclosure-review-date",
    ) -> ChecklistItem:
        """Make an item of a checklist, at words of the source where it has any."""
        place = None
        if words is not None:
            start = document.source.text.index(words)
            place = ItemPlace(document.source.place(start), document.source.place(start + len(words)), words)
        return ChecklistItem(item, rule, state, place, declared, why)

    def report(
        self,
        documents: tuple[Document, ...],
        findings: tuple[Finding, ...],
        *,
        problems: tuple[Problem, ...] = (),
        baselined: int = 0,
        summaries: tuple[DocumentSummary, ...] | None = None,
    ) -> Report:
        """Put a report together; findings stay in the order given."""
        counts = {
            severity: sum(one.severity == severity and one.suppressed is None for one in findings)
            for severity in SEVERITIES
        }
        return Report(
            version=1,
            tool=Tool("caveat", "0.1.0", "en_core_web_sm 3.8.0", "0.7.13", "0.16.0"),
            documents=tuple(map(self.summary, documents)) if summaries is None else summaries,
            findings=findings,
            problems=problems,
            summary=Summary(**counts),
            today="2026-11-22",
            baselined=baselined,
        )

    def rules(self) -> Mapping[str, Rule]:
        """Two rules with pages: one about words, one about a whole document."""
        return {
            "claims-safety-absolute": _rule("claims-safety-absolute", SAFETY_PAGE, "error"),
            "sourcing-no-references": _rule("sourcing-no-references", REFERENCES_PAGE, "warning"),
        }

    def place(self, line: int, column: int, offset: int) -> Place:
        """Name a place by its numbers."""
        return Place(line, column, offset)


def _block(index: int, kind: BlockKind, level: int, containers: tuple[Container, ...], text: str, start: int) -> Block:
    prose = ProseBuilder()
    inlines: list[Inline] = []
    position = 0
    for match in _INLINE.finditer(text):
        prose.same(text[position : match.start()], start + position)
        position = match.end()
        group = match.lastgroup or ""
        opened = prose.length
        span = Span(start + match.start(), start + match.end())
        if group == "entity":
            prose.instead(_ENTITIES[match["entity"]], span.start, span.end)
            continue
        name: InlineKind = "link" if group == "target" else "strong" if group == "strong" else "code"
        prose.same(match[name], start + match.start(name))
        target = match["target"] if name == "link" else ""
        inlines.append(Inline(name, opened, prose.length, span, target, match[name]))
    prose.same(text[position:], start + position)
    return Block(index, kind, Span(start, start + len(text)), prose.build(), tuple(inlines), level, containers)


def _rule(rule_id: str, page: str, severity: Severity) -> Rule:
    return Rule(
        id=rule_id,
        family=rule_id.split("-", 1)[0],
        page=parse_page(page),
        message="“{words}” promises safety without a limit.",
        severity=severity,
        status="stable",
        standard="Example Guidance on Health Claims",
        genres=frozenset(),
        default=True,
        options=NoOptions,
        view=View("none", lambda _reading: ()),
        check=lambda _unit, _context: (),
    )


@pytest.fixture
def build() -> Builder:
    return Builder()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Run Chromium: the one that CAVEAT_CHROMIUM names, else Debian's."""
    from playwright.sync_api import sync_playwright

    path = os.environ.get("CAVEAT_CHROMIUM", "/usr/bin/chromium")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield running
        running.close()


class Opened:
    """A report in a tab, and what the tab did that it should not."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.asked: list[str] = []
        self.said: list[str] = []
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("dialog", self._answer)
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.on("console", lambda message: self.said.append(message.text))

    def _answer(self, dialog: Dialog) -> None:
        self.said.append(dialog.message)
        dialog.dismiss()

    def violations(self) -> list[tuple[str, list[str]]]:
        """What axe finds wrong with the page as it stands, by its WCAG 2.2 AA rules and its best practices."""
        from axe_playwright_python.sync_playwright import Axe

        found = Axe().run(self.page).response["violations"]
        return [(one["id"], [" ".join(node["target"]) for node in one["nodes"]]) for one in found]

    def numbers(self) -> list[str]:
        """The findings whose cards are shown, by number."""
        return list(
            self.page.eval_on_selector_all(".card", "cards => cards.filter(c => !c.hidden).map(c => c.dataset.number)")
        )

    def active(self) -> list[str]:
        """The active card's number and the words that are marked as its own."""
        return list(
            self.page.evaluate(
                "() => [...document.querySelectorAll('.card.active')].map(c => c.dataset.number)"
                ".concat([...document.querySelectorAll('mark.active')].map(m => m.textContent))"
            )
        )

    def focused(self) -> str:
        """The id of the element that has the focus, or its text."""
        return str(self.page.evaluate("() => document.activeElement.id || document.activeElement.textContent"))


@pytest.fixture
def open_tab(browser: Browser, tmp_path: Path) -> Iterator[Callable[..., Opened]]:
    """Open pages in tabs of their own, as files."""
    pages: list[Page] = []

    def opened(html: str, *, width: int = 1500, script: bool = True, scheme: Scheme = "light") -> Opened:
        file = tmp_path / "report.html"
        file.write_text(html, encoding="utf-8")
        page = browser.new_page(
            viewport={"width": width, "height": 900},
            java_script_enabled=script,
            reduced_motion="reduce",
            color_scheme=scheme,
        )
        pages.append(page)
        tab = Opened(page)
        page.goto(file.as_uri())
        return tab

    yield opened
    for page in pages:
        page.close()
