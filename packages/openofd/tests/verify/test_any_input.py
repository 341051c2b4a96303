"""No input makes `verify` raise, and none surprises it (INTERNAL would be our own mistake)."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from openofd.verify.report import Overall

SNIPPETS = [
    b"",
    b"<",
    b"<a/>",
    b"\xff\xfe",
    b"<!DOCTYPE a []><a/>",
    b"<ofd:OFD xmlns:ofd='http://www.ofdspec.org/2016'/>",
    b"<Signature><SignedInfo/></Signature>",
    b"<Signature><SignedInfo/><SignedValue>../../../x</SignedValue></Signature>",
    b"<Signature><SignedInfo><References/><StampAnnot/></SignedInfo><SignedValue>SignedValue.dat</SignedValue></Signature>",
    b"<Signatures><Signature BaseLoc='Sign_0/Signature.xml'/><Signature/></Signatures>",
    b"<Signatures><Signature BaseLoc='/'/></Signatures>",
    b"<Document/>",
    b"<Document><CommonData/><Pages><Page ID='x' BaseLoc='y'/></Pages></Document>",
    b"0\x80",
    b"0\x84\xff\xff\xff\xff",
    b"\x30\x03\x02\x01\x01",
]


@settings(max_examples=100)
@given(data=st.binary(max_size=300))
def test_random_bytes(data: Any, judge: Any) -> Any:
    report = judge(data)
    assert report.overall is not Overall.VALID
    assert "INTERNAL" not in report.codes


@settings(max_examples=100)
@given(start=st.integers(0), stop=st.integers(0), middle=st.binary(max_size=20))
def test_a_file_with_a_piece_replaced(start: Any, stop: Any, middle: Any, judge: Any, sealed: Any) -> Any:
    start, stop = sorted((start % len(sealed), stop % len(sealed)))
    report = judge(sealed[:start] + middle + sealed[stop:])
    assert "INTERNAL" not in report.codes
    assert report.overall is not Overall.VALID or sealed[start:stop] == middle


@settings(max_examples=150)
@given(
    changes=st.dictionaries(
        st.integers(0, 13), st.one_of(st.sampled_from(SNIPPETS), st.none()), min_size=1, max_size=3
    )
)
def test_members_replaced_or_removed(changes: Any, judge: Any, sealed: Any, authority_module: Any) -> Any:
    parts = authority_module.unpack(sealed)
    names = list(parts)
    for number, raw in changes.items():
        if raw is None:
            parts.pop(names[number])
        else:
            parts[names[number]] = raw
    report = judge(authority_module.repack(parts))
    assert report.overall is not Overall.VALID
    assert "INTERNAL" not in report.codes


@settings(max_examples=100)
@given(
    name=st.sampled_from(["Doc_0/Signs/Sign_0/Signature.xml", "Doc_0/Document.xml", "OFD.xml"]),
    data=st.data(),
)
def test_xml_with_a_word_replaced(
    name: Any, data: Any, judge: Any, sealed: Any, authority_module: Any
) -> Any:
    parts = authority_module.unpack(sealed)
    raw = parts[name]
    words = sorted(set(raw.replace(b"<", b" ").replace(b">", b" ").replace(b'"', b" ").split()))
    word = data.draw(st.sampled_from(words))
    other = data.draw(st.sampled_from([b"", b"0", b"-1", b"99999999999", b"../..", b"\xe4\xb8\xad", *words]))
    report = judge(authority_module.repack(parts | {name: raw.replace(word, other)}))
    assert "INTERNAL" not in report.codes
    assert report.overall is not Overall.VALID or word == other
