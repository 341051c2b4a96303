"""Steps 2 to 5 of architecture §3: claim, face, seal, and a stranger's verification. Stores nothing."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, TypeVar

from openofd.gm.sm3 import sm3
from openofd.package.draft import Draft
from openofd.verify.policy import SEALED_FINAL
from openofd.verify.report import Overall, Report
from openofd.verify.trust import Trust
from openofd.verify.verify import verify
from zizhi.certificates.requests import SealedFile
from zizhi.certificates.snapshot import CertificateSnapshot
from zizhi.faces import services as faces
from zizhi.sealing import services as sealing

__all__ = ["Made", "NotValid", "Order", "make", "make_many", "stranger"]

A = TypeVar("A")
B = TypeVar("B")


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A finished certificate file that a stranger finds VALID, and the claim in its QR code."""

    data: bytes
    claim: bytes

    def recorded(self) -> SealedFile:
        """What the registry keeps of it (step 6); takes the digest of the whole file."""
        return SealedFile(digest=sm3(self.data).hex(), size=len(self.data), claim=self.claim)


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What shall be made: the facts, and the token of the version."""

    snapshot: CertificateSnapshot
    token: str


class NotValid(Exception):  # noqa: N818 - says what the file is
    """Our own file did not verify. It must not be stored; somebody has to look."""

    def __init__(self, report: Report) -> None:
        super().__init__("\n".join(report.explain("zh")))


def make(snapshot: CertificateSnapshot, *, token: str, at: datetime) -> Made:
    """`make_many` for one version.

    Raises:
        NotValid: the file does not verify; a bug or a broken custody.
        OpenOfdError, RuleViolation: it could not be composed or sealed.
    """
    (made,) = make_many([Order(snapshot=snapshot, token=token)], at=at)
    if isinstance(made, Exception):
        raise made
    return made


def make_many(orders: Sequence[Order], *, at: datetime) -> list[Made | Exception]:
    """Print and seal versions at the time `at`, and check the results from their bytes.

    Each step is done for all of them before the next begins: its code and tables then stay in the processor's
    caches, which makes a chunk a quarter faster. One that fails stands as its error and hinders no other.
    """
    demonstration = sealing.current_public().demonstration

    def claim(order: Order) -> _Claimed:
        return _Claimed(order.snapshot, sealing.sign_claim(order.snapshot, token=order.token))

    def compose(work: _Claimed) -> _Composed:
        draft = faces.compose_face(work.snapshot, qr_text=work.qr.text, demonstration=demonstration)
        return _Composed(work, draft)

    def seal(work: _Composed) -> _Sealed:
        places = faces.stamp_boxes(work.draft, kind=work.claimed.snapshot.kind)
        return _Sealed(sealing.apply_seal(work.draft, places=places, at=at), work.claimed.qr.claim)

    def check(work: _Sealed) -> Made:
        report = stranger(work.data, at=at)
        if report.overall is not Overall.VALID:
            raise NotValid(report)
        return Made(data=work.data, claim=work.claim)

    return _each(check, _each(seal, _each(compose, _each(claim, orders))))


class _Claimed(NamedTuple):
    snapshot: CertificateSnapshot
    qr: sealing.QrText


class _Composed(NamedTuple):
    claimed: _Claimed
    draft: Draft


class _Sealed(NamedTuple):
    data: bytes
    claim: bytes


def _each(step: Callable[[A], B], works: Iterable[A | Exception]) -> list[B | Exception]:
    """One step for all that have come so far."""
    return [work if isinstance(work, Exception) else _tried(step, work) for work in works]


def _tried(step: Callable[[A], B], work: A) -> B | Exception:
    try:
        return step(work)
    except Exception as error:  # noqa: BLE001 - a bug met by one must not hold up the others
        return error


def stranger(data: bytes, *, at: datetime) -> Report:
    """What anybody who trusts our anchors finds in these bytes."""
    held = sealing.current_public()
    trust = Trust(anchors=held.anchors, intermediates=held.intermediates, crls=held.crls)
    return verify(data, trust=trust, at=at, policy=SEALED_FINAL)
