"""Bring two sides together: a coordinator proposes, both say yes or no, the first yes wins.

All that decides about the places of one opportunity happens under the lock of its row: so
fifty who say yes at once get the three places there are, and the others hear it kindly.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from konfluenz.ground import audit, dates, links, outbox, rendering, revisions, saving
from konfluenz.ground.models.outbox import Channel
from konfluenz.volunteering import (
    contact_codes,
    matching,
    placements,
    reasons,
    sides,
    when,
)
from konfluenz.volunteering.models import (
    Answer,
    Opportunity,
    OpportunityState,
    Proposal,
    ProposalState,
    Volunteer,
)
from konfluenz.volunteering.models.volunteers import ASKABLE
from konfluenz.volunteering.placements import PlacementRefused
from konfluenz.volunteering.sides import Side

ANSWER_DAYS = 7
PURPOSE = "proposal"
ASKING = {
    Side.VOLUNTEER: "volunteering/mail/proposal",
    Side.ORGANISATION: "volunteering/mail/proposal_host",
}
NEVER = frozenset({"certificate", "barred"})
"""Limits that nobody may pass over. The others a coordinator may: they know more."""


class ProposalRefused(Exception):
    """A proposal cannot be made or answered like that; the message says why."""


@dataclass(frozen=True)
class Asked:
    """What a link asks, and of which side."""

    proposal: Proposal
    side: Side


@transaction.atomic
def propose(
    opportunity: Opportunity,
    volunteer: Volunteer,
    *,
    by: models.Model | None,
    anyway: bool = False,
) -> Proposal:
    """Ask both sides by mail, for a week. More may be asked than places are free.

    `anyway`: also where times, way, language, age or the volunteer's own limits do not fit.
    Raises ProposalRefused when they do not, when it is not open, or nobody can be asked.
    """
    opportunity = _locked(opportunity.pk)
    volunteer = Volunteer.objects.select_for_update(no_key=True).get(pk=volunteer.pk)
    _refuse_proposing(opportunity, volunteer)
    pair = matching.of_pair(opportunity, volunteer)
    _refuse_misfit(pair.missed, anyway=anyway)
    now = timezone.now()
    proposal = Proposal(
        opportunity=opportunity,
        volunteer=volunteer,
        score=pair.suggestion.score if pair.suggestion else None,
        parts=dict(pair.suggestion.parts) if pair.suggestion else {},
        asked_at=now,
        answer_by=now + dt.timedelta(days=ANSWER_DAYS),
    )
    saving.save(proposal, ProposalRefused)
    volunteer.last_asked_at = now
    volunteer.save(update_fields=["last_asked_at"])
    _record("proposal.asked", proposal, by)
    why = list(pair.suggestion.reasons) if pair.suggestion else []
    _ask(proposal, why)
    return proposal


def answer_volunteer(
    proposal: Proposal, answer: str, *, by: models.Model | None = None
) -> Proposal:
    """Note the volunteer's yes or no; `by` is a colleague who took it by phone.

    With both yes the placement begins, and with the last place all others hear that it is
    taken. The same answer again changes nothing. Raises ProposalRefused when it is no longer
    open: too late, taken, withdrawn.
    """
    return _answer(proposal, Side.VOLUNTEER, answer, by)


def answer_organisation(
    proposal: Proposal, answer: str, *, by: models.Model | None = None
) -> Proposal:
    """Note the yes or no of who offers it, as `answer_volunteer` does for the other side."""
    return _answer(proposal, Side.ORGANISATION, answer, by)


@transaction.atomic
def withdraw(
    proposal: Proposal, *, by: models.Model | None, reason: str, seen: int | None = None
) -> Proposal:
    """Take the question back and tell both sides, without the reason.

    Raises ProposalRefused when it is no longer open or no reason is given; Stale.
    """
    _locked(proposal.opportunity_id)
    current = revisions.claim(proposal, seen=seen)
    if current.state != ProposalState.ASKED:
        raise ProposalRefused(_("This question is no longer open."))
    if not reason.strip():
        raise ProposalRefused(_("Say why, in a few words: the others will ask."))
    _end(current, ProposalState.WITHDRAWN, "proposal.withdrawn", by, reason=reason)
    _tell(current, Side.VOLUNTEER, "volunteering/mail/proposal_ended")
    _tell(current, Side.ORGANISATION, "volunteering/mail/proposal_ended_host")
    return current


def expire() -> int:
    """End what was not answered in time; return how many. Who had said yes is told."""
    late = Proposal.objects.filter(state=ProposalState.ASKED, answer_by__lte=timezone.now())
    return sum(map(_expire, late))


def token(proposal: Proposal, side: Side) -> str:
    """Return the signed part of the link with which `side` answers `proposal`."""
    payload = {"proposal": str(proposal.public_id), "side": side}
    left = proposal.answer_by - timezone.now()
    return links.signed(PURPOSE, payload, max_age=int(left.total_seconds()))


def read(token: str) -> Asked:
    """Return what a link asks and of whom, changing nothing; raises LinkRefused."""
    payload = links.read(PURPOSE, token)
    related = ("opportunity__organization", "opportunity__unit", "volunteer__person")
    found = Proposal.objects.select_related(*related).filter(public_id=payload["proposal"])
    proposal = found.first()
    if proposal is None:
        raise links.LinkRefused(_("This question is no longer open."))
    return Asked(proposal, Side(payload["side"]))


def _locked(key: int) -> Opportunity:
    """Return the opportunity; nobody else decides about its places until this act ends."""
    return Opportunity.objects.select_for_update(no_key=True).get(pk=key)


def _refuse_proposing(opportunity: Opportunity, volunteer: Volunteer) -> None:
    shown = opportunity.state == OpportunityState.PUBLISHED
    if not shown or opportunity.expires_on <= timezone.localdate():
        raise ProposalRefused(_("This opportunity is not open."))
    if not placements.free(opportunity):
        raise ProposalRefused(_("All places are taken."))
    if volunteer.state not in ASKABLE:
        raise ProposalRefused(
            _("%(person)s cannot be asked now: %(state)s.")
            % {"person": volunteer, "state": volunteer.get_state_display()}
        )
    if volunteer.proposals.filter(opportunity=opportunity, state=ProposalState.ASKED).exists():
        raise ProposalRefused(_("This person is asked already."))


def _refuse_misfit(missed: Iterable[str], *, anyway: bool) -> None:
    counted = [name for name in missed if name in NEVER or not anyway]
    if counted:
        words = "; ".join(reasons.misfits(counted))
        raise ProposalRefused(_("This does not fit: %(reasons)s.") % {"reasons": words})


@transaction.atomic
def _answer(proposal: Proposal, side: Side, answer: str, by: models.Model | None) -> Proposal:
    opportunity = _locked(proposal.opportunity_id)
    current = revisions.claim(proposal)
    if getattr(current, f"{side}_answer") == answer:
        return current
    _refuse_answer(current, answer)
    current.opportunity = opportunity
    values = {f"{side}_answer": Answer(answer), f"{side}_answered_at": timezone.now()}
    changes = audit.apply(current, values)
    if answer == Answer.NO:
        _end(current, ProposalState.DECLINED, "proposal.declined", by, changes=changes)
        _tell(current, *_no_heard(side))
    elif Answer.YES == current.volunteer_answer == current.organisation_answer:
        _agree(current, by, changes)
    else:
        current.save()
        _record("proposal.answered", current, by, changes)
    return current


def _refuse_answer(proposal: Proposal, answer: str) -> None:
    if answer not in Answer.values:
        raise ProposalRefused(_("Choose yes or no."))
    if proposal.state == ProposalState.FILLED:
        raise ProposalRefused(
            _("All places were taken in the meantime. Thank you for wanting to help.")
        )
    if proposal.state == ProposalState.AGREED:
        raise ProposalRefused(_("Both sides have agreed already. Please call us if it changes."))
    if proposal.state != ProposalState.ASKED or proposal.answer_by <= timezone.now():
        raise ProposalRefused(_("This question is no longer open."))


def _agree(proposal: Proposal, by: models.Model | None, changes: audit.Changes) -> None:
    """Begin the placement. With the last place, all others hear that it is taken first."""
    opportunity, volunteer = proposal.opportunity, proposal.volunteer
    last = placements.free(opportunity) <= 1
    _end(proposal, ProposalState.AGREED, "proposal.agreed", by, changes=changes)
    if last:
        _release(opportunity)
    try:
        placements.start(opportunity, volunteer, proposal=proposal, by=by)
    except PlacementRefused as refusal:
        raise ProposalRefused(str(refusal)) from None
    _tell(proposal, Side.VOLUNTEER, "volunteering/mail/agreed")
    _tell(
        proposal,
        Side.ORGANISATION,
        "volunteering/mail/agreed_host",
        last=last,
        token=contact_codes.token(proposal),
    )


def _release(opportunity: Opportunity) -> None:
    """Tell all others who were asked that the places are taken."""
    others = opportunity.proposals.select_for_update(of=("self",), no_key=True)
    rows = others.filter(state=ProposalState.ASKED).select_related("volunteer__person")
    for other in rows.order_by("pk"):
        other.revision += 1
        other.opportunity = opportunity
        _end(other, ProposalState.FILLED, "proposal.filled", audit.SYSTEM)
        _tell(other, Side.VOLUNTEER, "volunteering/mail/places_taken")


def _no_heard(side: Side) -> tuple[Side, str]:
    """Return who hears of a no, and by which mail."""
    if side is Side.VOLUNTEER:
        return Side.ORGANISATION, "volunteering/mail/declined_host"
    return Side.VOLUNTEER, "volunteering/mail/proposal_ended"


@transaction.atomic
def _expire(proposal: Proposal) -> bool:
    _locked(proposal.opportunity_id)
    current = revisions.claim(proposal)
    if current.state != ProposalState.ASKED or current.answer_by > timezone.now():
        return False
    _end(current, ProposalState.EXPIRED, "proposal.expired", audit.SYSTEM)
    if current.volunteer_answer == Answer.YES:
        _tell(current, Side.VOLUNTEER, "volunteering/mail/proposal_ended")
    if current.organisation_answer == Answer.YES:
        _tell(current, Side.ORGANISATION, "volunteering/mail/proposal_ended_host")
    return True


def _end(
    proposal: Proposal,
    state: ProposalState,
    action: str,
    by: models.Model | None,
    *,
    changes: audit.Changes | None = None,
    reason: str = "",
) -> None:
    changes = (changes or {}) | audit.apply(proposal, {"state": state})
    proposal.closed_at = timezone.now()
    proposal.save()
    _record(action, proposal, by, changes, reason)


def _record(
    action: str,
    proposal: Proposal,
    by: models.Model | None,
    changes: audit.Changes | None = None,
    reason: str = "",
) -> None:
    volunteer = proposal.volunteer
    also = [proposal.opportunity, volunteer, volunteer.person]
    audit.record(action, about=proposal, by=by, changes=changes, reason=reason, also=also)


def _ask(proposal: Proposal, why: list[str]) -> None:
    """Ask both sides. Who offers it learns what speaks for the person, and no name yet."""
    for side, template in ASKING.items():
        with translation.override(rendering.shown_language(_recipient(proposal, side).language)):
            day = dates.show(timezone.localdate(proposal.answer_by))
            lines = when.said(proposal.opportunity)
        asked = {"token": token(proposal, side), "day": day, "when": lines, "reasons": why}
        _tell(proposal, side, template, **asked)


def _tell(proposal: Proposal, side: Side, template: str, **context: Any) -> None:
    to, channel = _recipient(proposal, side), Channel.MAIL.value
    if side is Side.VOLUNTEER:
        channel = sides.channel(proposal.volunteer.person)
    is_personal = "token" in context
    outbox.send(
        template,
        to=to,
        about=proposal,
        channel=channel,
        context=context,
        confidential=is_personal,
    )


def _recipient(proposal: Proposal, side: Side) -> outbox.Recipient:
    if side is Side.VOLUNTEER:
        return proposal.volunteer.person
    return sides.recipient(proposal.opportunity)
