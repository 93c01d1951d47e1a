-- Questions that are asked again and again, as table macros: SELECT * FROM figures_in('3302'). All but the last two
-- give facts with the answer to "does it count"; a sum is to be taken of the rows WHERE included.

CREATE OR REPLACE MACRO figures_in(code_prefix) AS TABLE
    SELECT c.metric, c.value, c.qualifier, c.unit, c.object, c.actor, c.adm1, c.adm2, c.adm3, c.region_code,
        c.period_start, c.period_end, c.included, c.reason, f.quote, f.sentence, c.source_id, c.fact_id
    FROM counted_facts c JOIN facts f ON f.fact_id = c.fact_id
    WHERE starts_with(c.region_code, regexp_replace(code_prefix, '(00){1,2}$', ''));
COMMENT ON MACRO TABLE figures_in IS 'Facts of a region and all inside it, by the beginning of its GB/T 2260 code: 33 or 330000 a province, 3302 a prefecture, 330203 a county. (某地区及其下级的事实：按行政区划代码前几位)';

CREATE OR REPLACE MACRO figures_of(organisation) AS TABLE
    SELECT c.metric, c.value, c.qualifier, c.unit, c.object, c.actor, c.adm1, c.adm2, c.adm3, c.region_code,
        c.period_start, c.period_end, c.included, c.reason, f.quote, f.sentence, c.source_id, c.fact_id
    FROM counted_facts c JOIN facts f ON f.fact_id = c.fact_id
    WHERE contains(c.actor, organisation);
COMMENT ON MACRO TABLE figures_of IS 'Facts of organisations whose name holds these words. (名称含此词语的组织的事实)';

CREATE OR REPLACE MACRO figures_between(first_day, last_day) AS TABLE
    SELECT c.metric, c.value, c.qualifier, c.unit, c.object, c.actor, c.adm1, c.adm2, c.adm3, c.region_code,
        c.period_start, c.period_end, c.included, c.reason, f.quote, f.sentence, c.source_id, c.fact_id
    FROM counted_facts c JOIN facts f ON f.fact_id = c.fact_id
    WHERE coalesce(c.period_start, c.period_end) <= CAST(last_day AS DATE) AND c.period_end >= CAST(first_day AS DATE);
COMMENT ON MACRO TABLE figures_between IS 'Facts whose period shares a day with these two days and those between; without a day said, none. (时期与所给首末日相交的事实；未述时期者不在内)';

CREATE OR REPLACE MACRO figures_about(metric_code) AS TABLE
    SELECT c.metric, c.value, c.qualifier, c.unit, c.object, c.actor, c.adm1, c.adm2, c.adm3, c.region_code,
        c.period_start, c.period_end, c.included, c.reason, f.quote, f.sentence, c.source_id, c.fact_id
    FROM counted_facts c JOIN facts f ON f.fact_id = c.fact_id
    WHERE c.metric IN (
        SELECT code FROM codes WHERE list = 'metric' AND metric_code IN (code, label_zh, label_en));
COMMENT ON MACRO TABLE figures_about IS 'Facts of a metric, by its code, Chinese or English name. (某指标的事实：代码、中文名或英文名)';

-- Of stocks and cumulative counts the last in each step stands; a year's are not the sum of its months'.
CREATE OR REPLACE MACRO trend(metric_code, step) AS TABLE
    WITH stepped AS (
        SELECT *, date_trunc(step, coalesce(period_end, published_on))::DATE AS since,
            aggregation IN ('stock', 'cumulative') AND coalesce(period_end, published_on) < max(
                coalesce(period_end, published_on)
            ) OVER (
                PARTITION BY date_trunc(step, coalesce(period_end, published_on)), dimension, unit_kind, aggregation,
                    object, actor, adm1, adm2, adm3
            ) AS is_outdated
        FROM counted_facts
        WHERE metric IN (
            SELECT code FROM codes WHERE list = 'metric' AND metric_code IN (code, label_zh, label_en))
    )
    SELECT since, dimension, coalesce(unit_kind, mode(unit ORDER BY unit)) AS unit, aggregation,
        sum(value ORDER BY value) FILTER (included_in_month AND NOT coalesce(is_outdated, false)) AS total,
        count(*) FILTER (included_in_month AND NOT coalesce(is_outdated, false)) AS included_facts,
        count(*) FILTER (NOT included_in_month OR coalesce(is_outdated, false)) AS excluded_facts
    FROM stepped
    GROUP BY since, dimension, unit_kind, aggregation;
COMMENT ON MACRO TABLE trend IS 'A metric by year, quarter or month in which its period ends (else of publication), by unit and way of counting. (某指标按年、季或月的合计，分单位与统计方式)';

CREATE OR REPLACE MACRO who_what_where(code_prefix) AS TABLE
    SELECT w.actor, w.sector, w.metric, w.adm1, w.adm2, w.adm3, count(*) AS facts,
        min(w.period_start) AS period_start, max(w.period_end) AS period_end
    FROM figures_4w w
    WHERE starts_with(coalesce(w.adm3_code, w.adm2_code, w.adm1_code), regexp_replace(code_prefix, '(00){1,2}$', ''))
        AND w.actor IS NOT NULL
    GROUP BY w.actor, w.sector, w.metric, w.adm1, w.adm2, w.adm3;
COMMENT ON MACRO TABLE who_what_where IS 'Who does what where in a region and all inside it, with how many facts say so. (某地区内何组织在何地做何事，及事实条数)';
