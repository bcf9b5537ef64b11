"""Contacts: normalised, sealed, unique, one preferred per kind; blocked addresses masked."""

import pytest
from django.core.exceptions import FieldError
from django.db import IntegrityError, connection, transaction
from tests.people.world import actions, person

from konfluenz.ground import audit
from konfluenz.people import contacts
from konfluenz.people.contacts import ContactRefused
from konfluenz.people.models import ContactChannel

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("kind", "written", "kept"),
    [
        ("mail", " Ada@Example.ORG ", "ada@example.org"),
        ("phone", "0261 / 12 34 56", "+49261123456"),
        ("phone", "+33 1 23 45 67 89", "+33123456789"),
        ("phone", "(0049) 261-123456", "+49261123456"),
        ("post", " Rheinstraße  1 \n\n56068 Koblenz", "Rheinstraße 1\n56068 Koblenz"),
    ],
)
def test_a_contact_is_kept_in_one_form(kind, written, kept):
    ada = person()
    contacts.add(ada, kind, written, by=None)
    assert [contact.value for contact in ada.contacts.all()] == [kept]
    assert list(contacts.find(kind, written)) == [ada]


@pytest.mark.parametrize(
    ("kind", "wrong"),
    [
        ("mail", "ada"),
        ("mail", "ada@"),
        ("phone", "12"),
        ("phone", "0 112"),
        ("phone", "123456"),
        ("phone", "hello"),
        ("post", " \n "),
    ],
)
def test_what_is_no_contact_is_refused_with_how_to_mend_it(kind, wrong):
    with pytest.raises(ContactRefused) as refused:
        contacts.add(person(), kind, wrong, by=None)
    assert len(str(refused.value)) > 20
    assert ContactChannel.objects.count() == 0


def test_the_database_holds_no_readable_contact():
    contacts.add(person(), "mail", "ada@example.org", by=None)
    with connection.cursor() as cursor:
        cursor.execute("SELECT value, digest FROM people_contactchannel")
        ((value, digest),) = cursor.fetchall()
    assert "ada" not in value
    assert len(digest) == 64
    with pytest.raises(FieldError):
        ContactChannel.objects.filter(value__contains="ada").exists()


def test_the_same_contact_stands_once_for_one_person_and_may_belong_to_two():
    ada, bob = person("Ada"), person("Bob")
    contacts.add(ada, "mail", "us@example.org", by=None)
    with pytest.raises(ContactRefused):
        contacts.add(ada, "mail", "US@example.org", by=None, preferred=True)
    contacts.add(bob, "mail", "us@example.org", by=None)
    assert set(contacts.find("mail", "us@example.org")) == {ada, bob}


def test_one_contact_of_a_kind_is_preferred():
    ada = person()
    first = contacts.add(ada, "mail", "one@example.org", by=None, preferred=True)
    second = contacts.add(ada, "mail", "two@example.org", by=None, preferred=True)
    assert ada.address("mail") == "two@example.org"
    contacts.prefer(first, by=None)
    contacts.prefer(first, by=None)
    assert ada.address("mail") == "one@example.org"
    contacts.remove(first, by=None)
    contacts.remove(first, by=None)
    assert ada.address("mail") == "two@example.org"
    assert [contact.pk for contact in ada.contacts.all()] == [second.pk]
    assert actions(ada) == [
        "person.added",
        "contact.added",
        "contact.added",
        "contact.preferred",
        "contact.removed",
    ]
    with pytest.raises(IntegrityError), transaction.atomic():
        contacts.add(ada, "mail", "three@example.org", by=None)
        ContactChannel.objects.update(preferred=True)


def test_a_message_goes_where_its_channel_needs():
    ada = person()
    contacts.add(ada, "phone", "0152 28817386", by=None)
    contacts.add(ada, "post", "Rheinstraße 1\n56068 Koblenz", by=None)
    assert {
        channel: ada.address(channel) for channel in ("mail", "sms", "call", "letter", "?")
    } == {
        "mail": None,
        "sms": "+4915228817386",
        "call": "+4915228817386",
        "letter": "Rheinstraße 1\n56068 Koblenz",
        "?": None,
    }


def test_a_blocked_address_is_masked_everywhere():
    ada = person(address_blocked=True)
    contacts.add(ada, "post", "Rheinstraße 1\n56068 Koblenz", by=None)
    contacts.add(ada, "phone", "0261 123456", by=None)
    assert ada.address("letter") is None
    assert [(shown.kind, shown.text, shown.masked) for shown in contacts.shown(ada)] == [
        ("phone", "+49 261 123456", False),
        ("post", "Diese Anschrift ist gesperrt.", True),
    ]
    said = [entry.detail.content for entry in audit.timeline(ada) if hasattr(entry, "detail")]
    assert "Rheinstraße" not in str(said)


def test_a_confirmation_is_noted():
    ada = person()
    contact = contacts.add(ada, "mail", "ada@example.org", by=None)
    contacts.confirm(contact, by=ada)
    contact.refresh_from_db()
    assert contact.confirmed_at is not None
