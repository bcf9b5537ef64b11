"""Two at once: one wins, the other is told. Real processes and threads, on both databases."""

import threading

import pytest
from django.db import connections
from tests.people.world import account, person

from konfluenz.people import accounts, contacts, merging, roles
from konfluenz.people.accounts import AccountRefused
from konfluenz.people.contacts import ContactRefused
from konfluenz.people.merging import MergeRefused
from konfluenz.people.models import Account, Merge, Person, RoleGrant
from konfluenz.people.roles import GrantRefused

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*works):
    """Run all works at the same moment; return the names of what they raised, "" for nothing."""
    gate, outcomes = threading.Barrier(len(works)), [""] * len(works)

    def run(number, work):
        try:
            gate.wait(10)
            work()
        except Exception as error:  # noqa: BLE001 - the outcome is compared
            outcomes[number] = type(error).__name__
        finally:
            connections.close_all()

    threads = [
        threading.Thread(target=run, args=(number, work)) for number, work in enumerate(works)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return sorted(outcomes)


def test_one_address_gets_one_account():
    ada, bob = person("Ada"), person("Bob")
    outcome = at_once(
        lambda: accounts.open(ada, "us@example.org", by=None),
        lambda: accounts.open(bob, "US@example.org", by=None),
    )
    assert outcome == ["", AccountRefused.__name__]
    assert Account.objects.count() == 1


def test_one_person_gets_one_account():
    ada = person("Ada")
    outcome = at_once(
        lambda: accounts.open(ada, "one@example.org", by=None),
        lambda: accounts.open(ada, "two@example.org", by=None),
    )
    assert outcome == ["", AccountRefused.__name__]


def test_a_role_is_granted_once():
    ada = person()
    outcome = at_once(*[lambda: roles.grant(ada, "juror", by=None)] * 3)
    assert outcome == ["", GrantRefused.__name__, GrantRefused.__name__]
    assert RoleGrant.objects.count() == 1


def test_a_contact_stands_once_and_one_is_preferred():
    ada = person()
    outcome = at_once(
        *[lambda: contacts.add(ada, "mail", "ada@example.org", by=None, preferred=True)] * 2,
        lambda: contacts.add(ada, "mail", "other@example.org", by=None, preferred=True),
    )
    assert outcome == ["", "", ContactRefused.__name__]
    assert ada.contacts.filter(preferred=True).count() == 1


def test_a_pair_is_merged_once_whichever_way_round():
    ada, bob = person("Ada"), person("Bob")
    outcome = at_once(
        lambda: merging.merge(ada, bob, by=None), lambda: merging.merge(bob, ada, by=None)
    )
    assert outcome == ["", MergeRefused.__name__]
    assert (Person.objects.count(), Merge.objects.count()) == (1, 1)


def test_a_merge_is_undone_once():
    ada, bob = account().person, person("Bob")
    made = merging.merge(ada, bob, by=None)
    outcome = at_once(*[lambda: merging.undo(made, by=None)] * 2)
    assert outcome == ["", MergeRefused.__name__]
    assert Person.objects.count() == 2
