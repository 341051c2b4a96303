"""The one place where a fresh signature is checked before anybody relies on it.

A device may hold another key than its certificate says, a line may flip a bit, a service may answer for
someone else; a fault in the arithmetic would even give the key away.
"""

from openofd.errors import MalformedDocument, SigningFailed
from openofd.gm import sm2
from openofd.gm.sm2 import PublicKey

__all__ = ["checked", "der_of"]


def checked(key: PublicKey, e: bytes, signature: bytes) -> bytes:
    """`signature` again, if it is `key`'s over the 32-byte e.

    Raises:
        SigningFailed: SELF_CHECK.
    """
    if not sm2.verify_digest(key, e, signature):
        raise SigningFailed(
            "SELF_CHECK",
            "签名值与签名者的公钥证书不符，请检查密钥、设备与证书",
            "the signature is not that of the signer's certificate; check key, device and certificate",
        )
    return signature


def der_of(answer: bytes) -> bytes:
    """DER of what a device answers: r ‖ s of 64 bytes, as GM/T 0018 and most PKCS#11 modules give, or DER.

    Raises:
        SigningFailed: SIGNER_ANSWER, it is neither.
    """
    try:
        if len(answer) == 64:
            return sm2.signature_from_raw(answer)
        sm2.parse_signature(answer)
    except MalformedDocument as error:
        raise SigningFailed(
            "SIGNER_ANSWER",
            "设备或服务返回的不是 SM2 签名值",
            "what the device or service answered is no SM2 signature value",
            where=str(error),
        ) from error
    return answer
