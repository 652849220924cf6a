"""Text from strangers made safe to show: what cannot be seen, or acts on a screen, is written as an escape."""

from __future__ import annotations

import re

from caveat.patterns import compiled

# Control characters, marks that reorder or hide what is read, tag characters, and halves of surrogate pairs.
# The joiners and variation selectors stay: emoji and several scripts need them.
HIDDEN = compiled(
    "[\x00-\x1f\x7f-\x9f\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f\ud800-\udfff]"
)
_SPACES = str.maketrans("\t\n\r\x0b\x0c\u0085\u2028\u2029", " " * 8)
_SURROGATE = compiled("[\ud800-\udfff]")


def visible(text: str) -> str:
    r"""Return the text on one line: breaks as spaces, hidden and control characters as escapes (`\x1b`, `\u202e`)."""
    return HIDDEN.sub(escape, text.translate(_SPACES))


def escape(match: re.Match[str]) -> str:
    """Return the escape for one character, as Python writes it."""
    code = ord(match[0])
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def encodable(text: str) -> str:
    """Return the text with lone surrogates, as odd file names bring, replaced by U+FFFD, so that it can be written."""
    return _SURROGATE.sub("\ufffd", text)
