"""What is reachable from OFD.xml, as a value: what a signature has to cover. GB/T 33190-2016 18.1."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from openofd.document.bodies import Body
from openofd.package.findings import Finding

__all__ = ["ROLES", "Reachable", "References", "Role"]

Role = Literal["entry", "structure", "visible", "annotation", "attached", "signature", "version"]

ROLES: tuple[Role, ...] = ("entry", "structure", "visible", "annotation", "attached", "signature", "version")
"""Strongest first: a file reached in two roles has the stronger one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reachable:
    """One file of the package that something refers to.

    Attributes:
        path: entry name.
        role: entry (OFD.xml), structure (Document.xml, versions), visible (pages, templates, resources),
            annotation, attached (attachments, tags, extensions), signature (the whole signature tree),
            version (what only a version needs that is not the one shown).
        referrers: the entries that refer to it.
        bodies: the documents (index in OFD.xml) it belongs to; none for files of the package as a whole.
    """

    path: str
    role: Role
    referrers: tuple[str, ...]
    bodies: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class References:
    """The closure over every document of the package.

    Attributes:
        items: by entry name; only entries that exist.
        missing: names that are referred to and do not exist.
        unreferenced: entries that nothing refers to, in the order of the package.
        findings: REF_MISSING, PATH_FALLBACK, PATH_TRAVERSAL, MULTI_DOCBODY, VERSION_MISMATCH, and the code of
            every part that could not be read.
        bodies: the documents; none if OFD.xml cannot be read.
    """

    items: Mapping[str, Reachable]
    missing: tuple[str, ...]
    unreferenced: tuple[str, ...]
    findings: tuple[Finding, ...]
    bodies: tuple[Body, ...] = ()

    def paths(self, *roles: Role) -> tuple[str, ...]:
        """Entry names in any of the roles; all if none is given."""
        return tuple([name for name, item in self.items.items() if not roles or item.role in roles])
