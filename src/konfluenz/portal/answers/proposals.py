"""Yes or no to a proposal, from either side."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from konfluenz.ground import dates
from konfluenz.people.models import Person
from konfluenz.portal import texts
from konfluenz.portal.answers import words
from konfluenz.portal.doors import by_link, doorway
from konfluenz.volunteering import contact_codes, proposals, when
from konfluenz.volunteering.models import Answer, ProposalState
from konfluenz.volunteering.proposals import Asked, ProposalRefused
from konfluenz.volunteering.sides import Side

ANSWERED = {
    Side.VOLUNTEER: proposals.answer_volunteer,
    Side.ORGANISATION: proposals.answer_organisation,
}


@by_link
def answer(request: HttpRequest, language: str, token: str) -> HttpResponse:
    """Show what is asked and how it stands; a POST notes the answer of the link's side."""
    asked, refusal = proposals.read(token), ""
    if request.method == "POST":
        try:
            ANSWERED[asked.side](asked.proposal, request.POST.get("answer", ""))
            return redirect(request.path)
        except ProposalRefused as error:
            asked, refusal = proposals.read(token), str(error)
    context = _shown(asked, language) | {"refusal": refusal}
    return render(request, "portal/answers/proposal.html", context)


def _reader(token: str) -> Person | None:
    asked = proposals.read(token)
    return asked.proposal.volunteer.person if asked.side is Side.VOLUNTEER else None


door = doorway("proposal-answer-page", _reader)


def _shown(asked: Asked, language: str) -> dict:
    proposal, standing = asked.proposal, _standing(asked)
    opportunity = proposal.opportunity
    agreed_host = standing == "agreed" and asked.side is Side.ORGANISATION
    heading, text = words.PROPOSALS[standing, asked.side]
    return {
        "asked": asked,
        "opportunity": opportunity,
        "said": texts.tell([opportunity], language)[opportunity.pk],
        "standing": standing,
        "heading": heading,
        "text": text,
        "times": when.said(opportunity),
        "offerer": opportunity.organization or opportunity.unit,
        "answer_by": dates.show(timezone.localdate(proposal.answer_by)),
        "buttons": words.ANSWERS[asked.side],
        "contact_token": contact_codes.token(proposal) if agreed_host else "",
    }


def _standing(asked: Asked) -> str:
    """Return how the question stands for the side that looks."""
    proposal = asked.proposal
    mine = getattr(proposal, f"{asked.side}_answer")
    if proposal.state == ProposalState.ASKED:
        return "waiting" if mine == Answer.YES else "asked"
    if proposal.state == ProposalState.DECLINED and mine == Answer.NO:
        return "said_no"
    known = {ProposalState.AGREED: "agreed", ProposalState.FILLED: "filled"}
    return known.get(ProposalState(proposal.state), "ended")
