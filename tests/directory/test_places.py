from decimal import Decimal

import pytest

from konfluenz.directory import districts, places
from konfluenz.directory.districts import DistrictRefused
from konfluenz.directory.models import District, Place
from konfluenz.directory.places import PlaceRefused
from konfluenz.ground import search

pytestmark = pytest.mark.django_db


def test_a_district_has_one_name_and_a_whole_point():
    lay = districts.add("Lay", latitude=Decimal("50.32"), longitude=Decimal("7.54"), by=None)
    with pytest.raises(DistrictRefused, match="Lay"):
        districts.add("Lay", by=None)
    with pytest.raises(DistrictRefused):
        districts.correct(lay, {"longitude": None}, by=None)
    with pytest.raises(DistrictRefused):
        districts.add("Nirgends", latitude=Decimal(91), longitude=Decimal(0), by=None)
    assert District.objects.get().longitude == Decimal("7.54000")


def test_a_shelter_is_public_nowhere():
    hall = places.add("Demo-Halle", street="Beispielweg 1", by=None)
    shelter = places.add("Demo-Schutzhaus", confidential=True, by=None)
    assert list(places.public()) == [hall]
    assert list(search.matching(Place.objects.all(), "demo")) == [hall]
    places.correct(hall, {"confidential": True}, by=None)
    assert list(places.public()) == []
    assert list(search.matching(Place.objects.all(), "demo")) == []
    assert shelter.confidential


def test_half_a_point_is_refused():
    with pytest.raises(PlaceRefused):
        places.add("Demo-Halle", latitude=Decimal(50), by=None)
