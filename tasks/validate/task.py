"""The validate stage: all that was read of a batch, against the checks."""

from __future__ import annotations

from datetime import UTC, datetime

import polars as pl
from prefect import task

from checks.registry import SAMPLE, check
from checks.results import combine
from tasks.partitions import derive, read_frame
from tasks.quarantine import READABLE
from tasks.validate.batch import validate_batch
from warehouse.frames import BATCH_TABLES, Batch, frame

STAGE = "validate"


@task(name=STAGE, task_run_name="validate {partition}")
def validate(fetched: str, cleaned: str, extracted: str, store: str, run_id: str, partition: int) -> str:
    """Check what three stages made of one batch; returns the partition to load, with its `check_results`."""
    return derive(store, STAGE, f"{run_id}-{partition}", lambda: _validated(fetched, cleaned, extracted))


def _validated(fetched: str, cleaned: str, extracted: str) -> dict[str, pl.DataFrame]:
    batch = _batch(fetched, cleaned, extracted)
    checked, results = validate_batch(batch, datetime.now(UTC).date())
    readable = {
        "sources": batch.sources.height,
        "snapshots": batch.snapshots["snapshot_id"].count(),
        "documents": batch.documents.height,
    }
    results = combine([results, _stage_results(batch.quarantine, readable)])
    return {**{name: getattr(checked, name) for name in BATCH_TABLES}, "check_results": results}


def _batch(fetched: str, cleaned: str, extracted: str) -> Batch:
    """All rows of one batch; which charset was used is known only since cleaning."""
    charsets, documents = read_frame(cleaned, "charsets"), read_frame(extracted, "documents")
    snapshots = read_frame(fetched, "snapshots").drop("charset")
    stages = (fetched, cleaned, extracted)
    return Batch(
        sources=read_frame(fetched, "sources"),
        snapshots=snapshots.join(charsets, on=["source_id", "snapshot_id"], how="left", maintain_order="left"),
        documents=documents,
        removed_text=read_frame(cleaned, "removed_text").filter(
            pl.col("document_id").is_in(documents["document_id"].implode())
        ),
        fingerprints=read_frame(cleaned, "fingerprints"),
        figures=read_frame(extracted, "figures"),
        numerals=read_frame(extracted, "numerals"),
        quarantine=pl.concat([read_frame(stage, "quarantine") for stage in stages]),
    )


def _stage_results(quarantine: pl.DataFrame, looked_at: dict[str, int]) -> pl.DataFrame:
    """The rows of `check_results` for what the stages before set aside."""
    rows = []
    for table, name in READABLE.items():
        failed = quarantine.filter(pl.col("table_name") == table)["source_id"].to_list()
        rows.append(
            {
                "name": name,
                "severity": check(name).severity,
                "rows_checked": looked_at[table],
                "rows_failed": len(failed),
                "sample": failed[:SAMPLE],
            }
        )
    return frame("check_results", rows)
