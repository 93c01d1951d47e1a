"""A load takes little memory, and more only where the indexes of many documents need it."""

from __future__ import annotations

import duckdb

from warehouse.sessions import LOADING, make_room


def megabytes(documents: int | None = None) -> float:
    with duckdb.connect() as connection:
        connection.execute(LOADING)
        if documents is not None:
            make_room(connection, documents)
        (said,) = connection.execute("SELECT current_setting('memory_limit')").fetchone() or ("",)
    number, unit = said.split()
    return float(number) * {"MiB": 1.048576, "GiB": 1073.741824}[unit]


def test_a_small_warehouse_is_loaded_in_little_memory() -> None:
    assert megabytes(documents=500) == megabytes()
    assert megabytes(documents=10_000) < 1.2 * megabytes()


def test_a_large_warehouse_gets_room_for_its_indexes() -> None:
    assert megabytes(documents=1_000_000) > 1_000
