"""`openofd attach FILE ATTACHMENT … -o OUT`: files attached by appending; every other byte stays."""

import argparse
from pathlib import Path

from openofd.cli.exits import Exit
from openofd.cli.inputs import read_input
from openofd.cli.language import Text
from openofd.cli.output import print_json, write_output
from openofd.cli.parsing import Parser
from openofd.document.document import Document
from openofd.document.edit import Attach, edit
from openofd.errors import Language

__all__ = ["EXAMPLES", "configure", "run"]

EXAMPLES = Text(
    """openofd attach 报告.ofd 数据.xml -o 带附件.ofd
openofd attach 报告.ofd 数据.xml 图表.xlsx -o 带附件.ofd""",
    """openofd attach report.ofd data.xml -o with-data.ofd
openofd attach report.ofd data.xml figures.xlsx -o with-data.ofd""",
)
_OPTIONS = {
    "attachments": Text("要附上的文件", "the files to attach"),
    "output": Text("输出文件；- 表示标准输出", "the output file; - for standard output"),
    "hidden": Text("不在阅读器的附件列表里显示", "not shown in a reader's list of attachments"),
    "unsafely": Text("即使会使已有的签章失效也要附上", "attach also where that makes signatures worthless"),
}
_DONE = Text("已附上 {n} 个文件：", "{n} attached: ")


def configure(parser: Parser) -> None:
    """The command's arguments."""
    text = {name: said(parser.language) for name, said in _OPTIONS.items()}
    parser.common()
    parser.document()
    parser.add_argument("attachments", metavar="ATTACHMENT", nargs="+", help=text["attachments"])
    parser.add_argument("-o", "--output", metavar="FILE", required=True, help=text["output"])
    parser.add_argument("--hidden", action="store_true", help=text["hidden"])
    parser.add_argument("--unsafely-break-signatures", action="store_true", help=text["unsafely"])
    parser.force()


def run(arguments: argparse.Namespace, language: Language) -> Exit:
    """Attach and write."""
    document = Document.open(read_input(arguments.file), body=arguments.document - 1)
    added = [_attach(name, visible=not arguments.hidden) for name in arguments.attachments]
    data = edit(document, *added, unsafely_break_signatures=arguments.unsafely_break_signatures)
    write_output(arguments.output, data, force=arguments.force)
    if arguments.json and arguments.output != "-":
        told = [{"name": one.name, "size": len(one.data)} for one in added]
        print_json({"file": arguments.file, "output": arguments.output, "attached": told})
    elif arguments.output != "-":
        print(f"{_DONE(language).format(n=len(added))}{arguments.output}")
    return Exit.VALID


def _attach(name: str, *, visible: bool) -> Attach:
    path = Path(name)
    ending = path.suffix.removeprefix(".").lower()
    return Attach(name=path.name, data=read_input(name), format=ending, visible=visible)
