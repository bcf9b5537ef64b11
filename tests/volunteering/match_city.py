"""A small town for the tests of matching: volunteers, opportunities, and a few days of life."""

import datetime as dt
import itertools

import pytest
from django.utils import timezone, translation

from konfluenz.directory import organizations
from konfluenz.ground.models import Message
from konfluenz.people import contacts, languages, persons
from konfluenz.volunteering import opportunities, proposals, volunteers
from konfluenz.volunteering.conditions import Wanted, When
from konfluenz.volunteering.models import Placement

NUMBERS = itertools.count(1)
MONDAY, TUESDAY, WEDNESDAY, SATURDAY = 0, 1, 2, 5
AT_17, AT_18 = dt.time(17), dt.time(18)
TUESDAY_17 = (TUESDAY, AT_17, AT_18)
AFTERNOON = (TUESDAY, dt.time(16), dt.time(19))


@pytest.fixture(autouse=True)
def german():
    with translation.override("de"):
        yield


def today():
    return timezone.localdate()


def in_days(days):
    return today() + dt.timedelta(days=days)


def club(name=""):
    number = next(NUMBERS)
    return organizations.add(
        name or f"Demo-Verein {number}",
        kind="association",
        mail=f"verein{number}@example.org",
        by=None,
    )


def volunteer(name="", *, speaks=None, mail=True, language="de", asked=None, **values):
    """Return an active volunteer with a mail address; `speaks` is {"ar": "b2"}."""
    number = next(NUMBERS)
    person = persons.add(name or f"Person {number} Demo", language=language, by=None)
    if mail:
        contacts.add(person, "mail", f"person{number}@example.org", by=None)
    for code, level in (speaks or {}).items():
        languages.put(person, code, level, by=None)
    made = volunteers.add(person, by=None, **({"state": "active"} | values))
    if asked is not None:
        made.last_asked_at = timezone.now() - dt.timedelta(days=asked)
        made.save()
    return made


def opportunity(title="Lesepate", *, by_club=None, at=TUESDAY_17, needs=(), **values):
    """Return a published weekly opportunity; `at` is (weekday, from, until), None: agreed.

    `needs` are (language, required, level).
    """
    weekly = at is not None
    times = [When(weekday=at[0], starts_at=at[1], ends_at=at[2])] if weekly else []
    return opportunities.add(
        title,
        "Kindern vorlesen.",
        by=None,
        organization=by_club or club(),
        languages=[Wanted(*one) for one in needs],
        **(
            {
                "expires_on": in_days(60),
                "timing": "weekly" if weekly else "flexible",
                "insured_by": "organisation",
                "times": times,
            }
            | values
        ),
    )


def asked(made=None, someone=None, **values):
    """Return a proposal that waits for both sides."""
    return proposals.propose(made or opportunity(**values), someone or volunteer(), by=None)


def agree(proposal):
    """Return the placement that two yeses make."""
    proposals.answer_organisation(proposal, "yes")
    proposals.answer_volunteer(proposal, "yes")
    return Placement.objects.get(proposal=proposal)


def placement(someone=None, **values):
    return agree(asked(None, someone, **values))


def mails():
    """Return the templates waiting in the outbox with who gets them, in order."""
    rows = Message.objects.order_by("pk")
    return [(row.template.removeprefix("volunteering/mail/"), row.address) for row in rows]


def kinds():
    return [name for name, _address in mails()]


def names(suggestions):
    return [str(one.volunteer) for one in suggestions]


def again(record):
    return type(record).objects.get(pk=record.pk)
