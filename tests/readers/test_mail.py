from __future__ import annotations

import base64
import quopri
from email.message import EmailMessage
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caveat.document import Place
from caveat.readers import Unreadable, read

if TYPE_CHECKING:
    from collections.abc import Callable

    from caveat.document import Document


def mail(text: str | bytes) -> Document:
    return read("spring.eml", text.encode() if isinstance(text, str) else text)


def kinds(document: Document) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in document.blocks]


def located(document: Document, quote: str) -> tuple[str, Place]:
    for block in document.blocks:
        if (start := block.text.find(quote)) >= 0:
            span = block.prose.locate(start, start + len(quote))
            return span.of(document.source.text), document.source.place(span.start)
    pytest.fail(f"{quote!r} is in no block of {kinds(document)}")


PLAIN = """\
From: clinic@example.org
Subject: Your first week on warfarin:
 what to watch for
X-Caveat-Derived-From: ../article.md
X-Preheader: A bad bleed can kill.

Hello,

Warfarin lowers the chance of a harmful blood clot. It can also make you bleed.
"""


def test_a_plain_email_is_its_subject_its_preheader_and_its_body() -> None:
    document = mail(PLAIN)
    assert kinds(document) == [
        ("heading", "Your first week on warfarin: what to watch for"),
        ("paragraph", "A bad bleed can kill."),
        ("paragraph", "Hello,"),
        ("paragraph", "Warfarin lowers the chance of a harmful blood clot. It can also make you bleed."),
    ]
    assert document.front.values == {
        "title": "Your first week on warfarin: what to watch for",
        "derived_from": "../article.md",
    }
    assert document.front.spans["derived_from"].of(document.source.text).strip() == "../article.md"
    assert (document.source.text, document.source.media, document.notes) == (PLAIN, "eml", ())


def test_words_of_a_plain_email_stand_where_the_file_has_them() -> None:
    document = mail(PLAIN)
    assert located(document, "warfarin: what") == ("warfarin:\n what", Place(2, 29, PLAIN.index("warfarin:")))
    assert located(document, "make you bleed") == ("make you bleed", Place(9, 65, PLAIN.index("make you")))


QUOTED = """\
Subject: =?utf-8?Q?Warfarin_=E2=80=93_your_first?=
 =?utf-8?Q?_week?= and more
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: quoted-printable

Warfarin lowers the chance of a harm=
ful blood clot =E2=80=93 it can=20
also make you bl=
eed.
"""


def test_quoted_printable_is_read_in_plain_words_on_the_lines_of_the_file() -> None:
    document = mail(QUOTED)
    assert kinds(document) == [
        ("heading", "Warfarin – your first week and more"),
        ("paragraph", "Warfarin lowers the chance of a harmful blood clot – it can also make you bleed."),
    ]
    assert located(document, "harmful")[0] == "harm\nful"
    assert located(document, "harmful")[1].line == 7
    assert (located(document, "blood clot –")[0], located(document, "blood clot –")[1].line) == ("blood clot –", 8)
    assert (located(document, "you bleed")[0], located(document, "you bleed")[1].line) == ("you bl\need", 9)
    assert located(document, "and more")[1].line == 2


def test_a_soft_break_inside_a_character_comes_behind_it() -> None:
    head = b"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n"
    document = mail(head + b"A clot =E2=80=\n=93 or a bleed.\n")
    assert kinds(document) == [("paragraph", "A clot – or a bleed.")]
    assert located(document, "or a bleed")[1].line == 5


def test_base64_is_read_in_any_character_set() -> None:
    body = base64.encodebytes("Warfarin – “thins” nothing.".encode("cp1252")).decode()
    document = mail(f"Content-Type: text/plain; charset=ISO-8859-1\nContent-Transfer-Encoding: BASE64\n\n{body}")
    assert kinds(document) == [("paragraph", "Warfarin – “thins” nothing.")]
    assert document.source.text.endswith("\n\nWarfarin – “thins” nothing.")


def alternatives(page: str, encoding: str = "quoted-printable") -> EmailMessage:
    message = EmailMessage()
    message["Subject"] = "Warfarin"
    message.set_content("Only in the plain version.\n")
    message.add_alternative(page, subtype="html", cte=encoding)
    message.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="leaflet.pdf")
    return message


PAGE = """\
<html lang="en"><head><title>Newsletter</title><meta name="caveat:derived-from" content="a.md"></head><body>
<div style="display:none;max-height:0">Watch for a bleed.&nbsp;&zwnj;&nbsp;&zwnj;&#847;</div>
<table role="presentation"><tr><td><h1>Your first week</h1><p>Warfarin lowers the chance of a <b>clot</b>.</p></td></tr></table>
<p style="display:none">Never shown.</p>
<table><tr><th>Sign</th></tr><tr><td>Bleeding</td></tr></table>
</body></html>
"""


@pytest.mark.parametrize("encoding", ["7bit", "quoted-printable", "base64"])
def test_of_two_versions_the_web_page_is_read_with_its_preheader(encoding: str) -> None:
    document = mail(bytes(alternatives(PAGE, encoding)))
    assert kinds(document) == [
        ("heading", "Warfarin"),
        ("paragraph", "Watch for a bleed."),
        ("heading", "Your first week"),
        ("paragraph", "Warfarin lowers the chance of a clot."),
        ("cell", "Sign"),
        ("cell", "Bleeding"),
    ]
    assert (document.language, document.front.text("title"), document.front.text("derived_from")) == (
        "en",
        "Warfarin",
        "a.md",
    )
    assert located(document, "a clot")[0].replace("\n", "") == "a <b>clot"


def test_lines_of_a_part_are_those_of_the_file() -> None:
    data = bytes(alternatives(PAGE, "quoted-printable")).replace(b"\n", b"\r\n")
    document = mail(data)
    lines = data.decode().splitlines()
    line = located(document, "Your first week")[1].line
    assert "Your first week" in lines[line - 1]


def test_an_attached_page_is_not_the_body() -> None:
    message = EmailMessage()
    message.set_content("Hello from the clinic.\n")
    message.add_attachment("<p>Attached.</p>", subtype="html", filename="a.html")
    assert kinds(mail(bytes(message))) == [("paragraph", "Hello from the clinic.")]


def test_a_message_without_text_says_so() -> None:
    document = mail("Subject: Leaflet\nContent-Type: application/pdf\n\nxyz\n")
    assert kinds(document) == [("heading", "Leaflet")]
    assert [(note.kind, note.message) for note in document.notes] == [
        ("email", "holds no text that can be read as its body")
    ]


def test_an_encrypted_message_is_refused() -> None:
    with pytest.raises(Unreadable, match="encrypted"):
        mail("Content-Type: multipart/encrypted; boundary=x\n\n--x\n\nabc\n--x--\n")


def test_a_file_without_fields_is_all_body() -> None:
    assert kinds(mail("\nHello there, reader.\n")) == [("paragraph", "Hello there, reader.")]
    assert kinds(mail("From x@y Mon Nov 23\nSubject: A\n\nB b.\n")) == [("heading", "A"), ("paragraph", "B b.")]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_file_saved_in_another_encoding_reads_the_same(encoding: str) -> None:
    text = PLAIN.replace("clot.", "clot – or two.")
    assert kinds(mail(text.encode(encoding))) == kinds(mail(text))


@pytest.mark.parametrize("charset", ["punycode", "unicode_escape", "hex", "rot13", "no-such-set", "utf-7", "é"])
def test_odd_character_sets_do_no_harm(charset: str) -> None:
    document = mail(f"Content-Type: text/plain; charset={charset}\n\nWarfarin can make you bleed.\n")
    assert kinds(document) == [("paragraph", "Warfarin can make you bleed.")]


def test_boundaries_within_boundaries_end_somewhere() -> None:
    nested = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(200))
    assert kinds(mail(nested + "Content-Type: text/plain\n\nDeep.\n")) == []
    many = "Content-Type: multipart/mixed; boundary=b\n\n" + "--b\n\nx\n" * 5_000
    assert kinds(mail(many)) == [("paragraph", "x")]


LINES = [
    *(
        "Subject: A b\n",
        "Subject: =?utf-8?Q?=C3=A9?=\n",
        "Subject: =?x?B?!!?=\n =?utf-8?B?4oCT?=\n",
        "X-Preheader: Look\n",
    ),
    *("X-Caveat-Id: x\n", "Content-Type: text/html; charset=utf-8\n", "Content-Type: text/plain\n", " x\n"),
    *(
        "Content-Type: multipart/mixed; boundary=b\n",
        "Content-Transfer-Encoding: quoted-printable\n",
        "--b\n",
        "--b--\n",
    ),
    *(
        "Content-Transfer-Encoding: base64\n",
        "SGVsbG8sIHRoZXJl\n",
        "\n",
        "\r\n",
        "\r",
        "Take it =E2=80=\n=93 daily=\n",
        "=\n",
    ),
    *(
        "<p>Take &amp; <b>it</b>\n",
        "<table><tr><td>x</td>\n",
        "<div hidden>pre&zwnj;\n",
        "=XY = =3Db =20\n",
        "é – “x”\n",
    ),
    *("# Heading\n", "- item\n", "> quoted\n", "https://a.b/c\n", "x=\r\ny\r\n"),
]


@settings(max_examples=1_000, deadline=None)
@given(text=st.lists(st.sampled_from(LINES), max_size=25).map("".join))
def test_every_character_leads_back_in_any_message(text: str, misplaced: Callable[[Document], list[str]]) -> None:
    document = mail(text)
    assert [fault for fault in misplaced(document) if "is not" not in fault] == []


@settings(max_examples=500, deadline=None)
@given(data=st.binary(max_size=200), head=st.sampled_from(["", "Content-Transfer-Encoding: base64\n\n", "Subject: "]))
def test_any_bytes_are_read_or_refused(data: bytes, head: str) -> None:
    try:
        mail(head.encode() + data)
    except Unreadable:
        return


texts = st.text("abc é–=.,\t", min_size=1, max_size=200).filter(lambda text: bool(text.strip()))


@settings(max_examples=300, deadline=None)
@given(text=texts, encoding=st.sampled_from(["quoted-printable", "base64", "8bit"]))
def test_every_encoding_gives_the_same_words(text: str, encoding: str) -> None:
    body = text.encode()
    if encoding == "quoted-printable":
        body = quopri.encodestring(body)
    elif encoding == "base64":
        body = base64.encodebytes(body)
    head = f"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: {encoding}\n\n".encode()
    plain = read("a.txt", text.encode())
    # A text file may begin with front matter, a message's body may not.
    assert kinds(mail(head + body)) == kinds(plain)
