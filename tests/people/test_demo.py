"""The demo's people: invented, the same for the same seed, quickly there."""

import random

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from tests.people.world import person

from konfluenz.people import accounts, demo, persons, roles
from konfluenz.people.models import Account, ContactChannel, Person, PersonName

pytestmark = pytest.mark.django_db


def told():
    return [
        (
            who.name,
            who.sort_name,
            who.language,
            [name.name for name in who.names.all()],
            [contact.value for contact in who.contacts.all()],
            [(spoken.language, spoken.level) for spoken in who.languages.all()],
            [(consent.purpose, consent.given) for consent in who.consents.order_by("id")],
        )
        for who in Person.objects.order_by("id")
    ]


def built(seed, count):
    with transaction.atomic():
        demo.build(random.Random(seed), count)
        result = told()
        transaction.set_rollback(True)
    return result


def test_the_same_seed_gives_the_same_people():
    assert built(7, 8) == built(7, 8)
    assert built(7, 8) != built(8, 8)


def test_each_person_takes_few_queries():
    demo.build(random.Random(1), 0)
    with CaptureQueriesContext(connection) as taken:
        for number in range(10):
            circle = demo.CIRCLES[number]
            demo.invent(random.Random(number), circle, None, (circle.given[0], circle.family[0]), 1)
    assert len(taken) < 10 * 60


def test_the_people_have_many_scripts_and_only_addresses_that_nobody_can_have():
    made = demo.build(random.Random(2026), 120)
    assert (len(made), Person.objects.count()) == (120, 120 + len(demo.FACES))
    assert {who.name for who in persons.find("haeuser")} >= {"Sabine Häuser"}
    scripts = set(PersonName.objects.values_list("script", flat=True))
    assert scripts == {"arabic", "cyrillic", "ethiopic"}
    mails = [one.value for one in ContactChannel.objects.filter(kind="mail")]
    assert {mail.rpartition("@")[2] for mail in mails} == {"example.org"}
    assert len(mails) == len(set(mails))
    phones = {one.value for one in ContactChannel.objects.filter(kind="phone")}
    reserved = (
        "+4915228817386",
        "+491713920",
        "+491729922",
        "+49176040690",
        "+493023125",
        "+496990009",
    )
    assert [phone for phone in phones if not phone.startswith(reserved)] == []


def test_there_is_one_account_for_every_role():
    demo.build(random.Random(1), 0)
    held = {role.value: roles.of(demo.account_for(role)) for role in roles.Role}
    assert held == {role.value: {role} for role in roles.Role}
    assert Account.objects.count() == 14


def test_the_demo_is_built_once():
    demo.build(random.Random(1), 0)
    person()
    with pytest.raises(accounts.AccountRefused), transaction.atomic():
        demo.build(random.Random(1), 0)
    assert Person.objects.count() == 15
