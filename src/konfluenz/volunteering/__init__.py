"""Volunteers, vetting, needs, matching, placements, hours."""
