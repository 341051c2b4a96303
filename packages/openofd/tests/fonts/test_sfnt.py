"""Font files put together from tables. ISO/IEC 14496-22 4.5."""

import struct

import pytest
import uharfbuzz as hb

from openofd.fonts.sfnt import sfnt

TABLES = {b"b  2": b"second", b"a  1": b"first"}


def test_tables_are_found_again() -> None:
    face = hb.Face(hb.Blob(sfnt(TABLES)))
    assert face.table_tags == ["a  1", "b  2"]
    assert [bytes(face.reference_table(tag).data) for tag in face.table_tags] == [b"first", b"second"]


def test_the_flavour_comes_first() -> None:
    assert sfnt(TABLES, flavour=b"OTTO").startswith(b"OTTO")


@pytest.mark.parametrize(("count", "search"), [(1, (16, 0, 0)), (3, (32, 1, 16)), (6, (64, 2, 32))])
def test_the_search_fields_follow_from_the_count(count: int, search: tuple[int, int, int]) -> None:
    made = sfnt({f"t{n:03}".encode(): b"" for n in range(count)})
    assert struct.unpack_from(">4H", made, 4) == (count, *search)
