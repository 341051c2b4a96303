"""The five kinds, read from their folders."""

import pytest

from zizhi.certificates.kinds import all_kinds, kind, kind_named
from zizhi.core.errors import RuleViolation
from zizhi.core.profile import department

NOTICE = [
    ("建筑业企业资质证书", "资质等级", "D"),
    ("工程勘察资质证书", "资质等级", "B"),
    ("工程设计资质证书", "资质等级", "A"),
    ("工程监理资质证书", "资质等级", "E"),
    ("建设工程质量检测机构资质证书", "检测内容", ""),
]


def test_the_five_kinds_of_the_notice_in_its_order() -> None:
    assert [(k.name, k.list_label, k.letter) for k in all_kinds()] == NOTICE


def test_codes_fit_the_claim_and_differ() -> None:
    codes = [k.code for k in all_kinds()]
    assert len(set(codes)) == len(codes)
    assert all(1 <= code <= 15 for code in codes)


def test_portals_are_those_of_the_profile_and_testing_has_its_own() -> None:
    assert all(set(k.portals) <= set(department().portals) for k in all_kinds())
    assert [k.id for k in all_kinds() if k.portals == ("services",)] == ["testing"]


@pytest.mark.parametrize("k", all_kinds(), ids=lambda k: k.id)
def test_a_kind_is_found_by_each_of_its_names(k) -> None:  # type: ignore[no-untyped-def]
    assert kind(k.id) is kind_named(k.name) is k
    assert len(k.licence_type_code) == 21


def test_another_kind_is_refused() -> None:
    with pytest.raises(RuleViolation, match="KIND_UNKNOWN"):
        kind_named("营业执照")
