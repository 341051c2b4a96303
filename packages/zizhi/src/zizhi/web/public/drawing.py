"""The pages of an examined file as pictures for an `<img>`, where neither script nor style can run."""

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import structlog

from openofd.errors import OpenOfdError
from openofd.render.drawing import page_svg
from openofd.render.seals import SealState
from openofd.render.stamps import seal_drawings
from zizhi.verification.examination import Examination

__all__ = ["Drawing", "Sheet", "draw"]

_MOST_PAGES: Final = 6
_log = structlog.get_logger(__name__)
_STATES: Final = {"VALID": SealState.VALID, "INVALID": SealState.INVALID}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One page: a data: address, and its text for those who do not see it."""

    number: int
    source: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """The pages drawn, and how many were not."""

    pages: Sequence[Sheet] = ()
    more: int = 0


def draw(examination: Examination) -> Drawing:
    """Draw the first pages, seals in the state that was found, differences framed.

    A file that cannot be drawn has no pages: the report tells why.
    """
    try:
        return _drawing(examination)
    except OpenOfdError:
        return Drawing()
    except Exception:  # noqa: BLE001 - whatever is uploaded, the report must still be shown
        _log.exception("web.drawing_failed", digest=examination.digest)
        return Drawing()


def _drawing(examination: Examination) -> Drawing:
    document = examination.document
    if document is None:
        return Drawing()
    count = len(document.pages)
    seals = seal_drawings(document, _seal_states(examination))
    sheets = [
        Sheet(
            number=index + 1,
            source=_address(page_svg(document, index, seals=seals, marks=examination.marks)),
            text=document.pages[index].text(),
        )
        for index in range(min(count, _MOST_PAGES))
    ]
    return Drawing(pages=sheets, more=count - len(sheets))


def _seal_states(examination: Examination) -> Mapping[str, SealState]:
    return {
        signature.path: _STATES.get(signature.overall, SealState.UNKNOWN)
        for signature in examination.report.signatures
    }


def _address(svg: str) -> str:
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode("ascii")
