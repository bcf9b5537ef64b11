"""What became of resolutions and promises, for everybody: nothing of the inside gets there."""

import datetime as dt

import pytest
from django.utils import timezone
from tests.portal import shelf

from konfluenz.actions import tasks
from konfluenz.council import (
    answers,
    consultations,
    follow_ups,
    kinds,
    papers,
    resolutions,
    results,
    terms,
)
from konfluenz.council.group_votes import GroupCount
from konfluenz.council.models import FollowUp
from konfluenz.council.papers import PartText, SentenceText
from konfluenz.directory import organizations, units

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
ADDRESS = "/de/papiere/beschlusskontrolle/"
PAPER = "/de/papiere/bv-0001-2024/"


@pytest.fixture
def made(db):
    council = organizations.add("Demo-Rat", kind="council", by=None)
    unit = units.add("Demo-Amt", kind="office", number="77", by=None)
    paper = papers.add(
        {"reference": "BV/0001/2024", "paper_type": "decision", "subject": "Demo-Vorlage"},
        parts=[PartText("climate", sentences=[SentenceText("Keine.")])],
        by=None,
    )
    values = {"paper": paper, "public": True, "by": None}
    day = dt.date(2024, 3, 13)
    one = resolutions.add(council, day, "Das Konzept wird vorgelegt.", **values)
    papers.publish(paper, mirror=False, by=None)
    line = follow_ups.of_resolution(
        resolutions.Resolution.objects.get(pk=one.pk),
        "Konzept vorlegen",
        unit=unit,
        due_date=TODAY + dt.timedelta(days=9),
        note="Kanarie-Notiz",
        by=None,
    )
    tasks.correct(line.task, {"details": "Kanarie-Einzelheit", "title": "Kanarie-Titel"}, by=None)
    follow_ups.report(line, {"remark": "Entwurf liegt vor.", "delay_reason": "Personal"}, by=None)
    return follow_ups.publish(line, by=None)


def hidden(made):
    """Add lines that nobody outside may read."""
    given = {"unit": made.task.unit, "due_date": TODAY, "by": None}
    raised = {"body": made.body, "raised_on": TODAY}
    follow_ups.of_spoken("request", "Kanarie-Innen", **raised, **given)
    closed = papers.add({"paper_type": "decision", "subject": "Kanarie-Papier"}, by=None)
    inside = resolutions.add(made.body, TODAY, "Kanarie-Beschluss", paper=closed, by=None)
    line = follow_ups.of_resolution(inside, "Kanarie-Zeile", **given)
    FollowUp.objects.filter(pk=line.pk).update(public=True)
    follow_ups.close(made, "done", "Kanarie-Ausgang", by=None)


def test_everybody_reads_the_line_and_nothing_of_the_inside(made):
    page = shelf.body(ADDRESS)
    for words in (
        "Konzept vorlegen",
        "Das Konzept wird vorgelegt.",
        "Demo-Rat",
        "13.03.2024",
        "77 Demo-Amt",
        "nicht begonnen",
        "Entwurf liegt vor.",
        "Personal",
    ):
        assert words in page
    hidden(made)
    for address in (ADDRESS, PAPER, "/ar/papiere/beschlusskontrolle/", "/de/papiere/"):
        found = shelf.body(address)
        assert "Kanarie" not in found
    assert "erledigt" in shelf.body(ADDRESS)


def test_a_state_narrows_the_list(made):
    assert "Konzept vorlegen" in shelf.body(f"{ADDRESS}?stand=open")
    assert "Konzept vorlegen" not in shelf.body(f"{ADDRESS}?stand=done")
    assert "Konzept vorlegen" in shelf.body(f"{ADDRESS}?stand=unsinn")


def test_the_page_of_a_paper_says_what_became_of_it(made):
    page = shelf.body(PAPER)
    assert "Was daraus wurde" in page
    assert "Konzept vorlegen" in page
    assert "Auswirkungen auf den Klimaschutz" in page
    follow_ups.withdraw(made, by=None)
    assert "Konzept vorlegen" not in shelf.body(PAPER)
    assert "Hier steht noch nichts." in shelf.body(ADDRESS)


def test_questions_answers_and_votes_by_group_are_public(made):
    groups = [organizations.add(f"Demo-Fraktion {x}", kind="faction", by=None) for x in "AB"]
    seats = dict(zip(groups, (8, 7), strict=True))
    terms.add(made.body, dt.date(2020, 1, 1), seats=15, factions=seats, by=None)
    paper = papers.add(
        {
            "paper_type": "enquiry",
            "subject": "Demo-Anfrage",
            "reference": "AF/0001/2024",
            "answer_due": dt.date(2024, 5, 2),
        },
        parts=kinds.parts({"question": "Wie viele?"}),
        applicants=groups[:1],
        by=None,
    )
    answers.give(paper, "1", "Zwei.", by=None)
    station = consultations.add(paper, made.body, date=dt.date(2024, 4, 1), by=None)
    cast = [GroupCount(groups[0], votes_for=8), GroupCount(groups[1], votes_against=7)]
    counts = {"votes_for": 8, "votes_against": 7}
    results.enter(station, "adopted", vote="by_majority", groups=cast, **counts, by=None)
    paper.refresh_from_db()
    papers.publish(paper, mirror=False, by=None)
    page = shelf.body("/de/papiere/af-0001-2024/")
    for words in (
        "1. <span",
        "Antwort auf die Frage",
        "Zwei.",
        "02.05.2024",
        "dafür: 8 (8 Demo-Fraktion A); dagegen: 7 (7 Demo-Fraktion B)",
    ):
        assert words in page
