-- Each figure beside its sentence and its source, with the words and the rule that gave each attribute.
SELECT
    f.figure_id,
    f.quote,
    f.sentence,
    substr(f.sentence, 1, f.char_start - f.sentence_start) AS sentence_left,
    substr(f.sentence, f.char_end - f.sentence_start + 1) AS sentence_right,
    f.section,
    f.value, f.value_low, f.value_high, f.qualifier, f.unit, f.dimension, f.metric, f.object, f.actor, f.adm1, f.adm2,
    f.adm3, f.region_code, f.period_start, f.period_end, f.per, f.aggregation, f.parent_figure_id, f.confidence,
    f.warnings, f.review_decision, f.corrected_fields,
    span_text(d.text, f.metric_span_start, f.metric_span_end) AS metric_text, f.metric_rule,
    span_text(d.text, f.object_span_start, f.object_span_end) AS object_text, f.object_rule,
    span_text(d.text, f.actor_span_start, f.actor_span_end) AS actor_text, f.actor_rule,
    span_text(d.text, f.place_span_start, f.place_span_end) AS place_text, f.place_rule,
    span_text(d.text, f.period_span_start, f.period_span_end) AS period_text, f.period_rule,
    span_text(d.text, f.per_span_start, f.per_span_end) AS per_text, f.per_rule,
    f.char_start,
    f.char_end,
    f.document_id,
    d.content_group,
    f.source_id,
    d.title,
    d.publisher,
    d.author,
    d.published_on,
    s.url AS source_url,
    d.snapshot_id,
    f.extractor_version,
    f.run_id
FROM reviewed_figures f
JOIN documents d ON d.document_id = f.document_id
LEFT JOIN sources s ON s.source_id = f.source_id
