"""Writing Signatures.xml and Signature.xml: GB/T 33190-2016 18.1 and 18.2, in the order of its schema."""

from base64 import b64encode
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Final
from xml.sax.saxutils import quoteattr

from openofd import __version__
from openofd.gm import sm2, sm3
from openofd.model.units import Box
from openofd.package.draft import Member

__all__ = ["SIGNATURE_ID", "signature_list", "signature_xml"]

SIGNATURE_ID: Final = "s001"
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'
_XMLNS: Final = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def _id(number: int) -> str:
    return f"s{number:03}"


@lru_cache(maxsize=64)
def signature_list(name: str, stamps: int) -> Member:
    """Signatures.xml with one seal signature in Sign_0, packed and digested once.

    Args:
        name: its entry name.
        stamps: how many StampAnnots the signature has: they share the id space (GB/T 33190-2016 18.1).
    """
    xml = (
        f"{_HEAD}<ofd:Signatures {_XMLNS}><ofd:MaxSignId>{_id(1 + stamps)}</ofd:MaxSignId>"
        f'<ofd:Signature ID="{SIGNATURE_ID}" Type="Seal" BaseLoc="Sign_0/Signature.xml"/></ofd:Signatures>\n'
    )
    return Member.pack(name, xml.encode(), level="best")


_BEFORE: Final = (
    f"{_HEAD}<ofd:Signature {_XMLNS}><ofd:SignedInfo>"
    f'<ofd:Provider ProviderName="openofd" Version="{__version__}"/>'
    f"<ofd:SignatureMethod>{sm2.SM2_WITH_SM3}</ofd:SignatureMethod><ofd:SignatureDateTime>"
)
# the schema's default for CheckMethod is MD5, so it is always written
_REFERENCES: Final = f'</ofd:SignatureDateTime><ofd:References CheckMethod="{sm3.OID}">'
_AFTER: Final = "</ofd:SignedInfo><ofd:SignedValue>SignedValue.dat</ofd:SignedValue></ofd:Signature>\n"


def signature_xml(members: Iterable[Member], stamps: Sequence[tuple[int, Box]], at: datetime) -> bytes:
    """Signature.xml.

    Args:
        members: what is protected; their digests must be those of the uncompressed bytes.
        stamps: page id and boundary in mm of each appearance.
        at: the signing time, aware.
    """
    references = "".join(
        [
            f"{_reference(member.name)}{b64encode(member.digest).decode()}</ofd:CheckValue></ofd:Reference>"
            for member in members
        ]
    )
    shown = "".join(
        f'<ofd:StampAnnot ID="{_id(number)}" PageRef="{page_id}" Boundary="{boundary.format()}"/>'
        for number, (page_id, boundary) in enumerate(stamps, start=2)
    )
    when = f"{at.astimezone(UTC):%Y%m%d%H%M%SZ}"
    return f"{_BEFORE}{when}{_REFERENCES}{references}</ofd:References>{shown}{_AFTER}".encode()


@lru_cache(maxsize=4096)
def _reference(name: str) -> str:
    # GB/T 33190-2016 18.2.3: FileRef is an absolute path
    return f"<ofd:Reference FileRef={quoteattr('/' + name)}><ofd:CheckValue>"
