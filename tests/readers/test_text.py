from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caveat.readers.text import read_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from caveat.document import Document

LONG = "Pain that stays for months wears people out, and many look for anything that might help them sleep."


def read(text: str) -> Document:
    return read_text("page.txt", text.encode())


def kinds(document: Document) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in document.blocks]


def headings(text: str) -> list[str]:
    return [block.text for block in read(text).blocks if block.kind == "heading"]


def test_each_line_is_a_paragraph_when_no_empty_lines_part_them() -> None:
    second = LONG.replace("Pain", "Rest")
    document = read(f"{LONG}\nWhat Helps With Lasting Pain?\n{second}\n{LONG}\nDrips vs. Tablets (At Home)\n{LONG}\n")
    assert kinds(document) == [
        ("paragraph", LONG),
        ("heading", "What Helps With Lasting Pain?"),
        ("paragraph", second),
        ("paragraph", LONG),
        ("heading", "Drips vs. Tablets (At Home)"),
        ("paragraph", LONG),
    ]
    block = document.blocks[3]
    assert block.prose.locate(0, 4).start == document.source.text.rindex(LONG, 0, -len(LONG) - 1)


def test_wrapped_lines_are_joined_and_lead_back() -> None:
    text = (
        "Pain that stays for months wears people out, and many of them\n"
        "look for anything that might help them sleep through a whole\n"
        "night again, whatever it costs.\n"
        "\n"
        "What to ask\n"
        "Before you agree to a drip, ask how long it takes and who will\n"
        "sit with you in the room while it runs, and what they can do.\n"
    )
    document = read(text)
    assert kinds(document) == [
        (
            "paragraph",
            (
                "Pain that stays for months wears people out, and many of them look for anything that might help them "
                "sleep through a whole night again, whatever it costs."
            ),
        ),
        ("heading", "What to ask"),
        (
            "paragraph",
            (
                "Before you agree to a drip, ask how long it takes and who will sit with you in the room while it runs, "
                "and what they can do."
            ),
        ),
    ]
    block = document.blocks[0]
    start = block.text.index("them look")
    assert block.prose.locate(start, start + 9).of(text) == "them\nlook"


def test_two_sentences_on_two_lines_are_not_taken_for_wrapped_text() -> None:
    document = read("It is a small clinic on the hill above the town.\nIt opens late.\n")
    assert kinds(document) == [
        ("paragraph", "It is a small clinic on the hill above the town."),
        ("paragraph", "It opens late."),
    ]


@pytest.mark.parametrize("line", ["Underlined By Hand", "3 things to know", "“Safe” Is a Big Word", "Why it works"])
def test_a_short_line_before_a_longer_paragraph_is_a_heading(line: str) -> None:
    assert headings(f"{LONG}\n\n{line}\n\n{LONG}\n") == [line]


@pytest.mark.parametrize(
    "line",
    [
        "It works.",
        "These help:",
        "Rest, sleep,",
        "and so on",
        "Call now!",
        "See https://example.org/page",
        "Write to clinic@example.org",
        "One two three four five six seven eight nine ten eleven twelve thirteen",
    ],
)
def test_other_short_lines_are_not_headings(line: str) -> None:
    assert headings(f"{LONG}\n\n{line}\n\n{LONG}\n") == []


def test_a_short_line_at_the_end_is_not_a_heading() -> None:
    assert headings(f"{LONG}\n\nThe clinic team\n") == []


def test_names_under_each_other_are_not_headings() -> None:
    assert headings(f"{LONG}\n\nAda Smith\nHead Nurse\nRoom Four\n\nTel. 5\n") == []


def test_underlines_hashes_and_capitals_make_headings() -> None:
    document = read(
        f"A Guide\n=======\n\nsecond part\n-----------\n{LONG}\n\n### third ###\n\nRISKS\n- one\n\n-----\n\n{LONG}\n"
    )
    assert [(block.kind, block.level, block.text) for block in document.blocks] == [
        ("heading", 1, "A Guide"),
        ("heading", 2, "second part"),
        ("paragraph", 0, LONG),
        ("heading", 3, "third"),
        ("heading", 2, "RISKS"),
        ("item", 1, "one"),
        ("paragraph", 0, LONG),
    ]


def test_lists_have_depth_and_a_lead_in() -> None:
    text = "You may feel:\n- sick\n  * badly so\n• tired\n1. cold\na) hot\n\nAfterwards you may go home, if someone drives.\n"
    document = read(text)
    assert [(block.kind, block.level, block.lead_in, block.text) for block in document.blocks] == [
        ("paragraph", 0, None, "You may feel:"),
        ("item", 1, 0, "sick"),
        ("item", 2, 0, "badly so"),
        ("item", 1, 0, "tired"),
        ("item", 1, 0, "cold"),
        ("item", 1, 0, "hot"),
        ("paragraph", 0, None, "Afterwards you may go home, if someone drives."),
    ]
    assert document.blocks[2].prose.locate(0, 8).start == text.index("badly so")


def test_numbered_references_are_notes_with_their_label() -> None:
    document = read("It helped some [1].\n\n[1] Smith A. A trial. 2020.\n[^b]: Jones B. Another.\n")
    assert [(block.kind, block.label, block.text) for block in document.blocks] == [
        ("paragraph", "", "It helped some [1]."),
        ("footnote", "1", "Smith A. A trial. 2020."),
        ("footnote", "b", "Jones B. Another."),
    ]


def test_quoted_mail_is_read_without_its_marks() -> None:
    document = read("> It was fine.\n> > Was it?\n\nYes.\n")
    assert [(block.containers, block.text) for block in document.blocks] == [
        (("quote",), "It was fine."),
        (("quote",), "Was it?"),
        ((), "Yes."),
    ]


def test_addresses_are_links() -> None:
    document = read("Read https://example.org/a(b). Or not.\n")
    (link,) = document.blocks[0].inlines
    assert (link.kind, link.target, link.span.of(document.source.text)) == (
        "autolink",
        "https://example.org/a(b)",
        "https://example.org/a(b)",
    )


def test_asterisks_and_entities_are_words_here() -> None:
    assert kinds(read("Take *two* &amp; rest\u00a0well  now.\n")) == [("paragraph", "Take *two* &amp; rest well now.")]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_places_hold_whatever_ends_the_lines(end: str) -> None:
    text = end.join(["---", "title: T", "---", "Why It Helps", LONG, "", "- one", "-  two words"])
    document = read(text)
    assert document.title == "T"
    assert kinds(document) == [
        ("heading", "Why It Helps"),
        ("paragraph", LONG),
        ("item", "one"),
        ("item", "two words"),
    ]
    assert document.blocks[3].prose.locate(4, 9).start == text.index("words")


@pytest.mark.parametrize("text", ["", " \n\t\n", "-----\n", "---\ntitle: T\n---\n"])
def test_a_text_without_words_has_no_blocks(text: str) -> None:
    assert read(text).blocks == ()


def test_ten_megabytes_on_one_line_are_read() -> None:
    document = read("It is safe & sound. " * 500_000)
    assert [len(block.text) for block in document.blocks] == [9_999_999]


WORDS = [
    *(
        "Pain",
        "pain",
        "SAFE",
        "1.",
        "5 mg",
        "e.g.",
        "it.",
        "so?",
        "é",
        "😀",
        "İ",
        "\u00a0",
        "\u00ad",
        "\u200b",
        "\u2028",
        "\x0c",
    ),
    *("\t", "  ", " ", "\n", "\n\n", "\r\n", "\r", "- ", "• ", "a) ", "> ", "[1] ", "# ", "=====", "-----", "* * *"),
    *("https://a.b/c_(d)", "www.x.y", ":", "(", ")", "---\n", "k: v\n", LONG[:62], LONG),
]


@settings(max_examples=1_500, deadline=None)
@given(text=st.lists(st.sampled_from(WORDS), max_size=40).map("".join))
def test_every_character_leads_back_in_any_text(text: str, misplaced: Callable[[Document], list[str]]) -> None:
    assert misplaced(read(text)) == []


sentences = st.lists(
    st.sampled_from(["pain", "rest", "a drip", "5 mg", "sleep,", "care"]), min_size=4, max_size=30
).map(lambda words: " ".join(["Take", *words]) + ".")


@settings(max_examples=500, deadline=None)
@given(paragraphs=st.lists(sentences, min_size=1, max_size=6), end=st.sampled_from(["\n", "\r\n"]))
def test_paragraphs_between_empty_lines_are_read_as_written(
    paragraphs: list[str], end: str, misplaced: Callable[[Document], list[str]]
) -> None:
    document = read((end * 2).join(paragraphs))
    assert kinds(document) == [("paragraph", paragraph) for paragraph in paragraphs]
    assert misplaced(document) == []
