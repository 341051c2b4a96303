"""What a hall refuses to start with, above all in production (architecture §4, profile)."""

import os
from collections.abc import Iterator, Sequence

from django.apps import AppConfig
from django.conf import settings
from django.core import checks

from zizhi.core.clock import now


def register() -> None:
    """Add the checks to Django's."""
    checks.register(production, "zizhi")
    checks.register(demonstration, "zizhi")


def production(app_configs: Sequence[AppConfig] | None, **kwargs: object) -> list[checks.CheckMessage]:
    """Errors that stop a production start."""
    if settings.ZIZHI_PROFILE != "production":
        return []
    return list(_faults())


def demonstration(app_configs: Sequence[AppConfig] | None, **kwargs: object) -> list[checks.CheckMessage]:
    """A clock that cannot be read stops a demonstration; production ignores it, and refuses it above."""
    if settings.ZIZHI_PROFILE == "production":
        return []
    try:
        now()
    except ValueError:
        said = "ZIZHI_CLOCK 应写作 2026-11-22T09:00:00+08:00 或 +365d。"
        return [checks.Error(said, id="zizhi.E005")]
    return []


def _faults() -> Iterator[checks.CheckMessage]:
    if settings.DEBUG:
        yield checks.Error("生产环境不得打开 DEBUG。", id="zizhi.E001")
    if not settings.ZIZHI_BASE_URL.startswith("https://"):
        yield checks.Error("生产环境的 ZIZHI_BASE_URL 必须是 https 地址。", id="zizhi.E002")
    if os.environ.get("ZIZHI_CLOCK"):
        yield checks.Error("生产环境不得设置 ZIZHI_CLOCK。", id="zizhi.E003")
    if os.environ.get("OPENOFD_BACKEND") == "gmssl":
        said = "生产环境不得用 gmssl 后端：运算时间随私钥而变，私钥明文留在内存里。"
        yield checks.Error(said, id="zizhi.E006")
    if not settings.ZIZHI_ASSETS.is_dir():
        yield checks.Error(f"找不到字体与样式目录 {settings.ZIZHI_ASSETS}。", id="zizhi.E004")
