"""SignedValue.dat, read: who signed, what holds, by which chains. GB/T 38540-2020, GM/T 0031, GB/T 35275.

What depends on the seal alone (its fields, its maker's value) is kept by the seal's bytes, in a bounded
cache; chains are kept by `openofd.verify.chains`.
"""

from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from typing import Final, NamedTuple

from openofd.errors import LimitExceeded, OpenOfdError, UnsupportedFeature
from openofd.gm import sm2
from openofd.gm.chain import ChainReport
from openofd.gm.deviations import Deviation
from openofd.gm.x509 import PublicKeyCertificate
from openofd.limits import Limits
from openofd.ses import reading
from openofd.ses.forms import Form
from openofd.ses.signed_data import SignedData, SignerData
from openofd.ses.values import SignatureData
from openofd.verify.chains import judge_chain
from openofd.verify.facts import SealFacts, SignerFacts, TokenFacts
from openofd.verify.reading_time import read_token, tokens_of
from openofd.verify.times import written_time
from openofd.verify.trust import Trust

__all__ = ["Ground", "ValueFacts", "read_value"]


class ValueFacts(NamedTuple):
    """What a SignedValue.dat says; nothing but the form where it could not be read."""

    form: Form
    value: SignatureData | None = None
    seal: SealFacts | None = None
    signers: tuple[SignerFacts, ...] = ()
    maker_chain: ChainReport | None = None
    tokens: tuple[TokenFacts, ...] = ()
    deviations: tuple[Deviation, ...] = ()


class Ground(NamedTuple):
    """What a value is read against: the described file and its time, whom to trust, when, the ceilings."""

    xml: bytes
    date_time: str
    trust: Trust
    at: datetime
    limits: Limits


def read_value(data: bytes, ground: Ground) -> ValueFacts:
    """Read SignedValue.dat and compute what there is to compute, without judging.

    Raises:
        OpenOfdError: it cannot be read.
    """
    found = reading.read(data, limits=ground.limits)
    if isinstance(found, SignatureData):
        return _seal_signature(found, ground)
    if isinstance(found, SignedData):
        return _signed_data(found, ground)
    # GM/T 0099-2020 7.2.2 leaves room for a bare value, the certificate being known otherwise
    unnamed = SignerFacts(
        certificate=None,
        algorithms=(),
        holds=False,
        missing=True,
        claimed_at=written_time(ground.date_time),
    )
    return ValueFacts(found.form, signers=(unnamed,), deviations=found.deviations)


def _seal_signature(value: SignatureData, ground: Ground) -> ValueFacts:
    seal = _seal_facts(value.seal.raw)
    tokens = tokens_of(value, ground.trust, ground.at, ground.limits)
    return ValueFacts(
        form=value.form,
        value=value,
        seal=seal,
        signers=(_ses_signer(value, tokens, ground),),
        maker_chain=None
        if seal.maker is None
        else judge_chain(seal.maker, _for_makers(ground.trust), ground.at),
        tokens=tokens,
        deviations=_of_tokens(tokens),
    )


def _for_makers(trust: Trust) -> Trust:
    """Certificates say nothing of who may make seals: GB/T 38540-2020 leaves it to a list of makers."""
    return trust if trust.maker_anchors is None else replace(trust, anchors=trust.maker_anchors)


def _ses_signer(value: SignatureData, tokens: tuple[TokenFacts, ...], ground: Ground) -> SignerFacts:
    certificate, foreign = _certificate(value.certificate)
    holds = certificate is not None and sm2.verify(
        certificate.public_key, value.signed_bytes, value.signature
    )
    # only where it does not hold, so that nothing is computed for sound files
    elsewhere = (
        certificate is not None
        and not holds
        and sm2.verify(certificate.public_key, ground.xml, value.signature)
    )
    inside = [t.token.time for t in tokens if t.of == "time_info" and t.token is not None]
    return SignerFacts(
        certificate=certificate,
        algorithms=(("SES_Signature.signatureAlgID", value.algorithm),),
        holds=holds,
        foreign=foreign,
        holds_elsewhere=elsewhere,
        chain=None if certificate is None else judge_chain(certificate, ground.trust, ground.at),
        claimed_at=value.time or (inside[0] if inside else written_time(ground.date_time)),
        data_hash=value.data_hash,
    )


def _signed_data(found: SignedData, ground: Ground) -> ValueFacts:
    """GB/T 35275-2017: every signer is told of; certificates that came along may help upwards, untrusted."""
    along = [_certificate(data)[0] for data in found.certificates[:_MOST_CERTIFICATES]]
    issuers = tuple(one for one in along if one is not None)
    trust = replace(ground.trust, intermediates=(*ground.trust.intermediates, *issuers))
    known = ground._replace(trust=trust)
    if len(found.signers) > _MOST_SIGNERS:
        raise LimitExceeded("SIG_TOO_MANY", "签名人过多", f"{len(found.signers)} signers")
    tokens = tuple(
        read_token("signature", s.time_stamp, s.received_signature, trust, ground.at, limits=ground.limits)
        for s in found.signers
        if s.time_stamp
    )
    return ValueFacts(
        form=found.form,
        signers=tuple(_signer(signer, known) for signer in found.signers),
        tokens=tokens,
        deviations=found.deviations + _of_tokens(tokens),
    )


_MOST_CERTIFICATES: Final = 32
_MOST_SIGNERS: Final = 32


def _signer(signer: SignerData, ground: Ground) -> SignerFacts:
    certificate, foreign = _certificate(signer.certificate)
    signed = ground.xml if signer.signed_bytes is None else signer.signed_bytes
    return SignerFacts(
        certificate=certificate,
        algorithms=(("SignerInfo.digestEncryptionAlgorithm", signer.algorithm),),
        holds=certificate is not None and sm2.verify(certificate.public_key, signed, signer.signature),
        foreign=foreign,
        missing=not signer.certificate,
        chain=None if certificate is None else judge_chain(certificate, ground.trust, ground.at),
        claimed_at=signer.signing_time or written_time(ground.date_time),
        data_hash=signer.data_hash,
        digest_algorithm=signer.digest_algorithm,
        faults=signer.faults,
    )


def _of_tokens(tokens: tuple[TokenFacts, ...]) -> tuple[Deviation, ...]:
    """What departs from the standard's encoding inside time stamps."""
    return tuple(
        replace(deviation, where=f"timeStamp.{deviation.where}")
        for facts in tokens
        if facts.token is not None
        for deviation in facts.token.deviations
    )


def _certificate(data: bytes) -> tuple[PublicKeyCertificate | None, bool]:
    """The certificate, and whether it is one that is only reported."""
    try:
        return PublicKeyCertificate.parse(data), False
    except UnsupportedFeature:
        return None, True
    except OpenOfdError:
        return None, False


@lru_cache(maxsize=64)
def _seal_facts(raw: bytes) -> SealFacts:
    """The seal and whether its maker's value holds: a function of the seal's bytes alone."""
    data = reading.read_seal(raw)
    maker, foreign = _certificate(data.certificate)
    holds = maker is not None and sm2.verify(maker.public_key, data.signed_bytes, data.signed_value)
    return SealFacts(data=data, maker=maker, maker_holds=holds, foreign=foreign)
