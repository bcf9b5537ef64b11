"""Persons from the first note to the last: add, grant, merge, hand out, erase."""

import json

import pytest
from tests.office import world

from konfluenz.people import consents, contacts, merging, persons
from konfluenz.people.models import Account, Person

pytestmark = pytest.mark.django_db


def _page(one, more=""):
    return f"/buero/personen/{one.public_id}/{more}"


def test_a_person_is_added_and_found():
    browser = world.client()
    values = {"name": "Sabine Häuser", "language": "de", "do": "save"}
    answer = browser.post("/buero/personen/neu/", values, follow=True)
    assert "Die Person ist angelegt." in world.text(answer)
    hits = browser.get("/buero/suche/", {"q": "haeuser"})
    assert "Sabine Häuser" in world.text(hits)


def test_somebody_who_cannot_be_reached_is_the_next_thing_to_mend():
    one = persons.add("Ada Demo", by=None)
    page = world.text(world.client().get(_page(one)))
    assert "Es ist kein Weg bekannt, diese Person zu erreichen." in page


def test_a_blocked_address_is_shown_to_nobody():
    one = persons.add("Ada Demo", by=None, address_blocked=True)
    contacts.add(one, "post", "Geheimweg 1\n12345 Nirgends", by=None)
    page = world.client("administrator").get(_page(one)).content.decode()
    assert "Geheimweg" not in page
    assert "Auskunftssperre" in page


def test_roles_and_accounts_are_given_by_the_administrator_alone():
    one = persons.add("Ada Demo", by=None)
    coordinator, admin = world.client(), world.client("administrator")
    role = {"role": "trainer", "do": "save"}
    assert coordinator.post(_page(one, "rollen/neu/"), role).status_code == 403
    assert admin.post(_page(one, "rollen/neu/"), role).status_code == 302
    assert (
        admin.post(
            _page(one, "zugang/neu/"), {"email": "ada@example.org", "do": "save"}
        ).status_code
        == 302
    )
    assert [grant.role for grant in one.role_grants.all()] == ["trainer"]
    assert Account.objects.get(person=one).email == "ada@example.org"
    admin.post(_page(one, "zugang/schliessen/"))
    assert not Account.objects.get(person=one).is_active


def test_a_consent_is_noted_and_withdrawn():
    one = persons.add("Ada Demo", by=None)
    browser = world.client()
    given = {
        "purpose": "photos",
        "wording": "2026-03",
        "language": "de",
        "channel": "paper",
        "do": "save",
    }
    browser.post(_page(one, "einwilligungen/neu/"), given)
    assert consents.has(one, "photos")
    browser.post(_page(one, "einwilligungen/photos/widerruf/"), {"channel": "mail", "do": "save"})
    assert not consents.has(one, "photos")
    assert "widerrufen" in world.text(browser.get(_page(one, "?tab=consents")))


def test_two_records_become_one_and_two_again():
    keep, gone = persons.add("Ada Demo", by=None), persons.add("Demo Ada", by=None)
    contacts.add(gone, "mail", "ada@example.org", by=None)
    browser = world.client()
    assert "Vielleicht dieselbe Person wie Demo Ada." in world.text(browser.get(_page(keep)))
    assert "ada@example.org" in world.text(
        browser.get(_page(keep, f"zusammenfuehren/?with={gone.public_id}"))
    )
    merged = browser.post(
        _page(keep, "zusammenfuehren/"),
        {"with": gone.public_id, "keep": keep.public_id},
        follow=True,
    )
    assert "Beide Datensätze sind jetzt einer." in world.text(merged)
    assert browser.get(_page(gone))["Location"] == _page(keep)
    undo = merged.content.decode().split("/zusammenfuehrungen/")[1].split("/")[0]
    browser.post(_page(keep, f"zusammenfuehrungen/{undo}/rueckgaengig/"), {"token": ""})
    assert Person.objects.filter(public_id=gone.public_id).exists()
    assert [contact.value for contact in gone.contacts.all()] == ["ada@example.org"]


def test_a_merge_is_not_undone_by_someone_who_may_not():
    keep, gone = persons.add("Ada Demo", by=None), persons.add("Demo Ada", by=None)
    made = merging.merge(keep, gone, by=None)
    url = _page(keep, f"zusammenfuehrungen/{made.pk}/rueckgaengig/")
    assert world.client("office_colleague").post(url).status_code == 403


def test_everything_held_is_handed_out():
    one = world.crowd(1)[0]
    answer = world.client("data_protection_officer").post(_page(one, "auskunft/"))
    assert answer["Content-Disposition"].startswith('attachment; filename="auskunft-')
    assert "ada0@example.org" in json.dumps(json.loads(answer.content))


def test_erasure_asks_for_a_checked_box_and_then_is_final():
    one = world.crowd(1)[0]
    browser = world.client("data_protection_officer")
    assert browser.post(_page(one, "loeschen/"), {"do": "save"}).status_code == 422
    answer = browser.post(_page(one, "loeschen/"), {"do": "save", "sure": "on"}, follow=True)
    assert "Die Person ist gelöscht." in world.text(answer)
    assert not Person.objects.filter(pk=one.pk).exists()
    assert browser.get(_page(one)).status_code == 404
