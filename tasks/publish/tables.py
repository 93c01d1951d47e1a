"""Which tables and views go out, in which form, and how they refer to each other.

    PUBLISHED    Parquet and the data package: everything that a number needs to be found, trusted and traced
    HXL          sheets with a row of hashtags
    WORKBOOK     the sheets of the Excel workbook, each with its columns in reading order

Left in the warehouse: `numerals`, `removed_text`, old document versions, fetches, runs and reviews (who reviewed is
nobody's business outside). Columns are described by the catalogue alone.
"""

from __future__ import annotations

from typing import NamedTuple

from warehouse import catalogue
from warehouse.catalogue import Column

PUBLISHED = (
    "sources",
    "documents",
    "figures",
    "evidence",
    "facts",
    "counted_facts",
    "metric_totals",
    "region_totals",
    "conflicts",
    "coverage",
    "figures_4w",
    "quarantine",
    "codes",
)
HXL = ("figures_4w", "evidence", "metric_totals", "region_totals")


class Reference(NamedTuple):
    """What a column's values are the key of."""

    table: str
    column: str


_KEYS = {
    "source_id": Reference("sources", "source_id"),
    "document_id": Reference("documents", "document_id"),
    "figure_id": Reference("figures", "figure_id"),
    "fact_id": Reference("facts", "fact_id"),
}
_OTHER_NAMES = {
    "parent_figure_id": "figure_id",
    "parent_fact_id": "fact_id",
    "other_fact_id": "fact_id",
    "other_document_id": "document_id",
    "other_source_id": "source_id",
}
_OF_WHAT_IS_NOT_THERE = ("quarantine",)
"""Tables whose rows may name a source or document that was never accepted."""


def reference(table: str, column: str) -> Reference | None:
    """The table and column that the values of this column are found in, if that is another one."""
    found = _KEYS.get(_OTHER_NAMES.get(column, column))
    if found is None or found == (table, column) or table in _OF_WHAT_IS_NOT_THERE:
        return None
    return found


class WorkbookSheet(NamedTuple):
    """One sheet of the workbook: the table, and its columns in reading order (all of them where none are named)."""

    table: str
    columns: tuple[str, ...] = ()

    @property
    def fields(self) -> tuple[Column, ...]:
        """The catalogue's columns."""
        table = catalogue.table(self.table)
        return tuple(table.column(name) for name in self.columns or table.names)


_NUMBER_WITH_ITS_SENTENCE = """metric value unit qualifier quote sentence value_low value_high object actor adm1 adm2
adm3 region_code period_start period_end per aggregation dimension confidence warnings review_decision title publisher
published_on source_url section figure_id parent_figure_id document_id source_id"""

WORKBOOK = (
    WorkbookSheet("evidence", tuple(_NUMBER_WITH_ITS_SENTENCE.split())),
    WorkbookSheet("metric_totals"),
    WorkbookSheet("region_totals"),
    WorkbookSheet("figures_4w"),
    WorkbookSheet("conflicts"),
    WorkbookSheet("coverage"),
    WorkbookSheet("quarantine"),
)
