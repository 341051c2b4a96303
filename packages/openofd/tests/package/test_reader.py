"""The reader: what it reads, what it notes, what it refuses."""

import io
import struct
import zipfile
from dataclasses import replace
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openofd.errors import LimitExceeded, MalformedDocument, OpenOfdError, UnsupportedFeature
from openofd.limits import LIMITS
from openofd.package.draft import Member
from openofd.package.reader import Package
from openofd.package.writer import write

CONTENTS = {"OFD.xml": b"<a/>" * 50, "Doc_0/b.xml": b"bcd"}


def archive(contents: dict[str, bytes] = CONTENTS, *, stream: bool = False, wide: bool = False) -> bytes:
    """As the standard library writes it; streamed means with data descriptors."""
    buffer = io.BytesIO()
    target = _Unseekable(buffer) if stream else buffer
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
        for name, raw in contents.items():
            with out.open(name, "w", force_zip64=wide) as file:
                file.write(raw)
    return buffer.getvalue()


class _Unseekable(io.RawIOBase):
    def __init__(self, out: io.BytesIO) -> None:
        self.out = out

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        return self.out.write(data)


def plain(contents: dict[str, bytes] = CONTENTS) -> bytes:
    return write([Member.pack(name, raw) for name, raw in contents.items()])


def codes(data: bytes) -> list[str]:
    package = Package.open(data)
    for name in package.names:
        try:
            package.read(name)
        except OpenOfdError:
            continue
    return [finding.code for finding in package.findings]


def patched(data: bytes, at: int, form: str, value: int) -> bytes:
    size = struct.calcsize(form)
    return data[:at] + struct.pack(form, value) + data[at + size :]


def directory_line(data: bytes, name: str) -> int:
    """Where the directory's line of a name begins."""
    return data.rindex(name.encode()) - 46


@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize("wide", [False, True])
def test_zipfile_s_packages_are_read_without_a_finding(*, stream: bool, wide: bool) -> None:
    data = archive(stream=stream, wide=wide)
    package = Package.open(data)
    assert {name: package.read(name) for name in package.names} == CONTENTS
    assert package.findings == ()
    assert (len(package), package.size) == (2, len(data))


def test_an_entry_can_be_copied_packed() -> None:
    package = Package.open(plain())
    member = Member.pack("OFD.xml", CONTENTS["OFD.xml"])
    assert package.packed("OFD.xml") == member.packed
    assert package.entry("OFD.xml").crc == member.crc
    assert package.read("OFD.xml") is package.read("OFD.xml")


def test_folders_are_no_entries() -> None:
    package = Package.open(archive({"Doc_0/": b"", "OFD.xml": b"x"}))
    assert package.names == ("OFD.xml",)
    assert package.findings == ()


def test_a_missing_entry_is_named() -> None:
    package = Package.open(plain())
    assert "ofd.xml" not in package
    with pytest.raises(MalformedDocument, match=r"REF_MISSING.*ofd\.xml"):
        package.read("ofd.xml")


@pytest.mark.parametrize("data", [b"", b"PK", b"<OFD/>" * 10])
def test_no_zip(data: bytes) -> None:
    with pytest.raises(MalformedDocument, match="CONTAINER_NOT_ZIP"):
        Package.open(data)


@pytest.mark.parametrize("change", ["prefix", "suffix", "comment"])
def test_bytes_around_the_zip(change: str) -> None:
    data = plain()
    changed = {
        "prefix": b"vendor" + data,
        "suffix": data + b"vendor",
        "comment": data[:-2] + b"\3\0KRC",
    }[change]
    assert codes(changed) == ["CONTAINER_EXTRA_BYTES"]
    assert Package.open(changed).read("OFD.xml") == CONTENTS["OFD.xml"]


def test_an_announced_comment_is_no_alteration_unless_it_looks_like_a_zip() -> None:
    data = plain()
    for comment, severity in ((b"KRC", "note"), (b"PK\5\6", "error")):
        length = len(comment).to_bytes(2, "little")
        (found,) = Package.open(data[:-2] + length + comment).findings
        assert found.severity == severity
    (found,) = Package.open(data + b"KRC").findings
    assert found.severity == "error"


def test_bytes_between_entries_and_before_the_directory() -> None:
    first, second = (Member.pack(name, raw) for name, raw in CONTENTS.items())
    stuffed = replace(first, packed=first.packed)
    data = write([stuffed, second])
    cut = len(first.head) + len(first.packed)
    assert codes(_inserted(data, cut, b"stray", moved=["Doc_0/b.xml"])) == ["CONTAINER_EXTRA_BYTES"]
    start = data.index(b"PK\1\2")
    assert codes(_inserted(data, start, b"stray", moved=[])) == ["CONTAINER_EXTRA_BYTES"]


def _inserted(data: bytes, at: int, stray: bytes, *, moved: list[str]) -> bytes:
    data = data[:at] + stray + data[at:]
    for name in moved:
        line = directory_line(data, name)
        data = patched(data, line + 42, "<L", at + len(stray))
    end = data.rindex(b"PK\5\6")
    return patched(data, end + 16, "<L", data.index(b"PK\1\2"))


def test_two_lines_for_one_entry_overlap() -> None:
    data = plain({"aa": b"x", "ab": b"x"})
    changed = patched(data, directory_line(data, "ab") + 42, "<L", 0)
    assert set(codes(changed)) == {"CONTAINER_EXTRA_BYTES", "CONTAINER_HEADER_MISMATCH"}


@pytest.mark.parametrize(
    ("offset", "form", "value"),
    [(6, "<H", 2), (8, "<H", 0), (14, "<L", 1), (18, "<L", 1), (22, "<L", 1), (30, "<B", 65)],
    ids=["flags", "method", "crc", "packed", "size", "name"],
)
def test_a_local_header_that_disagrees(offset: int, form: str, value: int) -> None:
    assert codes(patched(plain(), offset, form, value)) == ["CONTAINER_HEADER_MISMATCH"]


def test_a_local_header_that_is_none() -> None:
    changed = patched(plain(), 0, "<B", 0)
    assert "CONTAINER_HEADER_MISMATCH" in codes(changed)
    with pytest.raises(MalformedDocument, match="CONTAINER_HEADER_MISMATCH"):
        Package.open(changed).read("OFD.xml")


def test_an_entry_behind_the_end_of_the_file() -> None:
    data = plain()
    changed = patched(data, directory_line(data, "Doc_0/b.xml") + 42, "<L", len(data))
    assert "CONTAINER_HEADER_MISMATCH" in codes(changed)


def test_a_data_descriptor_that_disagrees() -> None:
    data = archive({"a": b"x" * 50}, stream=True)
    at = data.index(b"PK\7\x08")
    assert "CONTAINER_HEADER_MISMATCH" in codes(patched(data, at + 4, "<L", 1))
    assert "CONTAINER_HEADER_MISMATCH" in codes(patched(data, 14, "<L", 1))


def test_a_data_descriptor_without_signature() -> None:
    data = archive({"a": b"x" * 50}, stream=True)
    at = data.index(b"PK\7\x08")
    shorter = data[:at] + data[at + 4 :]
    end = shorter.rindex(b"PK\5\6")
    assert codes(patched(shorter, end + 16, "<L", shorter.index(b"PK\1\2"))) == []


def test_utf_8_stated_in_one_header_only_matters_for_other_names() -> None:
    assert codes(patched(plain(), 6, "<H", 0x800)) == []
    assert codes(patched(plain({"证": b"x"}), 6, "<H", 0)) == ["CONTAINER_HEADER_MISMATCH"]


def test_a_second_name_in_an_extra_field() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as out:
        info = zipfile.ZipInfo("a")
        info.extra = struct.pack("<HHBL", 0x7075, 6, 1, 0) + b"b"
        out.writestr(info, b"x")
    assert set(codes(buffer.getvalue())) == {"CONTAINER_HEADER_MISMATCH"}


def test_names_are_inspected() -> None:
    assert codes(plain({"a.xml": b"1", "A.xml": b"2"})) == ["CONTAINER_NAME_COLLISION"]
    assert codes(plain({"../a": b"1"})) == ["PATH_TRAVERSAL"]


def test_of_two_entries_with_one_name_the_last_counts() -> None:
    data = write([Member.pack("a", b"1"), Member.pack("a", b"2")])
    assert codes(data) == ["CONTAINER_DUPLICATE"]
    assert Package.open(data).read("a") == b"2"


def test_a_symbolic_link_is_noted() -> None:
    data = plain({"a": b"/etc/passwd"})
    line = directory_line(data, "a")
    changed = patched(patched(data, line + 5, "<B", 3), line + 38, "<L", 0o120777 << 16)
    assert codes(changed) == ["PATH_TRAVERSAL"]


def test_an_ordinary_unix_file_is_not() -> None:
    data = plain({"a": b"x"})
    line = directory_line(data, "a")
    assert codes(patched(patched(data, line + 5, "<B", 3), line + 38, "<L", 0o100644 << 16)) == []


def test_a_folder_with_content_hides_something() -> None:
    assert codes(plain({"Doc_0/": b"x"})) == ["CONTAINER_EXTRA_BYTES"]


def test_a_gbk_name_without_flag_is_read_and_noted() -> None:
    data = plain({"????": b"x"}).replace(b"????", "证照".encode("gbk"))
    package = Package.open(data)
    assert package.names == ("证照",)
    assert [(finding.code, finding.severity) for finding in package.findings] == [("NAME_ENCODING", "note")]


@pytest.mark.parametrize("change", ["content", "size", "cut", "broken"])
def test_damaged_content(change: str) -> None:
    member = Member.pack("a", b"x" * 500)
    damaged = {
        "content": replace(member, crc=1),
        "size": replace(member, size=499),
        "cut": replace(member, packed=member.packed[:-2]),
        "broken": replace(member, packed=b"\xff" * 10),
    }[change]
    with pytest.raises(MalformedDocument, match="CONTAINER_CRC"):
        Package.open(write([damaged])).read("a")


def test_a_stream_longer_than_declared_is_not_unpacked() -> None:
    bomb = replace(Member.pack("a", b"x" * 50_000_000), size=1000)
    with pytest.raises(MalformedDocument, match="CONTAINER_CRC"):
        Package.open(write([bomb])).read("a")


def test_bytes_behind_the_packed_data() -> None:
    member = Member.pack("a", b"x" * 500)
    data = write([replace(member, packed=member.packed + b"hidden")])
    assert codes(data) == ["CONTAINER_EXTRA_BYTES"]
    assert Package.open(data).read("a") == b"x" * 500


@pytest.mark.parametrize(("size", "severity"), [(6, "note"), (11, "note"), (12, "error")])
def test_too_few_bytes_behind_the_packed_data_for_any_record(size: int, severity: str) -> None:
    member = Member.pack("a", b"x" * 500)
    package = Package.open(write([replace(member, packed=member.packed + bytes(size))]))
    package.read("a")
    assert [finding.severity for finding in package.findings] == [severity]


@pytest.mark.parametrize(
    ("flags", "method", "code"), [(1, 8, "CONTAINER_ENCRYPTED"), (0, 12, "CONTAINER_METHOD")]
)
def test_what_cannot_be_unpacked(flags: int, method: int, code: str) -> None:
    data = plain({"a": b"x" * 500})
    line = directory_line(data, "a")
    for at in (6, line + 8):
        data = patched(data, at, "<H", flags)
    for at in (8, line + 10):
        data = patched(data, at, "<H", method)
    with pytest.raises(UnsupportedFeature, match=code):
        Package.open(data).read("a")


@pytest.mark.parametrize(
    "limits",
    [
        replace(LIMITS, package_bytes=100),
        replace(LIMITS, entries=1),
        replace(LIMITS, name_bytes=5),
        replace(LIMITS, entry_bytes=100),
        replace(LIMITS, total_bytes=202),
        replace(LIMITS, ratio=1),
    ],
    ids=["package", "entries", "name", "entry", "total", "ratio"],
)
def test_every_ceiling_holds(limits: object) -> None:
    with pytest.raises(LimitExceeded, match="LIMIT_EXCEEDED"):
        Package.open(plain(), limits=limits)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("back", "form", "value"),
    [
        (18, "<H", 1), (16, "<H", 1), (14, "<H", 1), (12, "<H", 9), (10, "<L", 9),
        (10, "<L", 99999), (6, "<L", 99999), (6, "<L", 0xFFFFFFFF), (12, "<H", 0xFFFF),
    ],
)  # fmt: skip
def test_a_damaged_end_record(back: int, form: str, value: int) -> None:
    data = plain()
    with pytest.raises(MalformedDocument, match="CONTAINER_DIRECTORY"):
        Package.open(patched(data, len(data) - back, form, value))


@pytest.mark.parametrize(
    ("offset", "form", "value"), [(0, "<B", 0), (28, "<H", 60000), (34, "<H", 1), (20, "<L", 0xFFFFFFFF)]
)
def test_a_damaged_directory(offset: int, form: str, value: int) -> None:
    data = plain({"a": b"x"})
    with pytest.raises(MalformedDocument, match="CONTAINER_DIRECTORY"):
        Package.open(patched(data, directory_line(data, "a") + offset, form, value))


def test_a_zip64_end_record_is_read_and_compared() -> None:
    data = plain()
    end, start = len(data) - 22, data.index(b"PK\1\2")
    facts = (0, 0, 2, 2, end - start, start)
    record = struct.pack("<4sQHHLLQQQQ", b"PK\6\6", 44, 45, 45, *facts)
    locator = struct.pack("<4sLQL", b"PK\6\7", 0, end, 1)
    classic = patched(data[end:], 16, "<L", 0xFFFFFFFF)
    assert codes(data[:end] + record + locator + classic) == []
    with pytest.raises(MalformedDocument, match="the two end records disagree"):
        Package.open(data[:end] + record + locator + patched(classic, 10, "<H", 3))


@given(st.data())
def test_a_flipped_byte_raises_only_our_errors(tiny: ModuleType, data: st.DataObject) -> None:
    whole = bytearray(tiny.ofd("甲"))
    for _ in range(data.draw(st.integers(1, 3))):
        whole[data.draw(st.integers(0, len(whole) - 1))] ^= data.draw(st.integers(1, 255))
    try:
        package = Package.open(bytes(whole))
        for name in package.names:
            package.read(name)
    except OpenOfdError:
        return


@given(st.binary(max_size=200))
def test_noise_raises_only_our_errors(noise: bytes) -> None:
    for data in (noise, noise + plain(), plain() + noise):
        try:
            codes(data)
        except OpenOfdError:
            continue
