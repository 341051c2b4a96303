"""Composing whole certificates, and refusing what cannot be printed."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from openofd.compose.qr import png
from openofd.document.document import Document
from openofd.errors import CannotCompose
from openofd.package.writer import write
from zizhi.certificates.kinds import all_kinds
from zizhi.certificates.snapshot import CertificateSnapshot
from zizhi.core.errors import RuleViolation
from zizhi.faces.services import check_face, compose_face, stamp_boxes

Sample = Callable[..., CertificateSnapshot]
Printed = Callable[..., Document]


def _facts(document: Document) -> dict[str, str]:
    return {tag.path[-1]: tag.text for tag in document.custom_tags if len(tag.path) == 2}


@pytest.mark.parametrize("kind", [kind.id for kind in all_kinds()])
def test_every_kind(kind: str, sample: Sample, printed: Printed) -> None:
    snapshot = sample(kind)
    check_face(snapshot)
    document = printed(snapshot)
    wanted = [value for label, value in snapshot.face_fields().items() if label != snapshot.list_label]
    facts = _facts(document)
    tags = ("ZZBH", "CZZT", "CZZTDM", "KZ_FDDBR", "KZ_ZCDZ", "KZ_YXQ", "ZZBFJG", "ZZBFRQ")
    assert [facts[tag] for tag in tags] == wanted
    assert all(tag.complete for tag in document.custom_tags)
    assert document.info.title in document.pages[0].text()


@pytest.mark.parametrize("count", [1, 7, 8, 30, 31, 60])
def test_items_are_tagged_one_by_one(count: int, sample: Sample, printed: Printed) -> None:
    snapshot = sample(items=count, dated=True)
    tags = [tag for tag in printed(snapshot).custom_tags if tag.path[:2] == ("ZZ", "KZ_ZZDJ")]
    assert [tag.text for tag in tags if tag.path[-1] == "MC"] == [item.name for item in snapshot.items]
    assert [tag.text for tag in tags if tag.path[-1] == "YXQ"] == [
        item.printed_end() for item in snapshot.items
    ]


def test_same_input_gives_same_bytes(sample: Sample, qr_text: str) -> None:
    first, second = (compose_face(sample(items=40), qr_text=qr_text, demonstration=True) for _ in range(2))
    assert write(first.members) == write(second.members)


def test_rare_characters(sample: Sample, printed: Printed) -> None:
    snapshot = sample(holder_name="辽宁䶮㛃𬭎𤩽有限公司", legal_representative="张𠮷𢀖·A")
    check_face(snapshot)
    document = printed(snapshot)
    objects = {tag.path[-1]: len(tag.objects) for tag in document.custom_tags}
    assert _facts(document)["KZ_FDDBR"] == "张𠮷𢀖·A"
    assert objects["CZZT"] == 1
    assert objects["KZ_FDDBR"] > 1


def test_demonstration_is_marked_and_the_real_one_is_not(sample: Sample, printed: Printed) -> None:
    shown, real = printed(sample()), printed(sample(), demonstration=False)
    assert ("不具法律效力" in shown.text(), "同等法律效力" in shown.text()) == (True, False)
    assert ("不具法律效力" in real.text(), "同等法律效力" in real.text()) == (False, True)
    templates = [document.package.read("Doc_0/Tpls/Tpl_0/Content.xml") for document in (shown, real)]
    assert ["样张".encode() in template for template in templates] == [True, False]


def test_data_travels_along(sample: Sample, printed: Printed) -> None:
    snapshot = sample(registered_capital="<5000>万元")
    document = printed(snapshot)
    assert document.info.custom_data["ZZBS"] == snapshot.certificate_identifier
    assert document.info.custom_data["CZZTDMLXDM"] == "001"
    (attachment,) = document.attachments.values()
    assert "<KZ_ZCZB>&lt;5000&gt;万元</KZ_ZCZB>" in attachment.decode()
    assert attachment.decode().count("<XM>") == len(snapshot.items)


def test_one_page_does_not_carry_the_annex_characters(sample: Sample, printed: Printed) -> None:
    sizes = [len(printed(sample(items=n)).package.read("Doc_0/Res/font_3.ttf")) for n in (30, 31)]
    assert sizes[0] < sizes[1]


def test_the_seal_stands_on_every_page(sample: Sample, qr_text: str) -> None:
    draft = compose_face(sample(items=31), qr_text=qr_text, demonstration=True)
    places = stamp_boxes(draft, kind="construction")
    assert [place.page_id for place in places] == list(draft.page_ids)
    assert {place.box.format() for place in places} == {"139.5 225.5 42 42"}


def test_the_picture_is_the_code(sample: Sample, printed: Printed, qr_text: str) -> None:
    assert printed(sample()).package.read("Doc_0/Res/picture.png") == png(qr_text)


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"holder_name": "辽宁𰻝有限公司"}, "FONT_NO_GLYPH", "holder_name"),
        ({"holder_name": "甲" * 103}, "TEXT_TOO_LONG", "holder_name"),
        ({"registered_address": "甲\u200b乙"}, "TEXT_INVISIBLE", "registered_address"),
        ({"legal_representative": ""}, "TEXT_EMPTY", "legal_representative"),
        ({"issuing_authority": "厅" * 40}, "TEXT_TOO_LONG", "issuing_authority"),
        ({"registered_capital": "1\x07"}, "TEXT_INVISIBLE", "registered_capital"),
    ],
)
def test_refused_at_entry(sample: Sample, changes: dict[str, object], code: str, field: str) -> None:
    with pytest.raises(RuleViolation) as refusal:
        check_face(sample(**changes))
    assert (refusal.value.code, refusal.value.field) == (code, field)


def test_an_empty_list_is_refused(sample: Sample) -> None:
    with pytest.raises(RuleViolation, match="FACE_ITEMS"):
        check_face(replace(sample(), items=()))


def test_the_missing_character_is_named(sample: Sample) -> None:
    with pytest.raises(RuleViolation, match="𰻝（U\\+30EDD）"):
        check_face(sample(legal_representative="𰻝"))


def test_a_qr_text_too_long_is_refused(sample: Sample, qr_text: str) -> None:
    with pytest.raises(CannotCompose, match="QR_TOO_LONG"):
        compose_face(sample(), qr_text=qr_text + "A" * 60, demonstration=True)
