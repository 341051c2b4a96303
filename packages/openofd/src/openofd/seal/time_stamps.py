"""Time stamps for signatures: asked for, and checked before they are embedded. RFC 3161, GB/T 20520-2006."""

from datetime import datetime, timedelta
from typing import Final

from openofd.errors import OpenOfdError, SigningFailed
from openofd.gm.timestamp import TimeStamp as Token
from openofd.gm.timestamp import parse, verify_token
from openofd.seal.policy import TimeStamp

__all__ = ["TOKEN", "obtain"]

TOKEN: Final = "1.2.840.113549.1.9.16.2.14"  # noqa: S105 - an object identifier
"""The unsigned attribute that holds a token over the signature (RFC 3161 appendix A)."""

_SKEW: Final = timedelta(minutes=5)
"""How far the authority's clock may be behind the signer's."""


def obtain(ask: TimeStamp, octets: bytes, at: datetime) -> bytes:
    """A token over `octets`, fit to be embedded.

    Whether the authority is trusted is for the verifier to say; that the token is its own, over these octets
    and not older than what it stamps, is checked here.

    Raises:
        SigningFailed: TIMESTAMP_UNFIT.
    """
    data = ask(octets)
    try:
        token = parse(data)
        wrong = [finding.code for finding in verify_token(token, octets)]
    except OpenOfdError as error:
        raise _unfit(str(error)) from error
    if wrong or _too_early(token, at):
        raise _unfit(", ".join(wrong) or f"{token.time:%Y-%m-%dT%H:%M:%SZ}")
    return data


def _too_early(token: Token, at: datetime) -> bool:
    # GM/T 0031-2025: what is stamped was there before its stamp
    return token.time + (token.info.accuracy or timedelta()) + _SKEW < at


def _unfit(where: str) -> SigningFailed:
    return SigningFailed(
        "TIMESTAMP_UNFIT",
        "时间戳令牌不能用：不是对这个签名值的、签名不对，或时间早于签章时间",
        "the time-stamp token is unfit: not over this signature value, wrongly signed, or older than it",
        where=where,
    )
