"""What a version says, as a value."""

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zizhi.certificates.snapshot import CertificateSnapshot, Item

PLAIN = CertificateSnapshot(
    kind="construction",
    certificate_number="D221000015",
    certificate_identifier="1.2.156.3005.2.11990000000000000D901.11992100MB0000001K.2100001.001.0",
    version=1,
    holder_name="辽宁某某（集团）有限公司",
    uscc="91990100MA0000001G",
    legal_representative="张䶮",
    registered_address="沈阳市 浑南区",
    registered_capital="5000万元",
    valid_from=date(2026, 11, 22),
    valid_until=date(2031, 11, 21),
    list_label="资质等级",
    items=(Item(name="建筑工程施工总承包二级"), Item(name="钢结构工程专业承包二级")),
    issuing_authority="辽宁省住房和城乡建设厅",
    issued_on=date(2026, 11, 22),
    purpose="initial",
    decision_document="辽住建许〔2026〕1号",
)
DATED = replace(
    PLAIN,
    valid_until=None,
    items=(Item(name="甲", valid_until=date(2027, 1, 2)), Item(name="乙", valid_until=date(2031, 11, 21))),
)


@pytest.mark.parametrize("snapshot", [PLAIN, DATED])
def test_json_and_back(snapshot: CertificateSnapshot) -> None:
    assert CertificateSnapshot.from_json(json.loads(json.dumps(snapshot.to_json()))) == snapshot


def test_fields_stand_in_the_order_of_the_annex() -> None:
    expected = "证书编号 企业名称 统一社会信用代码 法定代表人 注册地址 有效期 资质等级 发证机关 发证日期"
    assert list(PLAIN.face_fields()) == expected.split()


def test_one_period_is_printed_once() -> None:
    fields = PLAIN.face_fields()
    assert fields["有效期"] == "2026年11月22日至2031年11月21日"
    assert fields["资质等级"] == "建筑工程施工总承包二级\n钢结构工程专业承包二级"


def test_own_periods_stand_behind_the_items() -> None:
    fields = DATED.face_fields()
    assert fields["有效期"] == "各项有效期列于资质等级之后"
    assert fields["资质等级"] == "甲至2027.01.02\n乙至2031.11.21"
    assert replace(DATED, list_label="检测内容").printed_validity == "各项有效期列于检测内容之后"


def test_last_day_is_the_last_of_all_items() -> None:
    assert (PLAIN.last_day, DATED.last_day) == (date(2031, 11, 21), date(2031, 11, 21))


def test_capital_is_kept_but_not_printed() -> None:
    assert PLAIN.face_text() == replace(PLAIN, registered_capital="1").face_text()


PRINTED = ["certificate_number", "holder_name", "uscc", "legal_representative", "registered_address"]


@given(st.sampled_from([*PRINTED, "issuing_authority"]), st.text("甲乙丙A1（", min_size=1))
def test_every_printed_fact_changes_the_face_text(field: str, value: str) -> None:
    if getattr(PLAIN, field) != value:
        assert replace(PLAIN, **{field: value}).face_text() != PLAIN.face_text()


def test_blanks_do_not_change_the_face_text() -> None:
    assert replace(PLAIN, registered_address="沈阳市浑南区").face_text() == PLAIN.face_text()
