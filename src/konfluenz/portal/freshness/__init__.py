"""Doors for those who vouch for an entry: is it still right, and what has changed."""
