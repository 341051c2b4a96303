"""`zizhi worker`: runs the background sweeps until it is told to stop."""

from django.core.management.base import BaseCommand

from zizhi.ops.sweeping import Loop


class Command(BaseCommand):
    help = "运行后台任务（签发续办等），直到收到 SIGTERM"

    def handle(self, *args: object, **options: object) -> None:
        self.stdout.write("后台任务已启动")
        Loop().run()
