"""The state of one edit: which parts are new, and which bytes go into which. GB/T 33190-2016 7.5, 18.1."""

import re
from collections.abc import Iterable
from functools import cached_property
from typing import Final, NamedTuple
from xml.sax.saxutils import escape, quoteattr

from openofd.document.document import Document
from openofd.errors import MalformedDocument
from openofd.model.document import DocumentRoot
from openofd.xml.fields import later_children
from openofd.xml.parser import NAMESPACE
from openofd.xml.splice import Place, insertion, places, replacement, splice

__all__ = ["HEAD", "XMLNS", "Plan", "covered_by", "element"]

HEAD: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'
XMLNS: Final = f"xmlns:ofd={quoteattr(NAMESPACE)}"
_IDENTIFIER: Final = re.compile(rb'\sID\s*=\s*["\']\s*(\d{1,10})\s*["\']')
_PREFIX: Final = re.compile(rb"(?<=<)(/?)ofd:")
_MOST: Final = 0x7FFF_FFFF
"""Identifiers above this are not counted on from: somebody's own scheme, and little would be left."""


def element(name: str, content: str = "", attributes: Iterable[tuple[str, str]] = ()) -> str:
    """An element with the prefix `ofd`; attributes are escaped and left out if empty, content is as given."""
    said = "".join([f" {key}={quoteattr(value)}" for key, value in attributes if value])
    return f"<ofd:{name}{said}>{content}</ofd:{name}>" if content else f"<ofd:{name}{said}/>"


def covered_by(document: Document) -> frozenset[str]:
    """The entries some signature of the package covers.

    Raises:
        OpenOfdError: a signature cannot be read, so nobody can say what it covers.
    """
    found: set[str] = set()
    for entry in document.signatures:
        references = document.signature_parts(entry).model.signed_info.references
        for item in references.items if references is not None else ():
            found.add(document.parts.locate(entry.path, item.file_ref, entry.document_folder))
    return frozenset(found)


class _Spot(NamedTuple):
    """Where elements go in a part: into the first element of a name, before others or behind so many."""

    parent: str
    before: tuple[str, ...]
    at: int | None


class Plan:
    """Collects what an edit adds; nothing is written before `finished`.

    Attributes:
        document: what is edited.
        covered: entries that signatures cover.
        annotated: page identifier → annotation file this edit has found or begun.
        attachment_ids: identifiers of attachments this edit has given.
    """

    def __init__(self, document: Document, covered: frozenset[str]) -> None:
        self.document, self.parts, self.covered = document, document.parts, covered
        self.annotated: dict[int, str] = {}
        self.attachment_ids: set[str] = set()
        self._new: dict[str, bytes] = {}
        self._begun: dict[str, tuple[str, list[str]]] = {}
        self._inserted: dict[str, dict[_Spot, list[bytes]]] = {}
        self._lists: dict[str, str] = {}
        self._given = 0

    @property
    def root_name(self) -> str:
        """Entry name of Document.xml."""
        return self.document.body.root_name

    def new_id(self) -> int:
        """An identifier that nothing in the document has: MaxUnitID and one more. GB/T 33190-2016 7.5."""
        self._given += 1
        return self._highest + self._given

    def free_name(self, pattern: str) -> str:
        """An entry name that is not taken, in any case; `{}` in the pattern stands for a number."""
        number = 0
        while self._is_taken(pattern.format(number)):
            number += 1
        return pattern.format(number)

    def add(self, name: str, data: bytes) -> None:
        """A new entry."""
        self._new[name] = data

    def begin(self, name: str, root: str) -> None:
        """A new part with this root, empty so far; one that is begun already goes on."""
        self._begun.setdefault(name, (root, []))

    def insert(
        self, name: str, parent: str, child: str, *, before: tuple[str, ...] = (), at: int | None = None
    ) -> None:
        """Put an element into a part that exists, or that this edit began.

        Args:
            name: the part.
            parent: local name of the element it goes into: the first of that name.
            child: with the prefix `ofd`; it takes that of the part.
            before: names of the elements it must not follow.
            at: how many elements stay in front of it, in the place of `before`.
        """
        if name in self._begun:
            self._begun[name][1].append(child)
        else:
            spots = self._inserted.setdefault(name, {})
            spots.setdefault(_Spot(parent, before, at), []).append(child.encode())

    def list_part(self, field: str, locs: tuple[str, ...], default: str) -> str:
        """The list that Document.xml names in this field; begun, and named there, if there is none.

        Args:
            field: element of Document.xml, which is also the root of the list.
            locs: what Document.xml says.
            default: where to begin one, from the folder of Document.xml; `{}` stands for a number.
        """
        if field not in self._lists:
            self._lists[field] = self._found_list(field, locs) if locs else self._begun_list(field, default)
        return self._lists[field]

    def finished(self) -> dict[str, bytes]:
        """Every entry that is new or changed, by name."""
        changed = {name: self._spliced(name, spots) for name, spots in self._inserted.items()}
        changed |= {name: _part(root, inner) for name, (root, inner) in self._begun.items()}
        # a signature over Document.xml does not keep an annotation away: identifiers stay unique anyhow
        if self._given and (self.root_name in changed or self.root_name not in self.covered):
            changed[self.root_name] = self._counted(changed.get(self.root_name) or self._root)
        return changed | self._new

    def _found_list(self, field: str, locs: tuple[str, ...]) -> str:
        body = self.document.body
        name = self.parts.locate(body.root_name, locs[0], body.folder)
        if name not in self.parts.package:
            self.begin(name, field)
        return name

    def _begun_list(self, field: str, default: str) -> str:
        name = self.free_name(self.document.body.folder + default)
        self.begin(name, field)
        loc = escape(name.removeprefix(self.document.body.folder))
        later = later_children(DocumentRoot, field)
        self.insert(self.root_name, DocumentRoot.tag, element(field, loc), before=later)
        return name

    def _is_taken(self, name: str) -> bool:
        return name.casefold() in self._taken or any(name.casefold() == new.casefold() for new in self._names)

    @property
    def _names(self) -> list[str]:
        return [*self._new, *self._begun]

    @cached_property
    def _taken(self) -> frozenset[str]:
        return frozenset(name.casefold() for name in self.parts.package.names)

    @cached_property
    def _root(self) -> bytes:
        return self.parts.read(self.root_name)

    def _spliced(self, name: str, spots: dict[_Spot, list[bytes]]) -> bytes:
        data = self.parts.read(name)
        found = places(data)
        changes = []
        # of two elements that come to stand at one place, the one that more must follow goes first
        for spot, new in sorted(spots.items(), key=lambda each: -len(each[0].before)):
            target = _first(found, spot.parent, name)
            said = [_with_prefix(each, target.prefix) for each in new]
            changes.append(insertion(target, found, said, before=spot.before, at=spot.at))
        return splice(data, changes)

    def _counted(self, data: bytes) -> bytes:
        """Document.xml with its MaxUnitID brought up to date."""
        found = places(data)
        highest = str(self._highest + self._given).encode()
        for each in found:
            if each.name == "MaxUnitID":
                return splice(data, [replacement(each, highest)])
        common = _first(found, "CommonData", self.root_name)
        said = _with_prefix(b"<ofd:MaxUnitID>" + highest + b"</ofd:MaxUnitID>", common.prefix)
        return splice(data, [insertion(common, found, [said], at=0)])

    @cached_property
    def _highest(self) -> int:
        """The highest identifier: what the document says may be less than what is there."""
        used = [
            int(number)
            for item in self.document.references().items.values()
            if item.role in {"structure", "visible", "annotation"} and item.path.casefold().endswith(".xml")
            for number in _IDENTIFIER.findall(self.parts.read(item.path))
        ]
        said = self.document.root.common_data.max_unit_id or 0
        return max([number for number in (*used, said) if number <= _MOST], default=0)


def _first(found: list[Place], name: str, part: str) -> Place:
    for each in found:
        if each.name == name:
            return each
    raise MalformedDocument("XML_ROOT", f"缺少元素 {name}", f"there is no element {name}", where=part)


def _with_prefix(child: bytes, prefix: str) -> bytes:
    return child if prefix == "ofd:" else _PREFIX.sub(rb"\1" + prefix.encode(), child)


def _part(root: str, inner: list[str]) -> bytes:
    return f"{HEAD}<ofd:{root} {XMLNS}>{''.join(inner)}</ofd:{root}>\n".encode()
