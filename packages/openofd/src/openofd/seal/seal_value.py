"""SES_Signature, the content of SignedValue.dat: GB/T 38540-2020 7.2; GM/T 0031-2025 if the seal is of v5."""

from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from openofd.gm import der, sm2, sm3
from openofd.gm.signer import Signer, sign
from openofd.gm.sm2 import PublicKey
from openofd.seal.making import Seal
from openofd.seal.policy import SigningPolicy
from openofd.seal.time_stamps import obtain

if TYPE_CHECKING:
    from hashlib import _Hash

__all__ = ["seal_value"]

_ALGORITHM: Final = der.oid(sm2.SM2_WITH_SM3)
_TAGGED: Final = 0xA0


def seal_value(
    *, seal: Seal, signer: Signer, at: datetime, described: tuple[str, bytes], policy: SigningPolicy
) -> bytes:
    """The DER of SES_Signature.

    Args:
        seal: the seal, which is embedded.
        signer: who signs.
        at: the signing time, aware.
        described: entry name and SM3 of Signature.xml.
        policy: whether to check, and whom to ask for a time stamp.

    Raises:
        SigningFailed: the signer, or the time-stamp authority, failed.
    """
    name, digest = described
    # version and seal; time, digest of the original, its place
    tail = b"".join((der.generalized_time(at.astimezone(UTC)), der.bits(digest), der.ia5("/" + name)))
    certificate = signer.certificate
    head, state = _constant_part(seal.der, seal.info.version, certificate.public_key, len(tail))
    hashed = state.copy()
    hashed.update(tail)
    signature = sign(signer, head + tail, e=hashed.digest(), check=policy.self_check)
    token = b""
    if policy.time_stamp is not None:
        token = der.encode(_TAGGED, der.bits(obtain(policy.time_stamp, signature, at)))
    return der.sequence(head, tail, der.octets(certificate.der), _ALGORITHM, der.bits(signature), token)


@lru_cache(maxsize=64)
def _constant_part(seal: bytes, version: int, key: PublicKey, tail: int) -> "tuple[bytes, _Hash]":
    """TBS_Sign up to timeInfo, and the hash state of ZA and it: the same for all paths of one length."""
    body = der.integer(version) + seal
    whole = der.sequence(body, b"\0" * tail)
    head = whole[: len(whole) - tail]
    return head, sm3.new(key.za() + head)
