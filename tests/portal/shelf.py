"""A small city with papers, a concept and figures for the tests of the portal."""

import datetime as dt
from dataclasses import dataclass, field

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from testbed_worlds import remembered
from tests.portal import world

from konfluenz.council import consultations, links, papers
from konfluenz.council.models import Consultation, Paper, Sentence
from konfluenz.council.papers import PartText, SentenceText
from konfluenz.directory import groups, organizations, posts
from konfluenz.directory.models import Organization, OrgUnit, Post
from konfluenz.steering import areas, concepts, goals
from konfluenz.steering.measuring import indicators, observations
from konfluenz.steering.models import Concept, Goal, Indicator, PriorityArea

PAPER_DAY = dt.date(2024, 2, 23)
YEAR_2015, YEAR_2022 = dt.date(2015, 1, 1), dt.date(2022, 1, 1)
NOT_OUR_WORDS = "Eigene Wiedergabe, nicht der Wortlaut."


@dataclass
class Shelf:
    """What `build` made."""

    office: OrgUnit
    council: Organization
    post: Post
    old: Concept
    concept: Concept
    area: PriorityArea
    goal: Goal
    indicator: Indicator
    motion: Paper
    paper: Paper
    station: Consultation
    sentences: list[Sentence] = field(default_factory=list)


@remembered
def build() -> Shelf:
    """Set up the city, everything public; each sentence of the paper is of another state."""
    office = world.city()
    council = organizations.add("Stadtrat", kind="council", by=None)
    post = _post(office)
    old, concept = _concepts(council)
    area, goal = _field(concept, post, office)
    indicator = _figures()
    motion = papers.add(
        {
            "paper_type": "motion",
            "reference": "AT/0045/2015",
            "subject": "Koordinierung einrichten",
            "date": dt.date(2015, 8, 1),
        },
        by=None,
    )
    paper = _paper(office, motion)
    station = consultations.add(
        paper, council, date=dt.date(2024, 3, 13), agenda_item="21", role="noting", by=None
    )
    for each in (motion, paper):
        papers.publish(each, mirror=each == paper, by=None)
    shelf = Shelf(
        office, council, post, old, concept, area, goal, indicator, motion, paper, station
    )
    shelf.sentences = list(Sentence.objects.filter(part__paper=paper))
    links.add(shelf.sentences[0], indicator.observations.first(), "value", "9,1 %", by=None)
    links.add(shelf.sentences[1], concept, "adopted", "30.06.22", by=None)
    links.add(shelf.sentences[1], concept, "vote", "einstimmig", by=None)
    return shelf


def again(shelf: Shelf, number: int) -> None:
    """Add one more of everything that pages list."""
    paper = papers.add(
        {
            "paper_type": "information",
            "reference": f"UV/01{number:02}/2024",
            "subject": f"Bericht {number}",
            "date": PAPER_DAY,
        },
        parts=[PartText(sentences=[SentenceText(f"Der Anteil liegt bei 9,1 %. Satz {number}.")])],
        by=None,
    )
    papers.publish(paper, mirror=True, by=None)
    sentence = Sentence.objects.get(part__paper=paper)
    links.add(sentence, shelf.indicator.observations.first(), "value", "9,1 %", by=None)
    posted = posts.add(shelf.office, f"Stelle {number}", by=None)
    posts.stage(posted, "established", YEAR_2015, precision="year", by=None)
    area = areas.add(shelf.concept, number + 1, name=f"Feld {number}", posts=[posted], by=None)
    goal = goals.add(area, f"Ziel {number}", by=None)
    goals.note(
        goal,
        "not_workable",
        "Niemand da.",
        unit=shelf.office,
        post=posted,
        date=PAPER_DAY,
        by=None,
    )
    indicator = indicators.add(
        f"figure_{number}",
        f"Kennzahl {number}",
        definition="So gezählt.",
        unit="count",
        public=True,
        by=None,
    )
    observations.add(indicator, number, PAPER_DAY, source="Statistik", by=None)
    consultations.add(
        shelf.paper, shelf.council, date=dt.date(2024, 3, 13 + number), agenda_item="1", by=None
    )


def queries(address: str) -> int:
    """Return how many queries the page asks once everything cached is there."""
    browser = Client()
    assert browser.get(address).status_code == 200, address
    with CaptureQueriesContext(
        connection,
    ) as captured:
        browser.get(address)
    return len(captured)


def body(address: str) -> str:
    """Return the page."""
    response = Client().get(address)
    assert response.status_code == 200, (address, response.status_code)
    return response.content.decode()


def _post(office: OrgUnit) -> Post:
    post = posts.add(office, "Ehrenamtskoordination", by=None)
    posts.stage(post, "established", YEAR_2015, precision="year", source="AT/0045/2015", by=None)
    posts.appoint(
        post,
        None,
        valid_from=YEAR_2015,
        valid_from_precision="year",
        valid_until=YEAR_2022,
        valid_until_precision="year",
        by=None,
    )
    posts.stage(post, "dropped", YEAR_2022, precision="year", source="UV/0050/2024", by=None)
    return post


def _concepts(council: Organization) -> tuple[Concept, Concept]:
    old = concepts.add(
        "Integrationskonzept 2007", "2007", public=True, source="UV/0050/2024", by=None
    )
    concepts.adopt(old, dt.date(2007, 1, 1), None, precision="year", by=None)
    concept = concepts.add(
        "Strategisches Konzept 2022",
        "2022",
        public=True,
        predecessor=old,
        functions=["coordination", "shaping", "service"],
        source="UV/0050/2024",
        by=None,
    )
    concepts.adopt(concept, dt.date(2022, 6, 30), council, vote="unanimous", by=None)
    concepts.move(concept, "in_force", by=None)
    concepts.review(concept, PAPER_DAY, False, "Kein Anhaltspunkt.", source="UV/0050/2024", by=None)
    for each in (old, concept):
        each.refresh_from_db()
    return old, concept


def _field(concept: Concept, post: Post, office: OrgUnit) -> tuple[PriorityArea, Goal]:
    circle = groups.add("working_group", name="Arbeitskreis Ehrenamt", by=None)
    area = areas.add(concept, 1, name="Ehrenamt", posts=[post], group=circle, by=None)
    areas.add(concept, 101, by=None)
    goal = goals.add(area, "Das Ehrenamt hat Rückhalt.", functions=["shaping"], by=None)
    goals.note(
        goal,
        "not_workable",
        "Die Stelle ist weggefallen.",
        unit=office,
        post=post,
        date=PAPER_DAY,
        source="UV/0050/2024",
        by=None,
    )
    return area, goal


def _figures() -> Indicator:
    indicator = indicators.add(
        "share_non_german",
        "Anteil ohne deutsche Staatsangehörigkeit",
        definition="Wie viele von 100 keine deutsche Staatsangehörigkeit haben.",
        unit="percent",
        public=True,
        by=None,
    )
    observations.add(
        indicator, "9.1", dt.date(2007, 1, 1), precision="year", source="UV/0050/2024", by=None
    )
    observations.add(
        indicator,
        "17.7",
        PAPER_DAY,
        dated_by="report",
        approximate=True,
        source="UV/0050/2024",
        method="Kein Stichtag genannt.",
        by=None,
    )
    return indicator


def _paper(office: OrgUnit, motion: Paper) -> Paper:
    return papers.add(
        {
            "paper_type": "information",
            "reference": "UV/0050/2024",
            "subject": "Bericht über das Konzept",
            "date": PAPER_DAY,
            "author_unit": office,
            "author": "31-Ordnungsamt",
            "file_reference": "31.20.01",
            "financial_impact": "keine",
            "recommendation": "follow",
            "recommendation_text": "Dem Antrag ist zu folgen.",
            "answers": motion,
            "note": NOT_OUR_WORDS,
        },
        parts=[
            PartText(
                "point",
                "1",
                "Hintergrund der Zahlen",
                [
                    SentenceText("2007 lag der Anteil bei 9,1 %."),
                    SentenceText("Am 30.06.22 wurde das Konzept einstimmig beschlossen."),
                ],
            ),
            PartText(
                "tasks",
                sentences=[
                    SentenceText("Schulungen anbieten.", 1, bullet=True),
                    SentenceText("Menschen gewinnen.", 2, bullet=True),
                ],
            ),
        ],
        by=None,
    )
