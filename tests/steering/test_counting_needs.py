"""Opportunities, meetups and what the portal tells: filled, free, held, fresh, found."""

import datetime as dt

import pytest
from django.utils import timezone
from tests.steering import counted_city as city
from tests.steering.counted_city import AFTER, CUT_OFF, SINCE, counted

from konfluenz.directory import districts, municipality, topics, units
from konfluenz.directory.models import Review
from konfluenz.events import events
from konfluenz.publishing import opinions
from konfluenz.publishing.models import OutsideLink, SearchMiss

pytestmark = pytest.mark.django_db


def _closed(day, result="filled", **more):
    reason = "" if result == "filled" else "Niemand"
    values = {"state": "closed", "result": result, "result_reason": reason}
    given = {"published_at": city.moment(SINCE), "closed_at": city.moment(day)}
    return city.opportunity(**values | given | more)


def test_the_share_of_filled_is_of_those_closed_in_the_period():
    _closed(SINCE)
    _closed(CUT_OFF, "partly")
    _closed(CUT_OFF, "unfilled")
    _closed(AFTER)
    assert counted("fill-rate") == {"": (33.33, 3)}


def test_days_to_fill_are_the_middle_of_those_filled():
    _closed(SINCE + dt.timedelta(days=10))
    _closed(SINCE + dt.timedelta(days=20))
    _closed(SINCE + dt.timedelta(days=90), "unfilled")
    assert counted("fill-days") == {"": (15, 2)}


def test_nothing_closed_is_no_value():
    assert counted("fill-rate") == {}
    assert counted("fill-days") == {}
    assert counted("unmet-needs") == {}


def test_free_places_on_the_cut_off_count_by_district():
    north = districts.add("Nord", by=None)
    shown = {"state": "published", "published_at": city.moment(SINCE), "expires_on": AFTER}
    city.opportunity(**shown, district=north, wanted=2)
    full = city.opportunity(**shown)
    city.placement(city.volunteer("Ada Demo"), CUT_OFF, full)
    left = city.opportunity(**shown)
    over = {"state": "ended", "end_reason": "time", "ended_on": CUT_OFF}
    city.placement(city.volunteer("Ben Demo"), SINCE, left, **over)
    city.opportunity(**shown | {"expires_on": CUT_OFF})
    city.opportunity(**shown | {"published_at": city.moment(AFTER)})
    _closed(AFTER, expires_on=AFTER)
    assert counted("unmet-needs") == {"": (3, None), ("", "Nord"): (1, None)}


def _meetup(day, rule="", **more):
    office = units.add(f"Amt {day} {rule}", kind="office", by=None)
    values = {"kind": "meetup", "state": "published", "rrule": rule, "unit": office}
    start = city.moment(day, 18)
    return events.add(
        "Stammtisch",
        starts_at=start,
        ends_at=start + dt.timedelta(hours=2),
        by=None,
        **values | more,
    )


def test_meetups_count_on_both_limits_and_cancelled_ones_only_as_announced():
    _meetup(SINCE - dt.timedelta(days=1))
    _meetup(SINCE)
    _meetup(CUT_OFF)
    _meetup(AFTER)
    _meetup(dt.date(2025, 5, 5), state="cancelled", cancelled_because="Sturm")
    _meetup(dt.date(2025, 6, 5), state="draft")
    assert counted("meetups-held") == {"": (2, 3)}


def test_no_meetup_announced_is_no_value():
    assert counted("meetups-held") == {}


def test_opinions_count_by_their_day():
    for day, helpful, unhelpful in ((SINCE, 3, 0), (CUT_OFF, 0, 1), (AFTER, 0, 50)):
        opinions.add("ratgeber/", "de", day, helpful=helpful, unhelpful=unhelpful)
    assert counted("helpful-rate") == {"": (75, 4)}


def test_searches_in_vain_count_by_their_last_day():
    assert counted("searches-in-vain") == {}
    for query, day in (("tafel", SINCE), ("hebamme", CUT_OFF), ("garage", AFTER)):
        SearchMiss.objects.create(query=query, locale="de", last_on=day, count=9)
    assert counted("searches-in-vain") == {"": (2, None)}


def test_links_and_entries_are_told_of_today_not_of_long_ago():
    today, office = timezone.localdate(), units.add("Amt", kind="office", by=None)
    now, long_ago = timezone.now(), timezone.now() - dt.timedelta(days=400)
    for number, state in enumerate(("ok", "broken", "new")):
        address = f"https://example.org/{number}"
        OutsideLink.objects.create(url=address, host="x", state=state, since=now, next_at=now)
    for number, at in enumerate((now, long_ago, None)):
        Review.objects.create(
            label="x", record_id=number, unit=office, due_on=today, changed_at=now, confirmed_at=at
        )
    assert counted("dead-links", today, today) == {"": (1, 3)}
    assert counted("freshness", today, today) == {"": (33.33, 3)}
    assert counted("dead-links") == counted("freshness") == counted("content-coverage") == {}


def test_topics_without_a_page_are_uncovered_and_nothing_translated_is_no_value():
    today = timezone.localdate()
    assert counted("content-coverage", today, today) == {}
    municipality.set_up("Musterstadt", land="RP", languages=["de", "uk"], by=None)
    pairs = 2 * len(topics.ensure() or topics.Topic.objects.all())
    assert counted("content-coverage", today, today) == {"": (0, pairs)}
