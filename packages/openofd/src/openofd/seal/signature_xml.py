"""Writing Signatures.xml and Signature.xml: GB/T 33190-2016 18.1 and 18.2, in the order of its schema."""

from base64 import b64encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Final
from xml.sax.saxutils import quoteattr

from isal import isal_zlib

from openofd import __version__
from openofd.gm import sm2, sm3
from openofd.package.draft import Member
from openofd.seal.stamps import Stamp

__all__ = ["NAMED", "PLAIN", "SEAL_FILE", "VALUE_FILE", "Ids", "signature_list", "signature_xml", "stored"]

VALUE_FILE: Final = "SignedValue.dat"
SEAL_FILE: Final = "Seal.esl"
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'
_XMLNS: Final = 'xmlns:ofd="http://www.ofdspec.org/2016"'


@dataclass(frozen=True, slots=True, kw_only=True)
class Ids:
    """The ids of one signature and its appearances, which share one space (GB/T 33190-2016 18.1).

    Args:
        first: the signature's number; its appearances follow.
        plain: numbers as they are, where the file's other ids are; else "s001", which xs:ID admits.
    """

    first: int = 1
    plain: bool = False

    def written(self, place: int) -> str:
        """The id of the signature (0) or of an appearance (from 1)."""
        return f"{self.first + place}" if self.plain else f"s{self.first + place:03}"


NAMED: Final = Ids()
PLAIN: Final = Ids(plain=True)
"""Those of the first signature of a file."""


@lru_cache(maxsize=64)
def signature_list(name: str, stamps: int, ids: Ids = NAMED) -> Member:
    """Signatures.xml with one seal signature in Sign_0, packed and digested once.

    Args:
        name: its entry name.
        stamps: how many StampAnnots the signature has.
        ids: how they are written.
    """
    xml = (
        f"{_HEAD}<ofd:Signatures {_XMLNS}><ofd:MaxSignId>{ids.written(stamps)}</ofd:MaxSignId>"
        f'<ofd:Signature ID="{ids.written(0)}" Type="Seal" BaseLoc="Sign_0/Signature.xml"/>'
        "</ofd:Signatures>\n"
    )
    return Member.pack(name, xml.encode(), level="best")


_BEFORE: Final = (
    f"{_HEAD}<ofd:Signature {_XMLNS}><ofd:SignedInfo>"
    f'<ofd:Provider ProviderName="openofd" Version="{__version__}"/>'
    f"<ofd:SignatureMethod>{sm2.SM2_WITH_SM3}</ofd:SignatureMethod><ofd:SignatureDateTime>"
)
# the schema's default for CheckMethod is MD5, so it is always written
_REFERENCES: Final = f'</ofd:SignatureDateTime><ofd:References CheckMethod="{sm3.OID}">'
_SEAL: Final = f"<ofd:Seal><ofd:BaseLoc>{SEAL_FILE}</ofd:BaseLoc></ofd:Seal>"
_AFTER: Final = f"</ofd:SignedInfo><ofd:SignedValue>{VALUE_FILE}</ofd:SignedValue></ofd:Signature>\n"


def signature_xml(
    protected: Iterable[tuple[str, bytes]],
    at: datetime,
    *,
    stamps: Sequence[Stamp] = (),
    ids: Ids = Ids(),
    stores_seal: bool = False,
) -> bytes:
    """Signature.xml.

    Args:
        protected: entry names, and the SM3 of their uncompressed bytes.
        at: the signing time, aware.
        stamps: where the seal shows.
        ids: of the signature and of the stamps.
        stores_seal: whether Seal.esl lies beside it.
    """
    references = "".join(
        [
            f"{_reference(name)}{b64encode(digest).decode()}</ofd:CheckValue></ofd:Reference>"
            for name, digest in protected
        ]
    )
    shown = "".join([_stamp(ids.written(place), stamp) for place, stamp in enumerate(stamps, start=1)])
    when = f"{at.astimezone(UTC):%Y%m%d%H%M%SZ}"
    seal = _SEAL if stores_seal else ""
    return f"{_BEFORE}{when}{_REFERENCES}{references}</ofd:References>{shown}{seal}{_AFTER}".encode()


def _stamp(written: str, stamp: Stamp) -> str:
    clip = f' Clip="{stamp.clip.format()}"' if stamp.clip is not None else ""
    box = stamp.boundary.format()
    return f'<ofd:StampAnnot ID="{written}" PageRef="{stamp.page_id}" Boundary="{box}"{clip}/>'


@lru_cache(maxsize=4096)
def _reference(name: str) -> str:
    # GB/T 33190-2016 18.2.3: FileRef is an absolute path
    return f"<ofd:Reference FileRef={quoteattr('/' + name)}><ofd:CheckValue>"


def stored(name: str, raw: bytes) -> Member:
    """A signature value as a member.

    Certificates and a picture: deflate gains little; nothing refers to it, so its digest is not computed.
    """
    crc = isal_zlib.crc32(raw)
    return Member(name=name, size=len(raw), crc=crc, digest=b"", method=0, packed=raw)
