"""Drafts and the writer, with the standard library's zipfile as the oracle."""

import hashlib
import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openofd.errors import CryptoUnavailable
from openofd.package.draft import Draft, Level, Member
from openofd.package.reader import Package
from openofd.package.writer import write

NAMES = st.text(alphabet="abc证照_-", min_size=1, max_size=8)


@given(
    st.dictionaries(NAMES, st.binary(max_size=300), max_size=6), st.sampled_from(["fast", "best", "store"])
)
def test_zipfile_reads_what_is_written(contents: dict[str, bytes], level: Level) -> None:
    data = write([Member.pack(name, raw, level=level) for name, raw in contents.items()])
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == contents


@given(st.dictionaries(NAMES, st.binary(max_size=300), max_size=6))
def test_the_reader_finds_nothing_wrong_with_what_is_written(contents: dict[str, bytes]) -> None:
    package = Package.open(write([Member.pack(name, raw) for name, raw in contents.items()]))
    assert {name: package.read(name) for name in package.names} == contents
    assert package.findings == ()


def test_equal_members_give_equal_bytes() -> None:
    members = [Member.pack("a", b"x" * 100), Member.pack("b", b"")]
    assert write(members) == write(iter(members))


def test_a_member_knows_its_digest_and_size() -> None:
    member = Member.pack("a", b"x" * 1000, level="best")
    assert (member.size, member.digest) == (1000, hashlib.new("sm3", b"x" * 1000).digest())
    assert member.method == 8
    assert len(member.packed) < 100


def test_what_does_not_shrink_is_stored() -> None:
    assert (Member.pack("a", b"xyz").method, Member.pack("a", b"xyz").packed) == (0, b"xyz")


def test_stored_members_keep_their_bytes() -> None:
    assert Member.pack("a", b"x" * 100, level="store").packed == b"x" * 100


def test_a_draft_names_its_folder() -> None:
    assert Draft(members=()).doc_root == "Doc_0"


def test_without_sm3_nothing_is_packed(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(name: str, data: bytes) -> None:
        raise ValueError(name)

    monkeypatch.setattr(hashlib, "new", refuse)
    with pytest.raises(CryptoUnavailable, match="CRYPTO_SM3"):
        Member.pack("a", b"")
