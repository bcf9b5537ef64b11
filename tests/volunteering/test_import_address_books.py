"""Address books and a list of another program come in as they are, by the same wizard."""

import datetime as dt

import pytest
import time_machine
from django.core.files.base import ContentFile
from tests.volunteering import lists as made

from konfluenz.config import catalogues
from konfluenz.directory import topics
from konfluenz.ground.imports import command, kinds, lists
from konfluenz.people import contacts, persons
from konfluenz.people.models import Person
from konfluenz.volunteering import skills
from konfluenz.volunteering.models import Volunteer

CARD = (
    "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:{name}\r\nEMAIL:{mail}\r\nTEL;TYPE=CELL:0261 123456\r\n"
    "ADR:;;Am Plan 1;Musterstadt;;56000;\r\nNOTE:{note}\r\nEND:VCARD\r\n"
)

FREINET_LIKE = (
    "Nr;Anrede;Titel;Vorname;Name;Straße;PLZ;Ort;Telefon;Telefon mobil;E-Mail;Geburtsdatum;"
    "Interessen;Verfügbarkeit;Erfasst am;Bemerkung\r\n"
    "17;Frau;;Sabine;Häuser;Neue Straße 7;56000;Musterstadt;0261/123456;0171 1234567;"
    "Sabine@example.org;01.04.1985;Deutsch lernen, Tanzen;Mo 17-19 Uhr, Mi vormittags;12.03.2019;"
    '"liest gern;\r\nmag Katzen"\r\n'
    "18;Herr;Dr.;Jörg;Groß;;;;;;;;;;;\r\n"
    "19;;;;;;;;;;;;;;;niemand\r\n"
)


@pytest.fixture(autouse=True, scope="module")
def words():
    catalogues.compile_all()


@pytest.fixture(autouse=True)
def town(db):
    with time_machine.travel(dt.datetime(2026, 11, 23, 8, tzinfo=dt.UTC), tick=False):
        topics.ensure()
        skills.ensure()
        yield


def card(name="Ada Demo", mail="ada@example.org", note="mag Katzen"):
    return CARD.format(name=name, mail=mail, note=note)


def test_an_address_book_becomes_volunteers_without_a_hand_at_it():
    book = card() + card("Kim Demo", "kim@example.org") + card("kim DEMO", "KIM@example.org")
    taken, counts = made.read("volunteers", book)
    assert counts == {"new": 2, "unchanged": 1, "alike": 1}
    ada = Volunteer.objects.get(person__name="Ada Demo")
    assert [(one.kind, one.value) for one in ada.person.contacts.order_by("kind")] == [
        ("mail", "ada@example.org"),
        ("phone", "+49261123456"),
        ("post", "Am Plan 1\n56000 Musterstadt"),
    ]
    assert ada.remarks == "mag Katzen"
    assert made.read("volunteers", book)[1] == {"unchanged": 3, "alike": 1}
    assert made.undone(taken) == {"back": 2}
    assert Person.objects.count() == 0


def test_an_address_book_becomes_persons_by_choice():
    kim = persons.add("Kim Demo", by=None)
    contacts.add(kim, "mail", "kim@example.org", by=None)
    book = card() + card("Demo, Kim", "kim@example.org") + card("K. Demo", "kim@example.org")
    taken, counts = made.read("persons", book)
    assert (counts, Volunteer.objects.count()) == ({"new": 2, "unchanged": 1, "alike": 2}, 0)
    ada = Person.objects.get(name="Ada Demo")
    assert ada.notes == "mag Katzen"
    assert made.undone(taken) == {"back": 2}


def test_a_person_that_comes_again_with_news_is_changed_and_changed_back():
    first = card().replace("FN:", "UID:1\r\nFN:")
    made.read("persons", first)
    moved = first.replace("ada@", "neu@").replace("Katzen", "Hunde")
    taken, counts = made.read("persons", moved)
    ada = Person.objects.get()
    mails = ada.contacts.filter(kind="mail")
    assert (counts, [one.value for one in mails]) == (
        {"changed": 1, "alike": 0},
        ["neu@example.org"],
    )
    assert ada.notes == "mag Hunde"
    assert made.undone(taken) == {"back": 1}
    ada.refresh_from_db()
    assert (ada.notes, [one.value for one in mails.all()]) == ("mag Katzen", ["ada@example.org"])


def test_half_a_card_is_refused_by_name_and_stops_nothing():
    taken, counts = made.read("volunteers", card()[:60] + "\r\n" + card("Kim Demo"))
    assert counts == {"new": 1, "refused": 1, "alike": 0}
    assert made.rows(taken)[0][1:3] == ("refused", "Ada Demo")


def test_an_address_book_with_a_photo_of_five_megabytes():
    photo = "PHOTO;ENCODING=b;TYPE=JPEG:" + "\r\n ".join(["A" * 74] * 70_000)
    _taken, counts = made.read("persons", card().replace("NOTE:", f"{photo}\r\nNOTE:"))
    assert (counts, Person.objects.get().notes) == ({"new": 1, "alike": 0}, "mag Katzen")


@pytest.mark.parametrize(
    ("kind", "text", "words"),
    [
        ("needs", card(), "Adresskarten"),
        ("mailbox", card(), "kein Postfach"),
        ("mailbox", "Name\nAda\n", "kein Postfach"),
        ("volunteers", "From: a@b.de\nTo: c@d.de\nSubject: x\n\nText\n", "ein Postfach"),
    ],
)
def test_a_file_of_another_form_says_where_it_belongs(kind, text, words):
    with pytest.raises(lists.ImportRefused, match=words):
        lists.take(ContentFile(text.encode(), name="datei"), kinds.named(kind), by=None)


def test_a_list_of_another_program_comes_in_by_guessed_columns():
    taken, counts = made.read("volunteers", FREINET_LIKE.encode("cp1252"))
    assert counts == {"new": 2, "refused": 1, "alike": 0}
    assert (taken.asked["encoding"], taken.asked["delimiter"]) == ("cp1252", ";")
    chosen = {taken.headings[int(at)]: name for at, name in taken.mapping.items()}
    assert chosen == {
        "Nr": "id",
        "Vorname": "first_name",
        "Name": "name",
        "Straße": "street",
        "PLZ": "postcode",
        "Ort": "town",
        "Telefon": "phone",
        "Telefon mobil": "phone",
        "E-Mail": "mail",
        "Geburtsdatum": "birth",
        "Interessen": "topics",
        "Verfügbarkeit": "times",
        "Bemerkung": "remarks",
    }
    sabine = Volunteer.objects.get(person__name="Sabine Häuser")
    assert sorted(one.value for one in sabine.person.contacts.all()) == [
        "+491711234567",
        "+49261123456",
        "Neue Straße 7\n56000 Musterstadt",
        "sabine@example.org",
    ]
    assert (sabine.birth_year, sabine.state) == (1985, "active")
    assert [(one.weekday, one.starts_at.hour) for one in sabine.times.all()] == [(0, 17), (2, 8)]
    assert sabine.remarks.startswith("liest gern;\nmag Katzen")
    assert Volunteer.objects.filter(person__name="Jörg Groß").exists()


@pytest.mark.parametrize("kind", ["volunteers", "persons"])
def test_the_command_reads_an_address_book_and_counts(kind, tmp_path):
    file, told = tmp_path / "buch.vcf", []
    file.write_text(f"{card()}BEGIN:VCARD\nVERSION:3.0\nTEL:1\nEND:VCARD\n")
    assert str(command.take(kind, file, told.append)) == (
        "1 new, 0 changed, 0 unchanged, 1 refused"
    )
    assert told[0] == "Name → Name"
