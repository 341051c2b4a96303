"""What a verifier insists on beyond the standards' letter, as one named value instead of a row of flags."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Final

__all__ = ["POLICIES", "SEALED_FINAL", "STANDARD", "STRICT", "Lint", "Policy"]


class Lint(StrEnum):
    """Looks at what is shown, beyond what is signed; each gives warnings only and costs time."""

    LOOKALIKES = "lookalikes"
    """Pictures and annotations that imitate a seal: UNSIGNED_STAMP_LOOKALIKE."""
    EXTERNALS = "externals"
    """What the appearance takes from outside the file: EXTERNAL_DEPENDENCY."""
    GLYPHS = "glyphs"
    """Text that shows otherwise than it reads: TEXT_GLYPH_MISMATCH."""
    SEMANTICS = "semantics"
    """Attached data that says otherwise than the page: SEMANTIC_MISMATCH."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """How strictly to judge what the standards leave open.

    Args:
        name: shown in the report.
        require_revocation: unchecked revocation makes a file INDETERMINATE; else it is a warning.
        require_seal_status: likewise for the seal itself, whose status only a list handed in can tell.
        require_time_proof: a signature whose certificate has expired since is INDETERMINATE unless its time
            is proven (a time stamp, `existed_by`); else that is a warning.
        require_entry: OFD.xml must be among the References; else a warning, unless it has versions.
        require_full_coverage: Signatures.xml (the lock), too, and every older version.
        refuse_unreferenced: an entry nothing refers to, or a reference to nothing, is an alteration; else a
            warning.
        refuse_odd_stamps: a seal that shows on no page, off it or without size is an error; else a warning.
        refuse_deviations: encodings that are not those of the standard, and bytes after them, are errors even
            where the value holds over the bytes received; else a warning.
        refuse_leniency: so is whatever else a reader had to forgive: old namespaces, paths found elsewhere.
        clock_skew: how far a signing time may lie ahead of the verifier's clock or of the proof of existence.
        lints: what else to look at.
        unsafe_believe_signing_time: take the signer's own word for when it was signed, also where the
            certificate has been revoked since. Whoever holds a stolen key writes any time; vendors' readers
            do so nevertheless.
    """

    name: str
    require_revocation: bool = False
    require_seal_status: bool = False
    require_time_proof: bool = False
    require_entry: bool = False
    require_full_coverage: bool = False
    refuse_unreferenced: bool = False
    refuse_odd_stamps: bool = False
    refuse_deviations: bool = False
    refuse_leniency: bool = False
    clock_skew: timedelta = timedelta(minutes=5)
    lints: frozenset[Lint] = frozenset()
    unsafe_believe_signing_time: bool = False


STANDARD: Final = Policy(name="standard", lints=frozenset({Lint.LOOKALIKES, Lint.EXTERNALS}))
"""For files of any maker: what holds over the bytes received holds, and every oddity is a warning."""

STRICT: Final = Policy(
    name="strict",
    require_revocation=True,
    require_time_proof=True,
    require_entry=True,
    refuse_unreferenced=True,
    refuse_odd_stamps=True,
    refuse_deviations=True,
    refuse_leniency=True,
    lints=frozenset(Lint),
)
"""By the letter of the standards: nothing is forgiven, nothing goes unchecked."""

SEALED_FINAL: Final = Policy(
    name="sealed-final",
    require_entry=True,
    require_full_coverage=True,
    refuse_unreferenced=True,
    refuse_odd_stamps=True,
    refuse_deviations=True,
)
"""For files that claim our seal: final, full, locked; an unreferenced entry is an alteration."""

POLICIES: Final[Mapping[str, Policy]] = MappingProxyType(
    {policy.name: policy for policy in (STANDARD, STRICT, SEALED_FINAL)}
)
"""By name."""
