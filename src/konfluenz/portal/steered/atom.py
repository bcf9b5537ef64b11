"""A goal to subscribe to: what is said of it, its measures and their results, as an Atom feed."""

import datetime as dt
from collections.abc import Iterable, Iterator
from uuid import UUID, uuid5

from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from konfluenz.directory import municipality
from konfluenz.ground import references
from konfluenz.ground.models import Entry
from konfluenz.portal import addresses, feeds
from konfluenz.portal import steering_words as said
from konfluenz.portal.language import SOURCE
from konfluenz.portal.pages import public
from konfluenz.portal.steered import words, work
from konfluenz.steering.models import Goal, GoalStatus, Measure, MeasureResult

MOST = 50
"""Entries of a feed, the newest first."""


@public
@require_safe
def atom(request: HttpRequest, language: str, public_id: UUID) -> HttpResponse:
    """Answer with what happened to a goal, the newest first."""
    goal = work.goal_of(public_id)
    if goal is None:
        raise Http404(public_id)
    page = feeds.absolute(addresses.of(goal, language))
    entries = sorted(_entries(goal, page), key=lambda entry: entry.updated, reverse=True)
    address = feeds.absolute(request.path)
    feed = feeds.Feed(
        id=address,
        title=goal.text,
        url=address,
        page=page,
        language=language,
        author=municipality.current().name,
        entries=entries[:MOST],
    )
    return feeds.answer(request, feeds.write(feed), feeds.ATOM)


def _entries(goal: Goal, page: str) -> Iterator[feeds.Entry]:
    for status in goal.statuses.select_related("unit"):
        yield _status(goal, status, page)
    measures = list(work.public_measures([goal.pk]))
    changed = _changed_at(measures)
    for measure in measures:
        yield _measure(measure, page, changed.get(measure.pk, measure.created_at))
        for result in measure.results.all():
            yield _result(measure, result, page)


def _status(goal: Goal, status: GoalStatus, page: str) -> feeds.Entry:
    """Return what a unit said; a status has no name of its own, its goal and key make one."""
    return feeds.Entry(
        id=f"urn:uuid:{uuid5(goal.public_id, f'status {status.pk}')}",
        title=str(said.GOAL_STATES[status.state]),
        url=page,
        updated=status.created_at,
        published=status.created_at,
        summary=f"{status.reason} ({status.unit})",
    )


def _measure(measure: Measure, page: str, changed: dt.datetime) -> feeds.Entry:
    word = words.MEASURE_STATES[measure.state]
    return feeds.Entry(
        id=f"urn:uuid:{measure.public_id}",
        title=f"{measure.title} ({word})",
        url=page,
        updated=changed,
        published=measure.created_at,
        summary=measure.outcome or measure.summary,
    )


def _result(measure: Measure, result: MeasureResult, page: str) -> feeds.Entry:
    return feeds.Entry(
        id=f"urn:uuid:{result.public_id}",
        title=f"{measure.title}: {result.text}",
        url=result.url or page,
        updated=result.created_at,
        published=result.created_at,
        language=SOURCE,
    )


def _changed_at(measures: Iterable[Measure]) -> dict[int, dt.datetime]:
    """Return when anything about each of `measures` was last written down, in one query."""
    keys = {str(measure.pk): measure.pk for measure in measures}
    rows = Entry.objects.filter(about_label=references.label(Measure), about_id__in=keys)
    latest = rows.order_by().values_list("about_id").annotate(latest=Max("at"))
    return {keys[about_id]: moment for about_id, moment in latest}
