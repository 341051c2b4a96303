"""A forge: signatures that say whatever a test wants, over parts that hold whatever it wants.

Nothing here is what `openofd.seal` does; it can lie, leave out and lock out.
"""

from base64 import b64encode
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from openofd.gm import der, sm2
from openofd.gm.sm3 import sm3
from openofd.ses import tables_v1

LIST = "Doc_0/Signs/Signatures.xml"
ALGORITHM = der.oid(sm2.SM2_WITH_SM3)
XMLNS = 'xmlns:ofd="http://www.ofdspec.org/2016"'


@dataclass(frozen=True, kw_only=True)
class Told:
    """What a forged signature says; None for `covers` means everything but the list and itself."""

    number: int = 0
    id: str = ""
    type: str = "Seal"
    relative: str = ""
    covers: tuple[str, ...] | None = None
    references: str | None = None
    method: str = "1.2.156.10197.1.401"
    signature_method: str = sm2.SM2_WITH_SM3
    date_time: str = "20260702120000Z"
    stamps: str = '<ofd:StampAnnot ID="s900" PageRef="1" Boundary="100 200 42 42"/>'
    seal: str = ""
    lock: bool = False
    folder: str = "Doc_0/Signs"


class Forge:
    """Adds signatures to parts; `value(signature_xml, path)` makes SignedValue.dat."""

    def __init__(self, authority: Any, signed: datetime) -> None:
        self.authority, self.signed = authority, signed

    def sign(self, parts: Any, told: Told | None = None, *, value: Any = None, **more: Any) -> Any:
        """The parts with one more signature, its lines in Signatures.xml last."""
        told = replace(told or Told(), **more)
        name = f"{told.folder}/Sign_{told.number}"
        list_name = f"{told.folder}/Signatures.xml"
        listed = parts.get(list_name) or _list(told)
        if list_name in parts:
            listed = listed.replace(b"</ofd:Signatures>", _line(told) + b"</ofd:Signatures>")
        parts = {n: raw for n, raw in parts.items() if n != list_name}
        protected = parts | ({list_name: listed} if told.lock else {})
        xml = _signature(told, protected)
        path = f"{name}/Signature.xml"
        made = (value or self.value)(xml, path)
        return parts | {list_name: listed, path: xml, f"{name}/SignedValue.dat": made}

    def value(self, xml: bytes, path: str, **more: Any) -> bytes:
        """SES v4 over Signature.xml. What may be otherwise: the keys of `given`."""
        given = {
            "version": 4,
            "seal": self.authority.seal.der,
            "signer": self.authority.sealer,
            "at": self.signed,
            "time": der.generalized_time,
            "hash": der.bits,
            "over": None,
            "algorithm": ALGORITHM,
            "signature": der.bits,
            "tail": (),
        } | more
        signer = given["signer"]
        certificate = signer.certificate
        signed = der.sequence(
            der.integer(given["version"]),
            given["seal"],
            given["time"](given["at"]),
            given["hash"](sm3(xml)),
            der.ia5("/" + path),
        )
        value = signer.sign_digest(sm2.message_digest(certificate.public_key, given["over"] or signed))
        return der.sequence(
            signed, der.octets(certificate.der), given["algorithm"], given["signature"](value), *given["tail"]
        )

    def value_v1(self, xml: bytes, path: str, **more: Any) -> bytes:
        """SES v1 (GM/T 0031-2014) over Signature.xml, by a seal of its own."""
        given = {
            "signer": self.authority.sealer,
            "certificates": None,
            "time_info": der.bits(b"\x17\x0d" + f"{self.signed:%y%m%d%H%M%SZ}".encode()),
        } | more
        certificate = given["signer"].certificate
        signed = der.sequence(
            der.integer(1),
            self.seal_v1(given["certificates"] or [self.authority.sealer.certificate.der]),
            given["time_info"],
            der.bits(sm3(xml)),
            der.ia5("/" + path),
            der.octets(certificate.der),
            ALGORITHM,
        )
        return der.sequence(signed, der.bits(self._signed(given["signer"], signed)))

    def seal_v1(self, certificates: Any) -> bytes:
        """SESeal v1: the maker signs information, certificate and algorithm."""
        start, maker = self.signed.replace(month=1), self.authority.maker
        info = tables_v1.SealInfo(
            {
                "header": {"id": "ES", "version": 1, "vid": "forge"},
                "seal_id": "1100000000001",
                "property": {
                    "type": 1,
                    "name": "旧章",
                    "list": certificates,
                    "created_at": start,
                    "valid_from": start,
                    "valid_until": start.replace(year=start.year + 4),
                },
                "picture": {"type": "PNG", "data": b"picture", "width": 40, "height": 40},
            }
        ).dump()
        named = der.octets(maker.certificate.der) + ALGORITHM
        value = self._signed(maker, der.sequence(info, named))
        return der.sequence(info, der.sequence(named, der.bits(value)))

    def _signed(self, signer: Any, over: bytes) -> bytes:
        return signer.sign_digest(sm2.message_digest(signer.certificate.public_key, over))


def _line(told: Told) -> bytes:
    relative = f' Relative="{told.relative}"' if told.relative else ""
    name = told.id or f"s{told.number + 1:03}"
    return (
        f'<ofd:Signature ID="{name}" Type="{told.type}" BaseLoc="Sign_{told.number}/Signature.xml"'
        f"{relative}/>"
    ).encode()


def _list(told: Told) -> bytes:
    return f"<ofd:Signatures {XMLNS}>".encode() + _line(told) + b"</ofd:Signatures>"


def _signature(told: Told, parts: Any) -> bytes:
    names = parts if told.covers is None else told.covers
    references = told.references
    if references is None:
        references = "".join(
            f'<ofd:Reference FileRef="/{name}"><ofd:CheckValue>{b64encode(sm3(parts[name])).decode()}'
            "</ofd:CheckValue></ofd:Reference>"
            for name in names
        )
    method = f' CheckMethod="{told.method}"' if told.method else ""
    return (
        f'<ofd:Signature {XMLNS}><ofd:SignedInfo><ofd:Provider ProviderName="forge"/>'
        f"<ofd:SignatureMethod>{told.signature_method}</ofd:SignatureMethod>"
        f"<ofd:SignatureDateTime>{told.date_time}</ofd:SignatureDateTime>"
        f"<ofd:References{method}>{references}</ofd:References>{told.stamps}{told.seal}</ofd:SignedInfo>"
        "<ofd:SignedValue>SignedValue.dat</ofd:SignedValue></ofd:Signature>"
    ).encode()
