"""How Django knows this room."""

from django.apps import AppConfig


class OpsConfig(AppConfig):
    name = "zizhi.ops"
    verbose_name = "运维"
