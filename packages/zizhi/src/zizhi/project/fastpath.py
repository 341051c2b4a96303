"""A short way for the one question everybody asks: is the certificate behind this QR code in effect?

`/v/…` and `/api/v1/status/…` are answered before Django's middleware, which costs twice as much as the answer
itself. Headers and bytes equal those Django would give; the tests compare them.
"""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse

from django.conf import settings

from zizhi.api import status as status_api
from zizhi.project.headers import security_headers
from zizhi.web.public import scan

__all__ = ["with_fast_path"]

Environ = dict[str, Any]
Wsgi = Callable[[Environ, "StartResponse"], Iterable[bytes]]
_STATUS_LINES: Final = {200: "200 OK", 404: "404 Not Found", 503: "503 Service Unavailable"}
_PREFIX: Final = "/api/v1/status/"


def with_fast_path(django: Wsgi) -> Wsgi:
    """Django's application with the fast path in front."""
    page = [*security_headers(), *scan.HEADERS.items()]
    data = [*security_headers(), *status_api.HEADERS.items()]
    redirects = settings.SECURE_SSL_REDIRECT

    def application(environ: Environ, start_response: "StartResponse") -> Iterable[bytes]:
        answered = None if redirects else _answer(environ["REQUEST_METHOD"], environ["PATH_INFO"])
        if answered is None:
            return django(environ, start_response)
        (status, body), is_page = answered
        headers = [*(page if is_page else data), ("Content-Length", str(len(body)))]
        start_response(_STATUS_LINES[status], headers)
        return (body,)

    return application


def _answer(method: str, path: str) -> tuple[tuple[int, bytes], bool] | None:
    """Status and body, and whether it is the page; None for what is left to Django."""
    try:
        if method == "GET" and path[:3] in {"/v/", "/V/"}:
            return scan.answer(path[3:]), True
        if method == "GET" and path.startswith(_PREFIX):
            return status_api.answer(path[len(_PREFIX) :]), False
    except Exception:  # noqa: BLE001 - a bug: Django meets it again, logs it and shows its page
        return None
    return None
