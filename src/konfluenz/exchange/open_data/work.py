"""What is done and decided: goals and how they stand, follow-ups of the council, services."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db.models import Max, Min, Prefetch
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from konfluenz.actions.models import LIVE
from konfluenz.council import follow_up_tables
from konfluenz.council.follow_up_tables import Line
from konfluenz.council.open_data import Data
from konfluenz.directory.models import Place, Service, Topic
from konfluenz.exchange.open_data.tables import DATE, Column, Period, Table
from konfluenz.steering.models import Goal, GoalStatus

MANY = " | "
"""Between several values in one cell."""

Row = tuple[Any, ...]


def absolute(path: str) -> str:
    """Return the full address of a path that `reverse` gave."""
    return settings.BASE_URL.removesuffix(settings.BASE_PATH) + path


def _goals() -> Iterable[Row]:
    """Yield each status of each goal, and a row without one for a goal nobody assessed."""
    said = GoalStatus.objects.select_related("unit").order_by("date", "id")
    rows = Goal.objects.filter(area__concept__public=True).select_related("area__concept")
    ordered = rows.order_by(
        "area__concept__label", "area__level", "area__number", "number", "id"
    ).prefetch_related(Prefetch("statuses", queryset=said))
    for goal in ordered:
        for status in goal.statuses.all() or [None]:
            yield _goal(goal, status)


def _goal(goal: Goal, status: GoalStatus | None) -> Row:
    area = goal.area
    told = (
        (status.date, status.state, status.get_state_display(), status.reason, status.unit)
        if status
        else ("", "", "", "", "")
    )
    return (
        area.concept.label,
        area.concept.state,
        area.level,
        area.number,
        area.name,
        str(goal.public_id),
        goal.number,
        goal.text,
        *told,
        status.source if status else "",
    )


def _goal_period() -> Period:
    rows = GoalStatus.objects.filter(goal__area__concept__public=True)
    found = rows.aggregate(first=Min("date"), last=Max("date"))
    return found["first"], found["last"]


def _follow_ups() -> Iterable[Row]:
    return map(_follow_up, follow_up_tables.lines(follow_up_tables.public()))


def _follow_up(line: Line) -> Row:
    row, live = line.follow_up, line.state in LIVE
    return (
        str(row.public_id),
        row.kind,
        row.get_kind_display(),
        line.asked_by,
        line.raised_on,
        line.subject,
        line.wording,
        line.unit,
        line.state,
        line.due if live else None,
        line.next_report if live else None,
        line.remark,
        line.delay_reason,
        row.paper.reference if row.paper else "",
    )


def _follow_up_period() -> Period:
    found = (
        follow_up_tables.public()
        .order_by()
        .aggregate(first=Min("raised_on"), last=Max("raised_on"))
    )
    return found["first"], found["last"]


def _services() -> Iterable[Row]:
    rows = Service.objects.public().select_related("organization", "unit")
    places = Prefetch("places", queryset=Place.objects.public().select_related("district"))
    topics = Prefetch("topics", queryset=Topic.objects.filter(active=True))
    return map(_service, rows.prefetch_related(places, topics).order_by("name", "id"))


def _service(one: Service) -> Row:
    places = list(one.places.all())
    return (
        one.slug,
        one.name,
        one.summary,
        one.provider,
        MANY.join(topic.name for topic in one.topics.all()),
        MANY.join(one.languages),
        MANY.join(place.name for place in places),
        MANY.join(_address(place) for place in places if place.street),
        MANY.join(dict.fromkeys(place.district.name for place in places if place.district)),
        one.free,
        one.appointment,
        one.state,
        one.url,
        absolute(reverse("portal:service", args=[settings.LANGUAGE_CODE, one.slug])),
    )


def _address(place: Place) -> str:
    return ", ".join(filter(None, [place.street, f"{place.postcode} {place.town}".strip()]))


GOALS = Table(
    Data.GOALS,
    Data.GOALS.label,
    _(
        "The goals of the integration concept and everything that was said of how they stand:"
        " with day, state, reason and the unit that says so."
    ),
    [_("integration"), _("integration concept"), _("goals")],
    ["GOVE", "SOCI"],
    [
        Column("concept", _("version of the concept")),
        Column("concept_state", _("state of this version")),
        Column("area_level", _("priority area (priority) or further field of action (further)")),
        Column("area_number", _("number of the field of action"), "integer"),
        Column("area", _("field of action; empty where its name is not documented")),
        Column("goal_id", _("lasting key of the goal")),
        Column("goal_number", _("number of the goal in its field"), "integer"),
        Column("goal", _("goal")),
        Column("date", _("day of the status; empty where nobody has assessed it"), DATE),
        Column("state", _("how it stands, as a word of the program")),
        Column("state_name", _("how it stands, in German")),
        Column("reason", _("reason")),
        Column("unit", _("unit that says so")),
        Column("source", _("source")),
    ],
    _goals,
    _goal_period,
)

FOLLOW_UPS = Table(
    Data.FOLLOW_UPS,
    Data.FOLLOW_UPS.label,
    _("What became of resolutions, announcements, recommendations and requests in sessions."),
    [_("council"), _("resolutions"), _("follow-up of resolutions")],
    ["GOVE"],
    [
        Column("id", _("lasting key of the line")),
        Column("kind", _("what is followed up, as a word of the program")),
        Column("kind_name", _("what is followed up, in German")),
        Column("asked_by", _("body or group that asked for it")),
        Column("raised_on", _("day on which it was resolved, said or asked"), DATE),
        Column("subject", _("subject")),
        Column("wording", _("wording")),
        Column("unit", _("unit that answers for it")),
        Column("state", _("open, in_progress, done, overtaken or rejected")),
        Column("due", _("day by which it is to be done; empty once it is closed"), DATE),
        Column("next_report", _("day of the next report; empty once it is closed"), DATE),
        Column("remark", _("remark")),
        Column("delay_reason", _("reason of a delay")),
        Column("paper", _("number of the council paper")),
    ],
    _follow_ups,
    _follow_up_period,
)

SERVICES = Table(
    Data.SERVICES,
    Data.SERVICES.label,
    _("Services for newcomers and those who help, with provider, topics, languages and places."),
    [_("integration"), _("services"), _("advice")],
    ["SOCI", "EDUC"],
    [
        Column("slug", _("short name of the service")),
        Column("name", _("name of the service")),
        Column("summary", _("in one sentence")),
        Column("provider", _("who offers it")),
        Column("topics", _("topics, several divided by |")),
        Column("languages", _("languages spoken there (BCP 47), several divided by |")),
        Column("places", _("places, several divided by |")),
        Column("addresses", _("addresses of the places, several divided by |")),
        Column("districts", _("districts of the places, several divided by |")),
        Column("free", _("whether it is free of charge"), "boolean"),
        Column("appointment", _("appointment: none, possible or required")),
        Column("state", _("published or paused")),
        Column("url", _("website of the service"), "anyURI"),
        Column("page", _("page on this portal"), "anyURI"),
    ],
    _services,
    lambda: (None, None),
)
