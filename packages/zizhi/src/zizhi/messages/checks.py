"""What a hall refuses to start with about mail and SMS."""

from collections.abc import Iterator, Sequence
from inspect import isclass

from django.apps import AppConfig
from django.conf import settings
from django.core import checks
from django.utils.module_loading import import_string

from zizhi.messages.sms import LogSms


def register() -> None:
    """Add the check to Django's."""
    checks.register(carriers, "zizhi")


def carriers(app_configs: Sequence[AppConfig] | None, **kwargs: object) -> list[checks.CheckMessage]:
    """Errors that stop a start, some in production only."""
    return [*_mail(), *_sms()]


def _mail() -> Iterator[checks.CheckMessage]:
    if not settings.EMAIL_HOST:
        return
    if not settings.DEFAULT_FROM_EMAIL:
        yield checks.Error("设置了 EMAIL_HOST，还须设置发件地址 DEFAULT_FROM_EMAIL。", id="zizhi.E010")
    if settings.EMAIL_USE_TLS and settings.EMAIL_USE_SSL:
        yield checks.Error("EMAIL_USE_TLS 与 EMAIL_USE_SSL 只能打开一个。", id="zizhi.E011")
    in_clear = not (settings.EMAIL_USE_TLS or settings.EMAIL_USE_SSL)
    if settings.ZIZHI_PROFILE == "production" and settings.EMAIL_HOST_USER and in_clear:
        said = "生产环境不得明文传送邮箱口令：请打开 EMAIL_USE_TLS 或 EMAIL_USE_SSL。"
        yield checks.Error(said, id="zizhi.E012")


def _sms() -> Iterator[checks.CheckMessage]:
    if not settings.ZIZHI_SMS:
        return
    try:
        provider = import_string(settings.ZIZHI_SMS)
    except ImportError as error:
        yield checks.Error(f"找不到 ZIZHI_SMS 所指的类：{error}", id="zizhi.E008")
        return
    if settings.ZIZHI_PROFILE == "production" and isclass(provider) and issubclass(provider, LogSms):
        yield checks.Error("生产环境不得用演示用的 LogSms：它把短信写进日志，并不发送。", id="zizhi.E009")
