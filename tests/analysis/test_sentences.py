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
    "a second table, written after the rules": [
        "The hazard ratio was 0.88 (95% CI, 0.79-0.98; P=.02).| NNT was 45.",
        "Median OS was 12.4 mo. vs. 9.1 mo. in controls (HR 0.71).| Toxicity was similar.",
        "Doses of 2.5, 5 and 7.5 mg were tested.| No. 3 was best.",
        "The ratio was 1:1.5.| It was fixed.",
        "It rose by .5 points.| That is little.",
        "BMI was >30 kg/m2.| Most were women.",
        "The P. falciparum strain spread.| C. difficile did not.",
        "She met Dr. A. B. Lee, M.D., at St. Mary's Hospital.| They spoke at 10 a.m. about it.",
        "The shop closes at 5 p.m.| Come before then.",
        "The visit is at 5 p.m. on Monday.| Bring a list.",
        "See Sect. 4.2.1 and Fig. 3b.| Then go on.",
        "Smith et al. showed this in 2010.| Jones et al. did not.",
        "“Stop,” he said.| “It hurts.”",
        "“Does it hurt?”| “No.”",
        "He asked, “Does it hurt?”| She said no.",
        "Is it safe?| Is it cheap?| Then decide.",
        "Take it with food (e.g., bread, rice, etc.) every day.| Do not skip meals.",
        "Some drugs, i.e., NSAIDs, can harm the stomach.| Ask your G.P.",
        "It was approved in the U.S. in 2019.| It came to the U.K. later.",
        "The U.S. FDA approved it.| The E.U. agreed.",
        "Visit https://www.nhs.uk/conditions/flu.| It is free.",
        "Visit www.cdc.gov.| It is free.",
        "E-mail us at info@clinic.co.uk.| We reply in 2 days.",
        "Version 2.0 is out.| Version 1.1 is old.",
        "(1) Wash your hands.| (2) Dry them.",
        "a) Wash.| b) Dry.",
        "Wait…| What was that?",
        "Well . . . it depends.| Ask us.",
        "It hurts!!!| Help me!",
        "The score (range 0-10.5) fell.| Good.",
        "About 3.2 million people have it.| Few know.",
        "Prices start at $1.50.| Shipping is $3.",
        "He weighs 80 kg.| She weighs 60 kg.",
        "It was 37.5 °C.| That is normal.",
        "Take 1 tab. b.i.d. for 7 days.| Then stop.",
        "The vaccine (Pfizer Inc.) works.| It is safe.",
        "Johnson & Johnson Co. makes it.| It is sold here.",
        "Sgt. Hill and Lt. Col. Ray came.| They left.",
        "The Jan. 5 visit went well.| The Feb. visit did not.",
        "We saw her on Jan. 5.| She was fine.",
        "Mix approx. 5 mL of water.| Shake it.",
        "See Table 2.| See also Appendix A.| It is long.",
        "The pH was 7.4.| pH 7.2 is low.",
        "Vitamin B12.| It is in meat.",
        "Group A vs. group B: no difference.| Group C did worse.",
        "The dose is 5 mg q.d.| Do not take more.",
        "She is 65 yrs. old.| He is 70.",
        "It takes 10 to 15 min. to work.| Wait.",
        "Dr. Jones, Ph.D., said so.| We agree.",
        "The test was neg.| The scan was clear.",
        "“It works.” – Anna, 34",
        "It works [1, 2].| It is safe [3].",
        "It works (1).| It is safe (2).",
        "It works.(1,2)| It is safe.",
        "It works.1,2| It is safe.3",
        "Call 1-800-222-1222.| It is free.",
        "Call 111 or 999.| Do it now.",
        "Do not use if: you are pregnant; you are under 18.| Ask first.",
        "Mr. and Mrs. Lee came.| Ms. Roy did not.",
        "No.| You cannot.| Yes, you can.",
        "No. 7 is the last.| No one knows.",
        "At 8 a.m. take one.| At 8 p.m. take two.",
        "The drug (see p. 4) works.| See pp. 5-7.",
        "It is sold as Advil, Motrin, etc.| All are the same.",
        "Take aspirin, etc., with food.| Rest.",
        "The HbA1c target is <7.0%.| Ask why.",
        "Side effects: nausea (12.5%), headache (8.1%).| Both are mild.",
        "It is 3 p.m. GMT.| Log on.",
        "Figs. 2 and 3 show it.| They are small.",
        "The study ran from Dec. 2019 to Jan. 2021.| It was long.",
        "D.C. has two.| Washington, D.C., has more.",
        "Use SPF 30+.| Reapply often.",
        "I.v. fluids were given.| They helped.",
        "Patients got i.v. fluids.| They helped.",
        "It was given i.v.| They slept.",
        "It was low (i.e. < 5).| OK.",
        "The E. coli count was 10^5.| That is high.",
        "Type 1 vs. Type 2: what is the difference?| Read on.",
        "Ref. 12 is wrong.| Refs. 13 to 15 are right.",
        "Oct. 3 is the day.| Come.",
        "Ask Prof. Li.| He knows.",
        "Dept. of Health says so.| It is law.",
        "Eat more fruit, veg. and grains.| Drink water.",
        "Ask: Is it safe?| Is it cheap?| Then decide.",
        "1. Wash your hands.| 2. Dry them.",
        "The ward is on fl. 2.| Ask there.",
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


def test_a_number_that_begins_with_its_point_ends_no_sentence() -> None:
    text = "Inject .3 mL into the thigh. Wait."
    assert [text[start:end] for start, end in split_sentences(text)] == ["Inject .3 mL into the thigh.", "Wait."]
