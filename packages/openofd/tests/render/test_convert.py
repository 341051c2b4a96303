"""Documents as PDF and PNG: what is kept, in which order, and what is told."""

import io
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import ModuleType
from typing import Any

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openofd.document.document import Document
from openofd.document.reading import DRAWING
from openofd.errors import MalformedDocument, OpenOfdError, UnsupportedFeature
from openofd.render.convert import CERTIFICATE_COPY, READING_COPY, CopyMark, stream_pdf, to_pdf, to_png

TEXT = (
    '<ofd:TextObject ID="7" Boundary="10 10 80 10" Font="3" Size="5">{}'
    '<ofd:TextCode X="0" Y="6">甲甲</ofd:TextCode></ofd:TextObject>'
)
SHAPE = (
    '<ofd:PathObject ID="8" Boundary="1 1 9 9" CTM="2 0 0 2 1 1" Fill="true"><ofd:FillColor Value="9 9 200"/>'
    "<ofd:AbbreviatedData>M 0 0 L 5 5 A 3 3 0 1 1 5 0 C</ofd:AbbreviatedData></ofd:PathObject>"
)


def texts(data: bytes) -> list[str]:
    """The text of each page without blanks and without the mark."""
    document = pypdfium2.PdfDocument(data)
    found = ["".join(page.get_textpage().get_text_range().split()) for page in document]
    document.close()
    return [text.removesuffix(READING_COPY.shown.replace("　", "")) for text in found]


def test_text_stays_text(tiny: ModuleType) -> None:
    document = Document.open(tiny.ofd("甲乙", "丙丁戊"))
    assert texts(to_pdf(document)) == [page.text() for page in document.pages]


def test_it_is_written_as_it_is_made(tiny: ModuleType, tmp_path: Path) -> None:
    document, path = Document.open(tiny.ofd("甲", "乙")), tmp_path / "a.pdf"
    with path.open("wb") as file:
        stream_pdf(document, file.write)
    assert path.read_bytes() == to_pdf(document)


def test_many_pages_keep_their_order(tiny: ModuleType) -> None:
    pages = [f"第{number}页" for number in range(50)]
    assert texts(to_pdf(Document.open(tiny.ofd(*pages)))) == pages


def test_the_manner_of_reading_is_kept(tiny: ModuleType) -> None:
    pages = [f"第{number}页" for number in range(20)]
    moved = {name.replace("Page_1", "PAGE_1"): raw for name, raw in tiny.parts(*pages).items()}
    document = Document.open(tiny.pack(moved), reading=DRAWING)
    assert texts(to_pdf(document)) == pages


def test_progress_is_told(tiny: ModuleType) -> None:
    told: list[tuple[int, int]] = []
    to_pdf(Document.open(tiny.ofd("甲", "乙")), progress=lambda *step: told.append(step))
    assert told == [(1, 2), (2, 2)]


def test_notes_are_told(tiny: ModuleType) -> None:
    notes = stream_pdf(Document.open(tiny.ofd("甲", "甲")), io.BytesIO().write, system_fonts=False)
    assert [note.code for note in notes] == ["RESOURCE_MISSING", "FONT_NONE"]


@pytest.mark.parametrize("mark", [READING_COPY, CERTIFICATE_COPY, CopyMark(shown="副本X", statement="说明")])
def test_every_page_says_that_it_is_a_copy(tiny: ModuleType, mark: CopyMark) -> None:
    data = to_pdf(Document.open(tiny.ofd("甲", "乙")), copy_mark=mark)
    document = pypdfium2.PdfDocument(data)
    found = [page.get_textpage().get_text_range() for page in document]
    assert document.get_metadata_value("Copy") == mark.statement
    document.close()
    assert all(mark.shown[:2] in text for text in found)


@pytest.mark.parametrize("date", ["2026-1-2", "2026-01-02 10:20:30", "D:20260102102030+08'00'"])
def test_metadata_is_kept(tiny: ModuleType, date: str) -> None:
    info = (
        f"<ofd:Title>题</ofd:Title><ofd:Author>作者</ofd:Author><ofd:CreationDate>{date}</ofd:CreationDate>"
    )
    document = pypdfium2.PdfDocument(to_pdf(Document.open(tiny.ofd("甲", info=info))))
    found = document.get_metadata_dict()
    document.close()
    assert (found["Title"], found["Author"], found["CreationDate"]) == ("题", "作者", "D:20260102")


def test_attachments_are_kept(tiny: ModuleType) -> None:
    listed = '<ofd:Attachments xmlns:ofd="http://www.ofdspec.org/2016">{}</ofd:Attachments>'
    one = '<ofd:Attachment ID="A{0}" Name="{1}"><ofd:FileLoc>{2}</ofd:FileLoc></ofd:Attachment>'
    lines = (
        one.format(1, "甲.xml", "a.xml") + one.format(2, "甲.xml", "b.xml") + one.format(3, "丢失", "c.xml")
    )
    files = {"Doc_0/A.xml": listed.format(lines), "Doc_0/a.xml": "<a/>", "Doc_0/b.xml": "<b/>"}
    reference = "<ofd:Attachments>A.xml</ofd:Attachments>"
    document = Document.open(tiny.ofd("甲", document=reference, extra=files))
    made = bytearray()
    notes = stream_pdf(document, made.extend)
    found = pypdfium2.PdfDocument(bytes(made))
    assert [found.get_attachment(0).get_name(), found.count_attachments()] == ["甲.xml", 1]
    assert bytes(found.get_attachment(0).get_data()) == b"<a/>"
    found.close()
    assert "REF_MISSING" in [note.code for note in notes]


def goto(page: int) -> str:
    dest = f'<ofd:Goto><ofd:Dest Type="XYZ" PageID="{page}" Left="5" Top="9"/></ofd:Goto>'
    return f'<ofd:Actions><ofd:Action Event="CLICK">{dest}</ofd:Action></ofd:Actions>'


def test_the_outline_is_kept(tiny: ModuleType) -> None:
    below = f'<ofd:OutlineElem Title="下">{goto(101)}</ofd:OutlineElem>'
    outline = f'<ofd:Outlines><ofd:OutlineElem Title="上">{goto(999)}{below}</ofd:OutlineElem></ofd:Outlines>'
    document = pypdfium2.PdfDocument(to_pdf(Document.open(tiny.ofd("甲", "乙", document=outline))))
    found = [(b.level, b.get_title(), b.get_dest() and b.get_dest().get_index()) for b in document.get_toc()]
    document.close()
    assert found == [(0, "上", None), (1, "下", 1)]


@pytest.mark.parametrize(
    ("action", "written"),
    [
        ('<ofd:URI URI="https://x.cn/甲"/>', b"/URI(https://x.cn/%E7%94%B2)"),
        ('<ofd:URI URI="a" Base="https://x.cn/"/>', b"/URI(https://x.cn/a)"),
        ('<ofd:Goto><ofd:Dest Type="Fit" PageID="1"/></ofd:Goto>', b"/Dest["),
    ],
)
def test_links_are_kept(
    ofd: Callable[..., Document], fonted: dict[str, Any], action: str, written: bytes
) -> None:
    actions = f'<ofd:Actions><ofd:Action Event="CLICK">{action}</ofd:Action></ofd:Actions>'
    data = to_pdf(ofd(TEXT.format(actions), **fonted))
    assert data.count(b"/Subtype/Link") == 1
    assert written in data


def test_links_of_annotations_are_kept(tiny: ModuleType) -> None:
    unseen = f'<ofd:PathObject Boundary="1 2 30 4" Visible="false">{goto(101)}</ofd:PathObject>'
    appearance = f'<ofd:Appearance Boundary="10 20 40 10">{unseen}</ofd:Appearance>'
    annot = f'<ofd:Annot ID="5" Type="Link">{appearance}</ofd:Annot>'
    line = '<ofd:Page PageID="100"><ofd:FileLoc>P.xml</ofd:FileLoc></ofd:Page>'
    files = {"Doc_0/A.xml": tiny.xml("Annotations", line), "Doc_0/P.xml": tiny.xml("PageAnnot", annot)}
    reference = "<ofd:Annotations>A.xml</ofd:Annotations>"
    data = to_pdf(Document.open(tiny.ofd("甲", "乙", document=reference, extra=files)))
    assert data.count(b"/Subtype/Link") == 1
    points = " ".join(f"{mm * 72 / 25.4:.4f}".rstrip("0") for mm in (11, 50 - 26, 41, 50 - 22))
    assert f"/Rect[{points}]/Dest[".encode() in data


def test_png_of_a_page(tiny: ModuleType) -> None:
    assert to_png(Document.open(tiny.ofd("甲")), 0, dpi=25.4)[16:24] == bytes((0, 0, 0, 100, 0, 0, 0, 50))


def test_a_page_that_is_not_there(tiny: ModuleType) -> None:
    with pytest.raises(MalformedDocument, match="PAGE_MISSING"):
        to_png(Document.open(tiny.ofd("甲")), 1)


def test_png_asks_for_the_extra(tiny: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    with pytest.raises(UnsupportedFeature, match="RENDER_EXTRA"):
        to_png(Document.open(tiny.ofd("甲")), 0)


def test_a_broken_page_is_an_error(tiny: ModuleType) -> None:
    with pytest.raises(MalformedDocument):
        to_pdf(Document.open(tiny.ofd(b"<broken")))


@given(place=st.integers(0, 10_000), value=st.sampled_from([b"", b"9", b'"', b"-1e9", b"<", b"nan", b"0 "]))
@settings(max_examples=60, deadline=None)
def test_no_page_raises_anything_else(tiny: ModuleType, place: int, value: bytes) -> None:
    part = tiny.page(TEXT.format("") + SHAPE)
    at = place % len(part)
    document = Document.open(tiny.ofd(part[:at] + value + part[at + 1 :]))
    with suppress(OpenOfdError):
        to_png(document, 0, dpi=30, system_fonts=False)


def test_the_sample_files(corpus: Path) -> None:
    for path in sorted(corpus.glob("*.ofd")):
        document = Document.open(path.read_bytes())
        read = "".join(texts(to_pdf(document)))
        told = "".join(document.text().split())
        assert not set(told) - set(read) - set("\x0c"), path.name
