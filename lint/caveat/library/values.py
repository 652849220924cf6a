"""Whether one text's quantity is what another text's quantity says, exactly or rounded."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

from caveat.library.figures import in_base

if TYPE_CHECKING:
    from caveat.analysis.quantities import Quantity

_BOUNDS: Final = frozenset({"more", "least", "less", "most"})
_SMALL: Final = 3


def says(one: Quantity, other: Quantity) -> bool:
    """Say whether an article's quantity is what a piece's quantity says, exactly or rounded."""
    if one.kind == "date" or other.kind == "date":
        return one.kind == other.kind and _same_date(one.date, other.date)
    if (one.kind == "number" and other.kind == "share" and 0 < one.low < 1) or {one.kind, other.kind} == {
        "number",
        "age",
    }:
        pass
    elif not comparable(one, other):
        return False
    low, high, _ = in_base(one)
    least, most, _ = in_base(other)
    slack = _slack(one, other)
    if other.kind == "pressure":
        return low == least
    if one.bound in _BOUNDS and other.bound in _BOUNDS and not one.is_range and not other.is_range:
        return abs(low - least) <= slack and abs(high - most) <= slack
    if other.bound in {"more", "least"} and other.low == other.high:
        return least - slack <= high and low <= least * Fraction(3, 2)
    if other.bound in {"less", "most"} and other.low == other.high:
        return low <= most + slack and high >= most * Fraction(2, 3)
    if one.bound in {"more", "least"}:
        return least >= low - slack and least <= low * Fraction(3, 2)
    return least >= low - slack and most <= high + slack


def _same_date(one: tuple[int, int, int] | None, other: tuple[int, int, int] | None) -> bool:
    return (
        one is not None
        and other is not None
        and all(not mine or not theirs or mine == theirs for mine, theirs in zip(one, other, strict=True))
    )


def comparable(one: Quantity, other: Quantity) -> bool:
    """Say whether two quantities measure the same sort of thing."""
    if one.kind != other.kind:
        return False
    if one.kind in {"place", "money"}:
        return one.unit == other.unit
    if one.kind != "amount":
        return True
    return in_base(one)[2] == in_base(other)[2] and (one.per == other.per or not one.per or not other.per)


def _slack(one: Quantity, other: Quantity) -> Fraction:
    """Return how far the two may be apart: the rounding that the piece shows, a tenth where it says "about"."""
    low, high, _ = in_base(other)
    size = max(abs(low), abs(high))
    about = other.bound == "about" or one.bound == "about"
    if other.kind == "share":
        if other.base is not None and other.base < 20:
            return min(Fraction(1, 2) / other.base, Fraction(6, 100), size / 4)
        if other.base is None and (high * 1000).denominator == 1 != (high * 100).denominator:
            return Fraction(5, 10_000)
        if (other.base is None and (high * 100).denominator != 1) or high in {
            Fraction(1, 2),
            Fraction(1, 4),
            Fraction(3, 4),
        }:
            return Fraction(4, 100)
        return max(size / 10, min(Fraction(25, 1000), size / 4)) if about else min(Fraction(5, 1000), size / 10)
    if other.kind == "rate" or (other.kind == "amount" and one.unit != other.unit):
        return size / 10
    if about:
        return size / 10
    if other.kind == "multiple":
        return size / 20
    if one.low.denominator != 1 and other.low.denominator == 1:
        return Fraction(1, 2) if size >= _SMALL else size / 20
    return _rounded(high)


def _rounded(value: Fraction) -> Fraction:
    """Return half of the last place that a round number shows: 1,200 may be 1,150 to 1,250."""
    if value.denominator != 1 or value < 1_000:
        return Fraction(0)
    digits = str(int(value))
    return Fraction(10 ** (len(digits) - len(digits.rstrip("0"))), 2) if digits.endswith("00") else Fraction(0)


def is_same(one: Quantity, other: Quantity) -> bool:
    """Say whether two quantities have the same value, however they are written."""
    return comparable(one, other) and in_base(one)[:2] == in_base(other)[:2]
