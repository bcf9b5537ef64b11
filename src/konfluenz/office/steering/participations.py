"""Rounds of participation: the list, the record with its counts, adding, correcting (T-19)."""

from typing import Any
from uuid import UUID

import django_filters
import django_tables2 as tables
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from konfluenz.office import lists, record_history, sheets
from konfluenz.office.access import OfficeRequest, may, requires
from konfluenz.office.lists import Add, Empty, Listing
from konfluenz.office.sheets import Sheet
from konfluenz.office.steering import concept_parts, participation_forms, steered_words
from konfluenz.people.roles import Right
from konfluenz.steering import participations as domain
from konfluenz.steering.comments import UNREAD
from konfluenz.steering.models import CommentOutcome, Concept, ParticipationRound
from konfluenz.steering.participations import RoundRefused

TABS: tuple[tuple[str, Promise], ...] = (
    ("", gettext_lazy("Overview")),
    ("timeline", gettext_lazy("History")),
)
NUMBER = {"td": {"class": "o-cell--number"}, "th": {"class": " "}}


class RoundTable(lists.Table):
    """Rounds of participation, newest first."""

    title = lists.head(gettext_lazy("Title"), "participation", order_by=("title", "id"))
    state = tables.Column(gettext_lazy("State"), orderable=False, empty_values=())
    concept = tables.Column(
        gettext_lazy("Version"), accessor="concept__label", order_by="concept__label"
    )
    opens_on = tables.Column(gettext_lazy("Open from"))
    closes_on = tables.Column(gettext_lazy("Open until"))
    size = tables.Column(gettext_lazy("Comments"), attrs=NUMBER)
    unread = tables.Column(gettext_lazy("To be read"), attrs=NUMBER)

    def render_state(self, record: ParticipationRound) -> str:
        """Return where the round is today."""
        return str(domain.state(record).label)

    value_state = render_state


class RoundFilters(lists.Filters):
    """For which version, and whether the public sees it."""

    concept = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Integration concept"),
        queryset=Concept.objects.order_by("-label"),
        empty_label=gettext_lazy("all versions"),
    )
    public = django_filters.ChoiceFilter(
        label=gettext_lazy("In the portal"),
        choices=[("True", gettext_lazy("yes")), ("False", gettext_lazy("no"))],
        empty_label=gettext_lazy("all"),
    )


def rows() -> QuerySet[ParticipationRound]:
    """Return the rounds with how many comments they have (`size`, `unread`, `unanswered`)."""
    unread = Q(comments__public=False, comments__outcome="")
    counted = ParticipationRound.objects.annotate(
        size=Count("comments"),
        unread=Count("comments", filter=unread),
        unanswered=Count("comments", filter=Q(comments__outcome="")),
    )
    return counted.select_related("concept").order_by("-opens_on", "-id")


ROUNDS = Listing(
    slug="participations",
    title=gettext_lazy("Participation"),
    rows=lambda _request: rows(),
    table=RoundTable,
    filters=RoundFilters,
    count=lambda n: ngettext("%(n)s round", "%(n)s rounds", n) % {"n": n},
    empty=Empty(
        gettext_lazy("No round of participation is on record yet."),
        gettext_lazy("Add a round with what citizens are asked, and from when to when."),
    ),
    search_hint=gettext_lazy("Title or a part of it"),
    add=Add(gettext_lazy("Add round"), "participation-add", Right.EDIT_CONCEPT),
)
ADD = Sheet(
    "participation-add",
    gettext_lazy("Add round"),
    participation_forms.RoundForm,
    refusals=(RoundRefused,),
    submit=gettext_lazy("Add round"),
    told=gettext_lazy("The round was added."),
)
EDIT = Sheet(
    "participation-edit",
    gettext_lazy("Correct round"),
    participation_forms.RoundEditForm,
    refusals=(RoundRefused,),
    told=gettext_lazy("The round was corrected."),
)


def address_of(row: ParticipationRound) -> str:
    """Return the address of the round's record."""
    return reverse("office:participation", kwargs={"public_id": row.public_id})


def one_of(public_id: UUID) -> ParticipationRound:
    """Return the round of that public id with its concept, or answer 404."""
    rows = ParticipationRound.objects.select_related("concept")
    return get_object_or_404(rows, public_id=public_id)


@requires(Right.READ_CONCEPT)
def participations(request: OfficeRequest) -> HttpResponse:
    """Show the rounds, or export them."""
    return lists.respond(request, ROUNDS)


@requires(Right.READ_CONCEPT)
def participation(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Show one tab of a round's record."""
    one = one_of(public_id)
    tab = request.GET.get("tab", "")
    if tab not in dict(TABS):
        raise Http404
    state = domain.state(one)
    context = {
        "round": one,
        "tabs": TABS,
        "tab": tab,
        "state": state.label,
        "kind": steered_words.ROUND_KINDS[state],
        "can_edit": may(request.user, Right.EDIT_CONCEPT),
    }
    if tab == "timeline":
        context |= record_history.page(request, f"{address_of(one)}?tab=timeline", one)
        return render(request, "office/participations/timeline.html", context)
    return render(request, "office/participations/overview.html", context | _overview(request, one))


@requires(Right.EDIT_CONCEPT)
def add(request: OfficeRequest) -> HttpResponse:
    """Add a round, for the version named by ``?concept=`` if any."""
    return sheets.respond(
        request,
        ADD,
        initial={"concept": concept_parts.named(request.GET.get("concept", ""))},
        save=lambda values, _seen: domain.add(**values, by=request.user),
        done=address_of,
        back=reverse("office:participations"),
        parent=_("Participation"),
    )


@requires(Right.EDIT_CONCEPT)
def edit(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Correct a round, or say what came of it."""
    one = one_of(public_id)
    return sheets.respond(
        request,
        EDIT,
        record=one,
        initial=participation_forms.typed,
        save=lambda values, seen: domain.correct(one, values, seen=seen, by=request.user),
        back=address_of(one),
        parent=one.title,
    )


def _overview(request: OfficeRequest, one: ParticipationRound) -> dict[str, Any]:
    counts = one.comments.aggregate(
        all=Count("pk"),
        unread=Count("pk", filter=UNREAD),
        unanswered=Count("pk", filter=Q(outcome="")),
        public=Count("pk", filter=Q(public=True)),
        **{name: Count("pk", filter=Q(outcome=name)) for name in CommentOutcome.values},
    )
    can_edit = may(request.user, Right.EDIT_CONCEPT)
    waiting = (counts["unread"], counts["unanswered"])
    return {
        "counts": counts,
        "outcomes": [(state, state.label, counts[state]) for state in CommentOutcome],
        "next": steered_words.next_of_round(one, *waiting) if can_edit else None,
    }
