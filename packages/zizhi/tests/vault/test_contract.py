"""What every vault does, tried on each of them."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from zizhi.vault.contract import Vault, VaultFault, digest_of
from zizhi.vault.local import LocalVault
from zizhi.vault.s3 import S3Vault, connect
from zizhi.vault.services import open_vault

RCLONE = Path(sys.executable).parent / "rclone"
KEY, SECRET = "zizhi-test", "zizhi-test-secret"


@pytest.fixture(scope="module")
def s3_endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A real S3 server on loopback; gives its address."""
    folder = tmp_path_factory.mktemp("s3")
    (folder / "vault").mkdir()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = ["--addr", f"127.0.0.1:{port}", "--auth-key", f"{KEY},{SECRET}"]
    command = [str(RCLONE), "serve", "s3", *address, "--config", "/dev/null", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        _wait_for(port)
        yield f"http://127.0.0.1:{port}"
        server.terminate()


@pytest.fixture(params=["local", "s3"])
def vault(request: pytest.FixtureRequest, tmp_path: Path) -> Vault:
    """An empty vault of each sort."""
    if request.param == "local":
        return LocalVault(tmp_path / "vault")
    endpoint = request.getfixturevalue("s3_endpoint")
    return S3Vault(connect(endpoint, key=KEY, secret=SECRET), bucket="vault", prefix=f"{tmp_path.name}/")


def test_put_and_get(vault: Vault) -> None:
    digest = vault.put(b"one")
    assert (digest, vault.get(digest), vault.head(digest)) == (digest_of(b"one"), b"one", 3)


def test_many_at_once_and_in_order(vault: Vault) -> None:
    files = [b"b", b"a", b"b"]
    assert vault.put_many(files) == [digest_of(data) for data in files]
    assert list(vault.list()) == sorted({digest_of(data) for data in files})


def test_again_changes_nothing(vault: Vault) -> None:
    assert vault.put(b"one") == vault.put(b"one")
    assert len(list(vault.list())) == 1


@pytest.mark.parametrize("digest", ["0" * 64, "../../etc/passwd", "", "A" * 64])
def test_what_is_not_there_is_none(vault: Vault, digest: str) -> None:
    vault.put(b"one")
    assert vault.get(digest) is None
    assert vault.head(digest) is None


def test_damage_is_a_fault(tmp_path: Path) -> None:
    vault = LocalVault(tmp_path)
    digest = vault.put(b"one")
    path = tmp_path / digest[:2] / f"{digest}.ofd"
    path.chmod(0o600)
    path.write_bytes(b"two")
    with pytest.raises(VaultFault, match=digest):
        vault.get(digest)


def test_a_draft_left_by_a_crash_is_no_file(tmp_path: Path) -> None:
    vault = LocalVault(tmp_path)
    vault.put(b"one")
    (tmp_path / "drafts" / "1-left").write_bytes(b"half")
    assert list(vault.list()) == [digest_of(b"one")]


def test_nothing_at_once_is_nothing(vault: Vault) -> None:
    assert vault.put_many([]) == []
    assert list(vault.list()) == list(vault.leftovers()) == []


def test_a_later_put_clears_what_a_crash_left(tmp_path: Path) -> None:
    vault = LocalVault(tmp_path)
    vault.put(b"one")
    old, fresh = tmp_path / "drafts" / "1-old", tmp_path / "drafts" / "1-fresh"
    old.write_bytes(b"half")
    fresh.write_bytes(b"being written")
    os.utime(old, (0, 0))
    assert list(vault.leftovers()) == ["1-old"]
    vault.put(b"two")
    assert (old.exists(), fresh.exists()) == (False, True)


def test_files_are_read_only(tmp_path: Path) -> None:
    digest = LocalVault(tmp_path).put(b"one")
    assert (tmp_path / digest[:2] / f"{digest}.ofd").stat().st_mode & 0o777 == 0o400


def test_a_vault_by_its_address(tmp_path: Path) -> None:
    vault = open_vault((tmp_path / "vault").as_uri())
    vault.put(b"one")
    assert (tmp_path / "vault").is_dir()


def test_an_s3_vault_by_its_address(s3_endpoint: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", KEY)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", SECRET)
    vault = open_vault(f"s3://vault/by-address?endpoint={s3_endpoint}")
    assert vault.get(vault.put(b"one")) == b"one"


@pytest.mark.parametrize(
    ("address", "word"),
    [
        ("ftp://host/vault", "ftp"),
        ("s3://vault", "endpoint"),
        ("s3://vault?endpoint=http://localhost", "AWS_ACCESS_KEY_ID"),
    ],
)
def test_an_address_that_will_not_do_is_explained(
    monkeypatch: pytest.MonkeyPatch, address: str, word: str
) -> None:
    monkeypatch.delenv("AWS_ACCESS_KEY_ID", raising=False)
    with pytest.raises(ImproperlyConfigured, match=word):
        open_vault(address)


def test_a_wrong_secret_is_no_empty_vault(s3_endpoint: str) -> None:
    from botocore.exceptions import ClientError

    vault = S3Vault(connect(s3_endpoint, key=KEY, secret="wrong"), bucket="vault")
    with pytest.raises(ClientError):
        vault.head("0" * 64)


def _wait_for(port: int) -> None:
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError("the S3 server does not answer")
