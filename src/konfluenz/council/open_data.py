"""The data of the city that anybody may take: which there are, and when they changed (D-34, N-11).

Both faces tell of them; `council` is the highest room whose records are among them.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Max, Min
from django.utils.translation import gettext_lazy as _

from konfluenz.ground.models import Mention


class Data(models.TextChoices):
    """The sets of data, by the word in their addresses."""

    FIGURES = "kennzahlen", _("Indicators")
    DEFINITIONS = "definitionen", _("Definitions of the indicators")
    GOALS = "ziele", _("Goals and how they stand")
    FOLLOW_UPS = "beschlusskontrolle", _("Follow-up of resolutions")
    SERVICES = "angebote", _("Services")


MADE_OF: Mapping[str, frozenset[str]] = {
    Data.FIGURES: frozenset({"steering.indicator", "steering.observation", "steering.snapshot"}),
    Data.DEFINITIONS: frozenset({"steering.indicator"}),
    Data.GOALS: frozenset({"steering.concept", "steering.priorityarea", "steering.goal"}),
    Data.FOLLOW_UPS: frozenset({"council.followup"}),
    Data.SERVICES: frozenset({"directory.service"}),
}
"""The records that each is made of, as labels in the trail."""

NAMED = frozenset({"directory.orgunit", "directory.organization", "directory.district"})
NAMED |= {"directory.place", "directory.topic", "actions.task", "council.paper"}
NAMED |= {"council.resolution", "directory.municipality"}
"""Records whose names stand in them, or that decide what everybody may read."""


@dataclass(frozen=True)
class Moments:
    """When something first stood in the trail, and when it last changed.

    `stamp` differs whenever anything was written since, also of the records that are only
    named. Keys of entries come again when a backup is put back, their moments do not.
    """

    first: dt.datetime | None
    last: dt.datetime | None
    stamp: str


def moments() -> dict[str, Moments]:
    """Return the moments of each set of data; one query."""
    labels = frozenset().union(NAMED, *MADE_OF.values())
    rows = Mention.objects.filter(label__in=labels).values("label").order_by()
    found: dict[str, Any] = {
        row["label"]: row
        for row in rows.annotate(first=Min("entry__at"), last=Max("entry__at"), key=Max("entry_id"))
    }
    named = [found[label] for label in NAMED & found.keys()]
    return {
        data: _moments([found[label] for label in made_of & found.keys()], named)
        for data, made_of in MADE_OF.items()
    }


def _moments(rows: list[Any], named: list[Any]) -> Moments:
    return Moments(
        min((row["first"] for row in rows), default=None),
        max((row["last"] for row in rows), default=None),
        "-".join(_latest(some) for some in (rows, named)),
    )


def _latest(rows: list[Any]) -> str:
    """Return the last entry's key and moment, in microseconds; "0" for none."""
    last = max(((row["key"], row["last"]) for row in rows), default=None)
    return f"{last[0]}.{last[1].timestamp() * 1_000_000:.0f}" if last else "0"
