"""A Sitzung as an entry for a member's own calendar (RFC 5545)."""

import datetime as dt

from django.conf import settings
from django.utils import timezone
from icalendar import Event as Entry

from konfluenz.events import calendars, meeting_words
from konfluenz.events.models import GroupMeeting, MeetingState

HOUR = dt.timedelta(hours=1)
"""How long a meeting without an end blocks a calendar."""


def write(meeting: GroupMeeting, url: str) -> bytes:
    """Return a calendar with `meeting` alone; `url` leads to the page that asks who comes.

    The same identifier and a higher sequence each time it changed: a program replaces the old
    entry, and strikes out what is cancelled.
    """
    calendar = calendars.empty(str(meeting), "de")
    entry = Entry()
    entry.add("uid", f"{meeting.public_id}@{settings.MAIL_DOMAIN}")
    entry.add("dtstamp", (meeting.invited_at or meeting.created_at).astimezone(dt.UTC))
    entry.add("sequence", meeting.revision)
    entry.add("summary", meeting_words.name(meeting))
    entry.add("description", _agenda(meeting))
    entry.add("location", meeting_words.where(meeting))
    entry.add("url", url)
    cancelled = meeting.state == MeetingState.CANCELLED
    entry.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    entry.add("dtstart", _local(meeting.starts_at))
    entry.add("dtend", _local(meeting.ends_at or meeting.starts_at + HOUR))
    calendar.add_component(entry)
    return calendar.to_ical()


def _agenda(meeting: GroupMeeting) -> str:
    return "\n".join(f"{item.position}. {item.title}" for item in meeting.items.all())


def _local(moment: dt.datetime) -> dt.datetime:
    """Return `moment` in the city's zone by name."""
    naive = timezone.localtime(moment).replace(tzinfo=None)
    return naive.replace(tzinfo=timezone.get_default_timezone())
