"""Validate: rows against the checks; what fails is set aside whole, with its reasons."""
