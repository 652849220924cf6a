"""The first bundle of Caveat's rules: one folder a family, one file a rule."""

from __future__ import annotations

PRECEDENCE = {
    "claims": (
        "claims-cure",
        "claims-no-side-effects",
        "claims-guarantee",
        "claims-safety-presupposed",
        "claims-safety-absolute",
        "claims-efficacy-absolute",
    ),
}
"""By family, the rules of which only the first that fires on some words is a finding, the others related to it."""
