"""A demonstration hall in a temporary folder, as the benchmarks and nobody else use it."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

__all__ = ["NOW", "demonstration_hall"]

NOW = datetime(2026, 11, 22, 4, tzinfo=UTC)


@contextmanager
def demonstration_hall() -> Iterator[Path]:
    """Settings, database and custody of a new hall; yields its folder."""
    with tempfile.TemporaryDirectory(prefix="zizhi-bench-") as folder:
        os.environ |= {
            "ZIZHI_HOME": folder,
            "ZIZHI_CLOCK": NOW.isoformat(),
            "DJANGO_SETTINGS_MODULE": "zizhi.project.settings",
        }
        os.environ.pop("DATABASE_URL", None)
        import django

        django.setup()
        from zizhi.ops.demonstration import prepare_custody

        prepare_custody()
        yield Path(folder)
