"""A district that is split: from which day, into what, and back again."""

import datetime as dt

import pytest
from django.utils import timezone

from konfluenz.directory import districts, places
from konfluenz.directory.districts import DistrictRefused, Line
from konfluenz.directory.models import District
from konfluenz.ground import audit
from konfluenz.ground.revisions import Stale

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
DAY = dt.timedelta(days=1)
PARTS = [Line("Lützel-Nord", "21"), Line("Lützel-Süd", "22")]


@pytest.fixture
def district():
    return districts.add("Lützel", by=None)


def test_from_the_day_on_there_are_its_parts(district):
    made = districts.split(district, PARTS, TODAY, by=None)
    assert [(one.name, one.number, one.came_from) for one in made] == [
        ("Lützel-Nord", "21", district),
        ("Lützel-Süd", "22", district),
    ]
    for day, there in (
        (TODAY - DAY, ["Lützel"]),
        (TODAY, ["Lützel-Nord", "Lützel-Süd"]),
        (TODAY + DAY, ["Lützel-Nord", "Lützel-Süd"]),
    ):
        assert list(District.objects.on(day).values_list("name", flat=True)) == there
    assert audit.timeline(district)[0].action in {"district.added", "district.split"}
    assert {one.action for one in audit.timeline(district)} >= {"district.split"}


def test_the_map_shows_those_of_today_and_what_still_has_something_in_it(district):
    districts.split(district, PARTS, TODAY, by=None)
    assert [one.name for one in districts.on_map()] == ["Lützel-Nord", "Lützel-Süd"]
    assert len(districts.on_map([district.pk])) == 3


@pytest.mark.parametrize(
    ("parts", "says"),
    [
        (PARTS[:1], "mindestens zwei Stadtteile"),
        ([PARTS[0], Line("Altstadt")], "namens Altstadt gibt es schon"),
        ([PARTS[0], PARTS[0]], "namens Lützel-Nord gibt es schon"),
    ],
)
def test_what_is_no_split_is_refused_and_nothing_is_written(district, parts, says):
    districts.add("Altstadt", by=None)
    with pytest.raises(DistrictRefused, match=says):
        districts.split(district, parts, TODAY, by=None)
    district.refresh_from_db()
    assert (district.valid_until, District.objects.count()) == (None, 2)


def test_a_district_is_split_once_and_not_before_it_was_there(district):
    north, _south = districts.split(district, PARTS, TODAY, by=None)
    district.refresh_from_db()
    with pytest.raises(DistrictRefused, match="ist schon geteilt"):
        districts.split(district, [Line("A"), Line("B")], TODAY, by=None)
    with pytest.raises(DistrictRefused, match="gab es Lützel-Nord noch nicht"):
        districts.split(north, [Line("A"), Line("B")], TODAY, by=None)
    assert len(districts.split(north, [Line("A"), Line("B")], TODAY + DAY, by=None)) == 2


def test_two_split_it_at_once_and_the_second_is_told(district):
    districts.split(district, PARTS, TODAY, seen=0, by=None)
    with pytest.raises(Stale):
        districts.split(district, [Line("A"), Line("B")], TODAY, seen=0, by=None)


def test_a_split_is_taken_back_while_its_parts_are_unused(district):
    with pytest.raises(DistrictRefused, match="wurde nicht geteilt"):
        districts.rejoin(district, by=None)
    north, _south = districts.split(district, PARTS, TODAY, by=None)
    place = places.add("Halle", district=north, by=None)
    district.refresh_from_db()
    with pytest.raises(DistrictRefused, match="„Lützel-Nord“ wird noch verwendet"):
        districts.rejoin(district, by=None)
    assert District.objects.count() == 3
    place.district = None
    place.save()
    assert districts.rejoin(district, by=None).valid_until is None
    assert [one.name for one in District.objects.all()] == ["Lützel"]


def test_one_with_parts_is_not_taken_off_the_list(district):
    districts.split(district, PARTS, TODAY, by=None)
    with pytest.raises(DistrictRefused, match="wird noch verwendet"):
        districts.remove(district, by=None)
