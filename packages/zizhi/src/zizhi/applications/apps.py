"""How Django knows this room."""

from django.apps import AppConfig


class ApplicationsConfig(AppConfig):
    name = "zizhi.applications"
