"""The `openofd` command: choose the language, parse, run one command, turn errors into exit codes."""

import argparse
import os
import signal
import sys
import traceback
from collections.abc import Callable, Sequence
from typing import NamedTuple

from openofd import __version__
from openofd.cli import info, render, verify
from openofd.cli.exits import Exit
from openofd.cli.inputs import moment
from openofd.cli.language import Text, choose_language
from openofd.cli.parsing import Parser
from openofd.cli.table import plain
from openofd.errors import CryptoUnavailable, Language, OpenOfdError

__all__ = ["main"]

_DESCRIPTION = Text(
    "阅读、验证、绘制 OFD 版式文件（GB/T 33190-2016）", "read, verify and draw OFD files (GB/T 33190-2016)"
)
_EPILOG = Text(
    "退出码：0 有效或完成，1 无效，2 无法判断，3 文件无法读取，4 命令行有误，5 本机缺少 SM2/SM3，6 程序有错",
    "exit codes: 0 valid or done, 1 invalid, 2 cannot tell, 3 unreadable, 4 usage, 5 no SM2/SM3, 6 a bug",
)
_COMMANDS_TITLE, _VERSION = Text("命令", "commands"), Text("显示版本", "show the version")
_TIME = Text(
    "时间应写作 2026-11-22 或 2026-11-22T10:00:00+08:00", "write times like 2026-11-22T10:00:00+08:00"
)
_ERROR = Text("错误：", "error: ")


class _Command(NamedTuple):
    description: Text
    configure: Callable[[Parser], None]
    run: Callable[[argparse.Namespace, Language], Exit]


_COMMANDS = {
    "info": _Command(info.DESCRIPTION, info.configure, info.run),
    "verify": _Command(verify.DESCRIPTION, verify.configure, verify.run),
    "render": _Command(render.DESCRIPTION, render.configure, render.run),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; the exit code is one of `cli.exits.Exit`."""
    if arguments is None:
        _end_with_the_reader()
    given = sys.argv[1:] if arguments is None else list(arguments)
    language = choose_language(given, os.environ)
    parser = _parser(language)
    parsed = parser.parse_args(given)
    _check_times(parser, parsed, language)
    try:
        return _COMMANDS[parsed.command].run(parsed, language)
    except CryptoUnavailable as error:
        return _failed(error, language, Exit.NO_CRYPTO)
    except OpenOfdError as error:
        return _failed(error, language, Exit.UNREADABLE)
    except Exception:  # noqa: BLE001 - a bug: Python itself would leave with 1, which here says INVALID
        traceback.print_exc()
        return Exit.DEFECT


def _end_with_the_reader() -> None:
    """`openofd … | head` ends like every other command, not with 1, which here says INVALID."""
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)


def _parser(language: Language) -> Parser:
    parser = Parser(
        language=language, prog="openofd", description=_DESCRIPTION(language), epilog=_EPILOG(language)
    )
    parser.add_argument(
        "--version", action="version", version=f"openofd {__version__}", help=_VERSION(language)
    )
    commands = parser.add_subparsers(
        dest="command", required=True, metavar="COMMAND", title=_COMMANDS_TITLE(language), parser_class=Parser
    )
    for name, command in _COMMANDS.items():
        said = command.description(language)
        command.configure(
            commands.add_parser(
                name, language=language, help=said, description=said, epilog=_EPILOG(language)
            )
        )
    return parser


def _check_times(parser: Parser, parsed: argparse.Namespace, language: Language) -> None:
    for name in ("at", "existed_by"):
        try:
            moment(getattr(parsed, name, None))
        except ValueError:
            parser.error(_TIME(language))


def _failed(error: OpenOfdError, language: Language, code: Exit) -> Exit:
    print(f"{_ERROR(language)}{plain(error.explain(language))} [{error.code}]", file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main())
