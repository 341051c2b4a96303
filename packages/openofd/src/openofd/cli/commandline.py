"""The whole command line as one parser; the part of a command is added once somebody asks for it."""

from openofd import __version__
from openofd.cli.commands import COMMANDS, load
from openofd.cli.language import Text
from openofd.cli.parsing import Parser
from openofd.errors import Language

__all__ = ["command_line"]

_DESCRIPTION = Text(
    "阅读、验证、绘制、签章 OFD 版式文件（GB/T 33190-2016）",
    "read, verify, draw and seal OFD files (GB/T 33190-2016)",
)
_EXITS = Text(
    "退出码：0 有效或完成，1 无效，2 无法判断，3 做不到，4 命令行有误，5 本机缺少 SM2/SM3，6 程序有错",
    "exit codes: 0 valid or done, 1 invalid, 2 cannot tell, 3 cannot be done, 4 usage, 5 no SM2/SM3, 6 a bug",
)
_MORE = Text(
    "openofd 命令 --help 显示该命令的选项与示例", "openofd COMMAND --help shows its options, with examples"
)
_COMMANDS, _VERSION = Text("命令", "commands"), Text("显示版本", "show the version")
_EXAMPLES = Text("示例：", "examples:")


def command_line(language: Language) -> Parser:
    """The parser of `openofd`, in a language."""
    parser = Parser(
        language=language,
        prog="openofd",
        description=_DESCRIPTION(language),
        epilog=f"{_MORE(language)}\n{_EXITS(language)}",
    )
    parser.add_argument(
        "--version", action="version", version=f"openofd {__version__}", help=_VERSION(language)
    )
    commands = parser.add_subparsers(
        dest="command", required=True, metavar="COMMAND", title=_COMMANDS(language), parser_class=Parser
    )
    for name, said in COMMANDS.items():
        commands.add_parser(
            name,
            language=language,
            help=said(language),
            description=said(language),
            later=lambda part, name=name: _configure(part, name),
        )
    return parser


def _configure(parser: Parser, name: str) -> None:
    command = load(name)
    command.configure(parser)
    lines = "\n".join(f"  {line}" for line in command.EXAMPLES(parser.language).splitlines())
    parser.epilog = f"{_EXAMPLES(parser.language)}\n{lines}\n\n{_EXITS(parser.language)}"
