"""Whole files: pages, metadata, bookmarks, links, attachments, as pdfium reads them back."""

from collections.abc import Callable

import pypdfium2
import pytest

from openofd.render.displaylist import DisplayList
from openofd.render.pdf.copymark import READING_COPY
from openofd.render.pdf.values import Attachment, Bookmark, Link, PdfInfo, Place
from openofd.render.pdf.writer import PdfWriter, write_pdf

Opened = Callable[[bytes], pypdfium2.PdfDocument]
SHEET = DisplayList(box=(0, 0, 210, 297), items=())
BANNER = DisplayList(box=(10, 20, 310, 120), items=())


def test_pages_have_their_sizes(opened: Opened) -> None:
    document = opened(write_pdf([SHEET, BANNER]))
    sizes = [tuple(side * 25.4 / 72 for side in page.get_size()) for page in document]
    assert sizes == [pytest.approx((210, 297), abs=0.01), pytest.approx((300, 100), abs=0.01)]


def test_the_same_pages_give_the_same_bytes() -> None:
    assert write_pdf([SHEET, BANNER], mark=READING_COPY) == write_pdf([SHEET, BANNER], mark=READING_COPY)


def test_other_pages_have_another_identifier() -> None:
    one, two = (write_pdf([page]).split(b"/ID[<")[1][:32] for page in (SHEET, BANNER))
    assert one != two


def test_metadata(opened: Opened) -> None:
    said = opened(write_pdf([SHEET], info=PdfInfo(title="证书 (一)", author="甲", created="D:20261124")))
    found = said.get_metadata_dict(skip_empty=True)
    told = {"Title": "证书 (一)", "Author": "甲", "Producer": "openofd", "CreationDate": "D:20261124"}
    assert found == told


def test_bookmarks(opened: Opened) -> None:
    inner = Bookmark(title="一之一", place=Place(page=1, left=10, top=20))
    outline = (Bookmark(title="一", below=(inner,)), Bookmark(title="二", place=Place(page=9)))
    found = opened(write_pdf([SHEET, BANNER], outline=outline)).get_toc()
    entries = [(b.level, b.get_title(), b.get_dest() and b.get_dest().get_index()) for b in found]
    assert entries == [(0, "一", None), (1, "一之一", 1), (0, "二", None)]


def test_attachments(opened: Opened) -> None:
    files = [Attachment(name="丙.xml", data=b"<a/>"), Attachment(name="乙", data=b"x" * 99)]
    document = opened(write_pdf([SHEET], attachments=files))
    found = [document.get_attachment(index) for index in range(document.count_attachments())]
    assert {each.get_name(): bytes(each.get_data()) for each in found} == {"丙.xml": b"<a/>", "乙": b"x" * 99}


@pytest.mark.parametrize("address", ["javascript:alert(1)", "file:///etc/passwd", "http://[", "?"])
def test_links_that_no_reader_should_follow_are_left_out(address: str) -> None:
    assert b"/Link" not in linked(address)


def test_an_address_cannot_leave_its_string() -> None:
    assert b"/URI(https://x.cn/%28%29%5C%E7%94%B2)" in linked("https://x.cn/()\\甲")


def test_a_link_to_a_page() -> None:
    assert b"/Dest[" in linked(Place(page=0, top=10))
    assert b"/Dest[" not in linked(Place(page=5))


def linked(to: str | Place) -> bytes:
    made = bytearray()
    writer = PdfWriter(made.extend)
    writer.page(SHEET, links=(Link(box=(10, 10, 20, 20), to=to),))
    writer.close()
    return bytes(made)


def test_the_mark_is_seen_and_said(opened: Opened) -> None:
    document = opened(write_pdf([SHEET], mark=READING_COPY))
    assert "阅览件" in document[0].get_textpage().get_text_range()
    picture = document[0].render(scale=1).to_pil().convert("L")
    foot = picture.crop((0, picture.height - 16, *picture.size))
    assert (
        foot.getextrema()[0] < 200 < picture.crop((0, 0, picture.width, picture.height - 16)).getextrema()[0]
    )


def test_without_a_mark_nothing_is_said(text_of: Callable[[bytes], str]) -> None:
    assert text_of(write_pdf([SHEET])) == ""
