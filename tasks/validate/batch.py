"""A batch goes through the checks table by table, each against what was accepted before it.

    sources -> snapshots -> documents -> figures, numerals, removed text

What belongs to a document that is not accepted is set apart with it, so that no figure is ever without its text.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import chain

import polars as pl

from checks import lookups
from tasks.validate.split import split
from warehouse.frames import BATCH_TABLES, Batch, conform, frame


def validate_batch(batch: Batch, today: date) -> tuple[Batch, pl.DataFrame]:
    """The batch with bad rows moved to its quarantine and figures marked; and the rows of `check_results`."""
    batch = _conformed(batch)
    sources = split("sources", batch.sources)
    snapshots = split("snapshots", batch.snapshots)
    documents = split("documents", lookups.documents(batch.documents, sources.good, today))
    figures = split("figures", lookups.figures(batch.figures, documents.good, batch.numerals))
    numerals = split("numerals", lookups.numerals(batch.numerals, documents.good, batch.figures))
    removed = split("removed_text", lookups.removed_text(batch.removed_text, documents.good, batch.documents))
    verdicts = (sources, snapshots, documents, removed, figures, numerals)
    checked = Batch(
        sources=sources.good,
        snapshots=snapshots.good,
        documents=documents.good,
        removed_text=removed.good,
        fingerprints=batch.fingerprints.join(documents.good.select("document_id"), on="document_id", how="semi"),
        figures=figures.good,
        numerals=numerals.good,
        quarantine=pl.concat([batch.quarantine, frame("quarantine", _all(v.quarantined for v in verdicts))]),
    )
    return checked, frame("check_results", _all(verdict.results for verdict in verdicts))


def _all(parts: Iterable[list[dict[str, object]]]) -> list[dict[str, object]]:
    return list(chain.from_iterable(parts))


def _conformed(batch: Batch) -> Batch:
    return Batch(**{name: conform(name, getattr(batch, name)) for name in BATCH_TABLES})
