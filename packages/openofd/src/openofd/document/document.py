"""A document as a user holds it. GB/T 33190-2016."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from openofd.document.bodies import Body, bodies
from openofd.document.info import Info, info_of
from openofd.document.pages import Page
from openofd.document.parts import Parts
from openofd.document.reach import reach
from openofd.document.references import References
from openofd.document.resources import Resources
from openofd.document.search import Hit, search
from openofd.document.signatures import SignatureEntry, SignatureParts, signature_entries, signature_parts
from openofd.document.tags import Tag, tags
from openofd.errors import LimitExceeded, MalformedDocument
from openofd.limits import LIMITS, Limits
from openofd.model.attachments import Attachments
from openofd.model.document import DocumentRoot
from openofd.package.findings import Finding
from openofd.package.reader import Package

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
    def open(cls, data: bytes | Package, *, body: int = 0, limits: Limits = LIMITS) -> "Document":
        """Open a file, or a package that is open already.

        Args:
            data: the bytes of the file, or the package.
            body: which document of the package, from 0; nearly all packages hold one.
            limits: ceilings, where bytes are given.

        Raises:
            OpenOfdError: no OFD file, or beyond the ceilings.
        """
        package = data if isinstance(data, Package) else Package.open(data, limits=limits)
        parts = Parts(package)
        found = bodies(parts)
        if not 0 <= body < len(found):
            raise MalformedDocument("XML_MISSING", "没有这份文档", f"the package has {len(found)} documents")
        return cls(parts, found[body])

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
        return "\f".join([page.text() for page in self.pages])

    def search(self, wanted: str) -> Iterator[Hit]:
        """Where these words stand, page by page; a page is read when its turn comes.

        Args:
            wanted: words on one line of a page; blanks, case and width make no difference.

        Raises:
            OpenOfdError: a page is broken or holds too much.
        """
        for index, page in enumerate(self.pages):
            yield from search(page.runs(), wanted, page_index=index, page_id=page.id)

    @cached_property
    def attachments(self) -> Mapping[str, bytes]:
        """The attached files by their names; of two with one name the first counts.

        Raises:
            OpenOfdError: the list or a file is missing or broken.
        """
        found: dict[str, bytes] = {}
        for list_name in self._located(self.root.attachments):
            for item in self.parts.parse(Attachments, list_name).items:
                name = self.parts.locate(list_name, item.file_loc, self.body.folder)
                found.setdefault(item.name, self.parts.read(name))
        return found

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
