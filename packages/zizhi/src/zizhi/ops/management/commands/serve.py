"""`zizhi serve`: the hall on one machine: an application server and one worker, kept alive."""

import errno
import socket
import sys
from argparse import ArgumentParser

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from zizhi.ops.supervisor import Program, Supervisor


class Command(BaseCommand):
    help = "提供网页服务并运行一个后台进程；进程退出会自动重启"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="监听地址，默认 127.0.0.1")
        parser.add_argument("--port", type=int, default=8000, help="端口，默认 8000")
        parser.add_argument("--processes", type=int, default=1, help="网页进程数，默认 1")

    def handle(self, *args: object, **options: object) -> None:
        self.check()
        host, port = str(options["host"]), str(options["port"])
        _refuse_taken(host, int(port))
        programs = [_web(host, port, str(options["processes"])), _worker()]
        self._say(f"在 http://{host}:{port} 提供服务（对外地址 {settings.ZIZHI_BASE_URL}），按 Ctrl+C 停止")
        Supervisor(programs, say=self._say).run()

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()


def _refuse_taken(host: str, port: int) -> None:
    """The server shares a port with whoever asks: two halls would answer for each other, in turn."""
    (family, kind, _, _, address), *_ = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    with socket.socket(family, kind) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
            raise CommandError(
                f"端口 {port} 已被占用，可能已有一个大厅在运行；请先停止它，或用 --port 换一个端口。"
            ) from None


def _web(host: str, port: str, processes: str) -> Program:
    options = ("--interface", "wsgi", "--host", host, "--port", port, "--workers", processes)
    command = (sys.executable, "-m", "granian", *options, "--no-ws", *_QUIET, _APPLICATION)
    return Program(name="网页服务", command=command)


def _worker() -> Program:
    return Program(name="后台任务", command=(sys.executable, "-m", "zizhi.ops", "worker"))


# a worker told to stop while it is still starting may miss it; then it is killed after 5 s
_QUIET = ("--blocking-threads", "8", "--workers-kill-timeout", "5", "--log-level", "error")
_APPLICATION = "zizhi.project.wsgi:application"
