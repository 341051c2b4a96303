"""What tests of several rooms share."""

import importlib.util
import struct
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

_EM = 1000


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of public sample files beside the repository."""
    folder = Path(__file__).parents[4] / "shared" / "corpus"
    if not folder.is_dir():
        pytest.skip("the sample files are not beside this repository")
    return folder


@pytest.fixture(scope="session")
def tiny_font() -> bytes:
    """A TrueType font of .notdef (blank) and 甲: a box 500 × 800 with an advance of 600, 1000 units an em."""
    return make_font({"甲": (500, 800, 600)})


@pytest.fixture(scope="session")
def make_tiny_font() -> Callable[[dict[str, tuple[int, int, int]]], bytes]:
    """`make_font(boxes)`: a font whose glyphs are boxes, {character: (width, height, advance)}."""
    return make_font


def make_font(boxes: dict[str, tuple[int, int, int]]) -> bytes:
    chars = sorted(boxes)
    glyphs = [b"", *(_box(*boxes[char][:2]) for char in chars)]
    offsets = [sum(map(len, glyphs[:n])) for n in range(len(glyphs) + 1)]
    metrics = [(500, 0), *((boxes[char][2], 0) for char in chars)]
    count = len(glyphs)
    return _sfnt(
        {
            b"head": _head(),
            b"hhea": struct.pack(">IhhhH11hH", 0x10000, 880, -120, 0, _EM, *(0,) * 11, count),
            b"maxp": struct.pack(">IH13H", 0x10000, count, 4, 1, *(0,) * 11),
            b"hmtx": b"".join(struct.pack(">Hh", *metric) for metric in metrics),
            b"cmap": _cmap(chars),
            b"loca": b"".join(struct.pack(">I", offset) for offset in offsets),
            b"glyf": b"".join(glyphs),
        }
    )


def _head() -> bytes:
    return struct.pack(
        ">IIIIHHqqhhhhHHhhh", 0x10000, 0x10000, 0, 0x5F0F3CF5, 0, _EM, 0, 0, 0, 0, _EM, _EM, 0, 8, 2, 1, 0
    )


def _box(width: int, height: int) -> bytes:
    xs, ys = (0, 0, width, 0), (0, height, 0, -height)  # differences, corner by corner
    header = struct.pack(">hhhhh", 1, 0, 0, width, height) + struct.pack(">HH", 3, 0)
    return header + bytes((1,) * 4) + struct.pack(">4h4h", *xs, *ys)


def _cmap(chars: list[str]) -> bytes:
    groups = b"".join(struct.pack(">III", ord(char), ord(char), n) for n, char in enumerate(chars, 1))
    table = struct.pack(">HHIII", 12, 0, 16 + len(groups), 0, len(chars)) + groups
    return struct.pack(">HHHHI", 0, 1, 3, 10, 12) + table


def _sfnt(tables: dict[bytes, bytes]) -> bytes:
    directory, body, start = b"", b"", 12 + 16 * len(tables)
    for tag, table in sorted(tables.items()):
        directory += struct.pack(">4sIII", tag, 0, start + len(body), len(table))
        body += table + b"\0" * (-len(table) % 4)
    return struct.pack(">IHHHH", 0x10000, len(tables), 0, 0, 0) + directory + body


@pytest.fixture(scope="session")
def authority_module() -> ModuleType:
    """`tests/authority.py`: the TestAuthority and tiny documents."""
    path = Path(__file__).with_name("authority.py")
    spec = importlib.util.spec_from_file_location("openofd_tests_authority", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def authority(authority_module: ModuleType) -> Any:
    """One TestAuthority for the whole run: it never changes."""
    return authority_module.TestAuthority()


@pytest.fixture(scope="session")
def tiny() -> ModuleType:
    """`tests/tiny.py`: tiny OFD files in a compact notation, `tiny.ofd("甲")`."""
    path = Path(__file__).with_name("tiny.py")
    spec = importlib.util.spec_from_file_location("openofd_tests_tiny", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
