"""One proposal: what both sides were asked and said, an answer by phone, taking it back."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from konfluenz.office import forms, record_history, sheets
from konfluenz.office.access import OfficeRequest, requires
from konfluenz.office.sheets import Sheet
from konfluenz.office.volunteering import reaching, suggestions
from konfluenz.office.volunteering.proposing import brokers
from konfluenz.office.volunteering.reaching import Way
from konfluenz.people.roles import Right
from konfluenz.volunteering import access
from konfluenz.volunteering import proposals as domain
from konfluenz.volunteering.due_placements import SILENT
from konfluenz.volunteering.models import Answer, Placement, Proposal, ProposalState
from konfluenz.volunteering.proposals import ProposalRefused
from konfluenz.volunteering.sides import Side

TABS: tuple[tuple[str, Promise], ...] = (
    ("", gettext_lazy("Overview")),
    ("timeline", gettext_lazy("History")),
)
KINDS = {
    ProposalState.ASKED: "info",
    ProposalState.AGREED: "success",
    ProposalState.DECLINED: "",
    ProposalState.FILLED: "",
    ProposalState.EXPIRED: "warning",
    ProposalState.WITHDRAWN: "",
}
SIDES = [
    (Side.VOLUNTEER.value, gettext_lazy("the volunteer")),
    (Side.ORGANISATION.value, gettext_lazy("the organisation")),
]


class AnswerForm(forms.Form):
    """What a side said on the phone."""

    side = django_forms.ChoiceField(
        label=gettext_lazy("Who has answered?"), choices=SIDES, widget=django_forms.RadioSelect
    )
    answer = django_forms.ChoiceField(
        label=gettext_lazy("Answer"), choices=Answer.choices, widget=django_forms.RadioSelect
    )


class WithdrawForm(forms.Form):
    """Why both sides are no longer asked."""

    reason = django_forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=200,
        help_text=gettext_lazy("Stays in the history. Both sides are told, without the reason."),
    )


ANSWER = Sheet(
    "proposal-answer",
    gettext_lazy("Note an answer"),
    AnswerForm,
    refusals=(ProposalRefused,),
    lead=gettext_lazy(
        "What somebody said on the phone or at the desk. With both yes the placement begins, and"
        " both hear it by mail; a no ends the proposal."
    ),
    submit=gettext_lazy("Note answer"),
    told=gettext_lazy("The answer was noted."),
)
WITHDRAW = Sheet(
    "proposal-withdraw",
    gettext_lazy("Take the proposal back"),
    WithdrawForm,
    refusals=(ProposalRefused,),
    submit=gettext_lazy("Take back"),
    told=gettext_lazy("The proposal was taken back, and both sides are told."),
)


@dataclass(frozen=True)
class SideShown:
    """One side: its name and page, what it said and when, how it is reached."""

    side: str
    heading: str
    name: str
    url: str
    answer: str
    answered_at: Any
    ways: list[Way]


def address_of(one: Proposal, tab: str = "") -> str:
    """Return the address of the proposal's record, opened at `tab`."""
    path = reverse("office:proposal", kwargs={"public_id": one.public_id})
    return f"{path}?tab={tab}" if tab else path


def one_of(request: OfficeRequest, public_id: UUID) -> Proposal:
    """Return the proposal with both sides; raises Http404 when the reader may see none."""
    related = ("opportunity__organization", "opportunity__unit", "volunteer__person")
    rows = Proposal.objects.filter(volunteer__in=access.volunteers(request.user))
    rows = rows.select_related(*related).defer("volunteer__remarks", "volunteer__person__notes")
    return get_object_or_404(rows, public_id=public_id)


@requires(Right.READ_VOLUNTEERS)
def proposal(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Show one tab of a proposal's record."""
    one, tab = one_of(request, public_id), request.GET.get("tab", "")
    if tab not in dict(TABS):
        raise Http404
    is_open = one.state == ProposalState.ASKED
    can_edit = access.can_match(request.user)
    context = {
        "proposal": one,
        "tabs": TABS,
        "tab": tab,
        "kind": KINDS[ProposalState(one.state)],
        "is_open": is_open,
        "can_edit": can_edit,
    }
    if tab:
        context |= record_history.page(request, address_of(one, tab), one)
    else:
        context |= _overview(one, can_edit=can_edit)
    return render(request, f"office/proposals/{tab or 'overview'}.html", context)


@brokers
def answer(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Note what a side said, ``?side=`` chosen already."""
    one = one_of(request, public_id)
    return sheets.respond(
        request,
        ANSWER,
        initial={"side": request.GET.get("side", "")},
        save=lambda values, _seen: _answered(request, one, **values),
        back=address_of(one),
        parent=_title(one),
        about=_title(one),
    )


@brokers
def withdraw(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Take the question back, with a reason."""
    one = one_of(request, public_id)
    return sheets.respond(
        request,
        WITHDRAW,
        record=one,
        initial={},
        save=lambda values, seen: domain.withdraw(one, **values, seen=seen, by=request.user),
        back=address_of(one),
        parent=_title(one),
        about=_title(one),
    )


def _answered(request: OfficeRequest, one: Proposal, side: str, answer: str) -> Proposal:
    verb = domain.answer_volunteer if side == Side.VOLUNTEER else domain.answer_organisation
    return verb(one, answer, by=request.user)


def _overview(one: Proposal, *, can_edit: bool) -> dict[str, Any]:
    placement = Placement.objects.filter(proposal=one).first()
    return {
        "sides": [_volunteer(one, shows_ways=can_edit), _organisation(one, shows_ways=can_edit)],
        "placement": placement,
        "parts": suggestions.parts(one.parts),
        "percent": None if one.score is None else round(one.score / 10),
        "next": _next(one) if can_edit else None,
    }


def _volunteer(one: Proposal, *, shows_ways: bool) -> SideShown:
    page = reverse("office:volunteer", kwargs={"public_id": one.volunteer.public_id})
    return SideShown(
        Side.VOLUNTEER.value,
        _("The volunteer"),
        str(one.volunteer),
        page,
        one.get_volunteer_answer_display(),
        one.volunteer_answered_at,
        reaching.person(one.volunteer.person) if shows_ways else [],
    )


def _organisation(one: Proposal, *, shows_ways: bool) -> SideShown:
    opportunity = one.opportunity
    page = reverse("office:opportunity", kwargs={"public_id": opportunity.public_id})
    return SideShown(
        Side.ORGANISATION.value,
        _("Who offers it"),
        str(opportunity.organization or opportunity.unit),
        page,
        one.get_organisation_answer_display(),
        one.organisation_answered_at,
        reaching.offerer(opportunity) if shows_ways else [],
    )


def _next(one: Proposal) -> dict[str, str] | None:
    """Return the call that moves it on, once somebody has been silent for days."""
    if one.state != ProposalState.ASKED or one.asked_at + SILENT > timezone.now():
        return None
    url = reverse("office:proposal-answer", kwargs={"public_id": one.public_id})
    label = _("Note an answer")
    if not one.volunteer_answer:
        text = _("%(person)s has not answered. A call helps.") % {"person": one.volunteer}
        return {"text": text, "label": label, "url": f"{url}?side={Side.VOLUNTEER.value}"}
    text = _("Who offers it has not answered. A call helps.")
    return {"text": text, "label": label, "url": f"{url}?side={Side.ORGANISATION.value}"}


def _title(one: Proposal) -> str:
    return f"{one.volunteer}: {one.opportunity}"
