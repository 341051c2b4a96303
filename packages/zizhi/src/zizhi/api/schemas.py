"""What the API answers, as OpenAPI tells it."""

from datetime import date, datetime
from typing import Any

from ninja import Field, Schema

__all__ = ["CertificateAnswer", "CertificateAnswers", "ClaimKeys", "FileReport", "Problem"]


class Problem(Schema):
    """Why there is no answer."""

    code: str = Field(description="Stable, for machines.", examples=["USCC_CHECK"])
    message: str = Field(description="One Chinese sentence for a person.")
    field: str = ""


class Item(Schema):
    """One qualification; `until` is its own last day where items expire separately."""

    name: str
    until: str
    expired: bool


class CertificateAnswer(Schema):
    """One registered version of a certificate and whether it is in effect."""

    token: str
    kind: str
    title: str
    number: str
    identifier: str
    version: int
    uscc: str
    state: str = Field(description="in_effect, expired, superseded, suspended, cancelled, annulled, …")
    in_effect: bool
    state_word: str
    explanation: str
    expires_on: date
    facts: dict[str, str] = Field(description="Printed label → printed text, in the face's order.")
    items: list[Item]
    claim: str = Field(description="not_given, equal or different: the QR claim against the registered one.")
    latest_token: str = Field(description="Token of the version that replaced this one; empty if none did.")


class CertificateAnswers(Schema):
    """All that was found."""

    asked_at: datetime
    certificates: list[CertificateAnswer]


class ClaimKeys(Schema):
    """Keys that check QR claims without asking us."""

    algorithm: str
    context: str
    keys: list[dict[str, str]]


class FileReport(Schema):
    """The verdict on a file and all it stands on."""

    asked_at: datetime
    verdict: dict[str, Any]
    alterations: list[str]
    checks: list[dict[str, Any]]
    comparison: list[dict[str, Any]]
    certificate: CertificateAnswer | None
    digest: str = Field(description="SM3 of the file, hexadecimal.")
    size: int
    report: dict[str, Any] = Field(description="openofd's own report, unabridged.")
