"""`https:`: a key with a remote signing service, asked over mutual TLS. docs/reference/remote-signing.md.

    https://sign.example/v1/sign?key=seal-1&certificate=/etc/signer.crt&client=/etc/client.pem&ca=/etc/ca.pem

One request a signature and no retry: a service may count and write down each, so only the caller knows
whether to ask again. What is after the question mark stays here.
"""

import json
import ssl
from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass
from http.client import HTTPException, HTTPSConnection
from typing import Final
from urllib.parse import SplitResult

from openofd.errors import SigningFailed
from openofd.gm.signers.elsewhere import DigestSigner
from openofd.gm.signers.settings import Settings, refused, split
from openofd.gm.sm2 import SM2_WITH_SM3

__all__ = ["open_signer"]

_KNOWN: Final = ("key", "certificate", "client", "client-key", "ca", "timeout")
_TIMEOUT: Final = 10
"""Seconds for connecting and for each answer."""
_LONGEST: Final = 4096
"""Bytes of an answer: a signature has about 72, a refusal a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Service:
    """Where the service is, whom it knows us as, and which key it shall use."""

    host: str
    port: int | None
    path: str
    key: str
    timeout: int
    tls: ssl.SSLContext

    def sign(self, e: bytes) -> bytes:
        """What the service answers to one request."""
        status, answer = self._post(
            json.dumps({"key": self.key, "algorithm": SM2_WITH_SM3, "e": b64encode(e).decode()}).encode()
        )
        if status == 200:
            return answer
        raise _refusal(status, answer)

    def _post(self, body: bytes) -> tuple[int, bytes]:
        connection = HTTPSConnection(self.host, self.port, timeout=self.timeout, context=self.tls)
        try:
            connection.request("POST", self.path, body, {"Content-Type": "application/json"})
            response = connection.getresponse()
            return response.status, response.read(_LONGEST)
        except OSError as error:  # DNS, TCP, TLS and time-outs
            raise SigningFailed(
                "SIGNER_UNREACHABLE",
                "连不上签名服务，或它没有按时回答；签名可能已在对方作出",
                "the signing service is not reached or answers too late; it may have signed all the same",
                where=str(error),
            ) from error
        except HTTPException as error:
            raise _wrong(repr(error)) from error
        finally:
            connection.close()


def _refusal(status: int, answer: bytes) -> SigningFailed:
    where = f"HTTP {status} {answer[:200].decode(errors='replace')}"
    if 400 <= status < 500:
        return SigningFailed(
            "SIGNER_REFUSED", "签名服务拒绝签名", "the signing service refuses to sign", where=where
        )
    if status >= 500:
        return SigningFailed(
            "SIGNER_UNREACHABLE", "签名服务出错", "the signing service is out of order", where=where
        )
    return _wrong(where)


def _wrong(where: str) -> SigningFailed:
    return SigningFailed(
        "SIGNER_ANSWER",
        "签名服务的回答不合约定",
        "the signing service answers otherwise than agreed",
        where=where,
    )


def open_signer(uri: str, password: bytes | Callable[[], bytes] | None) -> DigestSigner:
    """The signer of an `https:` address; the service is not asked before the first signature.

    Raises:
        SigningFailed: SIGNER_URI, SIGNER_FILE, SIGNER_CERTIFICATE; SIGNER_TLS, a file for TLS is unusable.
    """
    parts = split(uri)
    settings = Settings.read(parts.query.split("&"), _KNOWN)
    host, port = _place(parts)
    service = _Service(
        host=host,
        port=port,
        path=parts.path or "/",
        key=settings.text("key"),
        timeout=settings.number("timeout", _TIMEOUT, most=600) or _TIMEOUT,
        tls=_tls(settings, password),
    )
    return DigestSigner(certificate=settings.certificate(), ask=service.sign)


def _place(parts: SplitResult) -> tuple[str, int | None]:
    try:
        port = parts.port
    except ValueError:
        raise refused("https:") from None
    if not parts.hostname or parts.username or parts.fragment:
        raise refused("https:")
    return parts.hostname, port


def _tls(settings: Settings, password: bytes | Callable[[], bytes] | None) -> ssl.SSLContext:
    try:
        context = ssl.create_default_context(cafile=settings.text("ca") if "ca" in settings else None)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        key = settings.text("client-key") if "client-key" in settings else None
        secret = password() if callable(password) else password
        # a password that is not None keeps libssl from asking at the terminal
        context.load_cert_chain(settings.text("client"), key, secret or b"")
    except (OSError, ValueError) as error:  # ssl.SSLError is one of the first, a NUL in a path of the second
        raise SigningFailed(
            "SIGNER_TLS",
            "TLS 的证书或私钥读不出来，请检查 client、client-key、ca 与口令",
            "certificate or key for TLS cannot be read; check client, client-key, ca and the password",
            where=str(error),
        ) from error
    return context
