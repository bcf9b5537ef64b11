"""Placements in the office: check-ins by phone, hours of both sides, the trial and the end."""

import pytest
from tests.office import city, world
from tests.volunteering import match_city
from tests.volunteering.match_city import again, in_days, volunteer

from konfluenz.volunteering import check_ins, hours, placements
from konfluenz.volunteering.models import Placement

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser():
    return city.client()


@pytest.fixture
def placed():
    return match_city.placement(volunteer("Ada Demo"), wanted=3)


def at(placed, rest=""):
    return f"/buero/vermittlung/{placed.public_id}/{rest}"


def page(browser, placed, rest=""):
    return world.text(browser.get(at(placed, rest)))


def ago(placed, days):
    """Let the placement have begun so long ago, with what is asked on its days."""
    placed.started_on, placed.trial_until = in_days(-days), in_days(28 - days)
    placed.save()
    placed.check_ins.all().delete()
    check_ins.plan(placed)
    return placed


def test_the_record_says_who_where_how_reached_and_what_comes(browser, placed):
    shown = page(browser, placed)
    assert "Ada Demo Einsatz · Lesepate zur Probe" in shown
    assert "@example.org" in shown
    assert "Hat es stattgefunden? steht an" in shown
    assert "Noch sind keine Stunden notiert." in shown
    assert "Einsatz begonnen" in page(browser, placed, "?tab=timeline")


def test_who_wants_to_talk_is_called_and_settled(browser, placed):
    ago(placed, 15)
    asked = placed.check_ins.get(kind="two_weeks")
    answer = at(placed, f"rueckfragen/{asked.pk}/")
    values = {"state": "talk", "revision": 0, **city.FORM}
    assert browser.post(answer, values)["Location"] == at(placed)
    assert "Ada Demo möchte sprechen." in page(browser, placed)
    assert browser.post(answer, values | {"state": "fine"}).status_code == 409
    late = browser.post(answer, values | {"state": "fine", "revision": 1})
    assert "Diese Frage ist schon beantwortet" in late.text
    settle = f"{answer}geklaert/"
    browser.post(settle, {"revision": 0})
    assert again(asked).state == "talk"
    browser.post(settle, {"revision": 1})
    assert again(asked).state == "fine"


def test_only_what_took_place_can_be_asked_so_and_not_before_its_day(browser, placed):
    ago(placed, 8)
    happened, later = placed.check_ins.get(kind="happened"), placed.check_ins.get(kind="year")
    form = browser.get(at(placed, f"rueckfragen/{happened.pk}/")).text
    assert "es hat nicht stattgefunden" in form
    early = {"state": "fine", "revision": 0, **city.FORM}
    refused = browser.post(at(placed, f"rueckfragen/{later.pk}/"), early)
    assert (refused.status_code, "Diese Frage kommt erst später." in refused.text) == (422, True)
    assert f"rueckfragen/{later.pk}/" not in browser.get(at(placed)).text


def test_hours_are_noted_by_phone_and_count_when_the_other_side_confirms(browser, placed):
    values = {"date": match_city.today(), "minutes": "1,5", "side": "volunteer", **city.FORM}
    refused = browser.post(at(placed, "stunden/neu/"), values | {"minutes": "viel"})
    assert "Schreiben Sie die Dauer in Stunden: 1:30, 1,5 oder 2." in refused.text
    assert browser.post(at(placed, "stunden/neu/"), values).status_code == 302
    twice = browser.post(at(placed, "stunden/neu/"), values)
    assert "sind schon Stunden eingetragen." in twice.text
    given = placed.hours.get()
    decide = at(placed, f"stunden/{given.pk}/entscheiden/")
    browser.post(decide, {"decision": "disputed", "revision": 0})
    correct = {"minutes": "2:00", "side": "organisation", "revision": 1, **city.FORM}
    assert browser.post(at(placed, f"stunden/{given.pk}/"), correct).status_code == 302
    assert (again(given).state, again(given).reported_by) == ("reported", "organisation")
    browser.post(decide, {"decision": "confirmed", "revision": 1})
    assert again(given).state == "reported"
    browser.post(decide, {"decision": "confirmed", "revision": 2})
    assert "2:00 Stunden bestätigt" in page(browser, placed)
    assert hours.confirmed(Placement.objects.all()) == {placed.pk: 120}


def test_the_trial_ends_well_once(browser, placed):
    ago(placed, 30)
    for asked in placed.check_ins.filter(due_date__lte=match_city.today()):
        check_ins.answer(asked, "fine", by=None)
    assert "Die Probezeit sollte bis" in page(browser, placed)
    revision = again(placed).revision
    browser.post(at(placed, "probezeit/"), {"revision": revision})
    assert again(placed).state == "running"
    twice = browser.post(at(placed, "probezeit/"), {"revision": revision + 1}, follow=True)
    assert "nicht mehr in der Probezeit" in twice.text


def test_it_ends_with_day_and_reason_by_one_of_two(browser, placed):
    values = {"reason": "time", "ended_on": match_city.today(), "revision": 0, **city.FORM}
    assert "Bitte füllen Sie" in browser.post(at(placed, "ende/"), values | {"reason": ""}).text
    ahead = browser.post(at(placed, "ende/"), values | {"ended_on": in_days(1)})
    assert "Dieser Tag liegt in der Zukunft." in ahead.text
    placements.settle(placed, by=None)
    assert browser.post(at(placed, "ende/"), values).status_code == 409
    browser.post(at(placed, "ende/"), values | {"revision": 1})
    shown = page(browser, placed)
    assert "beendet" in shown
    assert "keine Zeit mehr" in shown
    assert at(placed, "ende/") not in browser.get(at(placed)).text


def test_the_list_marks_what_waits_for_a_colleague(browser, placed):
    ago(placed, 15)
    check_ins.answer(placed.check_ins.get(kind="two_weeks"), "talk", by=None)
    over = ago(match_city.placement(volunteer("Bela Demo"), title="Garten"), 40)
    gone = match_city.placement(volunteer("Cora Demo"))
    placements.end(gone, "time", by=None)
    hours.report(placed, match_city.today(), 60, side="volunteer", by=None)

    def found(query):
        shown = browser.get(f"/buero/vermittlung/{query}").text
        return [name[0] for name in ("Ada Demo", "Bela Demo", "Cora Demo") if name in shown]

    shown = world.text(browser.get("/buero/vermittlung/"))
    assert "zur Probe bitte anrufen" in shown
    assert "zur Probe Probezeit ist um" in shown
    assert found("") == ["A", "B", "C"]
    assert found("?state=live") == found("?state=trial") == ["A", "B"]
    assert found("?open_=check_in") == found("?open_=hours") == ["A"]
    assert found("?open_=trial") == ["B"]
    assert found("?q=Garten") == ["B"]
    assert over.state == "trial"
    rows = b"".join(browser.get("/buero/vermittlung/?export=csv").streaming_content).decode()
    assert "Ada Demo;Lesepate: Demo-Verein" in rows
