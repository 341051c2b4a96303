"""Finding words and the boxes to mark them."""

from dataclasses import replace
from types import ModuleType

import pytest

from openofd.document.document import Document
from openofd.document.search import Hit
from openofd.limits import LIMITS
from openofd.model.units import Box
from openofd.package.reader import Package


def found(data: bytes, wanted: str) -> list[Hit]:
    return list(Document.open(data).search(wanted))


def test_a_hit_says_where(tiny: ModuleType) -> None:
    (hit,) = found(tiny.ofd("无", tiny.text("资质证书", identifier=7, x=10, y=20)), "证书")
    assert (hit.page_index, hit.page_id, hit.text, hit.object_ids) == (1, 101, "证书", (7,))
    assert hit.boxes == (Box(18, 20.48, 8, 4),)


def test_words_go_over_the_runs_of_a_line(tiny: ModuleType) -> None:
    line = tiny.text("资质 ", identifier=7) + tiny.text("证书", identifier=8, x=30)
    (hit,) = found(tiny.ofd(line), "质证")
    assert (hit.text, len(hit.boxes), hit.object_ids) == ("质证", 2, (7, 8))


def test_words_do_not_go_over_lines(tiny: ModuleType) -> None:
    assert found(tiny.ofd(tiny.text("资质") + tiny.text("证书", y=20)), "质证") == []


@pytest.mark.parametrize(
    ("text", "wanted", "said"),
    [
        ("价 税 合计", "价税 合计", "价税合计"),
        ("ＡＢ１", "ab1", "ＡＢ１"),
        ("Straße", "STRASSE", "Straße"),
        ("㎏", "kg", "㎏"),
    ],
)
def test_blanks_case_and_width_make_no_difference(
    tiny: ModuleType, text: str, wanted: str, said: str
) -> None:
    assert [hit.text for hit in found(tiny.ofd(text), wanted)] == [said]


def test_every_place_is_found_once(tiny: ModuleType) -> None:
    assert [len(hit.text) for hit in found(tiny.ofd("甲甲甲甲甲"), "甲甲")] == [2, 2]


@pytest.mark.parametrize("wanted", ["", " \u3000", "乙"])
def test_nothing_is_found(tiny: ModuleType, wanted: str) -> None:
    assert found(tiny.ofd("甲"), wanted) == []


def test_an_object_without_identifier_is_found(tiny: ModuleType) -> None:
    (hit,) = found(tiny.ofd(tiny.text("甲").replace('ID="10" ', "")), "甲")
    assert hit.object_ids == ()


def test_the_first_hit_costs_the_first_page_only(tiny: ModuleType) -> None:
    parts = tiny.parts("甲", "乙") | {"Doc_0/Pages/Page_1/Content.xml": b"<broken"}
    document = Document.open(tiny.pack(parts), limits=replace(LIMITS, pages=2))
    assert next(document.search("甲")).page_index == 0


def test_a_page_costs_no_more_for_being_the_last(tiny: ModuleType) -> None:
    """Opening is lazy: to read page 400 the entry, the root and that page are parsed, and nothing else."""

    def parsed(index: int) -> int:
        document = Document.open(tiny.ofd(*["甲"] * 400))
        document.pages[index].text()
        return len(document.parts.parsed)

    assert parsed(399) == parsed(0) == 3


def test_a_long_document_leaves_no_pages_behind(tiny: ModuleType) -> None:
    document = Document.open(tiny.ofd("甲", "乙", "丙"))
    kept = document.pages[1].content
    assert (document.text(), len(list(document.search("丙")))) == ("甲\f乙\f丙", 1)
    assert [page.is_read for page in document.pages] == [False, True, False]
    assert document.pages[1].content is kept
    assert document.parts.parsed == {"OFD.xml", "Doc_0/Document.xml", "Doc_0/Pages/Page_1/Content.xml"}


def test_a_page_that_was_let_go_is_read_again_within_the_same_ceiling(tiny: ModuleType) -> None:
    data = tiny.ofd("甲", "乙")
    package = Package.open(data)
    whole = sum(len(package.read(name)) for name in package.names)
    document = Document.open(data, limits=replace(LIMITS, xml_total_bytes=whole))
    assert [document.text() for _ in range(3)] == ["甲\f乙"] * 3


def test_a_file_of_many_pages_is_parsed_once(tiny: ModuleType) -> None:
    parts = tiny.parts("甲", "乙")
    root = parts["Doc_0/Document.xml"].replace(b"Page_1", b"Page_0")
    document = Document.open(tiny.pack(parts | {"Doc_0/Document.xml": root}))
    assert document.text() == "甲\f甲"
    assert "Doc_0/Pages/Page_0/Content.xml" in document.parts.parsed
