"""Reads the list of qualifications, once a process."""

import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Any

from zizhi.certificates.qualifications import Authority, Entry, Grade, Qualifications

__all__ = ["qualifications"]


@lru_cache(maxsize=1)
def qualifications() -> Qualifications:
    """The list in ``qualifications.toml``."""
    text = (files("zizhi.certificates") / "qualifications.toml").read_text(encoding="utf-8")
    return Qualifications.of(_entry(table) for table in tomllib.loads(text)["entries"])


def _entry(table: dict[str, Any]) -> Entry:
    return Entry(
        id=table["id"],
        kind=table["kind"],
        series=table["series"],
        category=table["category"],
        names=tuple(table["names"]),
        specialties=tuple(table.get("specialties", ())),
        grades=tuple(_grade(grade) for grade in table["grades"]),
        since=table.get("from"),
        until=table.get("until"),
        confidence=table["confidence"],
    )


def _grade(table: dict[str, Any]) -> Grade:
    authority = Authority(table["authority"])
    return Grade(grade=table["grade"], authority=authority, until=table.get("until"))
