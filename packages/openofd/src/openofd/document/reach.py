"""The closure over OFD.xml: every file that belongs to the package, with its role. GB/T 33190-2016 18.1."""

from collections.abc import Iterator
from typing import TypeVar

from openofd.document.bodies import ENTRY, Body, bodies
from openofd.document.following import (
    Target,
    from_body,
    from_encryptions,
    from_integrity,
    from_older_versions,
)
from openofd.document.parts import Parts
from openofd.document.references import ROLES, Reachable, References, Role
from openofd.errors import OpenOfdError
from openofd.model.versions import DocVersion
from openofd.package.findings import Finding

__all__ = ["reach"]

T = TypeVar("T")

_RANK = {role: rank for rank, role in enumerate(ROLES)}


def reach(parts: Parts) -> References:
    """Everything OFD.xml leads to. Never raises on a broken part: it becomes a finding."""
    walk = _Walk(parts)
    walk.run()
    return References(
        items=walk.found,
        missing=tuple(walk.missing),
        unreferenced=tuple([name for name in parts.package.names if name not in walk.found]),
        findings=parts.findings,
        bodies=walk.bodies,
    )


class _Walk:
    """The state of one walk: what was found so far, and for which document."""

    def __init__(self, parts: Parts) -> None:
        self.parts = parts
        self.body: Body | None = None
        self.bodies: tuple[Body, ...] = ()
        self.found: dict[str, Reachable] = {}
        self.missing: dict[str, None] = {}
        self._followed: set[tuple[str, int, object]] = set()
        self._older = False

    def run(self) -> None:
        self._visit(Target("entry", "/" + ENTRY), "")
        for name, follow in (("OFDEntries.xml", from_integrity), ("Encryptions.xml", from_encryptions)):
            if name in self.parts.package:
                self._visit(Target("entry", "/" + name, follow), "")
        try:
            self.bodies = bodies(self.parts)
        except OpenOfdError as error:
            self._note(error)
            return
        if len(self.bodies) > 1:
            self.parts.note(_several(len(self.bodies)))
        for body in self.bodies:
            self._walk_body(body)

    def _walk_body(self, body: Body) -> None:
        self.body = body
        self._follow(from_body(body), ENTRY)
        # what the shown version needs was followed first and keeps its role
        self._older = True
        self._follow(from_older_versions(body), ENTRY)
        self._older = False
        try:
            self._compare_version(body)
        except OpenOfdError as error:
            self._note(error, ENTRY)

    def _follow(self, targets: Iterator[Target], referrer: str) -> None:
        """Visit what a part refers to, as far as it can be read."""
        while True:
            try:
                target = next(targets, None)
                if target is None:
                    return
                self._visit(target, referrer)
            except OpenOfdError as error:
                # a path that leads out of the package stops nothing; a broken part has no more targets
                self._note(error, referrer)

    def _visit(self, target: Target, referrer: str) -> None:
        folder = self.body.folder if self.body else ""
        name = self.parts.locate(referrer, target.loc, folder, base_loc=target.base_loc)
        if name not in self.parts.package:
            self.missing[name] = None
            return
        self._add(name, "version" if self._older else target.role, referrer)
        step = (name, self.body.number if self.body else -1, target.follow)
        if target.follow is not None and step not in self._followed:
            self._followed.add(step)
            self._follow(target.follow(self.parts, name), name)

    def _add(self, name: str, role: Role, referrer: str) -> None:
        referrers: tuple[str, ...] = (referrer,) if referrer else ()
        body: tuple[int, ...] = (self.body.number,) if self.body else ()
        known = self.found.get(name)
        if known is not None:
            role = min(role, known.role, key=_RANK.__getitem__)
            referrers = _union(known.referrers, referrers)
            body = _union(known.bodies, body)
        self.found[name] = Reachable(path=name, role=role, referrers=referrers, bodies=body)

    def _compare_version(self, body: Body) -> None:
        # chapter 19: the version marked current is the one shown, and the entry points to its root
        for version in body.model.versions.items if body.model.versions else ():
            if not version.current:
                continue
            name = self.parts.locate(ENTRY, version.base_loc, body.folder)
            root = self.parts.parse(DocVersion, name).doc_root if name in self.parts.package else None
            if root is None or self.parts.locate(name, root, body.folder) != body.root_name:
                self.parts.note(_other_version(name))

    def _note(self, error: OpenOfdError, referrer: str = "") -> None:
        where = error.where or referrer
        self.parts.note(Finding(code=error.code, zh=error.zh, en=str(error), where=where))


def _union(known: tuple[T, ...], more: tuple[T, ...]) -> tuple[T, ...]:
    return known if not more or more[0] in known else known + more


def _several(count: int) -> Finding:
    return Finding(
        code="MULTI_DOCBODY",
        zh=f"一个文件里有 {count} 份文档，多数软件只显示第一份",
        en=f"{count} documents in one package; most readers show only the first",
        where=ENTRY,
    )


def _other_version(name: str) -> Finding:
    return Finding(
        code="VERSION_MISMATCH",
        zh="当前版本与文档入口不一致",
        en="the current version is not the document the entry points to",
        where=name,
    )
