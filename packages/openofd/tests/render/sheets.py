"""Sheets of 60 × 40 mm to draw, in a compact notation: one object a call, and what they refer to."""

import importlib.util
import io
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

import resvg_py
from PIL import Image, ImageDraw

from openofd.document.document import Document
from openofd.document.mark import Mark
from openofd.model.units import Box
from openofd.render.drawing import draw_page
from openofd.render.seals import SealDrawing, SealState
from openofd.render.svg import write_svg

ZOOM = 4 * 25.4 / 96


def _load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, Path(__file__).parents[1] / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


tiny, tinyfont = _load("tiny"), _load("tinyfont")
FONT: bytes = tinyfont.make({"甲": tinyfont.FLAG, "乙": tinyfont.ARROW})
FONTS = (
    '<ofd:Fonts><ofd:Font ID="2" FontName="T"><ofd:FontFile>t.ttf</ofd:FontFile></ofd:Font>'
    '<ofd:Font ID="3" FontName="S"/></ofd:Fonts>'
)
AREA = "<ofd:PageArea><ofd:PhysicalBox>0 0 60 40</ofd:PhysicalBox></ofd:PageArea>"


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One picture. `objects` stand in a body layer; `page` is a whole Content.xml in its place."""

    objects: str = ""
    page: str = ""
    resources: str = ""
    common: str = ""
    document: str = ""
    entry: str = ""
    files: Mapping[str, bytes] = field(default_factory=dict)
    seals: Sequence[SealDrawing] = ()
    marks: Sequence[Mark] = ()
    version: str | None = None

    def data(self) -> bytes:
        """The OFD file."""
        content = tiny.xml("Page", self.page) if self.page else tiny.page(self.objects)
        parts = tiny.parts(
            content,
            common=f"<ofd:PublicRes>Res.xml</ofd:PublicRes>{self.common}",
            document=self.document,
            entry=self.entry,
            extra={
                "Doc_0/Res.xml": tiny.xml("Res", FONTS + self.resources, 'BaseLoc="Res"'),
                "Doc_0/Res/t.ttf": FONT,
                **self.files,
            },
        )
        root = parts["Doc_0/Document.xml"].replace(tiny.AREA.encode(), AREA.encode())
        return bytes(tiny.pack(parts | {"Doc_0/Document.xml": root}))

    def svg(self) -> str:
        """The page, drawn with no fonts but its own."""
        document = Document.open(self.data(), version=self.version)
        drawn = draw_page(
            document, 0, seals=self.seals, marks=self.marks, fallbacks=[FONT], system_fonts=False
        )
        return write_svg(drawn, styles=True)

    def picture(self) -> Image.Image:
        """The page in pixels."""
        return rasterised(self.svg(), zoom=ZOOM)


def rasterised(svg: str, *, zoom: float) -> Image.Image:
    """An SVG picture in pixels; texts without a font stay out, so every machine draws the same."""
    data = bytes(resvg_py.svg_to_bytes(svg_string=svg, zoom=zoom, dpi=96, skip_system_fonts=True))
    return Image.open(io.BytesIO(data)).convert("RGB")


def path(data: str, place: str = "0 0 60 40", attributes: str = "", inner: str = "") -> str:
    """A path object."""
    body = f"{inner}<ofd:AbbreviatedData>{data}</ofd:AbbreviatedData>"
    return f'<ofd:PathObject Boundary="{place}" {attributes}>{body}</ofd:PathObject>'


def box(
    x: float, y: float, w: float, h: float, fill: str = "200 0 0", *, attributes: str = "", more: str = ""
) -> str:
    """A filled rectangle without a line; `fill` is a colour, or what stands in a FillColor."""
    colour = (
        f"<ofd:FillColor>{fill}</ofd:FillColor>"
        if fill.startswith("<")
        else f'<ofd:FillColor Value="{fill}"/>'
    )
    data = f"M 0 0 L {w} 0 L {w} {h} L 0 {h} C"
    return path(data, f"{x} {y} {w} {h}", f'Stroke="false" Fill="true" {attributes}', colour + more)


def text(
    content: str,
    x: float,
    y: float,
    attributes: str = "",
    code: str = 'DeltaX="6"',
    inner: str = "",
    size: float = 6,
    font: int = 2,
) -> str:
    """A text object whose first glyph stands at x, y; font 2 is embedded, font 3 is not."""
    place = f'Boundary="0 0 60 40" Font="{font}" Size="{size}"'
    line = f'<ofd:TextCode X="{x}" Y="{y}" {code}>{content}</ofd:TextCode>'
    return f"<ofd:TextObject {place} {attributes}>{inner}{line}</ofd:TextObject>"


def glyphs(attributes: str, numbers: str) -> str:
    """A CGTransform."""
    return f"<ofd:CGTransform {attributes}><ofd:Glyphs>{numbers}</ofd:Glyphs></ofd:CGTransform>"


def image(
    x: float, y: float, w: float, h: float, number: int = 20, attributes: str = "", inner: str = ""
) -> str:
    """An image object that fills its boundary."""
    place = f'Boundary="{x} {y} {w} {h}" CTM="{w} 0 0 {h} 0 0" ResourceID="{number}"'
    return f"<ofd:ImageObject {place} {attributes}>{inner}</ofd:ImageObject>"


def media(**files: bytes) -> dict[str, Any]:
    """`m20=…` is MultiMedia 20."""
    listed = "".join(
        f'<ofd:MultiMedia ID="{name[1:]}" Type="Image"><ofd:MediaFile>{name}</ofd:MediaFile></ofd:MultiMedia>'
        for name in files
    )
    return {
        "resources": f"<ofd:MultiMedias>{listed}</ofd:MultiMedias>",
        "files": {f"Doc_0/Res/{name}": data for name, data in files.items()},
    }


def motif(mode: str = "RGB", kind: str = "PNG", size: tuple[int, int] = (32, 24), **more: Any) -> bytes:
    """A blue ground with a yellow disc at the upper left: what is where is seen at once."""
    picture = Image.new("RGB", size, (40, 80, 160))
    ImageDraw.Draw(picture).ellipse((2, 2, 15, 15), fill=(250, 220, 60))
    buffer = io.BytesIO()
    picture.convert(mode).save(buffer, kind, **more)
    return buffer.getvalue()


def stencil(kind: str = "PNG") -> bytes:
    """Two colours: a white disc on black."""
    picture = Image.new("1", (32, 24), 0)
    ImageDraw.Draw(picture).ellipse((6, 2, 25, 21), fill=1)
    buffer = io.BytesIO()
    picture.save(buffer, kind)
    return buffer.getvalue()


def jbig2() -> bytes:
    """ITU-T T.88: a black page of 32 × 24, the middle of it replaced by a white region coded by T.6."""
    bits = "1" * 24 + "000000000001" * 2  # every row as the one above, then the end of the block
    coded = int(bits, 2).to_bytes(len(bits) // 8, "big")
    page = struct.pack(">IIIIBH", 32, 24, 0, 0, 4, 0)  # 4: the page is black before the region is put on it
    region = struct.pack(">IIIIB", 16, 24, 8, 0, 4) + b"\x01" + coded  # 4: the region replaces what was there

    def segment(number: int, kind: int, data: bytes) -> bytes:
        return struct.pack(">IBBBI", number, kind, 0, 1, len(data)) + data

    return b"\x97JB2\r\n\x1a\n\x01\x00\x00\x00\x01" + segment(0, 48, page) + segment(1, 38, region)


def stops(*colours: str) -> str:
    """Segments of a shading at even distances."""
    return "".join(f'<ofd:Segment><ofd:Color Value="{colour}"/></ofd:Segment>' for colour in colours)


def axial(attributes: str, *colours: str) -> str:
    """From 8 to 20 mm of a field of 28 mm."""
    inner = stops(*(colours or ("220 0 0", "0 0 220")))
    return f'<ofd:AxialShd StartPoint="8 0" EndPoint="20 0" {attributes}>{inner}</ofd:AxialShd>'


def radial(attributes: str) -> str:
    """About the middle of a field of 28 × 18 mm."""
    inner = stops("250 220 60", "0 0 160")
    return (
        f'<ofd:RadialShd StartPoint="14 9" EndPoint="14 9" EndRadius="7" {attributes}>{inner}</ofd:RadialShd>'
    )


def grid(*fills: str, attributes: str = "") -> str:
    """Up to four fields of 28 × 18 mm."""
    places = ((1, 1), (31, 1), (1, 21), (31, 21))
    return "".join(
        box(x, y, 28, 18, fill, attributes=attributes) for (x, y), fill in zip(places, fills, strict=False)
    )


def pattern(attributes: str = "") -> str:
    """A flag of a triangle on a light cell of 5 × 4 mm."""
    cell = box(0, 0, 5, 4, "230 230 200") + path(
        "M 1 3.5 L 1 0.5 L 4 0.5 C",
        "0 0 5 4",
        'Stroke="false" Fill="true"',
        '<ofd:FillColor Value="0 120 0"/>',
    )
    inner = f"<ofd:CellContent>{cell}</ofd:CellContent>"
    return f'<ofd:Pattern Width="5" Height="4" {attributes}>{inner}</ofd:Pattern>'


def points(*written: str) -> str:
    """Points of a mesh: `x y flag r,g,b`."""
    return "".join(
        f'<ofd:Point X="{x}" Y="{y}" EdgeFlag="{flag}">'
        f'<ofd:Color Value="{colour.replace(",", " ")}"/></ofd:Point>'
        for x, y, flag, colour in (each.split() for each in written)
    )


def clips(*areas: str, flag: str = "") -> str:
    """One Clip for each argument; its areas are written out."""
    return f"<ofd:Clips {flag}>{''.join(f'<ofd:Clip>{area}</ofd:Clip>' for area in areas)}</ofd:Clips>"


def area(data: str, attributes: str = "") -> str:
    """A clipping path."""
    inner = f"<ofd:AbbreviatedData>{data}</ofd:AbbreviatedData>"
    return f"<ofd:Area {attributes}><ofd:Path>{inner}</ofd:Path></ofd:Area>"


def seal(
    x: float, state: SealState = SealState.VALID, picture: bytes = b"", clip: Box | None = None
) -> SealDrawing:
    """A seal of 16 × 16 mm."""
    return SealDrawing(
        page_id=100,
        picture=picture or stamp(),
        picture_type="PNG",
        boundary=Box(x, 12, 16, 16),
        clip=clip,
        state=state,
        name="演示专用",
    )


def stamp(mode: str = "RGBA", kind: str = "PNG") -> bytes:
    """A red ring about a square, on nothing or on white."""
    picture = Image.new("RGBA", (64, 64), (255, 255, 255, 0) if mode == "RGBA" else (255, 255, 255, 255))
    draw = ImageDraw.Draw(picture)
    draw.ellipse((2, 2, 61, 61), outline=(220, 0, 0, 255), width=5)
    draw.rectangle((26, 20, 37, 44), fill=(220, 0, 0, 255))
    buffer = io.BytesIO()
    picture.convert(mode.rsplit(maxsplit=1)[-1]).save(buffer, kind)
    return buffer.getvalue()


def scalable() -> bytes:
    """A ring, a star and a character as SVG, with things that must not get through."""
    return """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" onload="x()">
      <style>.r{fill:none;stroke:#d00;stroke-width:6}</style><script>x()</script>
      <circle class="r" cx="50" cy="50" r="45"/>
      <path fill="red" d="M50 15l7 18h19l-15 12 6 19-17-11-17 11 6-19-15-12h19z"/>
      <text x="50" y="86" font-size="20" text-anchor="middle" fill="#d00">甲</text>
      <image href="http://example.invalid/a.png" width="100" height="100"/></svg>""".encode()


def nested() -> bytes:
    """A document of one page as a seal's picture."""
    ring = path(
        "M 2 20 A 28 18 0 1 1 58 20 A 28 18 0 1 1 2 20 C",
        attributes='LineWidth="3"',
        inner='<ofd:StrokeColor Value="220 0 0"/>',
    )
    return Sheet(objects=ring + text("甲", 22, 28, size=16)).data()


def swatch(number: int, colour: str) -> str:
    """The n-th of fifteen fields, with its FillColor written out."""
    x, y = 1 + number % 5 * 12, 1 + number // 5 * 13
    return path(
        "M 0 0 L 10 0 L 10 11 L 0 11 C", f"{x} {y} 10 11", 'Fill="true"', f"<ofd:FillColor {colour}/>"
    )


def composite(place: str, number: int = 60, attributes: str = "") -> str:
    """A use of a composite unit."""
    return f'<ofd:CompositeObject Boundary="{place}" ResourceID="{number}" {attributes}/>'


def annotations(*annots: str) -> dict[str, Any]:
    """The annotations of the page."""
    listed = '<ofd:Page PageID="100"><ofd:FileLoc>Annot.xml</ofd:FileLoc></ofd:Page>'
    return {
        "document": "<ofd:Annotations>Annots.xml</ofd:Annotations>",
        "files": {
            "Doc_0/Annots.xml": tiny.xml("Annotations", listed),
            "Doc_0/Annot.xml": tiny.xml("PageAnnot", "".join(annots)),
        },
    }


def annot(kind: str, place: str, content: str, attributes: str = "") -> str:
    """An annotation."""
    inner = f'<ofd:Appearance Boundary="{place}">{content}</ofd:Appearance>'
    return f'<ofd:Annot ID="9" Type="{kind}" {attributes}>{inner}</ofd:Annot>'


def layers(*kinds: str) -> str:
    """A layer of each kind: squares that overlap from left to right in the order of the file."""
    colours = ("200 0 0", "0 150 0", "0 0 200", "200 150 0")
    return "".join(
        f'<ofd:Layer Type="{kind}">{box(4 + 10 * n, 4 + 5 * n, 18, 18, colours[n])}</ofd:Layer>'
        for n, kind in enumerate(kinds)
    )


def template(colour: str, x: float) -> bytes:
    """A template page of one tall field."""
    return bytes(tiny.page(box(x, 2, 10, 36, colour)))
