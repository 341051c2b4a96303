"""One way in: SignedValue.dat or Seal.esl of whatever version, read to the values of `openofd.ses.values`.

GM/T 0031-2014, GB/T 38540-2020, GM/T 0031-2025. Strictly first, which most files pass and which is fast;
leniently, with every deviation listed, only if that fails.
"""

from collections.abc import Callable
from typing import TypeVar

from openofd.errors import LimitExceeded, OpenOfdError
from openofd.limits import LIMITS, Limits
from openofd.ses import forms, v1, v4
from openofd.ses.forms import Form
from openofd.ses.signed_data import BareSignature, SignedData, read_bare, read_signed_data
from openofd.ses.values import SealData, SignatureData

__all__ = ["read", "read_seal"]

T = TypeVar("T")


def read(data: bytes, *, limits: Limits = LIMITS) -> SignatureData | SignedData | BareSignature:
    """What a SignedValue.dat says, whichever structure it has; `form` of the answer tells which.

    Raises:
        MalformedDocument: it is broken beyond what real files do.
        LimitExceeded: DER_BYTES.
    """
    try:
        return v4.read_signature(data, limits=limits)  # what most files are, and nothing else passes for it
    except LimitExceeded:
        raise
    except OpenOfdError:
        return _otherwise(data, limits)


def _otherwise(data: bytes, limits: Limits) -> SignatureData | SignedData | BareSignature:
    form = forms.tell(data)
    if form is Form.SIGNED_DATA:
        return read_signed_data(data, limits=limits)
    if form is Form.BARE:
        return read_bare(data)
    if form is Form.SES_V1:
        return _leniently(v1.read_signature, data, limits)
    # what is of no known structure is refused as the one that most files have
    return v4.read_signature(data, limits=limits, lenient=True)


def read_seal(data: bytes, *, limits: Limits = LIMITS) -> SealData:
    """What a Seal.esl says, of whatever version.

    Raises:
        MalformedDocument: it is broken beyond what real files do.
        LimitExceeded: DER_BYTES.
    """
    reader = v1.read_seal if forms.tell_seal(data) is Form.SES_V1 else v4.read_seal
    return _leniently(reader, data, limits)


def _leniently(reader: Callable[..., T], data: bytes, limits: Limits) -> T:
    try:
        return reader(data, limits=limits)
    except LimitExceeded:
        raise
    except OpenOfdError:
        return reader(data, limits=limits, lenient=True)
