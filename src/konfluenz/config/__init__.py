"""Wiring only: settings, urls, wsgi, the command line. Nothing imports this room."""
