"""Publish: what the warehouse says, as files that other programs and people open."""
