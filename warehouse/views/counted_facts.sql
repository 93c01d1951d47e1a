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
-- Whatever is compared here carries only what it is compared by, and only statements that have others to be compared
-- with are: `thing` and the like are hashes of all that must be alike.
WITH stated AS MATERIALIZED (FROM facts),
basis AS (
    SELECT
        f.fact_id, f.source_id, f.value, f.value_low, f.value_high, f.dimension, f.metric, f.object, f.actor, f.adm1,
        f.adm2, f.adm3, f.period_start, f.period_end, f.aggregation, f.mention_count, f.confidence,
        unit_kind(f.dimension, f.unit) AS unit_kind,
        date_trunc('month', f.period_end)::DATE AS period_month,
        coalesce(d.content_group, d.document_id) AS article,
        coalesce(f.period_end, f.published_on, DATE '0001-01-01') AS as_of,
        CASE WHEN f.aggregation <> 'stock' THEN f.period_start END AS counted_from,
        f.aggregation IN ('stock', 'cumulative') AS is_standing,
        coalesce(d.content_group <> d.document_id, false) AS is_repost,
        hash(f.sentence) AS said,
        CASE WHEN f.dimension = 'percent' OR f.aggregation = 'share' THEN 'share'
             WHEN f.per IS NOT NULL OR f.aggregation = 'rate' THEN 'rate'
             WHEN f.parent_fact_id IS NOT NULL THEN 'part_of_total' END AS own_reason
    FROM stated f
    JOIN documents d ON d.document_id = f.document_id
),
standing AS (
    SELECT
        fact_id, article, as_of, period_month, mention_count, confidence, value_low, value_high, said, object,
        -- without place and actor, statements of different sources are not known to speak of the same thing
        hash(
            metric, dimension, unit_kind, aggregation, object, actor, adm1, adm2, adm3, counted_from,
            CASE WHEN adm1 IS NULL AND actor IS NULL THEN source_id END
        ) AS thing,
        -- nor, without place and time, at the same time
        hash(
            metric, dimension, unit_kind, aggregation, object, actor, adm1, adm2, adm3, period_start, period_end,
            CASE WHEN adm1 IS NULL OR period_end IS NULL THEN article END
        ) AS thing_at_time
    FROM basis
    WHERE is_standing AND own_reason IS NULL
),
compared_later AS (
    SELECT
        fact_id,
        first_value(as_of) OVER ever > as_of AS is_superseded,
        first_value(article) OVER ever <> article AS is_repeated,
        first_value(as_of) OVER in_month > as_of AS is_superseded_in_month,
        first_value(article) OVER in_month <> article AS is_repeated_in_month
    FROM standing
    WHERE thing IN (SELECT thing FROM standing GROUP BY thing HAVING count(*) > 1)
    WINDOW
        ever AS (PARTITION BY thing ORDER BY as_of DESC, mention_count DESC, confidence DESC, fact_id),
        in_month AS (
            PARTITION BY thing, period_month ORDER BY as_of DESC, mention_count DESC, confidence DESC, fact_id
        )
),
contradicted AS (
    SELECT fact_id
    FROM standing
    WHERE object IS NOT NULL
        AND thing_at_time IN (
            SELECT thing_at_time FROM standing GROUP BY thing_at_time HAVING count(*) BETWEEN 2 AND 10
        )
    WINDOW alike AS (PARTITION BY thing_at_time ORDER BY mention_count DESC, confidence DESC, fact_id)
    QUALIFY disjoint(value_low, value_high, first_value(value_low) OVER alike, first_value(value_high) OVER alike)
        AND first_value(said) OVER alike <> said
),
framed AS (
    SELECT b.fact_id, b.article, b.dimension, b.is_repost, regexp_replace(f.sentence, '\d+(\.\d+)?', '#', 'g') AS frame
    FROM basis b
    JOIN stated f ON f.fact_id = b.fact_id
    WHERE b.article IN (SELECT content_group FROM documents WHERE content_group <> document_id)
),
misquoted AS (
    SELECT r.fact_id
    FROM framed r
    SEMI JOIN (FROM framed WHERE NOT is_repost) o
        ON o.article = r.article AND o.frame = r.frame AND o.dimension = r.dimension
    WHERE r.is_repost AND length(r.frame) >= 20
),
compared AS (
    SELECT
        b.*,
        coalesce(l.is_superseded, false) AS is_superseded,
        coalesce(l.is_repeated, false) AS is_repeated,
        coalesce(l.is_superseded_in_month, false) AS is_superseded_in_month,
        coalesce(l.is_repeated_in_month, false) AS is_repeated_in_month,
        b.fact_id IN (FROM contradicted UNION ALL FROM misquoted) AS is_contradicted
    FROM basis b
    LEFT JOIN compared_later l ON l.fact_id = b.fact_id
),
within_wider AS (
    SELECT DISTINCT narrow.fact_id
    FROM basis narrow
    JOIN basis wide
        ON wide.article = narrow.article
        AND wide.metric = narrow.metric
        AND wide.dimension = narrow.dimension
        AND wide.unit_kind IS NOT DISTINCT FROM narrow.unit_kind
        AND wide.adm1 = narrow.adm1
        AND adds_as(wide.aggregation) = adds_as(narrow.aggregation)
        AND wide.fact_id <> narrow.fact_id
        AND wide.value >= narrow.value
    -- a document of thousands of figures is a table, and its rows are not compared
    SEMI JOIN (
        SELECT article, metric, dimension, unit_kind, adm1
        FROM basis
        GROUP BY ALL
        HAVING count(*) BETWEEN 2 AND 1000
    ) crowd
        ON crowd.article = wide.article
        AND crowd.metric = wide.metric
        AND crowd.dimension = wide.dimension
        AND crowd.unit_kind IS NOT DISTINCT FROM wide.unit_kind
        AND crowd.adm1 = wide.adm1
    WHERE wide.own_reason IS NULL
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
        AND compatible(wide.object, narrow.object)
        AND compatible(wide.actor, narrow.actor)
),
-- The stocks and cumulative counts that speak of a whole place, or of all that one actor did there.
whole AS (
    SELECT
        metric, dimension, unit_kind, aggregation, object, actor, adm1, adm2, adm3, counted_from, as_of, article,
        hash(metric, dimension, unit_kind, object, adm1, adm2, adm3, actor) AS scope,
        max(value) AS value
    FROM compared
    WHERE is_standing AND own_reason IS NULL AND adm1 IS NOT NULL AND NOT is_superseded AND NOT is_repeated
        AND NOT is_contradicted AND (actor IS NULL OR aggregation = 'cumulative')
    GROUP BY ALL
),
-- A whole leaves prefecture, county or actor unsaid, in at most eight ways; so each fact asks for the wholes that it
-- may lie in by one key for each way, and is not held beside every statement of its province.
asked AS MATERIALIZED (
    SELECT
        n.fact_id, n.article, n.value, n.aggregation, n.period_start, n.period_end,
        n.adm2 IS NOT NULL AS has_adm2, n.adm3 IS NOT NULL AS has_adm3, n.actor IS NOT NULL AS has_actor,
        hash(
            n.metric, n.dimension, n.unit_kind, n.object, n.adm1, CASE WHEN NOT way.any_adm2 THEN n.adm2 END,
            CASE WHEN NOT way.any_adm3 THEN n.adm3 END, CASE WHEN NOT way.any_actor THEN n.actor END
        ) AS scope
    FROM basis n
    CROSS JOIN (
        SELECT DISTINCT adm2 IS NULL AS any_adm2, adm3 IS NULL AS any_adm3, actor IS NULL AS any_actor FROM whole
    ) way
    WHERE n.adm1 IS NOT NULL AND n.own_reason IS NULL
),
within_whole AS (
    SELECT DISTINCT narrow.fact_id
    FROM asked narrow
    JOIN whole ON whole.scope = narrow.scope
    WHERE whole.article <> narrow.article
        AND whole.value >= narrow.value
        AND (
            (whole.aggregation = 'stock' AND narrow.aggregation = 'stock' AND (
                (whole.adm2 IS NULL AND narrow.has_adm2)
                OR (whole.adm3 IS NULL AND narrow.has_adm3)
                OR narrow.has_actor
            ))
            OR (whole.aggregation = 'cumulative' AND narrow.aggregation IN ('flow', 'cumulative')
                AND narrow.period_end <= whole.as_of
                AND coalesce(whole.counted_from <= narrow.period_start, whole.counted_from IS NULL))
        )
),
reasoned AS (
    SELECT
        c.fact_id, c.unit_kind, c.period_month,
        CASE WHEN c.own_reason IS NOT NULL THEN c.own_reason
             WHEN c.is_superseded THEN 'superseded'
             WHEN c.is_contradicted THEN 'contradicted'
             WHEN c.is_repeated THEN 'repeated'
             WHEN c.fact_id IN (FROM within_wider UNION ALL FROM within_whole) THEN 'within_wider' END AS reason,
        CASE WHEN c.own_reason IS NOT NULL THEN c.own_reason
             WHEN c.is_superseded_in_month THEN 'superseded'
             WHEN c.is_contradicted THEN 'contradicted'
             WHEN c.is_repeated_in_month THEN 'repeated' END AS reason_in_month
    FROM compared c
)
SELECT
    f.fact_id, f.value, f.value_low, f.value_high, f.qualifier, f.unit, f.dimension, f.metric, f.object, f.actor, f.adm1,
    f.adm2, f.adm3, f.region_code, f.period_start, f.period_end, f.per, f.aggregation, f.parent_fact_id, f.document_id,
    f.source_id, f.published_on, r.unit_kind, r.period_month,
    r.reason IS NULL AS included, r.reason,
    r.reason_in_month IS NULL AS included_in_month, r.reason_in_month
FROM reasoned r
JOIN stated f ON f.fact_id = r.fact_id
