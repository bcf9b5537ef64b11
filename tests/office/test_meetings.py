"""Sitzungen in the office: planned from the last one, invited, held; who reads what."""

import pytest
import time_machine
from tests.events.circle import circle, planned
from tests.events.gathering import at, house, unit
from tests.office import city
from tests.office.world import MOST_QUERIES, queries, text

from konfluenz.directory import groups
from konfluenz.events import invitations, minutes
from konfluenz.events.invitations import key
from konfluenz.events.minutes import Said
from konfluenz.events.models import GroupMeeting
from konfluenz.ground.models import Message

pytestmark = pytest.mark.django_db
LIST = "/buero/sitzungen/"
CHANGED = "Inzwischen hat sie jemand geändert."


@pytest.fixture(autouse=True)
def january():
    with time_machine.travel(at("2026-01-10 12:00")) as clock:
        yield clock


def _at(meeting, rest=""):
    return f"{LIST}{meeting.public_id}/{rest}"


def _typed(group, **values):
    return {
        "group": str(group.pk),
        "starts_at": "2026-02-03T17:30",
        "ends_at": "2026-02-03T19:00",
        "place": str(house().pk),
        "agenda": "Begrüßung\n\n Räume ",
        **city.FORM,
        **values,
    }


def sent():
    return Message.objects.filter(template__startswith="events/").count()


def held(group, begins="2026-01-06 17:30", **said):
    made = planned(group, begins)
    return minutes.keep(made, Said(**said), by=None)


def test_a_meeting_is_planned_invited_answered_by_phone_and_cancelled():
    browser, group = city.client(), circle()
    answer = browser.post(f"{LIST}neu/", _typed(group, ends_at="2026-02-03T17:00"))
    assert "Die Sitzung muss nach ihrem Beginn enden." in answer.text
    answer = browser.post(f"{LIST}neu/", _typed(group))
    made = GroupMeeting.objects.get()
    assert answer["Location"] == _at(made)
    page = text(browser.get(_at(made)))
    for words in ("Noch ist niemand eingeladen.", "1. Begrüßung", "2. Räume", "17:30–19:00"):
        assert words in page
    preview = text(browser.get(_at(made, "einladen/")))
    assert "Einladung: Demo-Kreis, 03.02.2026, 17:30–19:00" in preview
    assert "3 Mitglieder einladen" in preview
    assert sent() == 0
    browser.post(_at(made, "einladen/"), {"revision": made.revision})
    assert sent() == 3
    stale = browser.post(_at(made, "einladen/"), {"revision": made.revision}, follow=True)
    assert CHANGED in stale.text
    ben = made.attendances.get(person__name="Ben Demo")
    browser.post(_at(made, f"antworten/{ben.pk}/"), {"state": "coming"})
    page = text(browser.get(_at(made) + "?tab=minutes"))
    assert "2 ohne Antwort, 1 kommt" in page
    browser.post(_at(made, "absagen/"), {"reason": "Krank.", "revision": "9", **city.FORM})
    made.refresh_from_db()
    assert made.state == "invited"
    browser.post(_at(made, "absagen/"), {"reason": "Krank.", **city.FORM})
    page = text(browser.get(_at(made)))
    assert "Abgesagt Krank." in page
    assert "Sitzung abgesagt" in browser.get(_at(made) + "?tab=timeline").text


def test_the_agenda_is_ordered_corrected_and_an_item_comes_back():
    browser = city.client()
    made = planned(circle())
    first, second = made.items.all()
    browser.post(_at(made, f"punkte/{second.pk}/nach-oben/"), {"revision": 0})
    assert list(made.items.values_list("title", flat=True)) == ["Räume", "Begrüßung"]
    late = browser.post(_at(made, f"punkte/{first.pk}/entfernen/"), {"revision": 0}, follow=True)
    assert CHANGED in late.text
    gone = browser.post(_at(made, f"punkte/{second.pk}/entfernen/"), follow=True)
    token = gone.text.split('name="token" value="')[1].split('"')[0]
    assert list(made.items.values_list("title", flat=True)) == ["Begrüßung"]
    browser.post(_at(made, "punkte/zurueck/"), {"token": token})
    assert list(made.items.values_list("title", flat=True)) == ["Räume", "Begrüßung"]
    browser.post(_at(made, "punkte/neu/"), {"title": "Termine", **city.FORM})
    item = made.items.get(title="Termine")
    values = {"title": "Termine 2026", "details": "Bis Juni.", **city.FORM}
    browser.post(_at(made, f"punkte/{item.pk}/bearbeiten/"), values)
    assert "Bis Juni." in browser.get(_at(made)).text
    values = {"agenda": "Termine 2026\nRäume", **city.FORM}
    browser.post(_at(made, "tagesordnung/"), values)
    assert list(made.items.values_list("title", flat=True)) == ["Termine 2026", "Räume"]


def test_minutes_are_written_in_one_form_and_the_next_meeting_carries_the_rest(january):
    group = circle()
    made = planned(group)
    invitations.invite(made, by=None)
    january.shift(25 * 24 * 3600)
    browser = city.client()
    assert "Niederschrift schreiben" in browser.get(_at(made)).text
    rooms = made.items.get(title="Räume")
    roll = {str(row.person or row.organization): key(row) for row in invitations.roll(made)}
    both = {"present": [roll["Ada Demo"]], "excused": [roll["Ada Demo"]]}
    answer = browser.post(_at(made, "niederschrift/"), both | city.FORM)
    assert "als anwesend und als entschuldigt" in answer.text
    values = {
        "present": [roll["Ada Demo"]],
        f"decision_{rooms.pk}": "Wir fragen.",
        "minutes": "Ada Demo berichtet.",
        "summary": "Räume.",
        "public": "on",
        "revision": "1",
    }
    browser.post(_at(made, "niederschrift/"), values | city.FORM)
    made.refresh_from_db()
    assert (made.state, made.minutes, made.public) == ("held", "Ada Demo berichtet.", True)
    assert "Beschlossen: Wir fragen." in text(browser.get(_at(made)))
    assert "Ada Demo berichtet." in browser.get(_at(made) + "?tab=minutes").text
    task = {"title": "Räume anfragen", "unit": str(unit().pk), "due_date": "2026-03-01"}
    browser.post(_at(made, "aufgaben/neu/"), task | city.FORM)
    assert "Räume anfragen" in browser.get(_at(made)).text
    plan = browser.get(f"{LIST}neu/?gruppe={group.public_id}").text
    assert "2026-03-03T17:30" in plan
    assert "Begrüßung</textarea>" in plan


def test_minutes_attendance_and_history_are_for_those_who_lead_groups():
    made = held(circle(), minutes="Ada Demo sprach lange.")
    colleague = city.client("office_colleague")
    page = colleague.get(_at(made))
    assert page.status_code == 200
    for words in ("Ada Demo", "sprach lange", "Niederschrift korrigieren"):
        assert words not in page.text
    for tab in ("minutes", "timeline"):
        assert colleague.get(f"{_at(made)}?tab={tab}").status_code == 404
    assert colleague.get(_at(made, "niederschrift/")).status_code == 403


def test_the_group_has_a_tab_with_its_meetings_and_its_numbers():
    group = circle()
    held(group)
    page = text(city.client().get(f"/buero/gruppen/{group.public_id}/?tab=meetings"))
    for words in ("1 Sitzung fand statt", "2 TOPs", "0 Empfehlungen", "06.01.2026, 17:30–19:00"):
        assert words in page


def test_a_link_with_nonsense_plans_for_no_group():
    browser = city.client()
    assert browser.get(f"{LIST}neu/?gruppe=x").status_code == 200
    assert browser.get(f"{LIST}?group=999").status_code == 200


def test_pages_ask_as_much_for_three_as_for_one():
    browser, group = city.client(), circle()
    one = held(group)
    group_page = f"/buero/gruppen/{group.public_id}/?tab=meetings"
    pages = [LIST, group_page, _at(one), f"{_at(one)}?tab=minutes", _at(one, "niederschrift/")]
    before = [queries(browser, page) for page in pages]
    for day in (7, 8):
        held(circle(f"Demo-Kreis {day}"), f"2026-01-0{day} 17:30")
        held(group, f"2026-01-0{day} 17:30")
        fresh, since = city.person(f"Neu {day}"), at("2025-01-01 00:00").date()
        groups.join(group, person=fresh, valid_from=since, by=None)
        minutes.add_task(one, "x", unit=unit(), due_date=at("2026-02-01 00:00").date(), by=None)
    after = [queries(browser, page) for page in pages]
    assert after == before
    assert max(after) <= MOST_QUERIES
