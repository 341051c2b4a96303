"""Rows 15 and 43: what only a reader that draws must fear, and files inside the picture of a seal.

GB/T 33190-2016 8 to 11; GB/T 38540-2020 6.1.4. Verifying need not look inside; drawing must answer soon.
"""

import struct
from collections.abc import Callable, Mapping
from functools import cache, partial

from vectors.authority import rogue
from vectors.deflate import MATCH, periodic
from vectors.document import LINES, honest, page, part, text
from vectors.pictures import bomb_png, font, png
from vectors.registry import case
from vectors.ses import Seal, Sealing
from vectors.signing import How, sealed, sign
from vectors.zipping import bomb, entries, package, repeated

_LIMITS = "GB/T 33190-2016 (no limits are set); RFC 1951"
_PAGE = "Doc_0/Pages/Page_0/Content.xml"
_MIB = 1 << 20

Parts = dict[str, bytes]


# what only a reader that draws must fear ------------------------------------------------------------


def _page_of(
    units: str, resources: str = "", kind: str = "DocumentRes", extra: Mapping[str, bytes] | None = None
) -> bytes:
    """The honest document with other units on its page, and more resources."""
    parts = honest()
    parts[_PAGE] = page(units, before='<ofd:Template TemplateID="9" ZOrder="Background"/>')
    name = f"Doc_0/{kind}.xml"
    parts[name] = parts[name].replace(b"</ofd:Res>", resources.encode() + b"</ofd:Res>")
    return sealed(parts | dict(extra or {}))


def _composite(unit_id: int, inner: str) -> str:
    head = f'<ofd:CompositeGraphicUnit ID="{unit_id}" Width="50" Height="50">'
    return f"{head}<ofd:Content>{inner}</ofd:Content></ofd:CompositeGraphicUnit>"


def _line(object_id: int, more: str = "") -> str:
    data = "<ofd:AbbreviatedData>M 0 0 L 9 9</ofd:AbbreviatedData>"
    return f'<ofd:PathObject ID="{object_id}" Boundary="0 0 9 9"{more}>{data}</ofd:PathObject>'


def _use(object_id: int, unit_id: int) -> str:
    return f'<ofd:CompositeObject ID="{object_id}" Boundary="0 0 50 50" ResourceID="{unit_id}"/>'


def _self_containing() -> bytes:
    return _page_of(
        _use(60, 70),
        f"<ofd:CompositeGraphicUnits>{_composite(70, _use(61, 70) * 2)}</ofd:CompositeGraphicUnits>",
    )


def _doubling() -> bytes:
    """Each unit holds the next ten times: ten to the twentieth."""
    units = "".join(_composite(70 + n, _use(200 + n, 71 + n) * 10) for n in range(20))
    last = _composite(
        90,
        _line(61),
    )
    return _page_of(_use(60, 70), f"<ofd:CompositeGraphicUnits>{units}{last}</ofd:CompositeGraphicUnits>")


def _circular_params() -> bytes:
    params = '<ofd:DrawParam ID="70" Relative="71"/><ofd:DrawParam ID="71" Relative="70"/>'
    return _page_of(_line(61, ' DrawParam="70"'), f"<ofd:DrawParams>{params}</ofd:DrawParams>")


def _repeated_delta() -> bytes:
    code = '<ofd:TextCode X="0" Y="5" DeltaX="g 999999999 1">一二</ofd:TextCode>'
    return _page_of(
        f'<ofd:TextObject ID="20" Boundary="20 40 150 8" Font="2" Size="5">{code}</ofd:TextObject>'
    )


def _many_deltas() -> bytes:
    code = f'<ofd:TextCode X="0" Y="5" DeltaX="{"g 4999999 1 " * 2000}">{"一" * 1000}</ofd:TextCode>'
    return _page_of(
        f'<ofd:TextObject ID="20" Boundary="20 40 150 8" Font="2" Size="5">{code}</ofd:TextObject>'
    )


def _many_glyphs() -> bytes:
    glyphs = (
        '<ofd:CGTransform CodePosition="0" CodeCount="1" GlyphCount="2000000000">'
        "<ofd:Glyphs>1</ofd:Glyphs></ofd:CGTransform>"
    )
    return _page_of(text(20, 40, LINES[0], codes=glyphs))


def _image(data: bytes) -> bytes:
    unit = '<ofd:ImageObject ID="30" Boundary="20 80 20 20" CTM="20 0 0 20 0 0" ResourceID="3"/>'
    return _page_of(unit, extra={"Doc_0/Res/image.png": data})


def _filled(paint: str) -> str:
    return (
        '<ofd:PathObject ID="61" Boundary="0 0 200 200" Fill="true" Stroke="false">'
        f"<ofd:FillColor>{paint}</ofd:FillColor>"
        "<ofd:AbbreviatedData>M 0 0 L 200 0 L 200 200 L 0 200 C</ofd:AbbreviatedData></ofd:PathObject>"
    )


_CELL = f"<ofd:CellContent>{_line(62)}</ofd:CellContent>"


def _tiling() -> bytes:
    return _page_of(
        _filled(
            f'<ofd:Pattern Width="0.0001" Height="0.0001" XStep="0.0001" YStep="0.0001">{_CELL}</ofd:Pattern>'
        )
    )


def _self_tiling() -> bytes:
    """Patterns inside of patterns."""
    paint = "<ofd:Segment/>"
    for n in range(12):
        inner = _filled(paint).replace('ID="61"', f'ID="{300 + n}"')
        cell = f"<ofd:CellContent>{inner}</ofd:CellContent>"
        paint = f'<ofd:Pattern Width="1" Height="1" XStep="1" YStep="1">{cell}</ofd:Pattern>'
    return _page_of(_filled(paint))


def _shading() -> bytes:
    colours = ("255 0 0", "0 0 255")
    segments = "".join(f'<ofd:Segment><ofd:Color Value="{c}"/></ofd:Segment>' for c in colours)
    return _page_of(
        _filled(
            '<ofd:AxialShd StartPoint="0 0" EndPoint="0.000001 0" MapType="Repeat" MapUnit="0.000001">'
            f"{segments}</ofd:AxialShd>"
        )
    )


def _dashes() -> bytes:
    line = "M 0 0 " + "L 200 200 L 0 0 " * 500
    return _page_of(
        '<ofd:PathObject ID="61" Boundary="0 0 200 200" DashPattern="0.00001 0.00001" LineWidth="0.1">'
        f"<ofd:AbbreviatedData>{line}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def _huge_page() -> bytes:
    parts = honest()
    parts["Doc_0/Document.xml"] = parts["Doc_0/Document.xml"].replace(b"0 0 210 297", b"0 0 9000000 9000000")
    return sealed(parts)


def _looping_font() -> bytes:
    """A TrueType glyph that is composed of itself."""
    whole = font("资质证书" + "".join(LINES))
    return _page_of(text(20, 40, LINES[1]), extra={"Doc_0/Res/font.ttf": _self_composed(whole)})


def _self_composed(whole: bytes) -> bytes:
    start = whole.index(b"\0\1\0\0\0\0\1\xf4")  # the first box: one contour, width 500
    made = bytearray(whole)
    loop = b"\xff\xff\0\0\0\0\1\xf4\3\0" + b"\0\2\0\1\0\0"  # contours -1; component: flags, glyph 1, offsets
    made[start : start + len(loop)] = loop
    return bytes(made)


def _nested_seal(levels: int) -> bytes:
    """A seal whose picture is an OFD sealed with a seal whose picture is an OFD."""
    picture, kind = png(), "PNG"
    for _ in range(levels):
        seal = Seal(picture=picture, picture_type=kind)
        picture, kind = sealed(_small(), How(value=Sealing(seal=seal))), "ofd"
    return sealed(honest(), How(value=Sealing(seal=Seal(picture=picture, picture_type=kind))))


def _small() -> Parts:
    kept = ("OFD.xml", "Doc_0/Document.xml", "Doc_0/PublicRes.xml", "Doc_0/DocumentRes.xml")
    parts = {name: raw for name, raw in honest().items() if name in kept or "/Pages/" in name}
    parts["Doc_0/Document.xml"] = part(
        "Document",
        "<ofd:CommonData><ofd:MaxUnitID>99</ofd:MaxUnitID>"
        "<ofd:PageArea><ofd:PhysicalBox>0 0 30 30</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData>"
        '<ofd:Pages><ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages>',
    )
    parts[_PAGE] = page(
        _filled("").replace("<ofd:FillColor></ofd:FillColor>", '<ofd:FillColor Value="200 0 0"/>')
    )
    return {name: raw for name, raw in parts.items() if "Res" not in name}


def _seal_picture(picture: bytes, kind: str) -> bytes:
    return sealed(honest(), How(value=Sealing(seal=Seal(picture=picture, picture_type=kind))))


def _bomb_ofd() -> bytes:
    return package([*entries(_small()), bomb("Doc_0/Res/bomb.bin", 600 * _MIB)])


def _svg(inner: str, head: str = "") -> bytes:
    return (
        f'<?xml version="1.0"?>{head}<svg xmlns="http://www.w3.org/2000/svg" '
        'xmlns:xlink="http://www.w3.org/1999/xlink" width="30mm" height="30mm" viewBox="0 0 30 30">'
        f"{inner}</svg>"
    ).encode()


def _svg_use() -> bytes:
    """Each group uses the one before ten times."""
    groups = '<g id="g0"><rect width="1" height="1"/></g>'
    for n in range(1, 20):
        groups += f'<g id="g{n}">' + f'<use xlink:href="#g{n - 1}"/>' * 10 + "</g>"
    return _svg(f'<defs>{groups}</defs><use xlink:href="#g19"/>')


_LAUGHS = (
    "<!DOCTYPE svg ["
    '<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(10))
    + "]>"
)


def _gif() -> bytes:
    """A picture of 65,535 × 65,535 that says so and holds hardly anything."""
    return (
        b"GIF89a" + b"\xff" * 4 + b"\x80\0\0" + b"\0" * 6 + b"," + bytes(4) + b"\xff" * 4 + b"\0\2\2\x44\1\0;"
    )


def _bmp() -> bytes:
    """50,000 × 50,000 pixels of one bit, none of them there."""
    return (
        b"BM"
        + struct.pack("<LHHL", 1 << 20, 0, 0, 62)
        + struct.pack("<LllHHLLllLL", 40, 50_000, 50_000, 1, 1, 0, 0, 0, 0, 2, 2)
        + b"\0\0\0\0\xff\xff\xff\0"
    )


def _tiff() -> bytes:
    """60,000 × 60,000 grey pixels in one strip of zlib."""
    side = 60_000
    strip = b"\x78\x01" + periodic(b"\0", 1, side * side // MATCH + 1) + bytes(4)
    fields = ((256, side), (257, side), (258, 8), (259, 8), (262, 1), (273, 134), (277, 1), (278, side))
    lines = b"".join(struct.pack("<HHLL", tag, 4, 1, value) for tag, value in (*fields, (279, len(strip))))
    return b"II*\0" + struct.pack("<LH", 8, 9) + lines + bytes(4) + bytes(134 - 122) + strip


def _jpeg() -> bytes:
    """A header of 65,500 × 65,500 and no data."""
    frame = b"\xff\xc0" + struct.pack(">HBHHB", 11, 8, 65_500, 65_500, 1) + b"\1\x11\0"
    return b"\xff\xd8" + frame + b"\xff\xda" + struct.pack(">H", 8) + b"\1\1\0\0\x3f\0" + b"\xff\xd9"


def _jbig2() -> bytes:
    """A page of 2³¹ × 2³¹."""
    head = b"\x97JB2\r\n\x1a\n\1" + struct.pack(">L", 1)
    page_info = struct.pack(">LBBBL", 0, 48, 0, 1, 19) + struct.pack(">LLLLBH", 1 << 31, 1 << 31, 0, 0, 0, 0)
    return head + page_info + struct.pack(">LBBBL", 1, 51, 0, 1, 0)


def _jp2() -> bytes:
    """A codestream whose image and tile have 2³⁰ × 2³⁰."""
    size = struct.pack(">HHLLLLLLLLH", 41, 0, 1 << 30, 1 << 30, 0, 0, 1 << 30, 1 << 30, 0, 0, 1) + b"\7\1\1"
    return b"\xff\x4f\xff\x51" + size + b"\xff\xd9"


def _cmap_font() -> bytes:
    """A font whose character map announces two thousand million groups."""
    whole = bytearray(font("资质证书" + "".join(LINES)))
    at = whole.index(struct.pack(">HHIII", 0, 1, 3 << 16 | 10, 12, 12 << 16)) + 12 + 12
    whole[at : at + 4] = struct.pack(">I", 0x7FFFFFFF)
    return _page_of(text(20, 40, LINES[0]), extra={"Doc_0/Res/font.ttf": bytes(whole)})


def _long(before: str, again: str, after: str) -> bytes:
    """A page with eight million bytes of one attribute or text, signed, and small as a file."""
    whole = page(before + again + after, before='<ofd:Template TemplateID="9" ZOrder="Background"/>')
    at = whole.index((again + after).encode()) + len(again)
    long = repeated(_PAGE, whole[:at], len(again), 8_000_000 // MATCH, whole[at:])
    made = sign(honest() | {_PAGE: long.raw})
    return package([long if e.name == _PAGE else e for e in entries(made)])


_TEXT = '<ofd:TextObject ID="20" Boundary="20 40 150 8" Font="2" Size="5">'
_END = "</ofd:TextCode></ofd:TextObject>"
_PATH = '<ofd:PathObject ID="61" Boundary="0 0 200 200"'
_DATA = "><ofd:AbbreviatedData>M 0 0 L 9 9 "
_STOP = "</ofd:AbbreviatedData></ofd:PathObject>"
_LONG = {
    "glyph-list": (
        "极长的字形列表",
        "Four million glyphs in a list",
        f'{_TEXT}<ofd:CGTransform CodePosition="0" CodeCount="1" GlyphCount="9"><ofd:Glyphs>',
        "1 ",
        f'</ofd:Glyphs></ofd:CGTransform><ofd:TextCode X="0" Y="5">一{_END}',
    ),
    "delta-list": (
        "极长的偏移列表",
        "Four million offsets in a list",
        f'{_TEXT}<ofd:TextCode X="0" Y="5" DeltaX="',
        "1 ",
        f'">一二{_END}',
    ),
    "long-text": ("极长的文字", "Eight million letters", f'{_TEXT}<ofd:TextCode X="0" Y="5">', "a", _END),
    "path-data": ("极长的路径", "Four million path commands", f"{_PATH}{_DATA}", "C ", _STOP),
    "dash-list": (
        "极长的虚线列表",
        "Four million dashes in a list",
        f'{_PATH} DashPattern="',
        "1 ",
        f'"{_DATA}{_STOP}',
    ),
}


_DRAWN: dict[str, tuple[str, str, str, Callable[[], bytes]]] = {
    "self-containing": (
        "15",
        "包含自身的复合图元",
        "A composite unit that contains itself",
        _self_containing,
    ),
    "doubling": ("15", "层层翻倍的复合图元", "Composite units that hold each other ten times", _doubling),
    "circular-params": (
        "15",
        "循环继承的绘制参数",
        "Draw parameters that inherit from each other",
        _circular_params,
    ),
    "repeated-delta": ("15", "g 999999999 1", "The repetition g 999999999 1", _repeated_delta),
    "many-deltas": ("15", "大量重复的偏移", "Two thousand large repetitions", _many_deltas),
    "many-glyphs": ("15", "声明的字形数过大", "Two thousand million glyphs announced", _many_glyphs),
    "image-bomb": ("15", "图像炸弹", "A PNG of 60,000 × 60,000", lambda: _image(bomb_png(60_000, 60_000))),
    "image-large": ("15", "很大的图像", "A PNG of 9,000 × 9,000", lambda: _image(bomb_png(9_000, 9_000))),
    "gif": ("15", "GIF 图像炸弹", "A GIF of 65,535 × 65,535", lambda: _image(_gif())),
    "bmp": ("15", "BMP 图像炸弹", "A BMP of 50,000 × 50,000", lambda: _image(_bmp())),
    "tiff": ("15", "TIFF 图像炸弹", "A TIFF of 60,000 × 60,000", lambda: _image(_tiff())),
    "jpeg": ("15", "JPEG 图像炸弹", "A JPEG of 65,500 × 65,500", lambda: _image(_jpeg())),
    "jbig2": ("15", "JBIG2 图像炸弹", "A JBIG2 of 2³¹ × 2³¹", lambda: _image(_jbig2())),
    "jp2": ("15", "JPEG 2000 图像炸弹", "A JPEG 2000 of 2³⁰ × 2³⁰", lambda: _image(_jp2())),
    "cmap": ("15", "字符映射过大的字体", "A character map of two thousand million groups", _cmap_font),
    **{
        name: ("15", zh, en, partial(_long, before, again, after))
        for name, (zh, en, before, again, after) in _LONG.items()
    },
    "tiling": ("15", "极小的底纹", "A pattern of cells of a ten-thousandth of a millimetre", _tiling),
    "nested-tiling": ("15", "嵌套的底纹", "Patterns inside of patterns", _self_tiling),
    "shading": ("15", "极密的重复渐变", "A shading repeated a million times in a millimetre", _shading),
    "dashes": ("15", "极密的虚线", "A long line in dashes of a hundred-thousandth of a millimetre", _dashes),
    "huge-page": ("15", "极大的页面", "A page nine kilometres wide", _huge_page),
    "looping-font": ("15", "包含自身的字形", "A glyph composed of itself", _looping_font),
    "nested-seal": (
        "43",
        "印章图像层层嵌套",
        "A seal in the picture of a seal, eight times",
        partial(_nested_seal, 8),
    ),
    "seal-bomb": (
        "43",
        "印章图像是压缩炸弹",
        "A seal whose picture is a zip bomb",
        lambda: _seal_picture(_bomb_ofd(), "ofd"),
    ),
    "seal-image-bomb": (
        "43",
        "印章图像是图像炸弹",
        "A seal whose picture has 60,000 × 60,000 pixels",
        lambda: _seal_picture(bomb_png(60_000, 60_000), "PNG"),
    ),
    "seal-svg-laughs": (
        "43",
        "印章图像是实体炸弹",
        "A seal whose SVG picture laughs a billion times",
        lambda: _seal_picture(_svg("<text>&k;</text>", _LAUGHS), "SVG"),
    ),
    "seal-svg-use": (
        "43",
        "印章图像层层引用",
        "A seal whose SVG picture uses itself ten times ten times",
        lambda: _seal_picture(_svg_use(), "SVG"),
    ),
    "seal-svg-script": (
        "43",
        "印章图像含脚本与外部引用",
        "A seal whose SVG picture has a script and reaches out",
        lambda: _seal_picture(
            _svg('<script>alert(1)</script><image xlink:href="file:///etc/passwd" width="9" height="9"/>'),
            "SVG",
        ),
    ),
}

_WHY = (
    "Verifying need not look inside, so the seal holds; "
    "drawing must answer soon: with an error, or without the object and a note."
)

for _name, (_row, _zh, _en, _make) in _DRAWN.items():
    _once = cache(_make)
    for _operation, _done, _overall in (("verify", "验证", "VALID"), ("render", "绘制", "ANSWERED")):
        case(
            _row,
            zh=f"{_zh}（{_done}）",
            en=f"{_en} ({_operation})",
            overall=_overall,
            clause=_LIMITS,
            operation=_operation,
            name=f"{_name}-{_operation}",
            file=f"{_row}-{_name}",
            why=_WHY,
        )(_once)


# row 43, what else a nested file may try ------------------------------------------------------------


@case(
    "43",
    zh="印章图像为 OFD",
    en="A seal whose picture is an OFD",
    overall="VALID",
    clause="GB/T 38540-2020 6.1.4",
    provenance="invoices",
)
def ofd_picture() -> bytes:
    """One page, drawn like any picture."""
    return _seal_picture(package(_small()), "ofd")


@case(
    "43",
    zh="印章图像内的签章不算数",
    en="Signatures inside the picture of a seal count for nothing",
    overall="INDETERMINATE",
    codes=["CHAIN_INCOMPLETE"],
    clause="GB/T 38540-2020 6.1.4",
)
def signed_picture() -> bytes:
    """A home-made seal shows a genuinely sealed file: the inner signature vouches for nothing outside."""
    seal = Seal(picture=sealed(_small()), picture_type="ofd", maker=rogue("演示制章人"), people=(rogue(),))
    return sealed(honest(), How(value=Sealing(seal=seal, signer=rogue())))


@case(
    "43",
    zh="印章图像内的签章已损坏",
    en="A broken signature inside the picture of a seal",
    overall="VALID",
    clause="GB/T 38540-2020 6.1.4",
)
def broken_picture() -> bytes:
    """It counts for nothing, so it harms nothing either."""
    inner = sign(_small())
    inner["Doc_0/Signs/Sign_0/SignedValue.dat"] = b"\x30\x00"
    return _seal_picture(package(inner), "ofd")
