"""Write the Word pieces of the example publication from the text below: `python -m caveat_dev.content_docx`.

The same text gives the same bytes, so that a rebuilt file differs only where its words do.
"""

from __future__ import annotations

import datetime
import io
import re
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

_CONTENT = Path(__file__).resolve().parents[2] / "content"

_INLINE = re.compile(r"\*\*(?P<bold>[^*]+)\*\*|\[(?P<text>[^\]]+)\]\((?P<address>[^)\s]+)\)")

# Addresses by the short names that the text uses for them; any other address stands for itself.
_ADDRESSES = {
    "label": "https://dailymed.nlm.nih.gov/dailymed/drugInfo.cfm?setid=b6233f92-0d92-44d0-82cb-bacccb61d970",
    "interactions": "https://medlibrary.org/lib/rx/meds/warfarin-sodium-34/page/4/",
    "medlineplus": "https://medlineplus.gov/druginfo/meds/a682277.html",
    "vitamin-k": "https://ods.od.nih.gov/factsheets/VitaminK-Consumer/",
    "test": "https://www.sath.nhs.uk/wards-services/az-services/pathology/anticoagulation/",
    "remember": "https://uihc.org/health-topics/important-things-remember-about-warfarin",
}

# The earliest time that a zip archive can hold; Word ignores it.
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Piece:
    """A Word piece: where it goes, what its core properties say, and its text in a small Markdown.

    The text knows headings (`#`, `##`), bullets (`-`), tables (`|`, first row the head), `**bold**` and links.
    """

    path: str
    identity: str
    title: str
    author: str
    comments: str
    written: datetime.datetime
    text: str


_DRAFT = """
# My warfarin day

A one-page plan from your anticoagulation team. Stick it on the fridge!

## Morning

Take your tablet with breakfast. From this moment you are **fully protected**: warfarin stops clots, it prevents \
strokes, and it is completely safe for your kidneys, your stomach and your bones.

- No side effects to look out for.
- No foods to avoid.
- No reason to mention it to the dentist.

## During the day

Studies show that people on warfarin who stay active, keep well hydrated, sleep for at least seven hours a night and \
come to each of their INR appointments with a positive attitude enjoy a quality of life that is every bit as good as \
that of their friends and neighbors who have never had a DVT or been told that they have AF.

| If this happens | Do this |
| --- | --- |
| You get a headache | Take ibuprofen. It is harmless with warfarin. |
| You notice a bruise | Nothing. Bruises prove that the tablet works. |
| You miss a dose | Take two tomorrow. You will be fine. |

## Evening

Put the tablets back in their safe place. You will be asked for this plan at your next visit, so tick each box. \
Nine out of ten people who use it reach their target, and we guarantee that you will too.

Is it safe to have a drink? One of the nurses can talk it through with you.
"""

_CORRECTED = """
# My warfarin day

By C. Placeholder, PharmD. Reviewed by D. Specimen, MD, on 28 September 2026. Next review due September 2027.

Warfarin lowers the chance of a harmful clot. It can also cause \
[major or fatal bleeding](label). \
This plan helps you keep the two in balance.

## Each day

Take your tablet at the same time, just as you were told. Tick the box.

- Try to eat [about the same amount of vitamin K](vitamin-k) each day. \
Leafy greens have a lot.
- Ask a pharmacist before you take any other drug, herb, or pill. \
[Many of them](interactions) raise the risk of a bleed.
- Limit alcohol, or do not drink.
- Tell any dentist or surgeon that you take warfarin.

## Call first if this is you

You should not take warfarin if you:

- are pregnant, unless you have a mechanical heart valve
- bleed with ease, or are allergic to warfarin
- have very high blood pressure
- have had, or will soon have, surgery on the brain, spine, or eye.

## If something happens

| If this happens | Do this |
| --- | --- |
| Bleeding will not stop | **Call 911** or your local emergency number. |
| You cough up or throw up blood | **Call 911.** |
| You have a sudden, very bad headache, or hit your head | **Call 911.** |
| You see red urine, black stools, or odd bruises | Call your doctor the same day. |
| You miss a dose | Write it down. Do not take two. |
| You are or may be pregnant | Call your doctor at once. |

## Your blood test

The test is called the international normalized ratio (INR). It shows \
[how long your blood takes to clot](test). \
You will be asked for this plan at each visit. Keep the visit even when you feel well.

Do not stop warfarin on your own. Talk to your doctor first. Keep the tablets in a safe place, away from children.

## About this plan

This plan is general information. It does not replace advice from a doctor, nurse, or pharmacist who knows you. \
It goes with our article, [Starting warfarin](article.md).

## Sources

- [Warfarin tablets, US drug label](label). DailyMed.
- [Warfarin tablets, drug interactions](interactions). Copy of the US label.
- [Warfarin](medlineplus). MedlinePlus.
- [Vitamin K: fact sheet for consumers](vitamin-k). US National Institutes of Health.
- [Important things to remember about warfarin](remember). University of Iowa Hospitals and Clinics.
"""

PIECES = (
    Piece(
        path="warfarin-clots/draft/handout.docx",
        identity="warfarin-clots-draft-handout",
        title="My warfarin day",
        author="",
        comments="",
        written=datetime.datetime(2026, 9, 1, 9, 0, tzinfo=datetime.UTC),
        text=_DRAFT,
    ),
    Piece(
        path="warfarin-clots/corrected/handout.docx",
        identity="warfarin-clots-handout",
        title="My warfarin day",
        author="C. Placeholder, PharmD",
        comments="Reviewed by D. Specimen, MD, on 2026-09-28. Derived from article.md.",
        written=datetime.datetime(2026, 9, 28, 9, 0, tzinfo=datetime.UTC),
        text=_CORRECTED,
    ),
)


def main() -> int:
    """Write every Word piece below the folder given as first argument, or below content/."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else _CONTENT
    for piece in PIECES:
        target = folder / piece.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(build(piece))
        print(target.as_posix())
    return 0


def build(piece: Piece) -> bytes:
    """Return the bytes of a piece as a Word document."""
    document = Document()
    _describe(document, piece)
    for block in _blocks(piece.text):
        _add(document, block)
    stream = io.BytesIO()
    document.save(stream)
    return _with_fixed_times(stream.getvalue())


def _describe(document: Any, piece: Piece) -> None:  # noqa: ANN401 - python-docx has no public type for it.
    properties = document.core_properties
    properties.identifier = piece.identity
    properties.title = piece.title
    properties.author = piece.author
    properties.last_modified_by = piece.author
    properties.category = "leaflet"
    properties.keywords = "patients"
    properties.language = "en"
    properties.comments = piece.comments
    properties.created = piece.written
    properties.modified = piece.written
    properties.revision = 1


def _blocks(text: str) -> Iterator[list[str]]:
    """Yield the lines of each block: a table is one block, and so is every other line."""
    table: list[str] = []
    for line in text.splitlines():
        if line.startswith("|"):
            table.append(line)
            continue
        if table:
            yield table
            table = []
        if line.strip():
            yield [line]
    if table:
        yield table


def _add(document: Any, block: list[str]) -> None:  # noqa: ANN401 - as above.
    line = block[0]
    if line.startswith("|"):
        _add_table(document, block)
    elif line.startswith("## "):
        document.add_heading(line[3:], level=2)
    elif line.startswith("# "):
        document.add_heading(line[2:], level=1)
    elif line.startswith("- "):
        _add_inline(document.add_paragraph(style="List Bullet"), line[2:])
    else:
        _add_inline(document.add_paragraph(), line)


def _add_table(document: Any, lines: list[str]) -> None:  # noqa: ANN401 - as above.
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if not line.startswith("| ---")]
    table = document.add_table(rows=len(rows), cols=len(rows[0]), style="Table Grid")
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            paragraph = table.cell(number, column).paragraphs[0]
            _add_inline(paragraph, f"**{cell}**" if number == 0 else cell)


def _add_inline(paragraph: Any, text: str) -> None:  # noqa: ANN401 - as above.
    end = 0
    for match in _INLINE.finditer(text):
        if match.start() > end:
            paragraph.add_run(text[end : match.start()])
        if match["bold"] is not None:
            paragraph.add_run(match["bold"]).bold = True
        else:
            _add_link(paragraph, match["text"], _ADDRESSES.get(match["address"], match["address"]))
        end = match.end()
    if end < len(text):
        paragraph.add_run(text[end:])


def _add_link(paragraph: Any, text: str, address: str) -> None:  # noqa: ANN401 - as above.
    identity = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link: Any = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), identity)
    run = paragraph.add_run(text)
    run.font.underline = True
    link.append(run._r)  # noqa: SLF001 - python-docx reads links but has no call that writes one.
    paragraph._p.append(link)  # noqa: SLF001 - as above.


def _with_fixed_times(data: bytes) -> bytes:
    """Return the same archive with one time on every member, so that the bytes depend on the words alone."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            member = zipfile.ZipInfo(name, date_time=_ZIP_TIME)
            member.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(member, old.read(name))
    return stream.getvalue()


if __name__ == "__main__":
    sys.exit(main())
