"""A snapshot and a QR text become a Draft; what the face cannot hold is refused where it is entered."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache, partial
from pathlib import Path
from typing import NamedTuple

from django.conf import settings

from openofd.compose import qr
from openofd.compose.layout import Measure
from openofd.compose.parts import DocumentInfo
from openofd.compose.plate import Plate
from openofd.compose.typesetting import refuse_invisible
from openofd.errors import CannotCompose
from openofd.fonts.fallback import FontChain
from openofd.fonts.subset import FontSource, missing_glyph
from openofd.gm.sm3 import sm3
from openofd.model.units import Box
from openofd.package.draft import Draft
from zizhi import __version__
from zizhi.certificates.snapshot import CertificateSnapshot
from zizhi.core.errors import RuleViolation
from zizhi.faces.design import FaceDesign, load_design
from zizhi.faces.forms import background, forms, further_characters
from zizhi.faces.listing import MOST_ITEMS, lay_out_list
from zizhi.faces.metadata import ATTACHMENT, TAG_TYPE, attachment_xml, custom_data, tag_xml
from zizhi.faces.pages import lay_out, lay_out_foot, lay_out_row, printed

__all__ = ["SealPlace", "check_face", "compose_face", "stamp_boxes"]

_CREATOR = "zizhi"
_UNPRINTED = ("certificate_identifier", "registered_capital", "purpose", "decision_document")


class SealPlace(NamedTuple):
    """Where the seal stands on one page."""

    page_id: int
    box: Box


def compose_face(snapshot: CertificateSnapshot, *, qr_text: str, demonstration: bool) -> Draft:
    """Print a certificate, unsealed. The same arguments always give the same bytes.

    Raises:
        CannotCompose: what `check_face` would have refused, or a QR text that version 9-M does not hold.
    """
    design = load_design(snapshot.kind)
    refuse_invisible("".join([getattr(snapshot, field) for field in _UNPRINTED]))
    pages = lay_out(snapshot, design, _measure())
    plate = _plate(snapshot.kind, demonstration, len(pages) > 1)
    data = custom_data(snapshot, design)
    return plate.print(
        info=DocumentInfo(
            doc_id=sm3(f"{snapshot.certificate_identifier} {qr_text}".encode()).hex()[:32],
            title=design.name,
            author=snapshot.issuing_authority,
            created=snapshot.issued_on,
            creator=_CREATOR,
            creator_version=__version__,
            custom_data=data,
        ),
        pages=pages,
        picture=qr.png(qr_text),
        tags=partial(tag_xml, design=design, items=len(snapshot.items), annexes=len(pages) - 1),
        attachment=attachment_xml(data, snapshot),
    )


def check_face(snapshot: CertificateSnapshot) -> None:
    """Refuse what could not be printed: a character without glyph, a value too long, an empty list.

    Raises:
        RuleViolation: with the snapshot's name of the field.
    """
    design, measure, chain = load_design(snapshot.kind), _measure(), _chain()
    if not snapshot.items or len(snapshot.items) > MOST_ITEMS:
        raise RuleViolation("FACE_ITEMS", f"{design.list_label}应有1至{MOST_ITEMS}项。", "items")
    for lay, rows in ((lay_out_row, design.rows), (lay_out_foot, design.foot.rows)):
        for row in rows:
            with _refusing(row.field):
                _refuse_undrawable(printed(row.field, snapshot), chain)
                lay(row, snapshot, design, measure)
    for field in _UNPRINTED:
        with _refusing(field):
            refuse_invisible(getattr(snapshot, field))
    with _refusing("items"):
        _refuse_undrawable("".join(item.printed() for item in snapshot.items), chain)
        lay_out_list(snapshot.items, design, measure)


def stamp_boxes(draft: Draft, *, kind: str) -> Sequence[SealPlace]:
    """The place of the seal on every page of a draft of this kind."""
    seal = load_design(kind).seal
    x, y = (middle - seal.width / 2 for middle in seal.centre)
    return [SealPlace(page_id, Box(x, y, seal.width, seal.width)) for page_id in draft.page_ids]


@contextmanager
def _refusing(field: str) -> Iterator[None]:
    """What the library cannot print, as the applicant's error."""
    try:
        yield
    except CannotCompose as refusal:
        raise RuleViolation(refusal.code, f"{refusal.zh}。", field) from refusal


def _refuse_undrawable(text: str, chain: FontChain) -> None:
    refuse_invisible(text)
    if missing := chain.missing(text):
        raise missing_glyph(missing)


@cache
def _plate(kind: str, demonstration: bool, annexed: bool) -> Plate:  # noqa: FBT001 - keys of the cache
    design = load_design(kind)
    return Plate.compile(
        page=(design.page.width, design.page.height),
        background=background(design, demonstration=demonstration),
        forms=forms(design, demonstration=demonstration, annexed=annexed),
        fonts={"label": _asset(design, design.fonts.label), "title": _asset(design, design.fonts.title)},
        values=_chain(),
        also=further_characters(design, annexed=annexed),
        tag_type=TAG_TYPE,
        attachment=ATTACHMENT,
    )


@cache
def _chain() -> FontChain:
    """The fonts of the values: all kinds share them, and what has been measured in them."""
    design = load_design("construction")
    fallbacks = [_font(Path(path)) for path in settings.ZIZHI_FALLBACK_FONTS]
    return FontChain([_asset(design, design.fonts.value), *fallbacks])


@cache
def _measure() -> Measure:
    return Measure(_chain())


def _asset(design: FaceDesign, file: str) -> FontSource:
    return _font(Path(settings.ZIZHI_ASSETS) / design.fonts.folder / file)


@cache
def _font(path: Path) -> FontSource:
    return FontSource.from_path(path)
