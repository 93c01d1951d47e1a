-- Whether a fact may be added up, and if not, why not, in this order:
--   share, rate     cannot be added
--   part_of_total   its total is there
--   superseded      a later stock or cumulative statement of the same thing is there; one without a day is as old as
--                   its publication, and one without that is the oldest
--   contradicted    of statements of the same thing at the same time whose bounds have no number in common, the one
--                   most often made is counted; and of a re-post, what its original says with another number
--   repeated        another article's stock or cumulative statement of the same thing at the same time is counted
--   within_wider    the same article says it of a wider region or a longer period, and at least as much; or another
--                   article states a stock of the whole place, or a cumulative count that reaches over the period
-- For the total of a region and month only statements in that month replace each other, and regions stand alone.
WITH basis AS (
    SELECT
        f.*,
        unit_kind(f.dimension, f.unit) AS unit_kind,
        date_trunc('month', f.period_end)::DATE AS period_month,
        coalesce(d.content_group, d.document_id) AS article,
        coalesce(f.period_end, f.published_on, DATE '0001-01-01') AS as_of,
        CASE WHEN f.aggregation <> 'stock' THEN f.period_start END AS counted_from,
        f.aggregation IN ('stock', 'cumulative') AS is_standing,
        -- without place and actor, statements of different sources are not known to speak of the same thing
        CASE WHEN f.adm1 IS NULL AND f.actor IS NULL THEN f.source_id END AS own_source,
        -- nor, without place and time, at the same time
        CASE WHEN f.adm1 IS NULL OR f.period_end IS NULL
             THEN coalesce(d.content_group, d.document_id) END AS own_article,
        coalesce(d.content_group <> d.document_id, false) AS is_repost,
        regexp_replace(f.sentence, '\d+(\.\d+)?', '#', 'g') AS frame,
        CASE WHEN f.dimension = 'percent' OR f.aggregation = 'share' THEN 'share'
             WHEN f.per IS NOT NULL OR f.aggregation = 'rate' THEN 'rate'
             WHEN f.parent_fact_id IS NOT NULL THEN 'part_of_total' END AS own_reason
    FROM facts f
    JOIN documents d ON d.document_id = f.document_id
),
compared AS (
    SELECT
        *,
        is_standing AND first_value(as_of) OVER thing > as_of AS is_superseded,
        is_standing AND first_value(article) OVER thing <> article AS is_repeated,
        is_standing AND first_value(as_of) OVER thing_in_month > as_of AS is_superseded_in_month,
        is_standing AND first_value(article) OVER thing_in_month <> article AS is_repeated_in_month,
        is_standing AND object IS NOT NULL AND count(*) OVER same_thing_at_time <= 10 AND disjoint(
            value_low, value_high, first_value(value_low) OVER thing_at_time, first_value(value_high) OVER thing_at_time
        ) AND first_value(sentence) OVER thing_at_time <> sentence AS is_contradicted,
        is_repost AND bool_or(NOT is_repost) OVER (PARTITION BY article, frame, dimension) AND length(frame) >= 20 AS is_misquoted,
        count(*) OVER (PARTITION BY article, metric, dimension, unit_kind, adm1) AS crowd
    FROM basis
    WINDOW
        thing AS (
            PARTITION BY own_reason, metric, dimension, unit_kind, aggregation, object, actor, adm1, adm2, adm3,
                counted_from, own_source
            ORDER BY as_of DESC, mention_count DESC, confidence DESC, fact_id
        ),
        thing_in_month AS (
            PARTITION BY own_reason, metric, dimension, unit_kind, aggregation, object, actor, adm1, adm2, adm3,
                counted_from, own_source, period_month
            ORDER BY as_of DESC, mention_count DESC, confidence DESC, fact_id
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
            OR (wide.aggregation = 'cumulative' AND narrow.aggregation = 'flow' AND narrow.period_start IS NOT NULL)
        )
),
-- The stocks and cumulative counts that speak of a whole place, or of all that one actor did there.
whole AS (
    SELECT
        metric, dimension, unit_kind, aggregation, object, actor, adm1, adm2, adm3, counted_from, as_of, article,
        max(value) AS value
    FROM compared
    WHERE is_standing AND own_reason IS NULL AND adm1 IS NOT NULL AND NOT is_superseded AND NOT is_repeated
        AND NOT is_contradicted AND NOT is_misquoted AND (actor IS NULL OR aggregation = 'cumulative')
    GROUP BY ALL
),
within_whole AS (
    SELECT DISTINCT narrow.fact_id
    FROM compared narrow
    JOIN whole
        ON whole.metric = narrow.metric
        AND whole.dimension = narrow.dimension
        AND whole.unit_kind IS NOT DISTINCT FROM narrow.unit_kind
        AND whole.object IS NOT DISTINCT FROM narrow.object
        AND whole.adm1 = narrow.adm1
    WHERE whole.article <> narrow.article
        AND whole.value >= narrow.value
        AND (whole.adm2 IS NULL OR coalesce(whole.adm2 = narrow.adm2, false))
        AND (whole.adm3 IS NULL OR coalesce(whole.adm3 = narrow.adm3, false))
        AND (whole.actor IS NULL OR coalesce(whole.actor = narrow.actor, false))
        AND (
            (whole.aggregation = 'stock' AND narrow.aggregation = 'stock' AND (
                (whole.adm2 IS NULL AND narrow.adm2 IS NOT NULL)
                OR (whole.adm3 IS NULL AND narrow.adm3 IS NOT NULL)
                OR narrow.actor IS NOT NULL
            ))
            OR (whole.aggregation = 'cumulative' AND narrow.aggregation IN ('flow', 'cumulative')
                AND narrow.period_end <= whole.as_of
                AND coalesce(whole.counted_from <= narrow.period_start, whole.counted_from IS NULL))
        )
),
reasoned AS (
    SELECT
        c.*,
        CASE WHEN c.own_reason IS NOT NULL THEN c.own_reason
             WHEN c.is_superseded THEN 'superseded'
             WHEN c.is_contradicted OR c.is_misquoted THEN 'contradicted'
             WHEN c.is_repeated THEN 'repeated'
             WHEN c.fact_id IN (FROM within_wider UNION ALL FROM within_whole) THEN 'within_wider' END AS reason,
        CASE WHEN c.own_reason IS NOT NULL THEN c.own_reason
             WHEN c.is_superseded_in_month THEN 'superseded'
             WHEN c.is_contradicted OR c.is_misquoted THEN 'contradicted'
             WHEN c.is_repeated_in_month THEN 'repeated' END AS reason_in_month
    FROM compared c
)
SELECT
    fact_id, value, value_low, value_high, qualifier, unit, dimension, metric, object, actor, adm1, adm2, adm3,
    region_code, period_start, period_end, per, aggregation, parent_fact_id, document_id, source_id, published_on,
    unit_kind, period_month,
    reason IS NULL AS included, reason,
    reason_in_month IS NULL AS included_in_month, reason_in_month
FROM reasoned
