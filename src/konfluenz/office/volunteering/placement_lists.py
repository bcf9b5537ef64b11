"""The list of placements: who helps where, since when, and what is open there."""

import datetime as dt

import django_filters
import django_tables2 as tables
from django.db.models import (
    Case,
    Exists,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    When,
)
from django.db.models.functions import Coalesce
from django.http import HttpResponse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from konfluenz.ground import dates
from konfluenz.office import lists
from konfluenz.office.access import OfficeRequest, requires
from konfluenz.office.lists import Empty, Listing
from konfluenz.office.volunteering import placement_words
from konfluenz.office.volunteering.proposal_lists import SEALED, of_words
from konfluenz.people.roles import Right
from konfluenz.volunteering import access
from konfluenz.volunteering.models import (
    CheckIn,
    CheckInState,
    Hours,
    HoursState,
    Opportunity,
    Placement,
    PlacementState,
)

ENDED_LAST = Case(When(state=PlacementState.ENDED, then=1), default=0, output_field=IntegerField())
ASKED = (CheckInState.TALK, CheckInState.NOT_HAPPENED, CheckInState.MISSED)
"""Check-ins that a colleague has to take up."""


class PlacementTable(lists.Table):
    """Placements, those that run first; who wants to talk is marked."""

    volunteer = lists.head(_("Person"), "placement", order_by=("volunteer__person__sort_key", "id"))
    opportunity = tables.Column(_("Opportunity"), order_by=("opportunity__title", "id"))
    state = tables.Column(_("State"))
    started_on = tables.Column(_("Since"))
    ended_on = tables.Column(_("Until"))
    confirmed = tables.Column(_("Hours confirmed"), attrs={"td": {"class": "o-cell--number"}})

    def render_opportunity(self, value: Opportunity) -> SafeString:
        """Return the opportunity, and below it who offers it."""
        return format_html(
            '<span>{}<br><span class="k-muted k-small">{}</span></span>',
            value,
            value.organization or value.unit,
        )

    def value_opportunity(self, value: Opportunity) -> str:
        """Return both for an export."""
        return f"{value}: {value.organization or value.unit}"

    def render_started_on(self, value: dt.date) -> str:
        """Return the day as the city writes it."""
        return dates.show(value)

    render_ended_on = render_started_on

    def render_state(self, value: str, record: Placement) -> SafeString | str:
        """Return the state with what a colleague has to take up, in words."""
        note = self._note(record)
        if not note:
            return value
        return format_html('{} <span class="k-badge k-badge--warning">{}</span>', value, note)

    def value_state(self, value: str, record: Placement) -> str:
        """Return both for an export."""
        return ", ".join(filter(None, (value, self._note(record))))

    def render_confirmed(self, value: int) -> str:
        """Return the hours: "12:30"."""
        return placement_words.lasting(value) if value else ""

    def _note(self, record: Placement) -> str:
        if record.calls:  # type: ignore[attr-defined]
            return gettext("please call")
        over = record.state == PlacementState.TRIAL and record.trial_until <= timezone.localdate()
        return gettext("the trial is over") if over else ""


class PlacementFilters(lists.Filters):
    """In which state, and where a colleague has to do something."""

    state = django_filters.ChoiceFilter(
        label=_("State"),
        choices=[("live", _("not ended")), *PlacementState.choices],
        empty_label=_("any state"),
        method="in_state",
    )
    open_ = django_filters.ChoiceFilter(
        label=_("Still open"),
        choices=[
            ("check_in", _("please call")),
            ("trial", _("the trial is over")),
            ("hours", _("hours not confirmed")),
        ],
        empty_label=_("all"),
        method="with_open",
    )

    def in_state(self, rows: QuerySet[Placement], _name: str, value: str) -> QuerySet[Placement]:
        """Keep those in a state, or all that have not ended."""
        if value == "live":
            return rows.exclude(state=PlacementState.ENDED)
        return rows.filter(state=value)

    def with_open(self, rows: QuerySet[Placement], _name: str, value: str) -> QuerySet[Placement]:
        """Keep those where something waits for a colleague, or hours for the other side."""
        wanted = {
            "check_in": ~Q(state=PlacementState.ENDED) & Q(calls=True),
            "trial": Q(state=PlacementState.TRIAL, trial_until__lte=timezone.localdate()),
            "hours": Exists(_hours().exclude(state=HoursState.CONFIRMED)),
        }
        return rows.filter(wanted[value])


def _hours() -> QuerySet[Hours]:
    return Hours.objects.filter(placement=OuterRef("pk")).order_by()


def _rows(request: OfficeRequest) -> QuerySet[Placement]:
    related = ("opportunity__organization", "opportunity__unit", "volunteer__person")
    confirmed = _hours().filter(state=HoursState.CONFIRMED).values("placement")
    open_ = CheckIn.objects.filter(placement=OuterRef("pk"), state__in=ASKED)
    rows = Placement.objects.filter(volunteer__in=access.volunteers(request.user)).annotate(
        calls=Exists(open_.exclude(placement__state=PlacementState.ENDED)),
        confirmed=Coalesce(Subquery(confirmed.annotate(sum=Sum("minutes")).values("sum")), 0),
    )
    return rows.select_related(*related).defer(*SEALED).order_by(ENDED_LAST, "-started_on", "-id")


PLACEMENTS = Listing(
    slug="placements",
    title=_("Placements"),
    rows=_rows,
    table=PlacementTable,
    filters=PlacementFilters,
    find=of_words,
    search_hint=_("Person or opportunity"),
    count=lambda n: (
        ngettext("%(n)s placement", "%(n)s placements", n) % {"n": f"{n:,}".replace(",", ".")}
    ),
    empty=Empty(
        _("Nobody is placed yet."),
        _("A placement begins when a volunteer and an organisation have both said yes."),
    ),
    template="office/placements/list.html",
)


@requires(Right.READ_VOLUNTEERS)
def placements(request: OfficeRequest) -> HttpResponse:
    """Show the placements, or export them."""
    return lists.respond(request, PLACEMENTS)
