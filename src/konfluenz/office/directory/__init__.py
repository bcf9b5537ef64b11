"""Pages of units, posts, organisations, groups, places and who is responsible."""
