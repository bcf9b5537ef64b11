"""The next events for other pages: the start page and the pages of topics."""

from django.utils import timezone

from konfluenz.directory.models import Topic
from konfluenz.events import events, occurrences
from konfluenz.events.models import Event
from konfluenz.portal.calendar import cards
from konfluenz.portal.calendar.cards import Time
from konfluenz.publishing.baking import reads


def for_topic(topic: Topic | None, language: str, limit: int = 3) -> list[Time]:
    """Return the next time of each event for `topic` (None: any), soonest first.

    Show them with ``{% include "portal/calendar/times.html" with times=… %}``.
    """
    reads.note(*cards.READS)
    rows = events.to_come(Event.objects.all())
    if topic is not None:
        rows = rows.filter(topics=topic)
    coming = occurrences.next_of(events.with_parts(rows), timezone.now()).values()
    soonest = sorted(coming, key=lambda time: (time.starts_at, time.event.pk))[:limit]
    reads.true_until(min((time.ends_at for time in soonest), default=cards.next_midnight()))
    return cards.times(soonest, language)
