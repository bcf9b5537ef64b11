"""Reads tables of figures in; `ground.imports` does all but the words."""
