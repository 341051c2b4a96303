"""Custom tags and the texts they point to. GB/T 33190-2016 chapter 16."""

from types import ModuleType

import pytest

from openofd.document.document import Document
from openofd.errors import MalformedDocument

LIST = '<ofd:CustomTag TypeID="licence"><ofd:FileLoc>L.xml</ofd:FileLoc></ofd:CustomTag><ofd:CustomTag/>'


def tagged(tiny: ModuleType, content: str) -> Document:
    page = tiny.text("甲", identifier=62) + tiny.text("乙", identifier=63)
    extra = {"Doc_0/Tags/CustomTags.xml": tiny.xml("CustomTags", LIST), "Doc_0/Tags/L.xml": content}
    document = "<ofd:CustomTags>Tags/CustomTags.xml</ofd:CustomTags>"
    return Document.open(tiny.ofd(page, document=document, extra=extra))


def ref(identifier: int | str, page: int | str = 100) -> str:
    return f'<o:ObjectRef xmlns:o="http://www.ofdspec.org/2016" PageRef="{page}">{identifier}</o:ObjectRef>'


def test_a_tag_joins_its_objects_in_the_order_of_the_references(tiny: ModuleType) -> None:
    document = tagged(
        tiny, f"<licence><holder><name>{ref(63)}{ref(62)}</name></holder><no>{ref(62)}</no></licence>"
    )
    name, number = document.custom_tags
    assert (name.path, name.text, name.objects) == (
        ("licence", "holder", "name"),
        "乙甲",
        ((100, 63), (100, 62)),
    )
    assert (number.text, number.complete, number.type_id) == ("甲", True, "licence")
    assert number.file == "Doc_0/Tags/L.xml"


@pytest.mark.parametrize(("identifier", "page"), [(99, 100), (62, 7)])
def test_a_tag_that_points_to_nothing_is_incomplete(tiny: ModuleType, identifier: int, page: int) -> None:
    (tag,) = tagged(tiny, f"<a>{ref(62)}{ref(identifier, page)}</a>").custom_tags
    assert (tag.text, tag.complete) == ("甲", False)


@pytest.mark.parametrize(("identifier", "page"), [("x", "100"), ("62", "x")])
def test_a_reference_that_is_none(tiny: ModuleType, identifier: str, page: str) -> None:
    with pytest.raises(MalformedDocument, match="XML_VALUE"):
        tagged(tiny, f"<a>{ref(identifier, page)}</a>").custom_tags  # noqa: B018


def test_an_ill_formed_tag_file_is_repaired_and_noted(tiny: ModuleType) -> None:
    document = tagged(tiny, f"<:params xmlns:=''><no>{ref(62)}</no></:params>")
    assert [tag.text for tag in document.custom_tags] == ["甲"]
    assert [finding.code for finding in document.findings] == ["XML_REPAIRED"]


def test_a_tag_file_named_twice_counts_twice(tiny: ModuleType) -> None:
    parts = tiny.xml("CustomTags", LIST + LIST)
    page = tiny.text("甲", identifier=62)
    extra = {"Doc_0/Tags/CustomTags.xml": parts, "Doc_0/Tags/L.xml": f"<a>{ref(62)}</a>"}
    document = Document.open(
        tiny.ofd(page, document="<ofd:CustomTags>Tags/CustomTags.xml</ofd:CustomTags>", extra=extra)
    )
    assert [tag.text for tag in document.custom_tags] == ["甲", "甲"]


def test_a_tag_file_with_a_dtd_is_refused(tiny: ModuleType) -> None:
    with pytest.raises(MalformedDocument, match="XML_DTD"):
        tagged(tiny, "<!DOCTYPE a><a/>").custom_tags  # noqa: B018
