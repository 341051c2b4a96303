"""Signatures among each other: what a later one covers, what it builds on, whether a lock holds."""

from typing import Any

import pytest

from openofd.verify.report import Outcome, Overall

LIST = "Doc_0/Signs/Signatures.xml"


@pytest.fixture
def once(forge: Any, authority_module: Any) -> Any:
    return forge.sign(authority_module.tiny_parts())


def codes(report: Any, number: int) -> Any:
    return {r.code for check in report.signatures[number].checks for r in check.because}


def test_the_first_signature_has_nothing_to_cover(once: Any, told: Any) -> Any:
    (first,) = told(once).signatures
    assert (first.covers_previous, first.locks, first.overall) == (None, False, Overall.VALID)


def test_a_later_signature_covers_the_earlier_or_not(once: Any, told: Any, forge: Any) -> Any:
    all_of_it = told(forge.sign(once, number=1))
    assert [s.covers_previous for s in all_of_it.signatures] == [None, True]
    content = tuple(name for name in once if "Sign" not in name)
    beside = told(forge.sign(once, number=1, covers=content))
    assert [s.covers_previous for s in beside.signatures] == [None, False]
    assert beside.overall is all_of_it.overall is Overall.VALID


def test_a_base_that_is_valid(once: Any, told: Any, forge: Any) -> Any:
    report = told(forge.sign(once, number=1, relative="s001"))
    assert report.overall is Overall.VALID
    assert report.signatures[1].relative == "s001"


@pytest.mark.parametrize("base", ["s009", "s002"])
def test_a_base_that_is_missing_or_itself(base: Any, once: Any, told: Any, forge: Any) -> Any:
    report = told(forge.sign(once, number=1, relative=base))
    assert report.overall is Overall.INVALID
    assert "RELATIVE_BROKEN" in codes(report, 1)


def test_a_base_that_is_not_valid(once: Any, told: Any, forge: Any) -> Any:
    twice = forge.sign(once, number=1, relative="s001", covers=("Doc_0/Document.xml",))
    report = told(twice | {"Doc_0/PublicRes.xml": once["Doc_0/PublicRes.xml"] + b"\n"})
    assert "RELATIVE_BROKEN" in codes(report, 1)
    assert report.signatures[1].check("structure").outcome is Outcome.FAILED


def test_a_base_that_cannot_be_told(once: Any, told: Any, forge: Any, authority_module: Any) -> Any:
    report = told(forge.sign(once, number=1, relative="s001"), trust=authority_module.TestAuthority().trust)
    assert report.signatures[1].check("structure").outcome is Outcome.INDETERMINATE


def test_a_locked_document_with_a_later_signature(told: Any, forge: Any, authority_module: Any) -> Any:
    locked = forge.sign(authority_module.tiny_parts(), lock=True)
    assert told(locked).signatures[0].locks
    report = told(forge.sign(locked, number=1))
    broken = report.signatures[0].check("reference_digests")
    assert [(r.code, r.where) for r in broken.because] == [("REF_DIGEST", "/" + LIST)]
    assert report.overall is Overall.INVALID
