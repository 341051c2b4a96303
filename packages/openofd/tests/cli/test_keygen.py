"""`openofd keygen`: keys that are never in the clear, never overwritten; demonstrations that say so."""

import json
import os
import pty
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from asn1crypto import csr, pem

from openofd.gm.signer import signer_from_uri
from openofd.gm.x509 import PublicKeyCertificate
from openofd.seal.making import Seal

PASSWORD = "秘密"


def make(openofd: Any, folder: Path, *more: str) -> Any:
    given = ("keygen", "-o", str(folder), "--name", "张示例", "--password-env", "P", "--json", *more)
    return openofd(*given, P=PASSWORD)


def test_a_key_with_a_request(openofd: Any, tmp_path: Path) -> None:
    made = json.loads(make(openofd, tmp_path / "keys", "--organization", "示例单位").stdout)
    assert made.keys() == {"key", "request", "signer"}
    assert "ENCRYPTED" in Path(made["key"]).read_text()
    _, _, der = pem.unarmor(Path(made["request"]).read_bytes())
    asked = csr.CertificationRequest.load(der)["certification_request_info"]["subject"].native
    assert asked == {"country_name": "CN", "organization_name": "示例单位", "common_name": "张示例"}


def test_the_key_is_its_owners(openofd: Any, tmp_path: Path) -> None:
    made = json.loads(make(openofd, tmp_path).stdout)
    assert Path(made["key"]).stat().st_mode & 0o077 == 0


def test_a_demonstration_says_so(openofd: Any, tmp_path: Path) -> None:
    made = json.loads(make(openofd, tmp_path / "有 空格", "--demonstration", "--days", "7").stdout)
    certificate = PublicKeyCertificate.parse(Path(made["certificate"]).read_bytes())
    seal = Seal.parse(Path(made["seal"]).read_bytes())
    assert "演示专用" in str(certificate.subject)
    assert "演示专用" in seal.info.name
    assert (certificate.not_after - certificate.not_before).days == 7
    signer = signer_from_uri(made["signer"], PASSWORD.encode())
    assert seal.admits(signer.certificate)


def test_nothing_is_overwritten(openofd: Any, tmp_path: Path) -> None:
    make(openofd, tmp_path)
    before = (tmp_path / "key.pem").read_bytes()
    again = make(openofd, tmp_path)
    assert (again.returncode, "FILE_EXISTS" in again.stderr) == (3, True)
    assert (tmp_path / "key.pem").read_bytes() == before


def test_the_password_of_a_file_is_its_first_line(openofd: Any, tmp_path: Path) -> None:
    (tmp_path / "password").write_text(f"{PASSWORD}\r\nmore\n")
    given = ("--name", "a", "--password-file", str(tmp_path / "password"), "--demonstration", "--json")
    made = json.loads(openofd("keygen", "-o", str(tmp_path), *given).stdout)
    assert signer_from_uri(made["signer"], PASSWORD.encode()).certificate


@pytest.mark.parametrize(
    ("more", "code", "word"),
    [
        ((), 3, "PASSWORD_MISSING"),
        (("--password-env", "NOT_THERE"), 3, "PASSWORD_MISSING"),
        (("--password-env", "EMPTY"), 3, "KEY_PASSWORD"),
        (("--password-file", "nowhere"), 3, "FILE_UNREADABLE"),
        (("--password-env", "P", "--password-file", "p"), 4, "--password-file"),
        (("--password", "secret"), 4, "--password"),
    ],
)
def test_without_a_password_nothing_is_made(
    openofd: Any, tmp_path: Path, more: tuple[str, ...], code: int, word: str
) -> None:
    done = openofd("keygen", "-o", str(tmp_path / "keys"), "--name", "a", *more, EMPTY="")
    assert (done.returncode, word in done.stderr) == (code, True)
    assert not (tmp_path / "keys").exists()


@pytest.mark.parametrize(("second", "code"), [("秘密", 0), ("秘密！", 3)])
def test_a_password_is_asked_for_twice(tmp_path: Path, second: str, code: int) -> None:
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "openofd", "keygen", "-o", str(tmp_path), "--name", "a", "--lang=zh"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=theirs, stdout=pipe, stderr=pipe, start_new_session=True) as running:
        assert running.stderr
        for prompt, typed in (("口令：", "秘密"), ("再输入一次：", second)):
            assert prompt in running.stderr.read(len(prompt.encode()) + (prompt != "口令：")).decode()
            os.write(ours, f"{typed}\n".encode())
        out, err = running.communicate()
    os.close(ours)
    os.close(theirs)
    assert running.returncode == code, err.decode()
    assert "秘密" not in out.decode() + err.decode()
