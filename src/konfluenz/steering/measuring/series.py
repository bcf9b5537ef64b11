"""The values of indicators in the order of their days, for lines and tables."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from konfluenz.directory.models import District
from konfluenz.steering.measuring import figures
from konfluenz.steering.models import Indicator, Observation


@dataclass(frozen=True)
class Series:
    """An indicator with its values, the oldest first."""

    indicator: Indicator
    points: tuple[Observation, ...]

    @property
    def first(self) -> Observation | None:
        """Return the oldest value, None without any."""
        return self.points[0] if self.points else None

    @property
    def last(self) -> Observation | None:
        """Return the latest value, None without any."""
        return self.points[-1] if self.points else None

    @property
    def change(self) -> Decimal | None:
        """Return the latest value less the oldest; None with fewer than two."""
        if len(self.points) < 2:
            return None
        return self.points[-1].value - self.points[0].value

    @property
    def factor(self) -> Decimal | None:
        """Return how many times the oldest value the latest is; None where that means nothing."""
        if len(self.points) < 2 or not self.points[0].value:
            return None
        return self.points[-1].value / self.points[0].value

    @property
    def approximate(self) -> bool:
        """Return whether the change is as inexact as one of its two values."""
        return bool(self.points) and (self.points[0].approximate or self.points[-1].approximate)

    @property
    def change_text(self) -> str:
        """Return the change in words: "+8,6 Prozentpunkte"; "" with fewer than two values."""
        if self.change is None:
            return ""
        return figures.change(self.change, self.indicator.unit, self.approximate)


def of(
    indicators: Iterable[Indicator],
    district: District | None = None,
    *,
    category: str = "",
    elsewhere: str = "",
) -> list[Series]:
    """Return the series of each of `indicators` for the city, or for `district`. One query.

    Of all that is counted, or of the part `category`; in the city itself, or in another one.
    """
    wanted = list(indicators)
    rows = Observation.objects.filter(
        indicator__in=[indicator.pk for indicator in wanted],
        district=district,
        category=category,
        elsewhere=elsewhere,
    )
    found: dict[int, list[Observation]] = defaultdict(list)
    for row in rows.select_related("indicator").order_by("date", "id"):
        found[row.indicator_id].append(row)
    return [Series(indicator, tuple(found[indicator.pk])) for indicator in wanted]


def text(observation: Observation) -> str:
    """Return the value with its unit, as a reader writes it: "ca. 20 %"."""
    return figures.show(observation.value, observation.unit, observation.approximate)
