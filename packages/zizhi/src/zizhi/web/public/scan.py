"""The page behind the QR code, made without Django's request path.

The frame is rendered once per process by Django's template and cut where the answer goes; the answer comes
from a mould. Django's view of the same address calls `answer`: both ways give the same bytes.
"""

from functools import lru_cache
from typing import Final

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from zizhi.core.clock import now
from zizhi.verification.services import RegistryUnreachable, by_token
from zizhi.web.context import site
from zizhi.web.public import moulds, presenting

__all__ = ["HEADERS", "answer"]

HEADERS: Final = {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Language": "zh-Hans",
    "Cache-Control": "no-store",
}
_CUT: Final = "<!--answer-->"


def answer(address: str) -> tuple[int, bytes]:
    """Status and page for what follows `/v/`: a token, or a token and a claim, in any case."""
    token, _, claim = address.strip("/").upper().partition("/")
    asked = now()
    values: dict[str, object] = {"site": site(), "asked_at": presenting.asked_at(asked)}
    try:
        found = by_token(token, claim, now=asked)
    except RegistryUnreachable:
        return 503, _page("unreachable", values)
    if found is None:
        return 404, _page("not_found", {**values, "missing": presenting.unknown_code()})
    return 200, _framed(moulds.fill(presenting.present(found), asked_at=presenting.asked_at(asked)))


def _page(part: str, values: dict[str, object]) -> bytes:
    return _framed(render_to_string(f"public/parts/{part}.html", values))


def _framed(body: str) -> bytes:
    head, tail = _frame()
    return head + body.encode() + tail


@lru_cache(maxsize=1)
def _frame() -> tuple[bytes, bytes]:
    """What stands before and after the answer."""
    cut = mark_safe(_CUT)  # noqa: S308 - a constant of this module
    page = render_to_string("public/scanned.html", {"site": site(), "body": cut, "here": "verify"})
    head, tail = page.split(_CUT)
    return head.encode(), tail.encode()
