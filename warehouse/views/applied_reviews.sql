-- Where each review stands. A figure that was read anew keeps its review while its id does (same text, same span);
-- after a change elsewhere in the text, the review follows the one figure of the same source with the same quote in
-- the same sentence, or in a sentence that holds it or that it holds (its ends were found elsewhere).
WITH moved AS (
    SELECT r.review_id, min(f.figure_id) AS figure_id
    FROM reviews r
    JOIN figures f ON f.source_id = r.source_id AND f.quote = r.quote
        AND (contains(f.sentence, r.sentence) OR contains(r.sentence, f.sentence))
    WHERE r.figure_id NOT IN (SELECT figure_id FROM figures)
    GROUP BY r.review_id
    HAVING count(*) = 1
)
SELECT
    r.review_id,
    coalesce(f.figure_id, m.figure_id) AS figure_id,
    r.figure_id AS reviewed_figure_id,
    CASE WHEN f.figure_id IS NOT NULL THEN 'applies'
         WHEN m.figure_id IS NOT NULL THEN 'moved'
         ELSE 'no_longer' END AS state,
    r.source_id, r.quote, r.sentence, r.decision, r.field, r.new_value, r.reviewer, r.reviewed_at, r.reason
FROM reviews r
LEFT JOIN figures f ON f.figure_id = r.figure_id
LEFT JOIN moved m ON m.review_id = r.review_id
