"""How Django knows this room."""

from django.apps import AppConfig


class IssuingConfig(AppConfig):
    name = "zizhi.issuing"
    verbose_name = "签发"
    default_auto_field = "django.db.models.BigAutoField"
