"""Reading what is left of a broken package."""

import zipfile
from io import BytesIO

from hypothesis import given
from hypothesis import strategies as st

from zizhi.verification.salvage import loose_texts


def _package(method=zipfile.ZIP_DEFLATED):
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as package:
        package.writestr("a.xml", "<a>证书编号 D221000019</a>" * 3)
        package.writestr("b.xml", "<b/>")
    return buffer.getvalue()


def test_a_truncated_package_is_still_searched():
    assert any("D221000019" in text for text in loose_texts(_package()[:-60]))


def test_stored_entries_are_searched():
    assert any("D221000019" in text for text in loose_texts(_package(zipfile.ZIP_STORED)))


def test_loose_bytes_are_searched():
    assert any("D221000019" in text for text in loose_texts("编号 D221000019".encode()))


def test_a_bomb_stays_bounded():
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for number in range(20):
            package.writestr(f"{number}", bytes(8 * 1024 * 1024))
    assert sum(map(len, loose_texts(buffer.getvalue()))) <= 37 * 1024 * 1024


@given(st.binary(max_size=300))
def test_garbage_never_raises(data):
    list(loose_texts(b"PK\x03\x04" + data))
