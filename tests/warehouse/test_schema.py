import re

import duckdb
import pytest

from tests.builders import article, ask, batch, empty_warehouse, figure, load
from warehouse import catalogue, schema
from warehouse.publication import publication
from warehouse.schema import Migration

HAN = re.compile("[\u4e00-\u9fff]")


@pytest.fixture
def file(tmp_path):
    return empty_warehouse(tmp_path)


@pytest.fixture
def later_migration(monkeypatch):
    """One more migration, as the next release would bring one."""

    def add(sql):
        steps = (*schema.migrations(), Migration(schema.latest_version() + 1, "next_release", sql))
        monkeypatch.setattr(schema, "migrations", lambda: steps)

    return add


def test_migrations_give_every_table_and_view_the_columns_of_the_catalogue(file):
    for table in catalogue.catalogue().values():
        found = ask(file, f'FROM (DESCRIBE {table.name}) SELECT column_name, column_type, "null"')
        assert [(name, kind.replace('"', "")) for name, kind, _ in found] == [(c.name, c.type) for c in table.columns]
        if table.kind == "table":
            assert {name for name, _, null in found if null == "YES"} == {c.name for c in table.columns if c.nullable}


def test_every_table_view_and_column_has_a_comment_in_both_languages(file):
    comments = """SELECT table_name, '' AS column_name, comment FROM duckdb_tables() WHERE NOT internal
    UNION ALL SELECT view_name, '', comment FROM duckdb_views() WHERE NOT internal
    UNION ALL SELECT table_name, column_name, comment FROM duckdb_columns() WHERE NOT internal"""
    rows = ask(file, comments)
    assert len(rows) == sum(1 + len(table.columns) for table in catalogue.catalogue().values())
    assert [row for row in rows if not HAN.search(row[2] or "")] == []
    (comment,) = ask(
        file, "SELECT comment FROM duckdb_columns() WHERE table_name = 'figures' AND column_name = 'value'"
    )[0]
    assert comment.startswith("value (数值): The number as written")


def test_a_new_file_goes_through_every_migration_once():
    connection = duckdb.connect()
    assert [m.version for m in schema.pending(connection)] == [m.version for m in schema.migrations()]
    assert schema.version(connection) == 0
    schema.migrate(connection)
    assert schema.pending(connection) == ()
    assert schema.migrate(connection) == ()
    applied = [(m.version, m.name) for m in schema.migrations()]
    assert connection.execute("SELECT version, name FROM schema_version ORDER BY version").fetchall() == applied


def test_asking_what_is_pending_writes_nothing(file):
    before = file.read_bytes()
    with duckdb.connect(str(file), read_only=True) as connection:
        assert schema.pending(connection) == ()
    assert file.read_bytes() == before


def test_a_migration_keeps_the_rows_and_is_recorded(file, later_migration):
    later_migration("ALTER TABLE sources ADD COLUMN licence VARCHAR; UPDATE sources SET licence = 'unknown'")
    with duckdb.connect(str(file)) as connection:
        connection.execute(
            "INSERT INTO sources (source_id, kind, location, enabled, run_id) VALUES ('a','file','a',true,'r')"
        )
        before = schema.version(connection)
        assert [m.name for m in schema.migrate(connection)] == ["next_release"]
        assert connection.execute("SELECT source_id, licence FROM sources").fetchall() == [("a", "unknown")]
        assert schema.version(connection) == before + 1


def test_a_file_with_primary_keys_loses_them_and_no_row(tmp_path, monkeypatch):
    released = schema.migrations()
    loaded = empty_warehouse(tmp_path)
    load(loaded, batch(article("a", "全市投入社工165名。", figure("165名", 165))))
    older = tmp_path / "older.duckdb"
    filled = [table.name for table in catalogue.tables() if table.name != "schema_version"]
    with duckdb.connect(str(older)) as connection:
        monkeypatch.setattr(schema, "migrations", lambda: released[:3])
        schema.migrate(connection)
        schema.refresh_definitions(connection)
        connection.execute(f"ATTACH '{loaded}' AS loaded (READ_ONLY)")
        for name in filled:
            connection.execute(f"INSERT INTO {name} BY NAME FROM loaded.{name}")
    monkeypatch.setattr(schema, "migrations", lambda: released)
    with publication(older):
        pass
    for name in filled:
        assert ask(older, f"FROM {name}") == ask(loaded, f"FROM {name}")
    keyed = "SELECT DISTINCT table_name FROM duckdb_constraints() WHERE constraint_type = 'PRIMARY KEY' ORDER BY ALL"
    expected = ["check_results", "checks", "codes", "reviews", "runs", "schema_version"]
    assert [name for (name,) in ask(older, keyed)] == [name for (name,) in ask(loaded, keyed)] == expected
    assert ask(older, "SELECT count(*) FROM duckdb_columns() WHERE NOT internal AND comment IS NULL") == [(0,)]


def test_a_migration_that_fails_half_way_leaves_the_version_before(file, later_migration):
    later_migration("ALTER TABLE sources ADD COLUMN licence VARCHAR; SELECT * FROM no_such_table")
    with duckdb.connect(str(file)) as connection:
        with pytest.raises(duckdb.CatalogException):
            schema.migrate(connection)
        assert schema.version(connection) == schema.latest_version() - 1
        assert "licence" not in {row[0] for row in connection.execute("DESCRIBE sources").fetchall()}


def test_definitions_are_made_anew_only_when_they_differ(file, monkeypatch):
    made = []
    monkeypatch.setattr(schema, "_comments", lambda in_lake: made.append(1) or ["SELECT 1"])
    with duckdb.connect(str(file)) as connection:
        schema.refresh_definitions(connection)
        assert not made
        connection.execute("CREATE OR REPLACE MACRO definitions_digest() AS 'older'")
        schema.refresh_definitions(connection)
        assert made
