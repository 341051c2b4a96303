"""SignedValue.dat, read: who signed, what holds, by which chains. GB/T 38540-2020, GM/T 0031, GB/T 35275.

What depends on the seal alone (its fields, its maker's value) is kept by the seal's bytes, in a bounded
cache; chains are kept by `openofd.verify.chains`.
"""

from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from openofd.errors import OpenOfdError, UnsupportedFeature
from openofd.gm import sm2
from openofd.gm.chain import ChainReport
from openofd.gm.x509 import PublicKeyCertificate
from openofd.limits import Limits
from openofd.ses import forms, reading
from openofd.ses.forms import Form
from openofd.ses.values import SignatureData
from openofd.verify.chains import judge_chain
from openofd.verify.facts import SealFacts, SignerFacts
from openofd.verify.times import written_time
from openofd.verify.trust import Trust

__all__ = ["ValueFacts", "read_value"]

_SES = frozenset({Form.SES_V1, Form.SES_V4, Form.SES_V5})


class ValueFacts(NamedTuple):
    """What a SignedValue.dat says; nothing but the form where it could not be read."""

    form: Form
    value: SignatureData | None = None
    seal: SealFacts | None = None
    signers: tuple[SignerFacts, ...] = ()
    maker_chain: ChainReport | None = None
    claimed_at: datetime | None = None


def read_value(
    data: bytes, xml: bytes, date_time: str, *, trust: Trust, at: datetime, limits: Limits
) -> ValueFacts:
    """Read and compute, without judging.

    Args:
        data: SignedValue.dat.
        xml: Signature.xml, as received.
        date_time: its SignatureDateTime; the time where nothing signed says one.
        trust: whom to trust.
        at: when the verifier looks.
        limits: ceilings.

    Raises:
        OpenOfdError: it cannot be read.
    """
    form = forms.tell(data)
    if form is Form.BARE:
        # GM/T 0099-2020 7.2.2 leaves room for it, the certificate being known otherwise
        unnamed = SignerFacts(certificate=None, algorithms=(), holds=False, missing=True)
        return ValueFacts(form, signers=(unnamed,), claimed_at=written_time(date_time))
    if form not in _SES and form is not Form.UNKNOWN:
        return ValueFacts(form)
    value = reading.read(data, limits=limits)
    if not isinstance(value, SignatureData):
        return ValueFacts(form)
    seal = _seal_facts(value.seal.raw)
    maker = seal.maker
    return ValueFacts(
        form=value.form,
        value=value,
        seal=seal,
        signers=(_ses_signer(value, xml, trust, at),),
        maker_chain=None if maker is None else judge_chain(maker, trust, at),
        claimed_at=value.time or written_time(date_time),
    )


def _ses_signer(value: SignatureData, xml: bytes, trust: Trust, at: datetime) -> SignerFacts:
    certificate, foreign = _certificate(value.certificate)
    holds = certificate is not None and sm2.verify(
        certificate.public_key, value.signed_bytes, value.signature
    )
    # only where it does not hold, so that nothing is computed for sound files
    elsewhere = (
        certificate is not None and not holds and sm2.verify(certificate.public_key, xml, value.signature)
    )
    return SignerFacts(
        certificate=certificate,
        algorithms=(("SES_Signature.signatureAlgID", value.algorithm),),
        holds=holds,
        foreign=foreign,
        holds_elsewhere=elsewhere,
        chain=None if certificate is None else judge_chain(certificate, trust, at),
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
