"""What is said of a pair, and of all open opportunities together."""

import datetime as dt

import pytest
from tests.volunteering.match_city import (
    AFTERNOON,
    TUESDAY_17,
    WEDNESDAY,
    asked,
    german,  # noqa: F401
    opportunity,
    volunteer,
)

from konfluenz.directory import districts
from konfluenz.ground import revisions
from konfluenz.volunteering import clearances, matching, not_with, proposals, together, weights
from konfluenz.volunteering.models import MatchingWeights
from konfluenz.volunteering.weights import WeightsRefused

pytestmark = pytest.mark.django_db
NOON = (TUESDAY_17[0], dt.time(12), dt.time(13))
WEDNESDAY_17 = (WEDNESDAY, *TUESDAY_17[1:])


def said(made, someone=None):
    someone = someone or volunteer()
    return matching.of_pair(made, someone).suggestion.sentence


def test_what_nobody_knows_is_not_said():
    assert said(opportunity(at=None)) == "wurde noch nie gefragt"


def test_a_way_from_district_to_district_and_none_from_home():
    one = districts.add("Nord", latitude="50.40000", longitude="7.59000", by=None)
    other = districts.add("Süd", latitude="50.35000", longitude="7.59000", by=None)
    made = opportunity(district=one, at=None)
    assert said(made, volunteer(district=other, asked=1)) == "5,6 km · war 1 Tag nicht gefragt"
    assert said(opportunity(from_home=True, at=None), volunteer(asked=0)) == (
        "von zu Hause aus möglich"
    )


def test_half_hours_and_windows_are_said_as_both_can():
    made = opportunity(at=(1, dt.time(14), dt.time(20)), minutes=90)
    someone = volunteer(times=[(1, dt.time(16, 30), dt.time(18, 15))], asked=0)
    assert said(made, someone) == "Dienstag 16:30–18 passt"


def test_time_that_is_too_short_is_not_said_to_fit():
    made = opportunity(at=(1, dt.time(14), dt.time(20)), minutes=60)
    times = [(1, dt.time(14), dt.time(14, 30)), (1, dt.time(16), dt.time(17))]
    assert said(made, volunteer(times=times, asked=0)) == "Dienstag 16–17 passt"


def test_the_age_is_asked_where_it_counts():
    made, someone = opportunity(youngest=18, at=None), volunteer(speaks={"de": "c1"})
    assert matching.of_pair(made, someone).suggestion.to_ask == ("Alter erfragen",)


def test_weights_of_the_city_turn_the_order():
    made = opportunity(latitude="50.35000", longitude="7.59000")
    near = {"latitude": "50.35000", "longitude": "7.59000"}
    volunteer("Nah Demo", **near, asked=1)
    volunteer("Lang nicht gefragt Demo", asked=90)
    first = lambda: str(matching.for_opportunity(made)[0].volunteer)  # noqa: E731
    assert first() == "Nah Demo"
    weights.put({"distance": 0, "turn": 10}, by=None)
    assert first() == "Lang nicht gefragt Demo"


def test_weights_are_kept_once_with_their_limits():
    kept = weights.put({"time": 10}, by=None)
    assert weights.put({"time": 10}, by=None).revision == kept.revision + 1
    assert MatchingWeights.objects.get().revision == kept.revision
    with pytest.raises(WeightsRefused, match="0 bis 10"):
        weights.put({"time": 11}, by=None)
    with pytest.raises(WeightsRefused, match="Etwas muss zählen"):
        weights.put(dict.fromkeys(weights.PARTS, 0), by=None)
    with pytest.raises(revisions.Stale):
        weights.put({"time": 1}, seen=kept.revision - 1, by=None)


def test_all_together_each_gets_the_place_that_leaves_the_other_one_theirs():
    tuesday, either = opportunity("Dienstag"), opportunity("Absprache", at=None)
    volunteer("Nur Absprache", times=[NOON])
    volunteer("Beides", times=[AFTERNOON])
    found = together.for_all(seconds=10)
    pairs = {one.opportunity.title: str(one.volunteer) for one in found.suggestions}
    assert pairs == {tuesday.title: "Beides", either.title: "Nur Absprache"}
    assert (found.is_optimal, found.statement) == (True, "optimal nach Ihren Gewichten")
    assert found.left_open == ()
    assert found.total == sum(one.score for one in found.suggestions) == found.bound
    said = [one.sentence for one in found.suggestions]
    assert said == ["wurde noch nie gefragt", "Dienstag 17–18 passt · wurde noch nie gefragt"]


def test_what_stays_open_says_why_and_what_would_help_checked_by_solving_again():
    opportunity("Vorlesen", wanted=2)
    for _number in range(6):
        volunteer(times=[WEDNESDAY_17])
    [left] = together.for_all(seconds=20).left_open
    assert left.missing == 2
    assert left.reason == "6 Personen könnten zu einer anderen Zeit."
    assert left.change == "mit Mittwoch statt Dienstag: 6 Personen"
    assert left.filled == 2


@pytest.mark.parametrize(
    ("hers", "wanted", "reason"),
    [
        ({}, {"with_minors": True}, "1 Person fehlt nur das Führungszeugnis."),
        ({"speaks": {"de": "a1"}}, {}, "1 Person fehlt nur die Sprache."),
        ({"birth_year": 2000}, {"youngest": 60}, "Für 1 Person passt nur das Alter nicht."),
        (
            {"weekly_minutes": 10},
            {},
            "1 Person hat nur keine Zeit mehr frei.",
        ),
        (
            {"weekly_minutes": 10, "times": [NOON]},
            {},
            "Niemand kommt in die Nähe: Mehrere Bedingungen sind zugleich nicht erfüllt.",
        ),
    ],
)
def test_why_nobody_fits_names_what_alone_stands_in_the_way(hers, wanted, reason):
    opportunity(**wanted)
    volunteer(**hers)
    assert [left.reason for left in together.for_all(seconds=5).left_open] == [reason]


def test_nobody_is_named_by_a_nicht_mit():
    made = opportunity()
    not_with.put(volunteer(), made.organization, by=None)
    [left] = together.for_all(seconds=5).left_open
    assert left.reason.startswith("Niemand kommt in die Nähe")


def test_two_who_must_not_meet_are_not_put_together():
    made = opportunity(wanted=2, at=None)
    one, other = volunteer("Eins", asked=50), volunteer("Zwei", asked=40)
    assert len(together.for_all(seconds=5).suggestions) == 2
    not_with.put(other, one, by=None)
    found = together.for_all(seconds=5)
    assert [str(each.volunteer) for each in found.suggestions] == ["Eins"]
    assert not found.is_optimal
    assert found.statement.startswith("höchstens 49,")
    assert [left.missing for left in found.left_open] == [1]
    volunteer("Drei", asked=1)
    assert len(together.for_all(seconds=5).suggestions) == 2
    assert made.wanted == 2


def test_who_is_being_asked_takes_a_place_in_the_plan():
    made = opportunity(wanted=2, at=None)
    proposal = asked(made)
    volunteer()
    volunteer()
    assert len(together.for_all(seconds=5).suggestions) == 1
    proposals.answer_volunteer(proposal, "no")
    assert len(together.for_all(seconds=5).suggestions) == 2


def test_a_certificate_may_be_all_that_is_missing():
    opportunity(with_minors=True)
    someone = volunteer()
    assert together.for_all(seconds=5).suggestions == ()
    clearances.see(someone, dt.date.today(), by=None)  # noqa: DTZ011
    assert len(together.for_all(seconds=5).suggestions) == 1
