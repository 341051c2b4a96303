"""Changing a part without writing it anew: every byte outside the change stays. XML 1.0; GB/T 33190-2016 7.2.

Works on the bytes of a part that `openofd.xml.parser` has accepted: well-formed, UTF-8, without a DTD.
"""

import re
from typing import NamedTuple

__all__ = ["Place", "add_child", "places", "set_text"]

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


def add_child(data: bytes, parent: Place, xml: str) -> bytes:
    """The part with `xml` as the last child of `parent`."""
    new = xml.encode()
    if not parent.is_empty_tag:
        return data[: parent.close] + new + data[parent.close :]
    tag = data[parent.start : parent.stop].removesuffix(b"/>")
    end = f"</{parent.prefix}{parent.name}>".encode()
    return data[: parent.start] + tag + b">" + new + end + data[parent.stop :]


def set_text(data: bytes, place: Place, text: str) -> bytes:
    """The part with the content of `place` replaced by text that needs no escaping."""
    if place.is_empty_tag:
        return add_child(data, place, text)
    return data[: place.content] + text.encode() + data[place.close :]
