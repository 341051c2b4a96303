"""One request of a decision list to one PENDING version. Everything is checked before anything is written."""

from dataclasses import dataclass
from datetime import datetime

from zizhi.accounts.models import Enterprise
from zizhi.certificates.identifier import CertificateIdentifier
from zizhi.certificates.lifecycle import LIVE, Carrier, Purpose, State
from zizhi.certificates.models import Certificate, Version
from zizhi.certificates.numbering import Numbering, paper_number
from zizhi.certificates.requests import Request
from zizhi.certificates.rules import Content, content_of
from zizhi.certificates.snapshot import CertificateSnapshot
from zizhi.core.clock import today_in_shanghai
from zizhi.core.errors import RuleViolation
from zizhi.core.ids import new_token

__all__ = ["Allocation", "make_version"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Allocation:
    """What became of a request: a version (made now, or before), or the rule that forbids it."""

    version: Version | None = None
    fresh: bool = False
    violation: RuleViolation | None = None


def make_version(request: Request, *, numbering: Numbering, now: datetime) -> Allocation:
    """The version for a request; `numbering` holds the lock of its series.

    Raises:
        RuleViolation: what forbids it.
    """
    if existing := _made_before(request):
        return Allocation(version=existing)
    holder = _registered(request)
    certificate = _live_certificate(holder, numbering)
    _check_purpose(request, certificate)
    previous = _latest(certificate) if certificate else None
    content = content_of(
        request,
        previous=previous.snapshot if previous and previous.carrier == Carrier.ELECTRONIC else None,
        today=today_in_shanghai(now),
        years=numbering.kind.validity_years,
    )
    certificate = certificate or _new_certificate(request, holder, numbering)
    version = _version(request, content, certificate, previous, numbering, now)
    return Allocation(version=version, fresh=True)


def _made_before(request: Request) -> Version | None:
    key = {"decision_document": request.decision_document, "purpose": request.purpose, "kind": request.kind}
    made = Version.objects.filter(**key, uscc=request.holder.uscc, carrier=Carrier.ELECTRONIC)
    version = made.exclude(state=State.ABANDONED).select_related("certificate").first()
    if version and version.content_digest != request.digest():
        number = version.certificate.number
        message = f"同一决定文号已为该企业办理过此事项（{number}），但所列内容不同。"
        raise RuleViolation("KEY_CONFLICT", message, "decision_document")
    return version


def _registered(request: Request) -> Enterprise | None:
    known = Enterprise.objects.filter(uscc=request.holder.uscc).first()
    if not request.previous_uscc:
        return known
    if known is None:
        return Enterprise.objects.filter(uscc=request.previous_uscc).first()
    # another certificate of the same holder may have been changed first
    if not Version.objects.filter(certificate__holder=known, uscc=request.previous_uscc).exists():
        raise RuleViolation("USCC_TAKEN", f"「{request.holder.uscc}」已登记为另一家企业。", "uscc")
    return known


def _live_certificate(holder: Enterprise | None, numbering: Numbering) -> Certificate | None:
    if holder is None:
        return None
    mine = Certificate.objects.filter(holder=holder, kind=numbering.kind.id, authority=numbering.profile.name)
    return mine.filter(state__in=LIVE).select_related("holder").first()


def _check_purpose(request: Request, certificate: Certificate | None) -> None:
    if certificate is None:
        if request.purpose != Purpose.INITIAL and not request.paper_number:
            message = "未查到该企业持有此类证书；如原为纸质证书，请填写原证书编号。"
            raise RuleViolation("NO_CERTIFICATE", message, "purpose")
    elif request.purpose == Purpose.INITIAL:
        message = f"该企业已持有此类证书（{certificate.number}），不能按首次申请办理。"
        raise RuleViolation("ALREADY_HOLDS", message, "purpose")
    elif certificate.state == State.SUSPENDED:
        raise RuleViolation("SUSPENDED", f"证书 {certificate.number} 处于暂扣状态，不能换发。", "purpose")


def _latest(certificate: Certificate) -> Version:
    """The version in effect; a pending one must be finished first."""
    latest = certificate.versions.order_by("-ordinal").exclude(state=State.ABANDONED).first()
    if latest is None or latest.state == State.PENDING:
        message = f"证书 {certificate.number} 有一个版本正在制作，完成后才能办理下一项。"
        raise RuleViolation("VERSION_PENDING", message, "purpose")
    return latest


def _new_certificate(request: Request, holder: Enterprise | None, numbering: Numbering) -> Certificate:
    if request.paper_number:
        return _taken_over(request, holder, numbering)
    holder = holder or _enrol(request)
    number, serial = numbering.number_for(holder, foreign_funded=request.foreign_funded)
    return _certificate(holder, number, serial, numbering)


def _taken_over(request: Request, holder: Enterprise | None, numbering: Numbering) -> Certificate:
    number = paper_number(request.paper_number, kind=numbering.kind, profile=numbering.profile)
    if Certificate.objects.filter(number=number.text).exists():
        raise RuleViolation("NUMBER_OF_ANOTHER", f"编号「{number.text}」已登记。", "paper_number")
    numbering.check_free(holder, number)
    holder = holder or _enrol(request)
    return _certificate(holder, number.text, numbering.reserve(holder, number), numbering)


def _enrol(request: Request) -> Enterprise:
    holder = request.holder
    return Enterprise.objects.create(
        uscc=holder.uscc,
        name=holder.name,
        legal_representative=holder.legal_representative,
        registered_address=holder.registered_address,
        registered_capital=holder.registered_capital,
    )


def _certificate(holder: Enterprise, number: str, serial: str, numbering: Numbering) -> Certificate:
    authority = numbering.profile.name
    return Certificate.objects.create(
        number=number, serial=serial, kind=numbering.kind.id, authority=authority, holder=holder
    )


def _version(
    request: Request,
    content: Content,
    certificate: Certificate,
    previous: Version | None,
    numbering: Numbering,
    now: datetime,
) -> Version:
    ordinal = _next_ordinal(certificate, request)
    snapshot = _snapshot(request, content, certificate, ordinal, numbering, now)
    return Version.objects.create(
        certificate=certificate,
        ordinal=ordinal,
        identifier=snapshot.certificate_identifier,
        token=new_token(),
        purpose=request.purpose.value,
        decision_document=request.decision_document,
        uscc=snapshot.uscc,
        kind=snapshot.kind,
        content_digest=request.digest(),
        snapshot_json=snapshot.to_json(),
        issued_on=snapshot.issued_on,
        last_day=snapshot.last_day,
        allocated_at=now,
    )


def _next_ordinal(certificate: Certificate, request: Request) -> int:
    last = certificate.versions.order_by("-ordinal").values_list("ordinal", flat=True).first()
    if last is None:
        return 2 if request.paper_number else 1  # version 1 is the paper one (architecture §4)
    return last + 1


def _snapshot(
    request: Request,
    content: Content,
    certificate: Certificate,
    ordinal: int,
    numbering: Numbering,
    now: datetime,
) -> CertificateSnapshot:
    identifier = CertificateIdentifier(
        kind_code=numbering.kind.licence_type_code,
        authority=numbering.profile.authority_uscc,
        serial=certificate.serial,
        version=ordinal,
    )
    return CertificateSnapshot(
        kind=numbering.kind.id,
        certificate_number=certificate.number,
        certificate_identifier=str(identifier),
        version=ordinal,
        holder_name=request.holder.name,
        uscc=request.holder.uscc,
        legal_representative=request.holder.legal_representative,
        registered_address=request.holder.registered_address,
        registered_capital=request.holder.registered_capital,
        valid_from=content.valid_from,
        valid_until=content.valid_until,
        list_label=numbering.kind.list_label,
        items=content.items,
        issuing_authority=certificate.authority,
        issued_on=today_in_shanghai(now),
        purpose=request.purpose.value,
        decision_document=request.decision_document,
    )
