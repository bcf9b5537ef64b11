"""The list of opportunities: what needs somebody first, filters, export."""

import datetime as dt

import django_filters
import django_tables2 as tables
from django.db.models import Case, Count, Exists, F, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from konfluenz.directory.models import District, Organization, Topic
from konfluenz.ground import dates, search
from konfluenz.office import lists
from konfluenz.office.access import OfficeRequest, may, requires
from konfluenz.office.lists import Add, Empty, Listing
from konfluenz.office.volunteering import opportunity_words
from konfluenz.people.roles import Right
from konfluenz.volunteering import access
from konfluenz.volunteering.due import SOON
from konfluenz.volunteering.models import (
    Opportunity,
    OpportunityState,
    Placement,
    PlacementState,
    Proposal,
    ProposalState,
)
from konfluenz.volunteering.opportunities import OPEN

SEALED = ("task", "contact_name", "contact_mail", "contact_phone")
ORDER = {
    OpportunityState.SUBMITTED: 0,
    OpportunityState.PUBLISHED: 1,
    OpportunityState.PAUSED: 1,
    OpportunityState.CLOSED: 2,
    OpportunityState.REFUSED: 3,
}


class OpportunityTable(lists.Table):
    """Opportunities: what waits for release first, then what expires soonest."""

    title = lists.head(_("Title"), "opportunity", order_by=("title", "id"))
    offerer = tables.Column(
        _("Offered by"), accessor="pk", order_by=("organization__name", "unit__name", "id")
    )
    when = tables.Column(_("When"), accessor="pk", orderable=False)
    topic = tables.Column(_("Topic"), visible=False)
    district = tables.Column(_("District"), order_by=("district__name", "id"))
    placed = tables.Column(
        _("Places to fill"),
        attrs={"td": {"class": "o-cell--number k-nowrap"}, "th": {"class": " "}},
    )
    expires_on = tables.Column(_("Expires on"))
    state = tables.Column(_("State"), orderable=False)

    def render_offerer(self, record: Opportunity) -> str:
        """Return the organisation, else the office."""
        return str(record.organization or record.unit)

    def render_when(self, record: Opportunity) -> str:
        """Return the times in one line."""
        return opportunity_words.times(record)

    def render_placed(self, value: int, record: Opportunity) -> str:
        """Return how many of the places are taken."""
        return opportunity_words.places(record, value)

    def render_expires_on(self, value: dt.date) -> str:
        """Return the day."""
        return dates.show(value)

    def render_state(self, record: Opportunity) -> str:
        """Return the state with the outcome, or that it has expired."""
        return opportunity_words.state(record)

    value_offerer, value_when, value_placed, value_state = (
        render_offerer,
        render_when,
        render_placed,
        render_state,
    )


class OpportunityFilters(lists.Filters):
    """In which state, for what, where, by whom; what needs somebody soon."""

    state = django_filters.ChoiceFilter(
        label=_("State"),
        choices=[("open", _("shown now")), *OpportunityState.choices],
        empty_label=_("any state"),
        method="in_state",
    )
    places = django_filters.ChoiceFilter(
        label=_("Places to fill"),
        choices=[("free", _("free")), ("unasked", _("free, and nobody is asked"))],
        empty_label=_("all"),
        method="with_places",
    )
    expiry = django_filters.ChoiceFilter(
        label=_("Expiry"),
        choices=[("soon", _("within seven days")), ("over", _("expired without outcome"))],
        empty_label=_("all"),
        method="expiring",
    )
    topic = django_filters.ModelChoiceFilter(
        label=_("Topic"), queryset=Topic.objects.all(), empty_label=_("any topic")
    )
    district = django_filters.ModelChoiceFilter(
        label=_("District"),
        queryset=District.objects.all(),
        empty_label=_("any district"),
        null_label=_("without district"),
    )
    organisation = django_filters.CharFilter(label=_("Organisation"), method="offered_by")

    def in_state(self, rows: QuerySet, _name: str, value: str) -> QuerySet:
        """Keep those in a state, or those that everybody sees now."""
        if value != "open":
            return rows.filter(state=value)
        return rows.filter(state=OpportunityState.PUBLISHED, expires_on__gt=timezone.localdate())

    def with_places(self, rows: QuerySet, _name: str, value: str) -> QuerySet:
        """Keep open ones with a free place; "unasked": for which nobody is asked either."""
        free = rows.filter(state__in=OPEN, placed__lt=F("wanted"))
        return free if value == "free" else free.filter(~Exists(_asked()))

    def expiring(self, rows: QuerySet, _name: str, value: str) -> QuerySet:
        """Keep open ones that expire within a week, or have expired."""
        today = timezone.localdate()
        rows = rows.filter(state__in=OPEN)
        if value == "over":
            return rows.filter(expires_on__lte=today)
        return rows.filter(expires_on__gt=today, expires_on__lte=today + SOON)

    def offered_by(self, rows: QuerySet, _name: str, value: str) -> QuerySet:
        """Keep those of the organisations that are found by what was typed."""
        return rows.filter(organization__in=search.matching(Organization.objects.all(), value))


def with_places(rows: QuerySet[Opportunity]) -> QuerySet[Opportunity]:
    """Return `rows` with how many are `placed` in each."""
    live = Placement.objects.filter(opportunity=OuterRef("pk"))
    return rows.annotate(placed=_number(live.exclude(state=PlacementState.ENDED)))


def with_asked(rows: QuerySet[Opportunity]) -> QuerySet[Opportunity]:
    """Return `rows` with how many are `asked` for each and may still answer."""
    return rows.annotate(asked=_number(_asked()))


def _asked() -> QuerySet[Proposal]:
    return Proposal.objects.filter(opportunity=OuterRef("pk"), state=ProposalState.ASKED)


def _number(rows: QuerySet) -> Coalesce:
    """Return the number of `rows`, which name the opportunity outside, as a part of its query."""
    counted = rows.order_by().values("opportunity").annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(counted), 0)


def _rows(request: OfficeRequest) -> QuerySet[Opportunity]:
    rows = with_places(access.opportunities(request.user)).defer(*SEALED)
    rows = rows.select_related("organization", "unit", "topic", "district")
    rank = Case(*(When(state=state, then=Value(place)) for state, place in ORDER.items()))
    order = (rank, F("closed_at").desc(nulls_first=True), "expires_on", "id")
    return rows.prefetch_related("times").order_by(*order)


OPPORTUNITIES = Listing(
    slug="opportunities",
    title=_("Opportunities"),
    rows=_rows,
    table=OpportunityTable,
    filters=OpportunityFilters,
    search_hint=_("Title, organisation, place"),
    count=lambda n: (
        ngettext("%(n)s opportunity", "%(n)s opportunities", n) % {"n": f"{n:,}".replace(",", ".")}
    ),
    empty=Empty(
        _("No opportunity is on record yet."),
        _("Write down the first one, by phone or from a task template."),
    ),
    add=Add(_("Add opportunity"), "opportunity-add", Right.EDIT_OPPORTUNITIES),
    template="office/opportunities/list.html",
)


@requires(Right.READ_OPPORTUNITIES)
def opportunities(request: OfficeRequest) -> HttpResponse:
    """Show the opportunities, or export them."""
    can_see_map = may(request.user, Right.READ_VOLUNTEERS)
    return lists.respond(request, OPPORTUNITIES, can_see_map=can_see_map)
