"""What is due with volunteers: who waits for an answer, and opportunities that need a person."""

import datetime as dt
from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from konfluenz.directory import workdays
from konfluenz.ground.due import Due, Harm
from konfluenz.people.models import Account
from konfluenz.volunteering import access, clearances, due_placements, offers, submissions
from konfluenz.volunteering.models import Opportunity, Placement, PlacementState, Volunteer
from konfluenz.volunteering.opportunities import OPEN

SOON = dt.timedelta(days=7)
CERTIFICATE_SOON = dt.timedelta(days=60)
"""So long before a certificate ends a new one is asked for: the authority takes weeks."""


def due(today: dt.date, account: Account) -> list[Due]:
    """Return what `account` could do here; nothing for those who may not."""
    found: list[Due] = []
    if access.can_edit_volunteers(account):
        found += [*_waiting(), *due_placements.rows(today)]
    if access.can_edit_opportunities(account):
        found += [*_unreleased(), *_expiring(today)]
    if access.can_see_clearances(account):
        found += _certificates(today)
    return found


def _waiting() -> Iterator[Due]:
    """Yield who offered help: alone once two working days are over."""
    now = timezone.now()
    for volunteer in offers.waiting().select_related("person"):
        end = workdays.after(volunteer.first_contact_at, offers.ANSWER_DAYS)
        yield Due(
            title=_("Wants to help and waits for an answer: %(person)s") % {"person": volunteer},
            since=timezone.localdate(end),
            harm=Harm.SOMEBODY_ALONE if end <= now else Harm.PROMISE_BROKEN,
            purpose="volunteer",
            public_id=volunteer.public_id,
        )


def _unreleased() -> Iterator[Due]:
    now = timezone.now()
    for opportunity in submissions.waiting():
        end = workdays.after(opportunity.created_at, submissions.RELEASE_DAYS)
        yield _opportunity(
            _("Waits for release: %(opportunity)s"),
            opportunity,
            timezone.localdate(end),
            Harm.PROMISE_BROKEN if end <= now else Harm.WORK_STOPS,
        )


def _expiring(today: dt.date) -> Iterator[Due]:
    """Yield what is no longer shown without an outcome, and what will not be in a week."""
    rows = Opportunity.objects.filter(state__in=OPEN, expires_on__lte=today + SOON)
    for row in rows.order_by("expires_on", "id"):
        if row.expires_on <= today:
            title = _("Expired, the outcome is missing: %(opportunity)s")
            yield _opportunity(title, row, row.expires_on, Harm.UNTIDY)
        else:
            title = _("Expires soon, extend or close it: %(opportunity)s")
            yield _opportunity(title, row, row.expires_on, Harm.WORK_STOPS)


def _certificates(today: dt.date) -> Iterator[Due]:
    """Yield who works with minors and needs a new certificate, now or soon."""
    at_work = Placement.objects.exclude(state=PlacementState.ENDED)
    with_minors = at_work.filter(opportunity__with_minors=True).values("volunteer")
    lasting = clearances.cleared(today + CERTIFICATE_SOON).values("volunteer")
    rows = Volunteer.objects.filter(pk__in=with_minors).exclude(pk__in=lasting)
    for volunteer in rows.select_related("person", "clearance"):
        clearance = getattr(volunteer, "clearance", None)
        until = clearances.valid_until(clearance) if clearance else today
        yield Due(
            title=_("Needs a new certificate: %(person)s") % {"person": volunteer},
            since=until,
            harm=Harm.WORK_STOPS,
            purpose="volunteer",
            public_id=volunteer.public_id,
        )


def _opportunity(title: str, opportunity: Opportunity, since: dt.date, harm: Harm) -> Due:
    return Due(
        title=title % {"opportunity": opportunity},
        since=since,
        harm=harm,
        purpose="opportunity",
        public_id=opportunity.public_id,
    )
