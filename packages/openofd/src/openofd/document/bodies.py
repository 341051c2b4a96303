"""The documents of a package and where their roots are. GB/T 33190-2016 7.4, chapter 19."""

from typing import NamedTuple

from openofd.document.parts import Parts
from openofd.errors import LimitExceeded, MalformedDocument
from openofd.model.document import DocumentRoot
from openofd.model.ofd import DocBody, Ofd
from openofd.package.path import folder

__all__ = ["ENTRY", "Body", "bodies"]

ENTRY = "OFD.xml"


class Body(NamedTuple):
    """One document of the package.

    Attributes:
        number: its place in OFD.xml, from 0.
        model: its DocBody.
        root_name: entry name of its Document.xml.
        folder: folder of Document.xml with a trailing slash.
    """

    number: int
    model: DocBody
    root_name: str
    folder: str

    def root(self, parts: Parts) -> DocumentRoot:
        """The root of Document.xml."""
        return parts.parse(DocumentRoot, self.root_name)


def bodies(parts: Parts) -> tuple[Body, ...]:
    """Every document of the package, in the order of OFD.xml.

    Raises:
        MalformedDocument: OFD.xml is missing, broken, or names no document.
        LimitExceeded: it names too many.
    """
    found = parts.parse(Ofd, ENTRY).doc_bodies
    if not found:
        raise MalformedDocument("XML_MISSING", "文件中没有文档", "OFD.xml names no document", where=ENTRY)
    if len(found) > parts.limits.documents:
        raise LimitExceeded("LIMIT_EXCEEDED", "文档数量过多", f"{len(found)} documents", where=ENTRY)
    return tuple([_body(parts, number, model) for number, model in enumerate(found)])


_ONCE = ("DocRoot", "Versions", "Signatures")
"""What a DocBody has at most once (GB/T 33190-2016 7.4)."""


def _check_unambiguous(model: DocBody) -> None:
    # OFD.xml is often unsigned: of two roots one reader would verify the first, another show the second
    for name in _ONCE:
        found = list(model.node.iterchildren("{*}" + name))
        if len(found) > 1 or (name != "Versions" and any(len(node) for node in found)):
            raise MalformedDocument(
                "XML_VALUE",
                f"文档入口 {name} 不唯一，不同软件会读到不同内容",
                f"readers would disagree about {name}",
                where=ENTRY,
            )


def _body(parts: Parts, number: int, model: DocBody) -> Body:
    _check_unambiguous(model)
    loc = model.doc_root
    if not loc:
        raise MalformedDocument("XML_MISSING", "缺少文档根节点", "a document has no DocRoot", where=ENTRY)
    name = parts.locate(ENTRY, loc)
    return Body(number, model, name, folder(name))
