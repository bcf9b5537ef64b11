"""What happens to volunteers: led on, certificates, not with; skills and weights."""

import pytest
from tests.office import city, world
from tests.volunteering import town

from konfluenz.people import contacts, roles
from konfluenz.people.roles import Right, Role
from konfluenz.volunteering import clearances, matching, not_with, skills, volunteers, weights
from konfluenz.volunteering.models import Clearance, Skill

pytestmark = pytest.mark.django_db

SKILLS = "/buero/einstellungen/faehigkeiten/"
WEIGHTS = "/buero/einstellungen/gewichte/"
EVEN = {
    "time": 3,
    "distance": 2,
    "languages": 2,
    "skills": 2,
    "interests": 2,
    "wishes": 1,
    "turn": 1,
}


@pytest.fixture
def ada():
    return town.volunteer("Ada Demo")


@pytest.fixture
def browser():
    return city.client()


def _at(one, rest=""):
    return f"/buero/ehrenamtliche/{one.public_id}/{rest}"


def _lead(browser, one, state, **more):
    return browser.post(_at(one, "stand/"), {"state": state, **city.FORM} | more)


def test_only_what_may_follow_is_offered_and_the_first_talk_answers(browser):
    one = town.prospect()
    form = browser.get(_at(one, "stand/?to=first_talk")).context["form"]
    slugs = [slug for slug, _label in form.fields["state"].choices]
    assert slugs == ["first_talk", "checks", "active", "paused", "left"]
    assert form["state"].value() == "first_talk"
    assert _lead(browser, one, "first_talk", reason="War da").status_code == 302
    one.refresh_from_db()
    assert (one.state, one.answered_at is None) == ("first_talk", False)
    assert _lead(browser, one, "prospect").status_code == 422


def test_two_who_lead_on_at_once_and_the_second_is_told(browser, ada):
    volunteers.pause(ada, by=None)
    answer = _lead(browser, ada, "checks", revision="0")
    assert answer.status_code == 409
    assert "ruht" in world.text(answer)


def test_leaving_takes_a_reason_and_says_it_in_words(browser, ada):
    not_with.put(ada, town.organization(), by=None)
    answer = _lead(browser, ada, "left")
    assert answer.status_code == 422
    assert "Wählen Sie einen Grund aus der Liste." in answer.text
    assert _lead(browser, ada, "left", leave_reason="moved").status_code == 302
    assert not_with.of(ada) == []
    page = world.text(browser.get(_at(ada, "?tab=timeline")))
    assert "Ausgeschieden" in page
    assert "Grund: weggezogen" in page


def test_a_certificate_is_noted_with_its_day_and_nothing_else(browser, ada):
    seen = {"certificate_date": f"{town.TODAY:%Y-%m-%d}", "seen_on": f"{town.TODAY:%Y-%m-%d}"}
    old = browser.post(
        _at(ada, "fuehrungszeugnis/"), seen | {"certificate_date": "2015-01-01"} | city.FORM
    )
    assert "zu alt" in world.text(old)
    assert browser.post(_at(ada, "fuehrungszeugnis/"), seen | city.FORM).status_code == 302
    page = world.text(browser.get(_at(ada)))
    assert "Führungszeugnis gültig" in page
    assert "Gilt bis vor dem" in page
    browser.post(_at(ada, "fuehrungszeugnis/loeschen/"))
    assert not Clearance.objects.exists()


def test_who_does_not_inspect_sees_cleared_and_no_day(browser, ada, monkeypatch):
    clearances.see(ada, town.TODAY, by=None)
    fewer = roles.ROLE_RIGHTS[Role.COORDINATOR] - {Right.SEE_CLEARANCES}
    monkeypatch.setitem(roles.ROLE_RIGHTS, Role.COORDINATOR, fewer)
    page = world.text(browser.get(_at(ada)))
    assert "Führungszeugnis gültig" in page
    assert "Datum des Führungszeugnisses" not in page
    assert browser.get(_at(ada, "fuehrungszeugnis/")).status_code == 403


def test_two_are_kept_apart_without_a_reason_and_may_meet_again(browser, ada):
    kim, club = town.volunteer("Kim Demo"), town.organization("Sprachcafé")
    for named in ({"other": "Kim Demo"}, {"organization": "Sprachcafé"}):
        assert browser.post(_at(ada, "nicht-mit/"), named | city.FORM).status_code == 302
    assert set(not_with.of(ada)) == {kim, club}
    contacts.add(town.volunteer("Kim Demo").person, "phone", "0261 123456", by=None)
    asked = browser.post(_at(ada, "nicht-mit/"), {"other": "Kim Demo", **city.FORM})
    assert "Kim Demo, +49261123456" in world.text(asked)
    assert "Ada Demo" in browser.get(_at(kim)).text.split('id="apart"')[1]
    assert "reason" not in browser.get(_at(ada, "nicht-mit/")).context["form"].fields
    removed = browser.post(
        _at(ada, "nicht-mit/aufheben/"), {"with": f"other {kim.pk}"}, follow=True
    )
    assert not_with.of(ada) == [club]
    token = removed.text.split('name="token" value="')[1].split('"')[0]
    browser.post(_at(ada, "nicht-mit/zurueck/"), {"token": token})
    assert set(not_with.of(kim)) == {ada}


@pytest.mark.parametrize(
    ("named", "told"),
    [
        ({}, "Nennen Sie entweder"),
        ({"other": "Kim Demo", "organization": "Sprachcafé"}, "Nennen Sie entweder"),
        ({"other": "Niemand"}, "Dazu ist niemand unter den Ehrenamtlichen."),
        ({"other": "Ada Demo"}, "Wählen Sie zwei verschiedene Personen."),
    ],
)
def test_one_other_is_named_and_not_oneself(browser, ada, named, told):
    town.volunteer("Kim Demo")
    town.organization("Sprachcafé")
    answer = browser.post(_at(ada, "nicht-mit/"), named | city.FORM)
    assert answer.status_code == 422
    assert told in answer.text


def test_a_skill_is_added_renamed_and_taken_out_of_use(browser, ada):
    assert browser.post(f"{SKILLS}neu/", {"name": "Kochen", **city.FORM}).status_code == 302
    twin = browser.post(f"{SKILLS}neu/", {"name": "kochen ", **city.FORM})
    assert twin.status_code == 422
    one = Skill.objects.get()
    volunteers.correct(ada, {"skills": [one]}, by=None)
    edit = f"{SKILLS}{one.public_id}/bearbeiten/"
    assert browser.post(edit, {"name": "Backen", "revision": "0", **city.FORM}).status_code == 302
    late = browser.post(edit, {"name": "Braten", "active": "on", "revision": "0", **city.FORM})
    assert late.status_code == 409
    assert "Backen" in world.text(browser.get(f"{SKILLS}?q=back"))
    other = town.volunteer("Kim Demo")
    assert "Backen" not in browser.get(_at(other, "bearbeiten/")).text
    kept = {"skills": [one.pk], "places": "2", "revision": "1", **city.FORM}
    assert browser.post(_at(ada, "bearbeiten/"), kept).status_code == 302
    assert ada.skills.get().name == "Backen"


def test_weights_change_what_is_suggested_first(browser, ada):
    cooking = skills.add("Kochen", by=None)
    volunteers.correct(ada, {"skills": [cooking], "wishes": ["in_a_team"]}, by=None)
    skilled = town.opportunity("Kochabend", skills=[cooking], offers=["hands_on"])
    liked = town.opportunity("Fest", offers=["in_a_team"], skills=[skills.add("Nähen", by=None)])
    assert browser.post(WEIGHTS, EVEN | {"wishes": 0} | city.FORM).status_code == 302
    assert matching.for_volunteer(ada)[0].opportunity == skilled
    changed = EVEN | {"skills": 0, "wishes": 10, "revision": "1"} | city.FORM
    assert browser.post(WEIGHTS, changed).status_code == 302
    assert matching.for_volunteer(ada)[0].opportunity == liked
    assert browser.post(WEIGHTS, changed | {"skills": 5}).status_code == 409


def test_something_has_to_count(browser):
    answer = browser.post(WEIGHTS, dict.fromkeys(EVEN, 0) | city.FORM)
    assert answer.status_code == 422
    assert "Etwas muss zählen" in answer.text
    assert weights.current().time == 3


def test_skills_and_weights_cost_the_same_for_many(browser):
    skills.add("Kochen", by=None)
    before = world.queries(browser, SKILLS), world.queries(browser, WEIGHTS)
    for name in ("Nähen", "Tanzen"):
        town.opportunity(name, skills=[skills.add(name, by=None)])
    assert (world.queries(browser, SKILLS), world.queries(browser, WEIGHTS)) == before
    assert max(before) <= world.MOST_QUERIES


def test_a_colleague_without_the_right_sees_no_volunteers(ada):
    colleague = city.client("editor")
    for url in ("/buero/ehrenamtliche/", _at(ada), _at(ada, "stand/"), SKILLS, WEIGHTS):
        assert colleague.get(url).status_code == 403
