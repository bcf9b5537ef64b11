"""The figures for everybody: a drawing, and the table with every value and its source."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from konfluenz.ground import dates, translations
from konfluenz.portal import addresses, numbers
from konfluenz.portal import steering_words as words
from konfluenz.portal.language import SOURCE
from konfluenz.portal.pages import baked
from konfluenz.publishing.baking import reads
from konfluenz.steering.charting import charts
from konfluenz.steering.charting.bands import Band
from konfluenz.steering.freezing import suppression
from konfluenz.steering.models import Chart, Indicator, Observation

DRAWING = "residents"
UNTIL_DRAWN = dt.timedelta(minutes=1)
"""A page without its drawing is made again after so long: drawing is no change of a record."""


@dataclass(frozen=True)
class Point:
    """A value in the table; `source` and `method` are German data."""

    date: str
    value: str
    source: str
    method: str
    remarks: list[str | Promise]


@dataclass(frozen=True)
class Figure:
    """An indicator with its values. `language`: of the name, empty if it is the page's own."""

    indicator: Indicator
    anchor: str
    name: str
    language: str
    points: list[Point]
    change: str
    saying: str


@dataclass(frozen=True)
class Drawing:
    """One chart in the widths it was drawn for, narrow first, and what it shows in words."""

    narrow: str
    wide: str
    alternative: str


@baked()
@require_safe
def figures(request: HttpRequest, language: str) -> HttpResponse:
    """Show the chart, then each figure with its definition and values."""
    shown = every(language)
    drawn = drawing(language, shown)
    reads.note("steering.indicator", "steering.observation", "directory.post", "steering.concept")
    reads.true_today()
    if drawn is None:
        reads.true_until(timezone.now() + UNTIL_DRAWN)
    context = {"figures": shown, "drawing": drawn}
    return render(request, "portal/figures/figures.html", context)


def every(language: str) -> list[Figure]:
    """Return all public figures with the values of the whole city."""
    own = Observation.objects.filter(district__isnull=True, category="", elsewhere="")
    values = own.order_by("date", "id")
    found = list(
        Indicator.objects.filter(public=True).prefetch_related(
            Prefetch("observations", queryset=values)
        )
    )
    named = translations.of(found, "name", language) if language != SOURCE else {}
    return [_figure(indicator, language, named.get(indicator.pk, "")) for indicator in found]


def drawing(language: str, shown: Iterable[Figure]) -> Drawing | None:
    """Return the chart in `language`, None while there is none that fits what is stored."""
    found: dict[int, Chart] = charts.find(DRAWING, language)
    if not found:
        return None
    said = [_("Line chart."), *(figure.saying for figure in shown if figure.saying)]
    alternative = " ".join([*said, *_shaded_times(language)])
    return Drawing(found[min(found)].svg, found[max(found)].svg, alternative)


def _shaded_times(language: str) -> list[str]:
    content = charts.content(DRAWING)
    if content is None:
        return []
    titles = translations.of(content.posts, "title", language, fallback=True)
    return [_shaded(band, titles) for band in content.bands]


def _shaded(band: Band, titles: Mapping[int, str]) -> str:
    """Return a shaded time in words."""
    posts = ", ".join(titles[post.pk] for post in band.posts)
    said = {"posts": posts, "first": str(band.start.year)}
    if band.end is None:
        return _("Shaded: since %(first)s nobody has held the post %(posts)s.") % said
    said["last"] = str(band.end.year)
    return _("Shaded: from %(first)s to %(last)s nobody held the post %(posts)s.") % said


def _figure(indicator: Indicator, language: str, translated: str) -> Figure:
    name = translated or indicator.name
    values = [value for value in indicator.observations.all() if _is_told(indicator, value)]
    return Figure(
        indicator,
        addresses.indicator_anchor(indicator),
        name,
        "" if translated or language == SOURCE else SOURCE,
        [_point(value) for value in values],
        _change(values),
        _saying(name, values),
    )


def _is_told(indicator: Indicator, value: Observation) -> bool:
    """Return whether everybody may read a value: not of few persons (section 8)."""
    return not (indicator.few and suppression.small(value.value))


def _point(value: Observation) -> Point:
    remarks = [words.DATED_BY.get(value.dated_by), words.OBSERVATION_STATES.get(value.state)]
    if value.breaks:
        remarks.append(_("Counted in another way than before"))
    return Point(
        dates.show(value.date, value.precision),
        _value(value),
        value.source,
        value.method,
        [remark for remark in remarks if remark],
    )


def _value(value: Observation) -> str:
    return numbers.show(value.value, value.unit, approximate=value.approximate)


def _change(values: list[Observation]) -> str:
    """Return how far the last value lies from the first, as inexact as one of the two."""
    if not values[1:]:
        return ""
    first, last = values[0], values[-1]
    said = numbers.change(first.value, last.value, last.unit)
    inexact = first.approximate or last.approximate
    return _("about %(value)s") % {"value": said} if inexact else said


def _saying(name: str, values: list[Observation]) -> str:
    """Return a line of the chart in words: where it begins and where it ends."""
    if not values:
        return ""
    ends = [values[0], values[-1]] if values[1:] else values
    said = [
        _("%(date)s: %(value)s")
        % {"date": dates.show(end.date, end.precision), "value": _value(end)}
        for end in ends
    ]
    return f"{name} – {', '.join(said)}."
