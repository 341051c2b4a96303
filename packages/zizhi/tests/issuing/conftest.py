"""A hall that can issue, and decision lists for it."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from zizhi.core.uscc import check_character
from zizhi.issuing.reading import COLUMNS, RawItem, RawRow
from zizhi.sealing import custody

EXAMPLES = Path(__file__).resolve().parents[4] / "examples"


@pytest.fixture
def sealing_hall(hall, custody_template):
    """A hall of the test's own with demonstration custody."""
    shutil.copytree(custody_template, custody.folder(hall.home))
    return hall


@pytest.fixture(scope="session")
def examples() -> Path:
    """The folder of example lists."""
    return EXAMPLES


@pytest.fixture
def raw_row() -> Callable[..., RawRow]:
    """`raw_row(n, **changes)`: the n-th made-up row, good unless changed."""
    return _row


def _row(n: int = 1, *, items: tuple[RawItem, ...] | None = None, **changes: str) -> RawRow:
    body = f"91990100MA{n:07d}"
    values = dict.fromkeys(COLUMNS, "") | {
        "decision_document": "示例许可〔2026〕1号",
        "purpose": "首次申请",
        "kind": "建筑业企业资质证书",
        "uscc": body + check_character(body),
        "name": f"示例第{n}建筑工程有限公司",
        "legal_representative": "张示例",
        "registered_address": "示例省示例市样张路1号",
        "registered_capital": "5000万元",
        "valid_from": "2026-11-02",
        "valid_until": "2031-11-01",
        **changes,
    }
    values.pop("items")
    good = (RawItem(category="建筑工程施工总承包", grade="二级"),)
    return RawRow(number=n, values=values, items=good if items is None else items)
