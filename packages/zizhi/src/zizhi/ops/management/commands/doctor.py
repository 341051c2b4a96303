"""`zizhi doctor`: what is missing, with the command that installs it."""

import sys

from django.core.management.base import BaseCommand

from zizhi.ops.diagnosis import diagnose
from zizhi.ops.tables import table


class Command(BaseCommand):
    help = "检查运行环境；缺少什么，就给出相应的命令。全部正常时退出码为 0"
    requires_system_checks = []

    def handle(self, *args: object, **options: object) -> None:
        findings = list(diagnose())
        rows = [(f.subject, "缺少" if f.trouble else "正常", f.remedy, f.trouble) for f in findings]
        self.stdout.write(table(("项目", "状态", "请执行", "说明"), rows))
        if any(finding.trouble for finding in findings):
            sys.exit(1)
