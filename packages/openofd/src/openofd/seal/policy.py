"""How a signature stands in its file, as one named value instead of a row of flags."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

__all__ = ["FINAL", "OPEN", "SigningPolicy", "TimeStamp"]

TimeStamp = Callable[[bytes], bytes]
"""Asks a time-stamp authority: octets in, the DER of a token over them out (RFC 3161, GB/T 20520)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningPolicy:
    """What a signature protects and carries.

    Args:
        lock: Signatures.xml is among the References (GB/T 33190-2016 18.1): it is the last signature, and
            whatever is added afterwards breaks it.
        store_seal: a copy of the seal lies beside the signature as Seal.esl, for readers that show it from
            there. Verifiers believe the one inside the signature value alone.
        plain_ids: the first signature of a file has the id "1" instead of "s001". The schema's xs:ID refuses
            a plain number, some vendors' readers anything else; later ones are written as the first is.
        time_stamp: asked for a token over the octets of the signature value; it is checked before it is
            embedded.
        self_check: verify the signature value before returning. Pass False only where `openofd.verify` judges
            the result right afterwards.
    """

    lock: bool = False
    store_seal: bool = False
    plain_ids: bool = False
    time_stamp: TimeStamp | None = None
    self_check: bool = True


OPEN: Final = SigningPolicy()
"""Others may sign afterwards."""

FINAL: Final = SigningPolicy(lock=True)
"""The last signature: nothing can be added."""
