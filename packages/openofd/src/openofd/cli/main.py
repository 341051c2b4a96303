"""The `openofd` command: choose the language, parse, run one command, turn errors into exit codes."""

import argparse
import io
import os
import signal
import sys
import traceback
from collections.abc import Sequence

from openofd.cli.commandline import command_line
from openofd.cli.commands import load
from openofd.cli.exits import Exit
from openofd.cli.language import Text, choose_language
from openofd.cli.parsing import Parser
from openofd.cli.table import plain
from openofd.cli.times import moment
from openofd.errors import CryptoUnavailable, Language, OpenOfdError

__all__ = ["main"]

_TIME = Text(
    "时间应写作 2026-11-22 或 2026-11-22T10:00:00+08:00", "write times like 2026-11-22T10:00:00+08:00"
)
_INTERRUPTED = 130
"""As shells have it: 128 and the number of the signal."""
_ERROR = Text("错误：", "error: ")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; the exit code is one of `cli.exits.Exit`."""
    if arguments is None:
        _end_with_the_reader()
        _write_every_character()
    given = sys.argv[1:] if arguments is None else list(arguments)
    language = choose_language(given, os.environ)
    parser = command_line(language)
    parsed = parser.parse_args(given)
    _check_times(parser, parsed, language)
    try:
        return load(parsed.command).run(parsed, language)
    except CryptoUnavailable as error:
        return _failed(error, language, Exit.NO_CRYPTO)
    except OpenOfdError as error:
        return _failed(error, language, Exit.UNREADABLE)
    except KeyboardInterrupt:
        return _INTERRUPTED
    except Exception:  # noqa: BLE001 - a bug: Python itself would leave with 1, which here says INVALID
        traceback.print_exc()
        return Exit.DEFECT


def _end_with_the_reader() -> None:
    """`openofd … | head` ends like every other command, not with 1, which here says INVALID."""
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)


def _write_every_character() -> None:
    """What the terminal's encoding lacks, or a file name of stray bytes, is written as an escape."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _check_times(parser: Parser, parsed: argparse.Namespace, language: Language) -> None:
    for name in ("at", "existed_by", "time"):
        try:
            moment(getattr(parsed, name, None))
        except ValueError:
            parser.error(_TIME(language))


def _failed(error: OpenOfdError, language: Language, code: Exit) -> Exit:
    print(f"{_ERROR(language)}{plain(error.explain(language))} [{error.code}]", file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main())
