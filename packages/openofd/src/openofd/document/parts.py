"""The parts of a package: located by one resolver, parsed once. GB/T 33190-2016 7.3, ST_Loc."""

from codecs import BOM_UTF8
from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from typing import TypeVar

from openofd.document.oddities import byte_order_mark, oddities
from openofd.document.reading import Reading
from openofd.errors import LimitExceeded, MalformedDocument, OpenOfdError
from openofd.limits import Limits
from openofd.package.findings import Finding
from openofd.package.path import resolve, resolve_folder
from openofd.package.reader import Package
from openofd.xml.element import Element, local_name
from openofd.xml.parser import Node, parse, repair, spelling

__all__ = ["Parts"]

E = TypeVar("E", bound=Element)


_SMALL = 1024
"""Bytes of a part that is remembered once parsed: the lists that one maker's files have in common."""


class Parts:
    """The one resolver for drawing, digesting and coverage, with what it had to forgive.

    Attributes:
        package: where the bytes are.

    Args:
        package: where the bytes are.
        reading: what is forgiven; without it everything is, and oddities that change nothing are not told.
    """

    __slots__ = ("_cases", "_charged", "_findings", "_reading", "_roots", "_xml_left", "package")

    def __init__(self, package: Package, reading: Reading | None = None) -> None:
        self.package = package
        self._reading = reading
        self._cases: dict[str, str] = {}
        self._xml_left = package.limits.xml_total_bytes
        self._charged: set[str] = set()
        self._roots: dict[str, Node] = {}
        self._findings: dict[tuple[str, str], Finding] = {}

    def again(self) -> "Parts":
        """The same package in the same manner of reading, nothing of it parsed yet."""
        return Parts(self.package, self._reading)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Leniencies and gaps so far: PATH_FALLBACK, PATH_CASE, REF_MISSING, XML_*."""
        return tuple(self._findings.values())

    @property
    def limits(self) -> Limits:
        """The ceilings the package was opened with."""
        return self.package.limits

    @property
    def parsed(self) -> frozenset[str]:
        """Names of the parts that were parsed so far."""
        return frozenset(self._roots)

    def note(self, finding: Finding) -> None:
        """Remember a finding, once.

        Raises:
            MalformedDocument: the manner of reading does not forgive it.
        """
        if self._reading is not None:
            self._reading.admit(finding)
        self._findings.setdefault((finding.code, finding.where), finding)

    def read(self, name: str) -> bytes:
        """The bytes of an entry; raises as `Package.read`."""
        raw = self.package.read(name)
        if self._reading is not None and self._reading.forgives is not None:
            for finding in self.package.findings:
                self._reading.admit(finding)
        return raw

    def parse(self, kind: type[E], name: str) -> E:
        """An entry as the root element of its kind.

        Raises:
            MalformedDocument: REF_MISSING, CONTAINER_*, XML_DTD, XML_SYNTAX, XML_ROOT.
            LimitExceeded: the XML is too large or too deep.
        """
        root = self.root(name)
        if local_name(root) != kind.tag:
            raise MalformedDocument(
                "XML_ROOT", f"根元素不是 {kind.tag}", f"the root element is not {kind.tag}", where=name
            )
        return kind(root)

    def root(self, name: str) -> Node:
        """The root node of an entry, parsed once."""
        root = self._roots.get(name)
        if root is None:
            root = self._roots[name] = self._parsed(name)
            self._note_spelling(root, name)
            for finding in oddities(root, name) if self._reading is not None else ():
                self.note(finding)
        return root

    def _parsed(self, name: str) -> Node:
        data = self._xml(name)
        if len(data) <= _SMALL:
            with suppress(OpenOfdError):  # raised again below, with the name of the part
                return _known(data, self.limits)
        return parse(data, limits=self.limits, where=name)

    def free_root(self, name: str) -> Node:
        """As `root`, for parts of free form: ill-formed XML is repaired and noted, namespaces are its own."""
        root = self._roots.get(name)
        if root is None:
            data = self._xml(name)
            try:
                root = parse(data, limits=self.limits, where=name)
            except MalformedDocument as error:
                if error.code != "XML_SYNTAX":
                    raise
                root = repair(data, limits=self.limits, where=name)
                self.note(_repaired(name))
            self._roots[name] = root
        return root

    def forget(self, name: str) -> None:
        """Let a parsed part go; it is parsed again when asked for."""
        self._roots.pop(name, None)

    def locate(self, base: str, loc: str, document_folder: str = "", *, base_loc: str = "") -> str:
        """The entry a location stands for: the rule, the document's folder, the package root; case counts.

        A file that is nowhere is noted as REF_MISSING and named by the rule.

        Args:
            base: the entry that holds the location, or a folder with a trailing slash.
            loc: as written.
            document_folder: folder of Document.xml, with a trailing slash.
            base_loc: Res/@BaseLoc, a folder between the two; the rule, then as if it were not there.

        Raises:
            MalformedDocument: PATH_TRAVERSAL.
        """
        name = resolve(resolve_folder(base, base_loc), loc) if base_loc else resolve(base, loc)
        if name in self.package:
            return name
        for folder, between in _fallbacks(document_folder, base_loc):
            other = _try(folder, between, loc)
            if other in self.package:
                self.note(_fallback(base, loc, other))
                return other
        other = self._in_any_case(name, document_folder, base_loc, loc)
        if other:
            self.note(_other_case(base, loc, other))
            return other
        self.note(_missing(name, base))
        return name

    def _in_any_case(self, name: str, document_folder: str, base_loc: str, loc: str) -> str:
        """The entry whose name differs in case only; "" if there is none or case counts."""
        if self._reading is None or not self._reading.any_case:
            return ""
        if not self._cases:
            self._cases = {known.casefold(): known for known in reversed(self.package.names)}
        tried = [_try(folder, between, loc) for folder, between in _fallbacks(document_folder, base_loc)]
        found = [self._cases.get(each.casefold(), "") for each in (name, *tried)]
        return next(filter(None, found), "")

    def _xml(self, name: str) -> bytes:
        """The bytes of a part that is about to become a tree, which is kept and ten times as large."""
        data = self.read(name)
        if name not in self._charged:
            if len(data) > self._xml_left:
                raise LimitExceeded(
                    "LIMIT_EXCEEDED", "文件的 XML 总量过大", "too much XML in all", where=name
                )
            self._xml_left -= len(data)
            self._charged.add(name)
        if self._reading is not None and data.startswith(BOM_UTF8):
            self.note(byte_order_mark(name))
        return data

    def _note_spelling(self, root: Node, name: str) -> None:
        namespace = spelling(root)
        if namespace is not None:
            self.note(
                Finding(
                    code="XML_NAMESPACE",
                    zh="使用了旧的或错误的命名空间",
                    en=f"namespace {namespace!r} instead of the standard's",
                    where=name,
                    severity="note",
                )
            )


def _fallbacks(document_folder: str, base_loc: str) -> Iterator[tuple[str, str]]:
    for between in dict.fromkeys((base_loc, "")):
        yield from ((document_folder, between), ("", between))


def _try(folder: str, between: str, loc: str) -> str:
    try:
        return resolve(resolve_folder(folder, between), loc)
    except MalformedDocument:
        return ""


def _fallback(base: str, loc: str, found: str) -> Finding:
    return Finding(
        code="PATH_FALLBACK",
        zh=f"路径“{loc}”不合规则，按“{found}”读取",
        en=f"{base} says {loc!r}, read as {found!r}",
        where=found,
        severity="note",
    )


def _other_case(base: str, loc: str, found: str) -> Finding:
    return Finding(
        code="PATH_CASE",
        zh=f"路径“{loc}”的大小写与文件名不同，按“{found}”读取",
        en=f"{base} says {loc!r}, which differs in case from {found!r}",
        where=found,
        severity="note",
    )


def _missing(name: str, base: str) -> Finding:
    return Finding(
        code="REF_MISSING",
        zh=f"“{base}”引用的文件不存在",
        en=f"a file that {base} refers to is missing",
        where=name,
    )


def _repaired(name: str) -> Finding:
    return Finding(
        code="XML_REPAIRED",
        zh="标引文件不是合格的 XML，只读出了能读的部分",
        en="a tag file is not well-formed; what could be read was read",
        where=name,
        severity="note",
    )


@lru_cache(maxsize=256)
def _known(data: bytes, limits: Limits) -> Node:
    """A small part's tree, a function of its bytes; nobody writes to a tree, so documents may share it."""
    return parse(data, limits=limits)
