"""How long the first reply takes: working days, holidays of the Land, median and nine in ten."""

import datetime as dt

import pytest
from tests.steering import counted_city as city
from tests.steering.counted_city import AFTER, CUT_OFF, SINCE, counted

from konfluenz.directory import municipality, units
from konfluenz.enquiries.models import Enquiry
from konfluenz.volunteering.models import Volunteer

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(db):
    municipality.set_up("Musterstadt", land="RP", by=None)
    return units.add("Ordnungsamt", kind="office", by=None)


def _enquiry(office, arrived, answered):
    moment = city.moment(arrived)
    return Enquiry.objects.create(
        subject="Kursplatz",
        way="form",
        unit=office,
        arrived_at=moment,
        due_at=moment,
        first_answer_at=answered and city.moment(answered),
    )


@pytest.mark.parametrize(
    ("arrived", "answered", "days"),
    [
        (dt.date(2025, 6, 16), dt.date(2025, 6, 16), 0),
        (dt.date(2025, 6, 13), dt.date(2025, 6, 16), 1),
        (dt.date(2025, 6, 18), dt.date(2025, 6, 20), 1),
        (dt.date(2025, 6, 14), dt.date(2025, 6, 15), 0),
        (dt.date(2025, 12, 23), dt.date(2025, 12, 31), 4),
    ],
)
def test_weekends_and_the_holidays_of_the_land_do_not_count(office, arrived, answered, days):
    _enquiry(office, arrived, answered)
    assert counted("reply-to-enquiries")[""] == (days, 1)


def test_the_median_stands_beside_what_nine_in_ten_do_not_exceed(office):
    for day in range(1, 11):
        _enquiry(office, dt.date(2025, 9, 1), dt.date(2025, 9, 1) + dt.timedelta(days=day % 5))
    assert counted("reply-to-enquiries") == {"": (2, 10), "nine_in_ten": (4, 10)}


def test_what_came_before_or_is_answered_after_the_period_is_not_in_it(office):
    _enquiry(office, SINCE - dt.timedelta(days=1), CUT_OFF)
    _enquiry(office, CUT_OFF, AFTER)
    _enquiry(office, CUT_OFF, None)
    assert counted("reply-to-enquiries") == {}


def test_prospects_wait_in_working_days_too(office):
    city.volunteer(
        first_contact_at=city.moment(dt.date(2025, 6, 13)),
        answered_at=city.moment(dt.date(2025, 6, 16)),
    )
    city.volunteer("Ben Demo", first_contact_at=city.moment(SINCE), answered_at=None)
    assert Volunteer.objects.count() == 2
    assert counted("reply-to-prospects")[""] == (1, 1)
