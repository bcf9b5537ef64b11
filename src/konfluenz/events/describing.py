"""How an event describes itself to whoever is asked whether it still takes place."""

from django.conf import settings
from django.utils import formats, timezone
from django.utils.translation import gettext_lazy as _

from konfluenz.directory.described import Described, Fact, fact
from konfluenz.events import occurrences
from konfluenz.events.models import Event, EventState
from konfluenz.ground import links


def event(one: Event) -> Described | None:
    """Describe a public event by the next time at which it takes place; None when it is over."""
    coming = occurrences.next_of([one]).get(one.pk)
    if one.state != EventState.PUBLISHED or coming is None:
        return None
    starts = formats.date_format(timezone.localtime(coming.starts_at), "DATETIME_FORMAT")
    facts = (
        Fact("starts_at", _("next time"), starts),
        fact(one, "place", str(one.place or "")),
        fact(one, "summary"),
        fact(one, "cost"),
        fact(one, "registration", long=True),
        fact(one, "url"),
    )
    address = links.address("event-public", settings.LANGUAGE_CODE, one.slug)
    return Described(one.title, facts, address)
