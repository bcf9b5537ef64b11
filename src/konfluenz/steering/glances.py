"""All figures at a glance: the latest value of each indicator, its change, a small history."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import OuterRef, Subquery

from konfluenz.steering.counting import register
from konfluenz.steering.measuring import catalogue
from konfluenz.steering.models import Fact, Indicator, Observation, Snapshot

SHOWN = 8
"""So many values make the small history; so many snapshots are read for it."""

WIDTH, HEIGHT, EDGE = 96, 24, 2


@dataclass(frozen=True)
class Point:
    """A value of the whole city and what it holds for."""

    date: dt.date
    precision: str
    value: Decimal
    approximate: bool = False


@dataclass(frozen=True)
class Glance:
    """An indicator with its last values, the oldest first; none: not collected."""

    indicator: Indicator
    points: tuple[Point, ...]

    @property
    def last(self) -> Point | None:
        """The latest value, None without any."""
        return self.points[-1] if self.points else None

    @property
    def change(self) -> Decimal | None:
        """The latest value less the one before; None with fewer than two."""
        return self.points[-1].value - self.points[-2].value if len(self.points) > 1 else None

    @property
    def path(self) -> str:
        """Return the history as the path of a line 96 × 24; "" with fewer than two values."""
        return _path(self.points) if len(self.points) > 1 else ""


def all_of_them() -> list[Glance]:
    """Return a glance at each indicator, by layer and sign, in four queries.

    What the program counts is read from the frozen figures, all else from the observations.
    """
    rows = catalogue.ordered(_with_latest())
    observed = _observed(rows)
    counted = _counted(rows)
    return [Glance(row, tuple(counted.get(row.pk) or observed.get(row.pk) or [])) for row in rows]


def _with_latest() -> Iterable[Indicator]:
    """Return the indicators with the keys of their latest values, newest first.

    One value of the city after another by an index, for there may be a million of them.
    """
    latest = Observation.objects.filter(
        indicator=OuterRef("pk"), district=None, category="", elsewhere=""
    )
    keys = latest.order_by("-date", "-precision").values("pk")
    return Indicator.objects.annotate(
        **{f"latest_{place}": Subquery(keys[place : place + 1]) for place in range(SHOWN)}
    )


def _observed(rows: Iterable[Indicator]) -> dict[int, list[Point]]:
    keys = [getattr(row, f"latest_{place}") for row in rows for place in range(SHOWN)]
    wanted = Observation.objects.filter(pk__in=[key for key in keys if key is not None])
    told = wanted.order_by("date", "id").values_list(
        "indicator_id", "date", "precision", "value", "approximate"
    )
    found: dict[int, list[Point]] = defaultdict(list)
    for of, date, precision, value, approximate in told:
        found[of].append(Point(date, precision, value, approximate))
    return found


def _counted(rows: Iterable[Indicator]) -> dict[int, list[Point]]:
    """Return by indicator what the last snapshots counted, one value for each cut-off."""
    headlines = {row.pk: register.headline(row.query) for row in rows if row.query}
    last = Snapshot.objects.order_by("-cut_off", "-id").values_list("pk", flat=True)[:SHOWN]
    facts = Fact.objects.filter(
        indicator__snapshot__in=list(last),
        indicator__indicator__in=headlines,
        district=None,
        category__in=set(headlines.values()),
        value__isnull=False,
    ).select_related("indicator")
    found: dict[int, dict[dt.date, Point]] = defaultdict(dict)
    for fact in facts.order_by("date", "indicator__snapshot__id"):
        of = fact.indicator.indicator_id
        if fact.date and of and fact.value is not None and fact.category == headlines[of]:
            found[of][fact.date] = Point(fact.date, fact.precision, fact.value, fact.approximate)
    return {of: list(points.values()) for of, points in found.items()}


def _path(points: tuple[Point, ...]) -> str:
    """Return a line through `points`, evenly spaced, the highest value at the top."""
    values = [point.value for point in points]
    low, span = min(values), max(values) - min(values)
    step = Decimal(WIDTH - 2 * EDGE) / (len(values) - 1)
    places = []
    for number, value in enumerate(values):
        part = (value - low) / span if span else Decimal("0.5")
        across, down = EDGE + step * number, HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * part
        places.append(f"{across:.1f} {down:.1f}")
    return "M" + "L".join(places)
