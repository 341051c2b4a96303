"""`openofd info FILE`: what a file holds, without judging it."""

import argparse
from collections.abc import Callable, Iterable, Iterator

from openofd.cli.exits import Exit
from openofd.cli.inputs import read_input
from openofd.cli.language import Text
from openofd.cli.output import print_json
from openofd.cli.parsing import Parser
from openofd.cli.resource_files import resource_files
from openofd.cli.table import columns, plain
from openofd.document.document import Document
from openofd.document.navigation import OutlineEntry
from openofd.document.signatures import SignatureEntry
from openofd.errors import Language, OpenOfdError
from openofd.package.findings import Finding
from openofd.ses import forms
from openofd.ses.reading import read
from openofd.ses.values import SignatureData

__all__ = ["EXAMPLES", "configure", "run"]

EXAMPLES = Text(
    """openofd info 文件.ofd
curl -s https://example.com/a.ofd | openofd info - --json""",
    """openofd info file.ofd
curl -s https://example.com/a.ofd | openofd info - --json""",
)

Facts = dict[str, object]
_HEADS = {
    "info": Text("文档信息", "Document"),
    "pages": Text("页面（毫米）", "Pages (mm)"),
    "fonts": Text("字体", "Fonts"),
    "signatures": Text("签章（未验证，见 verify）", "Signatures (not verified; see verify)"),
    "custom_data": Text("自定义数据", "Custom data"),
    "attachments": Text("附件（字节）", "Attachments (bytes)"),
    "outline": Text("大纲", "Outline"),
    "annotations": Text("注释", "Annotations"),
    "versions": Text("版本", "Versions"),
    "findings": Text("不合规范之处", "Irregularities"),
}
_EMBEDDED = {True: Text("已嵌入", "embedded"), False: Text("未嵌入", "not embedded")}


def configure(parser: Parser) -> None:
    """The command's arguments."""
    parser.common()
    parser.document()


def run(arguments: argparse.Namespace, language: Language) -> Exit:
    """Read and print; a part that cannot be read is told among the irregularities."""
    facts = _facts(Document.open(read_input(arguments.file), body=arguments.document - 1))
    if arguments.json:
        print_json({"file": arguments.file, **facts})
    else:
        print("\n".join(_lines(facts, language)))
    return Exit.VALID


def _facts(document: Document) -> Facts:
    facts: Facts = {"info": _info(document)}
    troubles: list[Finding | OpenOfdError] = []
    for name, gather in _GATHERERS.items():
        found: list[Facts] = []
        try:
            found.extend(gather(document))
        except OpenOfdError as error:
            troubles.append(error)
        facts[name] = found
    document.references()  # looks into every part, so that what is irregular anywhere is found
    facts["findings"] = [_finding(each) for each in (*troubles, *document.findings)]
    return facts


def _finding(each: Finding | OpenOfdError) -> Facts:
    return {"code": each.code, "zh": each.zh, "en": each.en, "where": each.where}


def _info(document: Document) -> Facts:
    info = document.info
    names = ("doc_id", "title", "author", "creation_date", "mod_date", "creator", "creator_version")
    return {name: getattr(info, name) for name in names if getattr(info, name)}


def _pages(document: Document) -> Iterator[Facts]:
    for number, page in enumerate(document.pages, 1):
        width, height = page.size
        yield {"number": number, "id": page.id, "width_mm": width, "height_mm": height, "path": page.name}


def _fonts(document: Document) -> Iterator[Facts]:
    for _, res in resource_files(document):
        for fonts in res.fonts:
            for font in fonts.items:
                yield {"id": font.id, "name": font.font_name, "embedded": bool(font.font_file)}


def _signatures(document: Document) -> Iterator[Facts]:
    for entry in document.signatures:
        yield {"id": entry.id, "type": entry.type, "path": entry.path} | _signature(document, entry)


def _signature(document: Document, entry: SignatureEntry) -> Facts:
    """What can be read of a signature; nothing where its files are missing or broken."""
    try:
        found = document.signature_parts(entry)
        signed = found.model.signed_info
        value = document.package.read(found.signed_value)
        facts: Facts = {
            "form": forms.tell(value).value,
            "time": signed.signature_date_time or "",
            "provider": signed.provider.provider_name if signed.provider is not None else "",
            "references": len(signed.references.items) if signed.references is not None else 0,
            "stamps": len(signed.stamp_annots),
        }
        return facts | {"seal": _seal_name(value)}
    except OpenOfdError as error:
        return {"error": error.code}


def _seal_name(value: bytes) -> str:
    found = read(value)
    return found.seal.info.name if isinstance(found, SignatureData) else ""


def _custom_data(document: Document) -> Iterator[Facts]:
    for name, text in document.info.custom_data.items():
        yield {"name": name, "text": text}


def _attachments(document: Document) -> Iterator[Facts]:
    for one in document.attached_files:
        yield {"name": one.name, "size": len(one.read())}


def _outline(document: Document) -> Iterator[Facts]:
    yield from _titles(document.outline, 1)


def _titles(entries: Iterable[OutlineEntry], level: int) -> Iterator[Facts]:
    for entry in entries:
        yield {"level": level, "title": entry.title}
        yield from _titles(entry.entries, level + 1)


def _annotations(document: Document) -> Iterator[Facts]:
    for each in document.annotations:
        said = each.remark or each.text
        yield {"page_id": each.page_id, "type": each.type, "creator": each.creator, "text": said}


def _versions(document: Document) -> Iterator[Facts]:
    for version in document.versions:
        yield {"id": version.id, "name": version.name, "current": version.current}


_GATHERERS: dict[str, Callable[[Document], Iterator[Facts]]] = {
    "pages": _pages,
    "fonts": _fonts,
    "signatures": _signatures,
    "custom_data": _custom_data,
    "attachments": _attachments,
    "outline": _outline,
    "annotations": _annotations,
    "versions": _versions,
}


def _lines(facts: Facts, language: Language) -> Iterator[str]:
    for name, head in _HEADS.items():
        rows = list(_rows(name, facts[name], language))
        if rows:
            yield head(language)
            yield from columns(rows)


def _rows(name: str, found: object, language: Language) -> Iterator[tuple[str, ...]]:
    if isinstance(found, dict):
        yield from ((plain(str(key)), str(value)) for key, value in found.items())
    for each in found if isinstance(found, list) else ():
        yield _row(name, each, language)


def _row(name: str, each: Facts, language: Language) -> tuple[str, ...]:
    if name == "findings":
        return str(each["code"]), str(each[language]), str(each["where"])
    if name == "fonts":
        return str(each["id"]), str(each["name"]), _EMBEDDED[bool(each["embedded"])](language)
    if name == "pages":
        return str(each["number"]), f"{each['width_mm']:g} × {each['height_mm']:g}", str(each["path"])
    if name == "signatures":
        shown = ("type", "form", "seal", "time", "error")
        return str(each["id"]), "  ".join(str(each[key]) for key in shown if each.get(key))
    return tuple(str(value) for value in each.values())
