import datetime as dt

import pytest
from tests.directory.race import together

from konfluenz.directory import municipality, posts, responsibilities, topics, units
from konfluenz.directory.models import Holding, Municipality, OrgUnit, Responsibility
from konfluenz.people import persons
from konfluenz.people.models import RoleGrant

pytestmark = pytest.mark.django_db(transaction=True)
DAY = dt.date(2026, 1, 1)


def unit(name, **values):
    return units.add(name, kind="office", by=None, **values)


def test_two_are_put_on_one_post_at_once_and_one_is_told():
    post = posts.add(unit("Amt"), "Koordination", role="coordinator", by=None)
    people = [persons.add(f"Demo {number}", by=None) for number in range(4)]
    ends = together(
        *(
            lambda person=person: posts.appoint(post, person, valid_from=DAY, by=None)
            for person in people
        )
    )
    assert ends == ["AppointmentRefused"] * 3 + ["done"]
    assert (Holding.objects.count(), RoleGrant.objects.count()) == (1, 1)


def test_two_units_cannot_be_put_below_each_other_at_once():
    one, other = unit("Eins"), unit("Zwei")
    ends = together(
        lambda: units.correct(one, {"parent": other}, by=None),
        lambda: units.correct(other, {"parent": one}, by=None),
    )
    assert ends == ["UnitRefused", "done"]
    assert OrgUnit.objects.filter(parent__isnull=False).count() == 1


def test_a_unit_is_dissolved_once():
    gone = unit("Amt")
    ends = together(*[lambda: units.dissolve(gone, DAY, by=None)] * 3)
    assert ends == ["UnitRefused", "UnitRefused", "done"]


def test_two_municipalities_at_once_are_one():
    ends = together(
        lambda: municipality.set_up("Eins", land="RP", by=None),
        lambda: municipality.set_up("Zwei", land="RP", by=None),
    )
    assert ends == ["MunicipalityRefused", "done"]
    assert Municipality.objects.count() == 1


def test_two_forms_on_one_record_and_one_is_told():
    post = posts.add(unit("Amt"), "Koordination", by=None)
    ends = together(
        lambda: posts.correct(post, {"title": "Eins"}, seen=0, by=None),
        lambda: posts.correct(post, {"title": "Zwei"}, seen=0, by=None),
    )
    assert ends == ["Stale", "done"]


def test_a_unit_answers_for_a_topic_once():
    topic = topics.add("Sport", by=None)
    office = unit("Amt")
    ends = together(*[lambda: responsibilities.assign(topic, office, by=None)] * 3)
    assert ends == ["ResponsibilityRefused", "ResponsibilityRefused", "done"]
    assert Responsibility.objects.count() == 1
