"""From package to facts: limits, and parts that cannot be read."""

from typing import Any

import pytest

from openofd.document.parts import Parts
from openofd.document.reach import reach
from openofd.limits import Limits
from openofd.package.reader import Package
from openofd.verify.reading import read_file
from openofd.verify.report import Outcome

SIGNATURE = "Doc_0/Signs/Sign_0/Signature.xml"
LIST = "Doc_0/Signs/Signatures.xml"


@pytest.fixture
def read(authority: Any, authority_module: Any, sealed: Any) -> Any:
    def facts(limits: Any = None, **changes: Any) -> Any:
        parts = authority_module.unpack(sealed) | changes.pop("parts", {})
        package = Package.open(authority_module.repack(parts), limits=limits or Limits())
        opened = Parts(package)
        return read_file(opened, reach(opened), authority.trust, authority_module.SIGNED)

    return facts


def codes(verdicts: Any) -> Any:
    return [(verdict.outcome, reason.code) for verdict in verdicts for reason in verdict.because]


def test_more_signatures_than_the_limit(read: Any) -> Any:
    found = read(limits=Limits(signatures=0))
    assert codes(found.problems) == [(Outcome.INDETERMINATE, "SIG_TOO_MANY")]
    assert found.signatures == ()


def test_more_references_than_the_limit(read: Any) -> Any:
    (signature,) = read(limits=Limits(references=3)).signatures
    assert codes(signature.problems) == [(Outcome.INDETERMINATE, "REF_TOO_MANY")]
    assert signature.covered == frozenset()


def test_two_signatures_share_the_limit(read: Any, authority_module: Any, sealed: Any) -> Any:
    listed = authority_module.unpack(sealed)[LIST]
    entry = listed[listed.index(b"<ofd:Signature ") : listed.index(b"</ofd:Signatures>")]
    several = {LIST: listed.replace(entry, entry * 2)}
    one, other = read(parts=several, limits=Limits(references=_count(read) * 2 - 1)).signatures
    assert one.problems == ()
    assert codes(other.problems) == [(Outcome.INDETERMINATE, "REF_TOO_MANY")]


def test_two_documents_share_the_limit(read: Any, authority_module: Any, sealed: Any) -> Any:
    entry = authority_module.unpack(sealed)["OFD.xml"]
    body = entry[entry.index(b"<ofd:DocBody>") : entry.index(b"</ofd:OFD>")]
    found = read(parts={"OFD.xml": entry.replace(body, body * 2)}, limits=Limits(signatures=1))
    assert [signature.body for signature in found.signatures] == [0]
    assert codes(found.problems) == [(Outcome.INDETERMINATE, "SIG_TOO_MANY")]


def _count(read: Any) -> int:
    (signature,) = read().signatures
    return len(signature.description.references)


def test_more_pages_than_the_limit(read: Any) -> Any:
    (body,) = read(limits=Limits(pages=0)).bodies
    assert (body.complete, body.pages) == (False, ())
    assert [reason.code for reason in body.problems] == ["LIMIT_EXCEEDED"]


def test_a_signature_without_its_description(read: Any) -> Any:
    (signature,) = read(parts={SIGNATURE: b"<"}).signatures
    assert (signature.description, signature.value) == (None, None)
    assert codes(signature.problems) == [(Outcome.FAILED, "XML_SYNTAX")]


@pytest.mark.parametrize(("stored", "found"), [(None, None), (b"seal", b"seal")])
def test_a_seal_file_that_is_named(
    stored: Any, found: Any, read: Any, authority_module: Any, sealed: Any
) -> Any:
    named = authority_module.unpack(sealed)[SIGNATURE].replace(
        b"</ofd:SignedInfo>", b"<ofd:Seal><ofd:BaseLoc>Seal.esl</ofd:BaseLoc></ofd:Seal></ofd:SignedInfo>"
    )
    more = {} if stored is None else {"Doc_0/Signs/Sign_0/Seal.esl": stored}
    (signature,) = read(parts={SIGNATURE: named} | more).signatures
    assert signature.seal_file == found


@pytest.mark.parametrize("value", [b"AAAA", b"%%%%"])
def test_a_check_value_that_is_none(value: Any, read: Any, authority_module: Any, sealed: Any) -> Any:
    raw = authority_module.unpack(sealed)[SIGNATURE]
    start = raw.index(b"<ofd:CheckValue>") + len(b"<ofd:CheckValue>")
    (signature,) = read(parts={SIGNATURE: raw[:start] + value + raw[start + 44 :]}).signatures
    assert signature.description.references[0].expected is None


def test_a_reference_that_leads_out_of_the_package(read: Any, authority_module: Any, sealed: Any) -> Any:
    raw = authority_module.unpack(sealed)[SIGNATURE].replace(b'"/OFD.xml"', b'"../../../../OFD.xml"')
    (signature,) = read(parts={SIGNATURE: raw}).signatures
    assert signature.description.references[0].name == ""


def test_a_signature_of_another_form_is_told(read: Any) -> Any:
    value = "Doc_0/Signs/Sign_0/SignedValue.dat"
    (signature,) = read(parts={value: b"\x30\x06\x02\x01\x01\x02\x01\x02"}).signatures
    assert (signature.form.value, signature.value) == ("bare SM2 value", None)
