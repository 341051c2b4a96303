"""How Django knows this room."""

from django.apps import AppConfig


class CertificatesConfig(AppConfig):
    name = "zizhi.certificates"
