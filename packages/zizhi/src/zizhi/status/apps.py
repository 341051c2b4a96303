"""How Django knows this room."""

from django.apps import AppConfig


class StatusConfig(AppConfig):
    name = "zizhi.status"
