"""Relations and migrations point down only (architecture §2): what import-linter cannot see."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db.migrations.loader import MigrationLoader
from django.db.models import Field, Model

FLOORS = [
    {"audit", "vault", "status"},
    {"accounts"},
    {"workdays", "zizhi_messages"},
    {"certificates"},
    {"applications", "faces", "sealing"},
    {"issuing", "verification"},
    {"web", "api", "ops"},
    {"project"},
]
FLOOR = {room: height for height, rooms in enumerate(FLOORS) for room in rooms}
OURS = [model for model in apps.get_models() if model.__module__.startswith("zizhi.")]


def _relations(model: type[Model]) -> Iterator[Field]:  # type: ignore[type-arg]
    for field in model._meta.get_fields():
        if isinstance(field, Field) and field.related_model is not None:
            yield field


def test_every_room_has_its_floor() -> None:
    rooms = {config.label for config in apps.get_app_configs() if config.name.startswith("zizhi.")}
    assert rooms <= set(FLOOR)


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_relations_point_down(model: type[Model]) -> None:
    for field in _relations(model):
        there = field.related_model._meta.app_label  # type: ignore[union-attr]
        if there in FLOOR and there != model._meta.app_label:
            assert FLOOR[there] < FLOOR[model._meta.app_label], field


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_no_accessor_leads_up(model: type[Model]) -> None:
    for field in _relations(model):
        there = field.related_model._meta.app_label  # type: ignore[union-attr]
        if there in FLOOR and there != model._meta.app_label:
            assert field.remote_field.hidden, f"{field}: related_name='+'"


def test_migrations_point_down() -> None:
    for (room, _), migration in MigrationLoader(None).disk_migrations.items():
        for needed, _ in migration.dependencies:
            if room in FLOOR and needed in FLOOR:
                assert FLOOR[needed] < FLOOR[room] or needed == room, migration


def test_the_lowest_rooms_know_only_plain_values() -> None:
    lowest = [model for model in OURS if model._meta.app_label in FLOORS[0]]
    assert lowest
    assert not [field for model in lowest for field in _relations(model)]
