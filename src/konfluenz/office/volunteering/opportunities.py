"""One opportunity: the record with its tabs, adding and correcting."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from konfluenz.directory.models import Organization
from konfluenz.ground import links
from konfluenz.office import record_history, sheets
from konfluenz.office.access import OfficeRequest, may, requires
from konfluenz.office.sheets import Sheet
from konfluenz.office.volunteering import (
    opportunity_forms,
    opportunity_lists,
    opportunity_words,
    suggestions,
    wanted_languages,
)
from konfluenz.people.roles import Right
from konfluenz.volunteering import access, conditions, submissions, task_templates, trusted, when
from konfluenz.volunteering import opportunities as domain
from konfluenz.volunteering.models import Opportunity, OpportunityState, Wish
from konfluenz.volunteering.opportunities import OpportunityRefused

PROPOSALS, PLACEMENTS = "proposals", "placements"
TABS: tuple[tuple[str, Promise], ...] = (
    ("", gettext_lazy("Overview")),
    (PROPOSALS, gettext_lazy("Proposals")),
    (PLACEMENTS, gettext_lazy("Placements")),
    ("timeline", gettext_lazy("History")),
)
OF_VOLUNTEERS = (PROPOSALS, PLACEMENTS, "timeline")
"""Tabs that tell of volunteers: who was asked, who came, what happened between them."""

ADD = Sheet(
    "opportunity-add",
    gettext_lazy("Add opportunity"),
    opportunity_forms.NewOpportunityForm,
    refusals=(OpportunityRefused,),
    lead=gettext_lazy("It is published at once. A task template fills in most of it."),
    submit=gettext_lazy("Publish"),
    told=gettext_lazy("The opportunity is published. Now look who fits."),
    template="office/opportunities/add.html",
)
EDIT = Sheet(
    "opportunity-edit",
    gettext_lazy("Correct opportunity"),
    opportunity_forms.OpportunityForm,
    refusals=(OpportunityRefused,),
    told=gettext_lazy("The opportunity was corrected."),
)


def address_of(one: Opportunity, tab: str = "") -> str:
    """Return the address of the opportunity's record, opened at `tab`."""
    path = reverse("office:opportunity", kwargs={"public_id": one.public_id})
    return f"{path}?tab={tab}" if tab else path


def one_of(request: OfficeRequest, public_id: UUID) -> Opportunity:
    """Return the opportunity with its parts; raises Http404 when the reader may see none."""
    rows = domain.with_parts(access.opportunities(request.user))
    rows = opportunity_lists.with_asked(opportunity_lists.with_places(rows))
    return get_object_or_404(rows, public_id=public_id)


@requires(Right.READ_OPPORTUNITIES)
def opportunity(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Show one tab of an opportunity's record."""
    one = one_of(request, public_id)
    tabs, tab = _tabs(request), request.GET.get("tab", "")
    if tab not in dict(tabs):
        raise Http404
    context = {"opportunity": one, "tabs": tabs, "tab": tab, **_head(request, one)}
    return render(request, _TEMPLATES[tab], context | _TAB_CONTEXT[tab](request, one))


@requires(Right.EDIT_OPPORTUNITIES)
def add(request: OfficeRequest) -> HttpResponse:
    """Add an opportunity by phone: ``?template=`` fills the form, ``?organisation=`` for whom."""
    template = task_templates.find(request.GET.get("template", ""))
    organization = _organization(request.GET.get("organisation", ""))
    slug = f"{ADD.slug} {template.slug}" if template else ADD.slug
    return sheets.respond(
        request,
        replace(ADD, slug=slug),
        initial=opportunity_forms.begun(template, organization),
        save=lambda values, _seen: domain.add(**opportunity_forms.stored(values), by=request.user),
        done=address_of,
        back=reverse("office:opportunities"),
        parent=_("Opportunities"),
        templates=task_templates.available(),
        chosen=template,
        organisation=organization,
    )


@requires(Right.EDIT_OPPORTUNITIES)
def edit(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Correct an opportunity."""
    one = one_of(request, public_id)
    return sheets.respond(
        request,
        EDIT,
        record=one,
        initial=opportunity_forms.typed,
        save=lambda values, seen: domain.correct(
            one, opportunity_forms.stored(values), seen=seen, by=request.user
        ),
        back=address_of(one),
        parent=one.title,
    )


def _head(request: OfficeRequest, one: Opportunity) -> dict[str, Any]:
    """Return how the opportunity stands and what it needs next."""
    placed: int = one.placed  # type: ignore[attr-defined]
    asked: int = one.asked  # type: ignore[attr-defined]
    can_match = access.can_match(request.user)
    can_edit = may(request.user, Right.EDIT_OPPORTUNITIES)
    act = opportunity_words.next_act(one, placed, asked, can_match=can_match)
    return {
        "state": opportunity_words.state(one),
        "kind": opportunity_words.kind(one),
        "places": opportunity_words.places(one, placed),
        "asked": asked,
        "next": act if can_edit else None,
        "can_edit": can_edit,
        "is_open": one.state in domain.OPEN,
        "public_url": _public_address(one),
    }


def _tabs(request: OfficeRequest) -> list[tuple[str, Promise]]:
    """Return the tabs that the reader may open: names of volunteers need a right of their own."""
    named = may(request.user, Right.READ_VOLUNTEERS)
    return [(slug, label) for slug, label in TABS if named or slug not in OF_VOLUNTEERS]


def _public_address(one: Opportunity) -> str:
    """Return where everybody reads it, "" while nobody does."""
    shown = one.state == OpportunityState.PUBLISHED and not opportunity_words.has_expired(one)
    return links.address("opportunity-public", one.public_id) if shown else ""


def _organization(public_id: str) -> Organization | None:
    try:
        return Organization.objects.filter(public_id=UUID(public_id)).first()
    except ValueError:
        return None


def _overview(_request: OfficeRequest, one: Opportunity) -> dict[str, Any]:
    spoken = conditions.languages_of(one)
    kinds = dict(Wish.choices)
    return {
        "times": when.said(one),
        "needed": [wanted_languages.in_words(row) for row in spoken if row.required],
        "useful": [wanted_languages.in_words(row) for row in spoken if not row.required],
        "kinds": [str(kinds[slug]) for slug in one.offers if slug in kinds],
        **(_release(one) if one.state == OpportunityState.SUBMITTED else {}),
    }


def _release(one: Opportunity) -> dict[str, Any]:
    """Return what somebody looks at before they release it."""
    organization = one.organization
    if organization is None:
        return {}
    alike = submissions.possible_duplicates(one.title, organization).exclude(pk=one.pk)
    return {"alike": list(alike[:3]), "is_trusted": trusted.is_trusted(organization)}


def _proposals(request: OfficeRequest, one: Opportunity) -> dict[str, Any]:
    """Return who was asked, and who fits."""
    rows = one.proposals.select_related("volunteer__person").defer("volunteer__person__notes")
    return {"proposals": list(rows), **suggestions.context(request, one)}


def _placements(_request: OfficeRequest, one: Opportunity) -> dict[str, Any]:
    rows = one.placements.select_related("volunteer__person").defer("volunteer__person__notes")
    return {"placements": list(rows)}


def _timeline(request: OfficeRequest, one: Opportunity) -> dict[str, Any]:
    return record_history.page(request, address_of(one, "timeline"), one)


_TEMPLATES = {
    "": "office/opportunities/overview.html",
    PROPOSALS: "office/opportunities/proposals.html",
    PLACEMENTS: "office/opportunities/placements.html",
    "timeline": "office/opportunities/timeline.html",
}
_TAB_CONTEXT: dict[str, Callable[[OfficeRequest, Opportunity], dict[str, Any]]] = {
    "": _overview,
    PROPOSALS: _proposals,
    PLACEMENTS: _placements,
    "timeline": _timeline,
}
