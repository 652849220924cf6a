"""Text from strangers as XML 1.0 can hold it."""

from __future__ import annotations

import html

from caveat.patterns import compiled
from caveat.report.visible import visible

# The only characters left by `visible` that XML 1.0 has no way to write; a parser refuses the whole file for one.
_FORBIDDEN = compiled("[\ufffe\uffff]")


def attribute(text: str) -> str:
    """Return the text on one line, escaped for an attribute in double quotes; it can stand between tags as well."""
    return html.escape(_FORBIDDEN.sub("\ufffd", visible(text)))
