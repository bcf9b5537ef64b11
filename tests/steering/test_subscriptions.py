"""Mails about a goal: asked for, confirmed, sent, ended."""

import datetime as dt

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.directory.race import together

from konfluenz.ground import rendering
from konfluenz.ground.channels import mail
from konfluenz.ground.links import LinkRefused
from konfluenz.ground.models import Entry, Message
from konfluenz.steering import concepts, goals, subscriptions
from konfluenz.steering.models import GoalSubscription

TODAY = timezone.localdate()
ADA = "Ada@Example.org "


@pytest.fixture
def goal(concept, area):
    concepts.correct(concept, {"public": True}, by=None)
    return goals.add(area, "Mehr Ehrenamt.", by=None)


def _token(message):
    return message.context["token"]


def _asked(goal, address=ADA, locale="de"):
    subscriptions.ask(goal, address, locale)
    return Message.objects.order_by("-id").first()


def _subscribed(goal, address=ADA, locale="de"):
    return subscriptions.confirm(_token(_asked(goal, address, locale)))


def _note(goal, office, **more):
    return goals.note(goal, "reached", "Geschafft.", unit=office, date=TODAY, by=None, **more)


def test_an_address_is_asked_before_anything_is_sent_there(goal, office):
    asked = _asked(goal)
    text = rendering.render(asked)
    assert text.subject == "Bitte bestätigen: Neues zu einem Ziel per E-Mail"
    assert "„Mehr Ehrenamt.“" in text.text
    assert "Der Link gilt 7 Tage." in text.text
    assert (asked.address, asked.confidential) == ("Ada@Example.org", True)
    _note(goal, office)
    assert Message.objects.count() == 1


def test_whoever_confirmed_is_told_in_their_language_with_a_way_out(goal, office):
    _subscribed(goal, locale="uk")
    _note(goal, office)
    told = Message.objects.latest("id")
    text = rendering.render(told)
    assert text.subject == "Нове: який стан цілі"
    assert f"досягнуто ({TODAY.day} " in text.text
    assert f"erreicht ({TODAY:%d.%m.%Y}, 31 Ordnungsamt)\nGeschafft." in text.text
    ending = told.context["unsubscribe"]
    assert ending in text.text
    assert ending in text.secrets
    told.text = "x"
    headers = mail.compose(told).extra_headers
    assert headers["List-Unsubscribe"] == f"<{ending}>"
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "List-Unsubscribe" not in mail.compose(Message.objects.earliest("id")).extra_headers


def test_asking_again_asks_again_until_it_is_confirmed_and_no_more_than_five_times_a_day(goal):
    for _time in range(7):
        subscriptions.ask(goal, ADA, "de")
    assert Message.objects.count() == subscriptions.PER_DAY
    subscriptions.confirm(_token(Message.objects.first()))
    subscriptions.ask(goal, "ada@EXAMPLE.org", "uk")
    assert Message.objects.count() == subscriptions.PER_DAY
    assert GoalSubscription.objects.get().locale == "de"


def test_what_the_trail_says_holds_no_address(goal):
    subscriptions.end(subscriptions.end_token(_subscribed(goal)))
    actions = ["subscription.asked", "subscription.confirmed", "subscription.ended"]
    entries = Entry.objects.filter(action__startswith="subscription").order_by("id")
    assert [(entry.action, entry.by_id) for entry in entries] == [(name, "") for name in actions]
    assert not any(hasattr(entry, "detail") for entry in entries)


def test_an_ended_subscription_leaves_nothing_behind(goal, office):
    row = _subscribed(goal)
    token = subscriptions.end_token(row)
    Message.objects.update(state="sent", settled_at=timezone.now(), text="Für Ada")
    _note(goal, office)
    subscriptions.end(token)
    subscriptions.end(token)
    assert subscriptions.to_end(token) is None
    assert not GoalSubscription.objects.exists()
    left = Message.objects.get()
    assert (left.address, left.text, left.context, left.secrets) == ("", "", {}, [])
    assert left.erased_at is not None


def test_links_of_another_kind_or_of_what_has_gone_open_nothing(goal):
    row = _subscribed(goal)
    with pytest.raises(LinkRefused):
        subscriptions.confirm(subscriptions.end_token(row))
    confirming = subscriptions.confirm_token(row)
    subscriptions.end(subscriptions.end_token(row))
    with pytest.raises(LinkRefused, match="Dieses Abonnement ist beendet"):
        subscriptions.to_confirm(confirming)


def test_what_nobody_confirms_goes_after_a_week(goal):
    with time_machine.travel(timezone.now() - dt.timedelta(days=8)):
        subscriptions.ask(goal, "old@example.org", "de")
        subscriptions.ask(goal, "again@example.org", "de")
        _subscribed(goal, "kept@example.org")
    subscriptions.ask(goal, "again@example.org", "de")
    assert subscriptions.sweep() == 1
    left = {row.address for row in GoalSubscription.objects.all()}
    assert left == {"again@example.org", "kept@example.org"}
    assert "old@example.org" not in {message.address for message in Message.objects.all()}


def test_of_a_concept_that_is_not_public_nobody_is_told(goal, office):
    _subscribed(goal)
    concepts.correct(goal.area.concept, {"public": False}, by=None)
    assert subscriptions.tell(_note(goals.Goal.objects.get(), office)) == 0


def test_with_a_goal_go_its_subscriptions(goal):
    _subscribed(goal)
    goals.remove(goal, by=None)
    assert not GoalSubscription.objects.exists()
    assert not Message.objects.exclude(address="").exists()


def test_three_hundred_readers_cost_as_many_queries_as_three(goal, office):
    counts = []
    for many in (3, 300):
        GoalSubscription.objects.all().delete()
        now = timezone.now()
        GoalSubscription.objects.bulk_create(
            GoalSubscription(
                goal=goal, address=f"{n}@example.org", digest=str(n), locale="de", confirmed_at=now
            )
            for n in range(many)
        )
        with CaptureQueriesContext(connection) as seen:
            _note(goal, office)
        counts.append(len(seen))
    # SQLite takes 999 values at once, which are 39 messages.
    inserts = 0 if connection.vendor == "postgresql" else 300 // 39
    assert counts[1] - counts[0] <= inserts + 1
    assert Message.objects.filter(template="steering/mail/goal_stands").count() == 303


@pytest.mark.django_db(transaction=True)
def test_confirmed_twice_at_once_it_begins_once(goal):
    token = _token(_asked(goal))
    assert together(*[lambda: subscriptions.confirm(token)] * 3) == ["done"] * 3
    assert Entry.objects.filter(action="subscription.confirmed").count() == 1


@pytest.mark.django_db(transaction=True)
def test_asked_twice_at_once_there_is_one(goal):
    assert together(*[lambda: subscriptions.ask(goal, ADA, "de")] * 3) == ["done"] * 3
    assert GoalSubscription.objects.count() == 1
