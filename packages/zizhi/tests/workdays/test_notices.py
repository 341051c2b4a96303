"""Files of notices: what is read, and every fault by its line."""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zizhi.core.errors import RuleViolation
from zizhi.workdays.notices import FaultyNotice, read_notices


def _refused(data: bytes) -> list[tuple[int, str]]:
    with pytest.raises(FaultyNotice) as caught:
        read_notices(data)
    return [(fault.line, fault.zh) for fault in caught.value.faults]


def test_a_notice_is_read(written: Callable[..., bytes]) -> None:
    (notice,) = read_notices(written())
    assert (notice.year, notice.document, len(notice.days_off)) == (2027, "演示〔2026〕1号", 20)
    assert notice.make_up_days == {date(2027, 2, 13)}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_as_a_spreadsheet_writes_it(written: Callable[..., bytes], encoding: str) -> None:
    text = written().decode().replace("2027-02-13,", "2027/2/13,").replace("\n", "\r\n")
    assert read_notices(text.encode(encoding)) == read_notices(written())


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("27,甲,放假,2027-06-09,", "年份「27」"),
        ("2027,,放假,2027-06-09,", "文号"),
        ("2027,甲,休息,2027-06-09,", "安排「休息」"),
        ("2027,甲,放假,,", "起「」"),
        ("2027,甲,放假,2027-02-29,", "起「2027-02-29」"),
        ("2027,甲,放假,2027-06-09,9日", "止「9日」"),
        ("2027,甲,放假,2027-06-09,,端午", "比表头多"),
        ("2027,演示〔2026〕1号,放假,2027-06-09,2027-06-08", "起止不对"),
        ("2027,演示〔2026〕1号,放假,2027-06-09,2027-07-10", "起止不对"),
        ("2027,演示〔2026〕1号,放假,2028-01-01,", "不在 2027 年"),
        ("2027,演示〔2026〕1号,放假,2026-12-25,", "不在 2027 年"),
        ("2027,演示〔2026〕1号,上班,2027-06-09,", "不是周末"),
        ("2027,演示〔2026〕1号,上班,2027-10-02,", "在第6行已经写过"),
        ("2027,甲,放假,2027-06-09,", "文号与第2行不同"),
    ],
)
def test_a_fault_is_named_with_its_line(written: Callable[..., bytes], line: str, word: str) -> None:
    ((number, zh),) = _refused(written(line))
    assert number == 7
    assert word in zh


def test_all_faults_are_named_at_once(written: Callable[..., bytes]) -> None:
    faults = _refused(written("2027,甲,休息,2027-06-09,", "27,,放假,x,"))
    assert [line for line, _ in faults] == [7, 8, 8, 8]


def test_a_year_without_its_national_day_is_not_complete(written: Callable[..., bytes]) -> None:
    data = written().replace(b"2027-10-01,2027-10-07", b"2027-10-03,2027-10-07")
    assert _refused(data) == [(2, "2027 年的安排不完整，缺少法定节假日 2027-10-01、2027-10-02。")]


def test_the_new_year_holiday_may_begin_in_december(written: Callable[..., bytes]) -> None:
    (notice,) = read_notices(written("2027,演示〔2026〕1号,放假,2026-12-31,"))
    assert date(2026, 12, 31) in notice.days_off


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "没有一行"),
        ("年份,文号,安排,起,止\n".encode(), "没有一行"),
        (b"year,document\n2027,1\n", "表头应为"),
        (b"\xff\xff\xff", "UTF-8"),
        (b'a\n"b"c\n', "CSV 格式有误"),
        (b" " * (1024 * 1024 + 1), "1 MB"),
    ],
)
def test_what_is_no_such_table(data: bytes, word: str) -> None:
    with pytest.raises(RuleViolation, match=word) as caught:
        read_notices(data)
    assert caught.value.code == "NOTICE_FILE"


CELLS = st.sampled_from(
    ["2027", "甲", "放假", "上班", "2027-10-01", "2027-12-31", "9999-12-31", "", "\0", '"']
)


@given(st.lists(st.lists(CELLS, max_size=6), max_size=4))
def test_nothing_else_comes_out_of_any_file(rows: list[list[str]]) -> None:
    data = "\n".join(["年份,文号,安排,起,止", *(",".join(row) for row in rows)]).encode()
    with pytest.raises(RuleViolation):
        read_notices(data)
