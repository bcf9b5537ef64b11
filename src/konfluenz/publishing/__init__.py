"""Pages and their languages, newsletters, search, freshness, baking."""
