"""The invented city of the journeys, lent to tests that only want to look at it.

Building it takes a minute: it is built once for all (`testbed_city.template`). Its fields are
sealed with keys of its own, which are lent with it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import testbed_city
import testbed_database
from django.conf import settings
from django.db import connections


@contextmanager
def lent() -> Iterator[None]:
    """Have the database of this process be a copy of the city's, on SQLite."""
    city, own = testbed_city.template(), settings.KEYRING
    connections.close_all()
    name = Path(settings.DATABASES["default"]["NAME"])
    testbed_database.copy_sqlite(city / testbed_database.DATABASE, name)
    settings.KEYRING = city / "keys" / "keyring.json"
    testbed_database.forget_rows()
    try:
        yield
    finally:
        settings.KEYRING = own
        testbed_database.renew()
