"""Two persons are merged who are both volunteers, and taken apart again."""

import datetime as dt

import pytest
from tests.volunteering.town import at, in_days, opportunity, organization, prospect, volunteer

from konfluenz.directory import topics
from konfluenz.people import merging
from konfluenz.people.merging import MergeRefused
from konfluenz.volunteering import availability, clearances, not_with, skills
from konfluenz.volunteering.models import Placement, Proposal, Volunteer

pytestmark = pytest.mark.django_db


def state(one):
    one = Volunteer.objects.get(pk=one.pk)
    return {
        "row": (one.state, one.reach_km, one.birth_year, one.wishes, one.remarks, one.source),
        "times": availability.shown(availability.slots(one.times.all())),
        "skills": sorted(map(str, one.skills.all())),
        "topics": sorted(map(str, one.topics.all())),
        "apart": sorted(map(str, not_with.of(one))),
        "placements": one.placements.count(),
        "cleared": clearances.in_force(one),
    }


def place(one, where, **values):
    return Placement.objects.create(
        opportunity=where,
        volunteer=one,
        started_on=in_days(-5),
        trial_until=in_days(20),
        **values,
    )


@pytest.fixture
def pair(db):
    sport, cooking = topics.add("Sport", by=None), topics.add("Kochen", by=None)
    sewing, reading = skills.add("Nähen", by=None), skills.add("Lesen", by=None)
    club, bob = organization(), volunteer("Bob Demo")
    keep = prospect(
        times=[(0, at(9), at(11)), (2, at(9), at(10))],
        topics=[sport],
        skills=[sewing],
        wishes=["once"],
        remarks="eins",
        reach_km=3,
    )
    gone = volunteer(
        "Ada Démo",
        times=[(0, at(10), at(12)), (3, at(9), at(10))],
        topics=[sport, cooking],
        skills=[sewing, reading],
        wishes=["once", "regular"],
        remarks="zwei",
        reach_km=9,
        birth_year=1990,
        source="Plakat",
    )
    not_with.put(keep, club, by=None)
    not_with.put(gone, club, by=None)
    not_with.put(bob, gone, by=None)
    not_with.put(gone, keep, by=None)
    clearances.see(gone, in_days(-10), by=None)
    place(gone, opportunity("Garten"))
    return keep, gone


MERGED = {
    "row": ("active", 3, 1990, ["once", "regular"], "eins\n\nzwei", "Plakat"),
    "times": ["0 09:00-12:00", "2 09:00-10:00", "3 09:00-10:00"],
    "skills": ["Lesen", "Nähen"],
    "topics": ["Kochen", "Sport"],
    "apart": ["Bob Demo", "Demo-Verein Lesebrücke e. V."],
    "placements": 1,
    "cleared": True,
}


def test_what_both_can_and_want_stands_once(pair):
    keep, gone = pair
    merging.merge(keep.person, gone.person, by=None)
    assert Volunteer.objects.filter(pk__in=[keep.pk, gone.pk]).count() == 1
    assert state(keep) == MERGED


def test_a_merge_taken_back_leaves_both_as_they_were(pair):
    keep, gone = pair
    before = state(keep), state(gone)
    made = merging.merge(keep.person, gone.person, by=None)
    merging.undo(made, by=None)
    assert (state(keep), state(gone)) == before


def test_who_was_no_volunteer_becomes_one(pair):
    keep, gone = pair
    Volunteer.objects.filter(pk=keep.pk).delete()
    before = state(gone)
    merging.merge(keep.person, gone.person, by=None)
    assert Volunteer.objects.get(person=keep.person).pk == gone.pk
    assert state(gone) == before


def test_two_certificates_are_for_people_to_choose_from(pair):
    keep, gone = pair
    clearances.see(keep, in_days(-20), by=None)
    with pytest.raises(MergeRefused):
        merging.merge(keep.person, gone.person, by=None)


def test_two_live_rows_in_one_opportunity_are_for_people_to_end(pair):
    keep, gone = pair
    place(keep, gone.placements.get().opportunity)
    with pytest.raises(MergeRefused):
        merging.merge(keep.person, gone.person, by=None)
    keep.placements.update(state="ended", ended_on=in_days(0), end_reason="time")
    merging.merge(keep.person, gone.person, by=None)
    assert keep.placements.count() == 2


def test_two_open_proposals_for_one_opportunity_are_for_people_to_end(pair):
    keep, gone = pair
    where = opportunity("Chor")
    for one in pair:
        Proposal.objects.create(
            opportunity=where,
            volunteer=one,
            asked_at=one.created_at,
            answer_by=one.created_at + dt.timedelta(days=14),
        )
    with pytest.raises(MergeRefused):
        merging.merge(keep.person, gone.person, by=None)
