"""Optimisation: assignment and roster. Plain Python, knows no Django and no domain."""
