"""Which words beside a term explain it."""

from __future__ import annotations

import pytest

from caveat.analysis.explanations import explained, linked
from caveat.readers import read


def is_explained(marked: str) -> bool:
    """Say whether the term between guillemets is explained."""
    start, end = marked.index("«"), marked.index("»") - 1
    return explained(marked.replace("«", "").replace("»", ""), start, end)


@pytest.mark.parametrize(
    "text",
    [
        "You will get «ketamine» (an anaesthetic medicine).",
        "Your legs may show «edema» (swelling).",
        "People with high blood pressure («hypertension») need check-ups.",
        "High blood pressure (also called «hypertension») is common.",
        "Your doctor may find an irregular heartbeat, called «arrhythmia».",
        "This is known as an «embolism» in hospital.",
        "High blood pressure, or «hypertension», has no symptoms.",
        "«Hypertension», or high blood pressure, has no symptoms.",
        "«Ketamine» is an anaesthetic used in hospitals.",
        "«Allodynia» means pain from a light touch.",
        "«Sedation» is when you are made sleepy.",
        "A «biopsy», a test of a small piece of tissue, takes a day.",
        "«Nystagmus», which is uncontrolled movement of the eyes, goes away.",
        "«CRPS» (complex regional pain syndrome) is rare.",
        "Complex regional pain syndrome («CRPS») is rare.",
        "«Infusion»: a slow drip of medicine into a vein.",
        "The medical name for this is «xerostomia».",
        "«CRPS» is a fault in the way the nerves carry pain.",
        "«Sertraline» is a kind of antidepressant.",
    ],
)
def test_these_explain(text: str) -> None:
    assert is_explained(text)


@pytest.mark.parametrize(
    "text",
    [
        "You will get «ketamine» in our clinic.",
        "«Ketamine» is a safe option.",
        "«Ketamine» is the best treatment for pain.",
        "«Ketamine» is used in hospitals.",
        "«Ketamine» (0.5 mg per kg) is given.",
        "«Ketamine» (Ketalar) is given.",
        "«Myelitis» (my-eh-LY-tis) is rare.",
        "«Hypertension» (see below) is common.",
        "«Antibiotics» (for example amoxicillin) may help.",
        "«Ibuprofen» (rarely) upsets the stomach.",
        "«Hypertension», diabetes and obesity are common.",
        "We treat heart disease or «hypertension» here.",
        "Blood «transfusions» (when necessary) help.",
        "Stress, «anxiety», or depression, can make a person forgetful.",
        "Stress, anxiety, or «depression», can make a person forgetful.",
        "Use «anaesthetic» sprays (although there is little proof that they help).",
        "«CRPS» is a hard thing to live with.",
        "«Ketamine» is an answer to nerve pain.",
        "«Ketamine», an answer to nerve pain, is new.",
    ],
)
def test_these_do_not(text: str) -> None:
    assert not is_explained(text)


def test_a_link_on_the_term_stands_for_an_explanation() -> None:
    block = read("page.md", b"We offer [ketamine](/glossary#ketamine) infusions.").blocks[0]
    start = block.text.index("ketamine")
    assert linked(block, start, start + len("ketamine"))
    assert not linked(block, start + 9, start + 18)
