"""Reads lists of volunteers and of opportunities in; `ground.imports` does all but the words."""
