"""RSA and other foreign algorithms, known by name only: openofd reports them and never computes with them.

GM/T 0031-2014 allowed RSA; GB/T 38540-2020 and GB/T 35275-2017 are about SM2. Identifiers: RFC 8017, 5758.
"""

from typing import Final

__all__ = ["algorithm_name", "is_rsa"]

_PKCS1: Final = "1.2.840.113549.1.1."
_NAMES: Final = {
    "1.2.840.113549.1.1.1": "RSA",
    "1.2.840.113549.1.1.4": "RSA-MD5",
    "1.2.840.113549.1.1.5": "RSA-SHA1",
    "1.2.840.113549.1.1.10": "RSA-PSS",
    "1.2.840.113549.1.1.11": "RSA-SHA256",
    "1.2.840.113549.1.1.12": "RSA-SHA384",
    "1.2.840.113549.1.1.13": "RSA-SHA512",
    "1.2.156.10197.1.504": "RSA-SM3",
    "1.2.840.10045.2.1": "EC",
    "1.2.840.10045.4.1": "ECDSA-SHA1",
    "1.2.840.10045.4.3.2": "ECDSA-SHA256",
    "1.2.840.10045.4.3.3": "ECDSA-SHA384",
    "1.2.840.10045.4.3.4": "ECDSA-SHA512",
    "1.2.156.10197.1.501": "SM2-SM3",
}


def algorithm_name(identifier: str) -> str:
    """The name that people know an algorithm by; the dotted identifier itself if there is none."""
    return _NAMES.get(identifier, identifier)


def is_rsa(identifier: str) -> bool:
    """Whether a dotted identifier names RSA, with whichever digest."""
    return identifier.startswith(_PKCS1) or identifier == "1.2.156.10197.1.504"
