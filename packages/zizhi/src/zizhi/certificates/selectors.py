"""Reading the registry."""

from django.db.models import QuerySet

from zizhi.accounts.policy import Actor, can
from zizhi.certificates.lifecycle import State
from zizhi.certificates.models import Certificate, Version

__all__ = ["by_file_digest", "by_identifier", "by_number_and_version", "by_token", "in_effect", "visible_to"]

_HAS_BEEN_IN_EFFECT = (State.IN_EFFECT, State.SUPERSEDED)


def by_token(token: str) -> Version | None:
    """The version that a QR token names, if it was ever in effect."""
    return _public().filter(token=token).first()


def by_file_digest(digest: str) -> Version | None:
    """The version whose file has this SM3 (hexadecimal)."""
    return _public().filter(file_digest=digest).first()


def by_identifier(identifier: str) -> Version | None:
    """The version with this electronic certificate identifier, if it was ever in effect."""
    return _public().filter(identifier=identifier).first()


def by_number_and_version(number: str, ordinal: int) -> Version | None:
    """A version of a certificate, if it was ever in effect."""
    return _public().filter(certificate__number=number, ordinal=ordinal).first()


def in_effect(number: str) -> Version | None:
    """The version in effect of a certificate; the certificate itself may be suspended or ended."""
    return _public().filter(certificate__number=number, state=State.IN_EFFECT).first()


def visible_to(actor: Actor) -> QuerySet[Certificate]:
    """Certificates an actor may list: an enterprise its own, an office those of the department."""
    if can(actor, "certificate.issue"):
        return Certificate.objects.all()
    if actor.holder_id is None:
        return Certificate.objects.none()
    return Certificate.objects.filter(holder_id=actor.holder_id)


def _public() -> QuerySet[Version]:
    return Version.objects.filter(state__in=_HAS_BEEN_IN_EFFECT).select_related("certificate__holder")
