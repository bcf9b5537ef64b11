"""Pages of those who want to help: opportunities, map, wizard, and the answer at once."""
