"""No byte of a sealed file can be changed: each member, and each field of its seal signature, is bound."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openofd.gm import der
from openofd.verify.report import Overall


def leaves(data: Any, tlv: Any) -> Any:
    """Every primitive value of DER, at any depth."""
    if not tlv.tag & 0x20:
        return [tlv]
    return [leaf for child in der.children(data, tlv) for leaf in leaves(data, child)]


def flip(data: Any, position: Any, mask: Any = 1) -> Any:
    return data[:position] + bytes([data[position] ^ mask]) + data[position + 1 :]


FLIPS = 2_000
"""No byte is excepted: nothing in the file is free to change."""


def test_no_byte_of_any_member_can_be_changed(judge: Any, sealed: Any, authority_module: Any) -> None:
    parts = authority_module.unpack(sealed)
    step = sum(map(len, parts.values())) // FLIPS
    tried = 0
    for name, raw in parts.items():
        for position in {*range(0, len(raw), step), len(raw) - 1}:
            report = judge(authority_module.repack(parts | {name: flip(raw, position, 1 << tried % 8)}))
            assert report.overall is Overall.INVALID, (name, position)
            tried += 1
    assert tried >= FLIPS


def test_no_field_of_the_value_can_be_changed(judge: Any, sealed: Any, authority_module: Any) -> Any:
    parts = authority_module.unpack(sealed)
    name = "Doc_0/Signs/Sign_0/SignedValue.dat"
    raw = parts[name]
    found = leaves(raw, der.whole(raw, der.SEQUENCE))
    assert len(found) == 25
    for leaf in found:
        for position in (leaf.start, leaf.start + leaf.header, leaf.end - 1):
            report = judge(authority_module.repack(parts | {name: flip(raw, position)}))
            assert report.overall is not Overall.VALID, position


@pytest.fixture(scope="module")
def members(sealed: Any, authority_module: Any) -> Any:
    return authority_module.unpack(sealed)


@settings(max_examples=60)
@given(pick=st.integers(0), position=st.integers(0), mask=st.integers(1, 255))
def test_any_flip_anywhere(
    pick: Any, position: Any, mask: Any, judge: Any, members: Any, authority_module: Any
) -> Any:
    name = sorted(members)[pick % len(members)]
    raw = members[name]
    report = judge(authority_module.repack(members | {name: flip(raw, position % len(raw), mask)}))
    assert report.overall is not Overall.VALID
    assert "INTERNAL" not in report.codes
