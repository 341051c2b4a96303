"""A document as a user holds it. GB/T 33190-2016."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from openofd.document.bodies import Body, bodies
from openofd.document.info import Info, info_of
from openofd.document.pages import Page
from openofd.document.parts import Parts
from openofd.document.reach import reach
from openofd.document.reading import LENIENT, Reading
from openofd.document.references import References
from openofd.document.resources import Resources
from openofd.document.search import Hit, search
from openofd.document.signatures import SignatureEntry, SignatureParts, signature_entries, signature_parts
from openofd.document.tags import Tag, tags
from openofd.errors import LimitExceeded, MalformedDocument
from openofd.limits import LIMITS, Limits
from openofd.model.document import DocumentRoot
from openofd.package.findings import Finding
from openofd.package.reader import Package

if TYPE_CHECKING:
    from openofd.document.annotations import Annotation
    from openofd.document.attachments import AttachmentEntry
    from openofd.document.navigation import Action, Destination, OutlineEntry
    from openofd.document.permissions import Permissions, Preferences
    from openofd.document.versions import DocumentVersion

__all__ = ["Document"]


class Document:
    """One document of a package. Parts are read when asked for; every broken part raises an OpenOfdError.

    Attributes:
        parts: the package's parts, for other rooms of openofd.
        body: which document of the package this is.
    """

    def __init__(self, parts: Parts, body: Body) -> None:
        self.parts, self.body = parts, body

    @classmethod
    def open(
        cls,
        data: bytes | Package,
        *,
        body: int = 0,
        version: str | None = None,
        reading: Reading = LENIENT,
        limits: Limits = LIMITS,
    ) -> "Document":
        """Open a file, or a package that is open already.

        Args:
            data: the bytes of the file, or the package.
            body: which document of the package, from 0; nearly all packages hold one.
            version: identifier of a version; None for the one the entry points to.
            reading: what is forgiven; `openofd.document.reading` has LENIENT, DRAWING and STRICT.
            limits: ceilings, where bytes are given.

        Raises:
            OpenOfdError: no OFD file, beyond the ceilings, or irregular in a way that is not forgiven.
        """
        parts, found = _opened(data, reading, limits)
        if not 0 <= body < len(found):
            raise MalformedDocument("XML_MISSING", "没有这份文档", f"the package has {len(found)} documents")
        if version is None:
            return cls(parts, found[body])
        from openofd.document.versions import at_version

        return cls(parts, at_version(parts, found[body], version))

    @classmethod
    def open_all(
        cls, data: bytes | Package, *, reading: Reading = LENIENT, limits: Limits = LIMITS
    ) -> tuple["Document", ...]:
        """Every document of a package, in the order of OFD.xml; arguments as for `open`.

        Raises:
            OpenOfdError: as `open`.
        """
        parts, found = _opened(data, reading, limits)
        return tuple([cls(parts, body) for body in found])

    @property
    def package(self) -> Package:
        """The package the document lies in."""
        return self.parts.package

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What the container and the parts read so far needed forgiveness for."""
        return self.package.findings + self.parts.findings

    @cached_property
    def root(self) -> DocumentRoot:
        """The root of Document.xml."""
        return self.body.root(self.parts)

    @cached_property
    def info(self) -> Info:
        """The metadata."""
        return info_of(self.body.model.doc_info)

    @cached_property
    def pages(self) -> Sequence[Page]:
        """The pages in their order; each is read when asked for.

        Raises:
            OpenOfdError: Document.xml is broken or lists too many pages.
        """
        entries = self.root.pages.items
        if len(entries) > self.parts.limits.pages:
            raise LimitExceeded("LIMIT_EXCEEDED", "页数过多", f"{len(entries)} pages")
        return tuple([self._page(entry.id, entry.base_loc, self.templates) for entry in entries])

    @cached_property
    def templates(self) -> Mapping[int, Page]:
        """The template pages by identifier. The templates of a template are not used."""
        entries = self.root.common_data.template_pages
        return {entry.id: self._page(entry.id, entry.base_loc, {}) for entry in entries}

    @cached_property
    def resources(self) -> Resources:
        """The document's and the public resources."""
        return Resources(self.parts, self._shared, self.body.folder)

    def page(self, identifier: int) -> Page | None:
        """The page or template page of this ID."""
        return self._by_id.get(identifier)

    def text(self) -> str:
        """The visible text of all pages in reading order; pages end with a form feed."""
        return "\f".join([page.text() for page in self._passing()])

    def search(self, wanted: str) -> Iterator[Hit]:
        """Where these words stand, page by page; a page is read when its turn comes.

        Args:
            wanted: words on one line of a page; blanks, case and width make no difference.

        Raises:
            OpenOfdError: a page is broken or holds too much.
        """
        for index, page in enumerate(self._passing()):
            yield from search(page.runs(), wanted, page_index=index, page_id=page.id)

    @cached_property
    def attached_files(self) -> "Sequence[AttachmentEntry]":
        """The attached files with everything the list says of them.

        Raises:
            OpenOfdError: the list is missing or broken.
        """
        from openofd.document.attachments import attached_files

        lists = self._located(self.root.attachments)
        return tuple([one for name in lists for one in attached_files(self.parts, name, self.body.folder)])

    @cached_property
    def attachments(self) -> Mapping[str, bytes]:
        """The attached files by their names; of two with one name the first counts.

        Raises:
            OpenOfdError: the list or a file is missing or broken.
        """
        found: dict[str, bytes] = {}
        for one in self.attached_files:
            if one.name not in found:
                found[one.name] = one.read()
        return found

    @cached_property
    def annotations(self) -> "Sequence[Annotation]":
        """The annotations of all pages, in the order of their list; a page's file that is missing holds none.

        Raises:
            OpenOfdError: the list is missing, or it or a file is broken.
        """
        from openofd.document.annotations import annotations_of

        return tuple(
            [
                one
                for name in self._located(self.root.annotations)
                for one in annotations_of(self.parts, name, self.body.folder, self.resources.composite)
            ]
        )

    @cached_property
    def outline(self) -> "Sequence[OutlineEntry]":
        """The titles of the outline, each with those below it."""
        from openofd.document.navigation import outline_of

        return outline_of(self.root.outlines.items) if self.root.outlines is not None else ()

    @cached_property
    def bookmarks(self) -> "Mapping[str, Destination]":
        """Named places."""
        from openofd.document.navigation import bookmarks_of

        return bookmarks_of(self.root.bookmarks)

    @cached_property
    def actions(self) -> "Sequence[Action]":
        """What happens when the document is opened."""
        from openofd.document.navigation import actions_of

        return actions_of(self.root.actions)

    @cached_property
    def permissions(self) -> "Permissions":
        """What the document asks a reader to allow."""
        from openofd.document.permissions import permissions_of

        return permissions_of(self.root.permissions)

    @cached_property
    def preferences(self) -> "Preferences":
        """How the document asks to be shown."""
        from openofd.document.permissions import preferences_of

        return preferences_of(self.root.v_preferences)

    @cached_property
    def versions(self) -> "Sequence[DocumentVersion]":
        """The versions kept in the package; `Document.open(data, version=…)` opens one.

        Raises:
            OpenOfdError: a version file is missing or broken.
        """
        from openofd.document.versions import versions_of

        return tuple(versions_of(self.parts, self.body))

    @cached_property
    def custom_tags(self) -> Sequence[Tag]:
        """The tags with the texts they point to.

        Raises:
            OpenOfdError: the list, a tag file or a page it points to is missing or broken.
        """
        lists = self._located(self.root.custom_tags)
        return tuple(
            [tag for name in lists for tag in tags(self.parts, name, self.body.folder, self._texts_of)]
        )

    @cached_property
    def signatures(self) -> Sequence[SignatureEntry]:
        """The signatures listed for every document of the package.

        Raises:
            OpenOfdError: a list is missing or broken, or there are too many.
        """
        return signature_entries(self.parts)

    def signature_parts(self, entry: SignatureEntry) -> SignatureParts:
        """The Signature.xml of an entry and the names it leads to.

        Raises:
            OpenOfdError: it is missing or broken.
        """
        return signature_parts(self.parts, entry)

    def references(self) -> References:
        """Every file of the package that something refers to, over all its documents; never raises."""
        return reach(self.parts)

    def _passing(self) -> Iterator[Page]:
        """Each page in turn, let go behind it if it was not read before: a tree is ten times its text."""
        uses = Counter([page.name for page in self.pages])
        for page in self.pages:
            # twenty thousand pages of one large file must not parse it twenty thousand times
            kept = page.is_read or uses[page.name] > 1
            yield page
            if not kept:
                page.forget()

    @cached_property
    def _shared(self) -> tuple[str, ...]:
        common = self.root.common_data
        return tuple(self._located((*common.document_res, *common.public_res)))

    @cached_property
    def _by_id(self) -> dict[int, Page]:
        return {page.id: page for page in (*self.templates.values(), *self.pages)}

    def _page(self, identifier: int, loc: str, templates: Mapping[int, Page]) -> Page:
        return Page(
            self.parts,
            identifier,
            self.parts.locate(self.body.root_name, loc, self.body.folder),
            self.root.common_data,
            self.body.folder,
            templates,
            self._shared,
        )

    def _texts_of(self, identifier: int) -> Mapping[int, str]:
        page = self.page(identifier)
        return page.texts if page is not None else {}

    def _located(self, locs: tuple[str, ...]) -> Iterator[str]:
        for loc in locs:
            yield self.parts.locate(self.body.root_name, loc, self.body.folder)


def _opened(data: bytes | Package, reading: Reading, limits: Limits) -> tuple[Parts, tuple[Body, ...]]:
    package = data if isinstance(data, Package) else Package.open(data, limits=limits)
    for finding in package.findings:
        reading.admit(finding)
    parts = Parts(package, reading)
    return parts, bodies(parts)
