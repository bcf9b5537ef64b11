"""How events stand, in words and colours, and when they take place."""

from django.utils import timezone
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.translation import gettext as _

from konfluenz.events import events, occurrences
from konfluenz.events.models import Event, EventState
from konfluenz.events.occurrences import Occurrence
from konfluenz.ground import dates
from konfluenz.people import languages

KINDS = {EventState.DRAFT: "info", EventState.PUBLISHED: "success", EventState.CANCELLED: "danger"}
"""The colour of each state's badge; the word carries the meaning."""


def state(event: Event) -> str:
    """Return the state in words, with whether it is over."""
    words = event.get_state_display()
    return _("%(state)s, over") % {"state": words} if events.is_over(event) else words


def kind(event: Event) -> str:
    """Return the colour of the state's badge."""
    return "" if events.is_over(event) else KINDS[EventState(event.state)]


def next_time(event: Event) -> str:
    """Return the time that runs or comes next, in words; why there is none."""
    if event.state == EventState.CANCELLED:
        return _("cancelled")
    coming = occurrences.next_of([event]).get(event.pk)
    return time(coming) if coming else _("over")


def time(one: Occurrence) -> str:
    """Return one time: "Di, 24.03.2026, 18:00–20:00"."""
    day = f"{WEEKDAYS_ABBR[one.day.weekday()]}, {dates.show(one.day)}"
    if one.event.all_day:
        same = one.last_day == one.day
        return f"{day} – {dates.show(one.last_day)}" if not same else f"{day}, {_('all day')}"
    return f"{day}, {one.starts_at:%H:%M}–{one.ends_at:%H:%M}"


def spoken(codes: list[str]) -> list[str]:
    """Return the names of languages; what is no code stays as it is."""
    return [languages.name(code) for code in codes]


def is_past(one: Occurrence) -> bool:
    """Return whether nobody can be told any more that it does not take place."""
    return one.ends_at <= timezone.now()
