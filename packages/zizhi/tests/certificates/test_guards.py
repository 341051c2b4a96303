"""What the database itself refuses, whoever asks."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.db import DatabaseError, connection

from zizhi.accounts.policy import COMMAND
from zizhi.certificates.models import Certificate, NumberSeries, Version
from zizhi.certificates.requests import Request, SealedFile
from zizhi.certificates.services import allocate, bring_into_effect


@pytest.fixture
def version(
    each_hall: Any,
    make_request: Callable[..., Request],
    make_file: Callable[[int], SealedFile],
    now: datetime,
) -> Version:
    """A version in effect."""
    version = allocate(make_request(), now=now, by=COMMAND)
    return bring_into_effect({version.pk: make_file(1)}, now=now, by=COMMAND)[0]


@pytest.mark.parametrize(
    "change", [{"snapshot_json": {}}, {"token": "X"}, {"file_digest": "0"}, {"ordinal": 9}], ids=str
)
def test_what_was_in_effect_never_changes(version: Version, change: dict[str, Any]) -> None:
    with pytest.raises(DatabaseError, match="no longer be changed"):
        Version.objects.update(**change)


@pytest.mark.parametrize("change", [{"number": "D221000023"}, {"serial": "1"}, {"kind": "design"}], ids=str)
def test_a_number_stays_for_life(version: Version, change: dict[str, Any]) -> None:
    with pytest.raises(DatabaseError, match="no longer be changed"):
        Certificate.objects.update(**change)


@pytest.mark.parametrize("model", [Certificate, Version, NumberSeries])
def test_the_register_is_never_deleted(version: Version, model: Any) -> None:
    with pytest.raises(DatabaseError, match="append-only"):
        model.objects.all()._raw_delete("default")


@pytest.mark.parametrize("act", ["DELETE FROM", "UPDATE"])
def test_serials_stay_as_they_were_given(version: Version, act: str) -> None:
    rest = " SET serial = 7" if act == "UPDATE" else ""
    with pytest.raises(DatabaseError, match="append-only"), connection.cursor() as cursor:
        cursor.execute(f"{act} certificates_serial{rest}")


@pytest.mark.parametrize("change", [{"state": "lost"}, {"state": "expired"}], ids=str)
def test_the_database_knows_the_states_of_a_version(version: Version, change: dict[str, str]) -> None:
    with pytest.raises(DatabaseError, match="certificates_version_state"):
        Version.objects.update(**change)


def test_effect_needs_a_file(each_hall: Any, make_request: Callable[..., Request], now: datetime) -> None:
    allocate(make_request(), now=now, by=COMMAND)
    with pytest.raises(DatabaseError, match="certificates_effect_needs_file"):
        Version.objects.update(state="in_effect")
