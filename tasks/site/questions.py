"""What the site asks the warehouse: one query for each frame it needs, none of them per document.

Views that are built on one another would be worked out again for each question, so those that many read from are kept
first (`warehouse.outgoing.keep`), and the questions then read what was kept.
Every count on a page is the answer of one of these queries or a count of rows that one of them gave.
"""

from __future__ import annotations

QUESTIONS = {
    "counts": """
        SELECT
            (SELECT count(*) FROM sources) AS sources,
            (SELECT count(*) FROM documents) AS documents,
            (SELECT count(*) FROM reviewed_figures) AS figures,
            (SELECT count(*) FROM facts) AS facts,
            (SELECT count(*) FROM numerals) AS numerals,
            (SELECT count(*) FROM quarantine) AS quarantined,
            (SELECT count(*) FROM conflicts) AS conflicts,
            (SELECT count(*) FROM reviews) AS reviews,
            (SELECT min(published_on) FROM documents) AS first_day,
            (SELECT max(published_on) FROM documents) AS last_day
    """,
    "coverage": "FROM coverage ORDER BY published_on DESC NULLS LAST, source_id",
    "metric_totals": """
        SELECT * REPLACE (map_entries(excluded_reasons) AS excluded_reasons)
        FROM metric_totals
        ORDER BY metric, included_facts DESC, dimension, unit, aggregation
    """,
    "region_totals": """
        SELECT * REPLACE (map_entries(excluded_reasons) AS excluded_reasons)
        FROM region_totals
        ORDER BY adm1, adm2, adm3, period_month DESC NULLS LAST, metric, dimension, unit, aggregation
    """,
    "figures": """
        WITH mentions AS (SELECT unnest(figure_ids) AS figure_id, fact_id, mention_count FROM facts)
        SELECT
            e.*,
            f.metric_span_start, f.metric_span_end, f.object_span_start, f.object_span_end, f.actor_span_start,
            f.actor_span_end, f.place_span_start, f.place_span_end, f.period_span_start, f.period_span_end,
            f.per_span_start, f.per_span_end,
            m.fact_id, m.mention_count,
            CASE WHEN m.fact_id <> e.figure_id THEN 'repeat'
                 WHEN c.included THEN 'counted'
                 ELSE c.reason END AS counting
        FROM evidence e
        JOIN figures f ON f.figure_id = e.figure_id
        JOIN mentions m ON m.figure_id = e.figure_id
        JOIN counted_facts c ON c.fact_id = m.fact_id
        ORDER BY e.published_on DESC NULLS LAST, e.document_id, e.char_start, e.char_end
    """,
    "facts": """
        SELECT c.*, adds_as(c.aggregation) AS adds_as, f.quote, f.mention_count
        FROM counted_facts c
        JOIN facts f ON f.fact_id = c.fact_id
        ORDER BY c.period_end DESC NULLS LAST, c.published_on DESC NULLS LAST, c.fact_id
    """,
    "documents": """
        SELECT d.*, s.kind, s.location, s.url, s.adm1, s.adm2, s.adm3
        FROM documents d
        LEFT JOIN sources s ON s.source_id = d.source_id
        ORDER BY d.published_on DESC NULLS LAST, d.document_id
    """,
    "snapshots": """
        SELECT source_id, snapshot_id, fetched_at, final_uri, http_status, media_type, charset, bytes, sha256
        FROM snapshots
        WHERE snapshot_id IS NOT NULL
        QUALIFY row_number() OVER (PARTITION BY source_id, snapshot_id ORDER BY fetched_at, fetch_id) = 1
    """,
    "rejected": """
        SELECT n.document_id, n.ordinal, n.part, n.char_start, n.char_end, n.quote, n.rule,
            CASE WHEN n.disposition = 'figure' THEN 'by_review' ELSE n.disposition END AS disposition
        FROM numerals n
        WHERE n.disposition <> 'figure'
            OR (n.figure_id IS NOT NULL AND n.figure_id NOT IN (SELECT figure_id FROM reviewed_figures))
        ORDER BY n.document_id, n.ordinal
    """,
    "removed": "SELECT document_id, ordinal, rule, text FROM removed_text ORDER BY document_id, ordinal",
    "reviews": """
        SELECT figure_id, state, decision, field, new_value, reviewer, reviewed_at, reason, quote, sentence
        FROM applied_reviews
        ORDER BY reviewed_at DESC, review_id
    """,
    "conflicts": """
        SELECT x.*, d.title, d.published_on, o.title AS other_title, o.published_on AS other_published_on
        FROM conflicts x
        LEFT JOIN documents d ON d.document_id = x.document_id
        LEFT JOIN documents o ON o.document_id = x.other_document_id
        ORDER BY x.metric, x.object, x.fact_id, x.other_fact_id
    """,
    "checks": """
        SELECT r.*, c.title_zh, c.title_en, c.remedy_zh, c.remedy_en
        FROM check_results r
        LEFT JOIN checks c ON c.name = r.name
        WHERE r.run_id = (
            SELECT run_id FROM runs WHERE run_id IN (SELECT run_id FROM check_results)
            ORDER BY started_at DESC, run_id DESC LIMIT 1
        )
        ORDER BY (r.rows_failed > 0) DESC, r.severity, r.name
    """,
    "quarantine": "FROM quarantine ORDER BY run_id DESC, stage, quarantine_id",
    "runs": "FROM runs ORDER BY started_at DESC, run_id DESC",
}
