"""The search of the portal: what the public records say is indexed, and found by its words."""
