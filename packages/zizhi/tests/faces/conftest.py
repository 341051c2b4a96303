"""Snapshots for the face: the samples of the kinds, with changes."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from importlib.resources import files
from typing import Any

import pytest

from openofd.document.document import Document
from openofd.package.writer import write
from zizhi.certificates.snapshot import CertificateSnapshot, Item
from zizhi.faces.services import compose_face

QR_TEXT = "HTTPS://ZIZHI.EXAMPLE/V/" + "ABCDEFGHIJKLMNOPQRSTUVWXY2/" + "ABCDEFGHIJKLMNOPQ2" * 9 + "ABCDEFGH"


@pytest.fixture
def qr_text() -> str:
    return QR_TEXT


@pytest.fixture
def sample() -> Callable[..., CertificateSnapshot]:
    """`sample(kind, **changes)`; items=n gives n made-up items, dated=True a last day of its own to each."""

    def act(
        kind: str = "construction", *, items: int = 0, dated: bool = False, **changes: Any
    ) -> CertificateSnapshot:
        text = (files("zizhi") / "kinds" / kind / "sample.json").read_text(encoding="utf-8")
        snapshot = CertificateSnapshot.from_json(json.loads(text))
        if items:
            made = [
                Item(name=f"第{n}类工程专业承包一级", valid_until=_day(n, dated=dated))
                for n in range(1, items + 1)
            ]
            changes = {"items": tuple(made), **({"valid_until": None} if dated else {}), **changes}
        return replace(snapshot, **changes)

    return act


@pytest.fixture
def printed() -> Callable[..., Document]:
    """The composed certificate, opened again."""

    def act(snapshot: CertificateSnapshot, *, demonstration: bool = True) -> Document:
        draft = compose_face(snapshot, qr_text=QR_TEXT, demonstration=demonstration)
        return Document.open(write(draft.members))

    return act


def _day(n: int, *, dated: bool) -> date | None:
    return date(2027 + n % 5, 1 + n % 12, 21) if dated else None
