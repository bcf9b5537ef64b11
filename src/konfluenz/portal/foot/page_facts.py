"""What is known of all pages beside their texts, with a constant number of queries."""

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

from django.db.models import Max, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from konfluenz.directory.models import Organization, OrgUnit, Review, ReviewState
from konfluenz.ground import references
from konfluenz.ground.models import Entry, Mention
from konfluenz.publishing.baking import reads
from konfluenz.publishing.models import PortalPage

LABEL = references.label(PortalPage)


class Check(NamedTuple):
    """Who vouches for a page, a unit or an organisation, and on which day it last did."""

    on: dt.date
    by: str
    confirmed: bool

    def written(self) -> dict[str, Any]:
        """Return it as JSON has it."""
        return {"on": self.on.isoformat(), "by": self.by, "confirmed": self.confirmed}


class Facts(NamedTuple):
    """By the keys of pages: short names of topics and situations, the last change, the check."""

    topics: Mapping[int, list[str]]
    situations: Mapping[int, list[str]]
    changed: Mapping[int, dt.datetime]
    checks: Mapping[int, Check]


def read() -> Facts:
    """Return the facts about all pages; notes the owners as read, in seven queries."""
    topics = PortalPage.topics.through.objects.filter(topic__active=True)
    situations = PortalPage.situations.through.objects.all()
    return Facts(_slugs(topics, "topic"), _slugs(situations, "situation"), _changed(), _checks())


def _slugs(rows: QuerySet[Any], kind: str) -> dict[int, list[str]]:
    """Return short names by page, in the order of their kind."""
    found: dict[int, list[str]] = {}
    ordered = rows.order_by(f"{kind}__order", f"{kind}__name", f"{kind}__slug")
    for page, slug in ordered.values_list("portalpage_id", f"{kind}__slug"):
        found.setdefault(page, []).append(slug)
    return found


def _changed() -> dict[int, dt.datetime]:
    """Return when anything about a page was last written down.

    The trail has an index on what was acted on and the entry: only the last entry of each page
    is looked at.
    """
    rows = Mention.objects.filter(label=LABEL).order_by()
    last = rows.values("record_id").annotate(last=Max("entry"))
    moments = Entry.objects.filter(pk__in=last.values("last")).order_by()
    at = dict(moments.values_list("pk", "at"))
    return {int(page): at[entry] for page, entry in last.values_list("record_id", "last")}


def _checks() -> dict[int, Check]:
    found = Review.objects.filter(label=LABEL).order_by()
    moment = Coalesce("confirmed_at", "created_at")
    rows = list(found.values_list("record_id", "state", "unit", "organization", moment))
    units = _names(OrgUnit.objects.all(), {row[2] for row in rows})
    organizations = _names(Organization.objects.all(), {row[3] for row in rows})
    return {
        int(page): Check(
            timezone.localdate(at),
            units[unit] if unit else organizations[organization],
            state != ReviewState.UNCONFIRMED,
        )
        for page, state, unit, organization, at in rows
    }


def _names(owners: QuerySet[Any], keys: Collection[int | None]) -> dict[int, str]:
    found = list(owners.filter(pk__in=[key for key in keys if key]))
    reads.note(*found)
    return {owner.pk: str(owner) for owner in found}
