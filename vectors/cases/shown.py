"""Rows 41, 42, 44: signed well, and yet what is seen is not what is read. GB/T 33190-2016 11, 14, 15, 16.

No forgery in the sense of the standards: whoever signed it signed all of it. The findings are optional.
"""

from functools import partial

from openofd.gm.sm2 import N
from vectors.authority import SIGNED, START, issuing, person
from vectors.document import FORM, LINES, honest, page, text
from vectors.keys import encoded
from vectors.registry import case
from vectors.ses import Seal, Sealing
from vectors.signing import How, sealed, sign, stamp
from vectors.zipping import package

_PAGE = "Doc_0/Pages/Page_0/Content.xml"
_TWIN = "0-sealed-v4"
_TEMPLATE = '<ofd:Template TemplateID="9" ZOrder="Background"/>'

# row 41 ----------------------------------------------------------------------------------------------


def _of(units: str) -> bytes:
    return sealed(honest() | {_PAGE: page(units, before=_TEMPLATE)})


def _transform(glyphs: str, count: int) -> str:
    return (
        f'<ofd:CGTransform CodePosition="0" CodeCount="{count}" GlyphCount="{count}">'
        f"<ofd:Glyphs>{glyphs}</ofd:Glyphs></ofd:CGTransform>"
    )


def _glyphs(said: str, shown: str) -> bytes:
    """Text `said` with the glyphs of `shown`."""
    order = sorted(set(FORM + "".join(LINES)))
    glyphs = " ".join(str(order.index(char) + 1) for char in shown)
    return _of(text(20, 40, LINES[0]) + text(21, 50, said, codes=_transform(glyphs, len(said))))


def _second_line(more: str, codes: str) -> bytes:
    return _of(text(20, 40, LINES[0]) + text(21, 50, LINES[1], more, codes))


_HIDDEN = {
    "alpha": ("文字全透明", "Text that is fully transparent", ' Alpha="0"', ""),
    "invisible": ("文字不可见", "Text that is not visible", ' Visible="false"', ""),
    "white": ("白色文字", "White text", "", '<ofd:FillColor Value="255 255 255"/>'),
    "unfilled": ("文字既不填充也不勾边", "Text neither filled nor stroked", ' Fill="false"', ""),
}

for _name, (_zh, _en, _more, _codes) in _HIDDEN.items():
    case(
        "41",
        zh=_zh,
        en=_en,
        overall="VALID",
        codes=["TEXT_GLYPH_MISMATCH"],
        clause="GB/T 33190-2016 8.5, 11.2",
        policy="strict",
        optional=True,
        twin=_TWIN,
        name=_name,
        why="Programs read it and people do not see it.",
    )(partial(_second_line, _more, _codes))


@case(
    "41",
    zh="字形与文字不符",
    en="Glyphs of other characters than the text",
    overall="VALID",
    codes=["TEXT_GLYPH_MISMATCH"],
    clause="GB/T 33190-2016 11.3",
    policy="strict",
    optional=True,
    twin="41-same-glyphs",
)
def other_glyphs() -> bytes:
    """The text says 一二三, the page shows 三二一: search and copy find one number, people read another."""
    return _glyphs("证书编号一二三", "证书编号三二一")


@case(
    "41",
    zh="字形与文字一致",
    en="Glyphs of the characters themselves",
    overall="VALID",
    absent=["TEXT_GLYPH_MISMATCH"],
    clause="GB/T 33190-2016 11.3",
    policy="strict",
    optional=True,
)
def same_glyphs() -> bytes:
    """The same objects with the glyphs the font gives to these characters."""
    return _glyphs("证书编号一二三", "证书编号一二三")


@case(
    "41",
    zh="文字在页面之外",
    en="Text outside of the page",
    overall="VALID",
    codes=["TEXT_GLYPH_MISMATCH"],
    clause="GB/T 33190-2016 7.5",
    policy="strict",
    optional=True,
    twin=_TWIN,
)
def outside() -> bytes:
    """It is in the file, and on no page."""
    return _of(text(20, 40, LINES[0]) + text(21, 500, LINES[1]))


# row 42 ----------------------------------------------------------------------------------------------


def _action(body: str) -> str:
    return f'<ofd:Actions><ofd:Action Event="CLICK">{body}</ofd:Action></ofd:Actions>'


def _acting(body: str) -> bytes:
    return _of(text(20, 40, LINES[0]).replace("<ofd:TextCode", _action(body) + "<ofd:TextCode", 1))


_ACTIONS = {
    "uri": ("打开网址", "opens an address", '<ofd:URI URI="http://127.0.0.1:9/"/>'),
    "attachment": ("打开附件", "opens an attachment", '<ofd:GotoA AttachID="A1"/>'),
    "sound": ("播放声音", "plays a sound", '<ofd:Sound ResourceID="3"/>'),
    "movie": ("播放视频", "plays a film", '<ofd:Movie ResourceID="3" Operator="Play"/>'),
}

for _name, (_zh, _en, _body) in _ACTIONS.items():
    case(
        "42",
        zh=f"动作：{_zh}",
        en=f"An action {_en}",
        overall="VALID",
        codes=["EXTERNAL_DEPENDENCY"],
        clause="GB/T 33190-2016 14",
        twin=_TWIN,
        name=_name,
        why="What happens then is no part of what was signed. A note.",
    )(partial(_acting, _body))


@case(
    "42",
    zh="字体未嵌入",
    en="A font that is not embedded",
    overall="VALID",
    codes=["EXTERNAL_DEPENDENCY"],
    clause="GB/T 33190-2016 11.1",
    provenance="most invoices",
    twin=_TWIN,
)
def font_not_embedded() -> bytes:
    """The text is signed, its shapes come from the reader's machine."""
    parts = {name: raw for name, raw in honest().items() if not name.endswith("font.ttf")}
    name = "Doc_0/PublicRes.xml"
    parts[name] = parts[name].replace(b"<ofd:FontFile>font.ttf</ofd:FontFile>", b"")
    return sealed(parts)


@case(
    "42",
    zh="动作：跳转到本文档",
    en="An action that stays in the document",
    overall="VALID",
    absent=["EXTERNAL_DEPENDENCY"],
    clause="GB/T 33190-2016 14",
)
def goto() -> bytes:
    """Nothing from outside."""
    body = '<ofd:Goto><ofd:Dest Type="Fit" PageID="1"/></ofd:Goto>'
    return _acting(body)


# row 44 ----------------------------------------------------------------------------------------------


@case(
    "44",
    zh="附件数据与页面不符",
    en="The attached data says otherwise than the page",
    overall="VALID",
    codes=["SEMANTIC_MISMATCH"],
    clause="GB/T 33190-2016 16, 17; GB/T 36905-2018",
    policy="strict",
    optional=True,
    twin=_TWIN,
)
def other_data() -> bytes:
    """Programs take the attachment's name, people the page's; the tag says that it is the same field."""
    other = "<licence><name>另一家企业</name></licence>"
    return sealed(honest() | {"Doc_0/Attachs/licence.xml": other.encode()})


@case(
    "44",
    zh="附件数据与页面一致",
    en="The attached data says what the page says",
    overall="VALID",
    absent=["SEMANTIC_MISMATCH"],
    clause="GB/T 33190-2016 16, 17; GB/T 36905-2018",
    policy="strict",
    optional=True,
)
def same_data() -> bytes:
    """White space and width of the characters do not matter."""
    same = f"<licence><name>\n  {LINES[0]} </name></licence>"
    return sealed(honest() | {"Doc_0/Attachs/licence.xml": same.encode()})


# §4.7 ------------------------------------------------------------------------------------------------


@case(
    "4.7",
    zh="一份报告里的全部错误",
    en="Everything that is wrong in one report",
    overall="INVALID",
    codes=[
        "CERT_NOT_IN_SEAL",
        "CONTAINER_UNREFERENCED",
        "DATA_HASH",
        "REF_DIGEST",
        "SEAL_PERIOD",
        "SEAL_MISMATCH",
        "SIG_VALUE",
        "STAMP_GEOMETRY",
    ],
    clause="GB/T 38540-2020 7.2, 7.3",
)
def all_at_once() -> bytes:
    """A verifier that stops at the first error hides the others; each check has its own answer."""
    colleague = person("演示同事", issuer=issuing())
    value = Sealing(
        seal=Seal(until=START + (SIGNED - START) / 2),
        signer=colleague,
        encode=lambda pair: encoded((pair[0], N - pair[1])),
        data_hash=lambda _: bytes(32),
    )
    how = How(value=value, seal_file=Seal().der, stamps=stamp(page=7))
    made = sign(honest(), how)
    made["Doc_0/Attachs/licence.xml"] += b"\n"
    return package(made | {"smuggled.bin": b"?"})
