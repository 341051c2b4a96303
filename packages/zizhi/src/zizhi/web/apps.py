"""How Django knows this room."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "zizhi.web"
