"""Questions at the right time: did it take place, how is it after two weeks, three months, a year.

The volunteer is asked by mail with a link; "did it take place?" goes to both sides, and who
answers first has answered. What is not answered in a week is a colleague's to ask.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from konfluenz.ground import audit, links, outbox, references, revisions
from konfluenz.ground.models import Message
from konfluenz.volunteering import sides
from konfluenz.volunteering.models import (
    CheckIn,
    CheckInKind,
    CheckInState,
    Placement,
    PlacementState,
    Timing,
)
from konfluenz.volunteering.sides import Side

DAYS = {
    CheckInKind.HAPPENED: 7,
    CheckInKind.TWO_WEEKS: 14,
    CheckInKind.THREE_MONTHS: 91,
    CheckInKind.YEAR: 365,
}
"""After how many days what is asked, where help is not on fixed days."""

PATIENCE = dt.timedelta(days=7)
LINK_SECONDS = 30 * 24 * 3600
PURPOSE = "check-in"
ANSWERS = (CheckInState.FINE, CheckInState.TALK, CheckInState.NOT_HAPPENED)
OPEN = (CheckInState.DUE, CheckInState.MISSED)


class CheckInRefused(Exception):
    """A check-in cannot be answered like that; the message says why."""


@dataclass(frozen=True)
class Asked:
    """What a link asks, and of which side."""

    check_in: CheckIn
    side: Side


def plan(placement: Placement) -> None:
    """Note what will be asked of `placement`; the caller's record tells of it.

    On fixed days: after each day whether it took place. Else after a week, and how it is
    after two weeks, three months and a year.
    """
    CheckIn.objects.bulk_create(
        CheckIn(placement=placement, kind=kind, due_date=day) for kind, day in _days(placement)
    )


def drop(placement: Placement) -> None:
    """Forget what would still have been asked; the caller's record tells of it."""
    placement.check_ins.filter(state=CheckInState.DUE).delete()


@transaction.atomic
def answer(
    check_in: CheckIn, state: str, *, by: models.Model | None, seen: int | None = None
) -> CheckIn:
    """Note the answer: all is well, wants to talk, did not take place.

    The same answer again changes nothing. Raises CheckInRefused for another one, for an answer
    that does not belong to the question, or before its day; Stale.
    """
    current = revisions.claim(check_in, seen=seen)
    if current.state == state:
        return current
    _refuse(current, state)
    changes = audit.apply(current, {"state": CheckInState(state)})
    current.answered_at = timezone.now()
    _keep(current, "check_in.answered", changes, by)
    return current


@transaction.atomic
def settle(check_in: CheckIn, *, by: models.Model | None, seen: int | None = None) -> CheckIn:
    """Note that a colleague has spoken with the volunteer and it is well again.

    Raises CheckInRefused unless they wanted to talk or it did not take place.
    """
    current = revisions.claim(check_in, seen=seen)
    if current.state not in (CheckInState.TALK, CheckInState.NOT_HAPPENED):
        raise CheckInRefused(_("Nothing is open here."))
    changes = audit.apply(current, {"state": CheckInState.FINE})
    _keep(current, "check_in.settled", changes, by)
    return current


def token(check_in: CheckIn, side: Side) -> str:
    """Return the signed part of the link with which `side` answers `check_in`, nothing else."""
    payload = {"check_in": str(check_in.public_id), "side": side}
    return links.signed(PURPOSE, payload, max_age=LINK_SECONDS)


def read(token: str) -> Asked:
    """Return what a link asks and of whom, changing nothing.

    Raises LinkRefused, also when it is gone.
    """
    payload = links.read(PURPOSE, token)
    found = CheckIn.objects.select_related("placement__opportunity", "placement__volunteer__person")
    check_in = found.filter(public_id=payload["check_in"]).first()
    if check_in is None:
        raise links.LinkRefused(_("This question is no longer open."))
    return Asked(check_in, Side(payload["side"]))


def ask_due() -> int:
    """Ask what is due today or was left over, each question once; return how many. Daily."""
    return sum(map(_ask, _unasked()))


def miss_unanswered() -> int:
    """Give up on what was not answered in a week; return how many. A colleague asks. Daily."""
    late = CheckIn.objects.filter(
        state=CheckInState.DUE, due_date__lte=timezone.localdate() - PATIENCE
    )
    return sum(map(_miss, late))


def _days(placement: Placement) -> Iterable[tuple[CheckInKind, dt.date]]:
    opportunity = placement.opportunity
    if opportunity.timing == Timing.FIXED:
        dates = {row.date for row in opportunity.times.all() if row.date is not None}
        coming = sorted(day for day in dates if day >= placement.started_on)
        return [(CheckInKind.HAPPENED, day + dt.timedelta(days=1)) for day in coming]
    return [(kind, placement.started_on + dt.timedelta(days=days)) for kind, days in DAYS.items()]


def _refuse(check_in: CheckIn, state: str) -> None:
    if check_in.state not in OPEN:
        raise CheckInRefused(_("This question was answered already. Thank you."))
    if check_in.due_date > timezone.localdate():
        raise CheckInRefused(_("This question comes later."))
    if state not in ANSWERS:
        raise CheckInRefused(_("Choose one of the answers."))
    if state == CheckInState.NOT_HAPPENED and check_in.kind != CheckInKind.HAPPENED:
        raise CheckInRefused(_("Choose one of the answers."))


def _keep(check_in: CheckIn, action: str, changes: audit.Changes, by: models.Model | None) -> None:
    check_in.save()
    volunteer = check_in.placement.volunteer
    also = [check_in.placement, volunteer, volunteer.person]
    audit.record(action, about=check_in, by=by, changes=changes, also=also)


def _unasked() -> models.QuerySet[CheckIn]:
    """Return what is due and about which no message was ever written."""
    label = references.label(CheckIn)
    due = CheckIn.objects.filter(
        state=CheckInState.DUE,
        due_date__lte=timezone.localdate(),
        placement__state__in=(PlacementState.TRIAL, PlacementState.RUNNING),
    )
    keys = [str(key) for key in due.values_list("pk", flat=True)]
    asked = Message.objects.filter(about_label=label, about_id__in=keys)
    return due.exclude(pk__in=[int(key) for key in asked.values_list("about_id", flat=True)])


@transaction.atomic
def _ask(check_in: CheckIn) -> bool:
    current = CheckIn.objects.select_for_update(no_key=True).get(pk=check_in.pk)
    if current.state != CheckInState.DUE:
        return False
    person, opportunity = current.placement.volunteer.person, current.placement.opportunity
    outbox.send(
        _template(current),
        to=person,
        about=current,
        channel=sides.channel(person),
        context={"token": token(current, Side.VOLUNTEER)},
        confidential=True,
    )
    if current.kind == CheckInKind.HAPPENED:
        to = sides.recipient(opportunity)
        context = {"token": token(current, Side.ORGANISATION)}
        outbox.send(
            "volunteering/mail/happened_host",
            to=to,
            about=current,
            context=context,
            confidential=True,
        )
    return True


def _template(check_in: CheckIn) -> str:
    if check_in.kind == CheckInKind.HAPPENED:
        return "volunteering/mail/check_in_happened"
    return "volunteering/mail/check_in_how_is_it"


@transaction.atomic
def _miss(check_in: CheckIn) -> bool:
    current = revisions.claim(check_in)
    if current.state != CheckInState.DUE:
        return False
    changes = audit.apply(current, {"state": CheckInState.MISSED})
    _keep(current, "check_in.missed", changes, audit.SYSTEM)
    return True
