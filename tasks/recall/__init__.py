"""Recall: batches of what was fetched before, out of the warehouse, so that all can be derived again."""
