from __future__ import annotations

import pytest

from caveat.analysis.sections import heading_role, section_roles
from caveat.readers import read


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("Possible side effects", "risk"),
        ("Is it safe?", "risk"),
        ("Who should not have it", "contraindication"),
        ("Before you take this medicine", "contraindication"),
        ("Benefits of the infusion", "benefit"),
        ("How the infusion works", "mechanism"),
        ("What the research says", "evidence"),
        ("Does it work?", "evidence"),
        ("Infusions vs. tablets", "alternatives"),
        ("Other treatments", "alternatives"),
        ("What to expect on the day", "process"),
        ("Cost and insurance", "cost"),
        ("When to call a doctor", "help"),
        ("References", "references"),
        ("Sources", "references"),
        ("7. References and further reading", "references"),
        ("Where our information comes from", "references"),
        ("Disclaimer", "disclaimer"),
        ("About the author", "about"),
        ("Key points", "summary"),
        ("Sources of vitamin D", None),
        ("Risk factors", None),
        ("What is migraine?", None),
        ("Living with pain", None),
    ],
)
def test_a_heading_says_what_its_section_is_for(heading: str, role: str | None) -> None:
    assert heading_role(heading.lower()) == role


def test_a_sub_heading_without_a_role_takes_the_one_above_it() -> None:
    text = "# Walking\n\nHi.\n\n## Risks\n\nOne.\n\n### Rarely\n\nTwo.\n\n## Maps\n\nThree.\n"
    document = read("piece.md", text.encode())
    roles = section_roles(document)
    assert [(block.text, roles[block.index]) for block in document.blocks if block.kind == "paragraph"] == [
        ("Hi.", "other"),
        ("One.", "risk"),
        ("Two.", "risk"),
        ("Three.", "other"),
    ]


def test_the_title_gives_its_role_to_no_other_section() -> None:
    document = read("piece.md", b"# The benefits of walking\n\nOne.\n\n## Shoes\n\nTwo.\n")
    assert section_roles(document) == {0: "other", 1: "other", 2: "other", 3: "other"}


def test_the_only_heading_gives_its_role() -> None:
    document = read("piece.md", b"# Side effects of ibuprofen\n\nOne.\n")
    assert section_roles(document) == {0: "risk", 1: "risk"}
