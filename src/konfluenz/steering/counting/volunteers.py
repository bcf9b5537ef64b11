"""Countings from the way of volunteers, from first contact to last day (V3, V9, V10, Q4)."""

import datetime as dt
from collections import Counter

from dateutil.relativedelta import relativedelta
from django.db.models import Exists, Min, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from konfluenz.ground.models import Entry
from konfluenz.people.models import ContactChannel
from konfluenz.steering.counting.counted import Counted, begin, end, exact, is_near, middle, share
from konfluenz.volunteering.models import EndReason, Placement, Volunteer, VolunteerState
from konfluenz.volunteering.volunteers import LeaveReason

ERASED = "erased"
LEFT_FOR = {**dict(LeaveReason.choices), ERASED: _("reason erased")}
STEPS = {
    "answered": _("were answered"),
    "talked": _("talked with us"),
    "placed": _("placed"),
    "stayed": _("still at work after six months"),
}
TALKED = (VolunteerState.FIRST_TALK, VolunteerState.CHECKS, VolunteerState.ACTIVE)
HALF_A_YEAR = relativedelta(months=6)
CONFIRMED_WITHIN = relativedelta(months=12)


def left_volunteers(since: dt.date, cut_off: dt.date) -> list[Counted]:
    """Count who left in the period, by the reason they gave (V3).

    Read from the trail, which outlives the volunteer's row; who left twice counts by the last
    time. Where what the trail says in words was erased, the reason is gone, the count is not.
    """
    rows = Entry.objects.filter(action="volunteer.left", at__lt=end(cut_off)).order_by("at", "id")
    if not rows.exists() and not Volunteer.objects.exists():
        return []
    said = rows.filter(at__gte=begin(since)).values_list("about_id", "detail__content")
    reasons = {who: (content or {}).get("reason", "") for who, content in said}
    known = (reason if reason in LEFT_FOR else ERASED for reason in reasons.values())
    parts = Counter(known)
    whole = Counted(exact(len(reasons)))
    return [whole, *(Counted(exact(parts[one]), category=one) for one in LEFT_FOR if parts[one])]


def first_assignment(since: dt.date, cut_off: dt.date) -> list[Counted]:
    """Return the median of days from first contact to first placement begun in the period (V9).

    Who came back after leaving has a later first contact on record than a first placement:
    they are left out.
    """
    rows = _placed(cut_off).order_by().values_list("volunteer", "volunteer__first_contact_at")
    first = [
        (began - timezone.localdate(contact)).days
        for _who, contact, began in rows.annotate(began=Min("started_on"))
        if began >= since
    ]
    return middle([days for days in first if days >= 0])


def funnel(since: dt.date, cut_off: dt.date) -> list[Counted]:
    """Return how far those came by `cut_off` who got in touch in the period (V10).

    Each step in percent of them; how many they are is what was counted under it. The talk is
    read from the state as it is today and from what came after it: rows do not tell on which
    day somebody talked with us. Trainings are not on record yet.
    """
    reached = _reached(since, cut_off)
    steps = [
        share(sum(step in one for one in reached), len(reached), category=step) for step in STEPS
    ]
    return [found for step in steps for found in step]


def contacts_confirmed(_since: dt.date, cut_off: dt.date) -> list[Counted]:
    """Return the share of volunteers with a contact confirmed within twelve months (Q4).

    A row keeps the last confirmation alone: for a cut-off that is long past there is no value.
    """
    if not is_near(cut_off):
        return []
    rows = Volunteer.objects.exclude(state=VolunteerState.LEFT).filter(created_at__lt=end(cut_off))
    confirmed = ContactChannel.objects.filter(
        person=OuterRef("person"), confirmed_at__gte=begin(cut_off - CONFIRMED_WITHIN)
    )
    return share(rows.filter(Exists(confirmed)).count(), rows.count())


def _placed(cut_off: dt.date) -> QuerySet[Placement]:
    """Return the placements that had begun by `cut_off`; what never began is none."""
    rows = Placement.objects.filter(started_on__lte=cut_off)
    return rows.exclude(end_reason=EndReason.NOT_TAKEN_UP)


def _reached(since: dt.date, cut_off: dt.date) -> list[set[str]]:
    """Return for each who got in touch in the period the steps they reached."""
    rows = Volunteer.objects.filter(
        first_contact_at__gte=begin(since), first_contact_at__lt=end(cut_off)
    )
    placed, stayed = _at_work(cut_off, rows)
    return [
        _steps(state, answered, key in placed, key in stayed, before=end(cut_off))
        for key, state, answered in rows.order_by().values_list("pk", "state", "answered_at")
    ]


def _at_work(cut_off: dt.date, among: QuerySet[Volunteer]) -> tuple[set[int], set[int]]:
    """Return who had been placed by `cut_off`, and who of them for half a year by then."""
    rows = _placed(cut_off).filter(volunteer__in=among.order_by().values("pk"))
    spans = list(rows.values_list("volunteer", "started_on", "ended_on"))
    stayed = {
        who for who, began, ended in spans if began + HALF_A_YEAR <= min(cut_off, ended or cut_off)
    }
    return {who for who, _began, _ended in spans}, stayed


def _steps(
    state: str, answered: dt.datetime | None, placed: bool, stayed: bool, *, before: dt.datetime
) -> set[str]:
    talked = placed or state in TALKED
    reached = {
        "answered": talked or (answered is not None and answered < before),
        "talked": talked,
        "placed": placed,
        "stayed": stayed,
    }
    return {step for step, there in reached.items() if there}
