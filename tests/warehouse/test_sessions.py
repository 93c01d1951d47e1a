"""A load takes little memory, and more only where the indexes of many documents need it."""

from __future__ import annotations

import duckdb

from warehouse.sessions import BOUNDED, LOADING, make_room


def limit(*statements: str, documents: int = 0) -> str:
    with duckdb.connect() as connection:
        for statement in statements:
            connection.execute(statement)
        make_room(connection, documents)
        return str(connection.execute("SELECT current_setting('memory_limit')").fetchone())


def test_a_small_warehouse_is_loaded_in_little_memory() -> None:
    assert limit(LOADING, documents=10_000) == limit(LOADING) != limit(BOUNDED)


def test_a_large_warehouse_gets_what_others_get() -> None:
    assert limit(LOADING, documents=1_000_000) == limit(BOUNDED)
