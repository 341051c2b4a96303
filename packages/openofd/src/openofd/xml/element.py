"""An element of the standard as a thin view of an lxml node. What no field declares stays in the node."""

from typing import ClassVar, Self

from openofd.errors import MalformedDocument
from openofd.limits import LIMITS, Limits
from openofd.xml.parser import Node, parse, serialize

__all__ = ["Element", "local_name"]


class Element:
    """Base of every declared element; fields are read when asked for, so a view costs nothing.

    Attributes:
        tag: local name in the standard.
        node: the lxml node.
    """

    __slots__ = ("node",)

    tag: ClassVar[str] = ""

    def __init__(self, node: Node) -> None:
        self.node = node

    @classmethod
    def parse(cls, data: bytes, *, limits: Limits = LIMITS, where: str = "") -> Self:
        """The view of a part's root.

        Raises:
            MalformedDocument: XML_DTD, XML_SYNTAX, or XML_ROOT if the part is another element.
            LimitExceeded: the XML is too large or too deep.
        """
        root = parse(data, limits=limits, where=where)
        if local_name(root) != cls.tag:
            raise MalformedDocument(
                "XML_ROOT", f"根元素不是 {cls.tag}", f"the root element is not {cls.tag}", where=where
            )
        return cls(root)

    @property
    def text(self) -> str:
        """The element's own text, as written."""
        return self.node.text or ""

    def written(self) -> bytes:
        """The element as XML, with the namespaces it needs: the same content in two files gives the same."""
        return serialize(self.node)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Element) and other.node is self.node

    def __hash__(self) -> int:
        return hash(self.node)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.node.items()}>"


def local_name(node: Node) -> str:
    """The name without its namespace."""
    tag = str(node.tag)
    return tag[tag.rfind("}") + 1 :]
