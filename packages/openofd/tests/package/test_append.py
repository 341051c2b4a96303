"""Appending: what is not changed keeps its bytes."""

import io
import struct
import zipfile
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openofd.errors import LimitExceeded, MalformedDocument
from openofd.limits import LIMITS
from openofd.package.append import append
from openofd.package.directory import read_directory
from openofd.package.draft import Member
from openofd.package.reader import Package
from openofd.package.writer import write

NAMES = st.text(alphabet="abc证照_-", min_size=1, max_size=4)
CONTENTS = {"OFD.xml": b"<a/>" * 50, "Doc_0/b.xml": b"bcd", "Doc_0/c.xml": b"c" * 900}


def plain(contents: dict[str, bytes] = CONTENTS) -> bytes:
    return write([Member.pack(name, raw) for name, raw in contents.items()])


class _Unseekable(io.RawIOBase):
    def __init__(self, out: io.BytesIO) -> None:
        self.out = out

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        return self.out.write(data)


def foreign(*, stream: bool = False, comment: bytes = b"", wide: bool = False) -> bytes:
    """As the standard library writes it: time stamps, folders, perhaps data descriptors and a comment."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(_Unseekable(buffer) if stream else buffer, "w", zipfile.ZIP_DEFLATED) as out:
        for name, raw in {"Doc_0/": b"", **CONTENTS}.items():
            with out.open(name, "w", force_zip64=wide) as file:
                file.write(raw)
        out.comment = comment
    return buffer.getvalue()


def chunks(data: bytes) -> dict[str, bytes]:
    """Each entry with everything up to the next one: header, packed data, descriptor, stray bytes."""
    directory = read_directory(data, LIMITS)
    entries = sorted(directory.entries, key=lambda entry: entry.offset)
    edges = [*(entry.offset for entry in entries), directory.start]
    return {entry.name: data[a:b] for entry, (a, b) in zip(entries, pairwise(edges), strict=True)}


def contents(data: bytes) -> dict[str, bytes]:
    package = Package.open(data)
    return {name: package.read(name) for name in package.names}


@given(
    st.dictionaries(NAMES, st.binary(max_size=200), max_size=5),
    st.dictionaries(NAMES, st.binary(max_size=200), max_size=5),
)
def test_everything_else_keeps_its_bytes(old: dict[str, bytes], changed: dict[str, bytes]) -> None:
    data = plain(old)
    result = append(Package.open(data), changed)
    assert contents(result) == old | changed
    assert Package.open(result).findings == ()
    before, after = chunks(data), chunks(result)
    assert [name for name in after if name in old] == list(before)
    assert all(after[name] == before[name] for name in old if name not in changed)


def test_nothing_changed_nothing_differs() -> None:
    for data in (plain(), foreign(), foreign(stream=True, comment=b"hi"), plain({})):
        assert append(Package.open(data), {}) == data


@pytest.mark.parametrize("name", ["OFD.xml", "Doc_0/b.xml", "new.xml"])
@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize("wide", [False, True])
def test_packages_of_another_writer(name: str, *, stream: bool, wide: bool) -> None:
    data = foreign(stream=stream, comment=b"hi", wide=wide)
    result = append(Package.open(data), {name: b"changed"})
    assert contents(result) == CONTENTS | {name: b"changed"}
    with zipfile.ZipFile(io.BytesIO(result)) as archive:
        assert archive.testzip() is None
        assert archive.comment == b"hi"
    before, after = chunks(data), chunks(result)
    assert {key: after[key] for key in before if key != name} == {k: before[k] for k in before if k != name}


def test_members_are_taken_as_they_are() -> None:
    member = Member.pack("OFD.xml", b"x" * 100, level="store")
    package = Package.open(append(Package.open(plain()), [member]))
    assert package.packed("OFD.xml") == b"x" * 100
    assert package.names == tuple(CONTENTS)


def test_stray_bytes_stay_and_are_still_reported() -> None:
    data = b"vendor" + plain() + b"more"
    result = append(Package.open(data), {"Doc_0/b.xml": b"changed", "z": b"z"})
    assert result.startswith(b"vendorPK")
    assert result.endswith(b"more")
    assert [finding.code for finding in Package.open(result).findings] == ["CONTAINER_EXTRA_BYTES"] * 2
    assert contents(result)["Doc_0/b.xml"] == b"changed"


def wide_line(data: bytes) -> bytes:
    """The last line of the directory with its offset in a zip64 field, behind another field."""
    directory = read_directory(data, LIMITS)
    last = directory.entries[-1]
    at = data.rindex(b"PK\1\2")
    extra = struct.pack("<HHH", 9, 2, 0) + struct.pack("<HHQ", 1, 8, last.offset)
    line = bytearray(data[at : directory.stop] + extra)
    struct.pack_into("<H", line, 30, len(extra))
    struct.pack_into("<L", line, 42, 0xFFFFFFFF)
    end = bytearray(data[directory.end :])
    struct.pack_into("<L", end, 12, len(line) + at - directory.start)
    return data[:at] + line + end


def test_an_offset_in_a_zip64_field_is_corrected_there() -> None:
    data = wide_line(plain())
    result = append(Package.open(data), {"OFD.xml": b"changed"})
    assert contents(result) == CONTENTS | {"OFD.xml": b"changed"}
    assert result.count(struct.pack("<L", 0xFFFFFFFF)) == data.count(struct.pack("<L", 0xFFFFFFFF)) == 1


def test_a_name_that_exists_twice_is_not_replaced() -> None:
    package = Package.open(write([Member.pack("a", b"1"), Member.pack("a", b"2"), Member.pack("b", b"3")]))
    with pytest.raises(MalformedDocument, match=r"CONTAINER_DUPLICATE.*\[a\]"):
        append(package, {"a": b"x"})
    assert chunks(append(package, {"b": b"x"}))["a"] == chunks(package.data)["a"]


def test_an_entry_without_its_header_is_not_replaced() -> None:
    data = plain()
    package = Package.open(data.replace(b"PK\3\4", b"PK\3\5", 1))
    with pytest.raises(MalformedDocument, match="CONTAINER_HEADER_MISMATCH"):
        append(package, {"OFD.xml": b"x"})


def test_entries_that_overlap_are_refused() -> None:
    data = plain()
    at = data.rindex(b"Doc_0/c.xml") - 4
    package = Package.open(data[:at] + struct.pack("<L", data.index(b"Doc_0/b.xml") - 30) + data[at + 4 :])
    with pytest.raises(MalformedDocument, match="overlap"):
        append(package, {"new": b"x"})


@pytest.mark.parametrize("name", ["../x", "ofd.XML", "/abs"])
def test_names_that_readers_would_confuse_are_refused(name: str) -> None:
    with pytest.raises(MalformedDocument, match=r"PATH_TRAVERSAL|CONTAINER_NAME_COLLISION"):
        append(Package.open(plain()), {name: b"x"})


def test_no_zip64_is_written() -> None:
    with pytest.raises(LimitExceeded, match="zip64"):
        append(Package.open(plain()), [Member.pack(f"n{n}", b"") for n in range(0xFFFF)])


def test_the_sample_files(corpus: Path) -> None:
    for file in sorted(corpus.glob("*.ofd")):
        data = file.read_bytes()
        package = Package.open(data)
        result = append(package, {"OFD.xml": b"<changed/>", "Doc_0/new.bin": b"new"})
        before, after = chunks(data), chunks(result)
        assert list(after) == [*before, "Doc_0/new.bin"]
        assert {name for name in before if before[name] != after[name]} == {"OFD.xml"}
        assert {f.code for f in Package.open(result).findings} == {f.code for f in package.findings}
        assert append(package, {}) == data
