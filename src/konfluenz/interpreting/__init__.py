"""Interpreter pools, requests, waves, fallbacks."""
