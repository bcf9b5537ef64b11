"""The answer at once: what fits, when a person answers, and the click that confirms it (J2)."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from konfluenz.ground import dates, links
from konfluenz.ground.links import LinkRefused
from konfluenz.people.models.contacts import Kind
from konfluenz.portal import contacts
from konfluenz.portal.doors import by_link, doorway
from konfluenz.portal.joining import words as said
from konfluenz.portal.joining.cards import Card, cards, shown
from konfluenz.portal.joining.wizard import ANSWER
from konfluenz.portal.pages import public
from konfluenz.volunteering import offers, opportunities, prospects
from konfluenz.volunteering.models import Opportunity, Volunteer


@dataclass(frozen=True)
class Offered:
    """An opportunity that fits, with the reasons in the reader's words."""

    card: Card
    reasons: list[str]
    needs_certificate: bool
    chosen: bool


@public
@require_safe
def volunteer_thanks(request: HttpRequest, language: str) -> HttpResponse:
    """Say that an offer is there already; it was sent twice."""
    return render(request, "portal/joining/thanks.html", {"contact": contacts.front_office()})


@by_link
def volunteer_answer(request: HttpRequest, language: str, token: str) -> HttpResponse:
    """Show what fits and what happens next; a POST notes what they would like best."""
    try:
        volunteer = _meant(links.read(ANSWER, token))
    except LinkRefused:
        return redirect("portal:volunteer-thanks", language)
    fits = prospects.fitting(volunteer)
    if request.method == "POST":
        wished = set(request.POST.getlist("wahl"))
        among = [one.opportunity for one in fits]
        chosen = [one for one in among if str(one.public_id) in wished]
        prospects.choose(volunteer, chosen, among=among, by=None)
        return redirect("portal:volunteer-answer", language, token)
    offered = _offered(volunteer, fits, language)
    context = _next_steps(volunteer) | {
        "offered": offered,
        "noted": any(one.chosen for one in offered),
        "open": opportunities.open_on().count(),
    }
    return render(request, "portal/joining/answer.html", context)


@by_link
def volunteer_confirm(request: HttpRequest, language: str, token: str) -> HttpResponse:
    """Ask whether the offer is theirs; a POST confirms it, and twice is the same as once."""
    volunteer = offers.read(token)
    if request.method == "POST":
        if volunteer.confirmed_at is None:
            offers.confirm(token)
        return redirect(request.path)
    template = "confirmed" if volunteer.confirmed_at else "confirm"
    context = _next_steps(volunteer) | {"volunteer": volunteer}
    return render(request, f"portal/joining/{template}.html", context)


volunteer_confirm_door = doorway("volunteer-confirm-page", lambda token: offers.read(token).person)


def _meant(payload: dict[str, str]) -> Volunteer:
    rows = Volunteer.objects.select_related("person", "district")
    found = rows.filter(public_id=payload["volunteer"]).first()
    if found is None:
        raise LinkRefused("")
    return found


def _next_steps(volunteer: Volunteer) -> dict[str, Any]:
    """Return who answers, by when, and where they will be reached."""
    reached = {each.kind: each.value for each in volunteer.person.contacts.all()}
    return {
        "mail": reached.get(Kind.MAIL, ""),
        "phone": reached.get(Kind.PHONE, ""),
        "answer_by": dates.show(offers.answer_by(volunteer)),
        "confirmed": volunteer.confirmed_at is not None,
        "answered": volunteer.answered_at is not None,
        "contact": contacts.front_office(),
    }


def _offered(volunteer: Volunteer, fits: list[prospects.Fit], language: str) -> list[Offered]:
    rows = shown(Opportunity.objects.filter(pk__in=[one.opportunity.pk for one in fits]))
    by_key = {card.opportunity.pk: card for card in cards(rows, language)}
    return [
        Offered(
            by_key[one.opportunity.pk],
            [str(said.REASONS[part]) for part in one.because],
            one.needs_certificate,
            prospects.has_chosen(volunteer, one.opportunity),
        )
        for one in fits
    ]
