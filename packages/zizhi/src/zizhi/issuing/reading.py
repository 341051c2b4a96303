"""A decision list as it comes in, CSV or JSON, into rows of plain text. Judges nothing; see `rows`."""

import csv
import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from zizhi.core.errors import RuleViolation

__all__ = ["COLUMNS", "OPTIONAL", "RawItem", "RawRow", "RowList", "read_rows"]

COLUMNS: Mapping[str, str] = {
    "decision_document": "决定文号",
    "purpose": "办理事项",
    "kind": "证书类别",
    "uscc": "统一社会信用代码",
    "name": "企业名称",
    "legal_representative": "法定代表人",
    "registered_address": "注册地址",
    "registered_capital": "注册资本",
    "items": "资质项目",
    "valid_from": "有效期起",
    "valid_until": "有效期止",
    "previous_uscc": "原统一社会信用代码",
    "paper_number": "原纸质证书编号",
    "foreign_funded": "外商投资",
}
"""English key → Chinese heading; a file may use either."""

OPTIONAL = frozenset({"previous_uscc", "paper_number", "foreign_funded"})
"""Columns a file may leave out."""

_KEYS: Mapping[str, str] = {heading: key for key, heading in COLUMNS.items()} | {key: key for key in COLUMNS}
_ITEM_KEYS: Mapping[str, str] = {
    "类别": "category",
    "等级": "grade",
    "有效期止": "valid_until",
    "category": "category",
    "grade": "grade",
    "valid_until": "valid_until",
}
_MOST_ROWS = 100_000
_MOST_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class RawItem:
    """One qualification as written."""

    category: str
    grade: str = ""
    valid_until: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RawRow:
    """One row as written; every column is present, empty where the file has none."""

    number: int
    """Counted from 1, headings not counted."""
    values: Mapping[str, str]
    items: tuple[RawItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RowList:
    """The rows and what the operator should know about how the file was read."""

    rows: tuple[RawRow, ...]
    notes: tuple[str, ...] = ()


def read_rows(data: bytes) -> RowList:
    """Read a whole file; CSV or JSON is told by its first character. Raises RuleViolation."""
    if len(data) > _MOST_BYTES:
        raise _unusable("文件超过 64 MB，请分批。")
    text, notes = _decode(data)
    rows = _json_rows(text) if text.lstrip()[:1] in ("[", "{") else _csv_rows(text)
    if not rows:
        raise _unusable("文件里没有一行数据。")
    if len(rows) > _MOST_ROWS:
        raise _unusable(f"文件超过 {_MOST_ROWS} 行，请分批。")
    return RowList(rows=rows, notes=notes)


def _decode(data: bytes) -> tuple[str, tuple[str, ...]]:
    try:
        return data.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        pass
    try:
        return data.decode("gb18030"), ("文件不是 UTF-8 编码，已按 GB18030 读取；请核对生僻字。",)
    except UnicodeDecodeError as error:
        raise _unusable("文件既不是 UTF-8 也不是 GB18030 编码。") from error


def _csv_rows(text: str) -> tuple[RawRow, ...]:
    try:
        records = [
            r for r in csv.reader(io.StringIO(text, newline=""), strict=True) if any(map(str.strip, r))
        ]
    except csv.Error as error:
        raise _unusable(f"CSV 格式有误：{error}") from error
    if not records:
        return ()
    keys = _columns(records[0])
    return tuple(_csv_row(number, keys, record) for number, record in enumerate(records[1:], 1))


def _columns(headings: list[str]) -> list[str]:
    keys = [_KEYS.get(heading.strip(), "") for heading in headings]
    unknown = [h.strip() for h, key in zip(headings, keys, strict=True) if not key]
    if unknown:
        raise _unusable(f"不认识的列：{'、'.join(unknown)}。可用的列：{'、'.join(COLUMNS.values())}。")
    missing = [COLUMNS[key] for key in COLUMNS if key not in keys and key not in OPTIONAL]
    if missing:
        raise _unusable(f"缺少列：{'、'.join(missing)}。")
    if len(set(keys)) != len(keys):
        raise _unusable("同一列出现了两次。")
    return keys


def _csv_row(number: int, keys: list[str], record: list[str]) -> RawRow:
    if len(record) > len(keys):
        raise _unusable(f"第{number}条的单元格比表头多。")
    values = dict(zip(keys, (cell.strip() for cell in record), strict=False))
    return _row(number, values, _items_from_text(values.get("items", "")))


def _items_from_text(cell: str) -> tuple[RawItem, ...]:
    """`类别|等级|有效期止；…`, the last two may be left out."""
    parts = cell.replace(";", "；").replace("\n", "；").split("；")
    return tuple(_item_from_text(part.strip()) for part in parts if part.strip())


def _item_from_text(part: str) -> RawItem:
    fields = [field.strip() for field in part.replace("｜", "|").split("|")]
    if len(fields) > 3:
        raise _unusable(f"资质项目「{part}」应写作 类别|等级|有效期止。")
    category, grade, until, *_ = [*fields, "", ""]
    return RawItem(category=category, grade=grade, valid_until=until)


def _json_rows(text: str) -> tuple[RawRow, ...]:
    try:
        records = json.loads(text, object_pairs_hook=_object, parse_constant=_no_number)
        json.dumps(records, ensure_ascii=False).encode()  # half a surrogate pair is no character
    except (ValueError, RecursionError) as error:
        raise _unusable(f"JSON 格式有误：{error}") from error
    if isinstance(records, dict):
        records = records.get("rows", records.get("决定", [records]))
    if not isinstance(records, list):
        raise _unusable("JSON 应为由对象组成的数组。")
    return tuple(_json_row(number, record) for number, record in enumerate(records, 1))


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    fields = dict(pairs)
    if len(fields) < len(pairs):  # which of the two was meant, nobody can say
        raise ValueError("同一名称出现了两次")
    return fields


def _no_number(text: str) -> object:
    raise ValueError(f"{text} 不是数")


def _json_row(number: int, record: object) -> RawRow:
    if not isinstance(record, dict):
        raise _unusable(f"第{number}条不是 JSON 对象。")
    unknown = [str(key) for key in record if key not in _KEYS]
    if unknown:
        raise _unusable(f"第{number}条有不认识的列：{'、'.join(unknown)}。")
    fields = {_KEYS[key]: value for key, value in record.items()}
    if len(fields) < len(record):
        raise _unusable(f"第{number}条的同一列出现了两次。")
    items = fields.pop("items", "")
    return _row(number, {k: _plain(v, number) for k, v in fields.items()}, _items(number, items))


def _items(number: int, value: object) -> tuple[RawItem, ...]:
    if isinstance(value, str):
        return _items_from_text(value)
    if not isinstance(value, list):
        raise _unusable(f"第{number}条的资质项目应为数组或文字。")
    return tuple(_item(number, item) for item in value)


def _item(number: int, item: object) -> RawItem:
    if isinstance(item, str):
        return _item_from_text(item)
    if not isinstance(item, dict) or any(key not in _ITEM_KEYS for key in item):
        raise _unusable(f"第{number}条的资质项目只可有 类别、等级、有效期止 三项。")
    fields = {_ITEM_KEYS[key]: _plain(value, number) for key, value in item.items()}
    return RawItem(
        category=fields.get("category", ""),
        grade=fields.get("grade", ""),
        valid_until=fields.get("valid_until", ""),
    )


def _row(number: int, values: Mapping[str, str], items: Iterable[RawItem]) -> RawRow:
    filled = {key: values.get(key, "") for key in COLUMNS if key != "items"}
    return RawRow(number=number, values=filled, items=tuple(items))


def _plain(value: object, number: int) -> str:
    if isinstance(value, (list, dict)):
        raise _unusable(f"第{number}条有应为文字的一列写成了数组或对象。")
    return "" if value is None else str(value).strip()


def _unusable(message: str) -> RuleViolation:
    return RuleViolation("FILE_UNUSABLE", message, "file")
