"""A reader subscribes to a goal by mail, and ends it again."""

import datetime as dt
import re

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from tests.portal import shelf

from konfluenz.ground.models import Message
from konfluenz.portal import guards
from konfluenz.steering import concepts, goals, subscriptions
from konfluenz.steering.models import GoalSubscription

pytestmark = pytest.mark.django_db
PLACE = "/integrationskonzept/"
STAGES = ("bestaetigen", "beenden")


def _text(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def _address(goal, language="de"):
    return f"/{language}{PLACE}ziele/{goal.public_id}/abonnieren/"


def _ask(goal, address="leserin@example.org", language="de", **more):
    with time_machine.travel(timezone.now() - dt.timedelta(seconds=10), tick=False):
        token = guards.new_token("subscribe")
    sent = {"mail": address, "token": token, **more}
    return Client(enforce_csrf_checks=True).post(_address(goal, language), sent)


def _links(row):
    tokens = (subscriptions.confirm_token(row), subscriptions.end_token(row))
    return [f"{PLACE}abonnement/{s}/{t}/" for s, t in zip(STAGES, tokens, strict=True)]


def test_the_goal_on_the_concept_page_leads_to_mail_and_atom():
    goal = shelf.build().goal
    assert f'href="{_address(goal)}"' in shelf.body("/de/integrationskonzept/")
    page = shelf.body(_address(goal))
    assert goal.text in page
    assert f'href="/de{PLACE}ziele/{goal.public_id}/atom.xml"' in page


def test_the_answer_is_the_same_whether_the_address_is_known_or_not():
    goal = shelf.build().goal
    first = _ask(goal)
    subscriptions.confirm(Message.objects.get().context["token"])
    again = _ask(goal)
    assert (first.status_code, first["Location"]) == (again.status_code, again["Location"])
    assert not first.cookies
    assert "Bitte sehen Sie in Ihr Postfach" in shelf.body(first["Location"])
    assert Message.objects.count() == 1


def test_machines_wrong_addresses_and_hidden_goals_get_nothing():
    made = shelf.build()
    assert _ask(made.goal, website="spam").status_code == 302
    wrong = _ask(made.goal, "keine Adresse")
    assert "Bitte schreiben Sie die Adresse so: name@example.org" in wrong.content.decode()
    concepts.correct(made.concept, {"public": False}, by=None)
    assert Client().get(_address(made.goal)).status_code == 404
    assert not GoalSubscription.objects.exists()
    assert not Message.objects.exists()


def test_a_scanner_that_follows_the_links_changes_nothing_and_a_button_does():
    goal = shelf.build().goal
    _ask(goal, language="ar")
    row = GoalSubscription.objects.get()
    beginning, ending = _links(row)
    for link in (beginning, ending, f"/ar{beginning}", f"/ar{ending}"):
        assert Client().get(link, follow=True).status_code == 200
    assert GoalSubscription.objects.get().confirmed_at is None
    assert Client().get(beginning)["Location"] == f"/ar{beginning}"
    browser = Client(enforce_csrf_checks=True)
    page = browser.post(f"/de{beginning}", follow=True).content.decode()
    assert "Das Abonnement hat begonnen." in page
    page = browser.post(f"/de{ending}", follow=True).content.decode()
    assert "Ihre Adresse ist gelöscht." in page
    assert not GoalSubscription.objects.exists()
    assert browser.get(f"/de{beginning}").status_code == 410
    assert "Ihre Adresse ist gelöscht." in browser.get(f"/de{ending}").content.decode()


def test_a_mail_program_ends_it_by_one_click():
    goal = shelf.build().goal
    _ask(goal)
    ending = _links(GoalSubscription.objects.get())[1]
    browser = Client(enforce_csrf_checks=True)
    assert browser.post(ending, {"List-Unsubscribe": "One-Click"}).status_code == 204
    assert not GoalSubscription.objects.exists()
    assert browser.post(f"{PLACE}abonnement/beenden/falsch/").status_code == 410


def test_the_link_in_a_mail_leads_to_the_goal():
    made = shelf.build()
    door = Client().get(f"{PLACE}ziel/{made.goal.public_id}/", headers={"Accept-Language": "uk"})
    assert door["Location"] == "/uk/integrationskonzept/2022/#feld-1-ziel-1"


def test_whoever_confirmed_gets_a_mail_about_what_is_said():
    made = shelf.build()
    _ask(made.goal)
    subscriptions.confirm(Message.objects.get().context["token"])
    today = timezone.localdate()
    goals.note(made.goal, "reached", "Geschafft.", unit=made.office, date=today, by=None)
    assert Message.objects.latest("id").template == "steering/mail/goal_stands"
