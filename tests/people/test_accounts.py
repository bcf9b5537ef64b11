"""Accounts: opened by a colleague, one per address, closed at once."""

import pytest
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import IntegrityError, transaction
from django.test import Client
from tests.people.world import account, actions, person

from konfluenz.ground.models import Message
from konfluenz.people import accounts, drafts, saved_views
from konfluenz.people.accounts import AccountRefused
from konfluenz.people.models import Account, Draft
from konfluenz.people.saved_views import ViewRefused

pytestmark = pytest.mark.django_db


def test_opening_an_account_invites_by_mail():
    ada = person("Ada Demo")
    opened = accounts.open(ada, " Ada@Example.org", by=None)
    assert (opened.email, opened.has_usable_password(), str(opened)) == (
        "ada@example.org",
        False,
        "Ada Demo",
    )
    message = Message.objects.get()
    assert (message.template, message.address, message.confidential, message.about.id) == (
        "people/mail/invitation",
        "ada@example.org",
        True,
        str(ada.pk),
    )
    assert actions(ada) == ["person.added", "account.opened"]


def test_one_account_per_address_and_per_person():
    ada = person()
    accounts.open(ada, "ada@example.org", by=None)
    with pytest.raises(AccountRefused, match="E-Mail-Adresse"):
        accounts.open(person("Bob"), "ADA@example.org", by=None)
    with pytest.raises(AccountRefused, match="Person"):
        accounts.open(ada, "other@example.org", by=None)
    with pytest.raises(AccountRefused, match=r"name@example\.org"):
        accounts.open(person("Eve"), "eve", by=None)
    assert Account.objects.count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        Account.objects.update(email="ADA@example.org")


def test_closing_ends_every_login_at_once():
    ada, bob = account("editor", password="long enough password"), account()
    for who in (ada, ada, bob):
        Client().force_login(who)
    accounts.close(ada, by=bob)
    left = [session.get_decoded()[SESSION_KEY] for session in Session.objects.all()]
    assert left == [str(bob.pk)]
    ada.refresh_from_db()
    assert (ada.is_active, ada.has_usable_password()) == (False, False)
    with pytest.raises(AccountRefused):
        accounts.close(ada, by=bob)
    with pytest.raises(AccountRefused):
        accounts.close(bob, by=bob)


def test_an_account_is_removed_only_when_closed():
    ada = account()
    with pytest.raises(AccountRefused):
        accounts.remove(ada, by=None)
    accounts.close(ada, by=None)
    accounts.remove(ada, by=None)
    assert Account.objects.count() == 0


def test_only_staff_must_have_a_second_factor_and_nobody_in_the_demo(settings):
    staff, volunteer = account("editor"), account("volunteer")
    assert accounts.must_have_second_factor(staff)
    assert not accounts.must_have_second_factor(volunteer)
    settings.DEMO = True
    assert not accounts.must_have_second_factor(staff)
    assert not accounts.has_second_factor(staff)


def test_views_are_kept_by_name():
    ada, bob = account(), account()
    saved_views.keep(ada, "persons", " My  view ", "?q=a")
    view = saved_views.keep(ada, "persons", "My view", "q=b")
    assert [(one.name, one.query) for one in saved_views.of(ada, "persons")] == [("My view", "q=b")]
    saved_views.remove(bob, view.pk)
    assert saved_views.of(ada, "persons").count() == 1
    saved_views.remove(ada, view.pk)
    assert saved_views.of(ada, "persons").count() == 0
    with pytest.raises(ViewRefused):
        saved_views.keep(ada, "persons", " ", "")
    for number in range(saved_views.MOST):
        saved_views.keep(ada, "persons", str(number), "")
    with pytest.raises(ViewRefused):
        saved_views.keep(ada, "persons", "one more", "")
    saved_views.keep(ada, "persons", "0", "q=changed")


def test_drafts_are_kept_per_form_and_record_for_thirty_days():
    ada, about = account(), person("About")
    drafts.put(ada, "person", {"name": "A"})
    drafts.put(ada, "person", {"name": "B"}, about=about)
    drafts.put(ada, "person", {"name": "C"}, about=about)
    assert drafts.of(ada, "person").data == {"name": "A"}
    assert drafts.of(ada, "person", about=about).data == {"name": "C"}
    assert drafts.of(account(), "person") is None
    drafts.drop(ada, "person")
    assert drafts.of(ada, "person") is None
    Draft.objects.update(updated_at="2020-01-01T00:00:00Z")
    assert drafts.of(ada, "person", about=about) is None
    assert drafts.expire() == 1
