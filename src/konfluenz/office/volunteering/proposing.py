"""Ask both sides whether they want: whom a coordinator picked, one by one or several at once."""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from konfluenz.ground import dates
from konfluenz.office import notices
from konfluenz.office.access import OfficeRequest, refuse, requires
from konfluenz.office.volunteering import opportunities, suggestions
from konfluenz.people.roles import Right
from konfluenz.volunteering import access, matching, proposals, reasons
from konfluenz.volunteering import volunteers as domain
from konfluenz.volunteering.models import Opportunity, Proposal, Volunteer
from konfluenz.volunteering.models.volunteers import ASKABLE
from konfluenz.volunteering.proposals import ProposalRefused

MOST_HITS = 10
View = Callable[..., HttpResponse]


def brokers(view: View) -> View:
    """Open a page to those who may take both sides: who sees and changes both."""

    @requires(Right.EDIT_VOLUNTEERS)
    @wraps(view)
    def guarded(request: OfficeRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not access.can_match(request.user):
            refuse()
        return view(request, *args, **kwargs)

    return guarded


def ask(
    request: OfficeRequest,
    pairs: Iterable[tuple[Opportunity, Volunteer]],
    *,
    anyway: bool = False,
) -> int:
    """Ask both sides of each pair, tell what came of it, and return how many are asked."""
    asked: list[Proposal] = []
    for opportunity, volunteer in pairs:
        try:
            asked.append(proposals.propose(opportunity, volunteer, by=request.user, anyway=anyway))
        except ProposalRefused as refusal:
            notices.refused(request, _("%(person)s: %(why)s") % _why(volunteer, refusal))
    if asked:
        notices.done(request, _told(asked))
    return len(asked)


@brokers
def propose(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Ask the volunteers picked by ``volunteer=``; by GET show how one of them would fit."""
    one = opportunities.one_of(request, public_id)
    if request.method == "POST":
        return _proposed(request, one)
    named = request.GET.get("volunteer", "")
    if named:
        return _weighed(request, one, _volunteer(request, named))
    query = request.GET.get("q", "").strip()
    return render(
        request,
        "office/proposals/choose.html",
        {
            "opportunity": one,
            "back": opportunities.address_of(one, opportunities.PROPOSALS),
            "query": query,
            "hits": _hits(request, query) if query else [],
        },
    )


def picked(request: OfficeRequest, name: str) -> list[str]:
    """Return what was ticked under `name`; tells the reader when nothing was."""
    named = request.POST.getlist(name)
    if not named:
        notices.refused(request, _("Tick whom you want to propose."))
    return named


def _proposed(request: OfficeRequest, one: Opportunity) -> HttpResponse:
    """Ask; who does not fit is shown alone, with what they lack, and may be asked all the same."""
    named = picked(request, "volunteer")
    people = [_volunteer(request, each) for each in named]
    asked = ask(request, [(one, each) for each in people], anyway="anyway" in request.POST)
    if len(named) == 1 and not asked:
        return redirect(f"{request.path}?volunteer={named[0]}")
    return redirect(opportunities.address_of(one, opportunities.PROPOSALS))


def _weighed(request: OfficeRequest, one: Opportunity, volunteer: Volunteer) -> HttpResponse:
    pair = matching.of_pair(one, volunteer)
    return render(
        request,
        "office/proposals/weigh.html",
        {
            "opportunity": one,
            "volunteer": volunteer,
            "shown": suggestions.shown(pair.suggestion) if pair.suggestion else None,
            "misfits": reasons.misfits(list(pair.missed)),
            "forbidden": not proposals.NEVER.isdisjoint(pair.missed),
            "askable": volunteer.state in ASKABLE,
            "back": opportunities.address_of(one, opportunities.PROPOSALS),
        },
    )


def _volunteer(request: OfficeRequest, public_id: str) -> Volunteer:
    rows = access.volunteers(request.user).select_related("person").defer("person__notes")
    try:
        return get_object_or_404(rows, public_id=UUID(public_id))
    except ValueError:
        raise Http404 from None


def _hits(request: OfficeRequest, query: str) -> list[Volunteer]:
    rows = domain.find(query, access.volunteers(request.user)).select_related("person")
    return list(rows.defer("remarks", "person__notes")[:MOST_HITS])


def _why(volunteer: Volunteer, refusal: ProposalRefused) -> dict[str, str]:
    return {"person": str(volunteer), "why": str(refusal)}


def _told(asked: list[Proposal]) -> str:
    day = dates.show(timezone.localdate(asked[0].answer_by))
    text = ngettext(
        "%(n)d person is asked. Both sides can answer until %(day)s.",
        "%(n)d people are asked. Both sides can answer until %(day)s.",
        len(asked),
    )
    return text % {"n": len(asked), "day": day}
