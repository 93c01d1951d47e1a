-- What a person reviews: each figure as it stands, its quote marked in its sentence, and columns for the answer.
WITH in_conflict AS (
    SELECT DISTINCT unnest(f.figure_ids) AS figure_id
    FROM facts f
    WHERE f.fact_id IN (SELECT unnest([fact_id, other_fact_id]) FROM conflicts)
)
SELECT
    e.figure_id,
    (SELECT arg_max(run_id, started_at) FROM runs) AS as_of_run,
    e.source_id,
    e.title,
    e.published_on,
    e.sentence_left || '【' || e.quote || '】' || e.sentence_right AS marked_sentence,
    e.quote,
    e.value, e.value_low, e.value_high, e.qualifier, e.unit, e.dimension, e.metric, e.object, e.actor, e.adm1, e.adm2,
    e.adm3, e.region_code, e.period_start, e.period_end, e.per, e.aggregation, e.parent_figure_id, e.confidence,
    e.warnings,
    e.figure_id IN (SELECT figure_id FROM in_conflict) AS in_conflict,
    e.review_decision,
    e.corrected_fields,
    NULL::VARCHAR AS decision,
    NULL::VARCHAR AS field,
    NULL::VARCHAR AS new_value,
    NULL::VARCHAR AS reviewer,
    NULL::VARCHAR AS reason
FROM evidence e
