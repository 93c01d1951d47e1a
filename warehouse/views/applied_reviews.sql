-- Where each review stands. A figure that was read anew keeps its review while its id does (same text, same span);
-- after a change elsewhere in the text, the review follows the one figure with the same source, sentence and quote.
WITH moved AS (
    SELECT r.review_id, min(f.figure_id) AS figure_id
    FROM reviews r
    JOIN figures f ON f.source_id = r.source_id AND f.sentence = r.sentence AND f.quote = r.quote
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
