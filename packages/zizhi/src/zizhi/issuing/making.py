"""Steps 2 to 5 of architecture §3: claim, face, seal, and a stranger's verification. Stores nothing."""

from dataclasses import dataclass
from datetime import datetime

from openofd.gm.sm3 import sm3
from openofd.verify.policy import SEALED_FINAL
from openofd.verify.report import Overall, Report
from openofd.verify.trust import Trust
from openofd.verify.verify import verify
from zizhi.certificates.requests import SealedFile
from zizhi.certificates.snapshot import CertificateSnapshot
from zizhi.faces import services as faces
from zizhi.sealing import services as sealing

__all__ = ["Made", "NotValid", "make", "stranger"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A finished certificate file that a stranger finds VALID."""

    data: bytes
    file: SealedFile


class NotValid(Exception):  # noqa: N818 - says what the file is
    """Our own file did not verify. It must not be stored; somebody has to look."""

    def __init__(self, report: Report) -> None:
        super().__init__("\n".join(report.explain("zh")))


def make(snapshot: CertificateSnapshot, *, token: str, at: datetime) -> Made:
    """Print and seal one version at the time `at`, and check the result from its bytes.

    Raises:
        NotValid: the file does not verify; a bug or a broken custody.
        OpenOfdError, RuleViolation: it could not be composed or sealed.
    """
    held = sealing.current_public()
    qr = sealing.sign_claim(snapshot, token=token)
    draft = faces.compose_face(snapshot, qr_text=qr.text, demonstration=held.demonstration)
    data = sealing.apply_seal(draft, places=faces.stamp_boxes(draft, kind=snapshot.kind), at=at)
    report = stranger(data, at=at)
    if report.overall is not Overall.VALID:
        raise NotValid(report)
    return Made(data=data, file=SealedFile(digest=sm3(data).hex(), size=len(data), claim=qr.claim))


def stranger(data: bytes, *, at: datetime) -> Report:
    """What anybody who trusts our anchors finds in these bytes."""
    held = sealing.current_public()
    trust = Trust(anchors=held.anchors, intermediates=held.intermediates, crls=held.crls)
    return verify(data, trust=trust, at=at, policy=SEALED_FINAL)
