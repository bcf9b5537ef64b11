"""The list of all Sitzungen: those to come first, then the latest."""

import datetime as dt

import django_filters
import django_tables2 as tables
from django.db.models import Case, Count, F, QuerySet, When
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from konfluenz.directory.models import Group
from konfluenz.events.models import GroupMeeting, MeetingState
from konfluenz.office import lists
from konfluenz.office.access import OfficeRequest, requires
from konfluenz.office.lists import Add, Empty, Listing
from konfluenz.people.roles import Right

NUMBER = {"td": {"class": "o-cell--number"}, "th": {"class": " "}}


class MeetingTable(lists.Table):
    """Meetings with group, day and how many items they had."""

    starts_at = lists.head(_("Meeting"), "meeting")
    group = tables.Column(_("Group"), order_by=("group__kind", "group__name"))
    title = tables.Column(_("Subject"))
    state = tables.Column(_("State"))
    size = tables.Column(_("Agenda items"), attrs=NUMBER)

    def render_starts_at(self, value: dt.datetime) -> str:
        """Return day and hour by the clock of the city."""
        return f"{timezone.localtime(value):%d.%m.%Y, %H:%M}"

    value_starts_at = render_starts_at


class MeetingFilters(lists.Filters):
    """To come or over, which group, in which state."""

    time = django_filters.ChoiceFilter(
        label=_("To come or over"),
        choices=[("coming", _("to come")), ("over", _("over"))],
        empty_label=_("all"),
        method="at_time",
    )
    group = django_filters.ModelChoiceFilter(
        label=_("Group"),
        queryset=Group.objects.filter(meetings__isnull=False).distinct(),
        empty_label=_("any group"),
    )
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=MeetingState.choices, empty_label=_("any state")
    )

    def at_time(self, rows: QuerySet, _name: str, value: str) -> QuerySet:
        """Keep those that lie ahead, or that do not."""
        now = timezone.now()
        return (
            rows.filter(starts_at__gt=now) if value == "coming" else rows.filter(starts_at__lte=now)
        )


def rows() -> QuerySet[GroupMeeting]:
    """Return the meetings as lists show them: the next one first, then back from the latest."""
    ahead = Case(When(starts_at__gt=timezone.now(), then=F("starts_at")))
    found = GroupMeeting.objects.select_related("group").defer("minutes", "invitation", "summary")
    return found.annotate(size=Count("items")).order_by(
        ahead.asc(nulls_last=True), "-starts_at", "-id"
    )


MEETINGS = Listing(
    slug="meetings",
    title=_("Meetings"),
    rows=lambda _request: rows(),
    table=MeetingTable,
    filters=MeetingFilters,
    search_hint=_("Group, subject, place"),
    count=lambda n: ngettext("%(n)d meeting", "%(n)d meetings", n) % {"n": n},
    empty=Empty(
        _("No meeting is on record yet."),
        _("Plan the first one; the next is proposed from it."),
    ),
    add=Add(_("Plan meeting"), "meeting-add", Right.EDIT_UNITS),
)


@requires(Right.READ_UNITS)
def meetings(request: OfficeRequest) -> HttpResponse:
    """Show the meetings, or export them."""
    return lists.respond(request, MEETINGS)
