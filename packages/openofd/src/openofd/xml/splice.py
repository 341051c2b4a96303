"""Changing a part without writing it anew: every byte outside the change stays. XML 1.0; GB/T 33190-2016 7.2.

Works on the bytes of a part that `openofd.xml.parser` has accepted: well-formed, UTF-8, without a DTD.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

__all__ = [
    "Place",
    "Splice",
    "add_child",
    "children_of",
    "insertion",
    "places",
    "replacement",
    "splice",
]

# in this order: a comment or a CDATA section may hold what looks like a tag, a value may hold ">"
_TOKEN = re.compile(
    rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>|"
    rb"<(?P<end>/?)(?P<name>[^\s/>]+)(?P<rest>(?:[^>\"']|\"[^\"]*\"|'[^']*')*)>",
    re.DOTALL,
)


class Place(NamedTuple):
    """Where an element stands in its part.

    Attributes:
        name: local name.
        prefix: with its colon ("ofd:"), or "".
        depth: 0 for the root.
        start: of its start tag.
        content: end of the start tag; the end of everything for an empty-element tag.
        close: where its end tag begins; the end of everything for an empty-element tag.
        stop: end of everything.
    """

    name: str
    prefix: str
    depth: int
    start: int
    content: int
    close: int
    stop: int

    @property
    def is_empty_tag(self) -> bool:
        """Whether it is written as `<a/>`."""
        return self.close == self.stop


def places(data: bytes) -> list[Place]:
    """Every element, in the order of the start tags."""
    found: list[Place | None] = []
    waiting: list[tuple[int, re.Match[bytes]]] = []
    for token in _TOKEN.finditer(data):
        if token["name"] is None:
            continue
        if token["end"]:
            number, opening = waiting.pop()
            found[number] = _place(opening, len(waiting), token.start(), token.end())
        elif token["rest"].endswith(b"/"):
            found.append(_place(token, len(waiting), token.end(), token.end()))
        else:
            waiting.append((len(found), token))
            found.append(None)
    return [place for place in found if place is not None]


def _place(opening: re.Match[bytes], depth: int, close: int, stop: int) -> Place:
    prefix, colon, local = opening["name"].rpartition(b":")
    return Place(
        local.decode(), (prefix + colon).decode(), depth, opening.start(), opening.end(), close, stop
    )


class Splice(NamedTuple):
    """New bytes in the place of [start, stop)."""

    start: int
    stop: int
    new: bytes


def splice(data: bytes, changes: Iterable[Splice]) -> bytes:
    """The part with all changes; those at one place follow each other in the order given."""
    pieces: list[bytes] = []
    position = 0
    for change in sorted(changes, key=lambda change: change.start):
        pieces += (data[position : change.start], change.new)
        position = change.stop
    return b"".join((*pieces, data[position:]))


def children_of(parent: Place, among: Iterable[Place]) -> list[Place]:
    """The elements right below another."""
    return [
        place
        for place in among
        if place.depth == parent.depth + 1 and parent.start < place.start < parent.stop
    ]


def insertion(
    parent: Place,
    among: Iterable[Place],
    new: Sequence[bytes],
    *,
    before: Collection[str] = (),
    at: int | None = None,
) -> Splice:
    """Elements to be put into another.

    Args:
        parent: what they go into.
        among: the elements of the part.
        new: as they shall stand there.
        before: names that must not stand in front of them; without, they come last.
        at: how many children stay in front of them, in the place of `before`.
    """
    content = b"".join(new)
    if parent.is_empty_tag:
        end = f"</{parent.prefix}{parent.name}>".encode()
        return Splice(parent.stop - len(b"/>"), parent.stop, b">" + content + end)
    children = children_of(parent, among)
    later = children[at:] if at is not None else [place for place in children if place.name in before]
    where = later[0].start if later else parent.close
    return Splice(where, where, content)


def replacement(place: Place, text: bytes) -> Splice:
    """Another content for an element, escaped already."""
    if place.is_empty_tag:
        return insertion(place, (), [text])
    return Splice(place.content, place.close, text)


def add_child(data: bytes, parent: Place, xml: str) -> bytes:
    """The part with `xml` as the last child of `parent`."""
    return splice(data, [insertion(parent, (), [xml.encode()])])
