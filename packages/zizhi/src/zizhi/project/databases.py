"""``DATABASE_URL`` to Django's settings: SQLite by default, PostgreSQL for everything larger."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

_PRAGMAS = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"


def database_from_url(url: str, *, home: Path) -> dict[str, Any]:
    """Settings for ``""`` (a file in `home`), ``sqlite:///path`` or ``postgres://user:password@host:port/name``."""
    parts = urlsplit(url or "sqlite:///" + str(home / "zizhi.sqlite3").lstrip("/"))
    if parts.scheme == "sqlite":
        return sqlite(Path("/" + unquote(parts.path).lstrip("/")))
    if parts.scheme in {"postgres", "postgresql"}:
        return _postgres(parts.hostname, parts.port, parts.username, parts.password, parts.path, parts.query)
    raise ImproperlyConfigured(f"DATABASE_URL 不支持「{parts.scheme}」，只支持 sqlite 与 postgres。")


def sqlite(path: Path) -> dict[str, Any]:
    """A SQLite file as architecture §2 wants it: a sealed file must not outlive the row that records it."""
    options = {"init_command": _PRAGMAS, "transaction_mode": "IMMEDIATE", "timeout": 20}
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": str(path), "OPTIONS": options}


def _postgres(
    host: str | None, port: int | None, user: str | None, password: str | None, path: str, query: str
) -> dict[str, Any]:
    options = dict(parse_qsl(query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "HOST": options.pop("host", "") or unquote(host or ""),
        "PORT": options.pop("port", "") or (str(port) if port else ""),
        "USER": unquote(user or ""),
        "PASSWORD": unquote(password or ""),
        "NAME": unquote(path.lstrip("/")),
        "OPTIONS": options,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }
