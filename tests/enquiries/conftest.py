"""A city with a lead unit, the social office beyond the boundary, and two colleagues."""

import pytest
from django.urls import NoReverseMatch, reverse
from django.utils import translation
from tests.enquiries.town import account, topic

from konfluenz.directory import municipality, responsibilities, units


@pytest.fixture(autouse=True)
def german():
    with translation.override("de"):
        yield


@pytest.fixture(autouse=True)
def address_of_an_enquiry(settings):
    """Lead the links in mails somewhere as long as the office has no page for them."""
    try:
        reverse("office:enquiry", args=["b1e8b0a5-3a4f-4a0e-9c0e-000000000000"])
    except NoReverseMatch:
        settings.LINKS = {**settings.LINKS, "enquiry": "office:task"}


@pytest.fixture
def city(db):
    return municipality.set_up(
        "Musterstadt",
        land="RP",
        by=None,
        languages=["de", "ar"],
        mail="stadt@stadt.example.org",
        phone="0261 90009",
    )


@pytest.fixture
def lead(city):
    """The unit where the coordination sits."""
    return units.add(
        "Leitstelle", kind="integration_office", mail="leitstelle@stadt.example.org", by=None
    )


@pytest.fixture
def desk(lead):
    """A unit that answers for courses."""
    made = units.add("Anlaufstelle", kind="advisory_desk", mail="desk@stadt.example.org", by=None)
    responsibilities.assign(topic("language_courses"), made, by=None)
    return made


@pytest.fixture
def social(lead):
    """The office of O-14: accommodation is referred to it, in its words."""
    made = units.add(
        "Sozialamt",
        kind="office",
        mail="sozial@stadt.example.org",
        phone="0261 90001",
        room="Zimmer 12",
        by=None,
    )
    responsibilities.assign(
        topic("accommodation"), made, scope="refers", hand_over="Zuständig: Sozialamt.", by=None
    )
    return made


@pytest.fixture
def kim(lead):
    return account("Kim Muster", "coordinator", lead)


@pytest.fixture
def toni(lead):
    return account("Toni Vorlage", "editor", lead)
