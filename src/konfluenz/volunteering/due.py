"""What is due with volunteers: who waits for an answer, and opportunities that need a person."""

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext as _

from konfluenz.directory import workdays
from konfluenz.ground.due import Due, Found, Harm, Pending, Selection, gather
from konfluenz.people.models import Account
from konfluenz.volunteering import access, clearances, due_placements, offers, submissions
from konfluenz.volunteering.models import Opportunity, Placement, PlacementState, Volunteer
from konfluenz.volunteering.opportunities import OPEN

SOON = dt.timedelta(days=7)
CERTIFICATE_SOON = dt.timedelta(days=60)
"""So long before a certificate ends a new one is asked for: the authority takes weeks."""


def due(today: dt.date, account: Account) -> list[Due]:
    """Return what `account` could do here; nothing for those who may not."""
    return gather(pending(today, account))


def pending(today: dt.date, account: Account) -> list[Pending]:
    """Return the same as selections, for *Heute*."""
    found: list[Pending] = []
    if access.can_edit_volunteers(account):
        found += [_waiting(), *due_placements.pending(today)]
    if access.can_edit_opportunities(account):
        found += [_unreleased(), _expiring(today)]
    if access.can_see_clearances(account):
        found.append(_certificates(today))
    return found


def _waiting() -> Selection:
    """Select who offered help: alone once two working days are over."""
    now = timezone.now()

    def tell(found: Found) -> Due:
        end = workdays.after(found.moment or now, offers.ANSWER_DAYS)
        return found.due(
            _("Wants to help and waits for an answer: %(person)s") % {"person": found.name},
            Harm.SOMEBODY_ALONE if end <= now else Harm.PROMISE_BROKEN,
            "volunteer",
            since=timezone.localdate(end),
        )

    return Selection(offers.waiting(), tell, name="person__name", moment="first_contact_at")


def _unreleased() -> Selection:
    """Select what associations sent in: a promise is broken once two working days are over."""
    now = timezone.now()

    def tell(found: Found) -> Due:
        end = workdays.after(found.moment or now, submissions.RELEASE_DAYS)
        return found.due(
            _("Waits for release: %(opportunity)s") % {"opportunity": found.name},
            Harm.PROMISE_BROKEN if end <= now else Harm.WORK_STOPS,
            "opportunity",
            since=timezone.localdate(end),
        )

    return Selection(submissions.waiting(), tell, name="title", moment="created_at")


def _expiring(today: dt.date) -> Selection:
    """Select what is no longer shown without an outcome, and what will not be in a week."""

    def tell(found: Found) -> Due:
        if found.day is not None and found.day <= today:
            title, harm = _("Expired, the outcome is missing: %(opportunity)s"), Harm.UNTIDY
        else:
            title, harm = _("Expires soon, extend or close it: %(opportunity)s"), Harm.WORK_STOPS
        return found.due(title % {"opportunity": found.name}, harm, "opportunity")

    rows = Opportunity.objects.filter(state__in=OPEN, expires_on__lte=today + SOON)
    return Selection(rows, tell, name="title", day="expires_on")


def _certificates(today: dt.date) -> Selection:
    """Select who works with minors and needs a new certificate, now or soon."""

    def tell(found: Found) -> Due:
        title = _("Needs a new certificate: %(person)s") % {"person": found.name}
        until = clearances.counts_until(found.day) if found.day else today
        return found.due(title, Harm.WORK_STOPS, "volunteer", since=until)

    at_work = Placement.objects.exclude(state=PlacementState.ENDED)
    with_minors = at_work.filter(opportunity__with_minors=True).values("volunteer")
    lasting = clearances.cleared(today + CERTIFICATE_SOON).values("volunteer")
    rows = Volunteer.objects.filter(pk__in=with_minors).exclude(pk__in=lasting)
    return Selection(rows, tell, name="person__name", day="clearance__certificate_date")
