"""What an item of a certificate means: category, grade, and who decides about it on a given day. Pure.

The list is data, `qualifications.toml`; an item is found by its exact name, so each name has one meaning.
"""

import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Self, TypeVar

from zizhi.core.dates import in_chinese
from zizhi.core.errors import RuleViolation
from zizhi.core.text import canonical

__all__ = ["Authority", "Entry", "Grade", "Qualification", "Qualifications", "item_name"]

_Value = TypeVar("_Value")
_UNGRADED = ("不分等级", "不分类别与等级")


class Authority(StrEnum):
    """Who decides."""

    MINISTRY = "M"
    PROVINCE = "P"
    CITY = "C"


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """One grade of a category; `until` is the last day on which it could be granted."""

    grade: str
    authority: Authority
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One category of the standards; an S in `names` stands for each specialty."""

    id: str
    kind: str
    series: str
    category: str
    names: tuple[str, ...]
    specialties: tuple[str, ...]
    grades: tuple[Grade, ...]
    since: date | None
    until: date | None
    confidence: str

    def stems(self) -> Iterator[str]:
        """Every way to write the category, the grade left out."""
        for name in self.names:
            if "S" in name:
                yield from (name.replace("S", specialty) for specialty in self.specialties)
            else:
                yield name


@dataclass(frozen=True, slots=True, kw_only=True)
class Qualification:
    """An item found: its entry and grade, and the name to print."""

    name: str
    entry: Entry
    grade: Grade


@dataclass(frozen=True, slots=True, kw_only=True)
class Qualifications:
    """The list, indexed by (kind, item name) and by (kind, stem)."""

    entries: tuple[Entry, ...]
    items: Mapping[tuple[str, str], Qualification]
    categories: Mapping[tuple[str, str], Entry]

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> Self:
        """Index entries. Two meanings of one name are an error in the data: ValueError."""
        entries = tuple(entries)
        items = _once((_key(e, q.name), q) for e in entries for q in _qualifications(e))
        categories = _once((_key(e, stem), e) for e in entries for stem in e.stems())
        return cls(entries=entries, items=items, categories=categories)

    def find(self, kind: str, text: str, *, on: date) -> Qualification:
        """The qualification an item names, whoever decides about it.

        Raises:
            RuleViolation: `ITEM_UNKNOWN`, `GRADE_UNKNOWN`, `ITEM_NOT_YET`, `ITEM_ABOLISHED`.
        """
        name = item_name(text)
        found = self.items.get((kind, name))
        if found is None:
            raise self._unknown(kind, name)
        _check_in_force(found, on)
        return found

    def require_ours(self, kind: str, text: str, *, on: date, original_route: str) -> Qualification:
        """`find`, and that the provincial department decides about it.

        Raises:
            RuleViolation: as `find`; `MINISTRY_ITEM` naming the original route, `CITY_ITEM`.
        """
        found = self.find(kind, text, on=on)
        if found.grade.authority is Authority.MINISTRY:
            message = f"「{found.name}」由住房和城乡建设部核准。{original_route}"
            raise RuleViolation("MINISTRY_ITEM", message, "items")
        if found.grade.authority is Authority.CITY:
            message = f"「{found.name}」由设区的市住房城乡建设主管部门核准，请向企业注册地的主管部门办理。"
            raise RuleViolation("CITY_ITEM", message, "items")
        return found

    def _unknown(self, kind: str, name: str) -> RuleViolation:
        for (its_kind, stem), entry in self.categories.items():
            if its_kind == kind and name.startswith(stem) and len(name) - len(stem) <= 4:
                grades = "、".join(grade.grade for grade in entry.grades)
                return RuleViolation(
                    "GRADE_UNKNOWN", f"「{stem}」的等级为{grades}，没有「{name}」。", "items"
                )
        known = [item for its_kind, item in self.items if its_kind == kind]
        near = difflib.get_close_matches(name, known, n=1, cutoff=0.6)
        hint = f"是否为「{near[0]}」？" if near else "请按资质标准的名称填写。"
        return RuleViolation("ITEM_UNKNOWN", f"资质标准中没有「{name}」，{hint}", "items")


def item_name(text: str) -> str:
    """The one way to write an item: NFC, no blanks, brackets of full width as in the standards."""
    return canonical(text).replace("(", "（").replace(")", "）")


def _qualifications(entry: Entry) -> Iterator[Qualification]:
    for stem in entry.stems():
        for grade in entry.grades:
            for ending in ("", "不分等级") if grade.grade in _UNGRADED else (grade.grade,):
                yield Qualification(name=stem + ending, entry=entry, grade=grade)


def _key(entry: Entry, name: str) -> tuple[str, str]:
    return entry.kind, name


def _once(pairs: Iterable[tuple[tuple[str, str], _Value]]) -> Mapping[tuple[str, str], _Value]:
    index: dict[tuple[str, str], _Value] = {}
    for key, value in pairs:
        if index.setdefault(key, value) is not value:
            raise ValueError(f"two meanings of one name: {key}")
    return index


def _check_in_force(found: Qualification, on: date) -> None:
    since, ends = found.entry.since, [d for d in (found.entry.until, found.grade.until) if d]
    if since and on < since:
        message = f"「{found.name}」自{in_chinese(since)}起才有。"
        raise RuleViolation("ITEM_NOT_YET", message, "items")
    if ends and on > min(ends):
        message = f"「{found.name}」已取消，{in_chinese(min(ends))}后不再核发。"
        raise RuleViolation("ITEM_ABOLISHED", message, "items")
