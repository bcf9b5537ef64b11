"""Integration concept, goals, measures, indicators, working groups, situation board."""
