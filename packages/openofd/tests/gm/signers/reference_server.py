"""A small signing service that keeps to docs/reference/remote-signing.md: a reference, not a product.

It keeps its keys in memory, trusts every client whose TLS certificate its CA has issued, and writes down each
request before it signs.
"""

import json
import ssl
from base64 import b64decode
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from openofd.gm.keys import PrivateKey

SM2_WITH_SM3 = "1.2.156.10197.1.501"
LONGEST = 4096


class Refused(Exception):  # noqa: N818
    """The service says no: a status and a reason in words."""


class SigningServer(ThreadingHTTPServer):
    """Serves `keys`, by identifier, to holders of certificates that `tls` accepts."""

    daemon_threads = True

    def __init__(self, keys: Mapping[str, PrivateKey], tls: ssl.SSLContext) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.keys, self.journal = keys, []
        self.socket = tls.wrap_socket(self.socket, server_side=True, do_handshake_on_connect=False)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that breaks off is no matter."""


class Handler(BaseHTTPRequestHandler):
    """POST /v1/sign."""

    server: SigningServer
    timeout = 5

    def do_POST(self) -> None:
        try:
            answer = self.sign(self.wanted())
        except Refused as refusal:
            status, reason = refusal.args
            self.answer(status, "application/json", json.dumps({"reason": reason}).encode())
        else:
            self.answer(200, "application/octet-stream", answer)

    def wanted(self) -> dict[str, str]:
        if self.path != "/v1/sign":
            raise Refused(404, "no such resource")
        try:
            size = int(self.headers["Content-Length"])
            return dict(json.loads(self.rfile.read(min(size, LONGEST))))
        except (TypeError, ValueError):
            raise Refused(400, "no JSON object") from None

    def sign(self, wanted: dict[str, str]) -> bytes:
        if wanted.get("algorithm") != SM2_WITH_SM3:
            raise Refused(400, "unknown algorithm")
        key = self.server.keys.get(wanted.get("key", ""))
        if key is None:
            raise Refused(403, "no such key for this client")
        e = b64decode(wanted["e"], validate=True)
        if len(e) != 32:
            raise Refused(400, "e has 32 bytes")
        self.server.journal.append((wanted["key"], e))
        return key.sign_digest(e)

    def answer(self, status: int, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments: Any) -> None:
        """Nothing is printed."""
