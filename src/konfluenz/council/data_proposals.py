"""What is missing for a report, and which office could be asked for it."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Q
from django.utils import timezone

from konfluenz.council.models import Report, RequestedItem, RequestState
from konfluenz.council.reporting import matters
from konfluenz.directory import workdays
from konfluenz.directory.models import OrgUnit
from konfluenz.steering import days
from konfluenz.steering.measuring import catalogue
from konfluenz.steering.models import Goal, GoalStatus, Indicator, Layer, Observation

WORKDAYS_TO_ANSWER = 10


@dataclass
class Proposal:
    """What could be asked of `unit`; None: the records do not tell who knows it."""

    unit: OrgUnit | None
    indicators: list[Indicator] = field(default_factory=list)
    goals: list[Goal] = field(default_factory=list)


@dataclass(frozen=True)
class _Known:
    """What the records tell of offices: those of today, and what was asked for the report.

    `held`: what waits for an answer or was given. `asked`: offices that cannot be asked again.
    `gave`: by indicator the office that gave its last value, for any report.
    """

    units: dict[int, OrgUnit]
    held: set[tuple[str, int]] = field(default_factory=set)
    asked: set[int] = field(default_factory=set)
    gave: dict[int, int] = field(default_factory=dict)

    def unit(self, pk: int | None) -> OrgUnit | None:
        """Return the office of that key if it can be asked."""
        return None if pk is None or pk in self.asked else self.units.get(pk)


def proposed(report: Report) -> list[Proposal]:
    """Return what is missing for `report`, by the office to ask; what nobody knows comes last.

    Missing is a figure on the state of society without a value in the period, and a goal that
    nobody has said anything of since the period began. What is asked already is left out. Eight
    queries at most.
    """
    known = _known(report)
    found: dict[int | None, Proposal] = {}
    for goal, unit in _goals(report, known):
        _of(found, unit).goals.append(goal)
    for indicator, unit in _indicators(report, known):
        _of(found, unit).indicators.append(indicator)
    return sorted(found.values(), key=lambda one: (one.unit is None, str(one.unit)))


def due_day(report: Report) -> dt.date:
    """Return by when an office asked today shall answer: ten working days, or `submit_by`."""
    day = timezone.localdate(workdays.after(timezone.now(), WORKDAYS_TO_ANSWER))
    limit = report.submit_by
    return limit if limit and timezone.localdate() <= limit < day else day


def _of(found: dict[int | None, Proposal], unit: OrgUnit | None) -> Proposal:
    return found.setdefault(unit.pk if unit else None, Proposal(unit))


def _known(report: Report) -> _Known:
    """Return what was asked for `report` and who gave figures before; two queries."""
    standing = OrgUnit.objects.on(timezone.localdate())
    known = _Known({unit.pk: unit for unit in standing})
    rows = RequestedItem.objects.filter(Q(request__report=report) | Q(observation__isnull=False))
    rows = rows.exclude(request__state=RequestState.WITHDRAWN).select_related("request")
    for row in rows.order_by("id"):
        if row.observation_id is not None and row.indicator_id is not None:
            known.gave[row.indicator_id] = row.request.unit_id
        if row.request.report_id == report.pk:
            _note(row, known)
    return known


def _note(row: RequestedItem, known: _Known) -> None:
    known.asked.add(row.request.unit_id)
    if not row.undelivered:
        known.held.add(_thing(row))


def _thing(row: RequestedItem) -> tuple[str, int]:
    if row.indicator_id is not None:
        return "indicator", row.indicator_id
    return "goal", row.goal_id or 0


def _goals(report: Report, known: _Known) -> Iterable[tuple[Goal, OrgUnit | None]]:
    """Yield the goals nobody has assessed since, with who spoke last, or whose group it is."""
    rows = Goal.objects.filter(area__concept=matters.concept_of(report))
    rows = rows.select_related("area__group").order_by("area", "number")
    statuses = GoalStatus.objects.filter(goal__in=rows, date__lte=report.cut_off)
    last = {one.goal_id: one for one in statuses.order_by("date", "id")}
    for goal in rows:
        status = last.get(goal.pk)
        if ("goal", goal.pk) in known.held or (status and status.date >= report.since):
            continue
        group = goal.area.group
        spoke = known.unit(status.unit_id if status else None)
        yield goal, spoke or known.unit(group.unit_id if group else None)


def _indicators(report: Report, known: _Known) -> Iterable[tuple[Indicator, OrgUnit | None]]:
    """Yield the figures without a value in the period, with who gave it before."""
    entered = Indicator.objects.filter(layer=Layer.STATE, query="")
    collected = _collected(report)
    for one in catalogue.ordered(entered):
        if one.pk not in collected and ("indicator", one.pk) not in known.held:
            yield one, known.unit(known.gave.get(one.pk)) or _named(one.source, known)


def _collected(report: Report) -> set[int]:
    """Return the indicators that have a value of this city in the period."""
    rows = Observation.objects.filter(
        elsewhere="",
        indicator__layer=Layer.STATE,
        date__gte=report.since.replace(month=1, day=1),
        date__lte=report.cut_off,
    )
    seen = rows.order_by().values_list("indicator", "date", "precision").distinct()
    return {pk for pk, date, precision in seen if days.last(date, precision) >= report.since}


def _named(source: str, known: _Known) -> OrgUnit | None:
    """Return the office whose name stands in `source`, of several the longest."""
    named = [unit for unit in known.units.values() if unit.name in source]
    best: Sequence[OrgUnit] = sorted(named, key=lambda unit: -len(unit.name))
    return known.unit(best[0].pk) if best else None
