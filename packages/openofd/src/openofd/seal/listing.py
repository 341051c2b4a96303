"""Where the next signature of a file goes, and whether there is room for it. GB/T 33190-2016 18.1."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from openofd.document.bodies import ENTRY
from openofd.document.document import Document
from openofd.document.signatures import SignatureEntry
from openofd.errors import OpenOfdError, SigningFailed
from openofd.model.signatures import Signatures
from openofd.package.path import absolute, folder
from openofd.seal.signature_xml import Ids
from openofd.xml.splice import add_child, children_of, insertion, places, replacement, splice

__all__ = ["Slot", "next_slot"]

_NUMBER: Final = re.compile(r"[0-9]{1,9}")
_EMPTY: Final = (
    b'<?xml version="1.0" encoding="UTF-8"?>\n<ofd:Signatures xmlns:ofd="http://www.ofdspec.org/2016"/>\n'
)
_INTEGRITY: Final = "OFDEntries.xml"
_ENCRYPTION: Final = "Encryptions.xml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """Room for one more signature.

    Attributes:
        ids: of the signature and its stamps.
        folder: where its files go, with a trailing slash.
        list_path: entry name of the Signatures.xml.
        lists: every Signatures.xml of the package, which no open signature may cover.
        changed: what is written anew: Signatures.xml, and OFD.xml if it named none.
    """

    ids: Ids
    folder: str
    list_path: str
    lists: frozenset[str]
    changed: dict[str, bytes]


def next_slot(document: Document, *, kind: str, stamps: int, plain_ids: bool) -> Slot:
    """Room for a signature of this kind ("Seal" or "Sign") with so many appearances.

    Args:
        document: what is to be signed.
        kind: @Type.
        stamps: how many StampAnnots there will be.
        plain_ids: whether the first id of a list is a plain number.

    Raises:
        SigningFailed: FILE_LOCKED, an earlier signature or an integrity list covers what would have to
            change; FILE_ENCRYPTED.
        OpenOfdError: a list or an earlier signature cannot be read.
    """
    _check_open(document)
    list_path, entry = _list_path(document)
    before = document.package.read(list_path) if list_path in document.package else _EMPTY
    ids = _next_ids(document, list_path, plain=plain_ids)
    home = _free_folder(document, folder(list_path))
    listed = _with_entry(before, list_path, home, ids, kind, stamps)
    changed = {list_path: listed} | ({ENTRY: entry} if entry is not None else {})
    _check_unlocked(document, changed)
    lists = {known.list_path for known in document.signatures} | {list_path}
    return Slot(ids=ids, folder=home, list_path=list_path, lists=frozenset(lists), changed=changed)


def _check_open(document: Document) -> None:
    if _ENCRYPTION in document.package:
        raise SigningFailed(
            "FILE_ENCRYPTED",
            "文件已加密，不能签章；请先解密",
            "the file is encrypted and cannot be signed; decrypt it first",
        )
    if _INTEGRITY in document.package:
        # GM/T 0099-2020 annex D: a file that the list does not name counts as smuggled in
        raise _locked(_INTEGRITY)


def _list_path(document: Document) -> tuple[str, bytes | None]:
    """Entry name of the Signatures.xml, and OFD.xml as it must become if it names none."""
    body = document.body
    if body.model.signatures:
        return document.parts.locate(ENTRY, body.model.signatures, body.folder), None
    # GB/T 38540-2020 7.2: propertyInfo, the path of what is signed, is an IA5String
    home = body.folder if body.folder.isascii() else ""
    path = f"{_free_folder(document, home, 'Signs')}Signatures.xml"
    return path, _naming(document.package.read(ENTRY), body.number, path)


def _naming(data: bytes, number: int, path: str) -> bytes:
    bodies = [place for place in places(data) if place.name == "DocBody" and place.depth == 1]
    prefix = bodies[number].prefix
    return add_child(data, bodies[number], f"<{prefix}Signatures>{absolute(path)}</{prefix}Signatures>")


def _free_folder(document: Document, home: str, name: str = "Sign_0") -> str:
    """A folder of that name, or the next, that no entry lies in yet, whatever the case of its letters."""
    taken = {folder.casefold() for known in document.package.names for folder in _folders(known)}
    stem, _, first = name.partition("_")
    parent = home if home.isascii() else ""
    for number in range(int(first or 0), len(taken) + 2):
        candidate = f"{parent}{stem}_{number}/" if number or first else f"{parent}{stem}/"
        if candidate.casefold() not in taken:
            return candidate
    raise AssertionError  # of n + 2 candidates n are taken at most


def _folders(name: str) -> Iterator[str]:
    at = name.find("/")
    while at >= 0:
        yield name[: at + 1]
        at = name.find("/", at + 1)


def _next_ids(document: Document, list_path: str, *, plain: bool) -> Ids:
    known = tuple(_ids(document, list_path))
    numbers = [int(found[0]) for text in known if (found := _NUMBER.search(text))]
    # MaxSignId may be missing or wrong: what is used counts as well
    return Ids(first=max(numbers, default=0) + 1, plain=all(map(str.isdigit, known)) if known else plain)


def _ids(document: Document, list_path: str) -> Iterator[str]:
    if list_path not in document.package:
        return
    listed = document.parts.parse(Signatures, list_path)
    if listed.max_sign_id:
        yield listed.max_sign_id.strip()
    for entry in document.signatures:
        if entry.list_path == list_path:
            yield entry.id.strip()
            info = document.signature_parts(entry).model.signed_info
            yield from (stamp.id.strip() for stamp in info.stamp_annots)


def _with_entry(data: bytes, list_path: str, home: str, ids: Ids, kind: str, stamps: int) -> bytes:
    found = places(data)
    root, prefix = found[0], found[0].prefix
    highest, loc = ids.written(stamps), home.removeprefix(folder(list_path)) + "Signature.xml"
    if not home.startswith(folder(list_path)):
        loc = absolute(loc)
    line = f'<{prefix}Signature ID="{ids.written(0)}" Type="{kind}" BaseLoc="{loc}"/>'
    said = f"<{prefix}MaxSignId>{highest}</{prefix}MaxSignId>"
    maximum = next((place for place in children_of(root, found) if place.name == "MaxSignId"), None)
    if maximum is not None:
        return splice(data, [replacement(maximum, highest.encode()), insertion(root, found, [line.encode()])])
    if root.is_empty_tag:
        return add_child(data, root, said + line)
    # in the order of the schema
    first = insertion(root, found, [said.encode()], at=0)
    return splice(data, [first, insertion(root, found, [line.encode()])])


def _check_unlocked(document: Document, changed: dict[str, bytes]) -> None:
    for entry in document.signatures:
        for name in _covered(document, entry):
            if name in changed and name in document.package:
                raise _locked(entry.id)


def _covered(document: Document, entry: SignatureEntry) -> Iterator[str]:
    references = document.signature_parts(entry).model.signed_info.references
    for reference in references.items if references is not None else ():
        try:
            yield document.parts.locate(entry.path, reference.file_ref, entry.document_folder)
        except OpenOfdError:
            continue  # a reference that leads nowhere covers nothing that we change


def _locked(by: str) -> SigningFailed:
    return SigningFailed(
        "FILE_LOCKED",
        "文件已被锁定，不能再加签章：加了会使已有的签章失效",
        "the file is locked: another signature would break one that is there",
        where=by,
    )
