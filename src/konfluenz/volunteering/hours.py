"""Time that was given: one side says it, the other confirms it. Only then does it count."""

import datetime as dt
from dataclasses import dataclass

from django.db import models, transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from konfluenz.ground import audit, dates, links, outbox, revisions, saving
from konfluenz.ground.models.outbox import Channel
from konfluenz.ground.outbox import Recipient
from konfluenz.volunteering import sides
from konfluenz.volunteering.models import EndReason, Hours, HoursState, Placement
from konfluenz.volunteering.sides import Side

DAY_MINUTES = 1440
LINK_SECONDS = 60 * 24 * 3600
PURPOSE = "hours"
REPORTING = "hours-report"


class HoursRefused(Exception):
    """Hours cannot be noted or confirmed like that; the message says why."""


@dataclass(frozen=True)
class Asked:
    """What a link asks, and of which side."""

    hours: Hours
    side: Side


@dataclass(frozen=True)
class Reporting:
    """In which placement a link lets hours be reported, and by which side."""

    placement: Placement
    side: Side


@transaction.atomic
def report(
    placement: Placement,
    date: dt.date,
    minutes: int,
    *,
    side: str,
    by: models.Model | None,
) -> Hours:
    """Note that `minutes` were given on `date`, as `side` says; ask the other side.

    Raises HoursRefused for a day ahead or outside the placement, more than a day has, or a
    second entry for one day.
    """
    placement = Placement.objects.select_for_update(no_key=True).get(pk=placement.pk)
    _refuse_day(placement, date)
    _refuse_minutes(minutes)
    if placement.hours.filter(date=date).exists():
        raise HoursRefused(
            _("For %(day)s there are hours already. Correct those.") % {"day": dates.show(date)}
        )
    hours = Hours(placement=placement, date=date, minutes=minutes, reported_by=Side(side))
    saving.save(hours, HoursRefused)
    _record("hours.reported", hours, {"minutes": (None, minutes)}, by)
    _ask(hours)
    return hours


@transaction.atomic
def correct(
    hours: Hours, minutes: int, *, side: str, by: models.Model | None, seen: int | None = None
) -> Hours:
    """Say another number for a day that is not confirmed; the other side is asked (again).

    Either side may: whoever spoke last has reported. Raises HoursRefused or Stale.
    """
    current = revisions.claim(hours, seen=seen)
    _refuse_confirmed(current)
    _refuse_minutes(minutes)
    values = {"minutes": minutes, "reported_by": str(Side(side)), "state": HoursState.REPORTED}
    changes = audit.apply(current, values)
    if changes:
        current.decided_at = None
        saving.save(current, HoursRefused)
        _record("hours.corrected", current, changes, by)
        _ask(current)
    return current


def confirm(hours: Hours, *, side: str, by: models.Model | None, seen: int | None = None) -> Hours:
    """Confirm what the other side said. Raises HoursRefused for one's own words; Stale."""
    return _decide(hours, HoursState.CONFIRMED, "hours.confirmed", side, by, seen)


def dispute(hours: Hours, *, side: str, by: models.Model | None, seen: int | None = None) -> Hours:
    """Say that it was not so; a colleague settles it. Raises HoursRefused or Stale."""
    return _decide(hours, HoursState.DISPUTED, "hours.disputed", side, by, seen)


def token(hours: Hours, side: Side) -> str:
    """Return the signed part of the link with which `side` answers about these hours."""
    payload = {"hours": str(hours.public_id), "side": side, "minutes": hours.minutes}
    return links.signed(PURPOSE, payload, max_age=LINK_SECONDS)


def read(token: str) -> Asked:
    """Return what a link asks, changing nothing.

    Raises LinkRefused, also when the hours were corrected since: a new link was sent then.
    """
    payload = links.read(PURPOSE, token)
    found = Hours.objects.select_related("placement__opportunity", "placement__volunteer__person")
    hours = found.filter(public_id=payload["hours"], minutes=payload["minutes"]).first()
    if hours is None:
        raise links.LinkRefused(_("This question is no longer open."))
    return Asked(hours, Side(payload["side"]))


def report_token(placement: Placement, side: Side) -> str:
    """Return the signed part of the link with which `side` reports hours, day by day."""
    payload = {"placement": str(placement.public_id), "side": side}
    return links.signed(REPORTING, payload, max_age=LINK_SECONDS)


def read_report(token: str) -> Reporting:
    """Return where a link lets hours be reported, changing nothing. Raises LinkRefused."""
    payload = links.read(REPORTING, token)
    found = Placement.objects.select_related("opportunity", "volunteer__person")
    placement = found.filter(public_id=payload["placement"]).first()
    if placement is None:
        raise links.LinkRefused(_("This question is no longer open."))
    return Reporting(placement, Side(payload["side"]))


def confirmed(placements: models.QuerySet[Placement]) -> dict[int, int]:
    """Return the confirmed minutes of each placement that has any."""
    rows = Hours.objects.filter(placement__in=placements, state=HoursState.CONFIRMED)
    return dict(rows.order_by().values_list("placement_id").annotate(total=Sum("minutes")))


@transaction.atomic
def _decide(
    hours: Hours,
    state: HoursState,
    action: str,
    side: str,
    by: models.Model | None,
    seen: int | None,
) -> Hours:
    current = revisions.claim(hours, seen=seen)
    if current.state == state:
        return current
    _refuse_confirmed(current)
    if Side(side) == current.reported_by:
        raise HoursRefused(_("The other side confirms these hours."))
    changes = audit.apply(current, {"state": state})
    current.decided_at = timezone.now()
    current.save()
    _record(action, current, changes, by)
    return current


def _refuse_day(placement: Placement, date: dt.date) -> None:
    if date > timezone.localdate():
        raise HoursRefused(_("That day lies ahead. Note hours when they were given."))
    if date < placement.started_on or (placement.ended_on and date > placement.ended_on):
        raise HoursRefused(_("On that day the placement did not run."))
    if placement.end_reason == EndReason.NOT_TAKEN_UP:
        raise HoursRefused(_("This placement never began."))


def _refuse_minutes(minutes: int) -> None:
    if not 1 <= minutes <= DAY_MINUTES:
        raise HoursRefused(_("Note 1 minute to 24 hours for a day."))


def _refuse_confirmed(hours: Hours) -> None:
    if hours.state == HoursState.CONFIRMED:
        raise HoursRefused(_("These hours are confirmed and stand."))


def _ask(hours: Hours) -> None:
    """Ask the side that did not speak."""
    side = Side(hours.reported_by).other
    context = {"token": token(hours, side), "time": _shown(hours.minutes)}
    if side is Side.VOLUNTEER:
        person = hours.placement.volunteer.person
        template, channel = "volunteering/mail/hours_volunteer", sides.channel(person)
        _send(template, person, hours, context, channel)
    else:
        to = sides.recipient(hours.placement.opportunity)
        _send("volunteering/mail/hours_host", to, hours, context, Channel.MAIL)


def _send(template: str, to: Recipient, hours: Hours, context: dict[str, str], way: str) -> None:
    outbox.send(template, to=to, about=hours, channel=way, context=context, confidential=True)


def _shown(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02}"


def _record(action: str, hours: Hours, changes: audit.Changes, by: models.Model | None) -> None:
    volunteer = hours.placement.volunteer
    also = [hours.placement, volunteer, volunteer.person]
    audit.record(action, about=hours, by=by, changes=changes, also=also)
