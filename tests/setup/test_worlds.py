"""A world built once and put back: the same rows, the same objects, counted on behind them."""

import pytest
from testbed_worlds import remembered

from konfluenz.ground.models import Entry
from konfluenz.people import persons
from konfluenz.people.models import Person

pytestmark = pytest.mark.django_db
builds = []


@remembered
def world(name="Ada Demo"):
    builds.append(name)
    return {"one": persons.add(name, by=None)}


@pytest.mark.parametrize("turn", [1, 2])
def test_each_test_has_the_same_world_of_its_own(turn):
    made = world()["one"]
    assert made == Person.objects.get()
    assert list(persons.find("ada")) == [made]
    assert persons.add("Bo Demo", by=None).pk > made.pk
    assert [entry.about_id for entry in Entry.objects.order_by("pk")] == [
        str(person.pk) for person in Person.objects.order_by("pk")
    ]
    assert builds.count("Ada Demo") == 1


@pytest.mark.parametrize("turn", [1, 2])
def test_after_something_else_it_is_built(turn):
    persons.add("Bo Demo", by=None)
    before = len(builds)
    world("Cleo Demo")
    assert builds[before:] == ["Cleo Demo"]
