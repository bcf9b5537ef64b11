import pytest

from konfluenz.directory import posts
from konfluenz.ground import audit, search
from konfluenz.ground.revisions import Stale
from konfluenz.steering import areas, concepts, goals
from konfluenz.steering.areas import AreaRefused
from konfluenz.steering.models import PriorityArea

pytestmark = pytest.mark.django_db


def test_four_fields_and_two_of_them_without_a_name(concept):
    for number, name in enumerate(["Ehrenamt", "Flüchtlingsarbeit", "", ""], start=1):
        areas.add(concept, number, name=name, by=None)
    assert [str(area) for area in concept.areas.all()] == [
        "Ehrenamt",
        "Flüchtlingsarbeit",
        "Name nicht belegt",
        "Name nicht belegt",
    ]


def test_further_fields_are_numbered_for_themselves(concept, area):
    further = areas.add(concept, 1, name="Sport", level="further", by=None)
    assert [one.get_level_display() for one in (area, further)] == [
        "Handlungsschwerpunkt",
        "Weiteres Handlungsfeld",
    ]


def test_number_and_name_are_taken_once_in_a_concept(concept, area):
    with pytest.raises(AreaRefused, match="Diese Nummer hat schon"):
        areas.add(concept, 1, name="Sport", by=None)
    with pytest.raises(AreaRefused, match="Handlungsfeld dieses Namens"):
        areas.add(concept, 2, name=" Ehrenamt ", by=None)
    other = concepts.add("Anderes", "anderes", by=None)
    assert areas.add(other, 1, name="Ehrenamt", by=None)


def test_a_field_rests_on_other_posts(area, post, office):
    second = posts.add(office, "Zweite Stelle", by=None)
    areas.rest_on(area, [second], by=None)
    entry = audit.timeline(area)[0]
    assert entry.action == "area.rests_on"
    assert entry.detail.content["changes"] == {
        "posts": [["Ehrenamtskoordination"], ["Zweite Stelle"]]
    }
    assert [audit.timeline(one)[0].action for one in (post, second)] == ["area.rests_on"] * 2
    areas.rest_on(area, [second], by=None)
    assert [found.action for found in audit.timeline(area)] == ["area.rests_on", "area.added"]


def test_a_field_is_corrected_and_stays_in_its_concept(area):
    other = concepts.add("Anderes", "anderes", by=None)
    areas.correct(area, {"name": "Engagement", "concept": other}, seen=0, by=None)
    again = PriorityArea.objects.get()
    assert (again.name, again.concept.label) == ("Engagement", "2022")
    with pytest.raises(Stale):
        areas.correct(area, {"name": "Zwei"}, seen=0, by=None)


def test_a_field_with_goals_is_not_removed(area):
    goal = goals.add(area, "Ein Ziel", by=None)
    with pytest.raises(AreaRefused, match="hat Ziele"):
        areas.remove(area, by=None)
    goals.remove(goal, by=None)
    areas.remove(area, by=None)
    assert not PriorityArea.objects.exists()
    assert search.find("Ehrenamt", ["steering.priorityarea"]) == []


def test_fields_are_found_by_name(area):
    hits = search.find("ehrenamt", ["steering.priorityarea"])
    assert [hit.title for hit in hits] == ["Ehrenamt, Integrationskonzept"]
