"""Requests to the program itself within the transaction of a test."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from konfluenz.publishing.baking import rendering


@contextmanager
def asked() -> Iterator[None]:
    """Keep the connection of the test open, as Django's test client does."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    rendering.common_rules.cache_clear()
    try:
        yield
    finally:
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)
        rendering.common_rules.cache_clear()
