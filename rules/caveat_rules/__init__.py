"""The first bundle of Caveat's rules: one folder a family, one file a rule."""

from __future__ import annotations

PRECEDENCE = {
    "claims": (
        "claims-unapproved-use",
        "claims-approval-misstated",
        "claims-discourages-care",
        "claims-cure",
        "claims-no-side-effects",
        "claims-clinically-proven",
        "claims-guarantee",
        "claims-safety-presupposed",
        "claims-safety-absolute",
        "claims-comparative-unsupported",
        "claims-efficacy-absolute",
        "claims-natural-chemical-free",
        "claims-mechanism-as-benefit",
        "claims-speed-of-relief",
        "claims-durability",
        "claims-causal-overclaim",
        "claims-harm-minimised",
        "claims-superlative-unique",
        "claims-universal-quantifier",
        "claims-breakthrough-hype",
        "claims-hollow-hedge",
        "sourcing-uncited-treatment-claim",
        "sourcing-uncited-medical-fact",
    ),
    "sourcing": (
        "sourcing-animal-invitro-as-human",
        "sourcing-uncited-statistic",
        "sourcing-weasel-attribution",
    ),
    "disclosure": (
        "disclosure-crisis-line",
        "disclosure-off-label",
        "disclosure-disclaimer-contradicted",
        "disclosure-testimonial",
        "disclosure-affiliate",
        "disclosure-review-date",
        "disclosure-medical-disclaimer",
        "disclosure-emergency-info",
        "disclosure-conflict-sponsor",
        "disclosure-consult-professional",
        "disclosure-medical-review",
        "disclosure-author-credentials",
        "disclosure-review-overdue",
        "disclosure-ai-generated",
    ),
    "language": (
        "language-suicide-terms",
        "language-stigma-term",
        "language-suffer-victim",
        "language-condition-first",
        "language-fear-appeal",
    ),
    # What a piece leaves out is another fault than what the same words say otherwise, and stands as a finding of its own.
    "risk left out": ("consistency-risk-omitted",),
    "disclosure left out": ("consistency-disclosure-missing",),
}
"""By family, the rules of which only the first that fires on some words is a finding, the others related to it.

A rule that stands in another family's order gives way to that family's findings.
"""
