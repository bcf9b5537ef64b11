"""Volunteers: written down, corrected, led on, and what cannot be."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from tests.volunteering.town import (
    actions,
    at,
    in_days,
    opportunity,
    organization,
    prospect,
    volunteer,
)

from konfluenz.directory import districts, topics
from konfluenz.ground import audit
from konfluenz.ground.revisions import Stale
from konfluenz.people import contacts, persons
from konfluenz.volunteering import clearances, not_with, skills, volunteers
from konfluenz.volunteering.availability import AvailabilityRefused
from konfluenz.volunteering.models import Clearance, NotWith, Placement, Proposal, Volunteer
from konfluenz.volunteering.volunteers import VolunteerRefused

pytestmark = pytest.mark.django_db
STATES = ("prospect", "first_talk", "checks", "active", "paused", "left")


def test_all_that_was_said_is_kept():
    district = districts.add(
        "Demo-Süd", latitude=Decimal("50.34512"), longitude=Decimal("7.59123"), by=None
    )
    sport, reading = topics.add("Sport", by=None), skills.add("Vorlesen", by=None)
    ada = volunteer(
        district=district,
        times=[(1, at(17), at(18))],
        topics=[sport],
        skills=[reading],
        wishes=["regular", "with_people"],
        reach_km=5,
        birth_year=1990,
        places=2,
        weekly_minutes=120,
        remarks="keine Treppen",
        source="Plakat",
    )
    kept = Volunteer.objects.get()
    assert {
        "who": str(kept),
        "point": (kept.latitude, kept.longitude),
        "times": list(kept.times.values_list("weekday", "starts_at", "ends_at")),
        "topics": list(map(str, kept.topics.all())),
        "skills": list(map(str, kept.skills.all())),
        "rest": (kept.wishes, kept.reach_km, kept.birth_year, kept.places, kept.weekly_minutes),
        "words": (kept.remarks, kept.source),
        "confirmed": kept.confirmed_at is not None,
    } == {
        "who": "Ada Demo",
        "point": (Decimal("50.34512"), Decimal("7.59123")),
        "times": [(1, at(17), at(18))],
        "topics": ["Sport"],
        "skills": ["Vorlesen"],
        "rest": (["regular", "with_people"], 5, 1990, 2, 120),
        "words": ("keine Treppen", "Plakat"),
        "confirmed": True,
    }
    assert actions(ada) == ["volunteer.added"]
    assert actions(ada.person)[-1] == "volunteer.added"


def test_a_point_is_rounded_so_that_it_shows_no_front_door():
    ada = volunteer(latitude=50.356781, longitude=7.594321)
    assert (ada.latitude, ada.longitude) == (Decimal("50.36"), Decimal("7.59"))


def test_a_new_district_moves_the_point_along():
    here = districts.add("Hier", latitude=Decimal("50.1"), longitude=Decimal("7.1"), by=None)
    there = districts.add("Dort", latitude=Decimal("50.2"), longitude=Decimal("7.2"), by=None)
    ada = volunteers.correct(volunteer(district=here), {"district": there}, by=None)
    assert (ada.latitude, ada.longitude) == (Decimal("50.2"), Decimal("7.2"))
    ada = volunteers.correct(ada, {"district": None}, by=None)
    assert (ada.latitude, ada.longitude) == (None, None)


@pytest.mark.parametrize(
    "wrong",
    [
        {"birth_year": 1890},
        {"birth_year": in_days(400).year},
        {"places": 0},
        {"places": 11},
        {"wishes": ["money"]},
        {"wishes": "once"},
        {"latitude": Decimal("50.1")},
        {"state": "hero"},
        {"reach_km": -1},
        {"source": "x" * 61},
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(wrong):
    person = persons.add("Ada Demo", by=None)
    with pytest.raises(VolunteerRefused), transaction.atomic():
        volunteers.add(person, by=None, **wrong)
    ada = volunteers.add(person, by=None)
    with pytest.raises(VolunteerRefused), transaction.atomic():
        volunteers.correct(ada, wrong, by=None)
    assert actions(ada) == ["volunteer.added"]


def test_a_birthday_in_1890_is_told_so_that_it_can_be_mended():
    with pytest.raises(VolunteerRefused, match="niemand ist so alt"):
        volunteer(birth_year=1890)


def test_wrong_times_are_refused_before_anything_is_kept():
    with pytest.raises(AvailabilityRefused), transaction.atomic():
        volunteer(times=[(1, at(18), at(18))])
    assert not Volunteer.objects.exists()


def test_nobody_is_two_volunteers():
    ada = volunteer()
    with pytest.raises(VolunteerRefused, match="Ada Demo"):
        volunteers.add(ada.person, by=None)


def test_a_correction_names_what_changed_and_nothing_else():
    old, new = skills.add("Kochen", by=None), skills.add("Nähen", by=None)
    ada = volunteer(skills=[old], times=[(0, at(9), at(10))])
    values = {"reach_km": 3, "skills": [new], "times": [(1, at(9), at(10))], "places": 1}
    volunteers.correct(ada, values, by=None)
    noted = audit.timeline(ada)[0].detail.content["changes"]
    assert {name: tuple(change) for name, change in noted.items()} == {
        "reach_km": (None, 3),
        "skills": (["Kochen"], ["Nähen"]),
        "times": (["0 09:00-10:00"], ["1 09:00-10:00"]),
    }
    volunteers.correct(ada, values, by=None)
    assert actions(ada) == ["volunteer.added", "volunteer.corrected"]


def test_two_coordinators_on_one_record_and_the_second_is_told():
    ada = volunteer()
    volunteers.correct(ada, {"reach_km": 3}, seen=0, by=None)
    for act in (
        lambda: volunteers.correct(ada, {"reach_km": 9}, seen=0, by=None),
        lambda: volunteers.pause(ada, seen=0, by=None),
        lambda: volunteers.leave(ada, "time", seen=0, by=None),
    ):
        with pytest.raises(Stale):
            act()
    assert Volunteer.objects.get().reach_km == 3


WAYS = {
    ("prospect", "first_talk"),
    ("prospect", "checks"),
    ("prospect", "active"),
    ("prospect", "paused"),
    ("first_talk", "checks"),
    ("first_talk", "active"),
    ("first_talk", "paused"),
    ("checks", "active"),
    ("checks", "paused"),
    ("active", "checks"),
    ("active", "paused"),
    ("paused", "first_talk"),
    ("paused", "checks"),
    ("paused", "active"),
    ("left", "prospect"),
    ("left", "first_talk"),
}


@pytest.mark.parametrize("start", STATES)
def test_the_life_of_a_volunteer_knows_these_ways_and_no_other(start):
    found = set()
    for goal in STATES:
        ada = volunteer(state=start)
        try:
            assert volunteers.move(ada, goal, by=None).state == goal
            found.add((start, goal))
        except VolunteerRefused:
            assert Volunteer.objects.get(pk=ada.pk).state == start
    assert found == {way for way in WAYS if way[0] == start}


def test_who_leads_a_prospect_on_has_answered_them():
    ada = prospect(confirmed_at=None)
    assert (ada.answered_at, ada.confirmed_at) == (None, None)
    ada = volunteers.move(ada, "first_talk", by=None)
    assert ada.answered_at is not None
    assert ada.confirmed_at is not None


def test_an_answer_counts_once():
    ada = prospect()
    first = volunteers.answered(ada, by=None).answered_at
    assert volunteers.answered(ada, by=None).answered_at == first
    assert actions(ada) == ["volunteer.added", "volunteer.answered"]


def test_who_comes_back_waits_for_an_answer_again():
    ada = volunteer()
    volunteers.leave(ada, "moved", by=None)
    back = volunteers.move(ada, "prospect", by=None)
    assert (back.answered_at, back.first_contact_at > ada.first_contact_at) == (None, True)


def test_leaving_takes_a_reason_of_the_list_and_happens_once():
    ada = volunteer()
    with pytest.raises(VolunteerRefused):
        volunteers.leave(ada, "quarrel with the chairman", by=None)
    assert volunteers.leave(ada, "time", by=None).state == "left"
    with pytest.raises(VolunteerRefused):
        volunteers.leave(ada, "time", by=None)


def test_leaving_forgets_the_certificate_of_who_was_never_placed_and_whom_not_to_meet():
    ada = volunteer()
    clearances.see(ada, in_days(-10), by=None)
    not_with.put(ada, organization(), by=None)
    volunteers.leave(ada, "time", by=None)
    assert (Clearance.objects.count(), NotWith.objects.count()) == (0, 0)


def test_nobody_leaves_while_a_placement_or_a_question_runs():
    ada, bob = volunteer("Ada"), volunteer("Bob")
    Placement.objects.create(
        opportunity=opportunity(), volunteer=ada, started_on=in_days(0), trial_until=in_days(28)
    )
    Proposal.objects.create(
        opportunity=opportunity(), volunteer=bob, asked_at=ada.created_at, answer_by=ada.created_at
    )
    for one in (ada, bob):
        with pytest.raises(VolunteerRefused):
            volunteers.leave(one, "time", by=None)


def test_volunteers_are_found_by_name_mail_and_phone():
    ada, bob = volunteer("Sabine Häuser", mail="sabine@example.org"), volunteer("Bob")
    contacts.add(bob.person, "phone", "0261 123456", by=None)
    found = {
        query: [str(one) for one in volunteers.find(query)]
        for query in ("haeuser", "SABINE@example.org", "+49 261 123456", "")
    }
    assert found == {
        "haeuser": ["Sabine Häuser"],
        "SABINE@example.org": ["Sabine Häuser"],
        "+49 261 123456": ["Bob"],
        "": ["Bob", "Sabine Häuser"],
    }
    assert list(volunteers.find("häuser", Volunteer.objects.filter(pk=bob.pk))) == []
    assert ada.person.name == "Sabine Häuser"


def test_the_database_itself_knows_the_limits():
    ada = volunteer()
    for wrong in ({"birth_year": 1890}, {"places": 0}, {"latitude": 50}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Volunteer.objects.filter(pk=ada.pk).update(**wrong)
