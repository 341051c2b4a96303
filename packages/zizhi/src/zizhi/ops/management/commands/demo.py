"""`zizhi demo`: a hall to look at, seeded by acting; exits 0 only if every certificate verifies."""

import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path

from django.core.management import call_command
from django.core.management.base import BaseCommand

from zizhi.core.errors import RuleViolation
from zizhi.issuing.lists import ListAnswer, read_list
from zizhi.ops import demonstration
from zizhi.ops.demonstration import Shown
from zizhi.ops.faults import said
from zizhi.ops.tables import table


class Command(BaseCommand):
    help = "建立演示环境并签发、查验示例证书；全部正常时退出码为 0。再次运行只需数秒"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--list", type=Path, metavar="文件", help="决定清单，默认 examples/decisions.csv")

    def handle(self, *args: object, **options: object) -> None:
        try:
            answer, shown = self._run(options["list"])
        except (RuleViolation, OSError) as error:
            self.stderr.write(said(error))
            sys.exit(1)
        self._report(answer, list(shown))
        sys.exit(0 if _all_well(answer, list(shown)) else 1)

    def _run(self, given: object) -> tuple[ListAnswer, Sequence[Shown]]:
        self._say("建立数据库")
        call_command("migrate", verbosity=0, interactive=False)
        made = demonstration.prepare_custody()
        self._say("制作演示用证书链、电子印章和二维码密钥" if made else "沿用已有的演示印章和密钥")
        self._say(f"按 {given or demonstration.example_list()} 签发")
        rows = read_list(given) if isinstance(given, Path) else demonstration.example_rows()
        answer = demonstration.seed(rows)
        self._say("逐一查验")
        return answer, demonstration.show(answer)

    def _report(self, answer: ListAnswer, shown: list[Shown]) -> None:
        rows = [(one.kind, one.number, str(one.path or "—"), one.verdict) for one in shown]
        self.stdout.write(table(("证书类别", "证书编号", "文件", "查验结论"), rows))
        for row in answer.rows:
            if not row.issued:
                self.stdout.write(f"第{row.answer.row}条 {row.answer.name} 未签发：{row.says}")
        well = sum(one.is_well for one in shown)
        self.stdout.write(f"\n共 {len(answer.rows)} 条，签发 {answer.issued} 份，查验有效 {well} 份。")

    def _say(self, text: str) -> None:
        self.stderr.write(f"· {text}")


def _all_well(answer: ListAnswer, shown: list[Shown]) -> bool:
    return bool(shown) and answer.issued == len(answer.rows) and all(one.is_well for one in shown)
