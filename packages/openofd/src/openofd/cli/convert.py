"""`openofd convert FILE …`: OFD files as PDF, one or many, for whoever has no OFD reader."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

from openofd.cli.drawing import add_drawing_options, judged, say_notes
from openofd.cli.exits import Exit
from openofd.cli.filenames import FileNames
from openofd.cli.inputs import named_files
from openofd.cli.language import Text
from openofd.cli.output import make_folder, output_file, print_json
from openofd.cli.parsing import Parser
from openofd.cli.progress import counter, progress
from openofd.cli.table import plain
from openofd.errors import CryptoUnavailable, Language, MalformedDocument, OpenOfdError
from openofd.render.displaylist import Note

__all__ = ["EXAMPLES", "configure", "run"]

EXAMPLES = Text(
    """openofd convert 发票.ofd
openofd convert 发票.ofd -o 打印.pdf --trust 根证书.pem
openofd convert 发票目录 -d 输出目录 --force""",
    """openofd convert invoice.ofd
openofd convert invoice.ofd -o print.pdf --trust root.pem
openofd convert invoices -d out --force""",
)
_OPTIONS = {
    "output": Text(
        "输出文件（只有一个输入时）；- 表示标准输出", "output file, for one input; - for standard output"
    ),
    "directory": Text("输出目录；默认与输入文件同一目录", "output folder; by default beside the input"),
    "copy": Text(
        "页边的说明：阅览件（默认）、证照阅览件，或不写",
        "what the margin says: a reading copy (default), that of a certificate, or nothing",
    ),
}
_FAILED = Text("未转换：", "not converted: ")
_COPIES = ("reading", "certificate", "none")

Facts = dict[str, object]


def configure(parser: Parser) -> None:
    """The command's arguments."""
    text = {name: said(parser.language) for name, said in _OPTIONS.items()}
    parser.common(many=True)
    where = parser.add_mutually_exclusive_group()
    where.add_argument("-o", "--output", metavar="FILE", help=text["output"])
    where.add_argument("-d", "--directory", metavar="DIR", help=text["directory"])
    parser.add_argument("--copy-mark", choices=_COPIES, default="reading", help=text["copy"])
    add_drawing_options(parser)
    parser.force()


def run(arguments: argparse.Namespace, language: Language) -> Exit:
    """Convert each; one that cannot be converted does not keep the others from it."""
    names = named_files(arguments.files)
    if arguments.output is not None and len(names) > 1:
        raise MalformedDocument(
            "OUTPUT_NEEDED", "几个文件要用 -d 指定输出目录", "several files need an output folder: -d"
        )
    targets = _targets(names, arguments)
    told = [_one(name, targets[name], arguments, language) for name in progress(names)]
    if arguments.json:
        print_json({"files": told})
    return Exit.UNREADABLE if any("error" in facts for facts in told) else Exit.VALID


def _targets(names: Sequence[str], arguments: argparse.Namespace) -> dict[str, str]:
    """Input → output; two inputs of one name in one folder get a number."""
    if arguments.output is not None:
        return {names[0]: arguments.output}
    folder = None if arguments.directory is None else make_folder(Path(arguments.directory))
    given = FileNames()
    return {name: "-" if name == "-" and folder is None else _target(name, folder, given) for name in names}


def _target(name: str, folder: Path | None, given: FileNames) -> str:
    path = Path("stdin.ofd" if name == "-" else name)
    if folder is None:
        return str(path.with_suffix(".pdf"))
    return str(folder / given.give(f"{path.stem}.pdf"))


def _one(name: str, target: str, arguments: argparse.Namespace, language: Language) -> Facts:
    try:
        with output_file(target, force=arguments.force) as file:
            notes = _convert(name, file, arguments, language)
    except CryptoUnavailable:
        raise
    except OpenOfdError as error:
        if not arguments.json:
            said = f"{_FAILED(language)}{name}：{error.explain(language)} [{error.code}]"
            print(plain(said), file=sys.stderr)
        return {"file": name, "error": {"code": error.code, "zh": error.zh, "en": error.en}}
    if not arguments.json:
        say_notes(notes, language, of=name)
        if target != "-":
            print(target)
    return {"file": name, "output": target, "notes": [note._asdict() for note in notes]}


def _convert(name: str, file: BinaryIO, arguments: argparse.Namespace, language: Language) -> Sequence[Note]:
    from openofd.render import convert

    copies = {"reading": convert.READING_COPY, "certificate": convert.CERTIFICATE_COPY, "none": None}
    found = judged(name, arguments, language)
    with counter(len(found.document.pages)) as count:
        return convert.stream_pdf(
            found.document,
            file.write,
            seals=found.seals,
            marks=found.marks,
            fallbacks=found.fallbacks,
            system_fonts=found.system_fonts,
            copy_mark=copies[arguments.copy_mark],
            progress=count,
        )
