import datetime as dt

import pytest

from konfluenz.directory import units
from konfluenz.people import persons


@pytest.fixture
def office(db):
    return units.add(
        "Ordnungsamt",
        kind="office",
        number="31",
        mail="amt31@stadt.example.org",
        valid_from=dt.date(2000, 1, 1),
        by=None,
    )


@pytest.fixture
def asli(db):
    return persons.add("Aslı Demo", by=None)


@pytest.fixture
def bela(db):
    return persons.add("Béla Demo", by=None)
