"""The doors through which strangers' bytes come in, each as a function that must never raise."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Final

from fuzz import seeds
from openofd.document.document import Document
from openofd.errors import OpenOfdError
from openofd.gm.x509 import CertificateRevocationList, PublicKeyCertificate
from openofd.render.drawing import draw_page
from openofd.render.stamps import seal_drawings
from openofd.render.svg import write_svg
from openofd.ses import forms, v4
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
    v4.read_signature,
    v4.read_seal,
    PublicKeyCertificate.parse,
    CertificateRevocationList.parse,
)

TARGETS: Final[Mapping[str, Target]] = MappingProxyType(
    {"zip": package, "xml": part, "asn1": asn1, "font": font, "image": image}
)


def judge(data: bytes) -> None:
    """Verify."""
    report = verify(data, trust=NO_TRUST, at=AT)
    if "INTERNAL" in report.codes:
        raise UnforeseenError(report.because)


def draw(data: bytes) -> None:
    """Open and draw, where the only fault may be the file's."""
    with suppress(OpenOfdError):
        read(Document.open(data))


def read(document: Document) -> None:
    """What `openofd info`, `text`, `extract` and `render` do."""
    for step in (_facts, _first_page):
        with suppress(OpenOfdError):
            step(document)


def _facts(document: Document) -> None:
    assert isinstance(document.info.title, str)
    for ask in (document.text, lambda: document.attachments, lambda: document.custom_tags):
        with suppress(OpenOfdError):
            ask()


def _first_page(document: Document) -> None:
    write_svg(draw_page(document, 0, seals=seal_drawings(document, {})), text="selectable", prefix="p")
