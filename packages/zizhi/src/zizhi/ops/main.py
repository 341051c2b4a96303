"""Entry of the `zizhi` command: Django's command runner with our settings and a help page of our own."""

import io
import os
import sys
from collections.abc import Sequence

import structlog

from zizhi.ops.faults import said

__all__ = ["main"]

COMMANDS = {
    "demo": "建立演示环境：演示用证书链、印章、示例证书，逐一查验并列表",
    "issue": "导入决定清单（CSV 或 JSON），签发电子证书",
    "serve": "在 127.0.0.1:8000 提供服务，并运行一个后台进程",
    "worker": "只运行后台任务",
    "audit": "audit verify：校验审计日志的链条",
    "fsck": "核对数据库与证书文件库",
    "deliveries": "列出被放弃的邮件和短信副本；--retry 重新排队",
    "doctor": "检查运行环境，列出缺少的组件及其安装命令",
    "holidays": "holidays import：导入国务院办公厅的放假安排；holidays show：查看一年的",
    "migrate": "建立或升级数据库",
}


def main(argv: Sequence[str] | None = None) -> None:
    """Run one command; without one, or with --help, list ours in Chinese."""
    _never_fail_to_say()
    arguments = list(sys.argv if argv is None else argv)
    if len(arguments) < 2 or (arguments[1] in ("-h", "--help", "help") and len(arguments) == 2):
        sys.stdout.write(_help())
        return
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zizhi.project.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line
    from django.db import OperationalError, ProgrammingError

    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))  # stdout is for answers
    try:
        execute_from_command_line(["zizhi", *arguments[1:]])
    except (OperationalError, ProgrammingError) as error:
        sys.exit(f"数据库不可用：{error}\n新装或升级后请先运行：zizhi migrate（演示环境：zizhi demo）")
    except (ImproperlyConfigured, OSError) as error:
        sys.exit(said(error))


def _never_fail_to_say() -> None:
    """A terminal that lacks a character shows its number; the answer for every row must come out."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _help() -> str:
    width = max(map(len, COMMANDS))
    lines = [f"  {name:<{width}}  {text}" for name, text in COMMANDS.items()]
    return "\n".join(
        [
            "zizhi：建设工程企业资质电子证书的签发与查验",
            "",
            "用法：zizhi <命令> [参数]；zizhi <命令> --help 查看各命令的参数",
            "",
            *lines,
            "",
        ]
    )
