from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caveat.document import Place
from caveat.readers import Unreadable, read

if TYPE_CHECKING:
    from collections.abc import Callable

    from caveat.document import Document


def vtt(text: str) -> Document:
    return read("film.vtt", text.encode())


def srt(text: str) -> Document:
    return read("film.srt", text.encode())


def kinds(document: Document) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in document.blocks]


def located(document: Document, quote: str) -> tuple[str, Place]:
    """Return the source that a quote, found in some block, was read from, and where it begins."""
    for block in document.blocks:
        if (start := block.text.find(quote)) >= 0:
            span = block.prose.locate(start, start + len(quote))
            return span.of(document.source.text), document.source.place(span.start)
    pytest.fail(f"{quote!r} is in no block of {kinds(document)}")


FILM = """\
WEBVTT - Meet your blood thinner
Kind: captions
Language: en-GB

NOTE Draft of May, not yet spoken.

STYLE
::cue { color: yellow }

REGION
id:low

opening
00:00.000 --> 00:04.000 align:start position:10%
This is <b>warfarin</b>. It lowers the
chance of a harmful

2
00:04.000 --> 00:08.000
blood clot &amp; a stroke. It can also make you bleed.

00:00:09.500 --> 00:00:11.000
[gentle music]

00:00:11.000 --> 00:00:14.000
<v Mary>Is it safe?
<v.loud Dr. Ann>Ask me.
"""


def test_sentences_go_on_over_cues_and_timings_are_no_prose() -> None:
    document = vtt(FILM)
    assert kinds(document) == [
        (
            "paragraph",
            "This is warfarin. It lowers the chance of a harmful blood clot & a stroke. It can also make you bleed.",
        ),
        ("caption", "gentle music"),
        ("paragraph", "Is it safe?"),
        ("paragraph", "Ask me."),
    ]
    assert (document.source.media, document.language, document.notes) == ("vtt", "en-GB", ())


def test_words_lead_back_to_their_line_and_column() -> None:
    document = vtt(FILM)
    assert located(document, "warfarin") == ("warfarin", Place(15, 12, FILM.index("warfarin<")))
    assert located(document, "blood clot & a stroke") == (
        "blood clot &amp; a stroke",
        Place(20, 1, FILM.index("blood clot")),
    )
    assert located(document, "It can also") == ("It can also", Place(20, 28, FILM.index("It can also")))
    assert located(document, "harmful blood") == (
        "harmful\n\n2\n00:04.000 --> 00:08.000\nblood",
        Place(16, 13, FILM.index("harmful")),
    )
    assert located(document, "Ask me")[1] == Place(27, 17, FILM.index("Ask me"))


def test_subrip_has_numbers_commas_and_styles_of_other_programs() -> None:
    document = srt(
        "1\r\n00:00:01,000 --> 00:00:03,000\r\n{\\an8}<i>Warfarin lowers the</i>\r\n\r\n"
        '2\r\n00:00:03,000 --> 00:00:05,500\r\n<font color="#fff">chance of a clot.</font>\r\n\r\n'
        "3\r\n00:00:05,500 --> 00:00:07,000\r\nIt can make\r\n\r\nyou bleed.\r\n"
    )
    assert kinds(document) == [("paragraph", "Warfarin lowers the chance of a clot. It can make you bleed.")]
    assert located(document, "chance of a clot")[1] == Place(7, 20, 123)
    place = located(document, "you bleed")[1]
    assert (place.line, place.column) == (13, 1)


def test_a_missing_empty_line_between_cues_is_seen() -> None:
    document = srt("1\n00:00:01,000 --> 00:00:02,000\nOne.\n2\n00:00:05,000 --> 00:00:06,000\nTwo in 5.\n")
    assert kinds(document) == [("paragraph", "One."), ("paragraph", "Two in 5.")]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("NARRATOR: It thins nothing.", ["It thins nothing."]),
        ("DR. SMITH (V.O.): It thins nothing.", ["DR. SMITH (V.O.): It thins nothing."]),
        ("DR. SMITH (VO): It thins nothing.", ["It thins nothing."]),
        ("- Is it safe?\n- Ask her.", ["Is it safe?", "Ask her."]),
        (">> MARY: Is it safe?\n&gt;&gt; Ask her.", ["Is it safe?", "Ask her."]),
        ("Doctor: Ask me.", ["Ask me."]),
        ("WARNING: It can make you bleed.", ["WARNING: It can make you bleed."]),
        ("SIDE EFFECTS: bleeding.", ["SIDE EFFECTS: bleeding."]),
        ("A value of\n-5 is low.", ["A value of -5 is low."]),
        ("<i>MARY: It helps.</i>", ["It helps."]),
        ("♪ It helps ♪", ["It helps"]),
        ("Take it\n- as you were told -\ndaily.", ["Take it - as you were told - daily."]),
    ],
)
def test_who_speaks_is_no_prose(lines: str, expected: list[str]) -> None:
    assert [text for _, text in kinds(vtt(f"WEBVTT\n\n00:01.000 --> 00:02.000\n{lines}\n"))] == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("[door opens] It helps.", [("caption", "door opens"), ("paragraph", "It helps.")]),
        ("(sighs)\nIt helps.", [("caption", "sighs"), ("paragraph", "It helps.")]),
        ("It\n[coughs]\nhelps.", [("paragraph", "It helps.")]),
        ("[1] in brackets.", [("paragraph", "[1] in brackets.")]),
        ("(about 1 in 10) bleed.", [("paragraph", "(about 1 in 10) bleed.")]),
        ("[not] recommended.", [("paragraph", "[not] recommended.")]),
    ],
)
def test_sounds_stand_by_themselves_and_break_no_sentence(lines: str, expected: list[tuple[str, str]]) -> None:
    assert kinds(vtt(f"WEBVTT\n\n00:01.000 --> 00:02.000\n{lines}\n")) == expected


def test_less_than_is_no_markup() -> None:
    document = vtt("WEBVTT\n\n00:01.000 --> 00:02.000\nAn INR < 2 or a dose <5 mg &lt; 7 is <c.low>low</c>.\n")
    assert kinds(document) == [("paragraph", "An INR < 2 or a dose <5 mg < 7 is low.")]


def test_lines_that_roll_up_the_screen_are_read_once() -> None:
    document = vtt(
        "WEBVTT\n\n00:00.000 --> 00:02.000\nwarfarin lowers<00:00:01.000><c> the</c>\n\n"
        "00:02.000 --> 00:02.010\nwarfarin lowers the\n\n"
        "00:02.010 --> 00:04.000\nwarfarin lowers the\nchance of a clot.\n"
    )
    assert kinds(document) == [("paragraph", "warfarin lowers the chance of a clot.")]


def test_a_pause_after_a_sentence_begins_a_paragraph() -> None:
    document = vtt(
        "WEBVTT\n\n00:00.000 --> 00:02.000\nOne.\n\n00:02.100 --> 00:04.000\nTwo.\n\n00:05.000 --> 00:06.000\nThree…\n\n"
        "00:08.000 --> 00:09.000\n…and four.\n"
    )
    assert [text for _, text in kinds(document)] == ["One. Two.", "Three… …and four."]


def test_captions_without_full_stops_are_read_cue_by_cue() -> None:
    cues = "".join(f"00:0{n}.000 --> 00:0{n + 1}.000\nwords of cue {n}\n\n" for n in range(6))
    assert len(vtt(f"WEBVTT\n\n{cues}").blocks) == 6


def test_a_note_may_hold_front_matter() -> None:
    document = vtt(
        "WEBVTT\n\nNOTE caveat\nderived_from: ../article.md\nid: film\n\n00:01.000 --> 00:02.000\nIt helps.\n"
    )
    assert document.front.values == {"derived_from": "../article.md", "id": "film"}
    assert document.front.spans["id"].of(document.source.text) == "id: film"
    broken = vtt("WEBVTT\n\nNOTE caveat\na: [\n\n00:01.000 --> 00:02.000\nIt helps.\n")
    assert [note.kind for note in broken.notes] == ["front-matter"]


def test_text_outside_of_cues_is_not_read_and_said() -> None:
    document = vtt("WEBVTT\n\nstray\n\n00:01.000 --> 00:02.000\nIt helps.\n")
    assert kinds(document) == [("paragraph", "It helps.")]
    assert [(note.kind, note.message) for note in document.notes] == [
        ("captions", "text outside of any cue is never shown, and was not read (line 3)")
    ]


def test_a_file_without_a_cue_is_no_caption_file() -> None:
    with pytest.raises(Unreadable, match="holds no cue"):
        srt("Dear patient,\n\nWarfarin helps.\n")
    assert kinds(vtt("WEBVTT\n")) == []
    assert kinds(srt("")) == []


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends_make_no_difference(encoding: str, end: str) -> None:
    document = read("film.vtt", FILM.replace("\n", end).encode(encoding))
    assert kinds(document) == kinds(vtt(FILM))


PIECES = [
    *("WEBVTT", "\n", "\n\n", "\r\n", "\r", "1\n", "00:01.000 --> 00:02.000\n", "00:00:01,0 --> 99:99:99,999 x\n"),
    *(
        "-->",
        "NOTE ",
        "NOTE caveat\n",
        "a: b\n",
        "STYLE\n",
        "<b>",
        "</b>",
        "<v Ann>",
        "<v",
        "<00:01.0>",
        "{\\an8}",
        "{",
    ),
    *(
        "&amp;",
        "&lt;",
        "&lrm;",
        "&",
        "&#0;",
        "♪",
        "- ",
        ">> ",
        "ANN: ",
        "[x]",
        "[",
        "(y)",
        "One.",
        "two",
        " ",
        "…",
        "\t",
    ),
    *("\ufeff", "\u200b", "\u00a0", "İ", "e\u0301", "x" * 300),
]


@settings(max_examples=1_000, deadline=None)
@given(text=st.lists(st.sampled_from(PIECES), max_size=40).map("".join), media=st.sampled_from(["vtt", "srt"]))
def test_every_character_leads_back_in_any_file(
    text: str, media: str, misplaced: Callable[[Document], list[str]]
) -> None:
    try:
        document = read(f"film.{media}", text.encode())
    except Unreadable:
        return
    assert misplaced(document) == []


@settings(max_examples=500, deadline=None)
@given(data=st.binary(max_size=200), media=st.sampled_from(["vtt", "srt"]))
def test_any_bytes_are_read_or_refused(data: bytes, media: str, misplaced: Callable[[Document], list[str]]) -> None:
    try:
        document = read(f"film.{media}", b"WEBVTT\n\n00:01.000 --> 00:02.000\n" + data)
    except Unreadable:
        return
    assert misplaced(document) == []


words = st.lists(st.sampled_from(["pain", "rest", "a drip", "5 mg", "sleep,", "care"]), min_size=4, max_size=30)


@settings(max_examples=200, deadline=None)
@given(sentences=st.lists(words, min_size=1, max_size=5), width=st.integers(2, 9), end=st.sampled_from(["\n", "\r\n"]))
def test_cues_give_back_the_sentences_that_were_cut_up(sentences: list[list[str]], width: int, end: str) -> None:
    text = " ".join("Take " + " ".join(one).rstrip(",") + "." for one in sentences)
    spoken = text.split()
    cues = [" ".join(spoken[at : at + width]) for at in range(0, len(spoken), width)]
    written = "".join(f"00:00:{n:02},000 --> 00:00:{n + 1:02},000{end}{cue}{end}{end}" for n, cue in enumerate(cues))
    document = read("film.srt", written.encode())
    assert " ".join(block.text for block in document.blocks) == text
