from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caveat.document import Span
from caveat.readers.front_matter import split_front_matter

if TYPE_CHECKING:
    from caveat.document import Value


def test_values_are_kept_as_written() -> None:
    text = (
        "---\n# about\ntitle: 'Rest: a guide' # here\nreviewed: 2026-03-01\ndose: 1.50\nid: 007\npages: 12\n"
        "draft: false\nold: 'false'\nreviewer: ~\nauthor:\n---\nText"
    )
    matter = split_front_matter(text)
    assert dict(matter.front.values) == {
        "title": "Rest: a guide",
        "reviewed": "2026-03-01",
        "dose": "1.50",
        "id": "007",
        "pages": 12,
        "draft": False,
        "old": "false",
        "reviewer": None,
        "author": None,
    }
    assert text[matter.end :] == "Text"
    assert matter.front.span == Span(0, matter.end)
    assert matter.notes == ()


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_each_key_knows_its_place(end: str) -> None:
    text = end.join(
        [
            "---",
            "title: “Zoë” 😀",
            "sources:",
            "  - title: A trial",
            "    url: https://a.example",
            "  - b",
            "id: x",
            "...",
            "Text",
        ]
    )
    matter = split_front_matter(text)
    assert matter.front.values["sources"] == [{"title": "A trial", "url": "https://a.example"}, "b"]
    assert {key: span.of(text) for key, span in matter.front.spans.items()} == {
        "title": "title: “Zoë” 😀",
        "sources": end.join(["sources:", "  - title: A trial", "    url: https://a.example", "  - b"]),
        "id": "id: x",
    }
    assert text[matter.end :] == "Text"


@pytest.mark.parametrize(
    ("yaml", "message"),
    [
        ("a: 1\nb: 2\na: 3\n", 'key "a" is given twice (line 4)'),
        ("a:\n  b: 1\n  b: 2\n", 'key "b" is given twice (line 4)'),
        ("a: &x 1\nb: *x\n", "anchors are not allowed (line 2)"),
        ("a: 1\nb: *x\n", "aliases are not allowed (line 3)"),
        ("a: !!python/object/apply:os.system [ls]\n", "tags are not allowed (line 2)"),
        ("a: !x 1\n", "tags are not allowed (line 2)"),
        ("a: " + "[" * 30 + "]" * 30 + "\n", "it is nested too deeply (line 2)"),
        ("a: " + "[" * 50_000 + "\n", "it is nested too deeply (line 2)"),
        ("a: 1\n[b]: 2\n", "a key must be a plain word (line 3)"),
        ("a: \x01\n", "it holds a character that YAML does not allow (line 2)"),
        ("a: " + "x" * 100_001 + "\n", "it is longer than 100000 characters (line 2)"),
    ],
)
def test_what_is_not_strict_is_said_and_kept_out_of_the_prose(yaml: str, message: str) -> None:
    text = f"---\n{yaml}---\nText"
    matter = split_front_matter(text)
    assert [(note.kind, note.message) for note in matter.notes] == [
        ("front-matter", f"front matter could not be read: {message}")
    ]
    assert dict(matter.front.values) == {}
    assert text[matter.end :] == "Text"


def test_broken_yaml_is_said_with_its_line() -> None:
    matter = split_front_matter("---\ntitle: a\nnote: b: c\n---\nText")
    assert len(matter.notes) == 1
    assert matter.notes[0].message.endswith("(line 3)")


def test_an_alias_bomb_costs_nothing() -> None:
    levels = [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30)]
    matter = split_front_matter("\n".join(["---", "a0: &a0 lol", *levels, "---", "Text"]))
    assert [note.message for note in matter.notes] == [
        "front matter could not be read: anchors are not allowed (line 2)"
    ]


def test_front_matter_that_is_never_closed_ends_at_the_first_empty_line() -> None:
    text = "---\ntitle: Rest\nid: x\n\nText\n"
    matter = split_front_matter(text)
    assert text[matter.end :] == "\nText\n"
    assert [note.message for note in matter.notes] == [
        "front matter is opened on line 1 and never closed with ---; it was not read"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Text",
        "---\n\nText\n\n---\nMore",
        "---\nText over here\n---\n",
        "----\na: 1\n---\n",
        " ---\na: 1\n---\n",
        "---\nText",
    ],
)
def test_rules_are_not_front_matter(text: str) -> None:
    matter = split_front_matter(text)
    assert (matter.end, dict(matter.front.values), matter.notes) == (0, {}, ())


@pytest.mark.parametrize("text", ["---\n---\nText", "---\n# nothing yet\n\n---\nText", "---\na: 1\n---\nText"])
def test_an_almost_empty_one_is_taken_off(text: str) -> None:
    assert text[split_front_matter(text).end :] == "Text"


def test_toml_is_kept_out_of_the_prose_and_said() -> None:
    text = "+++\ntitle = 'Rest'\n+++\nText"
    matter = split_front_matter(text)
    assert text[matter.end :] == "Text"
    assert [note.kind for note in matter.notes] == ["front-matter"]


values = st.recursive(
    st.none() | st.booleans() | st.integers(0, 10**9) | st.text("abc \"'é😀:#-", max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text("kxyz", min_size=1, max_size=4), inner, max_size=3)
    ),
    max_leaves=6,
)


@settings(max_examples=300, deadline=None)
@given(written=st.dictionaries(st.text("abcdef", min_size=1, max_size=6), values, min_size=1, max_size=5))
def test_what_a_yaml_writer_wrote_is_what_is_read(written: dict[str, Value]) -> None:
    yaml = pytest.importorskip("yaml")
    text = f"---\n{yaml.safe_dump(written, allow_unicode=True)}---\nText"
    matter = split_front_matter(text)
    assert dict(matter.front.values) == written
    assert [span.of(text).split(":")[0].strip("'\"") for span in matter.front.spans.values()] == sorted(written)


@settings(max_examples=500, deadline=None)
@given(text=st.text("-.+:#&*!|>'\"[]{},ab 1\n\r\t\u0085\ufeff", max_size=60))
def test_no_text_breaks_it(text: str) -> None:
    matter = split_front_matter(f"---\n{text}\n---\n")
    assert 0 <= matter.end <= len(text) + 9
