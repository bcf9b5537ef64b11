"""A few people for the tests of this room."""

import itertools

from konfluenz.ground import audit
from konfluenz.people import accounts, persons, roles

NUMBERS = itertools.count(1)


def person(name="Ada Demo", **more):
    return persons.add(name, by=None, **more)


def account(*held, name="Ada Demo", email=None, password=None):
    someone = person(name)
    opened = accounts.open(
        someone, email or f"person{next(NUMBERS)}@example.org", by=None, password=password
    )
    for role in held:
        roles.grant(someone, role, by=None)
    opened.refresh_from_db()
    return opened


def actions(record):
    """What the trail says about a record, oldest first."""
    return [entry.action for entry in reversed(audit.timeline(record))]
