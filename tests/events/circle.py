"""A group with three members, and its meetings, for the tests of Sitzungen."""

import datetime as dt

from testbed_worlds import remembered
from tests.events.gathering import at, house, unit

from konfluenz.directory import groups, organizations
from konfluenz.directory.models import Group
from konfluenz.events import meetings
from konfluenz.people import contacts, persons

NOW = "2026-01-10 12:00"
BEGIN = "2026-02-03 17:30"
"""A Tuesday, before the clocks change."""


@remembered
def circle(name: str = "Demo-Kreis") -> Group:
    """Return a group with two persons, one without an address, and an association."""
    made = groups.add("working_group", name=name, unit=unit(), by=None)
    ada, ben = (persons.add(who, by=None) for who in ("Ada Demo", "Ben Demo"))
    contacts.add(ada, "mail", "ada@example.org", by=None)
    club = organizations.add("Demo-Verein", kind="association", mail="v@example.org", by=None)
    since = {"valid_from": dt.date(2025, 1, 1), "by": None}
    for member in ({"person": ada}, {"person": ben}, {"organization": club}):
        groups.join(made, **member, **since)
    return made


def planned(group, begins=BEGIN, agenda=("Begrüßung", "Räume"), **values):
    """Plan a meeting of an hour and a half at the house."""
    given = {"place": house(), "ends_at": at(begins) + dt.timedelta(minutes=90), "by": None}
    return meetings.plan(group, at(begins), agenda=agenda, **given | values)
