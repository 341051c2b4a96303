"""Time-stamp tokens of a signature, read and checked by themselves. RFC 3161, GB/T 20520-2006.

What a token is over decides what it proves: over the signature value, that the signature existed; over the
seal's value, that the seal did; in the signed time of a version 1 signature, only that nobody signed earlier.
"""

from dataclasses import replace
from datetime import datetime
from typing import Final

from openofd.errors import OpenOfdError
from openofd.gm import der, timestamp
from openofd.gm.chain import TIME_STAMPING, ChainReport
from openofd.gm.x509 import PublicKeyCertificate
from openofd.limits import Limits
from openofd.ses.values import SignatureData
from openofd.verify.chains import judge_chain
from openofd.verify.facts import TokenFacts, TokenOf
from openofd.verify.trust import Trust

__all__ = ["read_token", "tokens_of"]

_INSIDE: Final = frozenset({"TIMESTAMP_IMPRINT"})


def tokens_of(value: SignatureData, trust: Trust, at: datetime, limits: Limits) -> tuple[TokenFacts, ...]:
    """The tokens of a seal signature: over its value, over the seal's, in the signed time."""
    found = []
    if value.time_stamp:
        found.append(
            read_token("signature", value.time_stamp, value.received_signature, trust, at, limits=limits)
        )
    if value.seal.time_stamp:
        seal = value.seal
        found.append(read_token("seal", seal.time_stamp, seal.received_value, trust, at, limits=limits))
    # GM/T 0031-2014 5.4: timeInfo is a time or a token, and lies inside what the signer signs
    if value.time is None and value.time_info[:1] == bytes((der.SEQUENCE,)):
        found.append(read_token("time_info", value.time_info, value.data_hash, trust, at, limits=limits))
    return tuple(found)


def read_token(
    of: TokenOf, data: bytes, stamped: bytes, trust: Trust, at: datetime, *, limits: Limits
) -> TokenFacts:
    """One token; a broken one becomes a fact with its trouble.

    Args:
        of: what it should be over.
        data: the token.
        stamped: the bytes it should be over.
        trust: whom to trust.
        at: when the verifier looks.
        limits: ceilings.
    """
    try:
        token = timestamp.parse(data, limits=limits)
    except OpenOfdError as error:
        return TokenFacts(of=of, trouble=error)
    authority = _certificate(token.certificate)
    findings = timestamp.verify_token(token, stamped, certificate=authority)
    if of == "time_info" and token.info.imprint == stamped:
        findings = tuple(one for one in findings if one.code not in _INSIDE)
    return TokenFacts(
        of=of,
        token=token,
        findings=findings,
        authority=authority,
        chain=None if authority is None else _chain(authority, token.certificates, trust, at),
    )


def _chain(
    authority: PublicKeyCertificate, along: tuple[bytes, ...], trust: Trust, at: datetime
) -> ChainReport:
    issuers = tuple(one for data in along if (one := _certificate(data)) is not None)
    anchors = trust.anchors if trust.time_stamp_anchors is None else trust.time_stamp_anchors
    narrowed = replace(trust, anchors=anchors, intermediates=(*trust.intermediates, *issuers))
    return judge_chain(authority, narrowed, at, extended_usage=TIME_STAMPING)


def _certificate(data: bytes) -> PublicKeyCertificate | None:
    try:
        return PublicKeyCertificate.parse(data)
    except OpenOfdError:
        return None
