"""`caveat score`: the screen, its JSON, and the comparison of two versions."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest

from caveat.analysis import Analysis
from caveat.engine.score import Scores, score_of
from caveat.engine.score_changes import changes_between
from caveat.readers import read
from caveat.report import score, score_changes

Caveat = Callable[..., Any]
Write = Callable[[str, str], str]

EASY = "We will see you in the clinic. The nurse will take your blood. It will not take long. "
HARD = (
    "Intravenous administration of subanaesthetic concentrations necessitates uninterrupted cardiorespiratory "
    "monitoring of the individual by appropriately experienced personnel throughout the entire procedure. "
)


def test_the_grades_stand_with_their_margins_and_targets(caveat: Caveat, write: Write) -> None:
    done = caveat("score", write("a.md", "# The visit\n\n" + EASY * 12 + HARD + "\n"))
    assert done.status == 0
    lines = done.out.splitlines()
    assert lines[:2] == [
        "a.md",
        "236 words in 37 sentences of running text; headings, tables and references are left out",
    ]
    assert lines[3:5] == [
        "Reading grade     SMOG           6.6 (3.1 to 9.2)      target 8: met",
        "                  Flesch-Kincaid 1.7 (-1.1 to 6.1)     target 8: met",
    ]


def test_the_sentences_to_rewrite_come_with_what_that_gains(caveat: Caveat, write: Write) -> None:
    lines = caveat("score", write("a.md", EASY * 6 + "\n\n" + HARD * 3 + "\n")).out.splitlines()
    at = lines.index("Rewrite first")
    assert lines[at + 1] == (
        "These 3 sentences in short sentences and everyday words: SMOG 11.2 to 5.7, Flesch-Kincaid 10.1 to"
    )
    assert lines[at + 3] == "  1  3:1  20 words, 14 long; grades then 9.8 and 7.1"
    assert lines[at + 4].strip().startswith("Intravenous administration of subanaesthetic")


def test_costly_words_come_with_plainer_ones(caveat: Caveat, write: Write) -> None:
    lines = caveat("score", write("a.md", EASY * 6 + HARD)).out.splitlines()
    costly = lines[lines.index("Costliest words") :]
    assert any(line.split()[:2] == ["intravenous", "1×"] and line.endswith("into a vein") for line in costly)
    assert any(line.split()[:2] == ["individual", "1×"] and line.endswith("person") for line in costly)


def test_explained_terms_give_a_second_pair_of_grades(caveat: Caveat, write: Write) -> None:
    text = EASY * 6 + "You may get ketamine (a drug that numbs pain). Ketamine is given by drip.\n"
    out = caveat("score", write("a.md", text)).out
    assert "once the term that the text explains counts as" in out
    assert "ketamine (2×" in out
    out = caveat("score", write("a.md", text.replace(" (a drug that numbs pain)", ""))).out
    assert "Terms explained" not in out
    assert "Not explained     ketamine (2×" in out


def test_other_readers_have_other_targets(caveat: Caveat, write: Write) -> None:
    path = write("a.md", EASY * 6 + HARD)
    assert "NHS: a reading age of 9 to 11" in caveat("score", path, "--readers", "nhs").out
    assert "target" not in caveat("score", path, "--readers", "clinician").out.lower().split("rewrite first")[0]


def test_the_other_formulas_and_the_counts_are_shown_when_asked_for(caveat: Caveat, write: Write) -> None:
    path = write("a.md", EASY * 12)
    assert "Gunning Fog" not in caveat("score", path).out
    out = caveat("score", path, "--all").out
    assert "Gunning Fog" in out
    assert "  sentences                              36\n" in out


def test_a_text_of_few_sentences_is_called_rough(caveat: Caveat, write: Write) -> None:
    out = caveat("score", write("a.md", ("Each of " + "you and each of " * 4 + "us will see them. ") * 6)).out
    assert "about " in out.splitlines()[3]
    assert "this is rough" in " ".join(out.split())


def test_a_text_that_is_too_short_has_no_grade_but_its_hard_sentences(caveat: Caveat, write: Write) -> None:
    out = caveat("score", write("a.md", EASY + HARD)).out
    assert "none: 4 sentences and 38 words: a grade needs 5 sentences and 100 words." in out
    assert "Hardest sentences" in out
    assert "Rewrite first" not in out


def test_json_has_every_sentence_and_what_makes_the_text_hard(caveat: Caveat, write: Write) -> None:
    scores = json.loads(caveat("score", write("a.md", EASY * 10 + HARD + "\n"), "--format", "json").out)
    (document,) = scores["documents"]
    assert (scores["version"], document["path"], document["sentences"], len(document["sentence_scores"])) == (
        1,
        "a.md",
        31,
        31,
    )
    hardest = max(document["sentence_scores"], key=lambda one: one["gain"])
    assert (hardest["quote"], hardest["start"]["line"]) == (HARD.strip(), 1)
    assert document["hardness"]["sentences"][0]["quote"] == HARD.strip()


def test_what_cannot_be_read_ends_with_2(caveat: Caveat) -> None:
    done = caveat("score", "nowhere.md")
    assert (done.status, done.out, done.err) == (2, "", "nowhere.md: there is no such file or folder\n")


def test_two_versions_are_compared_in_the_order_given(caveat: Caveat, write: Write) -> None:
    old = write("old.md", EASY * 6 + "\n\n" + HARD * 6)
    new = write("new.md", EASY * 6 + "\n\n" + "A nurse will stay with you all the time. " * 6)
    easier, harder = caveat("score", "--compare", old, new).out, caveat("score", "--compare", new, old).out
    assert easier.splitlines()[0] == "old.md to new.md"
    assert "The second text is easier by difficulty and by both grades, and by more than chance." in easier
    assert "The first text is easier by difficulty and by both grades, and by more than chance." in harder
    assert "18 sentences unchanged, 6 dropped, 6 new." in easier


ABSTRACT = (
    "We found 14 RCTs. Nine had sham arms. Healing was faster (HR 1.31, 95% CI 1.09 to 1.58). Dropouts were few (RR 0.98). "
    "Leg oedema fell (SMD 0.42). Tau was low. Funnel plots were skewed. NNT was nine. Skin slough was rare. Exudate fell. "
    "ITT sets were used. Blinding was poor. Bias was rife. Pooled gel use was low. Arms were crossed. Sepsis was rare. "
    "VAS scores fell. QALY gains were slim. Grafts were barred. Trials ceased early. Loss was skewed. Stasis eczema "
    "waned. Ankle girth fell. Strata were pooled. Weights were inverse. Priors were vague. Gangrene was absent. Ultrasound "
    "was masked."
)
SUMMARY = (
    "Some people have open sores on their legs that take a long time to heal because the blood does not flow back to the "
    "heart as it should, and nurses often put tight bandages on them to help. We looked for studies that held two kinds of "
    "bandages against each other, and we found fourteen, in which well over a thousand people took part for up to a year. "
    "The sores of people who wore bandages with four layers healed somewhat faster than the sores of people who wore "
    "the other kind, and their legs were less swollen at the end of the study. The studies were small and not always "
    "done with care. For that reason we cannot be sure that the bandages would help other people just as much."
)


def test_of_two_different_texts_difficulty_says_which_is_easier(caveat: Caveat, write: Write) -> None:
    technical, plain = write("abstract.txt", ABSTRACT), write("summary.txt", SUMMARY)
    changes = json.loads(caveat("score", "--compare", technical, plain, "--format", "json").out)
    assert (changes["difficulty"]["easier"], changes["difficulty"]["verdict"]) == ("after", "easier")
    assert changes["flesch_kincaid"]["verdict"] == "harder"
    assert changes["versions"] is False
    told = " ".join(caveat("score", "--compare", technical, plain).out.split())
    assert (
        "The second text is easier by difficulty, and by more than chance. The grades do not agree. These are two "
        "different texts: go by the difficulty; grades mistake short sentences full of terms for easy ones."
    ) in told
    back = json.loads(caveat("score", "--compare", plain, technical, "--format", "json").out)
    assert (back["difficulty"]["easier"], back["difficulty"]["verdict"]) == ("before", "harder")


def test_texts_too_short_for_a_grade_have_a_difficulty_to_compare(caveat: Caveat, write: Write) -> None:
    out = caveat("score", "--compare", write("a.txt", EASY * 2), write("b.txt", EASY + HARD)).out
    assert out.splitlines()[3].split()[:3] == ["Difficulty", "3.41", "3.74"]
    assert "No grade before" in out


def test_two_texts_of_the_same_words_differ_in_nothing(caveat: Caveat, write: Write) -> None:
    changes = json.loads(caveat("score", "--compare", write("a.md", EASY), write("b.md", EASY), "--format", "json").out)
    assert changes["difficulty"]["easier"] is None
    assert changes["difficulty"]["verdict"] == "no clear change"
    assert changes["versions"] is True


def test_a_sentence_cut_in_two_is_seen_as_one_that_got_easier(caveat: Caveat, write: Write) -> None:
    long = "On the day of your scan, drink two glasses of water, and bring the letter that the hospital sent to you."
    short = "On the day of your scan, drink two glasses of water. Bring the letter that the hospital sent to you."
    old, new = write("old.md", EASY * 6 + long), write("new.md", EASY * 6 + short)
    changes = json.loads(caveat("score", "--compare", old, new, "--format", "json").out)
    (change,) = changes["changes"]
    assert (change["kind"], len(change["before"]), len(change["after"])) == ("easier", 1, 2)
    assert changes["unchanged"] == 18
    assert changes["smog"]["verdict"] == "no clear change"


def test_a_comparison_takes_two_files(caveat: Caveat, write: Write) -> None:
    done = caveat("score", "--compare", write("a.md", EASY))
    assert (done.status, done.err) == (2, "Error: --compare: takes two files, the older version first\n")
    done = caveat("score", "--compare", "a.md", "nowhere.md")
    assert (done.status, done.out, done.err) == (2, "", "nowhere.md: there is no such file or folder\n")


@pytest.mark.parametrize("arguments", [[], ["--all"], ["--format", "json"]])
def test_a_score_never_loads_the_language_model(caveat: Caveat, write: Write, arguments: list[str]) -> None:
    path = write("a.md", EASY * 12)
    assert caveat("score", path).status == 0
    code = (
        "import sys; sys.argv = ['caveat', 'score', *sys.argv[1:]]\n"
        "from caveat.cli.main import main\n"
        "try:\n    main()\n"
        "finally:\n    print(sorted({'spacy', 'thinc', 'rich', 'caveat_rules'} & set(sys.modules)), file=sys.stderr)\n"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", code, path, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert done.stderr == "[]\n"


def test_readers_and_grades_of_ones_own_decide_what_is_too_hard(caveat: Caveat, write: Write) -> None:
    write("ward/a.md", (EASY * 10 + HARD) * 2)
    write("caveat.toml", 'readers = "nhs"\n[targets]\nsmog = 9.5\n[[path]]\nglob = "ward/*"\nreaders = "clinician"\n')

    (document,) = json.loads(caveat("score", "ward/a.md", "--format", "json").out)["documents"]

    assert document["targets"]["readers"] == "clinician"
    assert document["targets"]["smog"]["target"] == 9.5
    assert document["targets"]["flesch_kincaid"] == {"target": None, "verdict": None}


def test_score_gives_the_difficulty_even_of_one_short_sentence(caveat: Caveat, write: Write) -> None:
    (document,) = json.loads(caveat("score", write("a.txt", "Call us"), "--format", "json").out)["documents"]

    (sentence,) = document["sentence_scores"]
    assert document["difficulty"] == sentence["difficulty"]
    assert 1 < document["difficulty"] < 3
    assert (document["readability"], document["formulas"], document["targets"]) == (None, None, None)
    assert document["too_short"] == "0 sentences and 0 words: a grade needs 5 sentences and 100 words"


def test_score_gives_the_panel_with_what_is_behind_it(caveat: Caveat, write: Write) -> None:
    text = "The allodynia is bad today. " + EASY * 10
    (document,) = json.loads(caveat("score", write("a.md", text), "--format", "json").out)["documents"]

    assert document["scorer"] == "textstat 0.7.13"
    assert (document["too_short"], document["rough"]) == (None, False)
    assert document["lengths"] == {"mean": 6.0, "longest": 7, "over_20": 0.0, "over_25": 0.0}
    assert document["counts"] == {
        "sentences": 31,
        "words": 185,
        "figures": 0,
        "syllables": 200,
        "long_words": 1,
        "foggy_words": 1,
        "short_words": 173,
        "wide_words": 1,
        "letters": 672,
    }
    assert document["unfamiliar"] == {
        "count": 1,
        "per_hundred": 0.5,
        "words": [
            {
                "word": "allodynia",
                "count": 1,
                "start": {"line": 1, "column": 5, "offset": 4},
                "end": {"line": 1, "column": 14, "offset": 13},
            }
        ],
        "explained": [],
    }
    assert document["targets"]["smog"] == {"target": 8, "verdict": "met"}
    assert list(document["formulas"]) == [
        "smog",
        "flesch_kincaid",
        "flesch_reading_ease",
        "gunning_fog",
        "automated_readability",
        "coleman_liau",
        "lix",
        "rix",
        "forcast",
    ]
    assert document["formulas"]["smog"] == pytest.approx(document["readability"]["smog"]["grade"], abs=0.05)


def test_score_of_a_few_sentences_is_rough(caveat: Caveat, write: Write) -> None:
    text = "The nurse will ask how you are, and she will look at your arm and tell you what comes next. " * 6
    (document,) = json.loads(caveat("score", write("a.md", text), "--format", "json").out)["documents"]
    assert (document["rough"], document["too_short"]) == (True, None)


def test_a_narrow_screen_is_never_overrun() -> None:
    text = "# Your scan\n\n" + EASY * 8 + HARD * 2 + "\n\n## On the day\n\n" + HARD * 3 + EASY * 8
    document = read("a.md", text.encode())
    other = read("b.md", ("# Your scan\n\n" + EASY * 9).encode())
    scores = Scores(1, (score_of(document, Analysis(document)),))
    changes = changes_between((document, Analysis(document)), (other, Analysis(other)))
    for width in (60, 80):
        for screen in (score.render(scores, width=width, everything=True), score_changes.render(changes, width=width)):
            assert [line for line in screen.splitlines() if len(line) > width] == []


def test_short_sentences_in_everyday_words_are_not_said_to_need_rewriting(caveat: Caveat, write: Write) -> None:
    plain = "Your feet may swell, your face may feel hot, and your head may hurt in the first week of it. "
    out = caveat("score", write("a.md", EASY * 5 + plain + HARD)).out
    assert "This sentence in short sentences and everyday words" in out
    assert "Your feet may swell" not in out
