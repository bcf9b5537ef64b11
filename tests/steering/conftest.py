"""A concept with one field, and the post that the field rests on. The room speaks German."""

import datetime as dt

import pytest
from django.utils import translation

from konfluenz.directory import organizations, posts, units
from konfluenz.people import persons
from konfluenz.steering import areas, concepts
from konfluenz.steering.measuring import indicators


@pytest.fixture(autouse=True)
def german():
    with translation.override("de"):
        yield


@pytest.fixture
def office(db):
    return units.add("Ordnungsamt", kind="office", number="31", by=None)


@pytest.fixture
def council(db):
    return organizations.add("Stadtrat", kind="council", by=None)


@pytest.fixture
def post(office):
    """Return a post established in 2015, held until 2022 and dropped then."""
    made = posts.add(office, "Ehrenamtskoordination", by=None)
    year = {"precision": "year", "by": None}
    posts.stage(made, "established", dt.date(2015, 1, 1), **year)
    posts.appoint(
        made,
        None,
        valid_from=dt.date(2015, 1, 1),
        valid_from_precision="year",
        valid_until=dt.date(2022, 1, 1),
        valid_until_precision="year",
        by=None,
    )
    posts.stage(made, "dropped", dt.date(2022, 1, 1), **year)
    return made


@pytest.fixture
def concept(db):
    return concepts.add("Integrationskonzept", "2022", by=None)


@pytest.fixture
def in_force(concept, council):
    concepts.adopt(concept, dt.date(2022, 6, 30), council, vote="unanimous", by=None)
    return concepts.move(concept, "in_force", by=None)


@pytest.fixture
def area(concept, post):
    return areas.add(concept, 1, name="Ehrenamt", posts=[post], by=None)


@pytest.fixture
def share(db):
    return indicators.add(
        "share_non_german",
        "Anteil ohne deutsche Staatsangehörigkeit",
        definition="Wie viele von 100.",
        unit="percent",
        public=True,
        by=None,
    )


@pytest.fixture
def ada(db):
    return persons.add("Ada Demo", by=None)
