-- Words that the views share. Each is plain SQL and may be used in queries of one's own.

-- The unit where units of a dimension cannot be added to one another (元 and 美元, 斤 and 个), else NULL (名 and 人).
CREATE OR REPLACE MACRO unit_kind(dimension, unit) AS
    CASE WHEN dimension IN ('items', 'money', 'other') THEN unit END;

-- Whether two words may mean the same: one is the other with words put in (社会组织和社工机构, 社会组织和专业社工机构), so
-- that the distance between them is the difference of their lengths; or one is not said.
CREATE OR REPLACE MACRO compatible(one, other) AS
    one IS NULL OR other IS NULL OR levenshtein(one, other) = abs(strlen(one) - strlen(other));

-- Whether two spans of time share a day; an open end reaches for ever.
CREATE OR REPLACE MACRO overlapping(one_start, one_end, other_start, other_end) AS
    coalesce(one_start <= other_end, true) AND coalesce(other_start <= one_end, true);

-- Whether bounds [one_low, one_high] and [other_low, other_high] have no number in common; NULL is an open bound.
CREATE OR REPLACE MACRO disjoint(one_low, one_high, other_low, other_high) AS
    coalesce(one_high < other_low, false) OR coalesce(other_high < one_low, false);

-- The words of a text between two offsets, start inclusive, end exclusive; NULL when there are none.
CREATE OR REPLACE MACRO span_text(document_text, span_start, span_end) AS
    substr(document_text, span_start + 1, span_end - span_start);

-- A field after review: the correction when there is one (which may be NULL), else what was read.
CREATE OR REPLACE MACRO corrected(corrections, field, as_read) AS
    CASE WHEN list_contains(map_keys(corrections), field) THEN corrections[field] ELSE as_read END;
CREATE OR REPLACE MACRO corrected_number(corrections, field, as_read) AS
    CASE WHEN list_contains(map_keys(corrections), field)
         THEN TRY_CAST(corrections[field] AS DOUBLE) ELSE as_read END;
CREATE OR REPLACE MACRO corrected_day(corrections, field, as_read) AS
    CASE WHEN list_contains(map_keys(corrections), field)
         THEN TRY_CAST(corrections[field] AS DATE) ELSE as_read END;

-- A bound after review of its value: one that was the value itself goes with it.
CREATE OR REPLACE MACRO following(bound, as_read, corrected_value) AS
    CASE WHEN bound = as_read THEN corrected_value ELSE bound END;

-- How a figure may be added up: stocks with stocks, flows with flows and cumulative ones, the rest not at all.
CREATE OR REPLACE MACRO adds_as(aggregation) AS
    CASE aggregation WHEN 'cumulative' THEN 'flow' ELSE aggregation END;
