"""A file against the original in the vault, part by part: what packing changed does not count."""

import structlog

from openofd.errors import OpenOfdError
from openofd.package.reader import Package
from zizhi.vault.services import hall_vault
from zizhi.verification.verdict import Comparison

__all__ = ["compare_with_original"]

_log = structlog.get_logger(__name__)


def compare_with_original(data: bytes, digest: str) -> Comparison:
    """Whether a file has the parts of the original with this digest, and no others.

    An anchor may stand above many seals, and a covered text reads like a visible one: that a seal holds and
    the facts are equal does not make another file ours. Only the parts we sealed do.

    Returns:
        NOT_MADE where the vault does not have the original or does not answer.
    """
    original = _original(digest)
    if original is None:
        return Comparison.NOT_MADE
    return Comparison.EQUAL if _parts(original) == _parts(data) else Comparison.DIFFERENT


def _original(digest: str) -> bytes | None:
    try:
        return hall_vault().get(digest)
    except Exception as error:  # noqa: BLE001 - each store has its own errors; an outage is not a forgery
        _log.exception("verification.vault_unreachable", digest=digest, error=type(error).__name__)
        return None


def _parts(data: bytes) -> dict[str, bytes] | None:
    try:
        package = Package.open(data)
        return {name: package.read(name) for name in package.names}
    except OpenOfdError:
        return None
