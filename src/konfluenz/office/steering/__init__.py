"""Pages of the concept, its goals, indicators and observations."""
