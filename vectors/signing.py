"""Signing parts (GB/T 33190-2016 chapter 18): the list, the description with its references, the value.

`sign(parts)` is honest and protects and locks everything; a case says what it does differently.
"""

from base64 import b64encode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final
from xml.sax.saxutils import quoteattr

from openofd.gm.sm3 import sm3
from vectors.authority import SIGNED
from vectors.document import ROOT, honest, part
from vectors.ses import SM2_WITH_SM3, Sealing
from vectors.zipping import package

__all__ = [
    "SM3",
    "STAMP",
    "How",
    "everything",
    "listing",
    "sealed",
    "sealed_with",
    "sign",
    "stamp",
    "without",
]

SM3: Final = "1.2.156.10197.1.401"

Parts = dict[str, bytes]
Reference = tuple[str, bytes]
"""FileRef and digest."""


def stamp(page: int = 1, boundary: str = "140 220 30 30", clip: str = "", number: int = 100) -> str:
    """A StampAnnot."""
    shown = f' Clip="{clip}"' if clip else ""
    return f'<ofd:StampAnnot ID="s{number}" PageRef="{page}" Boundary="{boundary}"{shown}/>'


STAMP: Final = stamp()


def everything(name: str) -> bool:
    """Covers all there is."""
    return True


def without(*names: str) -> Callable[[str], bool]:
    """Covers all but these entries."""
    return lambda name: name not in names


@dataclass(frozen=True, kw_only=True)
class How:
    """How to sign.

    Attributes:
        value: makes SignedValue.dat from the bytes of Signature.xml and its entry name.
        number: of the folder Sign_N and of the id.
        folder: folder of the document.
        covers: which entries are referenced; the own files of the signature never are.
        lock: whether the list of signatures is referenced, too.
        references: alters the list of references before they are written.
        digest: what a CheckValue is made with.
        check_method: References/@CheckMethod; None leaves it out.
        method: SignatureMethod; None leaves it out.
        date_time: SignatureDateTime; None writes the time of signing.
        at: time of signing, for SignatureDateTime.
        stamps: StampAnnot elements.
        seal_file: content of Seal.esl, which then is stored and covered.
        rewrite: alters the finished Signature.xml before it is signed.
        type: Signature/@Type in the list.
        relative: Signature/@Relative in the list.
    """

    value: Callable[[bytes, str], bytes] = field(default_factory=Sealing)
    number: int = 0
    folder: str = ROOT
    covers: Callable[[str], bool] = everything
    lock: bool = True
    references: Callable[[list[Reference]], list[Reference]] = list
    digest: Callable[[bytes], bytes] = sm3
    check_method: str | None = SM3
    method: str | None = SM2_WITH_SM3
    date_time: str | None = None
    at: datetime = SIGNED
    stamps: str = STAMP
    seal_file: bytes | None = None
    rewrite: Callable[[bytes], bytes] = lambda raw: raw
    type: str = "Seal"
    relative: str | None = None

    @property
    def signs(self) -> str:
        """Folder of the signatures of the document."""
        return f"{self.folder}/Signs"

    @property
    def own(self) -> str:
        """Folder of this signature."""
        return f"{self.signs}/Sign_{self.number}"


def sign(parts: Mapping[str, bytes], how: How | None = None) -> Parts:
    """The parts with one more signature."""
    how = how or How()
    made = dict(parts)
    name = f"{how.own}/Signature.xml"
    if how.seal_file is not None:
        made[f"{how.own}/Seal.esl"] = how.seal_file
    listed = f"{how.signs}/Signatures.xml"
    made[listed] = _listed(made.get(listed), how)
    covered = [
        (f"/{entry}", how.digest(raw))
        for entry, raw in made.items()
        if how.covers(entry) and (entry != listed or how.lock)
    ]
    made[name] = how.rewrite(_description(how.references(covered), how))
    made[f"{how.own}/SignedValue.dat"] = how.value(made[name], name)
    return made


def _listed(known: bytes | None, how: How) -> bytes:
    line = _line(how.number, how.type, how.relative)
    if known is None:
        return listing([line])
    return known.replace(b"</ofd:Signatures>", line.encode() + b"</ofd:Signatures>")


def _line(number: int, kind: str = "Seal", relative: str | None = None) -> str:
    more = "" if relative is None else f" Relative={quoteattr(relative)}"
    return f'<ofd:Signature ID="s{number + 1:03}" Type="{kind}" BaseLoc="Sign_{number}/Signature.xml"{more}/>'


def listing(lines: Sequence[str], max_id: str = "") -> bytes:
    """Signatures.xml of lines; MaxSignId is left out unless given."""
    head = f"<ofd:MaxSignId>{max_id}</ofd:MaxSignId>" if max_id else ""
    return part("Signatures", head + "".join(lines))


def _description(references: Sequence[Reference], how: How) -> bytes:
    written = "".join(
        f"<ofd:Reference FileRef={quoteattr(loc)}>"
        f"<ofd:CheckValue>{b64encode(value).decode()}</ofd:CheckValue></ofd:Reference>"
        for loc, value in references
    )
    method = "" if how.method is None else f"<ofd:SignatureMethod>{how.method}</ofd:SignatureMethod>"
    check = "" if how.check_method is None else f" CheckMethod={quoteattr(how.check_method)}"
    when = f"{how.at.astimezone(UTC):%Y%m%d%H%M%SZ}" if how.date_time is None else how.date_time
    seal = "" if how.seal_file is None else "<ofd:Seal><ofd:BaseLoc>Seal.esl</ofd:BaseLoc></ofd:Seal>"
    return part(
        "Signature",
        f'<ofd:SignedInfo><ofd:Provider ProviderName="vectors"/>{method}'
        f"<ofd:SignatureDateTime>{when}</ofd:SignatureDateTime>"
        f"<ofd:References{check}>{written}</ofd:References>{how.stamps}{seal}</ofd:SignedInfo>"
        "<ofd:SignedValue>SignedValue.dat</ofd:SignedValue>",
    )


def sealed(parts: Mapping[str, bytes], how: How | None = None) -> bytes:
    """The package of `sign(parts)`."""
    return package(sign(parts, how))


def sealed_with(**changes: object) -> bytes:
    """The honest document, sealed otherwise; fields of the seal are named `seal__…`."""
    return sealed(honest(), How(value=Sealing().having(**changes)))
