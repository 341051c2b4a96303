"""What tests of several rooms share: a hall with its own database and home, and requests for the registry.

A database is migrated once. A test that commits takes a fresh copy by asking for `hall` (SQLite, or
PostgreSQL when it is marked `postgres`) or for `each_hall` (runs on both); a test marked `django_db`
stands on another copy and rolls back.
"""

import base64
import io
import os
import shutil
import subprocess
import tempfile
import uuid
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import pytest_socket
from django.conf import settings as django_settings
from django.core.management import call_command
from django.db import connection, connections
from pytest_django import DjangoDbBlocker, Settings

from zizhi.accounts.policy import COMMAND
from zizhi.certificates.lifecycle import Purpose
from zizhi.certificates.models import Version
from zizhi.certificates.requests import Holder, Request, SealedFile
from zizhi.certificates.services import allocate, bring_into_effect
from zizhi.certificates.snapshot import Item
from zizhi.core.uscc import Uscc, check_character
from zizhi.issuing.making import make
from zizhi.project.databases import database_from_url
from zizhi.sealing import custody
from zizhi.sealing.demonstration import make_demonstration
from zizhi.status.answers import Reader, open_reader
from zizhi.vault.services import hall_vault

os.environ.setdefault("ZIZHI_SECRET_KEY", "only for tests")

_BINARIES = sorted(Path("/usr/lib/postgresql").glob("*/bin"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Hall:
    """A hall of a test's own."""

    home: Path
    database: dict[str, Any]


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Nothing leaves this machine."""
    pytest_socket.socket_allow_hosts(["127.0.0.1", "::1", "localhost"], allow_unix_socket=True)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker) -> Path:
    """A migrated SQLite file, to be copied."""
    home = tmp_path_factory.mktemp("template")
    _migrate(database_from_url("", home=home), django_db_blocker)
    return home / "zizhi.sqlite3"


@pytest.fixture(scope="session")
def django_db_setup(
    sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """What tests marked `django_db` stand on; they roll back, so one copy does for all."""
    home = tmp_path_factory.mktemp("rollback")
    shutil.copy(sqlite_template, home)
    with _connected(database_from_url("", home=home)):
        yield


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """A PostgreSQL cluster of our own, behind a socket in a folder; gives that folder."""
    folder = Path(tempfile.mkdtemp(prefix="zizhi-pg-"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    try:
        _postgres("initdb", "-D", f"{folder}/data", "-U", "zizhi", "--auth=trust", "-E", "UTF8", "--no-sync")
        options = f"-c listen_addresses='' -c unix_socket_directories='{folder}' -c fsync=off"
        _postgres("pg_ctl", "-D", f"{folder}/data", "-l", f"{folder}/log", "-o", options, "-w", "start")
        yield str(folder)
    finally:
        _postgres("pg_ctl", "-D", f"{folder}/data", "-m", "immediate", "-w", "stop")
        shutil.rmtree(folder)


@pytest.fixture(scope="session")
def postgres_template(postgres_server: str, django_db_blocker: DjangoDbBlocker) -> str:
    """A migrated PostgreSQL database, to be copied; gives its server."""
    _sql(postgres_server, "CREATE DATABASE zizhi_template")
    _migrate(_postgres_database(postgres_server, "zizhi_template"), django_db_blocker)
    return postgres_server


@pytest.fixture
def hall(request: pytest.FixtureRequest) -> Hall:
    """A hall whose database is a fresh copy: SQLite, or PostgreSQL for a test marked `postgres`."""
    name = "_postgres_hall" if request.node.get_closest_marker("postgres") else "_sqlite_hall"
    return request.getfixturevalue(name)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def each_hall(request: pytest.FixtureRequest) -> Hall:
    """`hall` on SQLite and on PostgreSQL."""
    return request.getfixturevalue(f"_{request.param}_hall")


@pytest.fixture
def _sqlite_hall(
    sqlite_template: Path, tmp_path: Path, settings: Settings, django_db_blocker: DjangoDbBlocker
) -> Iterator[Hall]:
    shutil.copy(sqlite_template, tmp_path)
    with (
        django_db_blocker.unblock(),
        _opened(database_from_url("", home=tmp_path), tmp_path, settings) as hall,
    ):
        yield hall


@pytest.fixture
def _postgres_hall(
    postgres_template: str, tmp_path: Path, settings: Settings, django_db_blocker: DjangoDbBlocker
) -> Iterator[Hall]:
    name = f"t{uuid.uuid4().hex}"
    _sql(postgres_template, f"CREATE DATABASE {name} TEMPLATE zizhi_template")
    database = _postgres_database(postgres_template, name)
    with django_db_blocker.unblock(), _opened(database, tmp_path, settings) as hall:
        yield hall
    _sql(postgres_template, f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def _opened(database: dict[str, Any], home: Path, settings: Settings) -> Iterator[Hall]:
    settings.ZIZHI_HOME = home
    settings.ZIZHI_VAULT = (home / "vault").as_uri()
    with _connected(database):
        yield Hall(home=home, database=database)


@contextmanager
def _connected(database: dict[str, Any]) -> Iterator[None]:
    """Point Django's default connection to another database, in this thread and in later ones."""
    before = dict(django_settings.DATABASES["default"])
    _point_to(database)
    try:
        yield
    finally:
        _point_to(before)


def _point_to(database: dict[str, Any]) -> None:
    connections.close_all()
    place = connections.settings["default"]
    place.clear()
    place.update(database)
    connections.configure_settings(connections.settings)
    with suppress(AttributeError):  # not connected yet
        del connections["default"]


def _migrate(database: dict[str, Any], blocker: DjangoDbBlocker) -> None:
    with blocker.unblock(), _connected(database):
        call_command("migrate", verbosity=0, interactive=False)
        connection.close()


def _postgres_database(server: str, name: str) -> dict[str, Any]:
    return database_from_url(f"postgres://zizhi@/{name}?host={server}", home=Path())


def _postgres(program: str, *arguments: str) -> None:
    """Run one of PostgreSQL's programs; it refuses to be run by root, so root becomes `postgres`."""
    as_other = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    command = [*as_other, str(_BINARIES[-1] / program), *arguments]
    subprocess.run(command, check=True, cwd="/", stdout=subprocess.DEVNULL)


def _sql(server: str, statement: str) -> None:
    import psycopg

    with psycopg.connect(host=server, user="zizhi", dbname="postgres", autocommit=True) as server_connection:
        server_connection.execute(statement)


@pytest.fixture
def reader(request: pytest.FixtureRequest) -> Iterator[Reader]:
    """What the public is told, from the database of the test's hall."""
    name = "each_hall" if "each_hall" in request.fixturenames else "hall"
    opened = open_reader(request.getfixturevalue(name).database)
    yield opened
    opened.close()


NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)


@pytest.fixture
def now() -> datetime:
    """2026-11-22, 11 o'clock at the department."""
    return NOW


@pytest.fixture
def made_up_uscc() -> Callable[[int], Uscc]:
    """The n-th made-up credit code (region 99, architecture §4)."""
    return _uscc


@pytest.fixture
def make_request() -> Callable[..., Request]:
    """`make_request(n, **changes)`: what is asked for the n-th made-up enterprise, at first an initial."""
    return _request


@pytest.fixture
def make_file() -> Callable[[int], SealedFile]:
    """The n-th file that was never made: a digest, a size and a claim."""
    return lambda n: SealedFile(digest=f"{n:064x}", size=1000 + n, claim=bytes(106))


def _uscc(n: int) -> Uscc:
    body = f"91990100MA{n:07d}"
    return Uscc.parse(body + check_character(body))


def _request(n: int = 1, **changes: Any) -> Request:
    holder = {
        "uscc": _uscc(n),
        "name": f"辽宁第{n}建筑工程有限公司",
        "legal_representative": "张䶮",
        "registered_address": "辽宁省沈阳市浑南区世纪路1号",
        "registered_capital": "5000万元",
    }
    values = {
        "decision_document": "辽住建许〔2026〕1号",
        "purpose": Purpose.INITIAL,
        "kind": "construction",
        "items": (Item(name="建筑工程施工总承包二级"),),
        "valid_from": date(2026, 11, 22),
        "valid_until": date(2031, 11, 21),
        **changes,
    }
    return Request(holder=Holder(**{**holder, **values.pop("holder", {})}), **values)


@pytest.fixture(scope="session")
def custody_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Demonstration custody, made once; its seal shows one grey pixel."""
    home = tmp_path_factory.mktemp("custody")
    make_demonstration(home, organization="辽宁省住房和城乡建设厅", picture=_DOT, now=NOW)
    return custody.folder(home)


@pytest.fixture
def issue(hall: Hall, custody_template: Path) -> Callable[..., tuple[Version, bytes]]:
    """`issue(n, **changes)`: make one certificate and bring it into effect; its version and its file."""
    shutil.copytree(custody_template, custody.folder(hall.home))

    def act(n: int = 1, *, at: datetime = NOW, **changes: Any) -> tuple[Version, bytes]:
        version = allocate(_request(n, **changes), now=at, by=COMMAND)
        made = make(version.snapshot, token=version.token, at=at)
        hall_vault().put(made.data)
        return bring_into_effect({version.pk: made.recorded()}, now=at, by=COMMAND)[0], made.data

    return act


_DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg=="
)


@pytest.fixture
def rezipped() -> Callable[..., bytes]:
    """`rezipped(data, change)`: the package again, every entry passed through `change(name, content)`."""
    return _rezipped


def _rezipped(data: bytes, change: Callable[[str, bytes], bytes] = lambda _, content: content) -> bytes:
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return result.getvalue()
