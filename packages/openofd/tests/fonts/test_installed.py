"""Font files of the machine, found by name in a fixed order of folders."""

import struct
from collections.abc import Callable
from pathlib import Path

from openofd.fonts.fallback import Fallback
from openofd.fonts.installed import font_folders, installed_font
from openofd.fonts.outlines import OutlineFont

MakeFont = Callable[[dict[str, tuple[int, int, int]]], bytes]


def collection(*fonts: bytes) -> bytes:
    """A TTC of these fonts, each with the family names ` A`, ` B` … in turn."""
    named = [_with_name(font, f"Tiny {chr(65 + number)}") for number, font in enumerate(fonts)]
    head = 12 + 4 * len(named)
    places = [head + sum(map(len, named[:number])) for number in range(len(named))]
    moved = [_moved(font, place) for font, place in zip(named, places, strict=True)]
    return struct.pack(f">4sII{len(named)}I", b"ttcf", 0x10000, len(named), *places) + b"".join(moved)


def _tables(font: bytes) -> dict[bytes, bytes]:
    (count,) = struct.unpack_from(">H", font, 4)
    entries = [struct.unpack_from(">4sIII", font, 12 + 16 * number) for number in range(count)]
    return {tag: font[start : start + length] for tag, _, start, length in entries}


def _with_name(font: bytes, family: str) -> bytes:
    text = family.encode("utf-16-be")
    name = struct.pack(">HHH6H", 0, 1, 18, 3, 1, 0x409, 1, len(text), 0) + text
    tables = _tables(font) | {b"name": name}
    directory, body, start = b"", b"", 12 + 16 * len(tables)
    for tag, table in sorted(tables.items()):
        directory += struct.pack(">4sIII", tag, 0, start + len(body), len(table))
        body += table + b"\0" * (-len(table) % 4)
    return struct.pack(">IHHHH", 0x10000, len(tables), 0, 0, 0) + directory + body


def _moved(font: bytes, by: int) -> bytes:
    moved = bytearray(font)
    for number in range(struct.unpack_from(">H", font, 4)[0]):
        at = 12 + 16 * number + 8
        struct.pack_into(">I", moved, at, struct.unpack_from(">I", font, at)[0] + by)
    return bytes(moved)


def test_the_first_folder_counts(tmp_path: Path, make_tiny_font: MakeFont) -> None:
    for name, char in (("a", "甲"), ("b", "乙")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "Font.TTF").write_bytes(make_tiny_font({char: (1, 1, 1)}))
    font = installed_font("font.ttf", (tmp_path / "b", tmp_path / "a", tmp_path / "nowhere"))
    assert font is not None
    assert (font.glyph_of("乙"), font.glyph_of("甲"), font.name) == (1, None, "Font.TTF#0")


def test_a_face_of_a_collection_is_found_by_its_family(tmp_path: Path, make_tiny_font: MakeFont) -> None:
    fonts = make_tiny_font({"甲": (1, 1, 1)}), make_tiny_font({"乙": (1, 1, 1)})
    (tmp_path / "two.ttc").write_bytes(collection(*fonts))
    font = installed_font("two.ttc#B", (tmp_path,))
    assert font is not None
    assert (font.glyph_of("乙"), font.name) == (1, "two.ttc#1")
    assert installed_font("two.ttc#C", (tmp_path,)) is None


def test_a_file_that_is_no_font_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "a.ttf").write_bytes(b"no font")
    (tmp_path / "b.ttc").write_bytes(b"")
    assert installed_font("a.ttf", (tmp_path,)) is None
    assert installed_font("b.ttc#SC", (tmp_path,)) is None


def test_the_callers_fonts_come_before_installed_ones(tmp_path: Path, make_tiny_font: MakeFont) -> None:
    given = OutlineFont(make_tiny_font({"甲": (1, 1, 1)}))
    (tmp_path / "c.ttf").write_bytes(make_tiny_font({"甲": (1, 1, 1), "乙": (1, 1, 1)}))
    fallback = Fallback([given], ["missing.ttf", "c.ttf"], (tmp_path,))
    assert fallback.glyph("甲") == (given, 1)
    font, _ = fallback.glyph("乙")
    assert font is not None
    assert font.name == "c.ttf#0"
    assert fallback.glyph("丙") == (None, 0)


def test_without_folders_nothing_is_looked_for(make_tiny_font: MakeFont) -> None:
    assert Fallback([], ["DejaVuSans.ttf"]).glyph("A") == (None, 0)


def test_the_readers_own_folder_comes_first() -> None:
    assert font_folders()[0] == Path.home() / ".local/share/fonts"
