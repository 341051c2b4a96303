"""What fuzzing starts from: a sealed document that uses much of the format, its parts, fonts, pictures."""

import io
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Final

import uharfbuzz as hb
from PIL import Image
from vectors.index import make

from openofd.errors import OpenOfdError
from openofd.gm.keys import PrivateKey
from openofd.gm.signer import KeySigner
from openofd.gm.x509 import build_certificate, build_crl
from openofd.model.units import Box
from openofd.package.draft import Draft, Member
from openofd.package.reader import Package
from openofd.package.writer import write
from openofd.seal.making import SealPicture, make_seal
from openofd.seal.sealing import apply_seal
from openofd.seal.stamps import Stamp

__all__ = ["SIGNED_VALUE", "pack", "sealed_parts", "seeds_of", "with_font", "with_image"]

SMALL: Final = 20_000
SIGNED_VALUE: Final = "Doc_0/Signs/Sign_0/SignedValue.dat"
FONTS: Final = (
    ("/usr/share/fonts/truetype/hanazono/HanaMinA.ttf", 0),
    ("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", 2),
)
START: Final = datetime(2026, 1, 1, tzinfo=UTC)
YEAR: Final = timedelta(days=365)


def part(tag: str, content: str, attributes: str = "") -> bytes:
    """One XML part of the standard's namespace."""
    return f'<ofd:{tag} xmlns:ofd="http://www.ofdspec.org/2016" {attributes}>{content}</ofd:{tag}>'.encode()


PAGE: Final = Path(__file__).with_name("page.xml").read_bytes()

PARTS: Final = {
    "OFD.xml": part(
        "OFD",
        "<ofd:DocBody><ofd:DocInfo><ofd:DocID>0f3a6c0d4d5b4b5f9b0b3a1f2c3d4e5f</ofd:DocID><ofd:CustomDatas>"
        '<ofd:CustomData Name="k">v</ofd:CustomData></ofd:CustomDatas></ofd:DocInfo>'
        "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>"
        "<ofd:Signatures>/Doc_0/Signs/Signatures.xml</ofd:Signatures></ofd:DocBody>",
        'Version="1.0" DocType="OFD"',
    ),
    "Doc_0/Document.xml": part(
        "Document",
        "<ofd:CommonData><ofd:MaxUnitID>99</ofd:MaxUnitID><ofd:PageArea><ofd:PhysicalBox>0 0 210 297"
        "</ofd:PhysicalBox></ofd:PageArea><ofd:PublicRes>PublicRes.xml</ofd:PublicRes>"
        '<ofd:TemplatePage ID="6" BaseLoc="Tpl.xml"/><ofd:DefaultCS>18</ofd:DefaultCS></ofd:CommonData>'
        '<ofd:Pages><ofd:Page ID="1" BaseLoc="Page.xml"/></ofd:Pages>'
        '<ofd:Outlines><ofd:OutlineElem Title="一">'
        '<ofd:Actions><ofd:Action Event="CLICK"><ofd:Goto><ofd:Dest Type="XYZ" PageID="1" Left="1" Top="2"/>'
        "</ofd:Goto></ofd:Action></ofd:Actions></ofd:OutlineElem></ofd:Outlines><ofd:Permissions>"
        "<ofd:Edit>false</ofd:Edit></ofd:Permissions><ofd:Annotations>Annots.xml</ofd:Annotations>"
        "<ofd:CustomTags>Tags.xml</ofd:CustomTags><ofd:Attachments>Attachs.xml</ofd:Attachments>",
    ),
    "Doc_0/PublicRes.xml": part(
        "Res",
        '<ofd:Fonts><ofd:Font ID="3" FontName="Tiny"><ofd:FontFile>f3.ttf</ofd:FontFile></ofd:Font>'
        "</ofd:Fonts>"
        '<ofd:MultiMedias><ofd:MultiMedia ID="7" Type="Image"><ofd:MediaFile>i.png</ofd:MediaFile>'
        '</ofd:MultiMedia></ofd:MultiMedias><ofd:DrawParams><ofd:DrawParam ID="9" LineWidth="1"/>'
        '</ofd:DrawParams><ofd:ColorSpaces><ofd:ColorSpace ID="18" Type="RGB" BitsPerComponent="8"/>'
        '</ofd:ColorSpaces><ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID="8" Width="9" Height="9">'
        '<ofd:Content><ofd:PathObject ID="19" Boundary="0 0 9 9"><ofd:AbbreviatedData>M 0 0 L 9 9'
        "</ofd:AbbreviatedData></ofd:PathObject></ofd:Content></ofd:CompositeGraphicUnit>"
        "</ofd:CompositeGraphicUnits>",
        'BaseLoc="Res"',
    ),
    "Doc_0/Page.xml": PAGE,
    "Doc_0/Tpl.xml": part("Page", '<ofd:Content><ofd:Layer ID="20"/></ofd:Content>'),
    "Doc_0/Annots.xml": part(
        "Annotations", '<ofd:Page PageID="1"><ofd:FileLoc>Annot.xml</ofd:FileLoc></ofd:Page>'
    ),
    "Doc_0/Annot.xml": part(
        "PageAnnot",
        '<ofd:Annot ID="21" Type="Stamp" Creator="甲" LastModDate="2026-01-01">'
        '<ofd:Appearance Boundary="1 1 9 9">'
        '<ofd:PathObject ID="22" Boundary="0 0 9 9"><ofd:AbbreviatedData>M 0 0 L 9 9</ofd:AbbreviatedData>'
        "</ofd:PathObject></ofd:Appearance></ofd:Annot>",
    ),
    "Doc_0/Tags.xml": part(
        "CustomTags", '<ofd:CustomTag TypeID="licence"><ofd:FileLoc>Tag.xml</ofd:FileLoc></ofd:CustomTag>'
    ),
    "Doc_0/Tag.xml": b'<l><o:ObjectRef xmlns:o="http://www.ofdspec.org/2016" PageRef="1">5</o:ObjectRef></l>',
    "Doc_0/Attachs.xml": part(
        "Attachments", '<ofd:Attachment ID="A1" Name="a"><ofd:FileLoc>a.xml</ofd:FileLoc></ofd:Attachment>'
    ),
    "Doc_0/a.xml": b"<licence/>",
}


def pack(parts: Mapping[str, bytes]) -> bytes:
    """A package of these parts with right checksums."""
    return write([Member.pack(name, raw, level="store") for name, raw in parts.items()])


@cache
def sealed_parts() -> dict[str, bytes]:
    """The parts of the sealed document."""
    return _unpacked(_sealed())


@cache
def seeds_of(target: str) -> tuple[bytes, ...]:
    """What the target of that name starts from."""
    names = sorted(sealed_parts())
    return {
        "zip": lambda: (_sealed(), pack(PARTS), *_cases()),
        "xml": lambda: tuple(bytes((n,)) + sealed_parts()[name] for n, name in enumerate(names)),
        "asn1": lambda: (sealed_parts()[SIGNED_VALUE], *_certificates(), *_values()),
        "font": _fonts,
        "image": _pictures,
    }[target]()


def with_font(data: bytes) -> bytes:
    """The document with `data` as its font."""
    return pack(PARTS | {"Doc_0/Res/f3.ttf": data, "Doc_0/Res/i.png": _pictures()[0]})


def with_image(data: bytes) -> bytes:
    """The document with `data` as its picture."""
    return pack(PARTS | {"Doc_0/Res/i.png": data, "Doc_0/Res/f3.ttf": _fonts()[0]})


def _unpacked(data: bytes) -> dict[str, bytes]:
    package = Package.open(data)
    return {name: package.read(name) for name in package.names}


@cache
def _fonts() -> tuple[bytes, ...]:
    return tuple(_subset(Path(name), index) for name, index in FONTS if Path(name).is_file())


def _subset(path: Path, index: int) -> bytes:
    wanted = hb.SubsetInput()
    wanted.sets(hb.SubsetInputSets.UNICODE).update(map(ord, "一二三"))
    made = hb.subset(hb.Face(hb.Blob.from_file_path(str(path)), index), wanted)
    return bytes(made.blob.data)


@cache
def _cases() -> tuple[bytes, ...]:
    """The conformance cases that are small: every form of a signature, every forgery."""
    with tempfile.TemporaryDirectory(prefix="fuzz-cases-") as folder:
        make(Path(folder))
        found = [path.read_bytes() for path in sorted(Path(folder).rglob("*.ofd"))]
    return tuple(data for data in found if len(data) <= SMALL)


def _values() -> tuple[bytes, ...]:
    found = list[bytes]()
    for data in _cases():
        with suppress(OpenOfdError):
            found += [raw for name, raw in _unpacked(data).items() if name.endswith("SignedValue.dat")]
    return tuple(dict.fromkeys(found))


@cache
def _pictures() -> tuple[bytes, ...]:
    picture, made = Image.new("RGB", (4, 4), (200, 30, 30)), []
    for kind in ("PNG", "JPEG", "GIF", "BMP", "TIFF", "JPEG2000"):
        buffer = io.BytesIO()
        picture.save(buffer, kind)
        made.append(buffer.getvalue())
    return (*made, b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0L9 9"/></svg>')


@cache
def _authority() -> tuple[PrivateKey, KeySigner, KeySigner]:
    root = PrivateKey.generate()
    return root, _signer("演示专用：制章", root), _signer("演示专用：签章", root)


def _signer(name: str, issuer: PrivateKey) -> KeySigner:
    key = PrivateKey.generate()
    certificate = build_certificate(
        subject={"C": "CN", "CN": name},
        public_key=key.public_key,
        issuer=None,
        issuer_key=key,
        serial=1 << 90,
        not_before=START,
        not_after=START + 5 * YEAR,
        ca=False,
        key_usage=("digitalSignature", "nonRepudiation"),
    )
    return KeySigner(certificate=certificate, key=key)


def _certificates() -> tuple[bytes, ...]:
    _, maker, _ = _authority()
    crl = build_crl(
        issuer=maker.certificate,
        issuer_key=maker.key,
        number=1,
        this_update=START,
        next_update=START + YEAR,
        revoked={},
    )
    return maker.certificate.der, crl.der


@cache
def _sealed() -> bytes:
    _, maker, signer = _authority()
    seal = make_seal(
        seal_id="99000000000001",
        name="演示专用章",
        picture=SealPicture(type="PNG", data=_pictures()[0], width_mm=40, height_mm=40),
        certificates=[signer.certificate],
        created_at=START,
        valid_from=START,
        valid_until=START + 5 * YEAR,
        maker=maker,
        vid="openofd-fuzz",
    )
    files = PARTS | {"Doc_0/Res/f3.ttf": _fonts()[0], "Doc_0/Res/i.png": _pictures()[0]}
    draft = Draft(members=tuple(Member.pack(name, raw) for name, raw in files.items()), page_ids=(1,))
    stamps = (Stamp(page_id=1, boundary=Box(100, 200, 40, 40)),)
    return apply_seal(draft, seal=seal, signer=signer, stamps=stamps, at=START + YEAR / 2)
