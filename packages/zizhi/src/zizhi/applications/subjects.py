"""The certificates of cases, as the registry and the open cases have them: queries in, pure values out."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.conf import settings

from zizhi.accounts.models import Enterprise
from zizhi.applications.items import Field, Item, RenewalWindow, Standing, Subject
from zizhi.applications.models import Application
from zizhi.applications.rules import OPEN
from zizhi.certificates.kinds import kind
from zizhi.certificates.lifecycle import LIVE, State
from zizhi.certificates.models import Certificate, Version
from zizhi.certificates.numbers import Level, parse
from zizhi.certificates.snapshot import CertificateSnapshot
from zizhi.core.errors import RuleViolation
from zizhi.core.profile import department

__all__ = ["claim_obstacle", "registered", "renewal_window", "subjects"]

_OPEN = [state.value for state in OPEN]
_STANDING = {
    State.PENDING: Standing.PENDING,
    State.IN_EFFECT: Standing.LIVE,
    State.SUSPENDED: Standing.SUSPENDED,
}


def subjects(certificates: Iterable[Certificate], *, besides: int = 0) -> Mapping[int, Subject]:
    """By certificate id, in two queries however many; `besides` is the case that asks."""
    known = list(certificates)
    in_effect = Version.objects.filter(certificate__in=known, state=State.IN_EFFECT)
    last_days = dict(in_effect.values_list("certificate_id", "last_day"))
    cases = Application.objects.filter(certificate__in=known, state__in=_OPEN).exclude(pk=besides)
    numbers = {case.certificate_id: case.number for case in cases}
    return {one.pk: _subject(one, last_days.get(one.pk), numbers.get(one.pk, "")) for one in known}


def registered(certificate: Certificate) -> Mapping[Field, str]:
    """What the version in effect says in the five particulars; nothing while none is in effect."""
    version = certificate.versions.filter(state=State.IN_EFFECT).first()
    return {} if version is None else _particulars(version.snapshot)


def claim_obstacle(applicant: Enterprise, kind_id: str, *, besides: int = 0) -> RuleViolation | None:
    """Why nothing can be claimed: the enterprise has a certificate of the kind, or is claiming it already."""
    live = [state.value for state in LIVE]
    held = Certificate.objects.filter(holder=applicant, kind=kind_id, authority=department().name)
    if found := held.filter(state__in=live).exclude(state=State.PENDING).first():
        return RuleViolation("CLAIMED_ALREADY", f"贵企业已持有证书「{found.number}」，无须再次领证。", "kind")
    claims = Application.objects.filter(applicant=applicant, item=Item.CLAIM, kind=kind_id, state__in=_OPEN)
    if case := claims.exclude(pk=besides).first():
        return RuleViolation("CASE_OPEN", f"此类证书已有领证办件「{case.number}」，请先办完或撤回。", "kind")
    return None


def renewal_window() -> RenewalWindow:
    """As configured (`ZIZHI_RENEWAL_WINDOW`)."""
    opens, closes = settings.ZIZHI_RENEWAL_WINDOW
    return RenewalWindow(opens=opens, closes=closes)


def _subject(certificate: Certificate, last_day: date | None, open_case: str) -> Subject:
    return Subject(
        number=certificate.number,
        standing=_STANDING.get(State(certificate.state), Standing.ENDED),
        last_day=last_day,
        original_route="" if _is_ours(certificate) else department().original_route,
        open_case=open_case,
    )


def _is_ours(certificate: Certificate) -> bool:
    """By the authority and the level digit both (architecture §4, scope)."""
    number = parse(certificate.number, kind(certificate.kind).numbers)
    return certificate.authority == department().name and number.level != Level.MINISTRY


def _particulars(says: CertificateSnapshot) -> Mapping[Field, str]:
    return {
        Field.NAME: says.holder_name,
        Field.REGISTERED_CAPITAL: says.registered_capital,
        Field.LEGAL_REPRESENTATIVE: says.legal_representative,
        Field.REGISTERED_ADDRESS: says.registered_address,
        Field.USCC: says.uscc,
    }
