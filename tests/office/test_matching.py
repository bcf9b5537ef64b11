"""Bringing two sides together: who fits, proposing, answers by phone, all open ones jointly."""

import datetime as dt

import pytest
from django.utils import timezone
from tests.office import city, world
from tests.volunteering import match_city
from tests.volunteering.match_city import AFTERNOON, WEDNESDAY, opportunity, volunteer

from konfluenz.ground import runs
from konfluenz.volunteering import proposals
from konfluenz.volunteering.models import Placement, Proposal

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser():
    return city.client()


def of_opportunity(made, rest="?tab=proposals"):
    return f"/buero/einsatzmoeglichkeiten/{made.public_id}/{rest}"


def of_proposal(proposal, rest=""):
    return f"/buero/vermittlung/vorschlaege/{proposal.public_id}/{rest}"


def propose(browser, made, *people, **more):
    picked = {"volunteer": [str(one.public_id) for one in people]}
    return browser.post(of_opportunity(made, "vorschlagen/"), picked | more)


def states():
    return dict(Proposal.objects.values_list("volunteer__person__name", "state"))


def test_who_fits_stands_with_reasons_and_several_are_proposed(browser):
    made = opportunity(wanted=2, needs=[("ar", True, "")])
    one = volunteer("Erste Demo", speaks={"ar": "b2", "de": "c1"}, times=[AFTERNOON])
    other = volunteer("Zweite Demo", speaks={"ar": "b2"})
    volunteer("Dritte Demo")
    page = world.text(browser.get(of_opportunity(made)))
    assert "Erste Demo · Ansehen : Erste Demo spricht Arabisch Dienstag 17–18 passt" in page
    assert "Deutschkenntnisse erfragen Zeiten erfragen" in page
    assert "Dritte Demo" not in page
    answer = propose(browser, made, one, other)
    assert answer["Location"] == of_opportunity(made)
    assert states() == {"Erste Demo": "asked", "Zweite Demo": "asked"}
    page = world.text(browser.get(of_opportunity(made)))
    assert "2 Personen sind gefragt. Beide Seiten können bis" in page
    assert "Wer passt Jemand anderes vorschlagen Zurzeit passt niemand." in page


def test_where_nobody_fits_it_says_why_and_what_would_help(browser):
    made = opportunity()
    volunteer(times=[(WEDNESDAY, *AFTERNOON[1:])])
    page = world.text(browser.get(of_opportunity(made)))
    assert "1 Person könnte zu einer anderen Zeit." in page
    assert "Das würde helfen: mit Mittwoch statt Dienstag: 1 Person" in page
    assert "Tragen Sie" not in page


def test_who_does_not_fit_is_weighed_first_and_then_asked_all_the_same(browser):
    made, someone = opportunity(), volunteer("Ada Demo", times=[(WEDNESDAY, *AFTERNOON[1:])])
    found = browser.get(of_opportunity(made, "vorschlagen/?q=Ada")).text
    weighing = of_opportunity(made, f"vorschlagen/?volunteer={someone.public_id}")
    assert f"?volunteer={someone.public_id}" in found
    assert propose(browser, made, someone)["Location"] == weighing
    page = browser.get(weighing).text
    assert "die Zeiten passen nicht" in page
    assert "Trotzdem vorschlagen" in page
    assert states() == {}
    propose(browser, made, someone, anyway="1")
    assert states() == {"Ada Demo": "asked"}


def test_a_missing_certificate_is_passed_over_by_nobody(browser):
    made, someone = opportunity(with_minors=True), volunteer()
    page = browser.get(of_opportunity(made, f"vorschlagen/?volunteer={someone.public_id}")).text
    assert "Darüber kann sich niemand hinwegsetzen." in page
    assert "Trotzdem vorschlagen" not in page
    propose(browser, made, someone, anyway="1")
    assert states() == {}


def test_nothing_ticked_and_nobody_known(browser):
    made = opportunity()
    page = browser.post(of_opportunity(made, "vorschlagen/"), follow=True)
    assert "Kreuzen Sie an, wen Sie vorschlagen möchten." in page.text
    assert browser.get(of_opportunity(made, "vorschlagen/?volunteer=niemand")).status_code == 404
    assert city.client("editor").get(of_opportunity(made, "vorschlagen/")).status_code == 403


def test_both_answer_by_phone_and_the_placement_begins(browser):
    proposal = match_city.asked()
    proposal.asked_at -= dt.timedelta(days=4)
    proposal.save()
    page = browser.get(of_proposal(proposal)).text
    assert "hat noch nicht geantwortet. Ein Anruf hilft." in page
    for side in ("volunteer", "organisation"):
        values = {"side": side, "answer": "yes", **city.FORM}
        answer = browser.post(of_proposal(proposal, "antwort/"), values)
        assert answer["Location"] == of_proposal(proposal)
    placed = Placement.objects.get(proposal=proposal)
    page = browser.get(of_proposal(proposal)).text
    assert f"/buero/vermittlung/{placed.public_id}/" in page
    late = browser.post(of_proposal(proposal, "antwort/"), values | {"answer": "no"})
    assert (late.status_code, "Beide Seiten haben schon zugesagt." in late.text) == (422, True)


def test_it_is_taken_back_with_a_reason_by_one_of_two(browser):
    proposal = match_city.asked()
    values = {"reason": "Verwechselt", "revision": 0, **city.FORM}
    missing = browser.post(of_proposal(proposal, "zurueckziehen/"), values | {"reason": " "})
    assert "Bitte füllen Sie „Grund“ aus." in missing.text
    proposals.answer_volunteer(proposal, "yes")
    assert browser.post(of_proposal(proposal, "zurueckziehen/"), values).status_code == 409
    browser.post(of_proposal(proposal, "zurueckziehen/"), values | {"revision": 1})
    assert match_city.again(proposal).state == "withdrawn"
    history = world.text(browser.get(of_proposal(proposal, "?tab=timeline")))
    assert "Vorschlag zurückgezogen" in history
    assert "Grund: Verwechselt" in history


def test_the_list_is_narrowed_by_state_side_and_words(browser):
    lists = "/buero/vermittlung/vorschlaege/"
    waits = match_city.asked(opportunity("Sprachcafé"), volunteer("Ada Demo"))
    proposals.answer_organisation(waits, "yes")
    done = match_city.asked(opportunity("Garten"), volunteer("Bela Demo"))
    proposals.answer_volunteer(done, "no")

    def found(query):
        page = browser.get(lists + query).text
        return [name for name in ("Ada Demo", "Bela Demo") if name in page]

    assert found("") == ["Ada Demo", "Bela Demo"]
    assert found("?state=declined") == ["Bela Demo"]
    assert found("?waits=volunteer") == ["Ada Demo"]
    assert found("?waits=organisation") == []
    assert found("?q=Sprachcafé") == found("?q=Ada") == ["Ada Demo"]


def test_all_together_runs_in_the_worker_and_a_person_decides(browser):
    made = opportunity("Lesepate", wanted=2)
    alone = opportunity("Chor", at=(6, *AFTERNOON[1:]))
    volunteer("Ada Demo", times=[AFTERNOON])
    volunteer("Bela Demo", times=[AFTERNOON])
    volunteer("Cora Demo", times=[AFTERNOON])
    start = browser.post("/buero/vermittlung/gemeinsam/rechnen/")
    assert browser.post("/buero/vermittlung/gemeinsam/rechnen/")["Location"] == start["Location"]
    waiting = browser.get(start["Location"])
    assert (waiting["Refresh"], "Beginnt gleich" in waiting.text) == ("3", True)
    assert runs.step() == 1
    page = browser.get(start["Location"])
    assert "2 Plätze lassen sich besetzen: optimal nach Ihren Gewichten ." in world.text(page)
    shown = page.context["chosen"]
    assert [(one.opportunity, len(one.pairs)) for one in shown] == [(made, 2)]
    assert (Proposal.objects.exists(), "Refresh" in page) == (False, False)
    ticked = {"pair": [shown[0].pairs[0].value, "fremd:unbekannt"], "page": "1"}
    browser.post(f"{start['Location']}vorschlagen/", ticked)
    assert list(states().values()) == ["asked"]
    page = world.text(browser.get(start["Location"]))
    assert "gefragt" in page
    left = world.text(browser.get(f"{start['Location']}?tab=open"))
    assert f"{alone} 1 Platz offen 3 Personen könnten zu einer anderen Zeit." in left
    assert "mit Dienstag statt Sonntag: 3 Personen (neu gerechnet: 1 Platz besetzt statt 0)" in left
    stranger = city.client("integration_officer")
    assert stranger.get(start["Location"]).status_code == 404


def test_pages_ask_no_more_for_three_rows_than_for_one(browser):
    def cost():
        urls = ["/buero/vermittlung/vorschlaege/", "/buero/vermittlung/", of_opportunity(made)]
        return [world.queries(browser, url) for url in [*urls, of_proposal(proposal), run]]

    made = opportunity("Viele", wanted=9, at=None)
    proposal = match_city.asked(made)
    volunteer(times=[AFTERNOON])
    match_city.placement()
    run = browser.post("/buero/vermittlung/gemeinsam/rechnen/")["Location"]
    runs.step()
    few = cost()
    for _number in range(2):
        match_city.asked(made)
        volunteer(times=[AFTERNOON])
        match_city.placement()
    run = browser.post("/buero/vermittlung/gemeinsam/rechnen/")["Location"]
    runs.step()
    assert cost() == few
    assert max(few) <= world.MOST_QUERIES, few


def test_what_expired_says_so_and_asks_for_nothing(browser):
    proposal = match_city.asked()
    Proposal.objects.update(answer_by=timezone.now() - dt.timedelta(hours=1))
    proposals.expire()
    page = browser.get(of_proposal(proposal)).text
    assert "nicht rechtzeitig beantwortet" in page
    assert "Antwort notieren" not in page
