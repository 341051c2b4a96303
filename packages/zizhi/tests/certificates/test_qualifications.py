"""What the standards list, and who decides about it."""

from datetime import date

import pytest

from zizhi.certificates.qualifications import Authority, Entry, Grade, Qualifications
from zizhi.certificates.standards import qualifications
from zizhi.core.errors import RuleViolation

TODAY = date(2026, 11, 22)
ALL = qualifications()


@pytest.mark.parametrize("entry", ALL.entries, ids=lambda entry: entry.id)
def test_every_name_of_an_entry_means_that_entry_alone(entry: Entry) -> None:
    for stem in entry.stems():
        for grade in entry.grades:
            ending = "" if grade.grade.startswith("不分") else grade.grade
            found = ALL.items[entry.kind, stem + ending]
            assert (found.entry.id, found.grade) == (entry.id, grade)


def test_the_whole_list_is_there() -> None:
    assert len(ALL.entries) == 144
    assert len({entry.id for entry in ALL.entries}) == 144


def test_two_meanings_of_one_name_are_refused() -> None:
    with pytest.raises(ValueError, match="two meanings"):
        Qualifications.of([ALL.entries[0], ALL.entries[0].__class__(**_other(ALL.entries[0]))])


@pytest.mark.parametrize(
    ("kind", "text", "entry"),
    [
        ("construction", "建筑工程施工总承包二级", "CON-G01"),
        ("construction", "建筑工程 施工总承包 二级", "CON-G01"),
        ("construction", "公路交通工程(公路安全设施)专业承包二级", "CON-S18"),
        ("construction", "特种工程（结构补强）专业承包不分等级", "CON-S36"),
        ("survey", "岩土工程（勘察）乙级", "SUR-P01a"),
        ("design", "市政行业（给水工程）专业乙级", "DES-P17"),
        ("design", "工程设计市政行业乙级", "DES-I17"),
        ("supervision", "房屋建筑工程监理乙级", "SPV-P01"),
        ("testing", "钢结构专项", "TST-B03"),
    ],
)
def test_items_of_the_province(kind: str, text: str, entry: str) -> None:
    assert ALL.require_ours(kind, text, on=TODAY, original_route="").entry.id == entry


@pytest.mark.parametrize(
    ("code", "kind", "text"),
    [
        ("MINISTRY_ITEM", "construction", "建筑工程施工总承包一级"),
        ("MINISTRY_ITEM", "supervision", "工程监理综合资质"),
        ("CITY_ITEM", "construction", "预拌混凝土专业承包"),
        ("ITEM_ABOLISHED", "construction", "铁路工程施工总承包三级"),
        ("ITEM_ABOLISHED", "testing", "主体结构工程现场检测"),
        ("GRADE_UNKNOWN", "construction", "建筑工程施工总承包四级"),
        ("GRADE_UNKNOWN", "construction", "建筑工程施工总承包"),
        ("ITEM_UNKNOWN", "construction", "建筑工程总承包二级"),
        ("ITEM_UNKNOWN", "survey", "建筑工程施工总承包二级"),
    ],
)
def test_others_are_refused_with_the_reason(code: str, kind: str, text: str) -> None:
    with pytest.raises(RuleViolation) as refusal:
        ALL.require_ours(kind, text, on=TODAY, original_route="按原申报途径办理。")
    assert (refusal.value.code, refusal.value.field) == (code, "items")


def test_the_ministry_refusal_names_the_original_route() -> None:
    with pytest.raises(RuleViolation, match="按原申报途径办理"):
        ALL.require_ours(
            "construction", "铁路工程施工总承包二级", on=TODAY, original_route="按原申报途径办理。"
        )


def test_a_slip_is_answered_with_the_nearest_name() -> None:
    with pytest.raises(RuleViolation, match="是否为「建筑工程施工总承包二级」"):
        ALL.find("construction", "建筑工程总承包二级", on=TODAY)


@pytest.mark.parametrize(
    ("kind", "text", "last"),
    [
        ("construction", "建筑工程施工总承包三级", date(2021, 6, 30)),
        ("testing", "见证取样检测", date(2024, 7, 31)),
    ],
)
def test_the_last_day_still_counts(kind: str, text: str, last: date) -> None:
    assert ALL.find(kind, text, on=last)
    with pytest.raises(RuleViolation, match="ITEM_ABOLISHED"):
        ALL.find(kind, text, on=last.replace(day=1, month=last.month + 1))


def test_the_new_rules_for_testing_begin_in_march_2023() -> None:
    with pytest.raises(RuleViolation, match="ITEM_NOT_YET"):
        ALL.find("testing", "钢结构专项", on=date(2023, 2, 28))


def _other(entry: Entry) -> dict[str, object]:
    grades = (Grade(grade=entry.grades[0].grade, authority=Authority.CITY),)
    return {name: getattr(entry, name) for name in Entry.__dataclass_fields__} | {"id": "X", "grades": grades}
