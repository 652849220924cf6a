"""Record the example decisions on the example publication: `python -m caveat_dev.content_decisions`.

The reviewer is invented. The records of before are thrown away and made anew, so that they fit the pieces as they are:
one piece is signed with risks accepted, one without any, one is open, one has changed since, one sign-off has expired.
"""

from __future__ import annotations

import datetime
import shutil
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from caveat.engine.decisions import decisions_folder
from caveat.engine.given import Given, settings_from
from caveat.engine.reviewer import Reviewer, decide, sign
from caveat.engine.run import Run, check
from caveat.engine.settings import DecisionSettings, Settings

_CONTENT = Path(__file__).resolve().parents[2] / "content"

TODAY = datetime.date(2026, 11, 23)
REVIEWER = Reviewer("F. Fixture", "invented for this example")
_FAMILY = "levothyroxine-thyroid"


@dataclass(frozen=True, slots=True)
class Choice:
    """What the reviewer decides on the findings of a rule in a piece, and why."""

    rule: str
    choice: Literal["accept", "change"]
    reason: str


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A piece, what is decided on it, and the reason of its sign-off, if it is signed.

    `told` replaces words before the reviewer sees the text, `day` and `days` say when it was and for how long it holds.
    """

    path: str
    choices: tuple[Choice, ...] = ()
    signed: str = ""
    told: tuple[str, str] | None = None
    day: datetime.date = TODAY
    days: int = 365


_LONG = Choice(
    "readability-sentence-length",
    "accept",
    "One list that belongs together; in parts it would read as more than one case.",
)
_YEAR = Choice("sourcing-reference-hygiene", "accept", "The publisher gives no year; the link leads to the page.")

REVIEWS = (
    Reviewed(f"{_FAMILY}/corrected/leaflet.md", (_LONG, _YEAR), "Read against the article and its sources."),
    Reviewed(f"{_FAMILY}/corrected/post-instagram.md", signed="Read against the article."),
    Reviewed(
        f"{_FAMILY}/corrected/article.md",
        (
            _YEAR,
            Choice(
                "sourcing-uncited-treatment-claim", "change", "Say which other ways, with a source, or leave it out."
            ),
        ),
    ),
    Reviewed(
        f"{_FAMILY}/corrected/script.md",
        signed="Watched the recording with it.",
        told=("It could be many other things.", "It could also be other things."),
    ),
    Reviewed(
        f"{_FAMILY}/corrected/email-newsletter.md",
        (_LONG,),
        "Read on a telephone, too.",
        day=datetime.date(2026, 11, 2),
        days=14,
    ),
)


def main() -> int:
    """Record the decisions for the folder given as first argument, or for content/."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else _CONTENT
    for path in record(folder):
        print(path.as_posix())
    return 0


def record(content: Path) -> list[Path]:
    """Make the records anew, and return their files."""
    settings = settings_from([content.as_posix()], Given(today=TODAY.isoformat(), no_cache=True, jobs=1))
    if settings.decisions is None:
        message = "decisions are turned off"
        raise ValueError(message)
    folder = decisions_folder(settings.root, settings.decisions)
    shutil.rmtree(folder, ignore_errors=True)
    for one in REVIEWS:
        _review(content, one, settings)
    return sorted(folder.iterdir())


def _review(content: Path, one: Reviewed, settings: Settings) -> None:
    path = (content / one.path).as_posix()
    given = replace(settings.decisions or DecisionSettings(), days=one.days, sign_off_days=one.days)
    settings = replace(settings, today=one.day, decisions=given)
    overlay: dict[str, bytes] = {}
    if one.told is not None:
        overlay[path] = Path(path).read_bytes().replace(one.told[0].encode(), one.told[1].encode())
    # With the article beside it, as a folder is checked.
    folder = Path(path).parent.as_posix()

    def checked() -> Run:
        return check([folder], settings, overlay=overlay)

    run = checked()
    for finding in run.report.findings:
        choice = next((choice for choice in one.choices if choice.rule == finding.rule), None)
        if finding.path == path and finding.status == "stable" and choice is not None:
            decide(
                run.settings,
                run.pieces,
                run.paths[path],
                finding.fingerprint,
                choice.choice,
                choice.reason,
                REVIEWER,
            )
    if one.signed:
        run = checked()
        (document,) = (document for document in run.report.documents if document.path == path)
        sign(run.settings, run.pieces, run.paths[path], document.content, one.signed, REVIEWER)


if __name__ == "__main__":
    sys.exit(main())
