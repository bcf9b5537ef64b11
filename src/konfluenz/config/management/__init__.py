"""The verbs of the console script that belong to no room."""
