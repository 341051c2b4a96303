"""Tiny OFD files for tests, in a compact notation.

tiny.ofd("甲", "乙")                                two pages with a line of text each
tiny.ofd("<ofd:PathObject …/>")                     a page with objects of one's own
tiny.parts("甲", document="<ofd:Attachments>…", extra={"Doc_0/a.txt": "…"})
tiny.pack(parts)                                    the package of a mapping name → content
"""

from collections.abc import Mapping

from openofd.package.draft import Member
from openofd.package.writer import write

NAMESPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
AREA = "<ofd:PageArea><ofd:PhysicalBox>0 0 100 50</ofd:PhysicalBox></ofd:PageArea>"


def xml(tag: str, content: str = "", attributes: str = "") -> bytes:
    """A part: its root element in the standard's namespace."""
    return f"<ofd:{tag} {NAMESPACE} {attributes}>{content}</ofd:{tag}>".encode()


def text(content: str, *, identifier: int = 10, x: float = 10, y: float = 10, codes: str = "") -> str:
    """A text object of size 4 whose baseline starts at x, y + 4."""
    inner = (
        codes or f'<ofd:TextCode X="0" Y="4" DeltaX="g {max(len(content) - 1, 1)} 4">{content}</ofd:TextCode>'
    )
    place = f'ID="{identifier}" Boundary="{x} {y} 80 6" Font="2" Size="4"'
    return f"<ofd:TextObject {place}>{inner}</ofd:TextObject>"


def page(content: str, *, before: str = "", layer: str = "") -> bytes:
    """A page of one layer; `before` stands for templates, resources and area."""
    units = content if content.startswith("<") else text(content)
    body = f'<ofd:Content><ofd:Layer ID="1" {layer}>{units}</ofd:Layer></ofd:Content>'
    return xml("Page", before + body)


def parts(
    *pages: str | bytes,
    info: str = "",
    entry: str = "",
    common: str = "",
    document: str = "",
    extra: Mapping[str, str | bytes] | None = None,
) -> dict[str, bytes]:
    """The parts of a document; page n has ID 100 + n.

    Pages are text, objects, or the bytes of a whole part.
    """
    listed = "".join(
        f'<ofd:Page ID="{100 + n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages))
    )
    body = f"<ofd:DocInfo><ofd:DocID>ab</ofd:DocID>{info}</ofd:DocInfo>"
    body += "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>"
    shared = f"<ofd:CommonData><ofd:MaxUnitID>999</ofd:MaxUnitID>{AREA}{common}</ofd:CommonData>"
    made = {
        "OFD.xml": xml("OFD", f"<ofd:DocBody>{body}{entry}</ofd:DocBody>", 'Version="1.0" DocType="OFD"'),
        "Doc_0/Document.xml": xml("Document", f"{shared}<ofd:Pages>{listed}</ofd:Pages>{document}"),
    }
    for n, content in enumerate(pages):
        made[f"Doc_0/Pages/Page_{n}/Content.xml"] = content if isinstance(content, bytes) else page(content)
    for name, more in (extra or {}).items():
        made[name] = more if isinstance(more, bytes) else more.encode()
    return made


def pack(contents: Mapping[str, bytes]) -> bytes:
    """A package of these parts, in their order."""
    return write([Member.pack(name, raw) for name, raw in contents.items()])


def ofd(*pages: str | bytes, **options: str | Mapping[str, str | bytes]) -> bytes:
    """A whole file; arguments as for `parts`."""
    return pack(parts(*pages, **options))  # type: ignore[arg-type]
