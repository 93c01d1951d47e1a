-- The text that each source has now.
SELECT
    document_id, source_id, snapshot_id, title, publisher, author, published_on, text, char_count,
    cleaner_version, blocks, content_group, run_id
FROM document_versions
WHERE is_current
