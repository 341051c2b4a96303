"""Checks 1.1 to 3.1, decided from facts: container, structure, digests. Nothing is read here.

GB/T 33190-2016 chapter 18; the codes are those of the attack table in the format notes.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final
from unicodedata import normalize

from openofd.model.units import Box
from openofd.package.findings import Finding
from openofd.ses.forms import Form
from openofd.verify.algorithms import SM3_NAMES
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
from openofd.verify.report import Outcome, Reason, StampFacts, worst

__all__ = [
    "body_problems",
    "container",
    "deviations",
    "document_structure",
    "list_problems",
    "orphans",
    "reference_digests",
    "repeated",
    "signature_structure",
]

_BROKEN_METHODS: Final = frozenset({"", "MD5", "SHA1", "SHA-1"})  # absent means MD5 by the schema
_BEYOND_US: Final = frozenset({"LIMIT_EXCEEDED", "CONTAINER_METHOD", "CONTAINER_ENCRYPTED"})
"""Findings that say what openofd cannot do, not what is wrong with the file."""
_SES_FORMS: Final = frozenset({Form.SES_V1, Form.SES_V4, Form.SES_V5})
_SIGNATURE_FILES: Final = ("signature.xml", "signatures.xml", "signedvalue.dat", "signvalue.dat", "seal.esl")


def container(
    findings: Sequence[Finding], unreferenced: Iterable[str], listed: frozenset[str] | None, policy: Policy
) -> Verdict:
    """1.1: what the reader noticed, and entries that nothing refers to.

    Args:
        findings: what the reader noticed.
        unreferenced: entries that neither the documents nor any signature lead to.
        listed: the names OFDEntries.xml lists (GM/T 0099-2020 annex D), if there is one.
        policy: whether an entry that nothing refers to is an alteration.
    """
    wrong = [_from_finding(finding) for finding in findings if finding.severity == "error"]
    notes = [_from_finding(finding) for finding in findings if finding.severity == "note"]
    (wrong if policy.refuse_leniency else []).extend(notes)
    for name in sorted(unreferenced):
        smuggled = policy.refuse_unreferenced or (listed is not None and name not in listed)
        (wrong if smuggled else notes).append(reason("CONTAINER_UNREFERENCED", name))
    if wrong:
        return failed(*wrong, warnings=() if policy.refuse_leniency else tuple(notes))
    return noted("CONTAINER_OK", tuple(notes))


def _from_finding(finding: Finding) -> Reason:
    return Reason(code=finding.code, zh=finding.zh, en=finding.en, where=finding.where)


def document_structure(findings: Sequence[Finding], policy: Policy, names: Iterable[str] = ()) -> Verdict:
    """2.1 for the documents: what the reader of their parts noticed.

    Args:
        findings: what was noticed.
        policy: what is an error.
        names: the entries of the package.
    """
    graded: dict[str, list[Reason]] = {"error": [], "limit": [], "note": []}
    for finding in findings:
        ambiguous = finding.code == "REF_MISSING" and _in_another_case(finding.where, names)
        graded["error" if ambiguous else _grade(finding, policy)].append(_from_finding(finding))
    wrong, beyond, notes = graded["error"], graded["limit"], tuple(graded["note"])
    if wrong:
        return failed(*wrong, *beyond, warnings=notes)
    return unknown(*beyond, warnings=notes) if beyond else passed(warnings=notes)


def _in_another_case(name: str, names: Iterable[str]) -> bool:
    # GB/T 33190-2016 7.3: case counts; where it does not, a reader shows what another leaves out
    wanted = _folded(name)
    return any(_folded(other) == wanted for other in names)


def _grade(finding: Finding, policy: Policy) -> str:
    # Every document of a package is judged, so that there are several is only said. A dangling reference of
    # the document was so when it was sealed (else the seal's own References tell), or led to nothing sealed.
    if finding.code == "MULTI_DOCBODY" or (finding.code == "REF_MISSING" and not policy.refuse_unreferenced):
        return "note"
    if finding.code in _BEYOND_US:
        return "limit"
    return "error" if policy.refuse_leniency else finding.severity


def body_problems(body: BodyFacts) -> Verdict:
    """2.1 for one document: what stood in the way of following it."""
    if all(problem.code in _BEYOND_US for problem in body.problems):
        return unknown(*body.problems) if body.problems else passed()
    return failed(*body.problems)


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


def repeated(signatures: Sequence[SignatureFacts]) -> Verdict:
    """2.1 for the signatures of a document: none is listed twice, or stored again at another place."""
    known: set[bytes | str] = set()
    twice = []
    for one in signatures:
        marks: set[bytes | str] = {one.path, b"" if one.value is None else one.value.raw}
        if marks & known:
            twice.append(reason("SIG_TWICE", one.path))
        known |= marks - {"", b""}
    return failed(*twice) if twice else passed()


def _number(identifier: str) -> int:
    digits = "".join(c for c in identifier if c.isascii() and c.isdigit())
    return int(digits[-9:] or "0")


def signature_structure(facts: SignatureFacts, body: BodyFacts, policy: Policy) -> Verdict:
    """2.1 for one signature: could its parts be read, do they agree, does the seal show somewhere."""
    verdicts = [*facts.problems, *_form(facts), *deviations(facts, policy)]
    # where the pages could not be read, nothing is known of what they hold
    odd = _stamps(facts.description.stamps, body.pages) if facts.description and body.complete else ()
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
    # a seal beside a signature that signs none is somebody else's: nothing ties it to the signer
    if facts.type != "Seal" and facts.description is not None and facts.description.claims_seal:
        return [failed(reason("SIG_TYPE_MISMATCH", facts.path))]
    return []


_UNDERSTOOD_NOWHERE: Final = frozenset({"SEAL_EXT_CRITICAL_UNKNOWN"})
"""Deviations that leave open what the maker meant, whoever asks."""


def deviations(facts: SignatureFacts, policy: Policy) -> list[Verdict]:
    """2.1: what departs from the standard's encoding: named each, and refused where the policy says so."""
    found = facts.deviations
    if not found:
        return []
    said = [Reason(code=d.code, zh=d.zh, en=d.en, where=d.where) for d in found]
    open_ends = [r for r in said if r.code in _UNDERSTOOD_NOWHERE]
    rest = tuple(r for r in said if r.code not in _UNDERSTOOD_NOWHERE)
    verdicts = [unknown(*open_ends)] if open_ends else []
    if policy.refuse_deviations and rest:
        return [*verdicts, failed(*rest)]
    return [*verdicts, passed(warnings=rest)]


def _stamps(stamps: Sequence[StampFacts], pages: Sequence[tuple[int, Box | None]]) -> tuple[Reason, ...]:
    boxes = dict(pages)
    return tuple(
        reason("STAMP_GEOMETRY", f"page {stamp.page_id}: {stamp.boundary.format()}")
        for stamp in stamps
        if not _sensible(stamp, boxes)
    )


def _sensible(stamp: StampFacts, boxes: dict[int, Box | None]) -> bool:
    place, clip = stamp.boundary, stamp.clip
    if stamp.page_id not in boxes or min(place.w, place.h) <= 0:
        return False
    # GB/T 33190-2016 18.2.2: the clip is measured from the boundary's corner
    if clip is not None and (min(clip.w, clip.h) <= 0 or not clip.intersects(Box(0, 0, place.w, place.h))):
        return False
    page = boxes[stamp.page_id]
    # a straddle seal hangs over the edge: sharing an area is enough; one that hides the page is suspicious
    return page is None or (place.intersects(page) and place.w * place.h <= page.w * page.h / 2)


def reference_digests(description: Description) -> Verdict:
    """3.1: every Reference, by GB/T 33190-2016 18.2.3: SM3 over the bytes of the entry as unpacked."""
    method = description.check_method or ""
    if method.upper() in _BROKEN_METHODS:
        return failed(reason("ALG_POLICY", name=method or "MD5"))
    if method not in SM3_NAMES:
        return unknown(reason("ALG_UNKNOWN", name=method))
    if not description.references:
        return failed(plain("COVERAGE_EMPTY"))
    found = [problem for r in description.references if (problem := _judge_reference(r))]
    found += _duplicates(description.references)
    if all(problem.code in _BEYOND_US for problem in found):
        return unknown(*found) if found else fine("REF_DIGEST_OK")
    return failed(*found)


def _judge_reference(reference: ReferenceFacts) -> Reason | None:
    if reference.actual is not None and reference.actual == reference.expected:
        return None
    if not reference.name:
        return reason("REF_PATH", reference.file_ref)
    if not isinstance(reference.actual, bytes):
        return reference.actual or reason("REF_MISSING", reference.file_ref)
    return reason("REF_VALUE" if reference.expected is None else "REF_DIGEST", reference.file_ref)


def _duplicates(references: Sequence[ReferenceFacts]) -> tuple[Reason, ...]:
    names = [_folded(reference.name) for reference in references if reference.name]
    if len(set(names)) == len(names):
        return ()
    seen: set[str] = set()
    twice = []
    for reference in references:
        name = _folded(reference.name)
        if name and name in seen:
            twice.append(reason("REF_DUPLICATE", reference.file_ref))
        seen.add(name)
    return tuple(twice)


@lru_cache(maxsize=2048)
def _folded(name: str) -> str:
    """A name as a system that ignores case or composition reads it."""
    return normalize("NFC", name.casefold())
