"""The extract stage: the articles of a batch into figures and numerals."""

from __future__ import annotations

from typing import Any

import polars as pl
from prefect import task

from tasks.clean.blocks import Block
from tasks.errors import DocumentError
from tasks.extract.figures import Document, Extraction, context_of, extract, extractor_version
from tasks.partitions import derive, key_of, partition_key, read_frame
from tasks.quarantine import failed_row
from warehouse.frames import frame

STAGE = "extract"


@task(name=STAGE, task_run_name="extract {partition}")
def extract_figures(cleaned: str, store: str, partition: int) -> str:
    """Extract one cleaned batch; returns the partition with `figures`, `numerals`, `documents` and `quarantine`."""
    key = partition_key(extractor_version(), [key_of(cleaned)])
    return derive(store, STAGE, key, lambda: extract_documents(cleaned))


def extract_documents(cleaned: str) -> dict[str, pl.DataFrame]:
    """Frames of one batch. A document that fails costs only itself."""
    regions = read_frame(cleaned, "sources").select("source_id", "adm1", "adm2", "adm3")
    documents, removed = read_frame(cleaned, "documents"), _removed_by_document(cleaned)
    figures: list[dict[str, Any]] = []
    numerals: list[dict[str, Any]] = []
    quarantine, failed = [], []
    for row in documents.join(regions, on="source_id", how="left", maintain_order="left").iter_rows(named=True):
        try:
            extraction = _extract(row, removed.get(row["document_id"], []))
        except DocumentError as error:
            failed.append(row["document_id"])
            quarantine.append(failed_row(error, "documents", row))
            continue
        figures += extraction.figures
        numerals += extraction.numerals
    return {
        "documents": documents.filter(~pl.col("document_id").is_in(failed)),
        "figures": frame("figures", figures),
        "numerals": frame("numerals", numerals),
        "quarantine": frame("quarantine", quarantine),
    }


def _removed_by_document(cleaned: str) -> dict[str, list[str]]:
    removed = read_frame(cleaned, "removed_text").sort("document_id", "ordinal")
    return {key[0]: group["text"].to_list() for key, group in removed.group_by("document_id", maintain_order=True)}


def _extract(row: dict[str, Any], removed: list[str]) -> Extraction:
    blocks = [Block(b["kind"], b["level"], b["char_start"], b["char_end"]) for b in row["blocks"]]
    document = Document(row["document_id"], row["text"], blocks, context_of(row), removed)
    try:
        return extract(document)
    except Exception as error:  # a defect of a rule may cost its document, never the run
        problem = f"a rule of extraction failed ({type(error).__name__}: {error})"
        raise DocumentError(row["source_id"], STAGE, problem, "Report it with the document.") from error
