"""200 random keys: both backends, gmalg and the `openssl` command accept one another's signatures."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import gmalg
import pytest

from openofd.gm import sm2
from openofd.gm.backends import gmssl, openssl
from openofd.gm.backends.curve import SPKI_PREFIX
from openofd.gm.sm3 import sm3

KEYS = 200
MESSAGE = "电子证照".encode()
OPENSSL = shutil.which("openssl") or "openssl"
OPTIONS = "-rawin -digest sm3 -pkeyopt distid:1234567812345678"
PKCS8 = bytes.fromhex("3041020100301306072a8648ce3d020106082a811ccf5501822d042730250201010420")


class Case(NamedTuple):
    """One key with the signatures that the three libraries made over e."""

    scalar: bytes
    xy: bytes
    e: bytes
    by_openssl: bytes
    by_gmssl: bytes
    by_gmalg: bytes

    @property
    def all(self) -> tuple[bytes, ...]:
        return self.by_openssl, self.by_gmssl, self.by_gmalg


@pytest.fixture(scope="module")
def cases() -> list[Case]:
    return [_case() for _ in range(KEYS)]


def _case() -> Case:
    key = openssl.generate_key()
    public = sm2.PublicKey(key.xy)
    e = sm2.message_digest(public, MESSAGE)
    gmalg_key = gmalg.SM2(sk=key.scalar(), uid=sm2.DEFAULT_ID, pk=b"\x04" + key.xy)
    raw = b"".join(part.rjust(32, b"\0") for part in gmalg_key.sign(MESSAGE))
    return Case(
        scalar=key.scalar(),
        xy=key.xy,
        e=e,
        by_openssl=key.sign(e),
        by_gmssl=gmssl.private_key(key.scalar()).sign(e),
        by_gmalg=sm2.signature_from_raw(raw),
    )


def test_the_points_agree(cases: list[Case]) -> None:
    assert [gmssl.private_key(case.scalar).xy for case in cases] == [case.xy for case in cases]


@pytest.mark.parametrize("verify", [openssl.public_key, gmssl.public_key])
def test_both_backends_accept_all(verify: Callable[[bytes], openssl.Key], cases: list[Case]) -> None:
    bad = [case.xy.hex() for case in cases for s in case.all if not verify(case.xy).verify(case.e, s)]
    assert bad == []


@pytest.mark.parametrize("verify", [openssl.public_key, gmssl.public_key])
def test_both_backends_refuse_another_digest(
    verify: Callable[[bytes], openssl.Key], cases: list[Case]
) -> None:
    other = sm3(b"another")
    assert not any(verify(case.xy).verify(other, s) for case in cases for s in case.all)


@pytest.mark.parametrize("made_by", ["by_openssl", "by_gmssl"])
def test_gmalg_accepts_both_backends(made_by: str, cases: list[Case]) -> None:
    for case in cases:
        raw = sm2.signature_to_raw(getattr(case, made_by))
        oracle = gmalg.SM2(uid=sm2.DEFAULT_ID, pk=b"\x04" + case.xy)
        assert oracle.verify(MESSAGE, raw[:32], raw[32:]), case.xy.hex()


def test_the_command_accepts_all(cases: list[Case], tmp_path: Path) -> None:
    """One shell for all keys: a process a verification is five milliseconds, a Python call more."""
    (tmp_path / "m").write_bytes(MESSAGE)
    lines = []
    for number, case in enumerate(cases):
        (tmp_path / f"{number}.der").write_bytes(SPKI_PREFIX + case.xy)
        for maker, signature in zip("oga", case.all, strict=True):
            (tmp_path / f"{number}{maker}").write_bytes(signature)
            lines.append(
                f"{OPENSSL} pkeyutl -verify -pubin -keyform DER -inkey {number}.der {OPTIONS} -in m"
                f" -sigfile {number}{maker}"
            )
    told = _run(lines, tmp_path)
    assert told.count("Signature Verified Successfully") == 3 * KEYS


def test_both_backends_accept_the_commands(cases: list[Case], tmp_path: Path) -> None:
    (tmp_path / "m").write_bytes(MESSAGE)
    lines = []
    for number, case in enumerate(cases):
        (tmp_path / f"{number}.der").write_bytes(PKCS8 + case.scalar)
        lines.append(
            f"{OPENSSL} pkeyutl -sign -keyform DER -inkey {number}.der {OPTIONS} -in m -out {number}.sig"
        )
    _run(lines, tmp_path)
    for number, case in enumerate(cases):
        signature = (tmp_path / f"{number}.sig").read_bytes()
        assert openssl.public_key(case.xy).verify(case.e, signature)
        assert gmssl.public_key(case.xy).verify(case.e, signature)


def _run(lines: list[str], folder: Path) -> str:
    done = subprocess.run(
        ["sh"], input="\n".join(lines), cwd=folder, capture_output=True, text=True, check=True
    )
    return done.stdout
