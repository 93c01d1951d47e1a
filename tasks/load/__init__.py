"""Load: all rows of a run into the warehouse, in one transaction."""
