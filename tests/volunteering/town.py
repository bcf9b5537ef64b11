"""A few volunteers and opportunities for the tests of this room."""

import datetime as dt
import itertools

from django.utils import timezone

from konfluenz.directory import organizations
from konfluenz.ground import audit
from konfluenz.people import accounts, contacts, persons, roles
from konfluenz.volunteering import opportunities, volunteers

NUMBERS = itertools.count(1)
TODAY = timezone.localdate()


def in_days(count):
    return timezone.localdate() + dt.timedelta(days=count)


def at(hour, minute=0):
    return dt.time(hour, minute)


def organization(name="Demo-Verein Lesebrücke e. V.", **values):
    values = {"kind": "association", "mail": "verein@example.org"} | values
    return organizations.add(name, by=None, **values)


def volunteer(name="Ada Demo", *, mail="", **values):
    person = persons.add(name, by=None)
    if mail:
        contacts.add(person, "mail", mail, by=None, preferred=True)
    values = {"state": "active", "answered_at": timezone.now()} | values
    return volunteers.add(person, by=None, **values)


def prospect(name="Ada Demo", **values):
    return volunteer(name, **{"state": "prospect", "answered_at": None} | values)


def opportunity(title="Lesepatin gesucht", **values):
    values = {
        "expires_on": in_days(60),
        "timing": "flexible",
        "insured_by": "organisation",
    } | values
    if "organization" not in values and "unit" not in values:
        values["organization"] = organization(f"Demo-Verein {next(NUMBERS)}")
    return opportunities.add(title, "Vorlesen und zuhören", by=None, **values)


def account(*held, person=None):
    someone = person or persons.add(f"Demo {next(NUMBERS)}", by=None)
    for role in held:
        roles.grant(someone, role, by=None)
    opened = accounts.open(someone, f"demo{next(NUMBERS)}@example.org", by=None)
    opened.refresh_from_db()
    return opened


def actions(record):
    """Return what the trail says about a record, oldest first."""
    return [entry.action for entry in reversed(audit.timeline(record))]
