"""The reading grades to aim at, by whom a text is for.

Thresholds belong to a formula: SMOG gives the same text a grade or two more than Flesch-Kincaid does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, get_args

from caveat.patterns import compiled

if TYPE_CHECKING:
    from caveat.analysis.readability import Grade

__all__ = ["READERS", "TARGETS", "Readers", "Targets", "Verdict", "is_for_professionals", "verdict_on"]

Readers = Literal["us", "us-ama", "nhs", "nhs-medical", "au", "consent", "clinician"]
Verdict = Literal["met", "above", "unsure"]
READERS: Final[tuple[Readers, ...]] = get_args(Readers)


@dataclass(frozen=True, slots=True)
class Targets:
    """The highest grades that are right for some readers; None where a formula has no target."""

    readers: Readers
    smog: float | None
    flesch_kincaid: float | None
    standard: str
    """Whose targets they are, for people."""

    @property
    def shown(self) -> str:
        """The targets in words: "9 by SMOG and 6 by Flesch-Kincaid", or "8" for both."""
        if self.smog is not None and self.smog == self.flesch_kincaid:
            return f"{self.smog:g}"
        named = [(self.smog, "SMOG"), (self.flesch_kincaid, "Flesch-Kincaid")]
        return " and ".join(f"{target:g} by {name}" for target, name in named if target is not None)


TARGETS: Final[Mapping[Readers, Targets]] = {
    one.readers: one
    for one in (
        Targets("us", 8, 8, "AMA and NIH: material for patients at grade 6 to 8"),
        Targets("us-ama", None, 6, "AMA: material for patients no higher than grade 6"),
        Targets("nhs", 6, 6, "NHS: a reading age of 9 to 11, about grade 4 to 6"),
        Targets("nhs-medical", 9, 9, "NHS: a reading age of 11 to 14 where the medical content needs it, grade 6 to 9"),
        Targets("au", 8, None, "Sydney Health Literacy Lab: grade 8 by SMOG"),
        Targets("consent", None, 8, "Review boards: consent forms at grade 6 to 8"),
        Targets("clinician", None, None, "none: written for professionals"),
    )
}


def verdict_on(grade: Grade, target: float | None) -> Verdict | None:
    """Say whether a grade meets a target; `above` only when its whole interval is, `unsure` when the target is in it.

    None where there is no target.
    """
    if target is None:
        return None
    if grade.low > target:
        return "above"
    return "met" if grade.grade <= target else "unsure"


_PROFESSIONALS: Final = compiled(
    r"\b(?:professionals?|clinicians?|doctors?|physicians?|nurses?|prescribers?|pharmacists?|hcps?|specialists?)\b"
)
_EVERYBODY: Final = compiled(r"\b(?:patients?|public|people|famil(?:y|ies)|carers?|caregivers?|parents?|general)\b")


def is_for_professionals(audience: str | None) -> bool:
    """Say whether an audience, as front matter names it, is people who work in health care and nobody else."""
    if audience is None or _EVERYBODY.search(audience.lower()):
        return False
    return _PROFESSIONALS.search(audience.lower()) is not None
