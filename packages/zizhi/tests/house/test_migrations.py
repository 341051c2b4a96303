"""Migrations and models agree."""

from typing import Any

from django.core.management import call_command
from django.db import connection


def test_models_and_migrations_agree(hall: Any) -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_the_registry_can_be_taken_down_and_up_again(each_hall: Any) -> None:
    call_command("migrate", "certificates", "zero", verbosity=0)
    assert "certificates_version" not in connection.introspection.table_names()
    call_command("migrate", verbosity=0)
    assert "certificates_version" in connection.introspection.table_names()
