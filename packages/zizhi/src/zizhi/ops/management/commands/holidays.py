"""`zizhi holidays import FILE` takes in a year's notice, `zizhi holidays show YEAR` shows what is known."""

import sys
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path

from django.core.management.base import BaseCommand

from zizhi.core import clock
from zizhi.core.errors import RuleViolation
from zizhi.issuing.lists import read_list
from zizhi.ops.actors import actor
from zizhi.ops.tables import table
from zizhi.workdays import selectors
from zizhi.workdays.calendar import YearNotice
from zizhi.workdays.services import import_notices

NO_NOTICE, UNUSABLE = 1, 2


class Command(BaseCommand):
    help = "holidays import 文件：导入国务院办公厅的放假安排；holidays show 年份：查看，尚无安排时退出码为 1"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("act", choices=["import", "show"], help="import：导入；show：查看")
        parser.add_argument("subject", metavar="文件或年份", help="CSV 文件，或 2027 这样的年份")
        parser.add_argument("--as", dest="user", default="", metavar="用户", help="以该用户的权限导入")

    def handle(self, *args: object, **options: object) -> None:
        act = self._import if options["act"] == "import" else self._show
        try:
            code = act(str(options["subject"]), str(options["user"]))
        except RuleViolation as error:
            self.stderr.write(error.message)
            code = UNUSABLE
        sys.exit(code)

    def _import(self, file: str, user: str) -> int:
        imported = import_notices(read_list(Path(file)), by=actor(user), now=clock.now())
        rows = [
            (str(one.notice.year), "已导入" if one.fresh else "没有变化", one.notice.document)
            for one in imported
        ]
        self.stdout.write(table(("年份", "结果", "文号"), rows))
        return 0

    def _show(self, year: str, user: str) -> int:
        known = selectors.table()
        number = _year(year)
        days = known.working_days_between(date(number - 1, 12, 31), date(number, 12, 31))
        notice = known.notices.get(number)
        if notice is None:
            self.stdout.write(
                f"{number} 年还没有导入放假安排：只按周末和日期固定的节假日计算，结果均为预计。"
            )
            self.stdout.write(f"预计工作日 {days} 天。")
            return NO_NOTICE
        self.stdout.write(notice.document)
        self.stdout.write(table(("安排", "起", "止", "天数"), _stretches(notice)))
        self.stdout.write(f"\n工作日 {days} 天。")
        return 0


def _year(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and 2000 <= int(text) <= 2099):
        raise RuleViolation("YEAR_FORM", f"年份「{text}」应写作 2026 的形式。", "year")
    return int(text)


def _stretches(notice: YearNotice) -> list[tuple[str, str, str, str]]:
    off = [(first, last, "放假") for first, last in _runs(notice.days_off)]
    worked = [(day, day, "上班") for day in notice.make_up_days]
    return [
        (what, str(first), str(last), str((last - first).days + 1))
        for first, last, what in sorted(off + worked)
    ]


def _runs(days: Iterable[date]) -> Iterator[tuple[date, date]]:
    """First and last of each stretch of days that follow one another."""
    known = set(days)
    for first in sorted(day for day in known if day - timedelta(days=1) not in known):
        last = first
        while last + timedelta(days=1) in known:
            last += timedelta(days=1)
        yield first, last
