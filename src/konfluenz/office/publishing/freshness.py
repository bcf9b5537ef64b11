"""What is due on the portal: whom nobody has heard from, by harm and then by age (T-01, N-12)."""

import datetime as dt
from typing import Any
from uuid import UUID

import django_filters
import django_tables2 as tables
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from konfluenz.directory import described, reviews
from konfluenz.directory.models import Review, ReviewState
from konfluenz.ground import dates, references
from konfluenz.office import lists, notices, record_history, record_pages
from konfluenz.office.access import OfficeRequest, may, refuse, requires
from konfluenz.office.content import tabs
from konfluenz.office.lists import Bulk, Empty, Listing
from konfluenz.office.publishing import figures
from konfluenz.people.roles import Right
from konfluenz.publishing.models import PortalPage

KINDS = {
    "publishing.portalpage": gettext_lazy("Page"),
    "directory.service": gettext_lazy("Service on offer"),
    "events.event": gettext_lazy("Event"),
    "directory.fundingprogramme": gettext_lazy("Funding programme"),
    "directory.goodsnotice": gettext_lazy("Donation of goods"),
    "directory.externalresource": gettext_lazy("Link"),
    "directory.topic": gettext_lazy("Topic"),
}
HARMS = {
    3: gettext_lazy("closed doors"),
    2: gettext_lazy("wrong ways"),
    1: gettext_lazy("untidy"),
}
BADGES = {
    ReviewState.CURRENT: "success",
    ReviewState.ASKED: "info",
    ReviewState.REMINDED: "info",
    ReviewState.ESCALATED: "warning",
    ReviewState.UNCONFIRMED: "danger",
}
ALL = "all"


class ReviewTable(lists.Table):
    """Entries, and how far the question has come."""

    title = lists.head(gettext_lazy("Entry"), "content-review", order_by=("title", "pk"))
    label = tables.Column(gettext_lazy("Kind"))
    owner = tables.Column(
        gettext_lazy("Who vouches for it"),
        accessor="pk",
        order_by=("organization__name", "unit__name", "pk"),
    )
    state = tables.Column(gettext_lazy("State"))
    harm = tables.Column(gettext_lazy("If it is wrong"), order_by=("-harm", "due_on"))
    due_on = tables.Column(gettext_lazy("Due on"))
    confirmed_at = tables.Column(gettext_lazy("Last confirmed"))

    def render_state(self, record: Review) -> str:
        """Return how far the question has come; that it is to be asked once its day has come."""
        return _standing(record)

    def render_due_on(self, value: dt.date) -> str:
        """Return the day."""
        return dates.show(value)

    def render_confirmed_at(self, value: dt.datetime) -> str:
        """Return the day."""
        return dates.show(timezone.localdate(value))

    def value_due_on(self, value: dt.date) -> dt.date:
        """Return the day as a table calculation takes it."""
        return value

    def value_confirmed_at(self, value: dt.datetime) -> dt.date:
        """Return the day as a table calculation takes it."""
        return timezone.localdate(value)

    def render_label(self, value: str) -> str:
        """Return what kind of entry it is."""
        return str(KINDS.get(value, value))

    def render_owner(self, record: Review) -> str:
        """Return who is asked."""
        return str(record.owner)

    def render_harm(self, value: int) -> str:
        """Return what a wrong entry does."""
        return str(HARMS[value])

    value_label, value_owner, value_harm = render_label, render_owner, render_harm
    value_state = render_state


class ReviewFilters(lists.Filters):
    """Which kind, whose, how far; and whether what is not due shall be shown too."""

    kind = django_filters.ChoiceFilter(
        label=gettext_lazy("Kind"),
        field_name="label",
        choices=list(KINDS.items()),
        empty_label=gettext_lazy("all"),
    )
    state = django_filters.ChoiceFilter(
        label=gettext_lazy("State"), choices=ReviewState.choices, empty_label=gettext_lazy("all")
    )
    owner = django_filters.CharFilter(label=gettext_lazy("Owner"), method="of_owner")
    show = django_filters.ChoiceFilter(
        label=gettext_lazy("Show"),
        choices=[(ALL, gettext_lazy("also what is not due"))],
        empty_label=gettext_lazy("what is due"),
        method="also_all",
    )

    def of_owner(self, rows: QuerySet[Review], _name: str, words: str) -> QuerySet[Review]:
        """Keep those whose owner is called so."""
        unit = Q(unit__name__icontains=words) | Q(unit__number=words)
        return rows.filter(unit | Q(organization__name__icontains=words))

    def also_all(self, rows: QuerySet[Review], _name: str, _value: str) -> QuerySet[Review]:
        """Leave the rows as they are: `_rows` has left out nothing then."""
        return rows


def due() -> Q:
    """Return what is due: nobody has answered, or the day has come."""
    return ~Q(state=ReviewState.CURRENT) | Q(due_on__lte=timezone.localdate())


def _standing(review: Review) -> str:
    return str(_("due now")) if _is_to_be_asked(review) else review.get_state_display()


def _is_to_be_asked(review: Review) -> bool:
    """Tell whether the day has come and the owner was not asked yet."""
    return review.state == ReviewState.CURRENT and review.due_on <= timezone.localdate()


def _rows(request: OfficeRequest) -> QuerySet[Review]:
    rows = Review.objects.select_related("unit", "organization")
    if request.GET.get("show") != ALL:
        rows = rows.filter(due())
    return rows.order_by("-harm", "due_on", "pk")


def _find(rows: QuerySet[Review], query: str) -> QuerySet[Review]:
    return rows.filter(title__icontains=query)


def _confirm(request: OfficeRequest, rows: QuerySet) -> str:
    confirmed = [reviews.confirm(review, by=request.user) for review in rows]
    return ngettext(
        "%(n)d entry is confirmed: still right.", "%(n)d entries are confirmed.", len(confirmed)
    ) % {"n": len(confirmed)}


BOARD = Listing(
    slug="content-board",
    title=gettext_lazy("What is due"),
    lead=gettext_lazy("Entries whose owners have not confirmed them; the most harmful first."),
    rows=_rows,
    table=ReviewTable,
    filters=ReviewFilters,
    find=_find,
    search_hint=gettext_lazy("Name of the entry"),
    count=lambda n: ngettext("%(n)s entry", "%(n)s entries", n) % {"n": n},
    empty=Empty(
        gettext_lazy("Nothing is due."),
        gettext_lazy("Everything on the portal was confirmed within its time."),
    ),
    bulk=(Bulk("confirm", gettext_lazy("Still right"), Right.EDIT_CONTENT, _confirm),),
    template="office/freshness/board.html",
    extra=tabs.SHOWN,
)


@requires(Right.READ_CONTENT)
def board(request: OfficeRequest) -> HttpResponse:
    """Show what is due with the figures above, or confirm what was chosen."""
    return lists.respond(request, BOARD, figures=figures.upkeep())


@requires(Right.READ_CONTENT)
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Show an entry, whom to ask and what happened; a POST confirms it."""
    one = get_object_or_404(
        Review.objects.select_related("unit", "organization"), public_id=public_id
    )
    if request.method == "POST":
        return _confirmed(request, one)
    record = references.resolve(references.Reference(one.label, one.record_id))
    entry = described.of(record) if record is not None else None
    context: dict[str, Any] = {
        "review": one,
        "entry": entry,
        "kind": KINDS.get(one.label, ""),
        "harm": HARMS[one.harm],
        "state": _standing(one),
        "badge": "warning" if _is_to_be_asked(one) else BADGES[ReviewState(one.state)],
        "page": _page(record),
        "due": dates.show(one.due_on),
        "can_edit": may(request.user, Right.EDIT_CONTENT),
    }
    context |= record_history.page(request, f"{request.path}?", one)
    return render(request, "office/freshness/review.html", context)


def _confirmed(request: OfficeRequest, one: Review) -> HttpResponse:
    if not may(request.user, Right.EDIT_CONTENT):
        return refuse()
    reviews.confirm(one, by=request.user)
    notices.done(request, _("“%(entry)s” is confirmed.") % {"entry": one.title})
    return redirect("office:content-board")


def _page(record: Any) -> str:
    """Return where the entry is worked on in the office."""
    if isinstance(record, PortalPage):
        return reverse("office:page", kwargs={"public_id": record.translation_key})
    return record_pages.address(record)
