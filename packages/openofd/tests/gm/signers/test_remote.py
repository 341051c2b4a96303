"""`https:` against the reference server and against servers that misbehave, each over mutual TLS."""

import importlib.util
import socket
import ssl
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from openofd.errors import SigningFailed
from openofd.gm import sm2
from openofd.gm.signer import Signer, signer_from_uri

E = b"e" * 32
PASSWORD = b"tls"


@pytest.fixture(scope="session")
def reference() -> ModuleType:
    """`reference_server.py`."""
    path = Path(__file__).with_name("reference_server.py")
    spec = importlib.util.spec_from_file_location("openofd_tests_reference_server", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def tls(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of a TLS CA (ca.pem), a server and a client (with its encrypted key), and a stranger."""
    folder = tmp_path_factory.mktemp("tls")
    key = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256")
    _run(folder, "req", "-x509", *key, "-nodes", "-keyout", "ca.key", "-out", "ca.pem", "-subj", "/CN=ca")
    for name, extra in (
        ("server", "subjectAltName=DNS:localhost"),
        ("client", "extendedKeyUsage=clientAuth"),
    ):
        (folder / "ext").write_text(extra)
        secret = ("-passout", f"pass:{PASSWORD.decode()}") if name == "client" else ("-nodes",)
        _run(folder, "req", *key, *secret, "-keyout", f"{name}.key", "-out", "csr", "-subj", f"/CN={name}")
        issuer = ("-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial")
        _run(folder, "x509", "-req", "-in", "csr", *issuer, "-extfile", "ext", "-out", f"{name}.pem")
    subject = ("-subj", "/CN=stranger")
    _run(folder, "req", "-x509", *key, "-nodes", "-keyout", "no.key", "-out", "no.pem", *subject)
    return folder


def _run(folder: Path, *arguments: str) -> None:
    subprocess.run(["openssl", *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def context(tls: Path) -> ssl.SSLContext:
    """The server's side of mutual TLS."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tls / "server.pem", tls / "server.key")
    context.load_verify_locations(tls / "ca.pem")
    context.verify_mode = ssl.CERT_REQUIRED
    return context


@pytest.fixture
def server(reference: ModuleType, context: ssl.SSLContext, authority: Any) -> Iterator[Any]:
    server = reference.SigningServer({"seal-1": authority.seal.key, "ca": authority.ca.key}, context)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def address(tls: Path, certificate_file: Path) -> Callable[..., str]:
    """`address(port, path=…, key=…)`."""

    def make(port: int, *, path: str = "/v1/sign", **settings: Any) -> str:
        given = {"key": "seal-1", "certificate": certificate_file, "ca": tls / "ca.pem"}
        given |= {"client": tls / "client.pem", "client-key": tls / "client.key", "timeout": 5} | settings
        query = "&".join(f"{name}={value}" for name, value in given.items() if value is not None)
        return f"https://localhost:{port}{path}?{query}"

    return make


@pytest.fixture
def open_at(address: Callable[..., str]) -> Callable[..., Signer]:
    return lambda port, **settings: signer_from_uri(address(port, **settings), PASSWORD)


def code_of(act: Callable[[], object]) -> str:
    with pytest.raises(SigningFailed) as caught:
        act()
    return caught.value.code


def test_the_service_signs(server: Any, open_at: Callable[..., Signer], authority: Any) -> None:
    signer = open_at(server.server_port)
    signature = signer.sign_digest(E)
    assert sm2.verify_digest(authority.seal.key.public_key, E, signature)
    assert server.journal == [("seal-1", E)]  # one request a signature; settings stay here


def test_a_signature_of_another_key_is_caught(server: Any, open_at: Callable[..., Signer]) -> None:
    assert code_of(lambda: open_at(server.server_port, key="ca").sign_digest(E)) == "SELF_CHECK"


def test_a_refusal_is_told_with_its_reason(server: Any, open_at: Callable[..., Signer]) -> None:
    signer = open_at(server.server_port, key="other")
    with pytest.raises(SigningFailed, match="SIGNER_REFUSED") as caught:
        signer.sign_digest(E)
    assert "403" in caught.value.where
    assert "no such key" in caught.value.where


def test_a_wrong_path_is_a_refusal(server: Any, open_at: Callable[..., Signer]) -> None:
    assert code_of(lambda: open_at(server.server_port, path="").sign_digest(E)) == "SIGNER_REFUSED"


def test_a_service_that_is_not_there_is_told(open_at: Callable[..., Signer]) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert code_of(lambda: open_at(port).sign_digest(E)) == "SIGNER_UNREACHABLE"


def test_a_service_of_an_unknown_ca_is_not_asked(
    server: Any, open_at: Callable[..., Signer], tls: Path
) -> None:
    signer = open_at(server.server_port, ca=tls / "no.pem")
    assert code_of(lambda: signer.sign_digest(E)) == "SIGNER_UNREACHABLE"
    assert server.journal == []


def test_a_client_the_service_does_not_know_is_not_answered(
    server: Any, open_at: Callable[..., Signer], tls: Path
) -> None:
    stranger = {"client": tls / "no.pem", "client-key": tls / "no.key"}
    assert code_of(lambda: open_at(server.server_port, **stranger).sign_digest(E)) == "SIGNER_UNREACHABLE"
    assert server.journal == []


@pytest.fixture
def answering(context: ssl.SSLContext) -> Iterator[Callable[[bytes | None], int]]:
    """`answering(b"HTTP/1.1 …")`: the port of a server that answers this once; None: it says nothing."""
    threads, done = [], threading.Event()

    def start(answer: bytes | None) -> int:
        listener = socket.create_server(("127.0.0.1", 0))
        thread = threading.Thread(target=serve, args=(listener, answer))
        thread.start()
        threads.append(thread)
        return listener.getsockname()[1]

    def serve(listener: socket.socket, answer: bytes | None) -> None:
        with listener, context.wrap_socket(listener.accept()[0], server_side=True) as client:
            request = b""
            while not request.endswith(b"}"):  # all of it, or closing would reset the connection
                request += client.recv(4096)
            if answer is None:
                done.wait(10)
            else:
                client.sendall(answer)

    yield start
    done.set()
    for thread in threads:
        thread.join()


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\nnonsense", "SIGNER_ANSWER"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n" + bytes(9999), "SIGNER_ANSWER"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nshort", "SIGNER_ANSWER"),
        (b"HTTP/1.1 302 Found\r\nLocation: /\r\nContent-Length: 0\r\n\r\n", "SIGNER_ANSWER"),
        (b"no HTTP at all\r\n\r\n", "SIGNER_ANSWER"),
        (b"HTTP/1.1 500 Oh\r\nContent-Length: 0\r\n\r\n", "SIGNER_UNREACHABLE"),
        (b"HTTP/1.1 429 Slow\r\nContent-Length: 0\r\n\r\n", "SIGNER_REFUSED"),
        (b"", "SIGNER_UNREACHABLE"),
    ],
)
def test_answers_are_told_apart(
    answering: Callable[[bytes | None], int], open_at: Callable[..., Signer], answer: bytes, code: str
) -> None:
    assert code_of(lambda: open_at(answering(answer)).sign_digest(E)) == code


def test_a_service_that_does_not_answer_is_not_waited_for(
    answering: Callable[[bytes | None], int], open_at: Callable[..., Signer]
) -> None:
    assert code_of(lambda: open_at(answering(None), timeout=1).sign_digest(E)) == "SIGNER_UNREACHABLE"


@pytest.mark.parametrize(
    ("settings", "code"),
    [
        ({"key": None}, "SIGNER_URI"),
        ({"client": None}, "SIGNER_URI"),
        ({"timeout": "long"}, "SIGNER_URI"),
        ({"retries": 3}, "SIGNER_URI"),
        ({"certificate": None}, "SIGNER_CERTIFICATE"),
        ({"certificate": "/no/such/file"}, "SIGNER_FILE"),
        ({"client": "/no/such/file"}, "SIGNER_TLS"),
        ({"ca": "/no/such/file"}, "SIGNER_TLS"),
    ],
)
def test_mistakes_in_the_address_are_named(
    open_at: Callable[..., Signer], settings: dict[str, Any], code: str
) -> None:
    assert code_of(lambda: open_at(443, **settings)) == code


@pytest.mark.parametrize("place", ["https:", "https://user@host", "https://host:port", "https:///path"])
def test_addresses_without_a_plain_host_are_refused(address: Callable[..., str], place: str) -> None:
    query = address(443).partition("?")[2]
    assert code_of(lambda: signer_from_uri(f"{place}?{query}", PASSWORD)) == "SIGNER_URI"


def test_a_wrong_password_of_the_tls_key_is_told(address: Callable[..., str]) -> None:
    assert code_of(lambda: signer_from_uri(address(443), b"wrong")) == "SIGNER_TLS"
    assert code_of(lambda: signer_from_uri(address(443))) == "SIGNER_TLS"
