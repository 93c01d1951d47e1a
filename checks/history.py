"""Compares a run with what is usual: sources gone silent, figures out of range, far fewer or more reports than before.

    12 reports of a bureau, one a week, the last 40 days ago    sources.freshness     fails for its newest source
    社工3.2亿名, where counties had 12 to 4300 before            figures.usual_range   fails for the figure
    6 reports, where the last ten runs read 200 to 230          runs.document_volume  fails for the run

What is usual is told by medians and quartiles, which single mistakes do not move; with too few observations nothing
is said. Sizes are compared by their logarithms. All of it warns: unusual things do happen.
"""

from __future__ import annotations

from collections.abc import Mapping

import duckdb
import polars as pl

from checks.questions import judge
from warehouse.frames import frame

DAYS = 6
"""On so many different days must a source have been heard of before its silence says anything."""
FIGURES, DOCUMENTS = 20, 10
"""So many figures, in so many earlier documents, make a range."""
RUNS = 5
"""So many earlier runs make a usual volume; the last 30 are looked at."""

_NUMBERS = {
    "days": DAYS,
    "shortest_silence": 7,  # days
    "figures_enough": FIGURES,
    "documents_enough": DOCUMENTS,
    "fence": 4,  # quartile distances beyond the quartiles; at 3, Tukey's far fence, one figure in 237 was named wrongly
    "narrowest": 0.5,  # the least quartile distance that is believed, in powers of ten
    "runs_enough": RUNS,
    "spread": 5 * 1.4826,  # five standard deviations, told by the median of deviations
}

# A file speaks for its publisher, a page for its host. A list that is read (feed, index, sitemap) shows reports as they
# are published, also those from before it was read; anything else is heard of when it comes.
_HEARD = """WITH voiced AS (
    SELECT source_id, kind, enabled, CASE WHEN kind = 'file' THEN publisher
        ELSE regexp_extract(location, '^https?://([^/]+)', 1) END AS voice FROM sources
), listed AS (
    SELECT voice, min(source_id) AS list_id FROM voiced WHERE kind IN ('feed', 'index', 'sitemap') AND enabled
    GROUP BY voice
), arrived AS (
    SELECT source_id, snapshot_id, min(fetched_at)::DATE AS day FROM snapshots GROUP BY ALL
), heard AS (
    SELECT v.voice, coalesce(l.list_id, d.source_id) AS source_id,
        CASE WHEN l.voice IS NULL THEN a.day ELSE least(coalesce(d.published_on, a.day), a.day) END AS day
    FROM document_versions d JOIN arrived a USING (source_id, snapshot_id) JOIN voiced v USING (source_id)
    LEFT JOIN listed l ON l.voice = v.voice WHERE v.enabled AND v.voice <> ''
), days AS (
    SELECT voice, day, max(source_id) AS source_id, day - lag(day) OVER (PARTITION BY voice ORDER BY day) AS gap
    FROM heard GROUP BY voice, day
), usual AS (
    SELECT voice, arg_max(source_id, day) AS key, $today::DATE - max(day) AS silent,
        greatest(3 * median(gap), 2 * quantile_cont(gap, 0.9), $shortest_silence) AS longest
    FROM days GROUP BY voice HAVING count(*) >= $days
) FROM usual SELECT key, silent > longest AS fails"""

_MEASURED = """WITH new AS (
    SELECT figure_id, log10(value) AS size, hash(metric, dimension, unit_kind(dimension, unit), aggregation, per,
        adm1 IS NULL, adm2 IS NULL, adm3 IS NULL) AS thing FROM figures
    WHERE value > 0 AND document_id IN (SELECT document_id FROM document_versions WHERE run_id = $run)
), earlier AS (
    SELECT document_id, log10(value) AS size, hash(metric, dimension, unit_kind(dimension, unit), aggregation, per,
        adm1 IS NULL, adm2 IS NULL, adm3 IS NULL) AS thing FROM figures
    WHERE value > 0 AND document_id IN (SELECT document_id FROM document_versions WHERE run_id <> $run)
), quartiles AS (
    SELECT thing, quantile_cont(size, 0.25) AS low, quantile_cont(size, 0.75) AS high,
        $fence * greatest(high - low, $narrowest) AS reach, min(size) AS least, max(size) AS most
    FROM earlier SEMI JOIN new USING (thing)
    GROUP BY thing HAVING count(*) >= $figures_enough AND count(DISTINCT document_id) >= $documents_enough
) FROM new JOIN quartiles USING (thing)
SELECT figure_id AS key, size NOT BETWEEN least(least, low - reach) AND greatest(most, high + reach) AS fails"""

_VOLUMES = """WITH counted AS (
    SELECT started_at, (counts -> 'stages' ->> 'documents')::DOUBLE AS documents,
        (counts -> 'stages' ->> 'figures')::DOUBLE / nullif(documents, 0) AS density
    FROM runs WHERE flow = $flow AND run_id <> $run AND outcome IN ('complete', 'complete_with_warnings', 'partial')
    AND (parameters ->> 'documents') = ($parameters::JSON ->> 'documents') -- unknown where a run reads no folder
    AND (parameters ->> 'sources') IS NOT DISTINCT FROM ($parameters::JSON ->> 'sources')
    ORDER BY started_at DESC LIMIT 30
), usual AS (
    SELECT median(documents) AS documents, mad(documents) AS documents_spread,
        median(density) AS density, mad(density) AS density_spread
    FROM counted HAVING count(density) >= $runs_enough
) """

_DOCUMENTS = """FROM usual SELECT $run AS key,
    abs($documents_now - documents) > greatest($spread * documents_spread, documents / 2, 5) AS fails"""
_DENSITY = """FROM usual SELECT $run AS key,
    abs($density_now - density) > greatest($spread * density_spread, density / 2, 2) AS fails"""

QUESTIONS = {
    "sources.freshness": _HEARD,
    "figures.usual_range": _MEASURED,
    "runs.document_volume": _VOLUMES + _DOCUMENTS,
    "runs.figure_volume": _VOLUMES + _DENSITY,
}
"""By check: a statement with `key` and `fails` of every row asked; `fails` is null where nothing can be compared."""


def compare(
    connection: duckdb.DuckDBPyConnection, run: Mapping[str, object], documents: int, figures: int
) -> pl.DataFrame:
    """A row of `check_results` for each question; `run` is the row of `runs` in the making.

    Asked before that row is written; `documents` and `figures` are how many the run read.
    """
    values: dict[str, object] = {"run": run["run_id"], "flow": run["flow"], "parameters": run["parameters"]}
    values |= {"today": run["started_at"], "documents_now": float(documents)}
    values |= {"density_now": figures / documents if documents else None, **_NUMBERS}
    return frame("check_results", [judge(connection, name, statement, values) for name, statement in QUESTIONS.items()])
