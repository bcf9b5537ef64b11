"""The first hour of a city: six steps, first results, and the way out with all data."""
