"""The public side: home, two entries, the page behind the QR code, the report on a file. No cookie."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from zizhi.core.clock import now
from zizhi.core.errors import RuleViolation
from zizhi.verification import services, uploads
from zizhi.verification.answers import Answer
from zizhi.web.public import presenting, scan
from zizhi.web.public.drawing import draw
from zizhi.web.public.entries import Entry, entries, entry, entry_of_kind

__all__ = ["entry_page", "file_page", "help_page", "home", "scanned", "verify"]

_QUERY_LIMIT: Final = 64


@require_safe
@never_cache
def home(request: HttpRequest) -> HttpResponse:
    """What do you want to check?"""
    return render(request, "public/home.html", {"here": "home", "figures": services.figures(now=now())})


@require_safe
def verify(request: HttpRequest) -> HttpResponse:
    """The choice between the two entries."""
    return render(request, "public/verify.html", {"here": "verify", "entries": entries()})


@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """What the answers mean."""
    return render(request, "public/help.html", {"here": "help", "entries": entries()})


@require_safe
@never_cache
def entry_page(request: HttpRequest, slug: str) -> HttpResponse:
    """One entry: the form, and the answer when something was asked."""
    here = _entry(slug)
    other = next(e for e in entries() if e is not here)
    query = request.GET.get("q", "").strip()[:_QUERY_LIMIT]
    context = {"here": "verify", "entry": here, "other": other, "query": query}
    status = HTTPStatus.OK
    if query:
        asked, status = _ask(query, here)
        context |= asked
    return render(request, "public/entry.html", context, status=status)


@require_safe
def scanned(request: HttpRequest, address: str) -> HttpResponse:
    """Django's way to the page behind the QR code; see `scan`."""
    status, body = scan.answer(address)
    return HttpResponse(body, status=status, headers=scan.HEADERS)


@csrf_exempt  # nothing is kept and nobody is logged in: there is nothing to forge, and no cookie to need
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def file_page(request: HttpRequest) -> HttpResponse:
    """The form for a file, and the report on it."""
    if request.method != "POST":
        return _file_form(request)
    try:
        upload = uploads.receive(request)
    except RuleViolation as fault:
        too_large = fault.code == "UPLOAD_TOO_LARGE"
        status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE if too_large else HTTPStatus.BAD_REQUEST
        return _file_form(request, problem=fault.message, status=status)
    return _report(request, upload)


def _file_form(
    request: HttpRequest, *, problem: str = "", status: HTTPStatus = HTTPStatus.OK
) -> HttpResponse:
    limit = presenting.size_in_words(uploads.LIMIT).replace(".0", "")
    context = {"here": "file", "problem": problem, "limit": limit}
    return render(request, "public/file.html", context, status=status)


def _report(request: HttpRequest, upload: uploads.Upload) -> HttpResponse:
    asked = now()
    report = services.examine(upload.data, now=asked)
    drawing = draw(report)
    context = {
        "here": "file",
        "report": report,
        "portals": presenting.portals_of(report),
        "tally": presenting.tally(report),
        "asked_at": presenting.asked_at(asked),
        "filename": upload.name or "未命名",
        "size": presenting.size_in_words(len(upload.data)),
        "pages": drawing.pages,
        "more_pages": drawing.more,
    }
    return render(request, "public/report.html", context)


def _entry(slug: str) -> Entry:
    try:
        return entry(slug)
    except StopIteration:
        raise Http404 from None


def _ask(query: str, here: Entry) -> tuple[dict[str, object], HTTPStatus]:
    """What the entry's template shows for a question: answers, pointers to the other entry, or why none."""
    asked = now()
    context: dict[str, object] = {"asked_at": presenting.asked_at(asked)}
    try:
        found = services.ask(query, now=asked)
    except RuleViolation as fault:
        return context | {"problem": fault.message}, HTTPStatus.BAD_REQUEST
    except services.RegistryUnreachable:
        return context | {"unreachable": True}, HTTPStatus.SERVICE_UNAVAILABLE
    if not found:
        return context | {"missing": presenting.missing(query)}, HTTPStatus.NOT_FOUND
    return context | _sorted_by_entry(found, here), HTTPStatus.OK


def _sorted_by_entry(found: Sequence[Answer], here: Entry) -> dict[str, object]:
    ours = [answer for answer in found if entry_of_kind(answer.kind) is here]
    others = [answer for answer in found if entry_of_kind(answer.kind) is not here]
    return {
        "answers": [presenting.present(answer) for answer in ours],
        "pointers": presenting.pointers(others, alone=not ours),
    }
