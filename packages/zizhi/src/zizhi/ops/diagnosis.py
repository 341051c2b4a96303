"""What this machine still lacks, and the command that brings it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from openofd.errors import OpenOfdError
from zizhi.core.errors import RuleViolation
from zizhi.messages import mail
from zizhi.messages.selectors import given_up
from zizhi.sealing import services as sealing

__all__ = ["Finding", "diagnose"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing looked at; `trouble` is empty when it is in order."""

    subject: str
    trouble: str
    remedy: str


_ASSETS: Final = (
    "noto-serif-sc/NotoSerifSC_400Regular.ttf",
    "noto-serif-sc/NotoSerifSC_500Medium.ttf",
    "noto-serif-sc/NotoSerifSC_600SemiBold.ttf",
    "noto-serif-sc/NotoSerifSC_900Black.ttf",
    "bootstrap/dist/css/bootstrap.min.css",
)


def diagnose() -> Iterator[Finding]:
    """Look at everything the hall needs to run and to issue."""
    yield _look("国密算法（libcrypto 的 SM2、SM3）", _crypto, "apt-get install --reinstall libssl3 openssl")
    yield _look("字体与网页资源", _assets, "make setup")
    yield _look("生僻字字体", _fallback_fonts, "apt-get install fonts-hanazono")
    yield _look("数据库", _database, "zizhi migrate")
    yield _look("印章与密钥", _custody, "zizhi demo（演示环境）或导入正式印章")
    yield _look(
        "通知的邮件与短信副本", _copies, "zizhi deliveries；邮件的设置见 docs/operations/notifications.md"
    )
    yield _look("数据目录可写", _writable, f"chown -R \"$USER\" '{settings.ZIZHI_HOME}'")


def _look(subject: str, examine: Callable[[], str], remedy: str) -> Finding:
    try:
        trouble = examine()
    except (OpenOfdError, RuleViolation, OSError, ValueError, DatabaseError) as error:
        trouble = error.message if isinstance(error, RuleViolation) else str(error)
    return Finding(subject=subject, trouble=trouble, remedy=remedy if trouble else "")


def _crypto() -> str:
    sealing.try_crypto()
    return ""


def _assets() -> str:
    return _missing(settings.ZIZHI_ASSETS / name for name in _ASSETS)


def _fallback_fonts() -> str:
    return _missing(Path(font) for font in settings.ZIZHI_FALLBACK_FONTS)


def _missing(paths: Iterator[Path]) -> str:
    absent = [str(path) for path in paths if not path.is_file()]
    return f"缺少 {'、'.join(absent)}" if absent else ""


def _database() -> str:
    executor = MigrationExecutor(connection)
    pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return f"有 {len(pending)} 项升级未执行" if pending else ""


def _custody() -> str:
    sealing.current()
    return ""


def _copies() -> str:
    if settings.EMAIL_HOST:
        mail.try_server()
    waiting = given_up().count()
    return f"有 {waiting} 份副本未能送出，已放弃" if waiting else ""


def _writable() -> str:
    probe = settings.ZIZHI_HOME / ".probe"
    probe.write_bytes(b"")
    probe.unlink()
    return ""
