"""Fields to declare elements with, in the manner of python-docx's xmlchemy, but typed.

    class TemplatePage(Element):
        tag = "TemplatePage"
        id = Attribute("ID", ref_id, required=True)
        base_loc = Attribute("BaseLoc", str, required=True)
        z_order = Attribute("ZOrder", str, default="Background")

Names match by their local part in any namespace: both namespaces of the standard are in use, and annotations
come with none. A converter raises ValueError on text it does not accept.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any, Generic, Literal, Self, TypeVar, overload

from openofd.errors import MalformedDocument
from openofd.xml.element import Element, local_name
from openofd.xml.parser import Node

__all__ = [
    "Attribute",
    "Child",
    "ChildText",
    "ChildTexts",
    "Children",
    "Choice",
    "Converter",
    "LateChild",
    "LateChildren",
    "follows_schema",
    "later_children",
]

T = TypeVar("T")
V = TypeVar("V")
E = TypeVar("E", bound=Element)
Converter = Callable[[str], V]
"""Text to value; raises ValueError on text it does not accept."""


class _Field(ABC, Generic[T]):
    """A descriptor: read from the class it is itself, read from an element it is the value."""

    @overload
    def __get__(self, element: None, owner: type) -> Self: ...
    @overload
    def __get__(self, element: Element, owner: type) -> T: ...
    def __get__(self, element: Element | None, owner: type) -> Self | T:
        return self if element is None else self._read(element)

    @abstractmethod
    def _read(self, element: Element) -> T: ...


class _Value(_Field[T]):
    """A converted text: optional, required, or with a default."""

    def __init__(
        self, name: str, convert: Converter[Any], *, default: Any = None, required: bool = False
    ) -> None:
        self.name, self.convert, self.default, self.required = name, convert, default, required
        self.pattern = "{*}" + name

    def _converted(self, element: Element, text: str | None) -> T:
        if text is None:
            if self.required:
                raise _missing(element, self.name)
            default: T = self.default
            return default
        try:
            value: T = self.convert(text)
        except ValueError:
            raise _wrong_value(element, self.name, text) from None
        return value


class Attribute(_Value[T]):
    """An attribute."""

    @overload
    def __init__(self: "Attribute[V | None]", name: str, convert: Converter[V]) -> None: ...
    @overload
    def __init__(self: "Attribute[V]", name: str, convert: Converter[V], *, default: V) -> None: ...
    @overload
    def __init__(
        self: "Attribute[V]", name: str, convert: Converter[V], *, required: Literal[True]
    ) -> None: ...
    def __init__(self, name: str, convert: Converter[Any], **options: Any) -> None:
        super().__init__(name, convert, **options)

    @overload
    def __get__(self, element: None, owner: type) -> Self: ...
    @overload
    def __get__(self, element: Element, owner: type) -> T: ...
    def __get__(self, element: Element | None, owner: type) -> Self | T:
        # in one step: drawing reads thousands of attributes a page, most of which are not written
        if element is None:
            return self
        text = element.node.get(self.name)
        if text is None:
            if self.required:
                raise _missing(element, self.name)
            default: T = self.default
            return default
        try:
            value: T = self.convert(text)
        except ValueError:
            raise _wrong_value(element, self.name, text) from None
        return value

    def _read(self, element: Element) -> T:
        return self.__get__(element, type(element))


class ChildText(_Value[T]):
    """The text of a child element, without the blanks around it."""

    @overload
    def __init__(self: "ChildText[V | None]", name: str, convert: Converter[V]) -> None: ...
    @overload
    def __init__(self: "ChildText[V]", name: str, convert: Converter[V], *, default: V) -> None: ...
    @overload
    def __init__(
        self: "ChildText[V]", name: str, convert: Converter[V], *, required: Literal[True]
    ) -> None: ...
    def __init__(self, name: str, convert: Converter[Any], **options: Any) -> None:
        super().__init__(name, convert, **options)

    def _read(self, element: Element) -> T:
        for node in element.node.iterchildren(self.pattern):
            return self._converted(element, (node.text or "").strip())
        return self._converted(element, None)


class ChildTexts(_Field[tuple[V, ...]]):
    """The texts of all child elements of one name."""

    def __init__(self, name: str, convert: Converter[V]) -> None:
        self.name, self.convert, self.pattern = name, convert, "{*}" + name

    def _read(self, element: Element) -> tuple[V, ...]:
        texts = [(node.text or "").strip() for node in element.node.iterchildren(self.pattern)]
        try:
            return tuple([self.convert(text) for text in texts])
        except ValueError:
            raise _wrong_value(element, self.name, " | ".join(texts)) from None


class Child(_Field[T]):
    """A child element, optional or required; the first one if a file has several."""

    @overload
    def __init__(self: "Child[E | None]", name: str, kind: type[E]) -> None: ...
    @overload
    def __init__(self: "Child[E]", name: str, kind: type[E], *, required: Literal[True]) -> None: ...
    def __init__(self, name: str, kind: type[Any], *, required: bool = False) -> None:
        self.name, self.kind, self.required, self.pattern = name, kind, required, "{*}" + name

    def _read(self, element: Element) -> T:
        for node in element.node.iterchildren(self.pattern):
            found: T = self.kind(node)
            return found
        if self.required:
            raise _missing(element, self.name)
        nothing: Any = None
        return nothing  # type: ignore[no-any-return]


class Children(_Field[tuple[E, ...]]):
    """All child elements of one name, in the order of the file."""

    def __init__(self, name: str, kind: type[E]) -> None:
        self.name, self.kind, self.pattern = name, kind, "{*}" + name

    def _read(self, element: Element) -> tuple[E, ...]:
        kind = self.kind
        return tuple([kind(node) for node in element.node.iterchildren(self.pattern)])


class LateChild(_Field[E | None]):
    """An optional child of a kind that is declared further down, or is the element's own."""

    def __init__(self, name: str, kind: Callable[[], type[E]]) -> None:
        self.name, self.find, self.pattern = name, kind, "{*}" + name

    def _read(self, element: Element) -> E | None:
        for node in element.node.iterchildren(self.pattern):
            return self.find()(node)
        return None


class LateChildren(_Field[tuple[E, ...]]):
    """All child elements of a kind that is declared further down, or is the element's own."""

    def __init__(self, name: str, kind: Callable[[], type[E]]) -> None:
        self.name, self.find, self.pattern = name, kind, "{*}" + name

    def _read(self, element: Element) -> tuple[E, ...]:
        kind = self.find()
        return tuple([kind(node) for node in element.node.iterchildren(self.pattern)])


class Choice(_Field[tuple[E, ...]]):
    """Child elements of several kinds, mixed, in the order of the file; other names are passed over.

    Kinds that hold each other (a page block in a page block) are completed with `add` after their class.
    """

    def __init__(self, *kinds: type[E]) -> None:
        self.kinds: dict[str, type[E]] = {kind.tag: kind for kind in kinds}

    def add(self, kind: type[E], tag: str = "") -> None:
        """Let one more kind of child appear, under its own or another name."""
        self.kinds[tag or kind.tag] = kind

    def _read(self, element: Element) -> tuple[E, ...]:
        return tuple(self._chosen(element.node))

    def _chosen(self, parent: Node) -> Iterator[E]:
        for node in parent:
            kind = self.kinds.get(local_name(node))
            if kind is not None:
                yield kind(node)


def follows_schema(element: Element) -> bool:
    """Whether the children stand in the order of their declarations; undeclared ones may stand anywhere."""
    kind = type(element)
    order = _ORDERS.get(kind) or _ORDERS.setdefault(kind, _order(kind))
    places = [order[name] for node in element.node if (name := local_name(node)) in order]
    return all(a <= b for a, b in pairwise(places))


def later_children(kind: type[Element], name: str) -> tuple[str, ...]:
    """The names of the children that the schema puts behind one."""
    names = list(_order(kind))
    return tuple(names[names.index(name) + 1 :])


_ORDERS: dict[type[Element], dict[str, int]] = {}
"""Per kind of element: the place of each child's name."""


def _order(kind: type[Element]) -> dict[str, int]:
    fields = [field for base in reversed(kind.__mro__) for field in vars(base).values()]
    children = (Child, Children, ChildText, ChildTexts, LateChild, LateChildren)
    return {field.name: place for place, field in enumerate(fields) if isinstance(field, children)}


def _missing(element: Element, name: str) -> MalformedDocument:
    where = f"{local_name(element.node)}/{name}"
    return MalformedDocument("XML_MISSING", "缺少必需的内容", "a required part is missing", where=where)


def _wrong_value(element: Element, name: str, text: str) -> MalformedDocument:
    where = f"{local_name(element.node)}/{name}={text[:80]!r}"
    return MalformedDocument("XML_VALUE", "值的写法不合标准", "a value is not of its type", where=where)
