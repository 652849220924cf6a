"""Small stretches of HTML made from text that is not trusted: everything that is not a tag of ours is escaped."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from caveat.patterns import compiled
from caveat.report import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

    from markdown_it import MarkdownIt

_WEB = compiled(r"https?://", re.IGNORECASE)
_BREAKS = str.maketrans("\t\n\r", "   ")


def shown(text: str) -> Markup:
    """Return the text escaped, with characters that hide or reorder others shown as their escapes."""
    pieces: list[Markup] = []
    position = 0
    text = text.translate(_BREAKS)
    for match in visible.HIDDEN.finditer(text):
        pieces.append(escape(text[position : match.start()]))
        pieces.append(Markup('<span class="hidden">{}</span>').format(visible.escape(match)))
        position = match.end()
    pieces.append(escape(text[position:]))
    return Markup().join(pieces)


def coded(text: str) -> Markup:
    """Return the text with what stands between backticks as code."""
    parts = text.split("`")
    if len(parts) % 2 == 0:
        return shown(text)
    return Markup().join(
        Markup("<code>{}</code>").format(shown(part)) if number % 2 else shown(part)
        for number, part in enumerate(parts)
    )


def rich(markdown: str) -> Markup:
    """Return a section of a rule's page as HTML; only addresses on the web become links, HTML in it stays text."""
    return Markup(_renderer().render(markdown))  # noqa: S704 - a renderer that escapes HTML made it


def wrapped(content: Markup, tags: Iterable[str]) -> Markup:
    """Return the content inside each of the tags, the first one innermost."""
    for tag in tags:
        content = Markup("<{}>{}</{}>").format(tag, content, tag)
    return content


@cache
def _renderer() -> MarkdownIt:
    from markdown_it import MarkdownIt

    class Renderer(MarkdownIt):
        """CommonMark without HTML and images, whose links lead to the web or nowhere."""

        def validateLink(self, url: str) -> bool:  # noqa: N802 - the library's name for it
            return _WEB.match(url) is not None

    renderer = Renderer("commonmark", {"html": False}).disable("image")
    renderer.add_render_rule("link_open", _link_open)
    return renderer


def _link_open(renderer: Any, tokens: Sequence[Any], index: int, options: Any, environment: Any) -> str:  # noqa: ANN401, ARG001 - the library's types
    address = escape(str(tokens[index].attrGet("href") or ""))
    return f'<a href="{address}" rel="noreferrer noopener" target="_blank">'
