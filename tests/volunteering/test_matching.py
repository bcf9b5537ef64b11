import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.volunteering import match_city
from tests.volunteering.match_city import (
    AFTERNOON,
    SATURDAY,
    TUESDAY_17,
    WEDNESDAY,
    german,  # noqa: F401
    in_days,
    names,
    opportunity,
    volunteer,
)

from konfluenz.directory import topics
from konfluenz.volunteering import (
    clearances,
    matching,
    not_with,
    placements,
    proposals,
    skills,
    together,
)
from konfluenz.volunteering.conditions import When
from konfluenz.volunteering.models import Volunteer

pytestmark = pytest.mark.django_db
NOON = (TUESDAY_17[0], dt.time(12), dt.time(13))


def missed(made, someone):
    return matching.of_pair(made, someone).missed


def test_the_best_comes_first_with_every_reason_in_words():
    reading = skills.add("Vorlesen", by=None)
    topic = topics.add("Bildung", by=None)
    wanted = opportunity(
        topic=topic,
        skills=[reading],
        offers=["regular", "with_people"],
        needs=[("ar", True, "b1")],
        latitude="50.36000",
        longitude="7.59000",
    )
    volunteer("Zweite Demo", speaks={"ar": "native"}, asked=1)
    volunteer(
        "Erste Demo",
        speaks={"ar": "native", "de": "b2"},
        times=[AFTERNOON],
        skills=[reading],
        topics=[topic],
        wishes=["regular"],
        latitude="50.35000",
        longitude="7.59000",
        asked=40,
    )
    found = matching.for_opportunity(wanted)
    assert names(found) == ["Erste Demo", "Zweite Demo"]
    assert found[0].sentence == (
        "spricht Arabisch · 1,1 km · Dienstag 17–18 passt · kann: Vorlesen"
        " · interessiert sich für Bildung · hilft gern regelmäßig · war 40 Tage nicht gefragt"
    )
    assert found[0].parts == {
        "time": 1.0,
        "distance": 0.889,
        "languages": 1.0,
        "skills": 1.0,
        "interests": 1.0,
        "wishes": 1.0,
        "turn": 0.444,
    }
    assert found[1].to_ask == ("Deutschkenntnisse erfragen", "Zeiten erfragen")
    assert found[0].to_ask == ()
    assert 0 < found[1].score < found[0].score <= 1000


@pytest.mark.parametrize(
    ("hers", "wanted", "broken"),
    [
        ({"birth_year": timezone.localdate().year - 18}, {"youngest": 18}, ("age",)),
        ({"birth_year": timezone.localdate().year - 19}, {"youngest": 18}, ()),
        ({"birth_year": 1900}, {"oldest": 99}, ("age",)),
        ({}, {"youngest": 18}, ()),
        ({}, {"with_minors": True}, ("certificate",)),
        ({"speaks": {"ar": "a2"}}, {"needs": [("ar", True, "b1")]}, ("language",)),
        ({"speaks": {"ar": "a1"}}, {"needs": [("ar", True, "")]}, ()),
        ({"speaks": {"uk": "a2"}}, {"needs": [("ar", False, "b1")]}, ()),
        ({"speaks": {"de": "a2"}}, {}, ("language",)),
        ({"speaks": {"de": "a2"}}, {"without_german": True}, ()),
        ({"times": [NOON]}, {}, ("time",)),
        ({"times": [AFTERNOON]}, {}, ()),
        ({"times": [NOON]}, {"at": None}, ()),
        ({"weekly_minutes": 45}, {"minutes": 60}, ("capacity",)),
        ({"weekly_minutes": 60}, {"minutes": 60}, ()),
    ],
)
def test_a_hard_limit_keeps_out_whom_it_must(hers, wanted, broken):
    made = opportunity(**wanted)
    someone = volunteer(**hers)
    assert missed(made, someone) == broken
    assert len(matching.for_opportunity(made)) == (not broken)


def test_a_way_counts_until_where_they_want_to_go():
    far = opportunity(latitude="50.40000", longitude="7.59000")
    home = {"latitude": "50.35000", "longitude": "7.59000"}
    assert missed(far, volunteer(reach_km=5, **home)) == ("distance",)
    assert missed(far, volunteer(reach_km=6, **home)) == ()
    assert missed(opportunity(from_home=True), volunteer(reach_km=0, **home)) == ()


def test_a_certificate_opens_work_with_minors_for_five_years():
    made, someone = opportunity(with_minors=True), volunteer()
    day = timezone.localdate() - dt.timedelta(days=1800)
    clearances.see(someone, day, by=None)
    assert missed(made, someone) == ()
    clearances.see(someone, day, relevant_entry=True, by=None)
    assert missed(made, someone) == ("certificate",)


def test_who_is_kept_apart_never_meets_on_either_path():
    made = opportunity()
    one, other, third = volunteer("Eins"), volunteer("Zwei"), volunteer("Drei")
    not_with.put(one, made.organization, by=None)
    assert names(matching.for_opportunity(made)) == ["Zwei", "Drei"]
    not_with.put(other, third, by=None)
    agreed(made, third)
    assert missed(match_city.again(made), other) == ("barred",)


def agreed(made, someone):
    return match_city.agree(match_city.asked(made, someone))


def test_what_somebody_has_already_leaves_less_of_them():
    first = opportunity("Erste", wanted=2)
    same_hour, other_day = opportunity("Zweite"), opportunity("Dritte", at=(2, *TUESDAY_17[1:]))
    someone = volunteer(places=2, weekly_minutes=90, times=[AFTERNOON, (2, *AFTERNOON[1:])])
    agreed(first, someone)
    assert missed(same_hour, someone) == ("capacity", "time")
    assert missed(other_day, someone) == ("capacity",)
    Volunteer.objects.update(weekly_minutes=120)
    assert missed(other_day, someone) == ()
    Volunteer.objects.update(places=1)
    assert missed(other_day, someone) == ("capacity",)


def test_who_is_asked_is_not_suggested_again_and_counts_as_taken():
    made, someone = opportunity(wanted=2), volunteer()
    proposal = proposals.propose(made, someone, by=None)
    assert matching.for_opportunity(made) == []
    assert missed(opportunity(at=None), someone) == ("capacity",)
    proposals.withdraw(proposal, reason="Irrtum", by=None)
    assert len(matching.for_opportunity(made)) == 1


def test_who_said_no_or_did_not_fit_is_not_asked_there_again():
    made, someone, other = opportunity(wanted=3), volunteer(), volunteer()
    proposals.answer_volunteer(proposals.propose(made, someone, by=None), "no")
    agreed(made, other)
    placements.end(other.placements.get(), "did_not_fit", by=None)
    assert matching.for_opportunity(made) == []


def test_only_those_are_asked_whose_first_talk_was_held():
    made = opportunity()
    for state in ("prospect", "first_talk", "checks", "active", "paused", "left"):
        volunteer(state, state=state)
    assert sorted(names(matching.for_opportunity(made))) == ["active", "checks", "first_talk"]


def test_a_wish_is_answered_with_what_is_open_the_best_first():
    opportunity("Dienstag")
    opportunity("Mittwoch", at=(WEDNESDAY, *TUESDAY_17[1:]))
    opportunity("Nach Absprache", at=None)
    opportunity("Wartet noch", state="submitted")
    full = opportunity("Voll", wanted=2)
    full.wanted = 1
    full.save()
    agreed_with = volunteer()
    agreed(full, agreed_with)
    someone = volunteer(state="prospect", times=[AFTERNOON])
    found = matching.for_volunteer(someone)
    assert [one.opportunity.title for one in found] == ["Dienstag", "Nach Absprache"]
    assert [one.opportunity.title for one in matching.for_volunteer(someone, best=1)] == [
        "Dienstag"
    ]


def test_fixed_days_must_all_fit_and_past_ones_are_over():
    days = [in_days(day) for day in range(1, 15) if in_days(day).weekday() == SATURDAY]
    times = [When(date=day, starts_at=dt.time(10), ends_at=dt.time(14)) for day in days]
    made = opportunity("Fest", timing="fixed", times=times)
    assert missed(made, volunteer(times=[(SATURDAY, dt.time(10), dt.time(13))])) == ("time",)
    assert missed(made, volunteer(times=[(SATURDAY, dt.time(9), dt.time(15))])) == ()
    made.times.update(date=in_days(-1))
    assert matching.for_volunteer(volunteer()) == []


def test_queries_do_not_grow_with_the_town():
    def counted():
        with CaptureQueriesContext(connection) as seen:
            matching.for_opportunity(made)
            matching.for_volunteer(Volunteer.objects.first())
            together.for_all(seconds=5)
        return len(seen)

    topic, skill = topics.add("Bildung", by=None), skills.add("Vorlesen", by=None)
    known = {"topics": [topic], "skills": [skill], "speaks": {"ar": "b2"}, "times": [AFTERNOON]}
    wanted = {"topic": topic, "skills": [skill], "needs": [("ar", True, "")]}
    made = opportunity(**wanted)
    matching.for_opportunity(made)
    matching.for_volunteer(volunteer(**known))
    agreed(opportunity("Eine", wanted=2, at=None), volunteer(**known))
    not_with.put(volunteer(), volunteer(), by=None)
    few = counted()
    for _number in range(3):
        opportunity(**wanted)
        agreed(opportunity(wanted=2, at=None), volunteer(**known))
        not_with.put(volunteer(**known), volunteer(**known), by=None)
    assert counted() == few


def test_an_empty_town_has_no_suggestions():
    assert matching.for_opportunity(opportunity()) == []
    assert matching.for_volunteer(volunteer(times=[NOON])) == []
    assert together.for_all(seconds=1).statement == "optimal nach Ihren Gewichten"
