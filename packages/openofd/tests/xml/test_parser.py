"""The parser's refusals: DTDs, encodings that hide them, depth, size."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openofd.errors import LimitExceeded, MalformedDocument, OpenOfdError
from openofd.limits import LIMITS
from openofd.xml.parser import NAMESPACE, parse, repair, spelling


def test_a_part_with_bom_is_read() -> None:
    assert parse(b"\xef\xbb\xbf<?xml version='1.0' encoding='UTF-8'?><a>\xe8\xaf\x81</a>").text == "证"


@pytest.mark.parametrize(
    "data",
    [
        b"<!DOCTYPE a><a/>",
        b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>',
        b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>',
        b'<?xml version="1.0"?>\n<!-- -->\n<!DOCTYPE a><a/>',
    ],
)
def test_a_dtd_is_refused(data: bytes) -> None:
    for read in (parse, repair):
        with pytest.raises(MalformedDocument, match="XML_DTD"):
            read(data)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-7", "cp037"])
def test_no_encoding_hides_a_dtd(encoding: str) -> None:
    data = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'
    with pytest.raises(MalformedDocument, match="XML_"):
        parse(data.encode(encoding))


@pytest.mark.parametrize(
    "data", [b"", b"<a>", b"<a></b>", b"<a>&x;</a>", b"<a/><b/>", b"<:a xmlns:=''/>", b"\xff"]
)
def test_ill_formed_xml_is_refused(data: bytes) -> None:
    with pytest.raises(MalformedDocument, match=r"XML_SYNTAX.*part\.xml"):
        parse(data, where="part.xml")


def test_depth_has_a_ceiling() -> None:
    limits = replace(LIMITS, xml_depth=5)
    assert len(parse(b"<a>" * 5 + b"</a>" * 5, limits=limits)) == 1
    for read in (parse, repair):
        with pytest.raises(LimitExceeded, match="too deeply"):
            read(b"<a>" * 6 + b"</a>" * 6, limits=limits)


@pytest.mark.parametrize("data", [b"<a>" * 5000 + b"</a>" * 5000, b"<" + b"n" * 60_000 + b"/>"])
def test_what_the_parser_itself_finds_too_much_is_no_error_of_syntax(data: bytes) -> None:
    with pytest.raises(LimitExceeded, match="LIMIT_EXCEEDED"):
        parse(data)


def test_many_shallow_elements_are_not_deep() -> None:
    assert len(parse(b"<a>" + b"<b></b>" * 500 + b"</a>")) == 500


def test_size_and_number_of_elements_have_ceilings() -> None:
    data = b"<a>" + b"<b/>" * 100 + b"</a>"
    for limits in (replace(LIMITS, xml_bytes=100), replace(LIMITS, xml_nodes=40)):
        with pytest.raises(LimitExceeded, match="LIMIT_EXCEEDED"):
            parse(data, limits=limits)


def test_comments_and_instructions_do_not_split_text() -> None:
    assert parse(b"<a>x<!-- y --><?z?>w</a>").text == "xw"


def test_an_ill_formed_tag_file_is_repaired() -> None:
    root = repair(b"<:params xmlns:=''><No><ref>1</ref></No></:params>")
    assert [node.text for node in root.iter("{*}ref")] == ["1"]


@pytest.mark.parametrize("data", [b"", b"plain words"])
def test_what_is_no_xml_at_all_cannot_be_repaired(data: bytes) -> None:
    with pytest.raises(MalformedDocument, match="XML_SYNTAX"):
        repair(data)


@pytest.mark.parametrize(
    ("namespace", "found"),
    [(NAMESPACE, None), ("http://www.ofdspec.org", "http://www.ofdspec.org"), ("", "")],
)
def test_another_namespace_is_named(namespace: str, found: str | None) -> None:
    assert spelling(parse(f'<OFD xmlns="{namespace}"/>'.encode())) == found


@given(st.binary(max_size=60) | st.text(alphabet="<>/a b=\"'&;![]-?", max_size=40).map(str.encode))
def test_noise_raises_only_our_errors(noise: bytes) -> None:
    for read in (parse, repair):
        try:
            read(noise)
        except OpenOfdError:
            continue
