"""The list of events: filters, export, publishing many at once."""

import django_filters
import django_tables2 as tables
from django.db.models import Case, F, QuerySet, Value, When
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from konfluenz.directory.models import Organization, OrgUnit, Topic
from konfluenz.events import events as domain
from konfluenz.events.models import Event, EventKind, EventState
from konfluenz.ground import search
from konfluenz.office import lists
from konfluenz.office.access import OfficeRequest, requires
from konfluenz.office.content import tabs
from konfluenz.office.events import event_words
from konfluenz.office.lists import Add, Bulk, Empty, Listing
from konfluenz.people.roles import Right

LONG_TEXTS = ("description", "registration", "summary")


class EventTable(lists.Table):
    """Events: what is to come first, drafts before the others."""

    title = lists.head(_("Title"), "event", order_by=("title", "id"))
    next = tables.Column(_("Next date"), accessor="pk", orderable=False)
    organiser = tables.Column(
        _("Invites"), accessor="pk", order_by=("organization__name", "unit__name", "id")
    )
    place = tables.Column(_("Location"), order_by=("place__name", "id"))
    kind = tables.Column(_("Kind"))
    state = tables.Column(_("State"))

    def render_next(self, record: Event) -> str:
        """Return the next time that takes place, or that it is over."""
        return event_words.next_time(record)

    def render_organiser(self, record: Event) -> str:
        """Return the organisation, else the office."""
        return str(record.organization or record.unit)

    value_next, value_organiser = render_next, render_organiser


class EventFilters(lists.Filters):
    """To come or over, in which state, for which topic, of which kind, by whom."""

    time = django_filters.ChoiceFilter(
        label=_("To come or over"),
        choices=[("coming", _("to come")), ("over", _("over"))],
        empty_label=_("all"),
        method="at_time",
    )
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=EventState.choices, empty_label=_("any state")
    )
    kind = django_filters.ChoiceFilter(
        label=_("Kind"), choices=EventKind.choices, empty_label=_("any kind")
    )
    topics = django_filters.ModelChoiceFilter(
        label=_("Topic"), queryset=Topic.objects.all(), empty_label=_("any topic")
    )
    organiser = django_filters.CharFilter(label=_("Invites"), method="invited_by")

    def at_time(self, rows: QuerySet, _name: str, value: str) -> QuerySet:
        """Keep those of which something is still to come, or nothing any more."""
        today = timezone.localdate()
        return (
            rows.filter(last_on__lt=today) if value == "over" else rows.exclude(last_on__lt=today)
        )

    def invited_by(self, rows: QuerySet, _name: str, value: str) -> QuerySet:
        """Keep those of the organisations and offices that are found by what was typed."""
        by_organization = search.matching(Organization.objects.all(), value)
        by_unit = search.matching(OrgUnit.objects.all(), value)
        return rows.filter(organization__in=by_organization) | rows.filter(unit__in=by_unit)


def _rows(_request: OfficeRequest) -> QuerySet[Event]:
    today = timezone.localdate()
    is_over = Case(When(last_on__lt=today, then=Value(1)), default=Value(0))
    is_draft = Case(When(state=EventState.DRAFT, then=Value(0)), default=Value(1))
    rows = Event.objects.select_related("organization", "unit", "place").defer(*LONG_TEXTS)
    return rows.prefetch_related("skips").order_by(is_over, is_draft, F("starts_at"), "id")


def _publish(request: OfficeRequest, rows: QuerySet) -> str:
    """Publish what can be, and say how many could not."""
    done, left = 0, 0
    for event in rows.filter(state=EventState.DRAFT):
        try:
            domain.publish(event, by=request.user)
            done += 1
        except domain.EventRefused:
            left += 1
    told = ngettext("%(n)d event is public now.", "%(n)d events are public now.", done) % {
        "n": done
    }
    if not left:
        return told
    more = ngettext("%(n)d is over or has no place.", "%(n)d are over or have no place.", left) % {
        "n": left
    }
    return f"{told} {more}"


EVENTS = Listing(
    slug="events",
    title=_("Events"),
    rows=_rows,
    table=EventTable,
    filters=EventFilters,
    search_hint=_("Title, organiser, place"),
    count=lambda n: ngettext("%(n)d event", "%(n)d events", n) % {"n": n},
    empty=Empty(
        _("No event is on record yet."),
        _("Add the first one, or read in an association's calendar."),
    ),
    add=Add(_("Add event"), "event-add", Right.EDIT_CONTENT),
    bulk=(Bulk("publish", _("Publish"), Right.EDIT_CONTENT, _publish),),
    template=tabs.TEMPLATE,
    extra=tabs.SHOWN,
)


@requires(Right.READ_CONTENT)
def events(request: OfficeRequest) -> HttpResponse:
    """Show the events, or export them."""
    return lists.respond(request, EVENTS)
