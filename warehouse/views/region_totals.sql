-- One sum for each region as stated, month, metric, kind of unit and way of counting. Regions are not rolled up: what
-- is said of a city is not in the row of its province, so no statement counts twice in a row. Cumulative counts, which
-- reach over months, have rows of their own beside the flows of the month.
-- Sums are taken in the order of their values: floats added in another order may differ in their last digit.
SELECT
    adm1,
    adm2,
    adm3,
    region_code,
    period_month,
    metric,
    dimension,
    coalesce(unit_kind, mode(unit ORDER BY unit)) AS unit,
    aggregation,
    sum(value ORDER BY value) FILTER (included_in_month) AS total,
    sum(coalesce(value_low, 0) ORDER BY coalesce(value_low, 0)) FILTER (included_in_month) AS total_low,
    CASE WHEN count(*) FILTER (included_in_month AND value_high IS NULL) = 0
         THEN sum(value_high ORDER BY value_high) FILTER (included_in_month) END AS total_high,
    count(*) FILTER (included_in_month) AS included_facts,
    count(*) FILTER (included_in_month AND qualifier <> 'exact') AS approximate_facts,
    count(*) FILTER (NOT included_in_month) AS excluded_facts,
    histogram(reason_in_month) FILTER (NOT included_in_month) AS excluded_reasons,
    count(DISTINCT document_id) FILTER (included_in_month) AS document_count
FROM counted_facts
GROUP BY adm1, adm2, adm3, region_code, period_month, metric, dimension, unit_kind, aggregation
