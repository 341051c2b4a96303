"""Triggers that keep tables append-only, on SQLite and PostgreSQL, for the migrations of every room above.

Django remakes a SQLite table when a later migration alters it, and its triggers are gone with the old one:
guard it again in that migration. Tests try every guard on the migrated database, so a lost one shows.
"""

from collections.abc import Callable, Iterable, Sequence

from django.apps.registry import Apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations import RunPython

__all__ = ["append_only", "fixed", "moves_only", "never_deleted"]

_SQLITE = """
CREATE TRIGGER {table}_no_{act} BEFORE {act} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
"""
_POSTGRES_FUNCTION = """
CREATE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{table} is append-only'; END $$
"""
_POSTGRES = """
CREATE TRIGGER {table}_no_{act} BEFORE {act} ON {table} FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse()
"""

_SQLITE_FIXED = """
CREATE TRIGGER {table}_fixed BEFORE UPDATE ON {table} FOR EACH ROW WHEN {condition}
BEGIN SELECT RAISE(ABORT, '{table}: this can no longer be changed'); END
"""
_POSTGRES_FIXED_FUNCTION = """
CREATE FUNCTION {table}_refuse_change() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{table}: this can no longer be changed'; END $$
"""
_POSTGRES_FIXED = """
CREATE TRIGGER {table}_fixed BEFORE UPDATE ON {table} FOR EACH ROW WHEN ({condition})
EXECUTE FUNCTION {table}_refuse_change()
"""

_SQLITE_MOVES = (
    """
CREATE TRIGGER {table}_moves BEFORE UPDATE ON {table} FOR EACH ROW WHEN {wrong_move}
BEGIN SELECT RAISE(ABORT, '{table}: no such transition'); END
""",
    """
CREATE TRIGGER {table}_begins BEFORE INSERT ON {table} FOR EACH ROW WHEN {wrong_start}
BEGIN SELECT RAISE(ABORT, '{table}: no such transition'); END
""",
)
_POSTGRES_MOVES = (
    """
CREATE FUNCTION {table}_refuse_move() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{table}: no such transition'; END $$
""",
    """
CREATE TRIGGER {table}_moves BEFORE UPDATE ON {table} FOR EACH ROW WHEN ({wrong_move})
EXECUTE FUNCTION {table}_refuse_move()
""",
    """
CREATE TRIGGER {table}_begins BEFORE INSERT ON {table} FOR EACH ROW WHEN ({wrong_start})
EXECUTE FUNCTION {table}_refuse_move()
""",
)


def append_only(table: str) -> RunPython:
    """A migration step: rows of the table can be added, never changed or removed."""
    return _guard(table, ("UPDATE", "DELETE"))


def never_deleted(table: str) -> RunPython:
    """A migration step: rows of the table can be added and changed, never removed."""
    return _guard(table, ("DELETE",))


def fixed(table: str, columns: Sequence[str], *, once: str = "1 = 1") -> RunPython:
    """A migration step: these columns never change again in rows for which `once` (SQL, of OLD) holds."""
    change = " OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in columns)
    names = {"table": table, "condition": f"({once}) AND ({change})"}

    def install(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        sqlite = editor.connection.vendor == "sqlite"
        for statement in (_SQLITE_FIXED,) if sqlite else (_POSTGRES_FIXED_FUNCTION, _POSTGRES_FIXED):
            editor.execute(statement.format(**names), None)

    def remove(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        sqlite = editor.connection.vendor == "sqlite"
        drop = "DROP TRIGGER {table}_fixed" if sqlite else "DROP FUNCTION {table}_refuse_change() CASCADE"
        editor.execute(drop.format(table=table), None)

    return RunPython(install, remove)


def moves_only(table: str, *, first: str, moves: Iterable[tuple[str, str]]) -> RunPython:
    """A migration step: rows begin in state `first`; their state moves along these pairs only.

    Each move makes `version` one greater, so two that start from the same version cannot both be made.
    """
    pairs = ", ".join(f"'{old}>{new}'" for old, new in moves)
    names = {
        "table": table,
        "wrong_move": "OLD.state IS DISTINCT FROM NEW.state AND (NEW.version <> OLD.version + 1 "
        f"OR (OLD.state || '>' || NEW.state) NOT IN ({pairs}))",
        "wrong_start": f"NEW.state <> '{first}'",
    }

    def install(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        for statement in _SQLITE_MOVES if editor.connection.vendor == "sqlite" else _POSTGRES_MOVES:
            editor.execute(statement.format(**names), None)

    def remove(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        sqlite = editor.connection.vendor == "sqlite"
        drops = ("DROP TRIGGER {table}_moves", "DROP TRIGGER {table}_begins")
        for drop in drops if sqlite else ("DROP FUNCTION {table}_refuse_move() CASCADE",):
            editor.execute(drop.format(table=table), None)

    return RunPython(install, remove)


def _guard(table: str, acts: Iterable[str]) -> RunPython:
    return RunPython(_installer(table, tuple(acts)), _remover(table, tuple(acts)))


def _installer(table: str, acts: tuple[str, ...]) -> Callable[[Apps, BaseDatabaseSchemaEditor], None]:
    def install(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        for statement in _statements(editor.connection.vendor, table, acts):
            editor.execute(statement, None)

    return install


def _statements(vendor: str, table: str, acts: tuple[str, ...]) -> list[str]:
    if vendor == "sqlite":
        return [_SQLITE.format(table=table, act=act) for act in acts]
    triggers = [_POSTGRES.format(table=table, act=act) for act in (*acts, "TRUNCATE")]
    return [_POSTGRES_FUNCTION.format(table=table), *triggers]


def _remover(table: str, acts: tuple[str, ...]) -> Callable[[Apps, BaseDatabaseSchemaEditor], None]:
    def remove(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        if editor.connection.vendor == "sqlite":
            for act in acts:
                editor.execute(f"DROP TRIGGER {table}_no_{act}", None)
        else:
            editor.execute(f"DROP FUNCTION {table}_refuse() CASCADE", None)

    return remove
