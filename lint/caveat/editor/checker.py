"""Checks one open text: finds its settings, runs the session, and makes of whatever happens what the editor shows."""

from __future__ import annotations

import traceback
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from caveat.editor.buffer import Buffer
from caveat.editor.diagnostics import diagnostics, problem_diagnostic
from caveat.engine.examine import described
from caveat.engine.session import Checked, Session
from caveat.engine.settings import SettingsError
from caveat.readers import Unreadable, reader_for
from caveat.readers.encoding import decode

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lsprotocol import types

    from caveat.editor.configuration import Configuration

# What editors call the formats we read; what they call by another name is read by its suffix.
_LANGUAGES = {
    "markdown": "markdown",
    "html": "html",
    "xhtml": "html",
    "mhtml": "html",
    "plaintext": "text",
    "text": "text",
    "plain text": "text",
}
_SUFFIXES = {"markdown": ".md", "html": ".html", "text": ".txt"}


@dataclass(frozen=True, slots=True)
class Open:
    """A text that is open: its address, its path or what stands for one, its format, and its state.

    `version` is the client's, `revision` our own count: clients need not count well.
    """

    uri: str
    path: str
    media: str
    buffer: Buffer
    version: int | None
    revision: int


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a check of one revision of a text. `session` is None when its settings cannot be followed."""

    open: Open
    checked: Checked
    session: Session | None
    diagnostics: list[types.Diagnostic] = field(default_factory=list)
    trace: str = ""


def media_of(path: str, language: str) -> str | None:
    """Return the format that a text is read as, by the editor's name for its language, else by its suffix."""
    known = _LANGUAGES.get(language.lower())
    reader = reader_for(path)
    if reader is not None and reader.media in {"docx", "eml", "pdf"}:
        return None
    return known or (reader.media if reader is not None else None)


def named(path: str, media: str) -> str:
    """Return a path with a suffix, so that rules which look at names find one; a new text has none yet."""
    return path if reader_for(path) is not None else f"{path}{_SUFFIXES[media]}"


def check(text: Open, configuration: Configuration, others: Mapping[str, Buffer], *, anew: bool) -> Result:
    """Check a text; a fault of ours is a diagnostic too."""
    session: Session | None = None
    try:
        session = configuration.session(Path(text.path).parent)
        if not session.covers(text.path):
            return Result(text, Checked(), session)
        checked = session.check(text.path, text.buffer.readable, text.media, anew=anew)
        made = diagnostics(
            checked.findings, checked.problems, checked.document, text.buffer, _related_texts(checked, text, others)
        )
        return Result(text, checked, session, made)
    except SettingsError as error:
        made = [problem_diagnostic("configuration", f"the configuration: {error}", None, text.buffer)]
        return Result(text, Checked(), session, made)
    except Exception as error:  # noqa: BLE001 - the server outlives whatever a text or a rule does to it
        message = f"the check broke down: {described(error)}"
        made = [problem_diagnostic("internal-error", message, None, text.buffer)]
        return Result(text, Checked(), session, made, traceback.format_exc())


def _related_texts(checked: Checked, text: Open, others: Mapping[str, Buffer]) -> dict[str, Buffer]:
    """Return the texts that findings point to beside their own: as they are open, else as they lie on disk."""
    found: dict[str, Buffer] = {}
    for path in {place.path for finding in checked.findings for place in finding.related} - {text.path}:
        if path in others:
            found[path] = others[path]
            continue
        try:
            found[path] = Buffer(decode(Path(path).read_bytes()).text, text.buffer.encoding)
        except (OSError, Unreadable):
            continue
    return found
