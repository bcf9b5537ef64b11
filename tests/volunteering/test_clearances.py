"""Police certificates: three fields, five years, forgotten in time."""

import datetime as dt
import json

import pytest
from django.utils import timezone
from tests.volunteering.town import actions, in_days, opportunity, volunteer

from konfluenz.ground import audit
from konfluenz.volunteering import clearances, volunteers
from konfluenz.volunteering.clearances import ClearanceRefused
from konfluenz.volunteering.models import Clearance, Placement, Volunteer

pytestmark = pytest.mark.django_db


def cleared(day):
    return [str(one.volunteer) for one in clearances.cleared(day)]


@pytest.mark.parametrize(
    ("date", "last_day"),
    [
        (dt.date(2024, 3, 15), dt.date(2029, 3, 14)),
        (dt.date(2024, 2, 29), dt.date(2029, 2, 28)),
        (dt.date(2023, 2, 28), dt.date(2028, 2, 27)),
        (dt.date(2023, 3, 1), dt.date(2028, 2, 29)),
    ],
)
def test_a_certificate_counts_for_five_years_from_its_own_date(date, last_day):
    clearance = Clearance.objects.create(volunteer=volunteer(), certificate_date=date, seen_on=date)
    after = last_day + dt.timedelta(days=1)
    assert clearances.valid_until(clearance) == after
    assert cleared(last_day) == ["Ada Demo"]
    assert cleared(after) == []


def test_an_entry_clears_nobody():
    ada = volunteer()
    clearances.see(ada, in_days(-10), relevant_entry=True, by=None)
    assert not clearances.in_force(ada)
    clearances.see(ada, in_days(-5), by=None)
    assert clearances.in_force(ada)
    assert Clearance.objects.count() == 1


@pytest.mark.parametrize(
    ("date", "seen"), [(in_days(1), None), (in_days(-6 * 365), None), (in_days(-3), in_days(1))]
)
def test_a_day_ahead_or_a_certificate_too_old_is_refused(date, seen):
    with pytest.raises(ClearanceRefused):
        clearances.see(volunteer(), date, seen_on=seen, by=None)


def test_a_certificate_is_seen_after_it_was_made_out():
    with pytest.raises(ClearanceRefused):
        clearances.see(volunteer(), in_days(-3), seen_on=in_days(-5), by=None)


def test_who_has_left_is_not_inspected():
    ada = volunteer()
    volunteers.leave(ada, "time", by=None)
    with pytest.raises(ClearanceRefused):
        clearances.see(ada, in_days(-10), by=None)


def test_the_trail_says_that_it_was_seen_and_nothing_of_what_it_says():
    ada = volunteer()
    clearances.see(ada, dt.date(2026, 1, 17), relevant_entry=True, by=None)
    clearances.forget(ada, by=None)
    clearances.forget(ada, by=None)
    assert actions(ada) == ["volunteer.added", "clearance.seen", "clearance.forgotten"]
    details = [getattr(entry, "detail", None) for entry in audit.timeline(ada)]
    assert "17" not in json.dumps([one.content for one in details if one])


def test_three_months_after_somebody_left_the_certificate_goes():
    gone, fresh, here = volunteer("Weg"), volunteer("Gerade"), volunteer("Da")
    for one in (gone, fresh, here):
        clearances.see(one, in_days(-10), by=None)
    for one, days in ((gone, 90), (fresh, 89)):
        placed = Placement.objects.create(
            opportunity=opportunity(),
            volunteer=one,
            state="ended",
            started_on=in_days(-200),
            trial_until=in_days(-170),
            ended_on=in_days(-days),
            end_reason="time",
        )
        volunteers.leave(placed.volunteer, "time", by=None)
        Volunteer.objects.filter(pk=one.pk).update(state_since=in_days(-days))
    assert clearances.sweep() == 1
    assert sorted(cleared(timezone.localdate())) == ["Da", "Gerade"]
    assert clearances.sweep() == 0
