"""Forms: errors that say how to mend, drafts, two people on one record, undo."""

import pytest
from tests.office import world

from konfluenz.people import contacts, drafts, persons
from konfluenz.people.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada():
    return persons.add("Ada Demo", by=None, notes="alt")


def _values(**more):
    return {"name": "Ada Demo", "sort_name": "Demo, Ada", "language": "de", "notes": "alt", **more}


def _edit(one):
    return f"/buero/personen/{one.public_id}/bearbeiten/"


def test_an_error_stands_at_the_field_and_in_the_summary(ada):
    answer = world.client().post(_edit(ada), _values(name="", revision=0, do="save"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.count("Bitte füllen Sie „Name“ aus.") == 2
    assert 'href="#id_name"' in page
    assert 'aria-describedby="id_name_helptext id_name_error"' in page


def test_a_refusal_of_the_domain_is_shown_in_its_words(ada):
    address = f"/buero/personen/{ada.public_id}/kontakte/neu/"
    answer = world.client().post(address, {"kind": "mail", "value": "kein-at", "do": "save"})
    assert answer.status_code == 422
    assert "Schreiben Sie" in world.text(answer)


def test_saving_leads_back_and_says_so(ada):
    browser = world.client()
    answer = browser.post(
        _edit(ada), _values(name="Ada Lovelace", revision=0, do="save"), follow=True
    )
    assert answer.redirect_chain == [(f"/buero/personen/{ada.public_id}/", 302)]
    assert "Die Person ist korrigiert." in world.text(answer)
    assert Person.objects.get(pk=ada.pk).name == "Ada Lovelace"


def test_who_saves_second_is_shown_both_versions_and_loses_nothing(ada):
    persons.correct(
        ada, {"notes": "von nebenan"}, seen=0, by=world.account("administrator", "Robin Probe")
    )
    browser = world.client()
    answer = browser.post(_edit(ada), _values(notes="meine Fassung", revision=0, do="save"))
    assert answer.status_code == 409
    assert "Robin Probe hat diesen Datensatz" in world.text(answer)
    assert answer.context["conflict"].rows == [("Notizen", "von nebenan", "meine Fassung")]
    assert "meine Fassung</textarea>" in answer.content.decode()
    assert Person.objects.get(pk=ada.pk).notes == "von nebenan"
    again = browser.post(_edit(ada), _values(notes="meine Fassung", revision=1, do="save"))
    assert again.status_code == 302
    assert Person.objects.get(pk=ada.pk).notes == "meine Fassung"


def test_what_is_typed_is_kept_and_comes_back(ada):
    browser = world.client()
    kept = browser.post(_edit(ada), _values(notes="halb fertig", revision=0, do="draft"))
    assert kept.content.decode().startswith("Entwurf gesichert um ")
    page = browser.get(_edit(ada))
    assert "halb fertig</textarea>" in page.content.decode()
    assert "Er ist noch nicht gespeichert." in world.text(page)
    assert Person.objects.get(pk=ada.pk).notes == "alt"
    browser.post(_edit(ada), {"do": "drop-draft"})
    assert "halb fertig" not in browser.get(_edit(ada)).content.decode()


def test_a_draft_on_an_outdated_record_meets_the_newer_one(ada):
    browser = world.client()
    browser.post(_edit(ada), _values(notes="halb fertig", revision=0, do="draft"))
    persons.correct(ada, {"notes": "von nebenan"}, seen=0, by=None)
    seen = browser.get(_edit(ada)).context["seen"]
    assert browser.post(_edit(ada), _values(revision=seen, do="save")).status_code == 409


def test_saving_drops_the_draft(ada):
    browser = world.client()
    browser.post(_edit(ada), _values(notes="halb fertig", revision=0, do="draft"))
    browser.post(_edit(ada), _values(notes="fertig", revision=0, do="save"))
    account = browser.get("/buero/").wsgi_request.user
    assert drafts.of(account, "person-edit", about=ada) is None


def test_a_removed_contact_comes_back_by_undo(ada):
    browser = world.client()
    contact = contacts.add(ada, "mail", "ada@example.org", by=None, preferred=True)
    address = f"/buero/personen/{ada.public_id}/kontakte/{contact.pk}/entfernen/"
    page = browser.post(address, follow=True)
    assert not ada.contacts.exists()
    assert "ada@example.org" not in page.content.decode()
    token = page.content.decode().split('name="token" value="')[1].split('"')[0]
    browser.post(f"/buero/personen/{ada.public_id}/kontakte/zurueck/", {"token": token})
    assert [(c.value, c.preferred) for c in ada.contacts.all()] == [("ada@example.org", True)]


def test_a_get_changes_nothing(ada):
    contact = contacts.add(ada, "mail", "ada@example.org", by=None)
    address = f"/buero/personen/{ada.public_id}/kontakte/{contact.pk}/entfernen/"
    assert world.client().get(address).status_code == 405
    assert ada.contacts.exists()
