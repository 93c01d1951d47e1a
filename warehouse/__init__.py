"""The warehouse: what is in it (catalogue), how it is kept (schema, publication), what it answers (views)."""
