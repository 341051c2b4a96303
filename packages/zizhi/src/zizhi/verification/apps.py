"""How Django knows this room."""

from django.apps import AppConfig


class VerificationConfig(AppConfig):
    name = "zizhi.verification"
    verbose_name = "查验"
