"""`zizhi issue FILE`: a decision list in, sealed certificates out, an answer for every row."""

import json
import sys
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path

from django.core.management.base import BaseCommand

from zizhi.core.errors import RuleViolation
from zizhi.issuing.lists import ListAnswer, RowResult, issue_list, read_list
from zizhi.ops.actors import actor
from zizhi.ops.faults import said
from zizhi.ops.tables import Progress, table

ALL_ISSUED, SOME_REFUSED, NOTHING_USABLE = 0, 1, 2


class Command(BaseCommand):
    help = "导入决定清单（CSV 或 JSON）并签发。退出码：0 全部签发，1 部分未签发，2 没有可用的行"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="文件", help="CSV 或 JSON 文件；- 表示标准输入")
        parser.add_argument("--as", dest="user", default="", metavar="用户", help="以该用户的权限签发")
        parser.add_argument("--json", action="store_true", help="以 JSON 输出每一行的结果")

    def handle(self, *args: object, **options: object) -> None:
        try:
            data = _read(options["file"])
            answer = issue_list(data, by=actor(str(options["user"])), progress=Progress("签发"))
        except (RuleViolation, OSError) as error:
            self.stderr.write(said(error))
            sys.exit(NOTHING_USABLE)
        self.stdout.write(_as_json(answer) if options["json"] else _as_table(answer))
        sys.exit(_code(answer))


def _read(file: object) -> bytes:
    path = Path(str(file))
    return sys.stdin.buffer.read() if str(path) == "-" else read_list(path)


def _code(answer: ListAnswer) -> int:
    if not answer.issued:
        return NOTHING_USABLE
    return ALL_ISSUED if answer.issued == len(answer.rows) else SOME_REFUSED


def _as_table(answer: ListAnswer) -> str:
    lines = [
        (str(row.answer.row), "已签发" if row.issued else "未签发", row.answer.name, row.says)
        for row in answer.rows
    ]
    summary = f"共 {len(answer.rows)} 条，已签发 {answer.issued} 条。"
    return "\n".join([*answer.notes, table(("序号", "结果", "企业名称", "编号或原因"), lines), "", summary])


def _as_json(answer: ListAnswer) -> str:
    rows = [_row_as_json(row) for row in answer.rows]
    return json.dumps({"notes": answer.notes, "rows": rows}, ensure_ascii=False, indent=1)


def _row_as_json(row: RowResult) -> dict[str, object]:
    said = asdict(row.answer)
    return {
        "row": said["row"],
        "name": said["name"],
        "issued": row.issued,
        "fresh": said["fresh"],
        "number": said["number"],
        "sm3": row.digest,
        "error": row.error,
        "refusals": said["refusals"],
    }
