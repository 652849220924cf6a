"""The reports that are files for people, each imported when it is asked for."""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from caveat.cli.options import UsageError

if TYPE_CHECKING:
    from caveat.engine.run import Run


@dataclass(frozen=True, slots=True)
class Writer:
    """One kind of report: the ending of its files, what it is in a line, and the function that makes its bytes.

    The function gets a run and the paths of the pieces to report: all that were checked, or, when the report is one
    file `each`, one at a time. It raises Unreadable or OSError when a piece can no longer be read. A piece whose ending
    is among those it `keeps` gives a file with that ending.
    """

    suffix: str
    summary: str
    encode: Callable[[Run, Sequence[str]], bytes]
    each: bool = False
    keeps: frozenset[str] = frozenset()

    def suffix_for(self, path: str) -> str:
        """Return the ending of the report on a piece."""
        own = f".{path.rpartition('.')[2].lower()}"
        return own if own in self.keeps else self.suffix


def _html(run: Run, _: Sequence[str]) -> bytes:
    from caveat.cli.formats import render

    return render(run, "html").encode()


def page_since(previous: str) -> Callable[[Run, Sequence[str]], bytes]:
    """Return what makes the page with the changes since an earlier report; UsageError when the file is none."""
    from caveat.cli.formats import read_previous, render

    earlier = read_previous(previous)
    return lambda run, _: render(run, "html", previous=earlier).encode()


def _docx(run: Run, paths: Sequence[str]) -> bytes:
    from caveat.engine.digest import digest
    from caveat.readers import Unreadable, read
    from caveat.report.word import remarks_on, render

    (path,) = paths
    data = run.data(path)
    if digest(data) != run.digests[path]:
        raise Unreadable("unreadable", "it has changed since it was checked")
    document = read(path, data, media=run.media(path))
    return render(document, data, remarks_on(path, run.report.findings, run.rules), _stamp(run))


def _pdf(run: Run, paths: Sequence[str]) -> bytes:
    from caveat.engine.digest import digest
    from caveat.readers import Unreadable
    from caveat.report.pdf import render
    from caveat.report.word import remarks_on

    (path,) = paths
    if (run.media(path) or path.rpartition(".")[2].lower()) != "pdf":
        raise Unreadable("unknown-type", "notes on PDF pages need a PDF file; write docx or html of this one")
    data = run.data(path)
    if digest(data) != run.digests[path]:
        raise Unreadable("unreadable", "it has changed since it was checked")
    return render(data, remarks_on(path, run.report.findings, run.rules), _stamp(run))


def _xlsx(run: Run, _: Sequence[str]) -> bytes:
    from caveat.report.findings.workbook import encode

    return encode(run.report, run.claims, run.rules)


def _findings_csv(run: Run, _: Sequence[str]) -> bytes:
    from caveat.report.findings.data import encode_csv

    # With a mark, since Excel takes a file without one for the encoding of its country.
    return encode_csv(run.report, run.rules).encode("utf-8-sig")


def _claims_csv(run: Run, _: Sequence[str]) -> bytes:
    from caveat.report.ledger.data import encode_csv

    return encode_csv(run.claims).encode("utf-8-sig")


def _stamp(run: Run) -> datetime.datetime:
    """Return the time that a report bears: the day of the check, or what SOURCE_DATE_EPOCH says."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if not given:
        return datetime.datetime.combine(run.settings.today, datetime.time(), datetime.UTC)
    try:
        return datetime.datetime.fromtimestamp(int(given), datetime.UTC)
    except (ValueError, OverflowError, OSError):
        raise UsageError(f"SOURCE_DATE_EPOCH: {given} is not a time in seconds") from None


WRITERS: Mapping[str, Writer] = {
    "docx": Writer(
        ".docx",
        "for Word, each fault a comment at its words",
        _docx,
        each=True,
        keeps=frozenset({".docm"}),
    ),
    "html": Writer(".html", "one page for all pieces, with the faults marked in the text", _html),
    "pdf": Writer(".pdf", "for a PDF file, each fault a highlight on its words with a note", _pdf, each=True),
    "xlsx": Writer(".xlsx", "a workbook with a sheet of findings and one of claims", _xlsx),
    "csv": Writer(".csv", "one of these tables", _findings_csv),
}

TABLES: Mapping[str, Callable[[Run, Sequence[str]], bytes]] = {"findings": _findings_csv, "claims": _claims_csv}
"""What the CSV can hold."""
