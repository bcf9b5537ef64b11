"""One organisation: the record, adding, correcting, ending, and who speaks for it."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from konfluenz.actions import access as task_access
from konfluenz.directory import organizations as domain
from konfluenz.directory.models import GroupMember, Membership, Organization, OrganizationState
from konfluenz.directory.organizations import OrganizationRefused
from konfluenz.ground import references
from konfluenz.office import addresses, notices, periods, record_history, sheets
from konfluenz.office.access import OfficeRequest, may, requires
from konfluenz.office.directory import organisation_forms
from konfluenz.office.directory.unit_forms import standing_units
from konfluenz.office.sheets import Sheet
from konfluenz.people import languages
from konfluenz.people.roles import Right

TABS: tuple[tuple[str, Promise], ...] = (
    ("", gettext_lazy("Overview")),
    ("timeline", gettext_lazy("History")),
)
SHOWN = 10
STATE_BADGES = {
    OrganizationState.ACTIVE: "success",
    OrganizationState.DORMANT: "warning",
    OrganizationState.ENDED: "",
}
STATE_TOLD = {
    OrganizationState.ACTIVE: gettext_lazy("The organisation is active again."),
    OrganizationState.DORMANT: gettext_lazy("The organisation is dormant."),
    OrganizationState.ENDED: gettext_lazy("The organisation has ended."),
}

ADD = Sheet(
    "organisation-add",
    gettext_lazy("Add organisation"),
    organisation_forms.NewOrganisationForm,
    refusals=(OrganizationRefused,),
    submit=gettext_lazy("Add organisation"),
    told=gettext_lazy("The organisation was added."),
)
EDIT = Sheet(
    "organisation-edit",
    gettext_lazy("Correct organisation"),
    organisation_forms.OrganisationForm,
    refusals=(OrganizationRefused,),
    told=gettext_lazy("The organisation was corrected."),
)


@dataclass(frozen=True)
class Speaker:
    """Somebody who speaks for an organisation: since when, their page, where it is ended."""

    row: Membership
    period: str
    url: str
    end_url: str


def address_of(one: Organization, tab: str = "") -> str:
    """Return the address of the organisation's record, opened at `tab`."""
    path = reverse("office:organisation", kwargs={"public_id": one.public_id})
    return f"{path}?tab={tab}" if tab else path


@requires(Right.READ_ORGANISATIONS)
def organisation(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Show one tab of an organisation's record."""
    rows = Organization.objects.select_related("parent", "district", "place", "trusted")
    one = get_object_or_404(rows, public_id=public_id)
    tab = request.GET.get("tab", "")
    if tab not in _TAB_CONTEXT:
        raise Http404
    context = {
        "organisation": one,
        "tabs": TABS,
        "tab": tab,
        "state_kind": STATE_BADGES[OrganizationState(one.state)],
        "can_edit": may(request.user, Right.EDIT_ORGANISATIONS),
    }
    return render(request, _TEMPLATES[tab], context | _TAB_CONTEXT[tab](request, one))


@requires(Right.EDIT_ORGANISATIONS)
def add(request: OfficeRequest) -> HttpResponse:
    """Add an organisation."""
    return sheets.respond(
        request,
        ADD,
        initial={},
        save=lambda values, _seen: domain.add(**values, by=request.user),
        done=address_of,
        back=reverse("office:organisations"),
        parent=_("Associations & bodies"),
    )


@requires(Right.EDIT_ORGANISATIONS)
def edit(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Correct an organisation."""
    one = one_of(public_id)
    return sheets.respond(
        request,
        EDIT,
        record=one,
        initial=organisation_forms.typed,
        save=lambda values, seen: domain.correct(one, values, seen=seen, by=request.user),
        back=address_of(one),
        parent=one.name,
    )


@requires(Right.EDIT_ORGANISATIONS)
@require_POST
def put_state(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Note that an organisation is active, dormant or has ended; can be taken back."""
    one = one_of(public_id)
    undone = "token" in request.POST
    asked = notices.kept(request)["state"] if undone else request.POST.get("state", "")
    if asked not in OrganizationState.values:
        notices.refused(request, _("Choose a state."))
        return redirect(address_of(one))
    before = one.state
    domain.correct(one, {"state": asked}, by=request.user)
    here = reverse("office:organisation-state", kwargs={"public_id": public_id})
    told = str(STATE_TOLD[OrganizationState(str(asked))])
    notices.done(request, told, undo="" if undone else here, keep={"state": before})
    return redirect(address_of(one))


def one_of(public_id: UUID) -> Organization:
    """Return the organisation of that public id, raises Http404 when there is none."""
    rows = Organization.objects.select_related("parent")
    return get_object_or_404(rows, public_id=public_id)


def _overview(request: OfficeRequest, one: Organization) -> dict[str, Any]:
    today = timezone.localdate()
    origin = references.to(one)
    tasks = task_access.visible_to(request.user).live()
    tasks = tasks.filter(origin_label=origin.label, origin_id=origin.id).select_related("unit")
    groups = GroupMember.objects.on(today).filter(organization=one).select_related("group")
    return {
        "people": _people(one, today),
        "groups": list(groups),
        "languages": [languages.name(code) for code in one.languages],
        "topics": list(one.topics.all()),
        "children": list(one.children.all()[: SHOWN + 1]),
        "tasks": list(tasks[: SHOWN + 1]),
        "shown": SHOWN,
        "next": _next(one),
        "may_persons": may(request.user, Right.READ_PERSONS),
        **_services(request, one),
        **_covered(request, one),
    }


def _people(one: Organization, day: dt.date) -> list[Speaker]:
    rows = Membership.objects.on(day).filter(organization=one)
    rows = rows.select_related("person").defer("person__notes")
    page, end = addresses.of("person"), addresses.of_part("organisation-contact-end", one)
    return [Speaker(row, periods.in_words(row), page(row.person), end(row.pk)) for row in rows]


def _services(request: OfficeRequest, one: Organization) -> dict[str, Any]:
    """Return the services that it offers, for those who read what the portal tells."""
    if not may(request.user, Right.READ_CONTENT):
        return {}
    return {
        "may_services": True,
        "can_publish": may(request.user, Right.EDIT_CONTENT),
        "services": list(one.services.all()[: SHOWN + 1]),
    }


def _covered(request: OfficeRequest, one: Organization) -> dict[str, Any]:
    """Return the offices a body looks after, and those it could look after."""
    if not one.is_body:
        return {}
    page = addresses.of("unit")
    covered = [(row.unit, page(row.unit)) for row in one.coverages.select_related("unit")]
    if not may(request.user, Right.EDIT_ORGANISATIONS):
        return {"covered": covered}
    taken = [unit.pk for unit, _url in covered]
    return {"covered": covered, "coverable": list(standing_units().exclude(pk__in=taken))}


def _next(one: Organization) -> dict[str, str] | None:
    """Return the way to what is perhaps the same organisation."""
    alike = domain.possible_duplicates(one.name, but=one).first()
    if alike is None:
        return None
    text = _("Perhaps the same as %(name)s.") % {"name": alike}
    return {"text": text, "label": _("Look"), "url": address_of(alike)}


def _timeline(request: OfficeRequest, one: Organization) -> dict[str, Any]:
    return record_history.page(request, address_of(one, "timeline"), one)


_TEMPLATES = {
    "": "office/organisations/overview.html",
    "timeline": "office/organisations/timeline.html",
}
_TAB_CONTEXT: dict[str, Callable[[OfficeRequest, Organization], dict[str, Any]]] = {
    "": _overview,
    "timeline": _timeline,
}
