"""What production refuses about custody (architecture §4, no counterfeit)."""

from collections.abc import Sequence

from django.apps import AppConfig
from django.conf import settings
from django.core import checks

from zizhi.core.errors import RuleViolation
from zizhi.sealing import custody


def register() -> None:
    """Add the check to Django's."""
    checks.register(production_custody, "zizhi")


def production_custody(
    app_configs: Sequence[AppConfig] | None, **kwargs: object
) -> list[checks.CheckMessage]:
    """An error where production would run with demonstration keys, unencrypted keys or unreadable custody."""
    folder = custody.folder(settings.ZIZHI_HOME)
    if settings.ZIZHI_PROFILE != "production" or not folder.exists():
        return []
    try:
        custody.open_custody(folder, production=True)
    except RuleViolation as error:
        return [checks.Error(error.message, id=f"zizhi.{error.code}")]
    return []
