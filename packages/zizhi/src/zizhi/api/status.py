"""`GET /api/v1/status/<token>[/<claim>]` without Django's request path; its route calls the same."""

import json
from typing import Final

from zizhi.core.clock import now
from zizhi.verification.services import RegistryUnreachable, by_token

__all__ = ["HEADERS", "answer"]

HEADERS: Final = {
    "Content-Type": "application/json; charset=utf-8",
    "Cache-Control": "no-store",
    "Access-Control-Allow-Origin": "*",
}


def answer(address: str) -> tuple[int, bytes]:
    """Status and JSON for what follows the prefix: a token, or a token and a claim, in any case."""
    token, _, claim = address.strip("/").upper().partition("/")
    asked = now()
    try:
        found = by_token(token, claim, now=asked)
    except RegistryUnreachable:
        return 503, _UNREACHABLE
    if found is None:
        return 404, _NOT_FOUND
    return 200, _encode({"asked_at": asked.isoformat(timespec="seconds"), **found.to_json()})


def _encode(value: dict[str, object]) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


_UNREACHABLE: Final = _encode(
    {
        "code": "REGISTRY_UNREACHABLE",
        "message": "登记库暂时无法访问，不能作出结论。",
        "field": "",
    }
)
_NOT_FOUND: Final = _encode(
    {
        "code": "TOKEN_UNKNOWN",
        "message": "登记库中没有这个二维码对应的证书。未找到不等于伪造。",
        "field": "token",
    }
)
