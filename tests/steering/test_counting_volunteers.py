"""The way of volunteers: left with a reason, first assignment, funnel, confirmed contacts."""

import datetime as dt

import pytest
from django.utils import timezone
from tests.steering import counted_city as city
from tests.steering.counted_city import AFTER, CUT_OFF, SINCE, counted

from konfluenz.ground import audit
from konfluenz.ground.models import Entry
from konfluenz.ground.references import to
from konfluenz.people import contacts
from konfluenz.people.models import ContactChannel
from konfluenz.volunteering import volunteers

pytestmark = pytest.mark.django_db


def _left(name, reason, day):
    one = volunteers.leave(city.volunteer(name), reason, by=None)
    Entry.objects.filter(action="volunteer.left", about_id=str(one.pk)).update(at=city.moment(day))
    return one


def test_who_left_is_counted_by_reason_within_the_period():
    _left("Ada Demo", "time", SINCE)
    _left("Ben Demo", "time", CUT_OFF)
    _left("Cem Demo", "moved", dt.date(2025, 6, 1))
    _left("Dana Demo", "other", AFTER)
    assert counted("left-volunteers") == {"": (3, None), "time": (2, None), "moved": (1, None)}


def test_the_last_minute_of_the_cut_off_is_in_it():
    one = _left("Ada Demo", "time", CUT_OFF)
    rows = Entry.objects.filter(action="volunteer.left", about_id=str(one.pk))
    rows.update(at=city.moment(CUT_OFF, 23))
    assert counted("left-volunteers")[""] == (1, None)
    rows.update(at=city.moment(AFTER, 0))
    assert counted("left-volunteers")[""] == (0, None)


def test_an_erased_reason_is_still_somebody_who_left():
    one = _left("Ada Demo", "time", CUT_OFF)
    audit.erase_details(to(one))
    assert counted("left-volunteers") == {"": (1, None), "erased": (1, None)}


def test_nobody_left_where_nobody_ever_was_is_no_value():
    assert counted("left-volunteers") == {}
    city.volunteer("Ada Demo")
    assert counted("left-volunteers") == {"": (0, None)}


def test_the_first_assignment_is_counted_from_the_first_contact():
    for name, began in (("Ada", 11), ("Ben", 21), ("Cem", 31)):
        who = city.volunteer(f"{name} Demo", first_contact_at=city.moment(dt.date(2025, 3, 1)))
        city.placement(who, dt.date(2025, 3, began))
        city.placement(who, CUT_OFF)
    assert counted("first-assignment") == {"": (20, 3)}


def test_a_placement_before_the_period_after_it_or_never_begun_is_no_first_assignment():
    contact = {"first_contact_at": city.moment(dt.date(2024, 12, 1))}
    early = city.volunteer("Ada Demo", **contact)
    city.placement(early, SINCE - dt.timedelta(days=1))
    city.placement(early, CUT_OFF)
    city.placement(city.volunteer("Ben Demo", **contact), AFTER)
    never = {"state": "ended", "end_reason": "not_taken_up", "ended_on": CUT_OFF}
    city.placement(city.volunteer("Cem Demo", **contact), CUT_OFF, **never)
    assert counted("first-assignment") == {}


def test_the_funnel_follows_those_of_the_period():
    contact = {"first_contact_at": city.moment(SINCE), "answered_at": None}
    city.volunteer("Ada Demo", state="prospect", **contact)
    city.volunteer("Ben Demo", state="prospect", **contact | {"answered_at": city.moment(CUT_OFF)})
    city.volunteer("Cem Demo", state="checks", **contact)
    city.placement(city.volunteer("Dana Demo", **contact), dt.date(2025, 6, 30))
    city.volunteer("Eva Demo", first_contact_at=city.moment(AFTER))
    assert counted("funnel") == {
        "answered": (75, 4),
        "talked": (50, 4),
        "placed": (25, 4),
        "stayed": (25, 4),
    }


def test_half_a_year_must_be_over_by_the_cut_off_and_by_the_end():
    contact = {"first_contact_at": city.moment(SINCE)}
    city.placement(city.volunteer("Ada Demo", **contact), dt.date(2025, 7, 1))
    short = {"state": "ended", "end_reason": "time", "ended_on": dt.date(2025, 3, 1)}
    city.placement(city.volunteer("Ben Demo", **contact), dt.date(2025, 2, 1), **short)
    assert counted("funnel")["placed"] == (100, 2)
    assert counted("funnel")["stayed"] == (0, 2)


def test_contacts_count_as_confirmed_for_twelve_months():
    today = timezone.localdate()
    for name, days in (("Ada", 30), ("Ben", 400)):
        who = city.volunteer(f"{name} Demo")
        contacts.add(who.person, "mail", f"{name}@example.org", by=None)
        day = city.moment(today - dt.timedelta(days=days))
        ContactChannel.objects.filter(person=who.person).update(confirmed_at=day)
    assert counted("contacts-confirmed", today, today) == {"": (50, 2)}


def test_what_has_no_history_is_not_told_of_a_cut_off_long_past():
    city.volunteer("Ada Demo")
    past = timezone.localdate() - dt.timedelta(days=32)
    assert counted("contacts-confirmed", past, past) == {}
