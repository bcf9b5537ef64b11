"""The Anliegen of the demo city, through the domain functions. `enquiries.toml` lies beside it.

Days are counted back from the day of the build, so that somebody always waits. Nobody in
them exists. What was answered in the past was told by phone, so that no old mail goes out.
"""

import datetime as dt
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from konfluenz.directory import workdays
from konfluenz.directory.models import OrgUnit, Topic
from konfluenz.enquiries import contributions, enquiries, referrals
from konfluenz.enquiries.models import Enquiry, Way
from konfluenz.people import demo as people
from konfluenz.people.models import Account, Person

ENQUIRIES = Path(__file__).with_name("enquiries.toml")
AT_ANY_HOUR = {Way.FORM, Way.MAIL}
"""The ways that are open at weekends too."""


@transaction.atomic
def build(persons: Sequence[Person], *, today: dt.date | None = None) -> list[Enquiry]:
    """Build the Anliegen as of `today` (the city's today if None) and return them.

    `persons` are the invented people of the demo, some of whom turn to us; without them, only
    what came from strangers is built. Needs the demo's directory and logins.
    """
    today = today or timezone.localdate()
    data = tomllib.loads(ENQUIRIES.read_text(encoding="utf-8"))
    told = [entry for entry in data["enquiries"] if persons or "person" not in entry]
    return [_enquiry(entry, persons, today) for entry in told]


def _enquiry(entry: dict[str, Any], persons: Sequence[Person], today: dt.date) -> Enquiry:
    clerk = people.account_for(entry.get("by", "coordinator"))
    arrived = _arrived(entry, today)
    enquiry = enquiries.receive(
        entry["subject"],
        entry["text"],
        way=entry["way"],
        by=None if entry["way"] == Way.FORM else clerk,
        topic=Topic.objects.get(slug=entry["topic"]) if "topic" in entry else None,
        person=persons[entry["person"] % len(persons)] if "person" in entry else None,
        name=entry.get("name", ""),
        reply_to=entry.get("reply_to", ""),
        language=entry.get("language", ""),
        arrived_at=arrived,
    )
    for number, step in enumerate(entry.get("steps", []), start=1):
        at = _moment(arrived, step.get("days", 0), number)
        enquiry = _step(enquiry, step, at, clerk)
    return enquiry


def _step(enquiry: Enquiry, step: dict[str, Any], at: dt.datetime, by: Account) -> Enquiry:
    text = step.get("text", "")
    match step["do"]:
        case "take":
            return enquiries.take(enquiry, by=by)
        case "close":
            return enquiries.close(enquiry, text, by=by, at=at)
        case "assign":
            unit = OrgUnit.objects.get(name=step["to"])
            return enquiries.assign(enquiry, unit, by=by, reason=text)
        case "hand_over":
            return _hand_over(enquiry, step, at, by)
        case _:
            return _say(enquiry, step["do"], text, at, by)


def _say(enquiry: Enquiry, how: str, text: str, at: dt.datetime, by: Account) -> Enquiry:
    match how:
        case "note":
            return contributions.note(enquiry, text, by=by, at=at).enquiry
        case "hear":
            return contributions.hear(enquiry, text, by=by, at=at)
        case "tell":
            return contributions.answer(enquiry, text, by=by, told=True, at=at)
        case "mail":
            return contributions.answer(enquiry, text, by=by)
        case unknown:
            raise ValueError(unknown)


def _hand_over(enquiry: Enquiry, step: dict[str, Any], at: dt.datetime, by: Account) -> Enquiry:
    """Hand over in the words that the directory has ready for the topic."""
    ready = referrals.prepared(enquiry)
    if ready is None:
        raise ValueError(enquiry.subject)
    told = step.get("told", False)
    return referrals.hand_over(
        enquiry,
        ready.unit,
        ready.text,
        agreed=step["agreed"],
        by=by,
        told=told,
        at=at if told else None,
    )


def _arrived(entry: dict[str, Any], today: dt.date) -> dt.datetime:
    """Return when it came in: at a desk or by phone on a working day only, and never later."""
    day = today - dt.timedelta(days=entry["ago"])
    while entry["way"] not in AT_ANY_HOUR and not workdays.is_workday(day):
        day -= dt.timedelta(days=1)
    time = dt.time.fromisoformat(entry.get("at", "10:15"))
    came = timezone.make_aware(dt.datetime.combine(day, time))
    return min(came, timezone.now() - dt.timedelta(hours=1))


def _moment(arrived: dt.datetime, days: int, number: int) -> dt.datetime:
    """Return the moment of the step `number`, `days` working days later, and never to come."""
    at = workdays.after(arrived, days) if days else arrived
    return min(at + dt.timedelta(minutes=20 * number), timezone.now())
