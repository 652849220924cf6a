from __future__ import annotations

import random
import subprocess
import sys
from math import sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caveat.analysis import textstat_bridge
from caveat.analysis.counts import SentenceCounts, count
from caveat.analysis.readability import Grade, Readability, TooShort, measure, measure_counts
from caveat.analysis.sentences import split_sentences
from caveat.analysis.textstat_bridge import UnsupportedTextstatError, prepare, score

LEAFLET = """
You will have a small tube put in your arm. The drip takes about 40 minutes. You can read or rest while it runs.
A nurse stays in the room the whole time. Tell her at once if you feel sick, hot or scared. Most people feel a bit odd
for an hour. Some see shapes or hear sounds that are not there. This wears off. Do not drive until the next day.
Ask a friend to take you home and to stay the night. Eat a light meal when you feel like it. Call 111 if you are
worried. Call 999 if you can't breathe well or if your chest hurts.
"""
ARTICLE = """
Chronic neuropathic pain changes how the nervous system processes ordinary sensations. Dr. Vale's group compared
ketamine with placebo in 128 adults (95% CI 0.65 to 0.81; p < .05). Participants who received the infusion reported
lower pain scores after two weeks, although the difference had largely disappeared by week 12.[1] The investigators
caution that the trial was small, that follow-up was brief, and that blinding was probably imperfect because of the
drug's noticeable psychological effects. Blood pressure rose in roughly one in five people, e.g. those already treated
for hypertension. Nausea, dizziness and dissociation were common. Is it a substitute for physiotherapy or medication?
Nobody has tested that. The U.S. regulator has not approved ketamine for this purpose, so clinics prescribe it
“off-label”. Ask what monitoring is available, who supervises it and what happens if you're unwell afterwards.
Long-term safety remains uncertain, particularly for the bladder and the liver. Decisions should be individualised
with a specialist who knows your history.
"""
PROTOCOL = """
Eligibility required a documented diagnosis of complex regional pain syndrome (CRPS) according to the Budapest
criteria. Exclusions comprised uncontrolled hypertension, significant hepatic impairment, schizophrenia, pregnancy
and previous hypersensitivity. Esketamine was administered intravenously at 0.25 mg/kg/h with continuous
electrocardiographic and oximetric monitoring. Benzodiazepines were permitted for severe agitation. Adverse events
were categorised independently by two anaesthesiologists. IV access was removed after 2 h. Liver function tests
(ALT, AST and GGT) were repeated on day 14. Missing observations were imputed. HbA1c and eGFR were recorded at
baseline only. The WHO scale rated severity. We didn't adjust for multiplicity, I'm told; nurses' ratings weren't
masked. Subgroup analyses should therefore be considered exploratory rather than confirmatory.
"""
TEXTS = {"leaflet": LEAFLET, "article": ARTICLE, "protocol": PROTOCOL}


def sentences_of(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text)]


def measured(sentences: list[str]) -> Readability:
    readability = measure(sentences)
    assert isinstance(readability, Readability)
    return readability


def test_the_formulas_give_what_they_give_by_hand() -> None:
    # Twenty words of one syllable, but for one of three; five such sentences.
    sentence = "The nurse came in and sat with us and said how the drip works and what the medication may do."
    assert count(sentence).scored == 20
    assert (count(sentence).syllables, count(sentence).long_words) == (23, 1)

    readability = measured([sentence] * 5)

    smog = 1.043 * sqrt(30) + 3.1291
    assert readability.smog == Grade(smog, smog, smog)
    assert readability.flesch_kincaid.grade == pytest.approx(0.39 * 20 + 11.8 * 23 / 20 - 15.59, abs=1e-12)
    assert readability.flesch_reading_ease == pytest.approx(206.835 - 1.015 * 20 - 84.6 * 23 / 20, abs=1e-12)
    assert readability.lix == 20 + 100 * 1 / 20
    assert readability.rix == 1.0
    assert readability.coleman_liau == pytest.approx(5.88 * 73 / 20 - 0.296 * 5 - 15.8, abs=1e-12)
    assert (readability.sentences, readability.words, readability.longest_sentence) == (5, 100, 20)
    assert readability.mean_sentence_length == 20.0


def test_figures_count_as_words_but_not_in_a_formula() -> None:
    without = "The nurse came in and sat with us and said how the drip works and what the drug may do."
    with_figures = without.replace("sat", "sat 35").replace("drug", "3.5")

    plain, figured = measured([without] * 6), measured([with_figures] * 6)

    assert (figured.words, figured.figures) == (plain.words + 6, 12)
    assert figured.mean_sentence_length == plain.mean_sentence_length + 1
    assert figured.flesch_kincaid.grade == pytest.approx(0.39 * 19 + 11.8 - 15.59, abs=1e-12)


@pytest.mark.parametrize(
    ("sentences", "expected"),
    [
        ([], TooShort(0, 0)),
        (["One word and " * 40 + "no more."] * 4, TooShort(4, 488)),
        (["Rest for a day."] * 24, TooShort(24, 96)),
        (["12 34."] * 200, TooShort(0, 0)),
    ],
)
def test_a_short_text_has_no_grade(sentences: list[str], expected: TooShort) -> None:
    assert measure(sentences) == expected


def test_a_short_text_says_why_it_has_no_grade() -> None:
    assert TooShort(3, 21).reason == "3 sentences and 21 words: a grade needs 5 sentences and 100 words"


@pytest.mark.parametrize(("number", "rough"), [(9, True), (10, False)])
def test_a_grade_from_few_sentences_is_rough(number: int, rough: bool) -> None:
    assert measured(["This is a line of twelve short words that all count as one."] * number).rough is rough


@pytest.mark.parametrize(
    ("name", "sentences", "words", "smog", "flesch_kincaid"),
    [("leaflet", 13, 112, 3.1, 0.1), ("article", 12, 162, 13.2, 11.5), ("protocol", 12, 114, 14.3, 17.9)],
)
def test_harder_texts_have_higher_grades(
    name: str, sentences: int, words: int, smog: float, flesch_kincaid: float
) -> None:
    readability = measured(sentences_of(TEXTS[name]))

    assert (readability.sentences, readability.words) == (sentences, words)
    assert round(readability.smog.grade, 1) == smog
    assert round(readability.flesch_kincaid.grade, 1) == flesch_kincaid


def bootstrap(counts: list[SentenceCounts], draws: int) -> tuple[list[float], list[float]]:
    """Return the sorted SMOG and Flesch-Kincaid grades of texts drawn from a text's own sentences."""
    choose = random.Random(20261123)  # noqa: S311 - a bootstrap, not a secret
    smog, flesch_kincaid = [], []
    for _ in range(draws):
        drawn = choose.choices(counts, k=len(counts))
        words = sum(sentence.scored for sentence in drawn)
        long_words = sum(sentence.long_words for sentence in drawn)
        syllables = sum(sentence.syllables for sentence in drawn)
        smog.append(1.043 * sqrt(30 * long_words / len(drawn)) + 3.1291)
        flesch_kincaid.append(0.39 * words / len(drawn) + 11.8 * syllables / words - 15.59)
    return sorted(smog), sorted(flesch_kincaid)


# The ends of both intervals are drawn, so few sentences leave them a little apart.
@pytest.mark.parametrize(
    ("text", "copies", "apart"),
    [
        (ARTICLE, 1, 0.2),
        (PROTOCOL, 1, 0.2),
        (LEAFLET, 2, 0.1),
        (LEAFLET + ARTICLE + PROTOCOL, 1, 0.2),
        (ARTICLE + PROTOCOL, 4, 0.1),
        (LEAFLET + ARTICLE + PROTOCOL, 7, 0.1),
    ],
)
def test_the_interval_is_that_of_a_bootstrap_over_sentences(text: str, copies: int, apart: float) -> None:
    sentences = sentences_of(text) * copies
    readability = measured(sentences)

    smog, flesch_kincaid = bootstrap([count(sentence) for sentence in sentences], 4000)

    assert readability.smog.low == pytest.approx(smog[100], abs=apart)
    assert readability.smog.high == pytest.approx(smog[3899], abs=apart)
    assert readability.flesch_kincaid.low == pytest.approx(flesch_kincaid[100], abs=apart)
    assert readability.flesch_kincaid.high == pytest.approx(flesch_kincaid[3899], abs=apart)


def test_the_same_text_has_the_same_interval() -> None:
    assert measure(sentences_of(ARTICLE)) == measure(sentences_of(ARTICLE))


def test_a_sentence_of_any_length_can_be_scored() -> None:
    readability = measured(["so on and on " * 400, *["We rest."] * 5])

    assert readability.longest_sentence == 1600
    assert readability.flesch_kincaid.low < readability.flesch_kincaid.grade < readability.flesch_kincaid.high


def test_a_text_of_short_words_has_the_lowest_smog_grade() -> None:
    assert measured(["We will all go to the sea and swim in it for a day."] * 10).smog == Grade(3.1291, 3.1291, 3.1291)


COUNTS = st.integers(1, 40).flatmap(
    lambda words: st.builds(
        SentenceCounts,
        words=st.just(words),
        figures=st.just(0),
        syllables=st.integers(words, words * 4),
        long_words=st.integers(0, words),
        foggy_words=st.just(0),
        short_words=st.just(0),
        wide_words=st.integers(0, words),
        letters=st.integers(words, words * 12),
    )
)


@given(st.lists(COUNTS, max_size=60))
def test_a_grade_lies_in_its_interval(counts: list[SentenceCounts]) -> None:
    readability = measure_counts(counts)

    if isinstance(readability, Readability):
        assert readability.smog.low <= readability.smog.grade <= readability.smog.high
        kincaid = readability.flesch_kincaid
        assert kincaid.low <= kincaid.grade <= kincaid.high


def assert_textstat_agrees(sentences: list[str]) -> None:
    ours, theirs = measured(sentences), score(sentences)
    assert (theirs.sentences, theirs.words) == (ours.sentences, ours.words - ours.figures)
    assert (theirs.syllables, theirs.long_words) == (ours.syllables, ours.long_words)
    assert theirs.smog == pytest.approx(ours.smog.grade, abs=1e-9)
    assert theirs.flesch_kincaid == pytest.approx(ours.flesch_kincaid.grade, abs=1e-9)
    assert theirs.flesch_reading_ease == pytest.approx(ours.flesch_reading_ease, abs=1e-9)
    assert theirs.lix == pytest.approx(ours.lix, abs=1e-9)
    assert theirs.rix == pytest.approx(ours.rix, abs=1e-9)


@pytest.mark.parametrize("name", TEXTS)
def test_textstat_gives_the_same_scores(name: str) -> None:
    assert_textstat_agrees(sentences_of(TEXTS[name]))


def test_textstat_gives_the_same_scores_for_short_sentences_and_stops_inside_them() -> None:
    assert_textstat_agrees(
        ["Stop.", "Rest!", "See Dr. Vale, e.g. at 9 a.m. or 5.30 p.m.", "Is it U.S. made?!", "No.4 is."] * 12
    )


TOKENS = st.sampled_from(
    [
        "US",
        "us",
        "CRPS",
        "SSRIs",
        "I’m",
        "don't",
        "o'clock",
        "e.g.",
        "mRNA",
        "pH",
        "B12",
        "5mg",
        "0.5",
        "and/or",
        "ketamine’s",
        "naïve",
        "Sjögren",
        "CO₂",
        "²",
        "[3]",
        "—",
        "WHO",
        "nurses'",
        "hmm",
        "İ",
        "ß",
        "日本",
        "n't",
        "’tis",
    ]
)


# The bridge writes words that textstat would misread with mathematical digits; texts that hold some are beyond it.
LETTERS = st.characters(codec="utf-8", exclude_characters="".join(map(chr, range(0x1D7CE, 0x1D800))))


@settings(max_examples=60, deadline=None)  # the first example loads textstat
@given(
    st.lists(
        st.lists(TOKENS | st.text(LETTERS, max_size=12), min_size=20, max_size=24).map(" ".join), min_size=8, max_size=9
    )
)
def test_textstat_gives_the_same_scores_for_any_words(sentences: list[str]) -> None:
    if isinstance(measure(sentences), Readability):
        assert_textstat_agrees(sentences)


def test_textstat_gets_one_line_a_sentence_with_the_counts_it_would_miss() -> None:
    prepared = prepare(["Dr. Vale told us: “I’m in the US.”", "42!", "Don’t."])

    assert prepared == "Dr Vale told us Im in the \U0001d7d0S.\nDon't."


def run_python(program: str) -> str:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": ":".join(sys.path)},
    )
    assert done.stderr == ""
    return done.stdout


def test_the_bridge_neither_imports_nltk_nor_opens_a_connection() -> None:
    program = """
import sys

def refuse(event, arguments):
    if event.startswith(("socket.", "urllib.")) or (event == "import" and arguments[0].partition(".")[0] == "nltk"):
        raise RuntimeError(event, arguments)

sys.addaudithook(refuse)
from caveat.analysis.textstat_bridge import score
print("textstat" in sys.modules, score(["Ketamine eases pain for some."]).syllables, "nltk" in sys.modules)
"""
    assert run_python(program) == "False 8 False\n"


def test_the_bridge_mends_a_textstat_that_was_imported_before_it() -> None:
    program = """
import sys, types

def refuse(*arguments, **options):
    raise RuntimeError("nltk was asked for its dictionary")

nltk = sys.modules["nltk"] = types.ModuleType("nltk")
nltk.download = refuse
nltk.data = nltk.corpus = None
import textstat
print(textstat.sentence_count("Give 0.5 mg now. Rest."))
from caveat.analysis.textstat_bridge import score
print(score(["Ketamine eases pain for some."]).syllables, textstat.syllable_count("esketamine"))
"""
    assert run_python(program) == "1\n8 4\n"


def test_scoring_from_several_threads_gives_one_answer() -> None:
    program = """
from concurrent.futures import ThreadPoolExecutor
from caveat.analysis.textstat_bridge import score

texts = [[f"Ketamine eases pain for some of the {n} people who tried it, {'slowly ' * (n % 7)}."] for n in range(40)]
with ThreadPoolExecutor(8) as pool:
    together = list(pool.map(score, texts * 3))
print(together == [score(text) for text in texts] * 3)
"""
    assert run_python(program) == "True\n"


def test_another_release_of_textstat_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    textstat_bridge._load.cache_clear()
    monkeypatch.setattr("caveat.analysis.textstat_bridge.metadata.version", lambda _: "0.8.0")

    with pytest.raises(
        UnsupportedTextstatError, match=r"textstat 0\.8\.0 is installed; the bridge is made for 0\.7\.13"
    ):
        score(["Rest."])
