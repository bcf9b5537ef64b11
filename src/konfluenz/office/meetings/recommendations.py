"""What working groups recommend: the list with its figures, the record, deciding on it."""

import datetime as dt
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

from konfluenz.directory.models import Group
from konfluenz.events.models import GroupMeeting
from konfluenz.ground import dates
from konfluenz.office import lists, record_history, record_pages, sheets
from konfluenz.office.access import OfficeRequest, may, requires
from konfluenz.office.lists import Add, Empty, Listing
from konfluenz.office.meetings import recommendation_forms
from konfluenz.office.sheets import Sheet
from konfluenz.people.roles import Right
from konfluenz.steering import group_figures
from konfluenz.steering import recommendations as domain
from konfluenz.steering.models import AdviceState, GroupRecommendation, PriorityArea
from konfluenz.steering.recommendations import RecommendationRefused

KINDS = {
    AdviceState.NEW: "warning",
    AdviceState.ACCEPTED: "info",
    AdviceState.IN_WORK: "info",
    AdviceState.DONE: "success",
    AdviceState.DECLINED: "",
}
"""The colour of each state's badge; the word carries the meaning."""


class RecommendationTable(lists.Table):
    """Recommendations, the latest first."""

    text = lists.head(gettext_lazy("What is recommended"), "recommendation")
    group = tables.Column(gettext_lazy("Group"), order_by=("group__kind", "group__name"))
    date = tables.Column(gettext_lazy("On"))
    state = tables.Column(gettext_lazy("State"))
    unit = tables.Column(gettext_lazy("Answers for it"), order_by="unit__name")

    def render_date(self, value: dt.date) -> str:
        """Return the day in the city's way of writing."""
        return dates.show(value)


class RecommendationFilters(lists.Filters):
    """In which state, by which group, for which field of action."""

    state = django_filters.ChoiceFilter(
        label=gettext_lazy("State"),
        choices=AdviceState.choices,
        empty_label=gettext_lazy("any state"),
    )
    group = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Group"),
        queryset=Group.objects.filter(recommendations__isnull=False).distinct(),
        empty_label=gettext_lazy("any group"),
    )
    area = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Field of action"),
        queryset=PriorityArea.objects.filter(recommendations__isnull=False).distinct(),
        empty_label=gettext_lazy("all fields"),
    )


def _rows(_request: OfficeRequest) -> QuerySet[GroupRecommendation]:
    return GroupRecommendation.objects.select_related("group", "unit").order_by("-date", "-id")


RECOMMENDATIONS = Listing(
    slug="recommendations",
    title=gettext_lazy("Recommendations"),
    rows=_rows,
    table=RecommendationTable,
    filters=RecommendationFilters,
    search_hint=gettext_lazy("A word of it, group, field of action"),
    count=lambda n: ngettext("%(n)d recommendation", "%(n)d recommendations", n) % {"n": n},
    empty=Empty(
        gettext_lazy("No recommendation is on record yet."),
        gettext_lazy("Enter what a working group recommends, from its meeting or here."),
    ),
    add=Add(gettext_lazy("Add recommendation"), "recommendation-add", Right.EDIT_CONCEPT),
    template="office/recommendations/list.html",
)
ADD = Sheet(
    "recommendation-add",
    gettext_lazy("Add recommendation"),
    recommendation_forms.NewRecommendationForm,
    refusals=(RecommendationRefused,),
    submit=gettext_lazy("Add recommendation"),
    told=gettext_lazy("The recommendation was added."),
)
EDIT = Sheet(
    "recommendation-edit",
    gettext_lazy("Correct recommendation"),
    recommendation_forms.RecommendationForm,
    refusals=(RecommendationRefused,),
    told=gettext_lazy("The recommendation was corrected."),
)
DECIDE = Sheet(
    "recommendation-decide",
    gettext_lazy("Decide on the recommendation"),
    recommendation_forms.DecideForm,
    refusals=(RecommendationRefused,),
    submit=gettext_lazy("Save decision"),
    told=gettext_lazy("The decision is saved."),
)


def address_of(one: GroupRecommendation) -> str:
    """Return the address of the record of a recommendation."""
    return reverse("office:recommendation", kwargs={"public_id": one.public_id})


@requires(Right.READ_CONCEPT)
def recommendations(request: OfficeRequest) -> HttpResponse:
    """Show the recommendations with what all groups did in numbers, or export them."""
    figures = group_figures.of(Group.objects.all()).values()
    return lists.respond(request, RECOMMENDATIONS, figures=group_figures.together(figures))


@requires(Right.READ_CONCEPT)
def recommendation(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Show a recommendation and what became of it."""
    one = _one(public_id)
    context = {
        "recommendation": one,
        "kind": KINDS[AdviceState(one.state)],
        "measure_url": record_pages.address(one.measure),
        "can_edit": may(request.user, Right.EDIT_CONCEPT),
        **record_history.page(request, f"{address_of(one)}?", one),
    }
    return render(request, "office/recommendations/record.html", context)


@requires(Right.EDIT_CONCEPT)
def add(request: OfficeRequest) -> HttpResponse:
    """Add a recommendation; ``?sitzung=`` names the meeting, ``?gruppe=`` the group."""
    meeting, group = _asked(GroupMeeting, request, "sitzung"), _asked(Group, request, "gruppe")
    source = meeting or group
    return sheets.respond(
        request,
        ADD,
        initial=_initial(meeting, meeting.group if meeting else group),
        save=lambda values, _seen: domain.add(**values, by=request.user),
        done=lambda made: record_pages.address(source) or address_of(made),
        back=record_pages.address(source) or reverse("office:recommendations"),
        parent=str(source or _("Recommendations")),
    )


@requires(Right.EDIT_CONCEPT)
def edit(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Correct a recommendation."""
    one = _one(public_id)
    return sheets.respond(
        request,
        EDIT,
        record=one,
        initial=recommendation_forms.typed,
        save=lambda values, seen: domain.correct(one, values, seen=seen, by=request.user),
        back=address_of(one),
        parent=_("Recommendation of a working group"),
        about=str(one.group),
    )


@requires(Right.EDIT_CONCEPT)
def decide(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Note what becomes of a recommendation."""
    one = _one(public_id)
    return sheets.respond(
        request,
        DECIDE,
        record=one,
        initial=_decision,
        save=lambda values, seen: domain.decide(one, **values, seen=seen, by=request.user),
        back=address_of(one),
        parent=_("Recommendation of a working group"),
        about=one.text,
    )


def _one(public_id: UUID) -> GroupRecommendation:
    rows = GroupRecommendation.objects.select_related(
        "group", "meeting__group", "area__concept", "unit", "measure"
    )
    return get_object_or_404(rows, public_id=public_id)


def _decision(one: GroupRecommendation) -> dict[str, Any]:
    values = {name: getattr(one, name) for name in recommendation_forms.DECISION}
    return values | {"decided_on": one.decided_on or timezone.localdate()}


def _asked(model: Any, request: OfficeRequest, name: str) -> Any:
    """Return the record that the address names; None for none."""
    try:
        public_id = UUID(request.GET.get(name, ""))
    except ValueError:
        return None
    return model.objects.filter(public_id=public_id).first()


def _initial(meeting: GroupMeeting | None, group: Group | None) -> dict[str, Any]:
    """Return what is known already: the group, its field, the meeting and its day."""
    day = timezone.localdate(meeting.starts_at) if meeting else timezone.localdate()
    area = group.areas.order_by("-concept__label").first() if group else None
    return {"group": group, "meeting": meeting, "area": area, "date": day}
