"""How a document is read: what is forgiven, and whether the case of a path may differ.

Every irregularity that was forgiven stands in `Document.findings`, once for each part.
"""

from dataclasses import dataclass

from openofd.errors import MalformedDocument
from openofd.package.findings import Finding

__all__ = ["DRAWING", "LENIENT", "STRICT", "Reading"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A manner of reading.

    Attributes:
        forgives: codes of findings that do not stop the reading; None for all.
        any_case: whether a path that leads nowhere may be tried without regard to upper and lower case. Only
            for drawing: two readers would find different files, so no signature is judged that way.
    """

    forgives: frozenset[str] | None = None
    any_case: bool = False

    def admit(self, finding: Finding) -> None:
        """Let a finding pass.

        Raises:
            MalformedDocument: it is not forgiven; the error has the finding's code.
        """
        if self.forgives is not None and finding.code not in self.forgives:
            raise MalformedDocument(finding.code, finding.zh, finding.en, where=finding.where)


LENIENT = Reading()
"""Forgive what real files need; paths must be written as their entries are."""
DRAWING = Reading(any_case=True)
"""As lenient, and the case of paths may differ."""
STRICT = Reading(forgives=frozenset())
"""Stop at the first irregularity of container, paths or XML."""
