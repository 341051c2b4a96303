"""Custom tags: which texts of the pages carry which meaning. GB/T 33190-2016 chapter 16."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from openofd.document.parts import Parts
from openofd.errors import MalformedDocument
from openofd.model.customtags import CustomTags, ObjectRef
from openofd.xml.element import local_name
from openofd.xml.parser import Node

__all__ = ["Tag", "Texts", "tags"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """One element of a tag file that points to objects of pages.

    Attributes:
        path: local names from the root of the tag file down to the element.
        text: the text of the objects, in the order of the references.
        objects: (page identifier, object identifier) of each reference.
        complete: whether every object exists and carries text.
        file: entry name of the tag file.
        type_id: CustomTag/@TypeID, or @NameSpace.
    """

    path: tuple[str, ...]
    text: str
    objects: tuple[tuple[int, int], ...]
    complete: bool
    file: str
    type_id: str


Texts = Callable[[int], Mapping[int, str]]
"""Page identifier → object identifier → text."""


def tags(parts: Parts, list_name: str, document_folder: str, texts: Texts) -> Iterator[Tag]:
    """The tags of every file a list names, in the order of the files.

    Raises:
        OpenOfdError: the list, a tag file or a page it points to is missing or broken.
    """
    for entry in parts.parse(CustomTags, list_name).items:
        if entry.file_loc:
            name = parts.locate(list_name, entry.file_loc, document_folder)
            for path, refs in _pointing(parts.free_root(name), ()):
                yield _tag(path, refs, texts, name, entry.type_id or entry.name_space)


def _pointing(node: Node, above: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], list[Node]]]:
    path = (*above, local_name(node))
    refs = list(node.iterchildren("{*}ObjectRef"))
    if refs:
        yield path, refs
    for child in node:
        if len(child):
            yield from _pointing(child, path)


def _tag(path: tuple[str, ...], refs: list[Node], texts: Texts, name: str, type_id: str) -> Tag:
    objects = tuple([_target(ObjectRef(ref), name) for ref in refs])
    found = [texts(page).get(identifier) for page, identifier in objects]
    return Tag(
        path=path,
        text="".join([text or "" for text in found]),
        objects=objects,
        complete=all(found),
        file=name,
        type_id=type_id,
    )


def _target(ref: ObjectRef, name: str) -> tuple[int, int]:
    try:
        return ref.page_ref, ref.object_id
    except ValueError:
        raise MalformedDocument(
            "XML_VALUE", "标引的对象标识不合标准", "an object reference is no identifier", where=name
        ) from None
