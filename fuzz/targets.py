"""The doors through which strangers' bytes come in, each as a function that must never raise."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Final

from fuzz import seeds
from openofd.document.document import Document
from openofd.errors import OpenOfdError
from openofd.gm import cms, timestamp
from openofd.gm.ocsp import OcspResponse
from openofd.gm.x509 import CertificateRevocationList, PublicKeyCertificate
from openofd.render.convert import to_pdf, to_png
from openofd.render.displaylist import DisplayList
from openofd.render.drawing import draw_page
from openofd.render.stamps import seal_drawings
from openofd.render.svg import write_svg
from openofd.ses import forms, reading
from openofd.verify.policy import STRICT
from openofd.verify.trust import NO_TRUST
from openofd.verify.verify import verify

__all__ = ["TARGETS", "Target"]

Target = Callable[[bytes], None]
AT: Final = datetime(2026, 7, 1, tzinfo=UTC)


class UnforeseenError(AssertionError):
    """`verify` met something it had not thought of: its own fault, though it did not raise."""


def package(data: bytes) -> None:
    """A whole file: judged, opened, read, drawn."""
    judge(data)
    with suppress(OpenOfdError):
        read(Document.open(data))


def part(data: bytes) -> None:
    """One part of a sealed file replaced: the first byte chooses which."""
    if data:
        names = sorted(seeds.sealed_parts())
        name = names[data[0] % len(names)]
        package(seeds.pack(seeds.sealed_parts() | {name: data[1:]}))


def asn1(data: bytes) -> None:
    """Seal data, public-key certificates, revocation lists: each reader alone, then inside a file."""
    forms.tell(data)
    for reader in READERS:
        with suppress(OpenOfdError):
            reader(data)
    judge(seeds.pack(seeds.sealed_parts() | {seeds.SIGNED_VALUE: data}))


def font(data: bytes) -> None:
    """An embedded font, drawn."""
    draw(seeds.with_font(data))


def image(data: bytes) -> None:
    """A picture, drawn as an image and as a seal."""
    draw(seeds.with_image(data))


READERS: Final[tuple[Callable[[bytes], object], ...]] = (
    reading.read,
    reading.read_seal,
    cms.parse,
    timestamp.parse,
    OcspResponse.parse,
    PublicKeyCertificate.parse,
    CertificateRevocationList.parse,
)

TARGETS: Final[Mapping[str, Target]] = MappingProxyType(
    {"zip": package, "xml": part, "asn1": asn1, "font": font, "image": image}
)


def judge(data: bytes) -> None:
    """Verify, looking at all there is to look at."""
    report = verify(data, trust=NO_TRUST, at=AT, policy=STRICT)
    if "INTERNAL" in report.codes:
        raise UnforeseenError(report.because)


def draw(data: bytes) -> None:
    """Open and draw, where the only fault may be the file's."""
    with suppress(OpenOfdError):
        read(Document.open(data))


def read(document: Document) -> None:
    """What `openofd info`, `text`, `extract`, `render` and `convert` do; each step may refuse on its own."""
    for step in STEPS:
        with suppress(OpenOfdError):
            step(document)


STEPS: Final[tuple[Callable[[Document], object], ...]] = (
    lambda document: document.info.title,
    lambda document: document.text(),
    lambda document: document.search("一"),
    lambda document: document.attachments,
    lambda document: document.custom_tags,
    lambda document: document.signatures,
    lambda document: write_svg(_first_page(document), text="selectable", prefix="p"),
    lambda document: to_pdf(document, seals=seal_drawings(document, {}), system_fonts=False),
    lambda document: to_png(document, 0, dpi=20, system_fonts=False),
)


def _first_page(document: Document) -> DisplayList:
    return draw_page(document, 0, seals=seal_drawings(document, {}), system_fonts=False)
