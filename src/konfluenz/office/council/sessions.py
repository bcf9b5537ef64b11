"""Sessions of the council as its own system holds them: the list, and the record of each."""

import datetime as dt
from typing import Any
from uuid import UUID

import django_filters
import django_tables2 as tables
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy, ngettext

from konfluenz.council import access
from konfluenz.council.models import Consultation, Meeting, MeetingItem, SessionState
from konfluenz.council.results import sentence
from konfluenz.directory.models import Organization
from konfluenz.ground import dates
from konfluenz.office import lists, record_history
from konfluenz.office.access import OfficeRequest, requires
from konfluenz.office.lists import Empty, Listing
from konfluenz.people.roles import Right


class SessionTable(lists.Table):
    """Sessions, the latest first."""

    name = lists.head(gettext_lazy("Session"), "council-session", empty_values=())
    body = tables.Column(gettext_lazy("Body"), order_by=("body__name", "-starts_at"))
    starts_at = tables.Column(gettext_lazy("Day"), attrs={"td": {"class": "k-nowrap"}})
    state = tables.Column(gettext_lazy("State"))
    points = tables.Column(gettext_lazy("Points"), orderable=False)

    def render_name(self, record: Meeting) -> str:
        """Return the title, without one the body and the day."""
        return str(record)

    def render_starts_at(self, value: dt.datetime) -> str:
        """Return the day and the hour on the city's clock."""
        local = timezone.localtime(value)
        return f"{dates.show(local.date())}, {local:%H:%M}"

    def value_starts_at(self, value: dt.datetime) -> str:
        """Return the moment for an export."""
        return timezone.localtime(value).isoformat(timespec="minutes")


class SessionFilters(lists.Filters):
    """Which body, which year, and where the session is."""

    body = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Body"),
        queryset=lambda _request: Organization.objects.filter(
            pk__in=Meeting.objects.order_by().values("body")
        ),
        empty_label=gettext_lazy("any body"),
    )
    year = django_filters.ChoiceFilter(
        label=gettext_lazy("Year"),
        field_name="starts_at__year",
        choices=lambda: [
            (day.year, str(day.year))
            for day in Meeting.objects.datetimes("starts_at", "year", order="DESC")
        ],
        empty_label=gettext_lazy("any year"),
    )
    state = django_filters.ChoiceFilter(
        label=gettext_lazy("State"), choices=SessionState.choices, empty_label=gettext_lazy("all")
    )


def _rows(request: OfficeRequest) -> QuerySet[Meeting]:
    """Return the sessions; their points are counted for the rows of a page alone."""
    items = MeetingItem.objects.filter(meeting=OuterRef("pk")).order_by().values("meeting")
    points = Coalesce(Subquery(items.annotate(n=Count("pk")).values("n")), 0)
    rows = access.sessions_visible_to(request.user).select_related("body")
    return rows.annotate(points=points).order_by("-starts_at", "-id")


SESSIONS = Listing(
    slug="council-sessions",
    title=gettext_lazy("Council sessions"),
    lead=gettext_lazy("As the council's own system has them: agenda, papers, results."),
    rows=_rows,
    table=SessionTable,
    filters=SessionFilters,
    search_hint=gettext_lazy("Session or body"),
    count=lambda n: (
        ngettext("%(n)s session", "%(n)s sessions", n) % {"n": f"{n:,}".replace(",", ".")}
    ),
    empty=Empty(
        gettext_lazy("No session is on record yet."),
        gettext_lazy("Read the council's own system in."),
    ),
    template="office/sessions/list.html",
)


@requires(Right.READ_PAPERS)
def list_sessions(request: OfficeRequest) -> HttpResponse:
    """Show the sessions, or export them."""
    return lists.respond(request, SESSIONS, can_edit=access.can_edit(request.user))


@requires(Right.READ_PAPERS)
def session(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Show a session: its agenda with papers and results, and what happened to its record."""
    rows = access.sessions_visible_to(request.user).select_related("body")
    one = get_object_or_404(rows, public_id=public_id)
    address = f"{reverse('office:council-session', args=[one.public_id])}?"
    context = {"session": one, "agenda": _agenda(one)}
    context |= record_history.page(request, address, one)
    return render(request, "office/sessions/session.html", context)


def _agenda(one: Meeting) -> list[dict[str, Any]]:
    """Return the points in their order, each with the stations of papers that it was."""
    found: dict[int, list[Consultation]] = {}
    stations = Consultation.objects.filter(meeting_item__meeting=one).order_by("id")
    for station in stations.select_related("paper", "result__referred_to"):
        found.setdefault(station.meeting_item_id or 0, []).append(station)
    return [_point(item, found.get(item.pk, [])) for item in one.items.order_by("position")]


def _point(item: MeetingItem, stations: list[Consultation]) -> dict[str, Any]:
    said = [sentence(one.result) for one in stations if hasattr(one, "result")]
    return {
        "item": item,
        "papers": [one.paper for one in stations],
        "sentences": [text for text in said if text.casefold() != item.result.casefold()],
    }
