-- Whether a fact may be added up, and if not, why not, in this order:
--   share, rate     cannot be added
--   part_of_total   its total is there
--   superseded      a later stock or cumulative statement of the same thing is there
--   contradicted    of statements of the same thing at the same time whose bounds have no number in common, the one
--                   most often made is counted
--   within_wider    the same article says it of a wider region or a longer period, and at least as much
-- For the total of a region and month only a later statement in that month replaces, and regions stand alone.
WITH basis AS (
    SELECT
        f.*,
        unit_kind(f.dimension, f.unit) AS unit_kind,
        date_trunc('month', f.period_end)::DATE AS period_month,
        coalesce(d.content_group, d.document_id) AS article,
        coalesce(f.period_end, f.published_on) AS as_of,
        f.aggregation IN ('stock', 'cumulative') AS is_standing,
        -- without place and actor, statements of different sources are not known to speak of the same thing
        CASE WHEN f.adm1 IS NULL AND f.actor IS NULL THEN f.source_id END AS own_source,
        -- nor, without place and time, at the same time
        CASE WHEN f.adm1 IS NULL OR f.period_end IS NULL
             THEN coalesce(d.content_group, d.document_id) END AS own_article,
        CASE WHEN f.dimension = 'percent' OR f.aggregation = 'share' THEN 'share'
             WHEN f.per IS NOT NULL OR f.aggregation = 'rate' THEN 'rate'
             WHEN f.parent_fact_id IS NOT NULL THEN 'part_of_total' END AS own_reason
    FROM facts f
    JOIN documents d ON d.document_id = f.document_id
),
compared AS (
    SELECT
        *,
        is_standing AND max(as_of) OVER thing > as_of AS is_superseded,
        is_standing AND max(as_of) OVER thing_in_month > as_of AS is_superseded_in_month,
        is_standing AND object IS NOT NULL AND count(*) OVER same_thing_at_time <= 10 AND disjoint(
            value_low, value_high, first_value(value_low) OVER thing_at_time, first_value(value_high) OVER thing_at_time
        ) AND first_value(sentence) OVER thing_at_time <> sentence AS is_contradicted,
        count(*) OVER (PARTITION BY article, metric, dimension, unit_kind, adm1) AS crowd
    FROM basis
    WINDOW
        thing AS (
            PARTITION BY own_reason, metric, dimension, unit_kind, aggregation, object, actor, adm1, adm2, adm3,
                period_start, own_source
        ),
        thing_in_month AS (
            PARTITION BY own_reason, metric, dimension, unit_kind, aggregation, object, actor, adm1, adm2, adm3,
                period_start, own_source, period_month
        ),
        same_thing_at_time AS (
            PARTITION BY own_reason, metric, dimension, unit_kind, aggregation, object, actor, adm1, adm2, adm3,
                period_start, period_end, own_article
        ),
        thing_at_time AS (
            PARTITION BY own_reason, metric, dimension, unit_kind, aggregation, object, actor, adm1, adm2, adm3,
                period_start, period_end, own_article
            ORDER BY mention_count DESC, confidence DESC, fact_id
        )
),
within_wider AS (
    SELECT DISTINCT narrow.fact_id
    FROM compared narrow
    JOIN compared wide
        ON wide.article = narrow.article
        AND wide.metric = narrow.metric
        AND wide.dimension = narrow.dimension
        AND wide.unit_kind IS NOT DISTINCT FROM narrow.unit_kind
        AND wide.adm1 = narrow.adm1
        AND adds_as(wide.aggregation) = adds_as(narrow.aggregation)
    WHERE wide.crowd <= 1000  -- a document of thousands of figures is a table, and its rows are not compared
        AND wide.own_reason IS NULL
        AND wide.value >= narrow.value
        AND compatible(wide.object, narrow.object)
        AND compatible(wide.actor, narrow.actor)
        AND (wide.adm2 IS NULL OR coalesce(wide.adm2 = narrow.adm2, false))
        AND (wide.adm3 IS NULL OR coalesce(wide.adm3 = narrow.adm3, false))
        AND coalesce(wide.period_start <= narrow.period_start, true)
        AND coalesce(wide.period_end >= narrow.period_end, true)
        AND (
            (wide.adm2 IS NULL AND narrow.adm2 IS NOT NULL)
            OR (wide.adm3 IS NULL AND narrow.adm3 IS NOT NULL)
            OR coalesce(wide.period_start < narrow.period_start, false)
            OR (coalesce(wide.period_end > narrow.period_end, false) AND narrow.period_start IS NOT NULL)
        )
),
reasoned AS (
    SELECT
        c.*,
        CASE WHEN c.own_reason IS NOT NULL THEN c.own_reason
             WHEN c.is_superseded THEN 'superseded'
             WHEN c.is_contradicted THEN 'contradicted'
             WHEN w.fact_id IS NOT NULL THEN 'within_wider' END AS reason,
        CASE WHEN c.own_reason IS NOT NULL THEN c.own_reason
             WHEN c.is_superseded_in_month THEN 'superseded'
             WHEN c.is_contradicted THEN 'contradicted' END AS reason_in_month
    FROM compared c
    LEFT JOIN within_wider w ON w.fact_id = c.fact_id
)
SELECT
    fact_id, value, value_low, value_high, qualifier, unit, dimension, metric, object, actor, adm1, adm2, adm3,
    region_code, period_start, period_end, per, aggregation, parent_fact_id, document_id, source_id, published_on,
    unit_kind, period_month,
    reason IS NULL AS included, reason,
    reason_in_month IS NULL AS included_in_month, reason_in_month
FROM reasoned
