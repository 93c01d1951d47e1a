"""The evidence site: the warehouse as pages that open from disk, every number beside the words it was read from."""
