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
        "SELECT count(*) FROM numerals WHERE $everything OR run_id = $run",
        """WITH touched AS (
            SELECT document_id FROM figures WHERE run_id = $run
            UNION SELECT document_id FROM numerals WHERE run_id = $run
        ), unmatched AS (
            SELECT f.figure_id, n.document_id, n.ordinal, n.disposition, n.figure_id AS named
            FROM (SELECT figure_id FROM figures WHERE $everything OR document_id IN (FROM touched)) f
            FULL JOIN (FROM numerals WHERE $everything OR document_id IN (FROM touched)) n USING (figure_id)
            WHERE f.figure_id IS NULL OR n.figure_id IS NULL
        )
        SELECT coalesce(figure_id, document_id || ':' || ordinal) AS key FROM unmatched
        WHERE figure_id IS NOT NULL OR disposition = 'figure' AND NOT EXISTS (
            SELECT 1 FROM quarantine WHERE table_name = 'figures' AND ("row" ->> 'figure_id') = named
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
