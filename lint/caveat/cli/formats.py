"""The formats that a run can be reported in, each imported when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from caveat.cli.options import UsageError
from caveat.cli.screen import screen_width

if TYPE_CHECKING:
    from caveat.document import Document
    from caveat.engine.compare import Comparison
    from caveat.engine.finding import Report
    from caveat.engine.run import Run
    from caveat.library.targets import Targets


def _terminal(run: Run, *, color: bool, verbose: bool) -> str:
    from caveat.report import terminal

    return terminal.render(
        run.report,
        documents=_documents(run),
        rules=lambda: run.rules,
        color=color,
        width=screen_width(),
        verbose=verbose,
    )


def _json(run: Run, **_: bool) -> str:
    from caveat.report import wire

    return wire.encode(run.report)


def _sarif(run: Run, **_: bool) -> str:
    from caveat.report import sarif

    return sarif.encode(run.report, run.rules)


def _github(run: Run, **_: bool) -> str:
    from caveat.report import github

    return github.encode(run.report)


def _markdown(run: Run, **_: bool) -> str:
    from caveat.report import markdown

    return markdown.render(run.report)


def _concise(run: Run, **_: bool) -> str:
    from caveat.report import concise

    return concise.render(run.report)


def _checklist(run: Run, **_: bool) -> str:
    from caveat.report import checklist

    return checklist.render(run.report)


def _html(run: Run, *, previous: Report | None = None, **_: bool) -> str:
    from caveat.engine.compare import compared

    derived = any(document.article is not None for document in run.report.documents)
    return page_of(run, compared(run) if derived else None, previous=previous)


def page_of(run: Run, comparison: Comparison | None, *, compares: bool = False, previous: Report | None = None) -> str:
    """Return the page on a run, with the pieces beside their articles as they were compared."""
    from caveat.engine.score import targets_in
    from caveat.report import page
    from caveat.rule.instruments import load_instruments

    def targets(document: Document) -> Targets:
        return targets_in(document, run.settings)

    return page.render(
        run.report,
        _documents(run),
        run.rules,
        run.claims,
        targets,
        load_instruments(run.settings.bundles),
        comparison,
        compares=compares,
        previous=previous,
    )


def _junit(run: Run, **_: bool) -> str:
    from caveat.report import junit

    return junit.encode(run.report)


def _gitlab(run: Run, **_: bool) -> str:
    from caveat.report import gitlab

    return gitlab.encode(run.report)


def _checkstyle(run: Run, **_: bool) -> str:
    from caveat.report import checkstyle

    return checkstyle.encode(run.report)


def _rdjson(run: Run, **_: bool) -> str:
    from caveat.report import reviewdog

    return reviewdog.encode(run.report, _documents(run), run.rules)


def _rdjsonl(run: Run, **_: bool) -> str:
    from caveat.report import reviewdog

    return reviewdog.encode_lines(run.report, _documents(run), run.rules)


FORMATS: Mapping[str, Callable[..., str]] = {
    "terminal": _terminal,
    "json": _json,
    "sarif": _sarif,
    "github": _github,
    "markdown": _markdown,
    "html": _html,
    "concise": _concise,
    "checklist": _checklist,
    "junit": _junit,
    "gitlab": _gitlab,
    "checkstyle": _checkstyle,
    "rdjson": _rdjson,
    "rdjsonl": _rdjsonl,
}


def render(run: Run, name: str, *, color: bool = False, verbose: bool = False, previous: Report | None = None) -> str:
    """Return a run's report in one of the formats; html shows what has changed since the `previous` one."""
    if name == "html":
        return _html(run, previous=previous)
    return FORMATS[name](run, color=color, verbose=verbose)


def read_previous(path: str) -> Report:
    """Read an earlier report, as `--previous` names it."""
    from caveat.report import wire

    try:
        return wire.decode(Path(path).read_bytes())
    except OSError as error:
        raise UsageError(f"--previous: {path} cannot be read: {error.strerror}") from None
    except wire.NotAReportError as error:
        raise UsageError(f"--previous: {path}: {error}") from None


def _documents(run: Run) -> Callable[[str], Document | None]:
    """Return what reads a checked document again, and gives None when it has gone meanwhile."""
    from caveat.readers import Unreadable

    def read(path: str) -> Document | None:
        try:
            return run.document(path)
        except (OSError, Unreadable):
            return None

    return read
