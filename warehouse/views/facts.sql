-- Figures of one article (a document and its re-posts) that say the same thing again, merged.
--   mentions    every figure, with what it takes to compare it; `copy_of` is the figure of the same words in the same
--               sentence of the leading document, whatever place or actor the re-post's own surroundings suggest
--   statements  mentions alike in every attribute, wherever they stand
--   pairs       statements that may be the same thing: same number, metric and kind of unit; object, actor, place,
--               period and total do not contradict each other; never two of one sentence
--   leads       statements that no statement saying more stands before; each other one joins the first lead it fits
WITH mentions AS (
    SELECT
        f.*,
        coalesce(d.content_group, d.document_id) AS article,
        d.published_on,
        unit_kind(f.dimension, f.unit) AS unit_kind,
        CASE WHEN f.qualifier = 'range' THEN f.value_high END AS range_end,
        total.value AS total_value,
        f.document_id || ':' || f.sentence_start AS sentence_id,
        (f.object IS NOT NULL)::INTEGER + (f.actor IS NOT NULL)::INTEGER + (f.adm1 IS NOT NULL)::INTEGER
            + (f.adm2 IS NOT NULL)::INTEGER + (f.adm3 IS NOT NULL)::INTEGER + (f.period_start IS NOT NULL)::INTEGER
            + (f.period_end IS NOT NULL)::INTEGER AS detail,
        coalesce(d.content_group <> d.document_id, false) AS is_repost,
        row_number() OVER (
            PARTITION BY f.document_id, f.sentence, f.char_start - f.sentence_start ORDER BY f.char_start
        ) AS time_said
    FROM reviewed_figures f
    JOIN documents d ON d.document_id = f.document_id
    LEFT JOIN reviewed_figures total ON total.figure_id = f.parent_figure_id
),
copies AS (
    SELECT
        *,
        first_value(figure_id) OVER (
            PARTITION BY article, sentence, char_start - sentence_start, quote, time_said
            ORDER BY is_repost, published_on, document_id
        ) AS copy_of
    FROM mentions
),
ranked AS (
    SELECT
        *,
        row_number() OVER (ORDER BY is_repost, detail DESC, published_on, document_id, char_start, figure_id) AS rank,
        row_number() OVER (
            PARTITION BY sentence_id, value, range_end, unit_kind, dimension, metric, object, actor, adm1, adm2, adm3,
                region_code, period_start, period_end, per, total_value
            ORDER BY char_start
        ) AS occurrence
    FROM copies
    WHERE copy_of = figure_id
),
statements AS (
    SELECT
        article, occurrence, value, range_end, unit_kind, dimension, metric, object, actor, adm1, adm2, adm3,
        region_code, period_start, period_end, per, total_value,
        min(rank) AS rank,
        list(sentence_id) AS sentence_ids,
        count(*) OVER (PARTITION BY article, occurrence, value, range_end, unit_kind, dimension, metric, per) AS crowd
    FROM ranked
    GROUP BY
        article, occurrence, value, range_end, unit_kind, dimension, metric, object, actor, adm1, adm2, adm3,
        region_code, period_start, period_end, per, total_value
),
pairs AS (
    SELECT one.rank AS rank, other.rank AS other_rank
    FROM statements one
    JOIN statements other
        ON other.article = one.article
        AND other.metric = one.metric
        AND other.dimension = one.dimension
        AND other.value = one.value
        AND other.unit_kind IS NOT DISTINCT FROM one.unit_kind
        AND other.range_end IS NOT DISTINCT FROM one.range_end
        AND other.per IS NOT DISTINCT FROM one.per
        AND other.occurrence = one.occurrence
        AND other.rank > one.rank
    WHERE one.crowd <= 100  -- more than so many times one number is a table, not one thing said again
        AND compatible(one.object, other.object)
        AND compatible(one.actor, other.actor)
        AND coalesce(one.adm1 = other.adm1, true)
        AND coalesce(one.adm2 = other.adm2, true)
        AND coalesce(one.adm3 = other.adm3, true)
        AND overlapping(one.period_start, one.period_end, other.period_start, other.period_end)
        AND coalesce(one.total_value = other.total_value, true)
        AND NOT list_has_any(one.sentence_ids, other.sentence_ids)
),
leads AS (
    SELECT rank FROM statements WHERE rank NOT IN (SELECT other_rank FROM pairs)
),
joined AS (
    SELECT other_rank AS rank, min(rank) AS lead_rank
    FROM pairs
    WHERE rank IN (SELECT rank FROM leads)
    GROUP BY other_rank
),
placed AS (
    SELECT r.figure_id, r.document_id, r.published_on, r.char_start, coalesce(j.lead_rank, s.rank) AS lead_rank
    FROM ranked r
    JOIN statements s
        ON s.article = r.article
        AND s.occurrence = r.occurrence
        AND s.value = r.value
        AND s.dimension = r.dimension
        AND s.metric = r.metric
        AND (s.range_end, s.unit_kind, s.object, s.actor, s.adm1, s.adm2, s.adm3, s.region_code, s.period_start,
             s.period_end, s.per, s.total_value)
            IS NOT DISTINCT FROM
            (r.range_end, r.unit_kind, r.object, r.actor, r.adm1, r.adm2, r.adm3, r.region_code, r.period_start,
             r.period_end, r.per, r.total_value)
    LEFT JOIN joined j ON j.rank = s.rank
),
assigned AS (
    SELECT c.figure_id, c.document_id, c.published_on, c.char_start, p.lead_rank
    FROM copies c
    JOIN placed p ON p.figure_id = c.copy_of
),
groups AS (
    SELECT
        lead_rank,
        count(*) AS mention_count,
        -- sorted once they are together: an ordered aggregate takes three times as long
        list_transform(
            list_sort(list(row(coalesce(published_on, DATE '9999-12-31'), document_id, char_start, figure_id))),
            lambda mention: mention[4]
        ) AS figure_ids,
        len(list_distinct(list(document_id)))::BIGINT AS document_count
    FROM assigned
    GROUP BY lead_rank
)
SELECT
    lead.figure_id AS fact_id,
    g.mention_count, g.figure_ids, g.document_count,
    lead.document_id, lead.source_id, lead.published_on,
    lead.value, lead.value_low, lead.value_high, lead.qualifier, lead.unit, lead.dimension, lead.metric, lead.object,
    lead.actor, lead.adm1, lead.adm2, lead.adm3, lead.region_code, lead.period_start, lead.period_end, lead.per,
    lead.aggregation,
    nullif(parent.figure_id, lead.figure_id) AS parent_fact_id,
    lead.confidence, lead.quote, lead.sentence
FROM groups g
JOIN ranked lead ON lead.rank = g.lead_rank
LEFT JOIN assigned total ON total.figure_id = lead.parent_figure_id
LEFT JOIN ranked parent ON parent.rank = total.lead_rank
