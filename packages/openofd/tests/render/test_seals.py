"""Seals on the page: GB/T 33190-2016 18.2. What does not hold must not look as if it did."""

import io
import struct
import zipfile
from typing import Any

import pytest

from openofd.document.document import Document
from openofd.model.units import Box
from openofd.render.displaylist import Group, PathOp
from openofd.render.drawing import draw_page, page_svg
from openofd.render.library import Fonts
from openofd.render.notes import Notes
from openofd.render.seals import SealDrawing, SealState, draw_seals
from openofd.render.stamps import seal_drawings

PNG = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", 3, 5)
NO_FONTS = Fonts(installed=False)
GIF = b"GIF89a" + struct.pack("<HH", 3, 5)


def seal(**more: Any) -> SealDrawing:
    given = {
        "page_id": 1,
        "picture": PNG,
        "picture_type": "PNG",
        "boundary": Box(10, 20, 40, 40),
        "name": "甲章",
    }
    return SealDrawing(**(given | more))


def drawn(**more: Any) -> tuple[Any, ...]:
    return draw_seals([seal(**more)], 1, Notes(), NO_FONTS)


def test_a_valid_seal_is_its_picture_scaled_to_the_boundary() -> None:
    (group,) = drawn(state=SealState.VALID)
    assert (group.grey, group.clear_white, group.clips) == (False, False, ())
    assert group.items[0].matrix.apply(1, 1) == (50, 60)
    assert group.label == "电子印章：甲章"


def test_an_invalid_seal_is_grey_and_crossed() -> None:
    group, cross = drawn(state=SealState.INVALID)
    assert group.grey
    assert [segment.values for segment in cross.segments] == [(10, 20), (50, 60), (50, 20), (10, 60)]


def test_a_seal_nobody_vouches_for_is_grey_in_a_dashed_frame() -> None:
    group, frame = drawn()
    assert group.grey
    assert frame.pen.dashes


def test_a_straddling_seal_shows_only_its_strip() -> None:
    group, cross = drawn(clip=Box(0, 5, 20, 10), state=SealState.INVALID)
    assert group.clips[0].areas[0].segments[0].values == (10, 25)
    assert group.clips[0].areas[0].segments[2].values == (30, 35)
    assert cross.segments[1].values == (30, 35)


def test_the_white_of_opaque_pictures_goes() -> None:
    assert drawn(picture=GIF)[0].clear_white


def test_seals_of_other_pages_are_not_drawn() -> None:
    assert draw_seals([seal()], 2, Notes(), NO_FONTS) == ()


def test_a_picture_that_cannot_be_shown_is_a_frame_and_told() -> None:
    notes = Notes()
    group, _ = draw_seals([seal(picture=b"?")], 1, notes, NO_FONTS)
    assert isinstance(group.items[0], PathOp)
    assert [note.code for note in notes.all()] == ["IMAGE_FORMAT"]


def test_a_scalable_picture_is_drawn_anew() -> None:
    group, _ = drawn(picture=b'<svg viewBox="0 0 8 8"><circle r="4"/></svg>')
    (picture,) = group.items
    assert picture.matrix.apply(1, 1) == (50, 60)
    assert len(picture.items) == 1


def test_a_broken_scalable_picture_is_told() -> None:
    notes = Notes()
    group, _ = draw_seals([seal(picture=b"<svg/>")], 1, notes, NO_FONTS)
    assert (group.items, [note.code for note in notes.all()]) == ((), ["IMAGE_UNREADABLE"])


def test_a_broken_document_as_picture_is_told() -> None:
    notes = Notes()
    draw_seals([seal(picture=b"PK\x03\x04")], 1, notes, NO_FONTS)
    assert notes.all()[0].where.startswith("Seal")


def test_a_document_as_picture_is_drawn_without_paper(ofd: Any) -> None:
    data = "<ofd:AbbreviatedData>M 0 0 L 100 80</ofd:AbbreviatedData>"
    line = f'<ofd:PathObject Boundary="0 0 9 9">{data}</ofd:PathObject>'
    group, _ = drawn(picture=repacked(ofd(line)))
    (page,) = group.items
    assert isinstance(page, Group)
    assert page.matrix.apply(100, 80) == pytest.approx((50, 60))
    assert len(page.items) == 1


def repacked(document: Document) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in document.package.names:
            archive.writestr(name, document.package.read(name))
    return buffer.getvalue()


def test_a_sealed_files_seal_comes_from_what_was_signed(authority: Any) -> None:
    document = Document.open(authority.sealed())
    path = document.signatures[0].path
    (drawing,) = seal_drawings(document, {path: SealState.VALID})
    assert (drawing.page_id, drawing.boundary, drawing.name) == (1, Box(100, 200, 42, 42), "测试专用章")
    assert drawing.picture == authority.seal.info.picture.data
    assert drawing.state is SealState.VALID


def test_a_signature_the_caller_does_not_know_is_unknown(authority: Any) -> None:
    (drawing,) = seal_drawings(Document.open(authority.sealed()), {"1": SealState.VALID})
    assert drawing.state is SealState.UNKNOWN


def test_an_unsealed_document_has_no_seals(ofd: Any) -> None:
    assert seal_drawings(ofd(), {}) == ()


def test_seals_lie_above_all_else(authority: Any) -> None:
    document = Document.open(authority.sealed())
    page = draw_page(document, 0, seals=seal_drawings(document, {}))
    assert isinstance(page.items[-2], Group)
    assert "未确认" in page_svg(document, 0, seals=seal_drawings(document, {}))


@pytest.mark.parametrize("name", ["Signatures.xml", "Sign_0/SignedValue.dat", "Sign_0/Signature.xml"])
def test_a_signature_that_cannot_be_read_has_no_picture(authority: Any, ofd: Any, name: str) -> None:
    sealed = Document.open(authority.sealed()).package
    parts = {each: sealed.read(each) for each in sealed.names}
    assert len(seal_drawings(ofd(files=parts), {})) == 1
    assert seal_drawings(ofd(files=parts | {f"Doc_0/Signs/{name}": b"0\x00"}), {}) == ()
