"""PDF objects: numbers, names, strings, and the table that finds what was written."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openofd.model.units import Matrix
from openofd.render.pdf.objects import PdfFile, fine, matrix_text, name, number, string


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (1.0, "1"),
        (-0.5, "-0.5"),
        (0.12345, "0.1235"),
        (1e9, "10000000"),
        (0.00004, "0"),
        (1234567.25, "1234567.25"),
    ],
)
def test_numbers(value: float, written: str) -> None:
    assert number(value) == written


@given(st.floats())
def test_any_number_is_one_of_pdf(value: float) -> None:
    assert re.fullmatch(r"-?\d+(\.\d+)?", number(value))
    assert re.fullmatch(r"-?\d+(\.\d+)?", fine(value))


def test_factors_keep_what_lengths_need_not() -> None:
    assert matrix_text(Matrix(0.0001234, 0, 0, -1, 2.5, 0)) == "0.0001234 0 0 -1 2.5 0"


def test_names_are_escaped() -> None:
    assert name("A+甲 /") == "/A+#E7#94#B2#20#2F"


def test_strings_are_utf16() -> None:
    assert string("A甲") == "<FEFF00417532>"


def test_the_table_finds_every_object() -> None:
    made = bytearray()
    file = PdfFile(made.extend)
    late = file.reserve()
    file.stream(b"x" * 50, "/Kind/X")
    file.add("<</A 1>>", late)
    file.close(late, late)
    start = int(made.rsplit(b"startxref\n", 1)[1].split()[0])
    offsets = [int(row[:10]) for row in made[start:].split(b"\n")[3:5]]
    assert [bytes(made[at : at + 7]) for at in offsets] == [b"1 0 obj", b"2 0 obj"]


def test_a_packed_stream_tells_its_length() -> None:
    made = bytearray()
    PdfFile(made.extend).stream(b"raw", "/Filter/X", packed=True)
    assert made.endswith(b"1 0 obj\n<</Filter/X/Length 3>>stream\nraw\nendstream\nendobj\n")
