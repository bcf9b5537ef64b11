"""Pages of the Sitzungen of groups and of what they recommend."""
