"""What a report amounts to, in numbers and in words: shared by the reports that people read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from caveat.engine.finding import NOTES, SEVERITIES, signature

if TYPE_CHECKING:
    from caveat.engine.finding import (
        Decision,
        DocumentSummary,
        Finding,
        GradeEstimate,
        PackUsed,
        Problem,
        ReadabilityPanel,
        Report,
        Review,
    )
    from caveat.report.status import PieceDecision
    from caveat.rule import Severity

STANDS = {"signed": "Signed", "open": "Not signed", "stale": "Sign-off out of date", "expired": "Sign-off expired"}
"""The states of a review in words."""

_PLURALS = {"info": "info", "has": "have"}


def amount(number: int, noun: str) -> str:
    """Return a count with its noun: `1 error`, `1,745 words`, `3 info`."""
    return f"{number:,} {noun if number == 1 else _PLURALS.get(noun, noun + 's')}"


def counted(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings that count: those that nobody suppressed."""
    return [finding for finding in findings if finding.suppressed is None]


def suppressed(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings that somebody suppressed."""
    return [finding for finding in findings if finding.suppressed is not None]


def accepted(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings whose risk a reviewer accepted."""
    return [finding for finding in suppressed(findings) if finding.decision is not None]


def left_out(report: Report) -> list[str]:
    """Return what does not count and how many of each: `2 accepted risks`, `1 suppressed`, `3 in the baseline`."""
    risks = len(accepted(report.findings))
    others = len(suppressed(report.findings)) - risks
    return [
        text
        for number, text in (
            (risks, amount(risks, "accepted risk")),
            (others, f"{others:,} suppressed"),
            (report.baselined, f"{report.baselined:,} in the baseline"),
        )
        if number
    ]


def decision_text(decision: Decision | PieceDecision) -> str:
    """Return in one sentence what a reviewer decided: who, when, and why."""
    who = signature(decision.by, decision.credential)
    said = {
        "accepted": f"Accepted by {who} on {decision.date}, until {decision.until}",
        "change-asked": f"{who} asked for a change on {decision.date}",
        "expired": f"Was accepted by {who} until {decision.until}, and is open again",
        "reopened": f"Was decided by {who} on {decision.date}; the sentence or the severity has changed since",
        "disputed": f"Two reviewers decided differently; {who} accepted it on {decision.date}",
    }[decision.state]
    return f"{said}: {decision.reason}"


def review_text(review: Review) -> str:
    """Return in one sentence where the review of a piece stands, and who signed it."""
    if review.state == "signed":
        who = signature(review.by, review.credential)
        risks = f", with {amount(review.accepted, 'accepted risk')}" if review.accepted else ""
        return f"Signed by {who} on {review.date}, until {review.until}{risks}."
    return f"{STANDS[review.state]}: {review.why}."


def by_severity(findings: Iterable[Finding]) -> dict[Severity, int]:
    """Return how many findings each severity has, the gravest first."""
    counts = Counter(finding.severity for finding in findings)
    return {severity: counts[severity] for severity in SEVERITIES}


def by_family(findings: Iterable[Finding]) -> dict[str, dict[Severity, int]]:
    """Return the counts by severity of each family that has findings, families in alphabetical order."""
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(finding.family, []).append(finding)
    return {family: by_severity(groups[family]) for family in sorted(groups)}


def totals(counts: dict[Severity, int]) -> str:
    """Return counts by severity in words: `2 errors, 1 warning`; `nothing found` when all are zero."""
    parts = [amount(number, severity) for severity, number in counts.items() if number]
    return ", ".join(parts) or "nothing found"


def failures(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems that left something unchecked."""
    return [problem for problem in problems if problem.kind not in NOTES]


def school_level(grade: float) -> str:
    """Return the kind of school in which a US grade is taught."""
    if grade < 6:
        return "US primary school"
    if grade < 9:
        return "US middle school"
    if grade < 13:
        return "US high school"
    if grade < 17:
        return "US college"
    return "US postgraduate study"


def grade_text(estimate: GradeEstimate) -> str:
    """Return a grade with its interval: `14.4 (13.8 to 15.0)`."""
    return f"{estimate.grade:.1f} ({estimate.low:.1f} to {estimate.high:.1f})"


def reading_level(panel: ReadabilityPanel) -> str:
    """Return in one sentence how hard a text is to read."""
    return (
        f"Reads at the level of {school_level(panel.smog.grade)}: SMOG grade {grade_text(panel.smog)}, "
        f"Flesch-Kincaid grade {grade_text(panel.flesch_kincaid)}, {panel.words_per_sentence:.1f} words a sentence."
    )


def claims_text(document: DocumentSummary) -> str:
    """Return in one sentence how many claims a text makes, and how many of them have a source."""
    total, sourced = document.claims.total, document.claims.sourced
    if total == 0:
        return "No medical claims found."
    if sourced == 0:
        return f"{amount(total, 'medical claim')}, none with a source."
    if sourced == total:
        return f"{amount(total, 'medical claim')}, {'all with' if total > 1 else 'with'} a source."
    return f"{amount(total, 'medical claim')}: {sourced:,} with a source, {total - sourced:,} without."


def disclosure_name(key: str) -> str:
    """Return a disclosure's key as words."""
    return key.replace("-", " ").replace("_", " ")


def disclosures(document: DocumentSummary, *, present: bool) -> list[str]:
    """Return the names of the disclosures that a text has, or of those that it lacks, in alphabetical order."""
    return sorted(disclosure_name(key) for key, value in document.disclosures.items() if value is present)


def disclosures_text(document: DocumentSummary) -> str:
    """Return in one or two sentences which disclosures a text has and lacks; nothing when none are expected."""
    parts = [
        f"{word}: {', '.join(names)}."
        for word, names in (
            ("Missing", disclosures(document, present=False)),
            ("Present", disclosures(document, present=True)),
        )
        if names
    ]
    return " ".join(parts)


def packs_text(report: Report) -> str:
    """Return in a few sentences which topic packs the texts are about, and who signed them; nothing when about none."""
    packs = {pack.id: pack for document in report.documents for pack in document.topics}
    if not packs:
        return ""
    told = "; ".join(pack_text(packs[name]) for name in sorted(packs))
    return f"Topic packs: {told}. What a pack holds needs a clinician's sign-off."


def pack_text(pack: PackUsed) -> str:
    """Return in a few words what a pack is and who signed it: `ketamine 0.2, last checked 2026-11-23, not signed`."""
    signed = f"signed by {pack.checked_by}" if pack.checked_by else "not signed by anyone"
    late = f", past its review date of {pack.review_by}" if pack.overdue else ""
    return f"{pack.id} {pack.version}, last checked {pack.last_checked}, {signed}{late}"


def words_checked(report: Report) -> str:
    """Return how much was read: `3 documents (1,745 words)`."""
    number = len(report.documents)
    return f"{amount(number, 'document')} ({amount(sum(one.words for one in report.documents), 'word')})"
