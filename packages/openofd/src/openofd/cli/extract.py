"""`openofd extract FILE -o DIR`: what a file carries beside its pages, as files of a folder."""

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from openofd.cli.exits import Exit
from openofd.cli.filenames import FileNames, extension_of, safe_name
from openofd.cli.inputs import read_input
from openofd.cli.language import Text
from openofd.cli.output import make_folder, print_json, write_output
from openofd.cli.parsing import Parser
from openofd.cli.resource_files import resource_files
from openofd.cli.table import columns, plain
from openofd.document.attachments import AttachmentEntry
from openofd.document.document import Document
from openofd.document.reading import DRAWING
from openofd.errors import Language, OpenOfdError
from openofd.model.resources import Res

__all__ = ["EXAMPLES", "configure", "run"]

EXAMPLES = Text(
    """openofd extract 发票.ofd -o 取出
openofd extract 发票.ofd -o 取出 --only attachments --only tags
openofd extract 发票.ofd -o 取出 --force --json""",
    """openofd extract invoice.ofd -o out
openofd extract invoice.ofd -o out --only attachments --only tags
openofd extract invoice.ofd -o out --force --json""",
)
_OPTIONS = {
    "output": Text("存到这个目录；没有就建立", "the folder to write to; made if it is not there"),
    "only": Text("只取这一种（可重复）；默认全部", "only this kind (repeatable); all of them by default"),
}
_NOTHING = Text("文件里没有可取的内容", "the file holds nothing to take out")
_NOTE = Text("未能取出：", "not taken out: ")


class _Item(NamedTuple):
    """Something to write: a wish for its name, and its bytes."""

    name: str
    data: bytes


def configure(parser: Parser) -> None:
    """The command's arguments."""
    text = {name: said(parser.language) for name, said in _OPTIONS.items()}
    parser.common()
    parser.document()
    parser.add_argument("-o", "--output", metavar="DIR", required=True, help=text["output"])
    parser.add_argument("--only", action="append", choices=tuple(_KINDS), help=text["only"])
    parser.force()


def run(arguments: argparse.Namespace, language: Language) -> Exit:
    """Write every kind into its folder; what is broken is told, and the rest is taken all the same."""
    document = Document.open(read_input(arguments.file), body=arguments.document - 1, reading=DRAWING)
    written: list[dict[str, object]] = []
    troubles: list[OpenOfdError] = []
    for kind in arguments.only or _KINDS:
        names = FileNames()
        for item in _forgiving(_KINDS[kind](document, troubles), troubles):
            path = make_folder(Path(arguments.output) / kind) / names.give(safe_name(item.name))
            write_output(str(path), item.data, force=arguments.force)
            written.append({"kind": kind, "path": str(path), "size": len(item.data)})
    _say(arguments, written, troubles, language)
    return Exit.UNREADABLE if troubles else Exit.VALID


def _forgiving(items: Iterator[_Item], troubles: list[OpenOfdError]) -> Iterator[_Item]:
    try:
        yield from items
    except OpenOfdError as error:
        troubles.append(error)


def _attachments(document: Document, troubles: list[OpenOfdError]) -> Iterator[_Item]:
    for attached in document.attached_files:
        try:
            yield _Item(_attachment_name(attached), attached.read())
        except OpenOfdError as error:
            troubles.append(error)


def _attachment_name(attached: AttachmentEntry) -> str:
    """The name people know, with the ending that the file in the package has."""
    inside = attached.path.rpartition("/")[2]
    name, ending = attached.name or inside, Path(inside).suffix
    return name if not ending or name.lower().endswith(ending.lower()) else name + ending


def _images(document: Document, troubles: list[OpenOfdError]) -> Iterator[_Item]:
    for name, res in resource_files(document):
        for media in res.multi_medias:
            for item in media.items:
                data = _file(document, name, res, item.media_file, troubles)
                if data is not None:
                    yield _Item(f"{item.id}{extension_of(data)}", data)


def _fonts(document: Document, troubles: list[OpenOfdError]) -> Iterator[_Item]:
    for name, res in resource_files(document):
        for fonts in res.fonts:
            for font in fonts.items:
                data = _file(document, name, res, font.font_file or "", troubles)
                if data is not None:
                    yield _Item(f"{font.id} {font.font_name}{extension_of(data)}", data)


def _file(document: Document, name: str, res: Res, loc: str, troubles: list[OpenOfdError]) -> bytes | None:
    if not loc:
        return None
    try:
        path = document.parts.locate(name, loc, document.body.folder, base_loc=res.base_loc)
        return document.parts.read(path)
    except OpenOfdError as error:
        troubles.append(error)
        return None


def _custom_data(document: Document, troubles: list[OpenOfdError]) -> Iterator[_Item]:
    if document.info.custom_data:
        yield _json_item("custom-data.json", dict(document.info.custom_data))


def _tags(document: Document, troubles: list[OpenOfdError]) -> Iterator[_Item]:
    found = [
        {"path": list(tag.path), "text": tag.text, "complete": tag.complete, "type": tag.type_id}
        for tag in document.custom_tags
    ]
    if found:
        yield _json_item("tags.json", found)
    for name in dict.fromkeys(tag.file for tag in document.custom_tags):
        yield _Item(name.rpartition("/")[2], document.parts.read(name))


def _json_item(name: str, value: object) -> _Item:
    return _Item(name, json.dumps(value, ensure_ascii=False, indent=2).encode() + b"\n")


_KINDS: dict[str, Callable[[Document, list[OpenOfdError]], Iterator[_Item]]] = {
    "attachments": _attachments,
    "images": _images,
    "fonts": _fonts,
    "custom-data": _custom_data,
    "tags": _tags,
}


def _say(
    arguments: argparse.Namespace,
    written: list[dict[str, object]],
    troubles: list[OpenOfdError],
    language: Language,
) -> None:
    if arguments.json:
        told = [{"code": t.code, "zh": t.zh, "en": t.en, "where": t.where} for t in troubles]
        print_json({"file": arguments.file, "written": written, "troubles": told})
        return
    if not written:
        print(_NOTHING(language))
    for line in columns([(str(each["size"]), str(each["path"])) for each in written], indent=""):
        print(line)
    for trouble in troubles:
        print(f"{_NOTE(language)}{plain(trouble.explain(language))} [{trouble.code}]", file=sys.stderr)
