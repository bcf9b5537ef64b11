"""Volunteers nobody has heard of for long: it is time to ask, or to let them go."""

import datetime as dt

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from konfluenz.enquiries.models import Enquiry
from konfluenz.volunteering.models import (
    CheckIn,
    Hours,
    Placement,
    Proposal,
    Volunteer,
    VolunteerState,
)


def before(moment: dt.datetime) -> QuerySet[Volunteer]:
    """Return who is with us and has given no sign of life since `moment`.

    A sign is an offer, an answer, a proposal or the answer to it, a placement begun or ended, a
    check-in answered, hours, an enquiry.
    """
    day, own = timezone.localdate(moment), OuterRef("pk")
    signs = (
        Proposal.objects.filter(volunteer=own).filter(
            Q(asked_at__gte=moment) | Q(volunteer_answered_at__gte=moment)
        ),
        Placement.objects.filter(volunteer=own).filter(
            Q(started_on__gte=day) | Q(ended_on__gte=day)
        ),
        CheckIn.objects.filter(placement__volunteer=own, answered_at__gte=moment),
        Hours.objects.filter(placement__volunteer=own, date__gte=day),
        Enquiry.objects.filter(person=OuterRef("person"), arrived_at__gte=moment),
    )
    heard = (  # columns that may be empty: exclude() keeps rows where they are
        Q(first_contact_at__gte=moment)
        | Q(answered_at__gte=moment)
        | Q(confirmed_at__gte=moment)
        | Q(last_asked_at__gte=moment)
    )
    rows = Volunteer.objects.exclude(state=VolunteerState.LEFT).exclude(heard)
    return rows.filter(*(~Exists(sign) for sign in signs))
