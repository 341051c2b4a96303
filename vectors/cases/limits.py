"""Row 15: what unpacks, nests or multiplies beyond all measure. Every one is signed as it is.

RFC 1951; GB/T 33190-2016 sets no limits; a verifier stops, says so, and judges nothing.
"""

from collections.abc import Mapping
from functools import partial

from openofd.gm import der
from vectors.deflate import MATCH, periodic
from vectors.document import LINES, entry, honest, page, text
from vectors.pictures import png
from vectors.registry import Declare, case
from vectors.ses import Seal, Sealing
from vectors.signing import How, listing, sealed, sign
from vectors.zipping import Entry, bomb, entries, package, repeated

_LIMITS = "GB/T 33190-2016 (no limits are set); RFC 1951"
_PAGE = "Doc_0/Pages/Page_0/Content.xml"
_MIB = 1 << 20


def _stop(
    name: str, zh: str, en: str, overall: str = "INDETERMINATE", code: str = "LIMIT_EXCEEDED"
) -> Declare:
    return case(
        "15",
        zh=zh,
        en=en,
        overall=overall,
        codes=[code],
        clause=_LIMITS,
        name=name,
        why="It asks for more than a verifier should give a stranger: it stops, says so, and judges nothing.",
    )


_stop("zip-bomb", "压缩炸弹", "One entry that unpacks to 600 MiB")(
    lambda: package([*entries(sign(honest())), bomb("Doc_0/Res/bomb.bin", 600 * _MIB)])
)
_stop("many-bombs", "许多小炸弹", "Twelve entries that unpack to 100 MiB each")(
    lambda: package([*entries(sign(honest())), *(bomb(f"Doc_0/Res/{n}.bin", 100 * _MIB) for n in range(12))])
)
_stop("overlapping", "重叠的压缩炸弹", "Five thousand lines of the directory over one entry of 1 MiB")(
    lambda: package(
        [
            *entries(sign(honest())),
            bomb("Doc_0/Res/0.bin", _MIB),
            *(
                Entry(name=f"Doc_0/Res/{n}.bin", raw=b"", shares="Doc_0/Res/0.bin", central=_said(_MIB))
                for n in range(1, 5000)
            ),
        ]
    )
)
_stop("many-entries", "条目过多", "Twenty thousand entries")(
    lambda: package([*entries(sign(honest())), *(Entry(name=f"x/{n}", raw=b"") for n in range(20_000))])
)


def _said(size: int) -> Mapping[str, int]:
    matches = size // MATCH
    packed = periodic(b"\0", 1, matches)
    return {"size": matches * MATCH + 1, "crc": 0, "method": 8, "packed": len(packed)}


@case(
    "15",
    zh="谎报长度的压缩炸弹",
    en="A bomb whose headers say it is small",
    overall="INVALID",
    codes=["CONTAINER_CRC"],
    clause=_LIMITS,
)
def lying_bomb() -> bytes:
    """The page unpacks to 400 MiB where 4,000 bytes are announced: do not unpack first."""
    made = [e for e in entries(sign(honest())) if e.name != _PAGE]
    return package([*made, bomb(_PAGE, 400 * _MIB, said=4000)])


def _deep(levels: int) -> bytes:
    inner = "".join(f'<ofd:PageBlock ID="{100 + n}">' for n in range(levels))
    return page(inner + text(20, 40, LINES[0]) + "</ofd:PageBlock>" * levels)


def _having(changes: Mapping[str, bytes]) -> bytes:
    return sealed(honest() | dict(changes))


_stop("deep-blocks", "嵌套过深的页面块", "Twenty thousand nested page blocks")(
    lambda: _having({_PAGE: _deep(20_000)})
)
_stop("deep-document", "嵌套过深的文档根", "A document root nested too deeply")(
    lambda: _having(
        {"Doc_0/Document.xml": honest()["Doc_0/Document.xml"].replace(b"<ofd:Pages>", _nest(5000))}
    )
)


def _nest(levels: int) -> bytes:
    return b"<ofd:X>" * levels + b"</ofd:X>" * levels + b"<ofd:Pages>"


def _wide(name: str) -> bytes:
    """A part of more than five million empty elements, signed."""
    whole = honest()[name]
    at = whole.rindex(b"</")
    wide = repeated(name, whole[:at] + b"<a/>", 4, 80_000, whole[at:])
    made = sign(honest() | {name: wide.raw})
    return package([wide if e.name == name else e for e in entries(made)])


_stop("wide-page", "元素过多的页面", "A page of five million elements")(partial(_wide, _PAGE))
_stop("wide-list", "元素过多的注释列表", "A list of annotations with five million elements")(
    partial(_wide, "Doc_0/Annots/Annotations.xml")
)
_stop("many-documents", "文档过多", "A thousand documents")(
    lambda: package(
        sign(honest())
        | {
            "OFD.xml": entry(
                "<ofd:DocBody><ofd:DocInfo><ofd:DocID>a</ofd:DocID></ofd:DocInfo>"
                "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>"
                "<ofd:Signatures>/Doc_0/Signs/Signatures.xml</ofd:Signatures></ofd:DocBody>" * 1000
            )
        }
    )
)
_stop("many-signatures", "签章过多", "Ten thousand signatures", code="SIG_TOO_MANY")(
    lambda: package(
        sign(honest(), How(lock=False))
        | {
            "Doc_0/Signs/Signatures.xml": listing(
                [
                    f'<ofd:Signature ID="s{n}" Type="Seal" BaseLoc="Sign_0/Signature.xml"/>'
                    for n in range(10_000)
                ]
            )
        }
    )
)
_stop("many-references", "引用过多", "Twenty-five thousand references", code="REF_TOO_MANY")(
    lambda: sealed(honest(), How(references=lambda found: found + [found[0]] * 25_000))
)


def _value(raw: bytes) -> bytes:
    return sealed(honest(), How(value=lambda _xml, _name: raw))


@case(
    "15",
    zh="嵌套过深的签名值",
    en="A signature value nested a hundred thousand deep",
    overall="INVALID",
    clause="X.690",
)
def deep_value() -> bytes:
    """No structure of the standards; a reader that recurses runs out of stack."""
    raw = b""
    for _ in range(2_000):
        raw = der.sequence(raw)
    return _value(b"\x30\x80" * 100_000 + raw)


@case(
    "15",
    zh="签名值过大",
    en="A signature value of 12 MiB",
    overall="INDETERMINATE",
    codes=["DER_BYTES"],
    clause="X.690",
)
def huge_value() -> bytes:
    """The picture of the seal alone has twelve mebibytes; everything is signed, and packed in the file."""
    made = sign(honest(), How(value=Sealing(seal=Seal(picture=png() + bytes(12 * _MIB)))))
    name = "Doc_0/Signs/Sign_0/SignedValue.dat"
    raw = made[name]
    start = raw.index(bytes(64)) + 1
    zeros = len(raw[start:]) - len(raw[start:].lstrip(b"\0"))
    matches = zeros // MATCH
    tail = raw[start + matches * MATCH :]
    big = repeated(name, raw[:start], 1, matches, tail)
    assert big.raw == raw
    return package([big if e.name == name else e for e in entries(made)])
