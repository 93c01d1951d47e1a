"""Fetch: the bytes of every source, kept under their hash, and a row for every attempt."""
