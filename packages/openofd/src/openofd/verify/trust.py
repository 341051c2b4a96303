"""Whom the verifier trusts, as a value: anchors, issuers, revocation lists and answers (GB/T 20518)."""

from dataclasses import dataclass

from openofd.gm.ocsp import OcspResponse
from openofd.gm.x509 import CertificateRevocationList, PublicKeyCertificate
from openofd.verify.seal_status import SealStatus

__all__ = ["NO_TRUST", "Trust"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trust:
    """What a verification may rely on beside the file.

    Args:
        anchors: roots the verifier trusts. With none, nothing is ever VALID.
        intermediates: issuers that may stand between a signer and an anchor; not trusted by themselves.
        crls: revocation lists. With none for an issuer, revocation is "not checked", never "passed".
        ocsp: status responses, collected beforehand; they are heard beside the lists.
        time_stamp_anchors: roots trusted for time stamps; None: the same as for seals.
        maker_anchors: roots trusted for makers of seals, or makers' own certificates; None: the same as for
            seals. Then whoever holds a certificate below one of `anchors` may make a seal of any name.
        seal_statuses: what makers say about their seals; None: no list was handed in, and check 4.4 is not
            made.
    """

    anchors: tuple[PublicKeyCertificate, ...] = ()
    intermediates: tuple[PublicKeyCertificate, ...] = ()
    crls: tuple[CertificateRevocationList, ...] = ()
    ocsp: tuple[OcspResponse, ...] = ()
    time_stamp_anchors: tuple[PublicKeyCertificate, ...] | None = None
    maker_anchors: tuple[PublicKeyCertificate, ...] | None = None
    seal_statuses: tuple[SealStatus, ...] | None = None


NO_TRUST = Trust()
"""Trusts nobody: every chain is INDETERMINATE."""
