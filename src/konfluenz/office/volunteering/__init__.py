"""Pages of volunteers, opportunities and what brings them together."""
