"""Pages of the trail and of what was sent."""
