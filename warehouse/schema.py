"""How a warehouse file comes to its present shape: migrations, then views and comments.

    version 1  first_release   warehouse/migrations/0001_first_release.sql

A migration is a file of SQL that never changes once released. It is applied in one transaction together with its row
in `schema_version`, so a file is always exactly at a version. Views, macros and comments hold no rows: they are made
anew from `warehouse/views` and the catalogue whenever the file is published. `tests/warehouse/test_schema.py` holds
the migrations to the catalogue: together they must give every table exactly the columns declared there.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import NamedTuple

import duckdb

from warehouse import catalogue
from warehouse.errors import DuplicateKeyError, NewerSchemaError
from warehouse.locations import Location
from warehouse.sessions import quoted

_HERE = Path(__file__).resolve().parent
_VERSIONS = "CREATE TABLE IF NOT EXISTS schema_version (version INTEGER PRIMARY KEY, name VARCHAR NOT NULL, "
_VERSIONS += "applied_at TIMESTAMP NOT NULL)"

_ASKED_OF_EACH_RUN = ("figures", "numerals")
"""Tables whose keys `checks.promises` asks about, with a result on record."""

_ONLY_IN_A_FILE = "-- Only in a file."
"""The first line of a migration that a DuckLake does not need; its version goes on record there as well."""

_PRIMARY_KEY = re.compile(r",\s*PRIMARY KEY \([^)]*\)|\bPRIMARY KEY\b")


class Migration(NamedTuple):
    """One step of the schema."""

    version: int
    name: str
    sql: str


@cache
def migrations() -> tuple[Migration, ...]:
    """All migrations in order, from the files `<number>_<name>.sql`."""
    found = []
    for path in sorted((_HERE / "migrations").glob("*.sql")):
        number, name = path.stem.split("_", 1)
        found.append(Migration(int(number), name, path.read_text(encoding="utf-8")))
    return tuple(found)


def latest_version() -> int:
    """The version that this program writes."""
    return migrations()[-1].version


def version(connection: duckdb.DuckDBPyConnection) -> int:
    """The version of an open file, 0 when it has none yet. Read-only."""
    known = "SELECT count(*) FROM duckdb_tables() WHERE table_name = 'schema_version' "
    known += "AND database_name = current_database() AND NOT internal"
    if not _number(connection, known):
        return 0
    return _number(connection, "SELECT coalesce(max(version), 0) FROM schema_version")


def pending(connection: duckdb.DuckDBPyConnection) -> tuple[Migration, ...]:
    """The migrations an open file has not been through. Read-only."""
    reached = version(connection)
    return tuple(migration for migration in migrations() if migration.version > reached)


def refuse_newer(connection: duckdb.DuckDBPyConnection, location: Location) -> None:
    """Raise NewerSchemaError when the file was written by a newer program. Read-only."""
    found = version(connection)
    if found > latest_version():
        raise NewerSchemaError(
            f"{location} has schema version {found}, this taizhang knows {latest_version()}. "
            "It was left as it is; update taizhang, or name another file with --warehouse."
        )


def migrate(connection: duckdb.DuckDBPyConnection) -> tuple[Migration, ...]:
    """Bring an open file to the latest version; returns the migrations applied, each in its own transaction."""
    applied = pending(connection)
    adapted = _for_lake if is_lake(connection) else str
    for migration in applied:
        connection.execute("BEGIN")
        try:
            connection.execute(adapted(_VERSIONS))
            connection.execute(adapted(migration.sql))
            record = (migration.version, migration.name, datetime.now(UTC).replace(tzinfo=None))
            connection.execute("INSERT INTO schema_version VALUES (?, ?, ?)", record)
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")
    return applied


def refresh_definitions(connection: duckdb.DuckDBPyConnection) -> None:
    """Make macros, views and comments what this program says they are; rows are not touched."""
    digest = _definitions_digest()
    with suppress(duckdb.CatalogException):
        if connection.execute("SELECT definitions_digest()").fetchone() == (digest,):
            return
    connection.execute(view_sql("macros"))
    for name in view_order():
        connection.execute(f"CREATE OR REPLACE VIEW {name} AS\n{view_sql(name)}")
    connection.execute(_questions(is_lake(connection)))
    connection.execute(";\n".join(_comments(is_lake(connection))))
    connection.execute(f"CREATE OR REPLACE MACRO definitions_digest() AS {quoted(digest)}")


@cache
def _definitions_digest() -> str:
    """Changes with every view, macro and comment; a file that carries it needs no refreshing."""
    parts = [view_sql(name) for name in ("macros", *view_order(), "questions")] + list(_comments(in_lake=False))
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]


def view_sql(name: str) -> str:
    """The SELECT behind a view; of `macros` and `questions` the statements that make them."""
    return (_HERE / "views" / f"{name}.sql").read_text(encoding="utf-8")


def _questions(in_lake: bool) -> str:
    """The table macros; a DuckLake keeps no comments on them."""
    lines = view_sql("questions").splitlines()
    return "\n".join(line for line in lines if not (in_lake and line.startswith("COMMENT ON ")))


def view_order() -> tuple[str, ...]:
    """The views, each after those it reads from (the catalogue lists them so)."""
    return tuple(entry.name for entry in catalogue.views())


def is_lake(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether the open warehouse is a DuckLake, which has no primary keys and no comments on columns of views."""
    return bool(
        _number(
            connection,
            "SELECT count(*) FROM duckdb_databases() WHERE database_name = current_database() AND type = 'ducklake'",
        )
    )


def refuse_duplicates(connection: duckdb.DuckDBPyConnection) -> None:
    """Raise DuplicateKeyError where two rows have one key: what primary keys would do, without their indexes."""
    for entry in catalogue.tables():
        if entry.key and entry.name not in _ASKED_OF_EACH_RUN:
            key = ", ".join(entry.key)
            twice = f"SELECT {key} FROM {entry.name} GROUP BY {key} HAVING count(*) > 1 LIMIT 1"  # noqa: S608 - our own names
            if row := connection.execute(twice).fetchone():
                raise DuplicateKeyError(f"{entry.name} has {key} {row} twice. Nothing was published; report it.")


def _for_lake(sql: str) -> str:
    return "" if sql.startswith(_ONLY_IN_A_FILE) else _PRIMARY_KEY.sub("", sql)


def _comments(in_lake: bool) -> Iterable[str]:
    for entry in catalogue.catalogue().values():
        yield f"COMMENT ON {entry.kind.upper()} {entry.name} IS {quoted(entry.comment)}"
        if in_lake and entry.kind == "view":
            continue
        for column in entry.columns:
            yield f'COMMENT ON COLUMN {entry.name}."{column.name}" IS {quoted(column.comment)}'


def _number(connection: duckdb.DuckDBPyConnection, query: str) -> int:
    row = connection.execute(query).fetchone()
    return int(row[0]) if row else 0
