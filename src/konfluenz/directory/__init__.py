"""Organisations, groups, org units and posts, responsibilities, places, topics, districts."""
