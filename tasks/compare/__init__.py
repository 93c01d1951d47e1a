"""Compare: the figures that a run is about to publish against those that are published."""
