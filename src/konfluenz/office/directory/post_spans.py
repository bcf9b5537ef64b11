"""A post's years as a line: held, vacant, not documented, dropped. Drawn as SVG by its template."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils import timezone

from konfluenz.directory.models import Holding, PostStage, PostStageKind
from konfluenz.directory.standings import BEFORE_IT_EXISTS, Vacancy

FIRST_YEAR = 2007
"""The year of the first concept: the line begins there, as the line of figures does."""

TICK_YEARS = 5


@dataclass(frozen=True)
class Span:
    """A time in which nothing changed. `x` and `width` are percent of the line, as SVG wants it."""

    state: Vacancy
    start: dt.date
    end: dt.date
    x: str
    width: str
    who: str


@dataclass(frozen=True)
class Line:
    """The spans from the first of January of `first` to `today`, and the years written below."""

    first: str
    today: dt.date
    spans: list[Span]
    ticks: list[tuple[str, str]]

    @property
    def states(self) -> list[Vacancy]:
        """The states that occur, in their order in the legend."""
        found = {span.state for span in self.spans}
        return [state for state in Vacancy if state in found]


def line(
    stages: Sequence[PostStage], holdings: Sequence[Holding], today: dt.date | None = None
) -> Line:
    """Return the line of a post from what is known of it; planned times stay empty."""
    today = today or timezone.localdate()
    first = _first_year(stages, holdings)
    start = dt.date(first, 1, 1)
    whole = max((today - start).days, 1)
    ticks = [
        (_percent((dt.date(year, 1, 1) - start).days, whole), str(year))
        for year in _tick_years(first, today.year)
    ]
    spans = list(_spans(stages, holdings, start, today, whole))
    return Line(str(first), today, spans, ticks)


def _first_year(stages: Sequence[PostStage], holdings: Sequence[Holding]) -> int:
    days = [stage.date for stage in stages]
    days += [row.valid_from for row in holdings if row.valid_from]
    return min([FIRST_YEAR, *(day.year for day in days)])


def _tick_years(first: int, last: int) -> list[int]:
    """Return the first year, then every fifth that leaves room for the text beside it."""
    rounded = range(first - first % TICK_YEARS, last + 1, TICK_YEARS)
    return [first, *(year for year in rounded if year - first >= 2)]


def _spans(
    stages: Sequence[PostStage],
    holdings: Sequence[Holding],
    start: dt.date,
    today: dt.date,
    whole: int,
) -> Iterator[Span]:
    days = {start, *(stage.date for stage in stages)}
    for row in holdings:
        days |= {day for day in (row.valid_from, row.valid_until) if day}
    turns = sorted(day for day in days if start <= day <= today)
    for day, end in zip(turns, [*turns[1:], today], strict=True):
        holders = [row for row in holdings if row.holds_on(day)]
        state = _state(stages, holdings, holders, day)
        if state is None or end <= day:
            continue
        who = ", ".join(str(row.person) for row in holders if row.person)
        x, width = (day - start).days, (end - day).days
        yield Span(state, day, end, _percent(x, whole), _percent(width, whole), who)


def _state(
    stages: Sequence[PostStage],
    holdings: Sequence[Holding],
    holders: Sequence[Holding],
    day: dt.date,
) -> Vacancy | None:
    """Return how the post stood on `day`, by the rule of `standings`; None: nothing known."""
    past = [stage for stage in stages if stage.date <= day]
    last = past[-1].stage if past else None
    if last == PostStageKind.DROPPED:
        return Vacancy.DROPPED
    if holders:
        return Vacancy.HELD
    if last == PostStageKind.UNDOCUMENTED:
        return Vacancy.UNDOCUMENTED
    if last in BEFORE_IT_EXISTS and not holdings:
        return Vacancy.PLANNED
    begun = last == PostStageKind.ESTABLISHED or any(
        row.valid_until and row.valid_until <= day for row in holdings
    )
    return Vacancy.VACANT if begun else None


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.2f}%"
