-- What there is of each source, so that "nothing was read" is never taken for "nothing was reported".
WITH snapshot_counts AS (
    SELECT source_id, count(DISTINCT snapshot_id) AS snapshot_count FROM snapshots GROUP BY source_id
),
version_counts AS (
    SELECT source_id, count(*) AS version_count FROM document_versions GROUP BY source_id
),
numeral_counts AS (
    SELECT source_id, count(*) AS numeral_count FROM numerals GROUP BY source_id
),
figure_counts AS (
    SELECT source_id, count(*) AS figure_count, min(period_start) AS period_start, max(period_end) AS period_end
    FROM reviewed_figures
    GROUP BY source_id
),
quarantine_counts AS (
    SELECT source_id, count(*) AS quarantine_count FROM quarantine GROUP BY source_id
)
SELECT
    s.source_id,
    coalesce(d.title, s.title) AS title,
    coalesce(d.publisher, s.publisher) AS publisher,
    s.adm1, s.adm2, s.adm3, s.enabled,
    CASE WHEN f.figure_count > 0 THEN 'figures'
         WHEN d.document_id IS NOT NULL THEN 'no_figures'
         WHEN q.quarantine_count > 0 THEN 'quarantined'
         ELSE 'no_document' END AS status,
    d.document_id,
    d.content_group,
    coalesce(d.published_on, s.published_on) AS published_on,
    d.char_count,
    coalesce(n.snapshot_count, 0) AS snapshot_count,
    coalesce(v.version_count, 0) AS version_count,
    coalesce(m.numeral_count, 0) AS numeral_count,
    coalesce(f.figure_count, 0) AS figure_count,
    coalesce(q.quarantine_count, 0) AS quarantine_count,
    f.period_start,
    f.period_end
FROM sources s
LEFT JOIN documents d ON d.source_id = s.source_id
LEFT JOIN snapshot_counts n ON n.source_id = s.source_id
LEFT JOIN version_counts v ON v.source_id = s.source_id
LEFT JOIN numeral_counts m ON m.source_id = s.source_id
LEFT JOIN figure_counts f ON f.source_id = s.source_id
LEFT JOIN quarantine_counts q ON q.source_id = s.source_id
