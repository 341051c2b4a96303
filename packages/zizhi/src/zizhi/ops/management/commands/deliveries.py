"""`zizhi deliveries`: copies by mail and SMS that were given up, and why; --retry queues them anew."""

import sys
from argparse import ArgumentParser

from django.core.management.base import BaseCommand

from zizhi.accounts.policy import COMMAND
from zizhi.core.clock import now
from zizhi.messages.selectors import given_up
from zizhi.messages.services import retry
from zizhi.messages.states import Channel
from zizhi.ops.tables import table


class Command(BaseCommand):
    help = "列出被放弃的邮件和短信副本及原因。退出码：0 没有，或已重新排队；1 有"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--retry", action="store_true", help="把它们全部重新排队")

    def handle(self, *args: object, **options: object) -> None:
        rows = list(given_up())
        if options["retry"]:
            self.stdout.write(f"重新排队 {retry([row.pk for row in rows], by=COMMAND, now=now())} 份。")
            return
        lines = [
            (Channel(row.channel).label, row.message.recipient.username, row.message.title, row.last_error)
            for row in rows
        ]
        self.stdout.write(table(("渠道", "收件人", "标题", "原因"), lines) if lines else "没有被放弃的副本。")
        sys.exit(1 if lines else 0)
