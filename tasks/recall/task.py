"""The recall stage: a batch of sources out of the warehouse instead of off the disk or the web."""

from __future__ import annotations

from collections.abc import Sequence

from prefect import task

from tasks.clean.task import cleaner_version
from tasks.extract.figures import extractor_version
from tasks.partitions import derive
from tasks.recall.stored import recalled, stale_sources
from warehouse.locations import Location
from warehouse.publication import reading

STAGE = "recall"


@task(name=STAGE, task_run_name="recall {partition}")
def recall(source_ids: Sequence[str], warehouse: Location, store: str, run_id: str, partition: int) -> str:
    """What was fetched of one batch of sources; a partition like that of stage fetch."""
    with reading(warehouse) as connection:
        frames = recalled(connection, source_ids)
    return derive(store, STAGE, f"{run_id}-{partition}", lambda: frames)


def sources_to_read(warehouse: Location, every: bool) -> list[str]:
    """The sources that the present rules and words have not read yet, or all with stored bytes."""
    with reading(warehouse) as connection:
        return stale_sources(connection, cleaner_version(), extractor_version(), every)
