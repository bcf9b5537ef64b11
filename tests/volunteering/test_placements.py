import datetime as dt

import pytest
from django.db import transaction
from tests.volunteering.mails import written
from tests.volunteering.match_city import (
    again,
    asked,
    german,  # noqa: F401
    in_days,
    kinds,
    opportunity,
    placement,
    volunteer,
)

from konfluenz.ground import audit, revisions
from konfluenz.volunteering import opportunities, placements
from konfluenz.volunteering.conditions import When
from konfluenz.volunteering.models import CheckIn
from konfluenz.volunteering.placements import PlacementRefused

pytestmark = pytest.mark.django_db


def planned(made):
    rows = made.check_ins.order_by("due_date")
    return [(row.kind, (row.due_date - made.started_on).days) for row in rows]


def test_it_begins_on_trial_with_its_questions():
    made = placement()
    assert (made.state, made.started_on) == ("trial", in_days(0))
    assert made.trial_until == in_days(28)
    assert planned(made) == [
        ("happened", 7),
        ("two_weeks", 14),
        ("three_months", 91),
        ("year", 365),
    ]


def test_on_fixed_days_it_is_asked_after_each_whether_it_took_place():
    times = [When(date=in_days(day), starts_at=dt.time(10), ends_at=dt.time(12)) for day in (3, 9)]
    made = placement(at=None, timing="fixed", times=times)
    assert planned(made) == [("happened", 4), ("happened", 10)]


def test_the_trial_ends_well_once():
    made = placement()
    assert placements.settle(made, by=None, seen=0).state == "running"
    with pytest.raises(PlacementRefused, match="nicht mehr in der Probezeit"):
        placements.settle(made, by=None)
    with pytest.raises(revisions.Stale):
        placements.end(made, "time", by=None, seen=0)


def test_it_ends_with_a_reason_and_thanks(mail_links):
    made = placement()
    placements.end(made, "moved", by=None)
    ended = again(made)
    assert (ended.state, ended.ended_on, ended.end_reason) == ("ended", in_days(0), "moved")
    assert not CheckIn.objects.filter(state="due").exists()
    assert kinds()[-1] == "placement_ended"
    assert written().subject == "Danke für Ihre Hilfe"
    with pytest.raises(PlacementRefused, match="schon beendet"):
        placements.end(made, "moved", by=None)
    assert audit.timeline(made.volunteer.person).first().action == "placement.ended"


def test_nobody_is_thanked_for_what_never_began():
    placements.end(placement(), "not_taken_up", by=None)
    assert "placement_ended" not in kinds()


@pytest.mark.parametrize(
    ("reason", "day", "said"),
    [
        ("", 0, "Grund aus der Liste"),
        ("quarrel", 0, "Grund aus der Liste"),
        ("time", 1, "in der Zukunft"),
        ("time", -1, "vor dem ersten Tag"),
    ],
)
def test_an_end_that_cannot_be_is_refused(reason, day, said):
    made = placement()
    with pytest.raises(PlacementRefused, match=said):
        placements.end(made, reason, ended_on=in_days(day), by=None)
    assert again(made).state == "trial"


def test_an_end_frees_the_place_for_somebody_else():
    made = placement()
    placements.end(made, "did_not_fit", by=None)
    opportunity_again = opportunities.reopen(again(made.opportunity), in_days(30), by=None)
    assert placements.free(opportunity_again) == 1
    assert asked(opportunity_again, volunteer()).state == "asked"


def test_no_place_is_given_twice():
    made = placement(wanted=2)
    full = again(made.opportunity)
    assert placements.free(full) == 1
    with transaction.atomic():
        placements.start(full, volunteer(), by=None)
    with pytest.raises(PlacementRefused, match="Alle Plätze sind vergeben"), transaction.atomic():
        placements.start(again(full), volunteer(), by=None)
    assert again(full).result == "filled"
    assert placements.live().count() == 2


def test_one_person_is_in_an_opportunity_once():
    made = placement(wanted=3)
    with pytest.raises(PlacementRefused):
        placements.start(again(made.opportunity), made.volunteer, by=None)
    assert opportunity(wanted=3).placements.count() == 0
