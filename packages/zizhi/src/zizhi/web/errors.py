"""Error pages in the frame of all others, for programs as JSON; they need no database."""

from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string

from zizhi.web.context import site

__all__ = ["bad_request", "forbidden", "not_found", "server_error"]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fault:
    """What an error page says and where it leads."""

    status: int
    code: str
    title: str
    sentence: str
    action: str = "返回首页"
    link: str = "/"


_NOT_FOUND: Final = _Fault(
    status=404,
    code="ADDRESS_UNKNOWN",
    title="没有这个页面",
    sentence="请检查网址有没有输错，或从首页重新进入。",
)
_BAD_REQUEST: Final = _Fault(
    status=400, code="BAD_REQUEST", title="请求无法处理", sentence="发送的内容不完整或格式不对，请重试。"
)
_FORBIDDEN: Final = _Fault(
    status=403, code="FORBIDDEN", title="不能访问", sentence="没有访问这个页面的权限。"
)
_SERVER_ERROR: Final = _Fault(
    status=500, code="SERVER_ERROR", title="系统出错了", sentence="这不是您的问题，错误已经记录。请稍后再试。"
)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404."""
    return _answer(request, _NOT_FOUND)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400."""
    return _answer(request, _BAD_REQUEST)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403."""
    return _answer(request, _FORBIDDEN)


def server_error(request: HttpRequest) -> HttpResponse:
    """500."""
    return _answer(request, _SERVER_ERROR)


def _answer(request: HttpRequest, fault: _Fault) -> HttpResponse:
    if request.path.startswith("/api/"):  # a mistyped address must not read like "not registered"
        problem = {"code": fault.code, "message": f"{fault.title}。{fault.sentence}", "field": ""}
        return JsonResponse(problem, status=fault.status, json_dumps_params={"ensure_ascii": False})
    return HttpResponse(
        render_to_string("public/error.html", {"site": site(), "error": fault}), status=fault.status
    )
