-- Only in a file.
-- Tables that runs write have no primary keys: an index lies in memory whole, a megabyte for every thousand documents
-- and as much again until the run is committed. Before each commit it is asked whether a key is there twice
-- (`schema.refuse_duplicates`). A DuckLake never had keys.

ALTER TABLE sources RENAME TO sources_before;

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
    "is_listed" BOOLEAN
);

INSERT INTO sources BY NAME FROM sources_before;

DROP TABLE sources_before;

ALTER TABLE snapshots RENAME TO snapshots_before;

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
    "run_id" VARCHAR NOT NULL
);

INSERT INTO snapshots BY NAME FROM snapshots_before;

DROP TABLE snapshots_before;

ALTER TABLE document_versions RENAME TO document_versions_before;

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
    "run_id" VARCHAR NOT NULL
);

INSERT INTO document_versions BY NAME FROM document_versions_before;

DROP TABLE document_versions_before;

ALTER TABLE fingerprints RENAME TO fingerprints_before;

CREATE TABLE fingerprints (
    "document_id" VARCHAR NOT NULL,
    "origin" VARCHAR,
    "passage_count" INTEGER NOT NULL,
    "passages" BIGINT[] NOT NULL,
    "numbers" BIGINT[] NOT NULL
);

INSERT INTO fingerprints BY NAME FROM fingerprints_before;

DROP TABLE fingerprints_before;

ALTER TABLE quarantine RENAME TO quarantine_before;

CREATE TABLE quarantine (
    "quarantine_id" VARCHAR NOT NULL,
    "stage" VARCHAR NOT NULL,
    "table_name" VARCHAR NOT NULL,
    "source_id" VARCHAR,
    "document_id" VARCHAR,
    "row" JSON NOT NULL,
    "checks" VARCHAR[] NOT NULL,
    "problem" VARCHAR NOT NULL,
    "run_id" VARCHAR NOT NULL
);

INSERT INTO quarantine BY NAME FROM quarantine_before;

DROP TABLE quarantine_before;

-- Comments went with the tables; without this they would not be made anew.
DROP MACRO IF EXISTS definitions_digest;
