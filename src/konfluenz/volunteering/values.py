"""Texts as people type them, made fit to be kept and shown (`ground/typed.py`)."""

from konfluenz.ground.typed import plain as plain
