from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caveat.analysis.sentences import split_sentences

# In a case, "|" marks a boundary and is not part of the text.
CASES = {
    "plain sentences": [
        "The nurse fits the drip.| You rest for an hour.| Then you go home.",
        "Is it safe?| Your doctor will tell you.",
        "Do not drive!| Ask a friend to fetch you.",
        "You did what?!| Ring us at once.",
        "Do not stop it suddenly!!| You may feel unwell.",
        "Stop.| Rest.| Ring us.",
        "Call 999.| Do not drive.",
        "A line without a final stop",
        "One full sentence.| And a tail without a stop",
        "It helps.  | Two spaces change nothing.",
        "The line breaks\nhere and goes on.| A new one\nstarts.",
    ],
    "decimals, doses and statistics": [
        "The risk was 0.73 (95% CI 0.65 to 0.81) in both groups.| That is lower.",
        "The gap was real (p < .05).| It was small.",
        "The gap was real, p < .05.| It was small.",
        "Give 0.35 mg/kg over 40 minutes.| Watch for 2 hours.",
        "We gave 5 mg.| Nobody was sick.",
        "Pain fell from 7.5 to 4.2.| Sleep got better.",
        "Her HbA1c is 7.2%.| That is high.",
        "It began in 2019.| Twelve people joined.",
        "It costs $40.| $10 is for the test.",
        "Wait 40 min.| Nurses will check on you.",
        "Take 1.5 Tablets twice a day.",
    ],
    "abbreviations that need a next word": [
        "Dr. Okoro saw her.| Mrs. Lund did not come.",
        "Some foods, e.g. Brie, are not safe.| Ask first.",
        "Tell us if you are pregnant, i.e. if a test says so.",
        "Ketamine vs. Placebo was the test.| Both groups got a drip.",
        "It takes approx. 20 minutes.| You can read.",
        "Prof. Dr. Weiss leads the team.",
    ],
    "abbreviations that may end a sentence": [
        "Ask for ice, water, etc.| Nurses will bring it.",
        "Take it at 9 a.m. and 9 p.m. every day.",
        "Take it at 9 a.m.| The nurse will ring.",
        "Come at 9 a.m. Monday.| Bring a friend.",
        "Come at 9 a.m. | Bring a friend.",
        "The U.S. Surgeon General agreed.| It took years.",
        "It is sold in the U.S.| The rules differ elsewhere.",
        "It is made by Halden Inc.| The firm is small.",
        "It is made by Halden Inc. of Leeds.| It works fast.",
        "She has a Ph.D. in pharmacy.| She teaches.",
        "She has a Ph.D.| She teaches.",
        "The trial by Moss et al. found no harm.| More work is needed.",
        "The trial by Moss et al. (2020) found no harm.",
        "The idea is from Moss et al.| This trial tests it.",
        "Use it b.i.d.| Children take less.",
        "Write Inj. Ketamine 50 mg and Tab. Paracetamol 1 g.",
        "Take one tab. 3 times a day.| Then rest.",
        "Take one tab.| Then rest.",
    ],
    "numbered references": [
        "Fig. 2 shows the pump.| See Fig. S1 for the bag.",
        "We ate a fig.| A nurse had a plum.",
        "No. 4 on the list is sleep.| It matters.",
        "Is it a cure?| No.| It can help.",
        "See p. 12 and pp. 30 to 31.| They differ.",
        "See Vol. II for more.| It is free.",
    ],
    "initials, lettered names and species": [
        "J. Smith wrote it.| T. R. Jones checked it.",
        "J.R. Smith wrote it.",
        "It is used for MS and ED.| Untreated, both get worse.",
        "Ask DR. LEE about it.",
        "You may lack vitamin C.| Nurses can test you.",
        "You may lack vitamins A and D.| Nurses can test you.",
        "They tested for hepatitis B.| Most had none.",
        "It was S. aureus or E. coli.| Both are common.",
        "The lab found S. Aureus again.",
        "St. John's wort clashes with many drugs.| Ask first.",
        "The clinic is at St. Anne's.| It opens at 8.",
    ],
    "quotation marks and brackets": [
        "“Will it hurt?” she asked.| “It may sting.”| Then it was done.",
        "“Will it hurt?” Maria asked.| It did not.",
        '"It helped me."| That is one view.',
        "The tablet (take with food.) is white.| Swallow it whole.",
        "(Take it with food.)| Do not chew it.",
        "It works.| (See below.)| Good.",
        "It works.*| Ask why.",
    ],
    "citations after the stop": [
        "It helps some.[1]| Others feel nothing.[2,3]| That is normal.",
        "It helps some. [4]| Others feel nothing.",
        "It helps some.[^2]| Others feel nothing.",
        "It helps some.¹²| Others feel nothing.",
        "It helps some.^2^| Others feel nothing.",
        "It eases pain.3| The rest wait.",
        "It eases pain.3,5–7| The rest wait.",
        "It eases “pain”.3| The rest wait.",
        "The score was 1.5 The nurse wrote it down.",
        "See Fig.2 The pump is shown.",
    ],
    "ellipses": [
        "Wait... | Then press again.",
        "Wait… then press again.",
        "Wait… | Then press again.",
        "Well... 5 of them left.",
    ],
    "enumerations and bullets": [
        "1. Take one tablet.| 2. Rest.",
        "a. Take one tablet.",
        "iv. Take one tablet.",
        "Step 2. Wash your hands.",
        "Do it in order: 1. Wash your hands.",
        "Ask about: | • pain | • sleep | • mood",
        "It is: | ✅ Fast | ✅ Calm",
        "Rate it from 0 to 10.| Ten is worst.",
    ],
    "posts": [
        "We are open again! 🎉| Book a call.",
        "Calm, kind care 💙 for all",
        "Book a call.| #SleepWell #Rest",
    ],
    "addresses and names of files": [
        "See www.example.org/help.| Or ring 111.",
        "Write to care@example.org.| We answer soon.",
        "Read leaflet.pdf before you come.| Sign form_2.docx.",
        "See https://example.org/a.b?c=d.e for more.",
    ],
    "lower case after a stop": [
        "The firm, Yahoo! it seems, is gone.",
        "It is a mild drug. or so they say.",
        "The test is quick.| eGFR shows how kidneys work.",
        "It is a vaccine.| mRNA does the work.",
    ],
    "a lost space": [
        "It eases pain.|The effect fades.",
        "Open report.Final before noon.",
    ],
}


@pytest.mark.parametrize("marked", [case for cases in CASES.values() for case in cases])
def test_a_block_is_split_at_its_marks(marked: str) -> None:
    text = marked.replace("|", "")
    expected = [piece.strip() for piece in marked.split("|")]

    actual = [text[start:end] for start, end in split_sentences(text)]

    assert actual == expected


def test_spans_leave_out_the_white_space_around_a_sentence() -> None:
    assert split_sentences("  One.\n Two. \n") == [(2, 6), (8, 12)]


@pytest.mark.parametrize("text", ["", " ", "\n\t "])
def test_white_space_has_no_sentences(text: str) -> None:
    assert split_sentences(text) == []


def test_what_follows_a_sentence_does_not_change_where_it_starts() -> None:
    text = "He takes 2.5 mg. Dr. Vale agreed. It was 9 a.m. on a Monday."

    assert split_sentences(text + " Then he left.")[:3] == split_sentences(text)


PIECES = st.sampled_from(
    [
        "Dr.",
        "e.g.",
        "pain.3",
        "The",
        "the",
        "1.",
        "•",
        "No.",
        "4",
        "(see",
        "below.)",
        "“Yes.”",
        "…",
        "🎉",
        "J.",
        "p",
        "<",
        ".05",
        "a.m.",
        "[1]",
        "et al.",
        "?!",
        "mg.",
        "St.",
    ]
)
TEXTS = st.text() | st.lists(PIECES, max_size=30).map(" ".join) | st.lists(PIECES, max_size=30).map("".join)


@given(TEXTS)
def test_spans_are_ordered_and_cover_every_visible_character(text: str) -> None:
    spans = split_sentences(text)

    covered = "".join(text[start:end] for start, end in spans)
    assert "".join(covered.split()) == "".join(text.split())
    assert all(end <= start for (_, end), (start, _) in itertools.pairwise(spans))
    assert all(text[start:end] == text[start:end].strip() != "" for start, end in spans)


@given(TEXTS)
def test_white_space_around_a_block_only_moves_its_spans(text: str) -> None:
    assert split_sentences(f" \n{text}\n") == [(start + 2, end + 2) for start, end in split_sentences(text)]
