"""CSV and JSON decision lists give the same rows."""

import json
from collections.abc import Iterable

import pytest

from zizhi.core.errors import RuleViolation
from zizhi.issuing.reading import COLUMNS, RawItem, read_rows

VALUES = {key: f"值{n}" for n, key in enumerate(COLUMNS)} | {"items": "甲类|一级|2031-01-02；乙类"}


def _csv(headings: Iterable[str], *rows: Iterable[str]) -> str:
    return "\r\n".join(",".join(line) for line in (headings, *rows)) + "\r\n"


CSV = _csv(COLUMNS.values(), VALUES.values())


def test_chinese_and_english_headings_read_alike() -> None:
    assert read_rows(CSV.encode()) == read_rows(_csv(COLUMNS, VALUES.values()).encode())


def test_json_reads_like_csv() -> None:
    items = [{"类别": "甲类", "等级": "一级", "有效期止": "2031-01-02"}, {"category": "乙类"}]
    record = {COLUMNS[key]: value for key, value in VALUES.items()} | {"资质项目": items}
    assert read_rows(json.dumps([record]).encode()) == read_rows(CSV.encode())


def test_items_are_taken_apart() -> None:
    (row,) = read_rows(CSV.encode()).rows
    assert row.items == (
        RawItem(category="甲类", grade="一级", valid_until="2031-01-02"),
        RawItem(category="乙类"),
    )


def test_bom_is_ignored() -> None:
    assert read_rows(CSV.encode("utf-8-sig")) == read_rows(CSV.encode())


def test_gb18030_is_read_and_told() -> None:
    answer = read_rows(CSV.encode("gb18030"))
    assert answer.rows == read_rows(CSV.encode()).rows
    assert "GB18030" in answer.notes[0]


def test_json_items_may_be_texts_too():
    whole, listed = ({"items": value} for value in ("甲类|一级；乙类", ["甲类|一级", "乙类"]))
    assert read_rows(json.dumps([whole]).encode()) == read_rows(json.dumps([listed]).encode())


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "没有一行"),
        (b"\xff\xff\xff", "编码"),
        (CSV.replace("企业名称", "企业").encode(), "不认识的列：企业"),
        (_csv(list(COLUMNS)[1:]).encode(), "缺少列：决定文号"),
        (_csv([*COLUMNS, "kind"]).encode(), "两次"),
        (_csv(COLUMNS, [*VALUES.values(), "多"]).encode(), "比表头多"),
        (b"[1]", "不是 JSON 对象"),
        (b"[", "JSON 格式有误"),
        (b'{"rows": 3}', "数组"),
        (b'[{"items": 3}]', "数组或文字"),
        (b'[{"items": [{"x": 1}]}]', "三项"),
        (b'[{"x": 1}]', "不认识的列：x"),
        (b'[{"name": "a", "name": "b"}]', "同一名称出现了两次"),
        ('[{"name": "a", "企业名称": "b"}]'.encode(), "同一列出现了两次"),
        (b'[{"name": ["a"]}]', "写成了数组"),
        (b'[{"name": NaN}]', "NaN 不是数"),
        (b'[{"name": "\\ud800"}]', "surrogates"),
        (CSV.replace("乙类", "a|b|c|d").encode(), "应写作"),
        (b'"a', "CSV 格式有误"),
        (b"[" + b"{}," * 100_000 + b"{}]", "超过 100000 行"),
        (b" " * (64 * 1024 * 1024 + 1), "64 MB"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_unusable_files_say_why(data: bytes, word: str) -> None:
    with pytest.raises(RuleViolation) as caught:
        read_rows(data)
    assert word in str(caught.value)
