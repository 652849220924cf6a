"""The lists of a Word text: bullets, and numbers that begin anew with each list."""

from __future__ import annotations

from lxml import etree

from caveat.report.word.text import MAIN, under, within

_LEVELS = 9
_BULLETS = "•◦▪"


class Numbering:
    """The part that says how lists are numbered, as the text is written."""

    def __init__(self) -> None:
        """Begin with bullets, and with the look of numbers."""
        self.root = etree.Element(within("numbering"), {}, {"w": MAIN})
        for identity in ("0", "1"):
            look = under(self.root, "abstractNum", abstractNumId=identity)
            under(look, "multiLevelType", val="hybridMultilevel")
            for level in range(_LEVELS):
                entry = under(look, "lvl", ilvl=str(level))
                under(entry, "start", val="1")
                under(entry, "numFmt", val="bullet" if identity == "0" else "decimal")
                under(entry, "lvlText", val=_BULLETS[level % 3] if identity == "0" else f"%{level + 1}.")
                under(entry, "lvlJc", val="left")
                under(under(entry, "pPr"), "ind", left=str(360 * (level + 2) - 360), hanging="360")
        self._count = 0
        self._bullets = self._new("0")
        self._open: dict[int, int] = {}

    def number(self, level: int, marker: str) -> int:
        """Return the list that an item at a level, from 0, belongs to, given the bullet or number before it."""
        for deeper in [one for one in self._open if one > level]:
            del self._open[deeper]
        if not marker[0].isdigit():
            self._open.pop(level, None)
            return self._bullets
        if level not in self._open:
            self._open[level] = self._new("1", level, int("".join(filter(str.isdigit, marker))[:6]))
        return self._open[level]

    def end(self) -> None:
        """End all lists: what comes next is none of their items."""
        self._open.clear()

    def _new(self, look: str, level: int = 0, start: int | None = None) -> int:
        self._count += 1
        entry = under(self.root, "num", numId=str(self._count))
        under(entry, "abstractNumId", val=look)
        if start is not None:
            under(under(entry, "lvlOverride", ilvl=str(level)), "startOverride", val=str(start))
        return self._count
