"""Public-key certificates and revocation lists with SM2 (GB/T 20518-2018, RFC 5280): read and built."""

from openofd.gm.x509.building import build_certificate, build_crl, new_serial
from openofd.gm.x509.certificate import PublicKeyCertificate
from openofd.gm.x509.crl import CertificateRevocationList, Revocation
from openofd.gm.x509.names import Name
from openofd.gm.x509.requests import DEMONSTRATION, build_demonstration, build_request
from openofd.gm.x509.structure import to_pem

__all__ = [
    "DEMONSTRATION",
    "CertificateRevocationList",
    "Name",
    "PublicKeyCertificate",
    "Revocation",
    "build_certificate",
    "build_crl",
    "build_demonstration",
    "build_request",
    "new_serial",
    "to_pem",
]
