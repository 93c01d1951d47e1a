-- Which sources were found in a list, so that a page can be cleaned again as it was the first time.

ALTER TABLE sources ADD COLUMN "is_listed" BOOLEAN;
