"""What working groups recommend, what becomes of it, and how it is counted."""

import datetime as dt

import pytest
from django.utils import timezone
from tests.directory.race import together
from tests.events.circle import planned
from tests.people import world

from konfluenz.directory import groups
from konfluenz.events import meetings, minutes
from konfluenz.events.minutes import Said
from konfluenz.ground.revisions import Stale
from konfluenz.steering import due, goals, group_figures, measures, recommendations
from konfluenz.steering.models import AdviceState, GroupRecommendation
from konfluenz.steering.recommendations import RecommendationRefused

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
MET = "2026-02-03 17:30"


@pytest.fixture
def group(db):
    return groups.add("working_group", name="Demo-Kreis", by=None)


def refused(words, do, *args, **values):
    with pytest.raises(RecommendationRefused) as caught:
        do(*args, by=None, **values)
    assert words in str(caught.value)


def held(group, begins=MET, **values):
    return minutes.keep(planned(group, begins, **values), Said(minutes="Kurz."), by=None)


def test_from_a_meeting_it_has_its_day_and_alone_today(group):
    made = held(group)
    there = recommendations.add(group, " Räume \n öffnen. ", meeting=made, by=None)
    assert (there.text, there.date, there.state) == ("Räume öffnen.", dt.date(2026, 2, 3), "new")
    assert recommendations.add(group, "Allein.", by=None).date == TODAY


def test_it_is_of_the_group_that_met_and_not_of_tomorrow(group):
    other = groups.add("round_table", name="Demo-Tisch", by=None)
    made = held(other)
    refused("einer anderen Gruppe", recommendations.add, group, "x", meeting=made)
    off = meetings.cancel(planned(group), "Krank.", by=None)
    refused("fiel aus", recommendations.add, group, "x", meeting=off, date=TODAY)
    refused("in der Zukunft", recommendations.add, group, "x", date=TODAY + dt.timedelta(days=1))
    refused("Was empfohlen wird", recommendations.add, group, " ")


def test_somebody_answers_for_what_is_accepted_and_a_no_has_a_reason(group, office):
    made = recommendations.add(group, "Räume öffnen.", by=None)
    decide = recommendations.decide
    refused("was daraus wird", decide, made, "new")
    refused("was daraus wird", decide, made, "vielleicht")
    refused("zuständig", decide, made, "accepted")
    refused("in der Zukunft", decide, made, "done", decided_on=TODAY + dt.timedelta(days=1))
    refused("warum", decide, made, "declined", reason=" ")
    decide(made, "in_work", unit=office, reason="Zwei Räume.", seen=0, by=None)
    with pytest.raises(Stale):
        decide(made, "done", seen=0, by=None)
    kept = GroupRecommendation.objects.get()
    assert (kept.state, kept.unit, kept.decided_on) == ("in_work", office, TODAY)


def test_it_becomes_a_measure_by_reference(group, area, office):
    made = recommendations.add(group, "Räume öffnen.", area=area, by=None)
    goal = goals.add(area, "Orte", by=None)
    measure = measures.add("Räume", [goal], unit=office, by=None)
    recommendations.decide(made, "accepted", unit=office, measure=measure, by=None)
    assert list(measure.recommendations.all()) == [made]


def test_meetings_topics_and_recommendations_are_counted_as_landau_printed_them(
    group, office, django_assert_num_queries
):
    for begins in (MET, "2026-03-03 17:30"):
        held(group, begins)
    planned(group, "2026-04-07 17:30")
    meetings.cancel(planned(group, "2026-05-05 17:30"), "Krank.", by=None)
    states = ("done", "done", "declined", "in_work", None)
    for number, state in enumerate(states):
        made = recommendations.add(group, f"Nr. {number}", public=state == "done", by=None)
        if state:
            recommendations.decide(made, state, unit=office, reason="Weil.", by=None)
    other = groups.add("round_table", name="Demo-Tisch", by=None)
    with django_assert_num_queries(3):
        found = group_figures.of([group, other])
    one = found[group.pk]
    assert (one.meetings, one.topics, one.recommended, one.done) == (2, 4, 5, 2)
    assert dict(one.recommendations) == {
        AdviceState.DONE: 2,
        AdviceState.DECLINED: 1,
        AdviceState.IN_WORK: 1,
        AdviceState.NEW: 1,
    }
    assert found[other.pk] == group_figures.GroupFigures()
    assert group_figures.of([group], public=True)[group.pk].recommended == 2
    assert group_figures.together(found.values()).topics == 4


def test_after_sixty_days_somebody_decides(group):
    coordinator = world.account("coordinator")
    made = recommendations.add(group, "Räume öffnen.", date=dt.date(2026, 2, 3), by=None)

    def titles(day):
        found = due.due(dt.date.fromisoformat(day), coordinator)
        return [(one.title, str(one.since), one.purpose) for one in found]

    assert titles("2026-04-04") == []
    assert titles("2026-04-05") == [
        ("Über die Empfehlung entscheiden: Räume öffnen.", "2026-04-04", "recommendation")
    ]
    recommendations.decide(made, "declined", reason="Kein Raum.", by=None)
    assert titles("2026-04-05") == []


@pytest.mark.django_db(transaction=True)
def test_two_who_decide_at_once_and_one_is_told():
    group = groups.add("working_group", name="Demo-Kreis", by=None)
    made = recommendations.add(group, "Räume öffnen.", by=None)
    ends = together(
        *(
            lambda state=state: recommendations.decide(made, state, reason="Weil.", seen=0, by=None)
            for state in ("done", "declined")
        )
    )
    assert ends == ["Stale", "done"]
