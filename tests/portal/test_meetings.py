"""Answering an invitation by its link, and what everybody reads of a working group."""

import datetime as dt
import re

import pytest
from django.test import Client
from django.utils import timezone
from icalendar import Calendar
from tests.events.circle import circle
from tests.portal import shelf, world

from konfluenz.directory import groups
from konfluenz.events import answers, invitations, meetings, minutes
from konfluenz.events.minutes import Said
from konfluenz.ground.models import Entry
from konfluenz.people import persons
from konfluenz.people.models import Person
from konfluenz.steering import recommendations

pytestmark = pytest.mark.django_db
PAGE = "/de/integrationskonzept/"


def text(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


@pytest.fixture
def asked():
    """Somebody who reads Ukrainian and is invited in three days."""
    world.city()
    group = circle()
    Person.objects.filter(name="Ada Demo").update(language="uk")
    begins = timezone.now() + dt.timedelta(days=3)
    made = meetings.plan(group, begins, room="Saal", agenda=["Räume"], by=None)
    invitations.invite(made, by=None)
    return made.attendances.select_related("meeting", "person").get(person__name="Ada Demo")


def test_opening_the_link_changes_nothing_one_click_answers_and_a_later_one_counts(asked):
    token, before = answers.token(asked), Entry.objects.count()
    door = Client().get(f"/sitzungen/antwort/{token}/")
    assert door["Location"] == f"/uk/sitzungen/antwort/{token}/"
    page = f"/de/sitzungen/antwort/{token}/"
    for _time in range(2):
        shown = Client().get(page)
        assert "Kommen Sie?" in shown.text
    assert shown["X-Robots-Tag"] == "noindex"
    assert Entry.objects.count() == before
    assert "Räume" in shown.text
    browser = Client(enforce_csrf_checks=True)
    for state, said in (("coming", "Sie haben zugesagt."), ("excused", "Sie haben abgesagt.")):
        answer = browser.post(page, {"answer": state}, follow=True)
        asked.refresh_from_db()
        assert asked.state == state
        assert said in answer.text
    assert "Wählen Sie eine der Antworten." in browser.post(page, {"answer": "present"}).text


def test_the_date_is_there_for_the_own_calendar(asked):
    answer = Client().get(f"/de/sitzungen/termin/{answers.token(asked)}/")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    [entry] = Calendar.from_ical(answer.content).events
    assert (str(entry["summary"]), str(entry["location"])) == ("Demo-Kreis", "Saal")


def test_a_cancelled_meeting_says_why_and_takes_no_answer(asked):
    token = answers.token(asked)
    meetings.cancel(asked.meeting, "Der Raum ist belegt.", by=None)
    page = Client().post(f"/de/sitzungen/antwort/{token}/", {"answer": "coming"}).text
    for words in ("Diese Sitzung fällt aus", "Der Raum ist belegt.", "nicht mehr offen"):
        assert words in page
    assert 'name="answer"' not in page
    assert Client().get("/de/sitzungen/antwort/x/").status_code == 410


def _met(group, days, *, public=True, decision="Wir fragen.", summary="Es ging um Räume."):
    begins = timezone.now() - dt.timedelta(days=days)
    made = meetings.plan(group, begins, agenda=["Räume", "Termine"], by=None)
    said = Said(
        minutes="Ada Geheim sprach lange.",
        summary=summary,
        public=public,
        decisions={made.items.get(position=1).pk: decision},
    )
    return minutes.keep(made, said, by=None)


def test_everybody_reads_numbers_public_meetings_and_recommendations_and_no_name():
    made = shelf.build()
    group = made.area.group
    groups.join(group, person=persons.add("Ada Geheim", by=None), by=None)
    before = shelf.body(PAGE)
    assert "Was der Arbeitskreis getan hat" not in before
    for days in (400, 300, 200, 100):
        _met(group, days, summary=f"Kurz {days}.")
    _met(group, 50, public=False, summary="Nicht für alle.", decision="Geheim.")
    off = meetings.plan(group, timezone.now(), agenda=["Fällt aus"], by=None)
    meetings.cancel(off, "Krank.", by=None)
    shown = recommendations.add(group, "Räume abends öffnen.", public=True, by=None)
    recommendations.decide(shown, "declined", reason="Kein Schlüsseldienst.", by=None)
    recommendations.add(group, "Nur für uns.", by=None)
    page = text(shelf.body(PAGE).split("Was der Arbeitskreis getan hat")[1].split("</article>")[0])
    for words in (
        "5 Sitzungen · 10 Themen beraten · 1 Empfehlung",
        "Räume abends öffnen.",
        "abgelehnt",
        "Kein Schlüsseldienst.",
        "Wir fragen.",
        "Kurz 100.",
        "Kurz 300.",
    ):
        assert words in page
    for words in ("Kurz 400.", "Nicht für alle.", "Geheim", "Nur für uns.", "Fällt aus"):
        assert words not in page


def test_the_page_asks_as_much_for_many_meetings_as_for_one():
    made = shelf.build()
    _met(made.area.group, 100)
    recommendations.add(made.area.group, "Eins.", public=True, by=None)
    before = shelf.queries(PAGE)
    for number, area in enumerate(made.concept.areas.all()):
        area.group = area.group or groups.add("working_group", name=f"Kreis {number}", by=None)
        area.save()
        _met(area.group, 90)
        recommendations.add(area.group, f"Nr. {number}.", public=True, by=None)
    assert shelf.queries(PAGE) == before
