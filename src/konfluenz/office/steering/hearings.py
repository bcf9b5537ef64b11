"""Expert hearings: the list, the record, adding, correcting, one step on or back (PR-09)."""

from typing import Any
from uuid import UUID

import django_filters
import django_tables2 as tables
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from konfluenz.ground import dates
from konfluenz.office import lists, record_history, sheets
from konfluenz.office.access import OfficeRequest, may, requires
from konfluenz.office.lists import Add, Empty, Listing
from konfluenz.office.sheets import Sheet
from konfluenz.office.steering import concept_parts, hearing_forms, steered_words
from konfluenz.people.roles import Right
from konfluenz.steering import hearings as domain
from konfluenz.steering.hearings import HearingRefused
from konfluenz.steering.models import Concept, Hearing, HearingState


class HearingTable(lists.Table):
    """Hearings, newest first."""

    title = lists.head(gettext_lazy("Title"), "hearing", order_by=("title", "id"))
    date = tables.Column(gettext_lazy("On"))
    state = tables.Column(gettext_lazy("State"))
    area = tables.Column(gettext_lazy("Field of action"), order_by="area__number")
    concept = tables.Column(
        gettext_lazy("Version"), accessor="concept__label", order_by="concept__label"
    )
    public = tables.Column(gettext_lazy("In the portal"), orderable=False)

    def render_public(self, value: bool) -> str:
        """Say whether everybody may read it."""
        return _("yes") if value else _("no")

    value_public = render_public

    def render_date(self, record: Hearing) -> str:
        """Return the day as exactly as it is known."""
        return dates.show(record.date, record.precision)


class HearingFilters(lists.Filters):
    """Where it is, and for which version."""

    state = django_filters.ChoiceFilter(
        label=gettext_lazy("State"),
        choices=HearingState.choices,
        empty_label=gettext_lazy("any state"),
    )
    concept = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Integration concept"),
        queryset=Concept.objects.order_by("-label"),
        empty_label=gettext_lazy("all versions"),
    )


HEARINGS = Listing(
    slug="hearings",
    title=gettext_lazy("Expert hearings"),
    rows=lambda _request: _rows(),
    table=HearingTable,
    filters=HearingFilters,
    count=lambda n: ngettext("%(n)s hearing", "%(n)s hearings", n) % {"n": n},
    empty=Empty(
        gettext_lazy("No hearing is on record yet."),
        gettext_lazy("Add the next one, or one that took place."),
    ),
    search_hint=gettext_lazy("Title or a part of it"),
    add=Add(gettext_lazy("Add hearing"), "hearing-add", Right.EDIT_CONCEPT),
)
ADD = Sheet(
    "hearing-add",
    gettext_lazy("Add hearing"),
    hearing_forms.NewHearingForm,
    refusals=(HearingRefused,),
    submit=gettext_lazy("Add hearing"),
    told=gettext_lazy("The hearing was added. It is planned."),
)
EDIT = Sheet(
    "hearing-edit",
    gettext_lazy("Correct hearing"),
    hearing_forms.HearingForm,
    refusals=(HearingRefused,),
    told=gettext_lazy("The hearing was corrected."),
)
MOVE = Sheet(
    "hearing-move",
    gettext_lazy("Change state"),
    hearing_forms.HearingMoveForm,
    refusals=(HearingRefused,),
    submit=gettext_lazy("Change state"),
    told=gettext_lazy("The state was changed."),
)


def address_of(hearing: Hearing) -> str:
    """Return the address of the hearing's record."""
    return reverse("office:hearing", kwargs={"public_id": hearing.public_id})


@requires(Right.READ_CONCEPT)
def hearings(request: OfficeRequest) -> HttpResponse:
    """Show the hearings, or export them."""
    return lists.respond(request, HEARINGS)


@requires(Right.READ_CONCEPT)
def hearing(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Show a hearing with everything that happened to it."""
    one = _one(public_id)
    can_edit = may(request.user, Right.EDIT_CONCEPT)
    context = {
        "hearing": one,
        "kind": steered_words.HEARING_KINDS[HearingState(one.state)],
        "can_edit": can_edit,
        "next": steered_words.next_of_hearing(one, timezone.localdate()) if can_edit else None,
        **record_history.page(request, f"{address_of(one)}?", one),
    }
    return render(request, "office/hearings/hearing.html", context)


@requires(Right.EDIT_CONCEPT)
def add(request: OfficeRequest) -> HttpResponse:
    """Add a hearing, for the version named by ``?concept=`` if any."""
    return sheets.respond(
        request,
        ADD,
        initial={"concept": concept_parts.named(request.GET.get("concept", ""))},
        save=lambda values, _seen: domain.add(
            **hearing_forms.stored_hearing(values), by=request.user
        ),
        done=address_of,
        back=reverse("office:hearings"),
        parent=_("Expert hearings"),
    )


@requires(Right.EDIT_CONCEPT)
def edit(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Correct a hearing."""
    one = _one(public_id)
    return sheets.respond(
        request,
        EDIT,
        record=one,
        initial=hearing_forms.typed_hearing,
        save=lambda values, seen: domain.correct(
            one, hearing_forms.stored_hearing(values), seen=seen, by=request.user
        ),
        back=address_of(one),
        parent=one.title,
    )


@requires(Right.EDIT_CONCEPT)
def move(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Take a hearing one step on, or one back."""
    one = _one(public_id)
    return sheets.respond(
        request,
        MOVE,
        record=one,
        initial=_steps,
        save=lambda values, seen: domain.move(one, **values, seen=seen, by=request.user),
        back=address_of(one),
        parent=one.title,
        about=one.title,
    )


def _rows() -> QuerySet[Hearing]:
    return Hearing.objects.select_related("area", "concept").order_by("-date", "-id")


def _one(public_id: UUID) -> Hearing:
    rows = Hearing.objects.select_related("area", "concept", "unit")
    return get_object_or_404(rows, public_id=public_id)


def _steps(hearing: Hearing) -> dict[str, Any]:
    """Return the step on, which is chosen, and the step back."""
    place = domain.ORDER.index(HearingState(hearing.state))
    near = [*domain.ORDER[place + 1 : place + 2], *domain.ORDER[max(place - 1, 0) : place]]
    return {
        "choices": [(state.value, state.label) for state in near],
        "state": near[0].value,
        "findings": hearing.findings,
        "consequence": hearing.consequence,
    }
