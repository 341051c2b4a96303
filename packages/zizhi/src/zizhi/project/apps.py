"""How Django knows this room."""

from django.apps import AppConfig
from django.conf import settings


class ProjectConfig(AppConfig):
    name = "zizhi.project"

    def ready(self) -> None:
        from zizhi.project import checks

        checks.register()
        settings.ZIZHI_HOME.mkdir(mode=0o700, parents=True, exist_ok=True)
        settings.STATIC_ROOT.mkdir(exist_ok=True)
