"""How Django knows this room."""

from django.apps import AppConfig


class SealingConfig(AppConfig):
    name = "zizhi.sealing"
    verbose_name = "用印"

    def ready(self) -> None:
        from zizhi.sealing import checks

        checks.register()
