"""Signature without a seal: SignedData of GB/T 35275-2017 chapter 8, as GM/T 0099-2020 7.2.2 asks for.

The content is outside; what is signed are the attributes, as a SET, and one of them is the digest of
Signature.xml: the form that vendors' readers accept.
"""

from datetime import datetime

from openofd.gm.cms_building import GM, attribute_set, signed_attributes, signer_info
from openofd.gm.cms_building import signed_data as assembled
from openofd.gm.signer import Signer, sign
from openofd.seal.policy import SigningPolicy
from openofd.seal.time_stamps import TOKEN, obtain

__all__ = ["signed_data"]


def signed_data(*, signer: Signer, at: datetime, digest: bytes, policy: SigningPolicy) -> bytes:
    """The DER of a ContentInfo, which becomes SignedValue.dat.

    Args:
        signer: who signs.
        at: the signing time, aware.
        digest: SM3 of Signature.xml.
        policy: whether to check, and whom to ask for a time stamp.

    Raises:
        SigningFailed: the signer, or the time-stamp authority, failed.
    """
    attributes = signed_attributes(GM.data, digest, signing_time=at)
    signature = sign(signer, attributes, check=policy.self_check)
    unsigned = b""
    if policy.time_stamp is not None:
        unsigned = attribute_set({TOKEN: obtain(policy.time_stamp, signature, at)})
    info = signer_info(signer.certificate, signature, attributes=attributes, unsigned=unsigned)
    return assembled(signers=[info], certificates=[signer.certificate])
