"""Checks 1.1 to 3.2, decided from facts: container, structure, digests, coverage. Nothing is read here.

GB/T 33190-2016 chapter 18; the codes are those of the attack table in the format notes.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from openofd.model.units import Box
from openofd.package.findings import Finding
from openofd.ses.forms import Form
from openofd.verify.facts import (
    BodyFacts,
    Description,
    ReferenceFacts,
    SignatureFacts,
    Verdict,
    failed,
    fine,
    noted,
    passed,
    unknown,
)
from openofd.verify.policy import Policy
from openofd.verify.reasons import plain, reason
from openofd.verify.report import Coverage, Outcome, Reason, StampFacts, worst

__all__ = [
    "ENTRY",
    "SM3_NAMES",
    "container",
    "coverage",
    "coverage_level",
    "document_structure",
    "list_problems",
    "orphans",
    "reference_digests",
    "signature_structure",
]

ENTRY: Final = "OFD.xml"
SM3_NAMES: Final = frozenset({"SM3", "sm3", "1.2.156.10197.1.401", "1.2.156.10197.1.401.1"})
"""Names of plain SM3 met in CheckMethod. `.401.2` is the keyed hash and not among them."""

_BROKEN_METHODS: Final = frozenset({"", "MD5", "SHA1", "SHA-1"})  # absent means MD5 by the schema
_BEYOND_US: Final = frozenset({"LIMIT_EXCEEDED", "CONTAINER_METHOD", "CONTAINER_ENCRYPTED"})
"""Findings that say what openofd cannot do, not what is wrong with the file."""
_SES_FORMS: Final = frozenset({Form.SES_V1, Form.SES_V4, Form.SES_V5})
_SIGNATURE_FILES: Final = ("signature.xml", "signatures.xml", "signedvalue.dat", "signvalue.dat", "seal.esl")


def container(findings: Sequence[Finding], unreferenced: Iterable[str], policy: Policy) -> Verdict:
    """1.1: what the reader noticed, and entries that nothing refers to."""
    wrong = [_from_finding(finding) for finding in findings if finding.severity == "error"]
    notes = [_from_finding(finding) for finding in findings if finding.severity == "note"]
    extra = [reason("CONTAINER_UNREFERENCED", name) for name in sorted(unreferenced)]
    (wrong if policy.refuse_unreferenced else notes).extend(extra)
    if wrong:
        return failed(*wrong, warnings=tuple(notes))
    return noted("CONTAINER_OK", tuple(notes))


def _from_finding(finding: Finding) -> Reason:
    return Reason(code=finding.code, zh=finding.zh, en=finding.en, where=finding.where)


def document_structure(findings: Sequence[Finding], policy: Policy) -> Verdict:
    """2.1 for the documents: what the reader of their parts noticed."""
    graded: dict[str, list[Reason]] = {"error": [], "limit": [], "note": []}
    for finding in findings:
        graded[_grade(finding, policy)].append(_from_finding(finding))
    wrong, beyond, notes = graded["error"], graded["limit"], tuple(graded["note"])
    if wrong:
        return failed(*wrong, *beyond, warnings=notes)
    return unknown(*beyond, warnings=notes) if beyond else passed(warnings=notes)


def _grade(finding: Finding, policy: Policy) -> str:
    # Every document of a package is judged, so that there are several is only said. A dangling reference of
    # the document was so when it was sealed (else the seal's own References tell), or led to nothing sealed.
    if finding.code == "MULTI_DOCBODY" or (finding.code == "REF_MISSING" and not policy.refuse_unreferenced):
        return "note"
    return "limit" if finding.code in _BEYOND_US else finding.severity


def orphans(unreferenced: Iterable[str]) -> tuple[Reason, ...]:
    """Signature files that no list leads to: a signature may have been stripped."""
    return tuple(
        reason("SIG_ORPHAN", name)
        for name in unreferenced
        if name.rpartition("/")[2].lower() in _SIGNATURE_FILES
    )


def list_problems(body: BodyFacts, stamp_ids: Sequence[str]) -> Verdict:
    """2.1 for a list of signatures: ids are unique, and none below MaxSignId is missing (a hint)."""
    twice = sorted({i for i in body.listed if body.listed.count(i) > 1})
    if twice:
        return failed(*(reason("SIG_DUPLICATE_ID", i) for i in twice))
    used = {_number(i) for i in (*body.listed, *stamp_ids)}
    # GB/T 33190-2016 18.1: appearances share the id space of signatures
    gaps = set(range(1, min(_number(body.max_id), 100_000) + 1)) - used
    return passed(warnings=(reason("SIG_MAYBE_REMOVED", body.signature_list),) if gaps else ())


def _number(identifier: str) -> int:
    digits = "".join(c for c in identifier if c.isascii() and c.isdigit())
    return int(digits[-9:] or "0")


def signature_structure(facts: SignatureFacts, body: BodyFacts, policy: Policy) -> Verdict:
    """2.1 for one signature: could its parts be read, do they agree, does the seal show somewhere."""
    verdicts = [*facts.problems, *_form(facts)]
    odd = () if facts.description is None else _stamps(facts.description.stamps, body.pages)
    if odd and policy.refuse_odd_stamps:
        verdicts.append(failed(*odd))
    outcome = worst(tuple(verdict.outcome for verdict in verdicts))
    because = tuple(r for verdict in verdicts for r in verdict.because)
    warnings = tuple(r for verdict in verdicts for r in verdict.warnings)
    if outcome is Outcome.PASSED:
        return noted("STRUCTURE_OK", (*warnings, *odd))
    return Verdict(outcome, because, warnings)


def _form(facts: SignatureFacts) -> list[Verdict]:
    if facts.form is None or facts.form is Form.UNKNOWN:
        return []
    # GM/T 0099-2020 7.2.2: Seal is a seal signature, Sign is GB/T 35275 or a bare value
    if (facts.type == "Seal") is not (facts.form in _SES_FORMS):
        return [failed(reason("SIG_TYPE_MISMATCH", facts.path))]
    if facts.form is not Form.SES_V4:
        return [unknown(reason("SIG_FORM_UNSUPPORTED", facts.path, form=facts.form.value))]
    return []


def _stamps(stamps: Sequence[StampFacts], pages: Sequence[tuple[int, Box | None]]) -> tuple[Reason, ...]:
    boxes = dict(pages)
    return tuple(
        reason("STAMP_GEOMETRY", f"page {stamp.page_id}: {stamp.boundary.format()}")
        for stamp in stamps
        if not _sensible(stamp, boxes)
    )


def _sensible(stamp: StampFacts, boxes: dict[int, Box | None]) -> bool:
    if stamp.page_id not in boxes or min(stamp.boundary.w, stamp.boundary.h) <= 0:
        return False
    page = boxes[stamp.page_id]
    # a straddle seal hangs over the edge: sharing an area is enough
    return page is None or stamp.boundary.intersects(page)


def reference_digests(description: Description) -> Verdict:
    """3.1: every Reference, by GB/T 33190-2016 18.2.3: SM3 over the bytes of the entry as unpacked."""
    method = description.check_method or ""
    if method.upper() in _BROKEN_METHODS:
        return failed(reason("ALG_POLICY", name=method or "MD5"))
    if method not in SM3_NAMES:
        return unknown(reason("ALG_UNKNOWN", name=method))
    if not description.references:
        return failed(plain("COVERAGE_EMPTY"))
    wrong = tuple(found for r in description.references if (found := _judge_reference(r)))
    wrong += _duplicates(description.references)
    return failed(*wrong) if wrong else fine("REF_DIGEST_OK")


def _judge_reference(reference: ReferenceFacts) -> Reason | None:
    if reference.actual is not None and reference.actual == reference.expected:
        return None
    if not reference.name:
        return reason("REF_PATH", reference.file_ref)
    if reference.actual is None:
        return reason("REF_MISSING", reference.file_ref)
    return reason("REF_VALUE" if reference.expected is None else "REF_DIGEST", reference.file_ref)


def _duplicates(references: Sequence[ReferenceFacts]) -> tuple[Reason, ...]:
    if len({reference.name for reference in references}) == len(references):
        return ()
    seen: set[str] = set()
    twice = [r.file_ref for r in references if r.name in seen or seen.add(r.name)]  # type: ignore[func-returns-value]
    return tuple(reason("REF_DUPLICATE", file_ref) for file_ref in twice)


def coverage(body: BodyFacts, covered: frozenset[str], policy: Policy) -> Verdict:
    """3.2: nothing the document reaches may be unprotected.

    Args:
        body: what the document reaches.
        covered: what the signatures of this document protect together; each of them must be VALID for the
            file to be, and none vouches for another document.
        policy: whether OFD.xml and the list of signatures must be protected too.
    """
    if not body.complete:
        return unknown(plain("COVERAGE_UNKNOWN"), *body.problems)
    broken = [*_uncovered("COVERAGE_STRUCTURE", body.structure, covered)]
    gaps = [
        *_uncovered("COVERAGE_VISIBLE", body.visible, covered),
        *_uncovered("COVERAGE_ANNOT", body.annotations, covered),
        *_uncovered("COVERAGE_ATTACHED", body.attached, covered),
    ]
    notes = [*_uncovered("COVERAGE_ENTRY", frozenset((ENTRY,)), covered)]
    if policy.require_full_coverage:
        broken += [
            *gaps,
            *notes,
            *_uncovered("COVERAGE_NOT_LOCKED", frozenset((body.signature_list,)), covered),
        ]
        gaps, notes = [], []
    if broken:
        return failed(*broken, *gaps, warnings=tuple(notes))
    return unknown(*gaps, warnings=tuple(notes)) if gaps else noted("COVERAGE_OK", tuple(notes))


def _uncovered(code: str, wanted: frozenset[str], covered: frozenset[str]) -> list[Reason]:
    return [reason(code, name) for name in sorted(wanted - covered)] if not wanted <= covered else []


def coverage_level(body: BodyFacts, covered: frozenset[str]) -> Coverage:
    """How much one signature's own References cover."""
    if not covered:
        return Coverage.NONE
    if not body.complete or not body.reachable <= covered:
        return Coverage.PARTIAL
    return Coverage.FULL if ENTRY in covered else Coverage.CONTENT
