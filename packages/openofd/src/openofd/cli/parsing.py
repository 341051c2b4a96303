"""The command line, in Chinese or English: argparse with its own words replaced."""

import argparse
import re
from collections.abc import Callable, Sequence
from typing import NoReturn

from openofd.cli.exits import Exit
from openofd.cli.language import Text
from openofd.cli.numbers import whole
from openofd.cli.pageranges import ALL_PAGES, PageRanges, page_ranges
from openofd.errors import Language

__all__ = ["Parser"]


_USAGE = Text("用法：", "usage: ")
_POSITIONALS = Text("参数", "arguments")
_OPTIONS = Text("选项", "options")
_HELP = Text("显示本帮助后退出", "show this help and exit")
_ERROR = Text("命令行有误：", "wrong command line: ")
_PAGES = Text(
    "页码，从 1 起，如 1,3-5,8-；默认{default}", "pages from 1, such as 1,3-5,8-; by default {default}"
)
_ALL, _FIRST = Text("全部", "all of them"), Text("第一页", "the first")
_NO_PAGES = Text("页码应写作 1,3-5,8-，而不是“{word}”", "write pages as 1,3-5,8-, not “{word}”")
_ARGPARSE = (
    (r"argument (\S+): invalid choice: (.+) \(choose from (.+)\)", r"\1 不能是 \2，可选 \3"),
    (r"argument (\S+): expected one argument", r"\1 后面缺少内容"),
    (r"argument (\S+): invalid (\w+) value: (.+)", r"\1 不能是 \3"),
    (r"argument (\S+): ", r"\1："),
    (r"the following arguments are required: ", r"缺少 "),
    (r"unrecognized arguments: ", r"不认识 "),
)
"""What argparse says → how it is said in Chinese."""


class Parser(argparse.ArgumentParser):
    """A parser that speaks the user's language and leaves with the usage code, not argparse's 2.

    Args:
        language: of help and messages.
        later: adds the arguments when they are first needed.
        options: as argparse takes them.
    """

    def __init__(
        self,
        *,
        language: Language = "zh",
        later: "Callable[[Parser], None] | None" = None,
        **options: object,
    ) -> None:
        self.language: Language = language
        self._later = later
        options.setdefault("formatter_class", argparse.RawDescriptionHelpFormatter)
        super().__init__(add_help=False, allow_abbrev=False, **options)  # type: ignore[arg-type]
        self._positionals.title = _POSITIONALS(language)
        self._optionals.title = _OPTIONS(language)
        self.add_argument("-h", "--help", action="help", help=_HELP(language))

    def settle(self) -> None:
        """Add what was put off."""
        if self._later is not None:
            later, self._later = self._later, None
            later(self)

    def parse_known_args(  # type: ignore[override]  # argparse's overloads say the same at greater length
        self, args: Sequence[str] | None = None, namespace: argparse.Namespace | None = None
    ) -> tuple[argparse.Namespace, list[str]]:
        """As argparse, with the arguments that were put off."""
        self.settle()
        return super().parse_known_args(args, namespace)

    def format_usage(self) -> str:
        """As argparse, with the word in the user's language."""
        return super().format_usage().replace("usage: ", _USAGE(self.language), 1)

    def format_help(self) -> str:
        """As argparse, with the word in the user's language."""
        return super().format_help().replace("usage: ", _USAGE(self.language), 1)

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and leave with `Exit.USAGE`."""
        if self.language == "zh":
            for pattern, said in _ARGPARSE:
                message = re.sub(pattern, said, message)
        self.exit(Exit.USAGE, f"{self.format_usage()}{_ERROR(self.language)}{message}\n")

    def common(self, *, many: bool = False) -> None:
        """What every command takes that reads a file, or many, and answers a machine."""
        if many:
            self.add_argument("files", metavar="FILE", nargs="+", help=_COMMON["files"](self.language))
        else:
            self.file()
        self.machine()
        self.spoken()

    def machine(self) -> None:
        """The answer as JSON."""
        self.add_argument("--json", action="store_true", help=_COMMON["json"](self.language))

    def file(self) -> None:
        """The file to read."""
        self.add_argument("file", metavar="FILE", help=_COMMON["file"](self.language))

    def document(self) -> None:
        """Which document of a package that holds several."""
        said = _COMMON["document"](self.language)
        self.add_argument("--document", type=whole(1, 99), default=1, metavar="N", help=said)

    def force(self) -> None:
        """Whether existing files may be overwritten."""
        self.add_argument("--force", action="store_true", help=_COMMON["force"](self.language))

    def pages(self, default: PageRanges = ALL_PAGES) -> None:
        """Which pages."""
        wrong, usual = _NO_PAGES(self.language), _FIRST if default.ranges else _ALL
        read = page_ranges(lambda word: argparse.ArgumentTypeError(wrong.format(word=word)))
        said = _PAGES(self.language).format(default=usual(self.language))
        self.add_argument("--pages", type=read, default=default, metavar="N", help=said)

    def spoken(self) -> None:
        """The language."""
        self.add_argument("--lang", choices=("zh", "en"), help=_COMMON["lang"](self.language))

    def trust(self) -> None:
        """What a verification may rely on."""
        for option, said in _TRUST.items():
            metavar = _MANY.get(option, "TIME")
            action = "append" if option in _MANY else "store"
            self.add_argument(option, action=action, metavar=metavar, help=said(self.language))


_COMMON = {
    "document": Text(
        "包里的第几份文档，默认第一份", "which document of a package that holds several; the first by default"
    ),
    "file": Text("OFD 文件；- 表示标准输入", "the OFD file; - for standard input"),
    "files": Text(
        "OFD 文件；目录表示其中的全部 .ofd 文件；- 表示标准输入",
        "OFD files; a folder for every .ofd file below it; - for standard input",
    ),
    "force": Text("覆盖已有的文件", "overwrite files that exist"),
    "json": Text("以 JSON 输出", "print JSON"),
    "lang": Text("输出语言，默认中文（随 LANG）", "language of the output; Chinese unless LANG says English"),
}
_MANY = {
    "--trust": "PEM",
    "--intermediate": "PEM",
    "--crl": "PEM",
    "--ocsp": "DER",
    "--tsa": "PEM",
    "--maker": "PEM",
    "--seal-status": "JSON",
}
_TRUST = {
    "--trust": Text(
        "受信任的根证书（可重复；一个文件可含多个）", "trusted root certificates (repeatable, bundles too)"
    ),
    "--intermediate": Text(
        "中级证书，本身不受信任（可重复）", "issuing certificates, not trusted by themselves"
    ),
    "--crl": Text("证书吊销列表（可重复）", "certificate revocation lists (repeatable)"),
    "--ocsp": Text("证书状态应答（OCSP，可重复）", "OCSP responses (repeatable)"),
    "--tsa": Text(
        "受信任的时间戳根证书，默认同 --trust（可重复）",
        "trusted roots of time stamps, by default those of --trust (repeatable)",
    ),
    "--maker": Text(
        "受信任的制章人证书或其根证书，默认同 --trust（可重复）",
        "trusted makers of seals, or their roots, by default those of --trust (repeatable)",
    ),
    "--seal-status": Text("印章状态列表（可重复）", "lists of seal statuses (repeatable)"),
    "--at": Text(
        "以此时刻为准（ISO 8601，默认现在；无时区按北京时间）",
        "moment of judgement (ISO 8601, default now; +08:00)",
    ),
    "--existed-by": Text(
        "已证明文件在此时刻之前存在", "a moment at which the file is proven to have existed"
    ),
}
