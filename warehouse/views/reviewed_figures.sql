-- Figures after review: the latest decision says whether a figure stands, the latest correction of each field what
-- the field says. A bound that is the value itself follows a corrected value (2000余 -> 3000余), others stay as they
-- are. A figure whose total was rejected is a part of nothing.
WITH decisions AS (
    SELECT figure_id, arg_max(decision, (reviewed_at, review_id)) AS decision
    FROM applied_reviews
    WHERE figure_id IS NOT NULL
    GROUP BY figure_id
),
latest_corrections AS (
    SELECT figure_id, field, new_value
    FROM applied_reviews
    WHERE figure_id IS NOT NULL AND decision = 'correct' AND field IS NOT NULL
    QUALIFY row_number() OVER (PARTITION BY figure_id, field ORDER BY reviewed_at DESC, review_id DESC) = 1
),
corrections AS (
    SELECT figure_id, map_from_entries(list((field, new_value) ORDER BY field)) AS fields
    FROM latest_corrections
    GROUP BY figure_id
)
SELECT
    f.* REPLACE (
        corrected_number(c.fields, 'value', f.value) AS value,
        corrected_number(
            c.fields, 'value_low', following(f.value_low, f.value, corrected_number(c.fields, 'value', f.value))
        ) AS value_low,
        corrected_number(
            c.fields, 'value_high', following(f.value_high, f.value, corrected_number(c.fields, 'value', f.value))
        ) AS value_high,
        corrected(c.fields, 'qualifier', f.qualifier) AS qualifier,
        corrected(c.fields, 'unit', f.unit) AS unit,
        corrected(c.fields, 'dimension', f.dimension) AS dimension,
        corrected(c.fields, 'metric', f.metric) AS metric,
        corrected(c.fields, 'object', f.object) AS object,
        corrected(c.fields, 'actor', f.actor) AS actor,
        corrected(c.fields, 'adm1', f.adm1) AS adm1,
        corrected(c.fields, 'adm2', f.adm2) AS adm2,
        corrected(c.fields, 'adm3', f.adm3) AS adm3,
        corrected(c.fields, 'region_code', f.region_code) AS region_code,
        corrected_day(c.fields, 'period_start', f.period_start) AS period_start,
        corrected_day(c.fields, 'period_end', f.period_end) AS period_end,
        corrected(c.fields, 'per', f.per) AS per,
        corrected(c.fields, 'aggregation', f.aggregation) AS aggregation,
        CASE WHEN corrected(c.fields, 'parent_figure_id', f.parent_figure_id)
                  NOT IN (SELECT figure_id FROM decisions WHERE decision = 'reject')
             THEN corrected(c.fields, 'parent_figure_id', f.parent_figure_id) END AS parent_figure_id
    ),
    d.decision AS review_decision,
    map_keys(c.fields) AS corrected_fields
FROM figures f
LEFT JOIN decisions d ON d.figure_id = f.figure_id
LEFT JOIN corrections c ON c.figure_id = f.figure_id
WHERE d.decision IS DISTINCT FROM 'reject'
