-- Who does What, Where, When: every counted fact that reports something done or in place, in the column order of
-- OCHA's 4W forms. What the totals leave out is here too, marked, with the reason. P-codes are GB/T 2260 codes.
SELECT
    d.publisher,
    c.actor,
    CASE WHEN c.metric IN ('testing_assisted', 'vaccination_assisted', 'screening_checks') THEN 'health'
         WHEN c.metric IN ('counsellors', 'counselling_contacts') THEN 'psychosocial'
         WHEN c.metric IN ('supplies', 'money') THEN 'relief'
         WHEN c.metric IN ('publicity_materials', 'records_processed', 'calls') THEN 'information'
         WHEN c.metric IN ('social_workers', 'volunteers', 'other_personnel', 'social_work_agencies',
                           'social_work_stations', 'volunteer_groups', 'social_organizations', 'other_organizations',
                           'facilities') THEN 'capacity'
         WHEN c.metric = 'other' THEN 'other'
         ELSE 'social_services' END AS sector,
    c.metric,
    c.object,
    c.adm1,
    CASE WHEN c.adm1 IS NOT NULL THEN c.region_code[:2] || '0000' END AS adm1_code,
    c.adm2,
    CASE WHEN c.adm2 IS NOT NULL THEN c.region_code[:4] || '00' END AS adm2_code,
    c.adm3,
    CASE WHEN c.adm3 IS NOT NULL THEN c.region_code END AS adm3_code,
    CASE WHEN c.metric IN ('people_reached', 'households_reached', 'service_contacts', 'counselling_contacts',
                           'home_visits', 'testing_assisted', 'vaccination_assisted') THEN c.object END AS beneficiary,
    CASE WHEN c.metric = 'people_reached' AND c.dimension = 'people' THEN c.value END AS people_reached,
    CASE WHEN c.metric = 'households_reached' AND c.dimension = 'households' THEN c.value END AS households_reached,
    c.value, c.value_low, c.value_high, c.qualifier, c.unit,
    CASE WHEN c.aggregation = 'stock' THEN 'ongoing' ELSE 'completed' END AS activity_status,
    c.period_start,
    c.period_end,
    c.included,
    c.reason,
    c.published_on,
    s.url,
    f.quote,
    f.sentence,
    c.fact_id,
    c.document_id,
    c.source_id
FROM counted_facts c
JOIN facts f ON f.fact_id = c.fact_id
JOIN documents d ON d.document_id = c.document_id
LEFT JOIN sources s ON s.source_id = c.source_id
WHERE c.aggregation NOT IN ('share', 'rate')
