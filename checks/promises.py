"""What the whole warehouse promises, asked of it in SQL before a run is published.

    results = examine(connection, run_id)      # rows of `check_results`
    refuse_blocked(results)                    # raises, and so nothing is published

Each question selects the keys that break the promise. In a run only what the run wrote is asked about; `thorough`
asks about everything, and looks up every quote again (`maintain`).
"""

from __future__ import annotations

import duckdb
import polars as pl

from checks.questions import Question, answer
from warehouse.frames import frame

_THOROUGH_ONLY = "figures.published_quote"
"""Rows were asked one by one when they were validated."""


PROMISES = (
    Question(
        "figures.unique",
        "SELECT count(*) FROM figures",
        "SELECT figure_id AS key FROM figures GROUP BY figure_id HAVING count(*) > 1",
    ),
    Question(
        "numerals.unique",
        "SELECT count(*) FROM numerals",
        """SELECT document_id || ':' || ordinal AS key FROM numerals
        GROUP BY document_id, ordinal HAVING count(*) > 1""",
    ),
    Question(
        "document_versions.current",
        "SELECT count(DISTINCT source_id) FROM document_versions WHERE $everything OR run_id = $run",
        """SELECT source_id AS key FROM document_versions WHERE is_current GROUP BY source_id HAVING count(*) > 1""",
    ),
    Question(
        "figures.trace",
        "SELECT count(*) FROM figures WHERE $everything OR run_id = $run",
        """SELECT f.figure_id AS key FROM figures f
        LEFT JOIN documents d ON d.document_id = f.document_id AND d.source_id = f.source_id
        LEFT JOIN sources s ON s.source_id = f.source_id
        LEFT JOIN (SELECT DISTINCT source_id, snapshot_id FROM snapshots) n
            ON n.source_id = d.source_id AND n.snapshot_id = d.snapshot_id
        WHERE (d.document_id IS NULL OR s.source_id IS NULL OR n.snapshot_id IS NULL)
        AND ($everything OR f.run_id = $run)""",
    ),
    Question(
        "figures.published_quote",
        "SELECT count(*) FROM figures WHERE $everything OR run_id = $run",
        """SELECT f.figure_id AS key FROM figures f JOIN documents d ON d.document_id = f.document_id
        WHERE span_text(d.text, f.char_start, f.char_end) IS DISTINCT FROM f.quote
        AND ($everything OR f.run_id = $run)""",
    ),
    Question(
        "numerals.accounted",
        """SELECT (SELECT count(*) FROM figures WHERE $everything OR run_id = $run)
        + (SELECT count(*) FROM numerals WHERE $everything OR run_id = $run)""",
        # Grouped and not joined: DuckDB groups millions of rows in little memory, to join them it needs one side whole.
        """WITH touched AS (
            SELECT document_id FROM figures WHERE run_id = $run
            UNION SELECT document_id FROM numerals WHERE run_id = $run
        ), named AS (
            SELECT document_id, ordinal, figure_id, disposition = 'figure' AS told FROM numerals
            WHERE (figure_id IS NOT NULL OR disposition = 'figure') AND ($everything OR document_id IN (FROM touched))
        ), unmatched AS MATERIALIZED (
            SELECT figure_id, bool_or(published) AS published FROM (
                SELECT figure_id, true AS published FROM figures WHERE $everything OR document_id IN (FROM touched)
                UNION ALL SELECT figure_id, false FROM named WHERE figure_id IS NOT NULL
            ) GROUP BY figure_id HAVING bool_and(published) OR NOT bool_or(published)
        )
        SELECT figure_id AS key FROM unmatched WHERE published
        UNION ALL SELECT document_id || ':' || ordinal FROM named
        WHERE told AND (figure_id IS NULL OR figure_id IN (SELECT figure_id FROM unmatched WHERE NOT published))
        AND NOT EXISTS (
            SELECT 1 FROM quarantine WHERE table_name = 'figures' AND ("row" ->> 'figure_id') = named.figure_id
        )""",
    ),
    Question(
        "reviews.applies",
        "SELECT count(*) FROM reviews",
        """SELECT review_id AS key FROM applied_reviews WHERE state = 'no_longer' AND ($everything OR source_id IN (
            SELECT source_id FROM figures WHERE run_id = $run
            UNION ALL SELECT source_id FROM documents WHERE run_id = $run
        ))""",
    ),
)


def examine(connection: duckdb.DuckDBPyConnection, run_id: str, thorough: bool = False) -> pl.DataFrame:
    """A row of `check_results` for each promise asked."""
    asked = [promise for promise in PROMISES if thorough or promise.check != _THOROUGH_ONLY]
    values = {"run": run_id, "everything": thorough}
    return frame("check_results", [answer(connection, promise, values) for promise in asked])
