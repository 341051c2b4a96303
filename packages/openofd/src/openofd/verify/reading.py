"""From package to facts: everything a verification reads, read here and nowhere else.

No judgement of a file is remembered between calls; the trees of small parts are kept by their bytes in
`openofd.document.parts`.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final, NamedTuple

from openofd.document.bodies import ENTRY, Body, bodies
from openofd.document.parts import Parts
from openofd.document.references import References
from openofd.errors import LimitExceeded, MalformedDocument, OpenOfdError
from openofd.gm.sm3 import sm3
from openofd.model.document import DocumentRoot
from openofd.model.page import Page
from openofd.model.signatures import Reference, Signature, SignatureEntry, Signatures, SignedInfo
from openofd.model.units import Box
from openofd.package.path import resolve
from openofd.ses.forms import Form
from openofd.verify.facts import (
    BodyFacts,
    Description,
    IntegrityFacts,
    ReferenceFacts,
    SignatureFacts,
    Verdict,
    failed,
    unknown,
)
from openofd.verify.reading_integrity import read_integrity
from openofd.verify.reading_value import Ground, ValueFacts, read_value
from openofd.verify.reasons import from_error, reason
from openofd.verify.report import Reason, StampFacts
from openofd.verify.seal_status import SealStatus, status_of
from openofd.verify.trust import Trust

__all__ = ["FileFacts", "read_file"]

ENCRYPTIONS: Final = "Encryptions.xml"


class FileFacts(NamedTuple):
    """The documents of a package, their signatures, and what stood in the way of reading them."""

    bodies: tuple[BodyFacts, ...]
    signatures: tuple[SignatureFacts, ...]
    problems: tuple[Verdict, ...]
    integrity: IntegrityFacts | None = None
    """OFDEntries.xml; None if there is none."""


def read_file(parts: Parts, references: References, trust: Trust, at: datetime) -> FileFacts:
    """Read every document and every signature of the package. Broken parts become problems, not errors."""
    try:
        found = references.bodies or bodies(parts)
    except OpenOfdError as error:
        return FileFacts((), (), (blame(error),))
    reader = _Reader(parts, trust, at)
    body_facts, signatures, problems = [], [], []
    for body in found:
        listed, trouble = reader.signature_list(body)
        body_facts.append(_body_facts(parts, body, references, listed))
        made = [reader.signature(body, listed.name, entry) for entry in listed.entries]
        body_facts[-1] = _with_others(body_facts[-1], made, parts)
        signatures += made
        problems += trouble
    if ENCRYPTIONS in parts.package:  # GM/T 0099-2020 annex C: which bytes a signature means is not settled
        problems.append(unknown(reason("ENCRYPTED", ENCRYPTIONS)))
    integrity = read_integrity(parts, trust, at)
    return FileFacts(tuple(body_facts), tuple(signatures), tuple(problems), integrity)


def _with_others(facts: BodyFacts, signatures: Sequence[SignatureFacts], parts: Parts) -> BodyFacts:
    """The facts with the other documents that were signed: an open OFD.xml may have been pointed away."""
    covered = frozenset[str]().union(*(signature.covered for signature in signatures))
    if ENTRY in covered:
        return facts
    passed_over = covered - facts.structure - facts.visible - facts.annotations - facts.older
    others = frozenset(name for name in passed_over if _is_document(parts, name))
    return replace(facts, other_roots=others) if others else facts


_DOCUMENT: Final = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<[?!][^>]*>\s*)*<(?:[\w.-]+:)?Document[\s/>]")


def _is_document(parts: Parts, name: str) -> bool:
    try:
        return _DOCUMENT.match(parts.read(name)[:4096]) is not None
    except OpenOfdError:
        return False


def blame(error: OpenOfdError, where: str = "") -> Verdict:
    """FAILED where the file breaks the standard; INDETERMINATE where we cannot follow it."""
    judge = failed if isinstance(error, MalformedDocument) else unknown
    return judge(from_error(error, where))


class _List(NamedTuple):
    """A Signatures.xml: entry name ("" if there is none), MaxSignId as written, its lines."""

    name: str = ""
    max_id: str = ""
    entries: tuple[SignatureEntry, ...] = ()


def _body_facts(parts: Parts, body: Body, references: References, listed: _List) -> BodyFacts:
    groups: dict[str, set[str]] = {}
    for item in references.items.values():
        if body.number in item.bodies or not item.bodies:
            groups.setdefault(item.role, set()).add(item.path)
    # OFDEntries.xml and Encryptions.xml are entries of the package, but structure to a signature
    structure = groups.get("structure", set()) | (groups.get("entry", set()) - {ENTRY})
    pages, trouble = _pages(parts, body)
    info = body.model.doc_info
    return BodyFacts(
        index=body.number,
        structure=frozenset(structure),
        visible=frozenset(groups.get("visible", ())),
        annotations=frozenset(groups.get("annotation", ())),
        attached=frozenset(groups.get("attached", ())),
        older=frozenset(groups.get("version", ())),
        signature_files=frozenset(groups.get("signature", ())) - {listed.name},
        root=body.root_name,
        doc_id="" if info is None else info.doc_id,
        versions=body.model.versions is not None,
        pages=pages,
        signature_list=listed.name,
        max_id=listed.max_id,
        listed=tuple(entry.id for entry in listed.entries),
        complete=trouble is None and body.root_name in references.items,
        problems=() if trouble is None else (from_error(trouble, body.root_name),),
    )


def _pages(parts: Parts, body: Body) -> tuple[tuple[tuple[int, Box | None], ...], OpenOfdError | None]:
    try:
        root = body.root(parts)
        entries = root.pages.items
        if len(entries) > parts.limits.pages:
            return (), LimitExceeded("LIMIT_EXCEEDED", "页数过多", f"{len(entries)} pages")
        return tuple((entry.id, _page_box(parts, body, root, entry.base_loc)) for entry in entries), None
    except OpenOfdError as error:
        return (), error


def _page_box(parts: Parts, body: Body, root: DocumentRoot, base_loc: str) -> Box | None:
    page = parts.parse(Page, parts.locate(body.root_name, base_loc, body.folder))
    area = page.area or root.common_data.page_area
    return None if area is None else area.physical_box


class _Reader:
    """Reads the signatures of one package; digests of entries are shared between them."""

    def __init__(self, parts: Parts, trust: Trust, at: datetime) -> None:
        self._parts = parts
        self._package = parts.package
        self._trust = trust
        self._at = at
        self._digests: dict[str, bytes | Reason | None] = {}
        # budgets for the whole package: what is allowed once is not allowed two hundred times over
        self._signatures_left = parts.limits.signatures
        self._references_left = parts.limits.references

    def signature_list(self, body: Body) -> tuple[_List, list[Verdict]]:
        """The list of one document, with what is wrong with it."""
        loc = body.model.signatures
        if not loc:
            return _List(), []
        try:
            return self._list(body, loc)
        except OpenOfdError as error:
            return _List(), [blame(error, loc)]

    def _list(self, body: Body, loc: str) -> tuple[_List, list[Verdict]]:
        name = self._parts.locate(ENTRY, loc, body.folder)
        if name not in self._package:
            return _List(), [failed(reason("SIG_LIST_MISSING", name))]
        model = self._parts.parse(Signatures, name)
        entries = model.items
        self._signatures_left -= len(entries)
        if self._signatures_left < 0:
            return _List(name), [unknown(reason("SIG_TOO_MANY", name))]
        return _List(name, model.max_sign_id or "", entries), []

    def signature(self, body: Body, list_name: str, entry: SignatureEntry) -> SignatureFacts:
        """One signature, as far as it can be read."""
        problems: list[Verdict] = []
        path, description = "", None
        try:
            path = self._parts.locate(list_name, entry.base_loc, body.folder)
            description, notes = self._description(body, path)
            problems += notes
        except OpenOfdError as error:
            problems.append(blame(error, path or list_name))
        found = self._value(description, path, problems)
        return SignatureFacts(
            id=entry.id,
            body=body.number,
            path=path,
            type=entry.type,
            relative=entry.relative or "",
            form=None if found is None else found.form,
            problems=tuple(problems),
            description=description,
            value=None if found is None else found.value,
            seal=None if found is None else found.seal,
            seal_file=self._seal_file(description),
            covered=frozenset([r.name for r in description.references] if description else ()),
            signers=() if found is None else found.signers,
            status_asked=self._trust.seal_statuses is not None,
            status=self._status(found),
            maker_chain=None if found is None else found.maker_chain,
            tokens=() if found is None else found.tokens,
            other_deviations=() if found is None else found.deviations,
        )

    def _status(self, found: ValueFacts | None) -> SealStatus | None:
        if found is None or found.seal is None:
            return None
        return status_of(found.seal.data.info.seal_id, self._trust.seal_statuses or ())

    def _value(
        self, description: Description | None, path: str, problems: list[Verdict]
    ) -> ValueFacts | None:
        if description is None:
            return None
        name = description.signed_value
        try:
            xml = self._package.read(path)
            ground = Ground(xml, description.date_time, self._trust, self._at, self._parts.limits)
            return read_value(self._package.read(name), ground)
        except OpenOfdError as error:
            problems.append(blame(error, name))
            return ValueFacts(Form.UNKNOWN)

    def _seal_file(self, description: Description | None) -> bytes | None:
        if description is None or not description.seal_file:
            return None
        try:
            return self._package.read(description.seal_file)
        except OpenOfdError:
            return None

    def _description(self, body: Body, path: str) -> tuple[Description, list[Verdict]]:
        model = self._parts.parse(Signature, path)
        info = model.signed_info
        references = self._references(info)
        problems = [unknown(reason("REF_TOO_MANY", path))] if references is None else []
        seal = None if info.seal is None else info.seal.base_loc
        return Description(
            digest=sm3(self._package.read(path)),
            check_method=None if info.references is None else info.references.check_method,
            references=tuple([self._reference(body, path, reference) for reference in references or ()]),
            signature_method=info.signature_method,
            date_time=info.signature_date_time or "",
            stamps=_stamps(info),
            stamp_ids=tuple(stamp.id for stamp in info.stamp_annots),
            signed_value=self._parts.locate(path, model.signed_value, body.folder),
            seal_file="" if not seal else self._parts.locate(path, seal, body.folder),
            claims_seal=info.seal is not None,
            beyond=references is None,
        ), problems

    def _references(self, info: SignedInfo) -> tuple[Reference, ...] | None:
        """The References; None beyond the budget."""
        if info.references is None:
            return ()
        self._references_left -= len(info.references.node)
        return info.references.items if self._references_left >= 0 else None

    def _reference(self, body: Body, path: str, reference: Reference) -> ReferenceFacts:
        file_ref = reference.file_ref
        try:
            # GB/T 33190-2016 18.2.3 wants an absolute path, and case counts
            name = resolve(path, file_ref)
            if name not in self._package and not file_ref.startswith("/"):
                # found by the one resolver and noted; digest and coverage are those of the entry found
                name = self._parts.locate(path, file_ref, body.folder)
        except MalformedDocument:
            return ReferenceFacts(file_ref, "", None, None)
        return ReferenceFacts(file_ref, name, _check_value(reference), self._digest(name))

    def _digest(self, name: str) -> bytes | Reason | None:
        if name not in self._digests:
            self._digests[name] = self._read_digest(name)
        return self._digests[name]

    def _read_digest(self, name: str) -> bytes | Reason | None:
        try:
            return sm3(self._package.read(name))
        except OpenOfdError as error:
            return from_error(error, name) if name in self._package else None


def _check_value(reference: Reference) -> bytes | None:
    try:
        value = reference.check_value
    except MalformedDocument:
        return None
    return value if len(value) == 32 else None


def _stamps(info: SignedInfo) -> tuple[StampFacts, ...]:
    return tuple(
        StampFacts(page_id=stamp.page_ref, boundary=stamp.boundary, clip=stamp.clip)
        for stamp in info.stamp_annots
    )
