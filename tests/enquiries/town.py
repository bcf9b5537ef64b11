"""Who and what the tests of this room need."""

import datetime as dt

from django.utils import timezone

from konfluenz.directory import posts, topics
from konfluenz.directory.models import Topic
from konfluenz.enquiries import enquiries
from konfluenz.ground import audit, rendering
from konfluenz.ground.models import Message
from konfluenz.people import accounts, persons

LONG_AGO = dt.date(2020, 1, 1)


def topic(slug):
    topics.ensure(by=None)
    return Topic.objects.get(slug=slug)


def account(name, role, unit):
    """Return somebody who holds a post with `role` in `unit`."""
    person = persons.add(name, by=None)
    post = posts.add(unit, f"Stelle {name}", role=role, by=None)
    posts.appoint(post, person, valid_from=LONG_AGO, by=None)
    made = accounts.open(person, f"{role}{person.pk}@example.org", by=None)
    made.refresh_from_db()
    return made


def ago(days=0, hours=0):
    return timezone.now() - dt.timedelta(days=days, hours=hours)


def asked(subject="Sprachkurs gesucht", text="Gibt es abends Kurse?", **more):
    """Return an Anliegen of somebody without a name who wrote by the form."""
    return enquiries.receive(subject, text, **{"way": "form", "by": None, **more})


def acts(record):
    """What the trail says about a record, oldest first."""
    return [entry.action for entry in reversed(audit.timeline(record))]


def mails():
    """The messages of this room as (template, address), oldest first."""
    return [(m.template.rsplit("/", 1)[1], m.address) for m in _messages()]


def last_mail(back=1):
    """The newest message of this room, or the one before, rendered."""
    return rendering.render(_messages()[-back])


def _messages():
    return list(Message.objects.filter(template__startswith="enquiries/").order_by("pk"))
