"""Draws series of numbers: what a picture shows, as Vega-Lite, as SVG kept in the database."""
