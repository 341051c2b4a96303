"""From a version to what the public may see of it."""

import json

from zizhi.certificates.models import Version
from zizhi.certificates.requests import SealedFile
from zizhi.certificates.snapshot import CertificateSnapshot
from zizhi.status.services import PublicFacts

__all__ = ["public_facts"]


def public_facts(version: Version, file: SealedFile, *, state: str) -> PublicFacts:
    """The status row of a version. Only what stands on the face, the identifier and the file's digest."""
    snapshot = version.snapshot
    return PublicFacts(
        token=version.token,
        number=snapshot.certificate_number,
        uscc=snapshot.uscc,
        kind=snapshot.kind,
        version=snapshot.version,
        state=state,
        expires_on=snapshot.last_day,
        claim=file.claim,
        payload=_payload(snapshot, file),
    )


def _payload(snapshot: CertificateSnapshot, file: SealedFile) -> str:
    facts = snapshot.to_json()
    for hidden in ("registered_capital", "decision_document", "list_label"):
        del facts[hidden]
    facts["file"] = {"sm3": file.digest, "size": file.size}
    return json.dumps(facts, ensure_ascii=False, separators=(",", ":"))
