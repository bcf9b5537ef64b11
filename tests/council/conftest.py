import datetime as dt

import pytest
from django.utils import translation
from tests.council.incoming import BODY

from konfluenz.council import consultations, papers
from konfluenz.council.papers import PartText, SentenceText
from konfluenz.directory import organizations, units


@pytest.fixture(autouse=True)
def _german():
    with translation.override("de"):
        yield


@pytest.fixture
def city_council(db):
    return organizations.add("Stadtrat", kind="council", by=None)


@pytest.fixture
def committee(db):
    return organizations.add("Fachausschuss 31/37", kind="committee", by=None)


@pytest.fixture
def finance(db):
    return organizations.add("Haupt- und Finanzausschuss", kind="committee", by=None)


@pytest.fixture
def board(db):
    return organizations.add("Stadtvorstand", kind="executive_board", by=None)


@pytest.fixture
def faction(db):
    return organizations.add("CDU-Ratsfraktion", kind="faction", by=None)


@pytest.fixture
def office(db):
    return units.add(
        "Ordnungsamt", kind="office", number="31", valid_from=dt.date(2000, 1, 1), by=None
    )


@pytest.fixture
def paper(db):
    """A paper with two parts, three sentences and no path."""
    return papers.add(
        {"reference": "UV/0050/2024", "paper_type": "information", "subject": "Bericht"},
        parts=[
            PartText(
                sentences=[
                    SentenceText("Der erste Satz nennt 36 %."),
                    SentenceText("Die Verwaltung legt ein Konzept vor.", paragraph=2),
                ]
            ),
            PartText("tasks", heading="Aufgaben", sentences=[SentenceText("Helfen.", bullet=True)]),
        ],
        by=None,
    )


@pytest.fixture
def station(paper, city_council):
    """Where the council debated `paper`, without a result."""
    return consultations.add(
        paper, city_council, date=dt.date(2024, 3, 13), role="decision", by=None
    )


@pytest.fixture
def directory(db):
    """The bodies and units that the two papers name."""
    organizations.add("Stadtrat", kind="council", by=None)
    organizations.add("CDU-Ratsfraktion", kind="faction", by=None)
    department = units.add("Dezernat 2", kind="department", by=None)
    order = units.add("Ordnungsamt", kind="office", number="31", parent=department, by=None)
    fire = units.add("Brandschutz", kind="office", number="37", by=None)
    committee = organizations.add(BODY, kind="committee", by=None)
    for unit in (order, fire):
        organizations.cover(committee, unit, by=None)
    return {"department": department, "order": order, "committee": committee}
