"""The integration concept: its versions, the record of one, adding and correcting."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import django_filters
import django_tables2 as tables
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from konfluenz.ground import dates
from konfluenz.office import lists, record_history, sheets
from konfluenz.office.access import OfficeRequest, may, requires
from konfluenz.office.lists import Add, Empty, Listing
from konfluenz.office.sheets import Sheet
from konfluenz.office.steering import (
    concept_forms,
    concept_parts,
    concept_tabs,
    steering_words,
)
from konfluenz.people.roles import Right
from konfluenz.steering import concepts as domain
from konfluenz.steering import functions
from konfluenz.steering.concepts import ConceptRefused
from konfluenz.steering.models import AreaLevel, Concept, ConceptState

TABS: tuple[tuple[str, Promise], ...] = (
    ("", gettext_lazy("Overview")),
    ("timeline", gettext_lazy("History")),
)


class ConceptTable(lists.Table):
    """The versions of the concept, newest first."""

    title = lists.head(gettext_lazy("Title"), "concept", order_by=("title", "id"))
    label = tables.Column(gettext_lazy("Version"))
    state = tables.Column(gettext_lazy("State"))
    adopted_date = tables.Column(gettext_lazy("Adopted on"))
    fields = tables.Column(
        gettext_lazy("Fields of action"),
        accessor="size",
        orderable=False,
        attrs={"td": {"class": "o-cell--number"}, "th": {"class": " "}},
    )

    def render_adopted_date(self, record: Concept) -> str:
        """Return the day as exactly as it is known."""
        return dates.show(record.adopted_date, record.adopted_precision)

    value_adopted_date = render_adopted_date


class ConceptFilters(lists.Filters):
    """Which state."""

    state = django_filters.ChoiceFilter(
        label=gettext_lazy("State"),
        choices=ConceptState.choices,
        empty_label=gettext_lazy("any state"),
    )


def _rows(_request: OfficeRequest) -> QuerySet[Concept]:
    priority = Q(areas__level=AreaLevel.PRIORITY)
    rows = Concept.objects.annotate(size=Count("areas", filter=priority))
    return rows.order_by("-label", "id")


CONCEPTS = Listing(
    slug="concepts",
    title=gettext_lazy("Integration concept"),
    rows=_rows,
    table=ConceptTable,
    filters=ConceptFilters,
    count=lambda n: ngettext("%(n)s version", "%(n)s versions", n) % {"n": n},
    empty=Empty(
        gettext_lazy("No version of the concept is on record yet."),
        gettext_lazy("Add the one that applies, then its fields of action and goals."),
    ),
    search_hint=gettext_lazy("Title or a part of it"),
    add=Add(gettext_lazy("Add version"), "concept-add", Right.EDIT_CONCEPT),
)
ADD = Sheet(
    "concept-add",
    gettext_lazy("Add version"),
    concept_forms.ConceptForm,
    refusals=(ConceptRefused,),
    lead=gettext_lazy("It begins as a draft. Its adoption and its fields are entered afterwards."),
    submit=gettext_lazy("Add version"),
    told=gettext_lazy("The version was added. Now enter its fields of action."),
)
EDIT = Sheet(
    "concept-edit",
    gettext_lazy("Correct concept"),
    concept_forms.ConceptForm,
    refusals=(ConceptRefused,),
    told=gettext_lazy("The concept was corrected."),
)
EDIT_ADOPTED = Sheet(
    "concept-edit-adopted",
    gettext_lazy("Correct concept"),
    concept_forms.AdoptedConceptForm,
    refusals=(ConceptRefused,),
    told=gettext_lazy("The concept was corrected."),
)


def address_of(concept: Concept, tab: str = "") -> str:
    """Return the address of the concept's record, opened at `tab`."""
    path = reverse("office:concept", kwargs={"public_id": concept.public_id})
    return f"{path}?tab={tab}" if tab else path


def one_of(public_id: UUID) -> Concept:
    """Return the concept of that public id with what its record names, or answer 404."""
    rows = Concept.objects.select_related("adopted_by", "predecessor", "consultant", "successor")
    return get_object_or_404(rows, public_id=public_id)


@requires(Right.READ_CONCEPT)
def concepts(request: OfficeRequest) -> HttpResponse:
    """Show the versions of the concept, or export them."""
    return lists.respond(request, CONCEPTS)


@requires(Right.READ_CONCEPT)
def concept(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Show one tab of a concept's record."""
    one = one_of(public_id)
    tab = request.GET.get("tab", "")
    if tab not in _TAB_CONTEXT:
        raise Http404
    context = {
        "concept": one,
        "tabs": concept_tabs.TABS,
        "tab": tab,
        "kind": steering_words.CONCEPT_KINDS[ConceptState(one.state)],
        "moves": steering_words.moves(one),
        "may_adopt": one.state == ConceptState.DRAFT,
        "can_edit": may(request.user, Right.EDIT_CONCEPT),
    }
    return render(request, _TEMPLATES[tab], context | _TAB_CONTEXT[tab](request, one))


@requires(Right.EDIT_CONCEPT)
def add(request: OfficeRequest) -> HttpResponse:
    """Add a version, after the one named by ``?predecessor=`` if any."""
    return sheets.respond(
        request,
        ADD,
        initial=_begun(request.GET.get("predecessor", "")),
        save=lambda values, _seen: domain.add(**concept_forms.stored(values), by=request.user),
        done=address_of,
        back=reverse("office:concepts"),
        parent=_("Integration concept"),
    )


@requires(Right.EDIT_CONCEPT)
def edit(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Correct a version, with its adoption if that is on record."""
    one = one_of(public_id)
    return sheets.respond(
        request,
        EDIT if one.adopted_date is None else EDIT_ADOPTED,
        record=one,
        initial=concept_forms.typed,
        save=lambda values, seen: domain.correct(
            one, concept_forms.stored(values), seen=seen, by=request.user
        ),
        back=address_of(one),
        parent=one.title,
    )


def _begun(public_id: str) -> dict[str, Any]:
    """Return what is known of a version that replaces another."""
    before = concept_parts.named(public_id)
    if before is None:
        return {}
    return {"title": before.title, "predecessor": before, "functions": before.functions}


def _overview(request: OfficeRequest, one: Concept) -> dict[str, Any]:
    reviews = list(one.reviews.order_by("-date", "-id"))
    last = reviews[0] if reviews else None
    found = concept_parts.cards(concept_parts.areas_of(one))
    can_edit = may(request.user, Right.EDIT_CONCEPT)
    return {
        "levels": concept_parts.by_level(found),
        "reviews": reviews,
        "functions": functions.labels(one.functions),
        "next": steering_words.next_act(one, last, timezone.localdate()) if can_edit else None,
    }


def _timeline(request: OfficeRequest, one: Concept) -> dict[str, Any]:
    return record_history.page(request, address_of(one, "timeline"), one)


_TEMPLATES = {
    "": "office/concepts/overview.html",
    "measures": "office/concepts/measures.html",
    "hearings": "office/concepts/hearings.html",
    "participation": "office/concepts/participation.html",
    "timeline": "office/concepts/timeline.html",
}
_TAB_CONTEXT: dict[str, Callable[[OfficeRequest, Concept], dict[str, Any]]] = {
    "": _overview,
    "measures": concept_tabs.measures,
    "hearings": concept_tabs.hearings,
    "participation": concept_tabs.rounds,
    "timeline": _timeline,
}
