"""The list of *Anliegen*: who waits longest stands first."""

import datetime as dt

import django_filters
import django_tables2 as tables
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.http import HttpResponse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from konfluenz.directory.models import Holding, OrgUnit, Topic
from konfluenz.enquiries import access
from konfluenz.enquiries.models import LIVE, Enquiry, EnquiryState, Way
from konfluenz.ground import dates
from konfluenz.office import lists
from konfluenz.office.access import OfficeRequest, requires
from konfluenz.office.lists import Add, Empty, Listing
from konfluenz.people.models import Account
from konfluenz.people.roles import Right

ALIVE = "live"
OVERDUE = "overdue"
MINE = "mine"
NOBODYS = "nobodys"
OURS_FIRST = Case(
    When(state=EnquiryState.OPEN, then=Value(0)),
    When(state=EnquiryState.WAITING, then=Value(1)),
    default=Value(2),
    output_field=IntegerField(),
)
"""Those that we owe an answer, then those whose turn it is, then the closed ones."""


class EnquiryTable(lists.Table):
    """Anliegen: what, whose, by when."""

    subject = lists.head(gettext_lazy("What it is about"), "enquiry", empty_values=())
    due_at = tables.Column(gettext_lazy("Answer due"))
    unit = tables.Column(gettext_lazy("Unit"), order_by=("unit__number", "unit__name"))
    taken_by = tables.Column(gettext_lazy("Working on it"), orderable=False)
    topic = tables.Column(gettext_lazy("Topic"), order_by=("topic__order", "topic__name"))
    way = tables.Column(gettext_lazy("Came by"), visible=False)
    arrived_at = tables.Column(gettext_lazy("Came in"), visible=False)
    state = tables.Column(gettext_lazy("State"))

    def render_subject(self, record: Enquiry) -> str:
        """Return what it is about, or that this was erased."""
        return str(record)

    def render_due_at(self, value: dt.datetime, record: Enquiry) -> SafeString | str:
        """Return the day while an answer is owed, with a mark in words when it has passed."""
        if record.state != EnquiryState.OPEN:
            return ""
        shown = dates.show(timezone.localdate(value))
        if value >= timezone.now():
            return shown
        return format_html(
            '<span>{} <span class="k-badge k-badge--danger">{}</span></span>', shown, _("overdue")
        )

    def value_due_at(self, value: dt.datetime) -> str:
        """Return the day for an export."""
        return timezone.localdate(value).isoformat()

    def value_arrived_at(self, value: dt.datetime) -> str:
        """Return the moment for an export."""
        return f"{timezone.localtime(value):%Y-%m-%d %H:%M}"

    def render_unit(self, value: OrgUnit, record: Enquiry) -> SafeString | str:
        """Return the unit, and below it the post it is meant for."""
        if record.post is None:
            return str(value)
        return format_html(
            '<span>{}<br><span class="k-muted k-small">{}</span></span>', value, record.post
        )

    def value_unit(self, value: OrgUnit, record: Enquiry) -> str:
        """Return both for an export."""
        return f"{value}: {record.post}" if record.post else str(value)


class EnquiryFilters(lists.Filters):
    """Where it stands, whose it is, what it is about, how it came."""

    state = django_filters.ChoiceFilter(
        label=gettext_lazy("State"),
        choices=[
            (ALIVE, gettext_lazy("not closed")),
            (OVERDUE, gettext_lazy("overdue")),
            *EnquiryState.choices,
        ],
        empty_label=gettext_lazy("all"),
        method="in_state",
    )
    whose = django_filters.ChoiceFilter(
        label=gettext_lazy("Working on it"),
        choices=[(MINE, gettext_lazy("me or my post")), (NOBODYS, gettext_lazy("nobody yet"))],
        empty_label=gettext_lazy("whoever"),
        method="of_whom",
    )
    unit = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Unit"),
        queryset=OrgUnit.objects.all(),
        empty_label=gettext_lazy("all offices"),
    )
    topic = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Topic"), queryset=Topic.objects.all(), empty_label=gettext_lazy("all")
    )
    way = django_filters.ChoiceFilter(
        label=gettext_lazy("Came by"), choices=Way.choices, empty_label=gettext_lazy("any way")
    )

    def in_state(self, rows: QuerySet[Enquiry], _name: str, wanted: str) -> QuerySet[Enquiry]:
        """Keep those in one state, those not closed, or those whose answer is overdue."""
        if wanted == OVERDUE:
            return rows.filter(state=EnquiryState.OPEN, due_at__lt=timezone.now())
        return rows.filter(state__in=LIVE) if wanted == ALIVE else rows.filter(state=wanted)

    def of_whom(self, rows: QuerySet[Enquiry], _name: str, wanted: str) -> QuerySet[Enquiry]:
        """Keep what the reader, or a post they hold, is at; or what nobody is at yet."""
        if wanted == NOBODYS:
            return rows.filter(state__in=LIVE, taken_by=None)
        return rows.filter(_mine(self.request.user))


def _mine(account: Account) -> Q:
    held = Holding.objects.on(timezone.localdate()).filter(person=account.person_id)
    return Q(taken_by=account) | Q(taken_by=None, post__in=held.values("post"))


def _rows(request: OfficeRequest) -> QuerySet[Enquiry]:
    """Return the Anliegen that the reader may see, without what is sealed."""
    return (
        access.visible_to(request.user)
        .defer("name", "reply_to")
        .select_related("unit", "post", "topic", "taken_by__person")
        .defer("taken_by__person__notes")
        .order_by(OURS_FIRST, "due_at", "id")
    )


ENQUIRIES = Listing(
    slug="enquiries",
    title=gettext_lazy("Enquiries"),
    rows=_rows,
    table=EnquiryTable,
    filters=EnquiryFilters,
    long=True,
    search_hint=gettext_lazy("What it is about"),
    count=lambda n: (
        ngettext("%(n)s enquiry", "%(n)s enquiries", n) % {"n": f"{n:,}".replace(",", ".")}
    ),
    empty=Empty(
        gettext_lazy("Nobody has turned to you yet."),
        gettext_lazy(
            "What comes by the form of the portal stands here. Note calls and visits yourself."
        ),
    ),
    add=Add(gettext_lazy("Note enquiry"), "enquiry-add", Right.EDIT_ENQUIRIES),
)


@requires(Right.READ_ENQUIRIES)
def enquiries(request: OfficeRequest) -> HttpResponse:
    """Show the Anliegen, or export them."""
    return lists.respond(request, ENQUIRIES)
