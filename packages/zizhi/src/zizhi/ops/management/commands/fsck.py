"""`zizhi fsck`: does the vault hold what the registry says, and nothing else?"""

import sys

from django.core.management.base import BaseCommand

from zizhi.certificates.models import Version
from zizhi.ops.consistency import check
from zizhi.ops.tables import table


class Command(BaseCommand):
    help = "核对登记与证书文件库；一致时退出码为 0"

    def handle(self, *args: object, **options: object) -> None:
        faults = [(fault.code, fault.subject, fault.zh) for fault in check()]
        self.stdout.write(f"登记有文件的证书版本 {Version.objects.exclude(file_digest='').count()} 个")
        if faults:
            self.stdout.write(table(("代码", "对象", "问题"), faults))
            sys.exit(1)
        self.stdout.write("登记与文件库一致。")
