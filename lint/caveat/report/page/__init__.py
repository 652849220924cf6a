"""One self-contained HTML page for editors: each document as it reads, with its faults marked in place."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from caveat.library.targets import TARGETS, Targets
from caveat.report import wire
from caveat.report.page.side_by_side import side_by_side
from caveat.report.page.view import page_of
from caveat.report.visible import encodable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from jinja2 import Template

    from caveat.document import Document
    from caveat.engine.compare import Comparison
    from caveat.engine.finding import LedgerClaim, Report
    from caveat.rule import Rule
    from caveat.rule.instruments import Instrument

__all__ = ["render"]

# In the order in which they follow each other on the page.
_STYLES = ("page.css", "index.css", "charts.css")
_SCRIPTS = ("page.js", "index.js")
# Inside a script element only these could end it, hide the rest of it, or break a line of it.
_ISLAND = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}


def render(  # noqa: PLR0913 - what a page is made of
    report: Report,
    documents: Callable[[str], Document | None],
    rules: Mapping[str, Rule],
    claims: Sequence[LedgerClaim] = (),
    targets: Callable[[Document], Targets] = lambda _: TARGETS["us"],
    instruments: Sequence[Instrument] = (),
    comparison: Comparison | None = None,
    *,
    compares: bool = False,
    previous: Report | None = None,
) -> str:
    """Return the page. `documents` gives the text behind a path, or None when it cannot be read again.

    `targets` gives the reading grades to aim at in a document, `instruments` what rules look at of published ones.
    `comparison` sets pieces beside their articles; `compares` says that this is what the page is for.
    With a `previous` report the page shows what has changed since.

    Nothing in it is fetched from elsewhere, and its policy allows no script and no style but its own, by their digests.
    """
    page = page_of(report, documents, rules, claims, targets, previous)
    besides = side_by_side(page.leaves, comparison)
    style = "".join(map(_part, (*_STYLES, "side_by_side.css") if besides else _STYLES))
    script = "".join(map(_part, (*_SCRIPTS, "side_by_side.js") if besides else _SCRIPTS))
    return encodable(
        _template().render(
            page=page,
            besides=besides,
            paired={
                card.number: f"piece-{beside.number}-{pair.number}"
                for beside in besides.values()
                for pair in beside.pairs
                for card in pair.cards
                if card.finding.family == "consistency"
            },
            compares=compares,
            report=report,
            instruments=instruments,
            style=style,
            script=script,
            island=wire.encode_compact(report).translate(_ISLAND),
            policy=(
                f"default-src 'none'; style-src {_digest(style)}; script-src {_digest(script)}; "
                "base-uri 'none'; form-action 'none'"
            ),
        )
    )


def _part(name: str) -> str:
    # Line ends as an HTML parser leaves them, or the digest would differ where a checkout changed them.
    text = resources.files(__name__).joinpath(name).read_text(encoding="utf-8")
    return "\n" + text.replace("\r\n", "\n")


def _opened(text: str) -> str:
    """Return words as they begin a row: the first letter large."""
    return text[:1].upper() + text[1:]


def _digest(content: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"


@cache
def _template() -> Template:
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    from caveat.report import overview
    from caveat.report.ledger.rows import STEPS, STRENGTHS
    from caveat.report.page.markup import coded, shown
    from caveat.rule.instruments import COVERAGE

    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        loader=FunctionLoader(lambda name: _part(name).lstrip("\n")),
    )
    environment.filters.update(
        amount=overview.amount,
        coded=coded,
        opened=_opened,
        shown=shown,
        totals=overview.totals,
    )
    environment.globals.update(
        steps=STEPS,
        strengths=STRENGTHS,
        coverage=COVERAGE,
        decision_text=overview.decision_text,
        left_out=overview.left_out,
        review_text=overview.review_text,
    )
    return environment.get_template("page.html.jinja")
