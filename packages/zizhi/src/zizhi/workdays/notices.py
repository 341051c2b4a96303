"""Notices as an official writes them down: CSV, one line for each stretch of days. Pure.

```
年份,文号,安排,起,止
2026,国办发明电〔2025〕7号,放假,2026-01-01,2026-01-03
2026,国办发明电〔2025〕7号,上班,2026-01-04,
```
A file may hold several years; each year in it is complete.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from zizhi.core.errors import RuleViolation
from zizhi.workdays.calendar import YearNotice, fixed_holidays, turn_of_year

__all__ = ["COLUMNS", "Fault", "FaultyNotice", "read_notices"]

COLUMNS: Final = ("年份", "文号", "安排", "起", "止")
"""Headings, in any order; `止` stays empty where it is one day."""

_WORKED: Final[Mapping[str, bool]] = {"放假": False, "上班": True}
_YEAR: Final = re.compile(r"20[0-9]{2}")
_DATE: Final = re.compile(r"([0-9]{4})[-/]([0-9]{1,2})[-/]([0-9]{1,2})")  # spreadsheets write 2026/1/4
_LONGEST: Final = 31
_MOST_BYTES: Final = 1024 * 1024
_LONGEST_DOCUMENT: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What is wrong with a line of the file, counted from 1 with the headings."""

    line: int
    zh: str


class FaultyNotice(RuleViolation):
    """The file is refused as a whole; `faults` are in the order of its lines."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(faults, key=lambda fault: fault.line))
        message = "\n".join(f"第{fault.line}行：{fault.zh}" for fault in self.faults)
        super().__init__("NOTICE_FAULTY", message, "file")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    number: int
    year: int
    document: str
    worked: bool
    first: date
    last: date

    def days(self) -> Iterator[date]:
        for n in range((self.last - self.first).days + 1):
            yield self.first + timedelta(days=n)


def read_notices(data: bytes) -> tuple[YearNotice, ...]:
    """Read a whole file, by years.

    Raises:
        RuleViolation: `NOTICE_FILE` where it is no such table, `NOTICE_FAULTY` with every fault and its line.
    """
    records, faults, lines = _records(data), list[Fault](), list[_Line]()
    for number, record in records:
        if found := list(_faults_of_cells(record)):
            faults += (Fault(line=number, zh=zh) for zh in found)
        else:
            lines.append(_line(number, record))
    faults += _faults_of_days(lines)
    years = {year: [line for line in lines if line.year == year] for year in sorted({x.year for x in lines})}
    if not faults:  # whether a year is complete cannot be said while lines are missing
        faults += (fault for of_year in years.values() for fault in _faults_of_year(of_year))
    if faults:
        raise FaultyNotice(faults)
    return tuple(_notice(of_year) for of_year in years.values())


def _records(data: bytes) -> list[tuple[int, dict[str, str]]]:
    reader = csv.reader(io.StringIO(_decode(data), newline=""), strict=True)
    try:
        rows = [
            (reader.line_num, [cell.strip() for cell in row]) for row in reader if any(map(str.strip, row))
        ]
    except csv.Error as error:
        raise _unusable(f"第{reader.line_num}行：CSV 格式有误（{error}）。") from error
    if len(rows) < 2:
        raise _unusable("文件里没有一行安排。")
    headings = rows[0][1]
    if sorted(headings) != sorted(COLUMNS):
        raise _unusable(f"表头应为：{'、'.join(COLUMNS)}。")
    return [(number, _by_heading(headings, cells)) for number, cells in rows[1:]]


def _by_heading(headings: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    padded = [*cells, *[""] * (len(headings) - len(cells))]
    return dict(zip(headings, padded, strict=False)) | {"多余": "".join(cells[len(headings) :])}


def _decode(data: bytes) -> str:
    if len(data) > _MOST_BYTES:
        raise _unusable("文件超过 1 MB。")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise _unusable("文件既不是 UTF-8 也不是 GB18030 编码。")


def _faults_of_cells(record: Mapping[str, str]) -> Iterator[str]:
    if record["多余"]:
        yield "单元格比表头多。"
    if not _YEAR.fullmatch(record["年份"]):
        yield f"年份「{record['年份']}」应写作 2026 的形式。"
    if not 0 < len(record["文号"]) <= _LONGEST_DOCUMENT:
        yield f"须写明文号，不超过 {_LONGEST_DOCUMENT} 个字。"
    if record["安排"] not in _WORKED:
        yield f"安排「{record['安排']}」应为 放假 或 上班。"
    for column in ("起", "止"):
        if (record[column] or column == "起") and _day(record[column]) is None:
            yield f"{column}「{record[column]}」应写作 2026-01-04 的形式。"


def _day(text: str) -> date | None:
    found = _DATE.fullmatch(text)
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def _line(number: int, record: Mapping[str, str]) -> _Line:
    first = _day(record["起"])
    assert first
    return _Line(
        number=number,
        year=int(record["年份"]),
        document=record["文号"],
        worked=_WORKED[record["安排"]],
        first=first,
        last=_day(record["止"]) or first,
    )


def _faults_of_days(lines: Iterable[_Line]) -> Iterator[Fault]:
    seen = dict[date, int]()
    for line in lines:
        if not 0 <= (line.last - line.first).days < _LONGEST:
            yield Fault(line=line.number, zh=f"起止不对：止不早于起，一次不超过 {_LONGEST} 天。")
            continue
        for day in line.days():
            yield from (Fault(line=line.number, zh=zh) for zh in _faults_of_day(line, day))
            if (before := seen.setdefault(day, line.number)) != line.number:
                yield Fault(line=line.number, zh=f"{day} 在第{before}行已经写过。")


def _faults_of_day(line: _Line, day: date) -> Iterator[str]:
    before = day.year == line.year - 1 and turn_of_year(day)  # the New Year holiday may begin in December
    if day.year != line.year and not before:
        yield f"{day} 不在 {line.year} 年的安排之内。"
    if line.worked and day.weekday() < 5:
        yield f"{day} 不是周末，不会是调休上班的日子。"


def _faults_of_year(lines: Sequence[_Line]) -> Iterator[Fault]:
    first = lines[0]
    for line in lines:
        if line.document != first.document:
            yield Fault(line=line.number, zh=f"文号与第{first.number}行不同；一年的安排只有一个文号。")
    named = {day for line in lines if not line.worked for day in line.days()}
    # 全国年节及纪念日放假办法 第二条
    if missing := sorted(fixed_holidays(first.year) - named):
        days = "、".join(map(str, missing))
        yield Fault(line=first.number, zh=f"{first.year} 年的安排不完整，缺少法定节假日 {days}。")


def _notice(lines: Sequence[_Line]) -> YearNotice:
    return YearNotice(
        year=lines[0].year,
        document=lines[0].document,
        days_off=frozenset(day for line in lines if not line.worked for day in line.days()),
        make_up_days=frozenset(day for line in lines if line.worked for day in line.days()),
    )


def _unusable(message: str) -> RuleViolation:
    return RuleViolation("NOTICE_FILE", message, "file")
