-- The tables of the first release. Never changed once released.

CREATE TABLE sources (
    "source_id" VARCHAR NOT NULL,
    "kind" VARCHAR NOT NULL,
    "location" VARCHAR NOT NULL,
    "url" VARCHAR,
    "title" VARCHAR,
    "publisher" VARCHAR,
    "adm1" VARCHAR,
    "adm2" VARCHAR,
    "adm3" VARCHAR,
    "published_on" DATE,
    "enabled" BOOLEAN NOT NULL,
    "run_id" VARCHAR NOT NULL,
    PRIMARY KEY (source_id)
);

CREATE TABLE snapshots (
    "fetch_id" VARCHAR NOT NULL,
    "source_id" VARCHAR NOT NULL,
    "snapshot_id" VARCHAR,
    "fetched_at" TIMESTAMP NOT NULL,
    "final_uri" VARCHAR,
    "http_status" INTEGER,
    "media_type" VARCHAR,
    "charset" VARCHAR,
    "bytes" BIGINT,
    "sha256" VARCHAR,
    "etag" VARCHAR,
    "last_modified" VARCHAR,
    "outcome" VARCHAR NOT NULL,
    "error" VARCHAR,
    "run_id" VARCHAR NOT NULL,
    PRIMARY KEY (fetch_id)
);

CREATE TABLE document_versions (
    "document_id" VARCHAR NOT NULL,
    "source_id" VARCHAR NOT NULL,
    "snapshot_id" VARCHAR NOT NULL,
    "title" VARCHAR,
    "publisher" VARCHAR,
    "author" VARCHAR,
    "published_on" DATE,
    "text" VARCHAR NOT NULL,
    "char_count" INTEGER NOT NULL,
    "cleaner_version" VARCHAR NOT NULL,
    "blocks" STRUCT(kind VARCHAR, level INTEGER, char_start INTEGER, char_end INTEGER)[] NOT NULL,
    "content_group" VARCHAR,
    "is_current" BOOLEAN NOT NULL,
    "run_id" VARCHAR NOT NULL,
    PRIMARY KEY (document_id)
);

CREATE TABLE figures (
    "figure_id" VARCHAR NOT NULL,
    "document_id" VARCHAR NOT NULL,
    "source_id" VARCHAR NOT NULL,
    "section" VARCHAR,
    "sentence" VARCHAR NOT NULL,
    "sentence_start" INTEGER NOT NULL,
    "char_start" INTEGER NOT NULL,
    "char_end" INTEGER NOT NULL,
    "quote" VARCHAR NOT NULL,
    "value" DOUBLE NOT NULL,
    "value_low" DOUBLE,
    "value_high" DOUBLE,
    "qualifier" VARCHAR NOT NULL,
    "unit" VARCHAR,
    "dimension" VARCHAR NOT NULL,
    "metric" VARCHAR NOT NULL,
    "object" VARCHAR,
    "actor" VARCHAR,
    "adm1" VARCHAR,
    "adm2" VARCHAR,
    "adm3" VARCHAR,
    "region_code" VARCHAR,
    "period_start" DATE,
    "period_end" DATE,
    "per" VARCHAR,
    "aggregation" VARCHAR NOT NULL,
    "parent_figure_id" VARCHAR,
    "confidence" DOUBLE NOT NULL,
    "warnings" VARCHAR[] NOT NULL,
    "metric_rule" VARCHAR,
    "metric_span_start" INTEGER,
    "metric_span_end" INTEGER,
    "object_rule" VARCHAR,
    "object_span_start" INTEGER,
    "object_span_end" INTEGER,
    "actor_rule" VARCHAR,
    "actor_span_start" INTEGER,
    "actor_span_end" INTEGER,
    "place_rule" VARCHAR,
    "place_span_start" INTEGER,
    "place_span_end" INTEGER,
    "period_rule" VARCHAR,
    "period_span_start" INTEGER,
    "period_span_end" INTEGER,
    "per_rule" VARCHAR,
    "per_span_start" INTEGER,
    "per_span_end" INTEGER,
    "extractor_version" VARCHAR NOT NULL,
    "run_id" VARCHAR NOT NULL
);

CREATE TABLE numerals (
    "document_id" VARCHAR NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "source_id" VARCHAR NOT NULL,
    "part" VARCHAR NOT NULL,
    "char_start" INTEGER,
    "char_end" INTEGER,
    "quote" VARCHAR NOT NULL,
    "disposition" VARCHAR NOT NULL,
    "rule" VARCHAR NOT NULL,
    "figure_id" VARCHAR,
    "extractor_version" VARCHAR NOT NULL,
    "run_id" VARCHAR NOT NULL
);

CREATE TABLE removed_text (
    "document_id" VARCHAR NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "before_char" INTEGER NOT NULL,
    "rule" VARCHAR NOT NULL,
    "text" VARCHAR NOT NULL
);

CREATE TABLE quarantine (
    "quarantine_id" VARCHAR NOT NULL,
    "stage" VARCHAR NOT NULL,
    "table_name" VARCHAR NOT NULL,
    "source_id" VARCHAR,
    "document_id" VARCHAR,
    "row" JSON NOT NULL,
    "checks" VARCHAR[] NOT NULL,
    "problem" VARCHAR NOT NULL,
    "run_id" VARCHAR NOT NULL,
    PRIMARY KEY (quarantine_id)
);

CREATE TABLE check_results (
    "run_id" VARCHAR NOT NULL,
    "name" VARCHAR NOT NULL,
    "severity" VARCHAR NOT NULL,
    "rows_checked" BIGINT NOT NULL,
    "rows_failed" BIGINT NOT NULL,
    "sample" VARCHAR[] NOT NULL,
    PRIMARY KEY (run_id, name)
);

CREATE TABLE runs (
    "run_id" VARCHAR NOT NULL,
    "flow" VARCHAR NOT NULL,
    "parameters" JSON NOT NULL,
    "code_version" VARCHAR NOT NULL,
    "lexicon_version" VARCHAR NOT NULL,
    "counts" JSON NOT NULL,
    "started_at" TIMESTAMP NOT NULL,
    "finished_at" TIMESTAMP,
    "outcome" VARCHAR NOT NULL,
    "error" VARCHAR,
    PRIMARY KEY (run_id)
);

CREATE TABLE reviews (
    "review_id" VARCHAR NOT NULL,
    "figure_id" VARCHAR NOT NULL,
    "source_id" VARCHAR NOT NULL,
    "quote" VARCHAR NOT NULL,
    "sentence" VARCHAR NOT NULL,
    "decision" VARCHAR NOT NULL,
    "field" VARCHAR,
    "new_value" VARCHAR,
    "reviewer" VARCHAR NOT NULL,
    "reviewed_at" TIMESTAMP NOT NULL,
    "reason" VARCHAR,
    PRIMARY KEY (review_id)
);

CREATE TABLE codes (
    "list" VARCHAR NOT NULL,
    "code" VARCHAR NOT NULL,
    "label_en" VARCHAR NOT NULL,
    "label_zh" VARCHAR NOT NULL,
    "description_en" VARCHAR NOT NULL,
    "description_zh" VARCHAR NOT NULL,
    PRIMARY KEY (list, code)
);

CREATE TABLE checks (
    "name" VARCHAR NOT NULL,
    "table_name" VARCHAR NOT NULL,
    "severity" VARCHAR NOT NULL,
    "title_en" VARCHAR NOT NULL,
    "title_zh" VARCHAR NOT NULL,
    "remedy_en" VARCHAR NOT NULL,
    "remedy_zh" VARCHAR NOT NULL,
    PRIMARY KEY (name)
);
