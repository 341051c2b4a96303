"""What a verifier insists on beyond the standards' letter, as one named value instead of a row of flags."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

__all__ = ["SEALED_FINAL", "STANDARD", "Policy"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """How strictly to judge what the standards leave open.

    Args:
        name: shown in the report.
        require_revocation: unchecked revocation makes a file INDETERMINATE; else it is a warning.
        require_full_coverage: OFD.xml and Signatures.xml (the lock), too, must be among the References.
        refuse_unreferenced: an entry nothing refers to, or a reference to nothing, is an alteration; else a
            warning.
        refuse_odd_stamps: a seal that shows on no page, off it or without size is an error; else a warning.
        clock_skew: how far a signing time may lie ahead of the verifier's clock or of the proof of existence.
    """

    name: str
    require_revocation: bool = False
    require_full_coverage: bool = False
    refuse_unreferenced: bool = False
    refuse_odd_stamps: bool = False
    clock_skew: timedelta = timedelta(minutes=5)


STANDARD: Final = Policy(name="standard")
"""For files of any maker."""

SEALED_FINAL: Final = Policy(
    name="sealed-final", require_full_coverage=True, refuse_unreferenced=True, refuse_odd_stamps=True
)
"""For files that claim our seal: final, full, locked; an unreferenced entry is an alteration."""
