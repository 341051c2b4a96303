"""`zizhi audit verify`: follow the audit chain from its beginning to its end."""

import sys
from argparse import ArgumentParser

from django.core.management.base import BaseCommand

from zizhi.audit.services import verify_chain


class Command(BaseCommand):
    help = "audit verify：逐条校验审计日志；链条完整时退出码为 0"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("act", choices=["verify"], help="verify：校验")

    def handle(self, *args: object, **options: object) -> None:
        report = verify_chain()
        self.stdout.write(f"记录 {report.events} 条，链头 {report.head}")
        if report.broken:
            self.stderr.write(f"第 {report.broken.sequence} 条：{report.broken.zh}")
            sys.exit(1)
        self.stdout.write("链条完整。")
