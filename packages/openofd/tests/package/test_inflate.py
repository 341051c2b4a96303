"""What many files have in common is unpacked once, and nothing is ever taken for something else."""

import zlib
from types import SimpleNamespace
from typing import Any

import pytest

from openofd.errors import MalformedDocument
from openofd.package.inflate import _Met, unpack


def packed(raw: bytes, level: int = 9) -> bytes:
    engine = zlib.compressobj(level, zlib.DEFLATED, -15)
    return engine.compress(raw) + engine.flush()


def entry(raw: bytes, data: bytes, **more: Any) -> Any:
    given = {"crc": zlib.crc32(raw), "size": len(raw), "packed_size": len(data), "flags": 0, "method": 8}
    return SimpleNamespace(name="a", **(given | more))


@pytest.fixture
def met() -> Any:
    return _Met(keys=4, held=8000)


def test_the_same_bytes_are_unpacked_once_from_the_second_meeting_on(met: Any) -> None:
    raw = b"abc" * 100
    data = packed(raw)
    first, second, third, fourth = (met.inflate(data, entry(raw, data))[0] for _ in range(4))
    assert first == second == third == raw
    assert first is not second
    assert second is third is fourth


def test_other_packed_bytes_under_the_same_key_are_unpacked_themselves(met: Any) -> None:
    raw, lie = b"abc" * 100, b"xyz" * 100
    for _ in range(3):
        assert met.inflate(packed(raw), entry(raw, packed(raw)))[0] == raw
    assert met.inflate(packed(lie), entry(raw, packed(lie)))[0] == lie


def test_bytes_behind_the_packed_data_are_told_every_time(met: Any) -> None:
    raw = b"abc" * 100
    data = packed(raw) + b"hidden"
    assert [met.inflate(data, entry(raw, data))[1] for _ in range(3)] == [6, 6, 6]


def test_no_file_makes_it_large(met: Any) -> None:
    large = bytes(range(256)) * 8
    for _ in range(3):
        assert met.inflate(packed(large), entry(large, packed(large)))[0] == large
    assert met._held == 0
    for number in range(20):
        raw = bytes((number,)) * 500
        for _ in range(2):
            met.inflate(packed(raw), entry(raw, packed(raw)))
        assert met._held <= 8000 + 1000
        assert len(met._seen) <= 5


def test_damage_is_found_however_often_it_is_met() -> None:
    raw = b"abc" * 100
    data = packed(raw)
    wrong = entry(raw, data, crc=1)
    for _ in range(3):
        with pytest.raises(MalformedDocument, match="CONTAINER_CRC"):
            unpack(memoryview(data), wrong, 0)
