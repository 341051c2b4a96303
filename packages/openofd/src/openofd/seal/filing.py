"""Sealing and signing a file that exists: everything it holds keeps its bytes. GB/T 33190-2016 clause 18.

The signature covers every file of the package, those of earlier signatures among them, but not the lists of
signatures unless it locks the file (18.1).
"""

from collections.abc import Callable, Sequence
from datetime import datetime

from openofd.document.document import Document
from openofd.errors import MalformedDocument
from openofd.gm.signer import Signer
from openofd.gm.sm3 import sm3
from openofd.package.append import append
from openofd.package.draft import Member
from openofd.seal.conditions import check_act, check_signer, odd_stamp
from openofd.seal.listing import Slot, next_slot
from openofd.seal.making import Seal
from openofd.seal.policy import OPEN, SigningPolicy
from openofd.seal.seal_value import seal_value
from openofd.seal.signature_xml import SEAL_FILE, VALUE_FILE, signature_xml, stored
from openofd.seal.signed_data import signed_data
from openofd.seal.stamps import Stamp

__all__ = ["seal_file", "sign_file"]


def seal_file(
    data: bytes | Document,
    *,
    seal: Seal,
    signer: Signer,
    stamps: Sequence[Stamp],
    at: datetime,
    policy: SigningPolicy = OPEN,
) -> bytes:
    """The file with one more seal.

    Args:
        data: the file; a Document where the package holds several and another than the first is meant.
        seal: the seal; the signer's public-key certificate must be in its list.
        signer: who seals.
        stamps: where the seal shows, at least once; `openofd.seal.stamps.straddle` makes a straddle seal.
        at: signing time, aware; must be in the seal's period and the signer's.
        policy: what the signature protects and carries.

    Raises:
        SigningFailed: FILE_LOCKED, or seal, signer, time and stamps do not go together.
        OpenOfdError: the file is no sound OFD file.
    """
    document = _opened(data)
    check_act(seal, signer, stamps, at)
    _check_pages(document, stamps)
    slot = next_slot(document, kind="Seal", stamps=len(stamps), plain_ids=policy.plain_ids)
    copy = (Member.pack(slot.folder + SEAL_FILE, seal.der, level="store"),) if policy.store_seal else ()

    def value(described: Member) -> bytes:
        place = (described.name, described.digest)
        return seal_value(seal=seal, signer=signer, at=at, described=place, policy=policy)

    return _Act(document, slot, policy, at).run(value, stamps=stamps, copy=copy)


def sign_file(data: bytes | Document, *, signer: Signer, at: datetime, policy: SigningPolicy = OPEN) -> bytes:
    """The file with one more signature that shows nowhere: Type="Sign", GB/T 35275-2017, no seal.

    Args:
        data: as for `seal_file`.
        signer: who signs.
        at: signing time, aware; must be in the period of the signer's public-key certificate.
        policy: what the signature protects and carries; there is no seal to store.

    Raises:
        SigningFailed: FILE_LOCKED, SIGN_TIME, or the signer failed.
        OpenOfdError: the file is no sound OFD file.
    """
    document = _opened(data)
    check_signer(signer, at)
    slot = next_slot(document, kind="Sign", stamps=0, plain_ids=policy.plain_ids)

    def value(described: Member) -> bytes:
        return signed_data(signer=signer, at=at, digest=described.digest, policy=policy)

    return _Act(document, slot, policy, at).run(value)


class _Act:
    """One signing of one file."""

    def __init__(self, document: Document, slot: Slot, policy: SigningPolicy, at: datetime) -> None:
        self._document, self._slot, self._policy, self._at = document, slot, policy, at

    def run(
        self,
        value: Callable[[Member], bytes],
        *,
        stamps: Sequence[Stamp] = (),
        copy: tuple[Member, ...] = (),
    ) -> bytes:
        """Describe, sign, append."""
        changed = tuple(Member.pack(name, raw) for name, raw in self._slot.changed.items())
        protected = self._protected({member.name: member.digest for member in (*changed, *copy)})
        xml = signature_xml(protected, self._at, stamps=stamps, ids=self._slot.ids, stores_seal=bool(copy))
        described = Member.pack(self._slot.folder + "Signature.xml", xml)
        signed = stored(self._slot.folder + VALUE_FILE, value(described))
        return append(self._document.package, (*changed, *copy, described, signed))

    def _protected(self, new: dict[str, bytes]) -> list[tuple[str, bytes]]:
        """Every entry of the result but this signature's own two, with its digest."""
        package = self._document.package
        left_out = frozenset() if self._policy.lock else self._slot.lists
        names = [*package.names, *(name for name in new if name not in package)]
        found = [
            (name, new[name] if name in new else sm3(package.read(name)))
            for name in names
            if name not in left_out
        ]
        _check_sound(self._document)  # reading may have found more
        return found


def _opened(data: bytes | Document) -> Document:
    document = data if isinstance(data, Document) else Document.open(data)
    _check_sound(document)
    return document


def _check_sound(document: Document) -> None:
    # nobody can rely on a seal over a package that two readers read differently
    for finding in document.package.findings:
        if finding.severity == "error":
            raise MalformedDocument(finding.code, finding.zh, finding.en, where=finding.where)


def _check_pages(document: Document, stamps: Sequence[Stamp]) -> None:
    pages = {page.id: page for page in document.pages}
    for stamp in stamps:
        page = pages.get(stamp.page_id)
        if page is None:
            raise odd_stamp(stamp, "盖章页面不存在", "a stamp names no page of the document")
        if not stamp.shown.intersects(page.physical_box):
            raise odd_stamp(stamp, "盖章位置在页面之外", "a stamp shows beside its page")
