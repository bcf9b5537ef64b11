"""Indicators and their numbers: the catalogue, observations, series, how a number is written."""
