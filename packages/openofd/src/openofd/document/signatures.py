"""The signatures of a package, as entries: what they mean is for `openofd.verify`. GB/T 33190-2016 18."""

from dataclasses import dataclass

from openofd.document.bodies import ENTRY, bodies
from openofd.document.parts import Parts
from openofd.errors import LimitExceeded
from openofd.model.signatures import Signature, Signatures

__all__ = ["SignatureEntry", "SignatureParts", "signature_entries", "signature_parts"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureEntry:
    """One line of a Signatures.xml.

    Attributes:
        body: index of the document in OFD.xml.
        id: as written.
        type: "Seal" or "Sign".
        relative: id of the signature this one builds on, or None.
        path: entry name of its Signature.xml.
        list_path: entry name of the Signatures.xml.
        document_folder: folder of Document.xml, for locating.
    """

    body: int
    id: str
    type: str
    relative: str | None
    path: str
    list_path: str
    document_folder: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureParts:
    """A Signature.xml with the entry names it leads to (which may not exist)."""

    model: Signature
    signed_value: str
    seal: str | None


def signature_entries(parts: Parts) -> tuple[SignatureEntry, ...]:
    """The signatures of every document, in the order of the lists; a list that is missing holds none.

    Raises:
        MalformedDocument: OFD.xml is missing or broken, or a list is broken.
        LimitExceeded: too many signatures.
    """
    entries: list[SignatureEntry] = []
    for body in bodies(parts):
        if body.model.signatures:
            list_path = parts.locate(ENTRY, body.model.signatures, body.folder)
            if list_path in parts.package:
                entries += _listed(parts, list_path, body.number, body.folder)
    if len(entries) > parts.limits.signatures:
        raise LimitExceeded("LIMIT_EXCEEDED", "签章过多", f"{len(entries)} signatures")
    return tuple(entries)


def _listed(parts: Parts, list_path: str, body: int, document_folder: str) -> list[SignatureEntry]:
    return [
        SignatureEntry(
            body=body,
            id=entry.id,
            type=entry.type,
            relative=entry.relative,
            path=parts.locate(list_path, entry.base_loc, document_folder),
            list_path=list_path,
            document_folder=document_folder,
        )
        for entry in parts.parse(Signatures, list_path).items
    ]


def signature_parts(parts: Parts, entry: SignatureEntry) -> SignatureParts:
    """Read a Signature.xml.

    Raises:
        MalformedDocument: it is missing or broken, or names no signed value.
    """
    model = parts.parse(Signature, entry.path)
    seal = model.signed_info.seal
    loc = seal.base_loc if seal is not None else None
    return SignatureParts(
        model=model,
        signed_value=parts.locate(entry.path, model.signed_value, entry.document_folder),
        seal=parts.locate(entry.path, loc, entry.document_folder) if loc else None,
    )
