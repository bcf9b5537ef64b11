"""Volunteers at work: from the first day, over the trial, to the end with its reason."""

import datetime as dt

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from konfluenz.ground import audit, outbox, revisions, saving
from konfluenz.volunteering import check_ins, clearances, opportunities, sides, volunteers
from konfluenz.volunteering.models import (
    EndReason,
    Opportunity,
    Placement,
    PlacementState,
    Proposal,
    Result,
    Volunteer,
    VolunteerState,
)

TRIAL = dt.timedelta(weeks=4)
SETTLING = (VolunteerState.FIRST_TALK, VolunteerState.CHECKS)


class PlacementRefused(Exception):
    """A placement cannot be as wished; the message says why."""


@transaction.atomic
def start(
    opportunity: Opportunity,
    volunteer: Volunteer,
    *,
    by: models.Model | None,
    proposal: Proposal | None = None,
    started_on: dt.date | None = None,
) -> Placement:
    """Place `volunteer` from `started_on` (today if None), on trial for four weeks.

    The caller holds the lock of the opportunity. With the last place it closes as filled, so
    nobody may still be asked for it then. Raises PlacementRefused when no place is free, or a
    certificate for work with minors is not in force.
    """
    began = started_on or timezone.localdate()
    left = free(opportunity)
    _refuse(opportunity, volunteer, left)
    placement = Placement(
        opportunity=opportunity,
        volunteer=volunteer,
        proposal=proposal,
        started_on=began,
        trial_until=began + TRIAL,
    )
    saving.save(placement, PlacementRefused)
    audit.record("placement.started", about=placement, by=by, also=_also(placement))
    check_ins.plan(placement)
    if volunteer.state in SETTLING:
        volunteers.move(volunteer, VolunteerState.ACTIVE, by=by)
    if left == 1:
        opportunities.close(opportunity, Result.FILLED, by=by)
    return placement


@transaction.atomic
def settle(placement: Placement, *, by: models.Model | None, seen: int | None = None) -> Placement:
    """End the trial well: the placement runs. Raises PlacementRefused unless it is on trial."""
    current = revisions.claim(placement, seen=seen)
    if current.state != PlacementState.TRIAL:
        raise PlacementRefused(_("This placement is not on trial any more."))
    changes = audit.apply(current, {"state": PlacementState.RUNNING})
    current.save()
    audit.record("placement.settled", about=current, by=by, changes=changes, also=_also(current))
    return current


@transaction.atomic
def end(
    placement: Placement,
    reason: str,
    *,
    by: models.Model | None,
    ended_on: dt.date | None = None,
    seen: int | None = None,
) -> Placement:
    """End `placement` on `ended_on` (today if None), for a reason of the list.

    Questions that are still to come fall away; both sides are thanked. Raises
    PlacementRefused when it has ended, for a day ahead, or without a reason; Stale.
    """
    current = revisions.claim(placement, seen=seen)
    day = ended_on or timezone.localdate()
    _refuse_end(current, reason, day)
    values = {"state": PlacementState.ENDED, "ended_on": day, "end_reason": EndReason(reason)}
    changes = audit.apply(current, values)
    saving.save(current, PlacementRefused)
    check_ins.drop(current)
    audit.record("placement.ended", about=current, by=by, changes=changes, also=_also(current))
    _thank(current)
    return current


def free(opportunity: Opportunity) -> int:
    """Return how many places of `opportunity` are free."""
    taken = opportunity.placements.exclude(state=PlacementState.ENDED).count()
    return max(0, opportunity.wanted - taken)


def live() -> models.QuerySet[Placement]:
    """Return the placements that have not ended, with what a list shows of them."""
    rows = Placement.objects.exclude(state=PlacementState.ENDED)
    return rows.select_related(
        "opportunity__organization", "opportunity__unit", "volunteer__person"
    )


def _refuse(opportunity: Opportunity, volunteer: Volunteer, left: int) -> None:
    if not left:
        raise PlacementRefused(_("All places are taken."))
    if opportunity.with_minors and not clearances.in_force(volunteer):
        raise PlacementRefused(_("The certificate for work with minors is not in force."))


def _refuse_end(placement: Placement, reason: str, day: dt.date) -> None:
    if placement.state == PlacementState.ENDED:
        raise PlacementRefused(_("This placement has ended already."))
    if reason not in EndReason.values:
        raise PlacementRefused(_("Choose a reason of the list."))
    if day > timezone.localdate():
        raise PlacementRefused(_("That day lies ahead. End it when it is over."))
    if day < placement.started_on:
        raise PlacementRefused(_("That day lies before the first day of this placement."))


def _thank(placement: Placement) -> None:
    """Thank the volunteer who came; nobody is thanked for what never began."""
    if placement.end_reason != EndReason.NOT_TAKEN_UP:
        person = placement.volunteer.person
        channel = sides.channel(person)
        outbox.send(
            "volunteering/mail/placement_ended", to=person, about=placement, channel=channel
        )


def _also(placement: Placement) -> list[models.Model]:
    volunteer = placement.volunteer
    return [placement.opportunity, volunteer, volunteer.person]
