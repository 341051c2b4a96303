"""The versions of a document. GB/T 33190-2016 chapter 19."""

from collections.abc import Iterator
from dataclasses import dataclass

from openofd.document.bodies import ENTRY, Body
from openofd.document.parts import Parts
from openofd.errors import MalformedDocument
from openofd.model.versions import DocVersion
from openofd.package.path import folder

__all__ = ["DocumentVersion", "at_version", "versions_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentVersion:
    """One version of a document.

    Attributes:
        id: identifier, by which it is opened.
        index: its number, as written.
        current: whether it is marked as the one to show. `Document.open` shows what the entry points to.
        name: as shown to a person.
        created: as written.
        root_name: entry name of its Document.xml; empty if it names none.
        files: entry names of every file it says it needs.
    """

    id: str
    index: str
    current: bool
    name: str
    created: str
    root_name: str
    files: tuple[str, ...]


def versions_of(parts: Parts, body: Body) -> Iterator[DocumentVersion]:
    """The versions in the order of the file.

    Raises:
        OpenOfdError: a version file is missing or broken.
    """
    for item in body.model.versions.items if body.model.versions is not None else ():
        path = parts.locate(ENTRY, item.base_loc, body.folder)
        model = parts.parse(DocVersion, path)
        files = model.file_list.files if model.file_list is not None else ()
        yield DocumentVersion(
            id=item.id,
            index=item.index,
            current=item.current,
            name=model.name or model.version,
            created=model.creation_date,
            root_name=parts.locate(path, model.doc_root, body.folder) if model.doc_root else "",
            files=tuple([parts.locate(path, loc, body.folder) for loc in files]),
        )


def at_version(parts: Parts, body: Body, identifier: str) -> Body:
    """The document as it was in that version.

    Raises:
        MalformedDocument: there is no such version, or it names no root.
    """
    for version in versions_of(parts, body):
        if version.id == identifier and version.root_name:
            return body._replace(root_name=version.root_name, folder=folder(version.root_name))
    raise MalformedDocument(
        "XML_MISSING", "没有这个版本", "the document has no such version", where=identifier
    )
