"""The compare stage: what a run is about to publish against what is published."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl
from prefect import task

from tasks.compare.changes import COMPARED, SCHEMA, figure_changes
from tasks.partitions import read_frame
from warehouse.locations import Location
from warehouse.publication import reading

STAGE = "compare"

_PUBLISHED = f"""SELECT {", ".join(COMPARED)} FROM figures
WHERE source_id IN (SELECT source_id FROM current) ORDER BY source_id, char_start"""  # noqa: S608 - names of our own


@task(name=STAGE)
def compare(validated: Sequence[str], warehouse: Location) -> pl.DataFrame:
    """Figures added, removed and changed, over all validated partitions; rows as in `tasks.compare.changes`.

    Figures of a document that could not be read this time stay published, and are no change.
    """
    changes = [SCHEMA.to_frame()]
    with reading(warehouse) as connection:
        for partition in validated:
            connection.register("current", read_frame(partition, "documents").select("source_id"))
            before = connection.execute(_PUBLISHED).pl()
            changes.append(figure_changes(before, read_frame(partition, "figures").select(COMPARED)))
    return pl.concat(changes)
