"""The page behind the QR code, made without Django's request path.

The frame is rendered once per process by Django's template and cut where the answer goes; the answer is
a template of its own. Django's view of the same address calls `answer`: both ways give the same bytes.
"""

from functools import lru_cache
from typing import Final

from django.template import Context, Template
from django.template.loader import get_template
from django.utils.safestring import mark_safe

from zizhi.core.clock import now
from zizhi.verification.services import RegistryUnreachable, by_token
from zizhi.web.context import site
from zizhi.web.public import presenting

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
    return 200, _page("answer", {**values, "answer": presenting.present(found)})


def _page(part: str, values: dict[str, object]) -> bytes:
    head, tail = _frame()
    body: str = _part(part).render(Context(values))
    return head + body.encode() + tail


@lru_cache(maxsize=1)
def _frame() -> tuple[bytes, bytes]:
    """What stands before and after the answer."""
    cut = mark_safe(_CUT)  # noqa: S308 - a constant of this module
    page = get_template("public/scanned.html").render({"site": site(), "body": cut, "here": "verify"})
    head, tail = page.split(_CUT)
    return head.encode(), tail.encode()


@lru_cache(maxsize=8)
def _part(name: str) -> Template:
    found: Template = get_template(f"public/parts/{name}.html").template  # type: ignore[attr-defined]
    return found
