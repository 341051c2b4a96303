"""Error pages in the frame of all others; they need no database and no request data."""

from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from zizhi.web.context import site

__all__ = ["bad_request", "forbidden", "not_found", "server_error"]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fault:
    """What an error page says and where it leads."""

    status: int
    title: str
    sentence: str
    action: str = "返回首页"
    link: str = "/"


_NOT_FOUND: Final = _Fault(
    status=404, title="没有这个页面", sentence="请检查网址有没有输错，或从首页重新进入。"
)
_BAD_REQUEST: Final = _Fault(
    status=400, title="请求无法处理", sentence="发送的内容不完整或格式不对，请重试。"
)
_FORBIDDEN: Final = _Fault(status=403, title="不能访问", sentence="没有访问这个页面的权限。")
_SERVER_ERROR: Final = _Fault(
    status=500, title="系统出错了", sentence="这不是您的问题，错误已经记录。请稍后再试。"
)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404."""
    return _page(_NOT_FOUND)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400."""
    return _page(_BAD_REQUEST)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403."""
    return _page(_FORBIDDEN)


def server_error(request: HttpRequest) -> HttpResponse:
    """500."""
    return _page(_SERVER_ERROR)


def _page(fault: _Fault) -> HttpResponse:
    return HttpResponse(
        render_to_string("public/error.html", {"site": site(), "error": fault}), status=fault.status
    )
