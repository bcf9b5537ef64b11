"""Verbs of the console script."""
