-- One sum for each metric, kind of unit and way of counting; what was left out stands beside it.
-- Sums are taken in the order of their values: floats added in another order may differ in their last digit.
SELECT
    metric,
    dimension,
    coalesce(unit_kind, mode(unit ORDER BY unit)) AS unit,
    adds_as(aggregation) AS aggregation,
    sum(value ORDER BY value) FILTER (included) AS total,
    sum(coalesce(value_low, 0) ORDER BY coalesce(value_low, 0)) FILTER (included) AS total_low,
    CASE WHEN count(*) FILTER (included AND value_high IS NULL) = 0
         THEN sum(value_high ORDER BY value_high) FILTER (included) END AS total_high,
    count(*) FILTER (included) AS included_facts,
    count(*) FILTER (included AND qualifier <> 'exact') AS approximate_facts,
    count(*) FILTER (NOT included) AS excluded_facts,
    histogram(reason) FILTER (NOT included) AS excluded_reasons,
    count(DISTINCT document_id) FILTER (included) AS document_count,
    min(period_start) FILTER (included) AS period_start,
    max(period_end) FILTER (included) AS period_end
FROM counted_facts
GROUP BY metric, dimension, unit_kind, adds_as(aggregation)
