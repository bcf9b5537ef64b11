"""What can be found: which records everybody may read at the moment, and until when."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models

from konfluenz.directory import goods, programmes, resources
from konfluenz.directory.models import Service, Topic
from konfluenz.events import events
from konfluenz.events.models import Event
from konfluenz.publishing import pages
from konfluenz.publishing.models.finding import FindingKind
from konfluenz.volunteering import opportunities

DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Kind:
    """One kind of records.

    `key` is the field that stands in the address, `title` and `summary` those fields that
    count more than the rest of `fields`. `worth`: hundredths that a hit counts.
    """

    label: str
    public: Callable[[], models.QuerySet[Any]]
    key: str = "slug"
    title: str = "name"
    summary: str = "summary"
    until: Callable[[Any], dt.date | None] = lambda _record: None
    worth: int = 100

    def fields(self, record: Any) -> tuple[str, ...]:
        """Return the names of the texts of `record`."""
        return getattr(record, "TEXTS", (self.title, self.summary))


KINDS: Mapping[FindingKind, Kind] = {
    FindingKind.PAGE: Kind("publishing.portalpage", pages.public, key="url_path", title="title"),
    FindingKind.SERVICE: Kind("directory.service", lambda: Service.objects.public()),
    FindingKind.TOPIC: Kind("directory.topic", lambda: Topic.objects.filter(active=True)),
    FindingKind.EVENT: Kind(
        "events.event",
        lambda: events.to_come(Event.objects.all()),
        title="title",
        until=lambda event: event.last_on,
        worth=85,
    ),
    FindingKind.OPPORTUNITY: Kind(
        "volunteering.opportunity",
        opportunities.open_on,
        key="public_id",
        title="title",
        summary="task",
        until=lambda one: one.expires_on - DAY,
        worth=70,
    ),
    FindingKind.PROGRAMME: Kind(
        "directory.fundingprogramme",
        programmes.running,
        until=lambda programme: programme.deadline,
        worth=85,
    ),
    FindingKind.GOODS: Kind(
        "directory.goodsnotice",
        goods.current,
        summary="what",
        until=lambda notice: notice.expires_on - DAY,
        worth=85,
    ),
    FindingKind.RESOURCE: Kind(
        "directory.externalresource",
        resources.public,
        key="url",
        summary="expects",
        worth=85,
    ),
}

BY_LABEL = {kind.label: number for number, kind in KINDS.items()}
