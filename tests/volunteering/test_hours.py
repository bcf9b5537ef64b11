import pytest
from tests.volunteering.mails import written
from tests.volunteering.match_city import (
    again,
    german,  # noqa: F401
    in_days,
    kinds,
    placement,
)

from konfluenz.ground import links, revisions
from konfluenz.ground.models import Message
from konfluenz.volunteering import hours, placements
from konfluenz.volunteering.hours import HoursRefused
from konfluenz.volunteering.models import Placement
from konfluenz.volunteering.sides import Side

pytestmark = pytest.mark.django_db


def reported(made=None, side="volunteer", minutes=90):
    return hours.report(made or placement(), in_days(0), minutes, side=side, by=None)


def test_one_side_reports_and_the_other_confirms(mail_links):
    made = reported()
    assert kinds()[-1] == "hours_host"
    assert "1:30 Stunden" in written().subject
    assert hours.confirmed(Placement.objects.all()) == {}
    with pytest.raises(HoursRefused, match="andere Seite"):
        hours.confirm(made, side="volunteer", by=None)
    hours.confirm(made, side="organisation", by=None)
    assert again(made).state == "confirmed"
    assert hours.confirmed(Placement.objects.all()) == {made.placement_id: 90}


def test_the_organisation_may_report_and_the_volunteer_is_asked():
    made = reported(side="organisation")
    assert kinds()[-1] == "hours_volunteer"
    hours.confirm(made, side="volunteer", by=None)
    assert again(made).state == "confirmed"


def test_disputed_hours_do_not_count_until_they_are_put_right():
    made = reported()
    hours.dispute(made, side="organisation", by=None)
    assert hours.confirmed(Placement.objects.all()) == {}
    hours.correct(made, 60, side="organisation", by=None)
    assert kinds()[-1] == "hours_volunteer"
    with pytest.raises(HoursRefused, match="andere Seite"):
        hours.confirm(made, side="organisation", by=None)
    hours.confirm(made, side="volunteer", by=None)
    assert hours.confirmed(Placement.objects.all()) == {made.placement_id: 60}
    with pytest.raises(HoursRefused, match="stehen fest"):
        hours.correct(made, 30, side="volunteer", by=None)


@pytest.mark.parametrize(
    ("day", "minutes", "said"),
    [
        (1, 60, "in der Zukunft"),
        (-1, 60, "lief der Einsatz nicht"),
        (0, 0, "1 Minute bis 24 Stunden"),
        (0, 1441, "1 Minute bis 24 Stunden"),
    ],
)
def test_hours_that_cannot_be_are_refused(day, minutes, said):
    with pytest.raises(HoursRefused, match=said):
        hours.report(placement(), in_days(day), minutes, side="volunteer", by=None)


def test_a_day_has_one_entry_and_an_end():
    made = placement()
    reported(made)
    with pytest.raises(HoursRefused, match="schon Stunden eingetragen"):
        reported(made)
    other = placement()
    placements.end(other, "not_taken_up", by=None)
    with pytest.raises(HoursRefused, match="nie begonnen"):
        reported(other)


def test_two_forms_on_one_entry_and_one_is_told():
    made = reported()
    hours.correct(made, 60, side="volunteer", by=None, seen=0)
    with pytest.raises(revisions.Stale):
        hours.correct(made, 30, side="volunteer", by=None, seen=0)


def test_a_link_is_for_one_side_and_for_what_was_said():
    made = reported()
    token = Message.objects.get(template__endswith="/hours_host").context["token"]
    found = hours.read(token)
    assert (found.hours, found.side) == (made, Side.ORGANISATION)
    hours.correct(made, 60, side="volunteer", by=None)
    with pytest.raises(links.LinkRefused, match="nicht mehr offen"):
        hours.read(token)
