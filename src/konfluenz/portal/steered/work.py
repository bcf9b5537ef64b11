"""What is done for goals: public measures with results, and the figures that these move."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.utils.functional import Promise

from konfluenz.ground import dates, translations
from konfluenz.portal import addresses, numbers
from konfluenz.portal.language import SOURCE
from konfluenz.portal.steered import readings, sparklines, words
from konfluenz.portal.steered.readings import Reading
from konfluenz.portal.steered.sparklines import Spark
from konfluenz.steering.models import Goal, Indicator, Measure, MeasureResult


@dataclass(frozen=True)
class MeasureShown:
    """A measure; `results` are each with its day."""

    measure: Measure
    word: str | Promise
    badge: str
    days: str
    results: list[tuple[MeasureResult, str]]


@dataclass(frozen=True)
class FigureShown:
    """An indicator with its latest value and its line; `first` is the oldest value.

    `breaks` are the days on which the series breaks. `language`: of the name, empty if it is
    the page's own.
    """

    name: str
    language: str
    definition: str
    anchor: str
    value: str
    date: str
    source: str
    first: tuple[str, str] | None
    breaks: list[str]
    spark: Spark


@dataclass(frozen=True)
class GoalWork:
    """What is done for a goal, and what it moves."""

    measures: list[MeasureShown]
    figures: list[FigureShown]


def of(goals: Iterable[Goal], language: str) -> dict[int, GoalWork]:
    """Return by primary key what is done for each of `goals`; seven queries at most."""
    wanted = {goal.pk for goal in goals}
    measures = _measures(wanted)
    figures = _figures({one.pk: one for row in measures for one in row.indicators.all()}, language)
    found: dict[int, GoalWork] = {pk: GoalWork([], []) for pk in wanted}
    for measure in measures:
        for goal in measure.goals.all():
            if goal.pk in found:
                _add(found[goal.pk], measure, figures)
    return found


def goal_of(public_id: str | UUID) -> Goal | None:
    """Return the goal that the public may read about, None for any other."""
    try:
        wanted = UUID(str(public_id))
    except ValueError:
        return None
    rows = Goal.objects.filter(area__concept__public=True).select_related("area__concept")
    return rows.filter(public_id=wanted).first()


def public_measures(goals: Iterable[int]) -> QuerySet[Measure]:
    """Return the public measures that serve one of the goals of these keys, with their results."""
    rows = Measure.objects.filter(public=True, goals__in=goals).distinct().order_by("title", "id")
    return rows.select_related("unit").prefetch_related("results")


def _measures(goals: Iterable[int]) -> list[Measure]:
    indicators = Indicator.objects.filter(public=True).order_by("name")
    rows = public_measures(goals)
    return list(rows.prefetch_related("goals", Prefetch("indicators", queryset=indicators)))


def _add(work: GoalWork, measure: Measure, figures: dict[int, FigureShown]) -> None:
    work.measures.append(_measure(measure))
    for indicator in measure.indicators.all():
        figure = figures.get(indicator.pk)
        if figure is not None and figure not in work.figures:
            work.figures.append(figure)


def _measure(measure: Measure) -> MeasureShown:
    ends = [dates.show(day) if day else "…" for day in (measure.starts_on, measure.ends_on)]
    return MeasureShown(
        measure,
        words.MEASURE_STATES[measure.state],
        words.MEASURE_BADGES.get(measure.state, ""),  # type: ignore[call-overload]
        " – ".join(ends) if measure.starts_on or measure.ends_on else "",
        [(result, dates.show(result.date)) for result in measure.results.all()],
    )


def _figures(indicators: dict[int, Indicator], language: str) -> dict[int, FigureShown]:
    if not indicators:
        return {}
    rows = list(indicators.values())
    named = translations.of(rows, "name", language) if language != SOURCE else {}
    return {
        pk: _figure(indicators[pk], values, language, named.get(pk, ""))
        for pk, values in readings.of(rows).items()
    }


def _figure(
    indicator: Indicator, values: list[Reading], language: str, translated: str
) -> FigureShown:
    last, broken = values[-1], [one for one in values[1:] if one.breaks]
    return FigureShown(
        name=translated or indicator.name,
        language="" if translated or language == SOURCE else SOURCE,
        definition=indicator.definition,
        anchor=addresses.indicator_anchor(indicator),
        value=_value(indicator, last),
        date=_date(last),
        source=last.source,
        first=(_date(values[0]), _value(indicator, values[0])) if len(values) > 1 else None,
        breaks=[_date(one) for one in broken],
        spark=sparklines.spark(
            [(one.date, one.value) for one in values], {one.date for one in broken}
        ),
    )


def _date(one: Reading) -> str:
    return dates.show(one.date, one.precision)


def _value(indicator: Indicator, one: Reading) -> str:
    return numbers.show(one.value, indicator.unit, approximate=one.approximate)
