-- Figures of one article (a document and its re-posts) that say the same thing again, merged.
--   mentions    every figure, with what it takes to compare it
--   copies      figures of articles that were re-posted; `copy_of` is the figure of the same words in the same sentence
--               of the leading document, whatever place or actor the re-post's own surroundings suggest
--   statements  mentions alike in every attribute, wherever they stand
--   pairs       statements that may be the same thing: same number, metric and kind of unit; object, actor, place,
--               period and total do not contradict each other; never two of one sentence
--   leads       statements that no statement saying more stands before; each other one joins the first lead it fits
-- Whatever is sorted here carries only what it is sorted by; words and all the rest join at the end.
WITH mentions AS (
    SELECT
        f.figure_id, f.document_id, f.char_start, f.value, f.dimension, f.metric, f.object, f.actor, f.adm1, f.adm2,
        f.adm3, f.period_start, f.period_end, f.per,
        coalesce(d.content_group, d.document_id) AS article,
        d.published_on,
        unit_kind(f.dimension, f.unit) AS unit_kind,
        CASE WHEN f.qualifier = 'range' THEN f.value_high END AS range_end,
        total.value AS total_value,
        hash(f.document_id, f.sentence_start) AS sentence_id,
        hash(
            f.value, CASE WHEN f.qualifier = 'range' THEN f.value_high END, unit_kind(f.dimension, f.unit),
            f.dimension, f.metric, f.object, f.actor, f.adm1, f.adm2, f.adm3, f.region_code, f.period_start,
            f.period_end, f.per, total.value
        ) AS said,
        (f.object IS NOT NULL)::INTEGER + (f.actor IS NOT NULL)::INTEGER + (f.adm1 IS NOT NULL)::INTEGER
            + (f.adm2 IS NOT NULL)::INTEGER + (f.adm3 IS NOT NULL)::INTEGER + (f.period_start IS NOT NULL)::INTEGER
            + (f.period_end IS NOT NULL)::INTEGER AS detail,
        coalesce(d.content_group <> d.document_id, false) AS is_repost
    FROM reviewed_figures f
    JOIN documents d ON d.document_id = f.document_id
    LEFT JOIN reviewed_figures total ON total.figure_id = f.parent_figure_id
),
reposted AS (
    SELECT
        m.figure_id, m.article, m.is_repost, m.published_on, m.document_id, f.sentence, f.quote,
        f.char_start - f.sentence_start AS char_in_sentence,
        row_number() OVER (
            PARTITION BY f.document_id, f.sentence, f.char_start - f.sentence_start ORDER BY f.char_start
        ) AS time_said
    FROM mentions m
    JOIN figures f ON f.figure_id = m.figure_id
    WHERE m.article IN (SELECT content_group FROM documents WHERE content_group <> document_id)
),
copies AS (
    SELECT
        figure_id,
        first_value(figure_id) OVER (
            PARTITION BY article, sentence, char_in_sentence, quote, time_said
            ORDER BY is_repost, published_on, document_id
        ) AS copy_of
    FROM reposted
),
ranked AS (
    SELECT
        *,
        row_number() OVER (ORDER BY is_repost, detail DESC, published_on, document_id, char_start, figure_id) AS rank,
        row_number() OVER (PARTITION BY sentence_id, said ORDER BY char_start) AS occurrence
    FROM mentions
    WHERE figure_id NOT IN (SELECT figure_id FROM copies WHERE copy_of <> figure_id)
),
statements AS (
    SELECT article, occurrence, said, min(rank) AS rank FROM ranked GROUP BY article, occurrence, said
),
said_again AS (
    SELECT article, occurrence, metric, dimension, value
    FROM ranked
    GROUP BY article, occurrence, metric, dimension, value
    HAVING min(said) <> max(said)
),
candidates AS (
    SELECT
        article, occurrence, value, range_end, unit_kind, dimension, metric, object, actor, adm1, adm2, adm3,
        period_start, period_end, per, total_value,
        min(rank) AS rank,
        list(sentence_id) AS sentence_ids,
        count(*) OVER (PARTITION BY article, occurrence, value, range_end, unit_kind, dimension, metric, per) AS crowd
    FROM ranked
    SEMI JOIN said_again USING (article, occurrence, metric, dimension, value)
    GROUP BY
        article, occurrence, said, value, range_end, unit_kind, dimension, metric, object, actor, adm1, adm2, adm3,
        period_start, period_end, per, total_value
),
pairs AS (
    SELECT one.rank AS rank, other.rank AS other_rank
    FROM candidates one
    JOIN candidates other
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
joined AS (
    SELECT other_rank AS rank, min(rank) AS lead_rank
    FROM pairs
    WHERE rank NOT IN (SELECT other_rank FROM pairs)
    GROUP BY other_rank
),
placed AS (
    SELECT r.figure_id, r.document_id, r.published_on, r.char_start, coalesce(j.lead_rank, s.rank) AS lead_rank
    FROM ranked r
    JOIN statements s ON s.article = r.article AND s.occurrence = r.occurrence AND s.said = r.said
    LEFT JOIN joined j ON j.rank = s.rank
),
assigned AS (
    FROM placed
    UNION ALL
    SELECT m.figure_id, m.document_id, m.published_on, m.char_start, p.lead_rank
    FROM copies c
    JOIN mentions m ON m.figure_id = c.figure_id
    JOIN placed p ON p.figure_id = c.copy_of
    WHERE c.copy_of <> c.figure_id
),
-- The few that are said more than once: a list takes memory that cannot be put aside.
repeated AS (
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
    WHERE lead_rank IN (SELECT lead_rank FROM assigned GROUP BY lead_rank HAVING count(*) > 1)
    GROUP BY lead_rank
)
SELECT
    lead.figure_id AS fact_id,
    coalesce(g.mention_count, 1) AS mention_count,
    coalesce(g.figure_ids, [lead.figure_id]) AS figure_ids,
    coalesce(g.document_count, 1) AS document_count,
    f.document_id, f.source_id, lead.published_on,
    f.value, f.value_low, f.value_high, f.qualifier, f.unit, f.dimension, f.metric, f.object,
    f.actor, f.adm1, f.adm2, f.adm3, f.region_code, f.period_start, f.period_end, f.per,
    f.aggregation,
    nullif(parent.figure_id, lead.figure_id) AS parent_fact_id,
    f.confidence, f.quote, f.sentence
FROM ranked lead
LEFT JOIN repeated g ON g.lead_rank = lead.rank
JOIN reviewed_figures f ON f.figure_id = lead.figure_id
LEFT JOIN assigned total ON total.figure_id = f.parent_figure_id
LEFT JOIN ranked parent ON parent.rank = total.lead_rank
WHERE lead.rank IN (SELECT lead_rank FROM placed)
