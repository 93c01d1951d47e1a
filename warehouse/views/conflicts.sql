-- Pairs of facts that say different numbers of the same thing: stocks or cumulative counts of one object by one actor
-- in one place at one time, whose bounds have no number in common. Flows are left out: two events are no conflict.
-- Between articles only what is said of a known place and a known time is known to be the same thing; there, of the
-- facts that give one number, one stands for all. Many numbers for one thing are a list and no contradiction, nor
-- are those of one sentence (从19人到4.27万人).
WITH stated AS MATERIALIZED (
    FROM facts WHERE aggregation IN ('stock', 'cumulative') AND object IS NOT NULL AND parent_fact_id IS NULL
),
statements AS (
    SELECT
        f.fact_id, f.document_id, f.published_on, f.value_low, f.value_high, f.adm1, f.period_end,
        hash(f.sentence) AS said,
        coalesce(d.content_group, d.document_id) AS article,
        hash(
            f.metric, f.dimension, unit_kind(f.dimension, f.unit), f.object, f.actor, f.adm1, f.adm2, f.adm3,
            f.period_start, f.period_end, f.per, f.aggregation
        ) AS thing
    FROM stated f
    JOIN documents d ON d.document_id = f.document_id
),
in_articles AS (
    SELECT * FROM statements QUALIFY count(*) OVER (PARTITION BY article, thing) BETWEEN 2 AND 10
),
known_things AS (
    SELECT * FROM statements
    WHERE adm1 IS NOT NULL AND period_end IS NOT NULL
    QUALIFY row_number() OVER (PARTITION BY thing, value_low, value_high ORDER BY published_on, fact_id) = 1
),
between_articles AS (
    SELECT * FROM known_things QUALIFY count(*) OVER (PARTITION BY thing) BETWEEN 2 AND 50
),
pairs AS (
    SELECT one.fact_id, other.fact_id AS other_fact_id, 'same_document' AS scope
    FROM in_articles one
    JOIN in_articles other ON other.article = one.article AND other.thing = one.thing AND other.fact_id > one.fact_id
    WHERE disjoint(one.value_low, one.value_high, other.value_low, other.value_high)
        AND (other.document_id <> one.document_id OR other.said <> one.said)
    UNION ALL
    SELECT one.fact_id, other.fact_id AS other_fact_id, 'other_document' AS scope
    FROM between_articles one
    JOIN between_articles other ON other.thing = one.thing AND other.fact_id > one.fact_id
    WHERE other.article <> one.article
        AND disjoint(one.value_low, one.value_high, other.value_low, other.value_high)
)
SELECT
    one.fact_id,
    other.fact_id AS other_fact_id,
    p.scope,
    one.metric, one.dimension, one.unit, one.object, one.actor, one.adm1, one.adm2, one.adm3, one.region_code,
    one.period_start, one.period_end, one.aggregation,
    one.value, other.value AS other_value,
    one.quote, other.quote AS other_quote,
    one.sentence, other.sentence AS other_sentence,
    one.document_id, other.document_id AS other_document_id,
    one.source_id, other.source_id AS other_source_id
FROM pairs p
JOIN stated one ON one.fact_id = p.fact_id
JOIN stated other ON other.fact_id = p.other_fact_id
