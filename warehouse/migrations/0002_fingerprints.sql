-- What current documents are compared by, to know re-posts.

CREATE TABLE fingerprints (
    "document_id" VARCHAR NOT NULL,
    "origin" VARCHAR,
    "passage_count" INTEGER NOT NULL,
    "passages" BIGINT[] NOT NULL,
    "numbers" BIGINT[] NOT NULL,
    PRIMARY KEY (document_id)
);
