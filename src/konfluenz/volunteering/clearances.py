"""Police certificates (§ 72a (5) SGB VIII): seen, its date, an entry or none; nothing else.

No upload, no free text, and no word of it in the trail beyond that it was seen. To all but
those who inspect it is "cleared, yes or no".
"""

import datetime as dt

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from konfluenz.ground import audit, saving
from konfluenz.volunteering.models import Clearance, Volunteer, VolunteerState

YEARS = 5
"""How long a certificate counts, from its own date."""

KEPT = dt.timedelta(days=90)
"""How long it is kept after the activity ended (§ 72a (5) SGB VIII: at most three months)."""


class ClearanceRefused(Exception):
    """What was seen cannot be noted; the message says why."""


@transaction.atomic
def see(
    volunteer: Volunteer,
    certificate_date: dt.date,
    *,
    relevant_entry: bool = False,
    by: models.Model | None,
    seen_on: dt.date | None = None,
) -> Clearance:
    """Note that the certificate of `certificate_date` was seen, instead of an older one.

    Raises ClearanceRefused for a day that lies ahead, a certificate that no longer counts,
    or a volunteer who has left.
    """
    volunteer = Volunteer.objects.select_for_update(no_key=True).get(pk=volunteer.pk)
    today = timezone.localdate()
    seen_on = seen_on or today
    _refuse(volunteer, certificate_date, seen_on, today)
    clearance = Clearance.objects.filter(volunteer=volunteer).first() or Clearance(
        volunteer=volunteer
    )
    clearance.seen_on, clearance.certificate_date = seen_on, certificate_date
    clearance.relevant_entry = relevant_entry
    saving.save(clearance, ClearanceRefused)
    audit.record("clearance.seen", about=volunteer, by=by, also=[volunteer.person])
    return clearance


@transaction.atomic
def forget(volunteer: Volunteer, *, by: models.Model | None) -> None:
    """Delete what is noted of the certificate; what was not noted needs no deleting."""
    gone, _rows = Clearance.objects.filter(volunteer=volunteer).delete()
    if gone:
        audit.record("clearance.forgotten", about=volunteer, by=by, also=[volunteer.person])


def valid_until(clearance: Clearance) -> dt.date:
    """Return the first day on which the certificate no longer counts."""
    return counts_until(clearance.certificate_date)


def counts_until(certificate_date: dt.date) -> dt.date:
    """Return the first day on which a certificate of that date no longer counts."""
    return _years_on(certificate_date, YEARS)


def in_force(volunteer: Volunteer, day: dt.date | None = None) -> bool:
    """Return whether `volunteer` may work with minors on `day` (today if None)."""
    return cleared(day).filter(volunteer=volunteer).exists()


def cleared(day: dt.date | None = None) -> models.QuerySet[Clearance]:
    """Return the clearances in force on `day` (today if None); for matching take the keys.

    ``set(clearances.cleared(day).values_list("volunteer_id", flat=True))``
    """
    earliest = _last_expired(day or timezone.localdate())
    return Clearance.objects.filter(relevant_entry=False, certificate_date__gt=earliest)


def expired(since: dt.date, until: dt.date) -> models.QuerySet[Clearance]:
    """Return the clearances in force on `since` by their age, and no longer on `until`."""
    return Clearance.objects.filter(
        certificate_date__gt=_last_expired(since), certificate_date__lte=_last_expired(until)
    )


def sweep() -> int:
    """Delete the certificates of those who left three months ago; return how many; daily."""
    over = timezone.localdate() - KEPT
    gone = Volunteer.objects.filter(
        state=VolunteerState.LEFT, state_since__lte=over, clearance__isnull=False
    )
    volunteers = list(gone)
    for volunteer in volunteers:
        forget(volunteer, by=audit.SYSTEM)
    return len(volunteers)


def _refuse(
    volunteer: Volunteer, certificate_date: dt.date, seen_on: dt.date, today: dt.date
) -> None:
    if volunteer.state == VolunteerState.LEFT:
        raise ClearanceRefused(_("%(person)s has left already.") % {"person": volunteer})
    if max(certificate_date, seen_on) > today:
        raise ClearanceRefused(_("This day lies ahead. Write down the date on the certificate."))
    if counts_until(certificate_date) <= today:
        raise ClearanceRefused(_("This certificate is too old. Please ask for a new one."))


def _years_on(day: dt.date, years: int) -> dt.date:
    """Return the same day `years` later; 29 February becomes 1 March where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return dt.date(day.year + years, 3, 1)


def _last_expired(day: dt.date) -> dt.date:
    """Return the latest date of a certificate that no longer counts on `day`."""
    try:
        return day.replace(year=day.year - YEARS)
    except ValueError:
        return dt.date(day.year - YEARS, 2, 28)
