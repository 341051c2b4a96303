"""The seals of a document, of every version, ready to draw: GB/T 33190-2016 18, GB/T 38540-2020 6.2."""

from collections.abc import Iterator, Mapping

from openofd.document.document import Document
from openofd.document.signatures import SignatureEntry
from openofd.errors import OpenOfdError
from openofd.render.seals import SealDrawing, SealState
from openofd.ses.reading import read
from openofd.ses.values import SignatureData

__all__ = ["seal_drawings"]


def seal_drawings(document: Document, states: Mapping[str, SealState]) -> tuple[SealDrawing, ...]:
    """Every appearance of every seal of the document.

    Args:
        document: the document; page ids are its own.
        states: what a verification said, by the entry name of Signature.xml (ids can be forged to collide);
            a signature that is not among them is UNKNOWN.

    A signature whose picture cannot be read has none: the report, not the picture, tells of it.
    """
    try:
        entries = document.signatures
    except OpenOfdError:
        return ()
    return tuple(
        drawing
        for entry in entries
        if entry.body == document.body.number
        for drawing in _of(document, entry, states.get(entry.path, SealState.UNKNOWN))
    )


def _of(document: Document, entry: SignatureEntry, state: SealState) -> Iterator[SealDrawing]:
    try:
        found = document.signature_parts(entry)
        signed = read(document.package.read(found.signed_value))
        if not isinstance(signed, SignatureData):
            return  # GB/T 35275 signs without a seal: there is nothing to show
        seal = signed.seal.info
        for stamp in found.model.signed_info.stamp_annots:
            yield SealDrawing(
                page_id=stamp.page_ref,
                picture=seal.picture.data,
                picture_type=seal.picture.type,
                boundary=stamp.boundary,
                clip=stamp.clip,
                state=state,
                name=seal.name,
            )
    except OpenOfdError:
        return
