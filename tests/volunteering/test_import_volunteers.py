"""Lists of volunteers: one person once, whatever the spelling, and all of it can go again."""

import datetime as dt
import io

import pytest
import time_machine
from django.core.files.base import ContentFile
from openpyxl import Workbook
from tests.volunteering import lists as made

from konfluenz.directory import districts, topics
from konfluenz.ground.imports import kinds, lists, steps
from konfluenz.people import contacts, languages, persons
from konfluenz.people.importing import spoken
from konfluenz.people.models import Person
from konfluenz.volunteering import offers, skills, volunteers
from konfluenz.volunteering.importing import weekly
from konfluenz.volunteering.models import Volunteer

HEAD = (
    "Vorname;Nachname;E-Mail;Handy;Straße;PLZ;Ort;Stadtteil;Geburtsdatum;Sprachen;Fähigkeiten;"
    "Zeiten;Status;Seit;Bemerkung\n"
)
ADA = (
    "Ada;Häuser;Ada@Example.org;0261 123456;Am Plan 1;56068;Koblenz;Lützel;1.4.1985;"
    "Deutsch Muttersprache, Arabisch (B2), Klingonisch;Vorlesen, Fliegen;Di 17-19, Sa;aktiv;"
    "2019;mag Katzen\n"
)


@pytest.fixture(autouse=True)
def town(db):
    with time_machine.travel(dt.datetime(2026, 11, 23, 8, tzinfo=dt.UTC), tick=False):
        topics.ensure()
        skills.ensure()
        districts.add("Lützel", by=None)
        yield


def test_a_row_becomes_a_person_and_a_volunteer_and_nothing_is_lost():
    _taken, counts = made.read("volunteers", HEAD + ADA.replace("2019", "01.03.2019"))
    assert counts == {"new": 1, "alike": 0}
    ada = Volunteer.objects.get()
    assert (ada.person.name, ada.person.sort_name) == ("Ada Häuser", "Häuser, Ada")
    assert [(one.kind, one.value) for one in ada.person.contacts.order_by("kind")] == [
        ("mail", "ada@example.org"),
        ("phone", "+49261123456"),
        ("post", "Am Plan 1\n56068 Koblenz"),
    ]
    assert dict(ada.person.languages.values_list("language", "level")) == {
        "de": "native",
        "ar": "b2",
    }
    assert [one.name for one in ada.skills.all()] == ["Vorlesen"]
    assert (str(ada.district), ada.birth_year, ada.state) == ("Lützel", 1985, "active")
    assert [(one.weekday, one.starts_at.hour, one.ends_at.hour) for one in ada.times.all()] == [
        (1, 17, 19),
        (5, 8, 20),
    ]
    assert ada.remarks == "mag Katzen\nFähigkeiten: Fliegen\nSprachen: Klingonisch"
    assert (ada.state_since, offers.waiting().count()) == (dt.date(2019, 3, 1), 0)


def test_the_same_person_in_two_spellings_is_one_or_is_named():
    kim = persons.add("Kim Demo", by=None)
    contacts.add(kim, "mail", "kim@example.org", by=None)
    known = persons.add("Zoë Groß", by=None)
    contacts.add(known, "mail", "zoe@example.org", by=None)
    volunteers.add(known, by=None)
    lines = [
        "Name;E-Mail;Telefon",
        "Häuser, Sabine;s@example.org;",
        "sabine HAEUSER;S@example.org;",
        "S. Häuser;s@example.org;",
        "Demo, Kim;kim@example.org;",
        "Kim Demo;;0261 999888",
        "Zoe Gross;zoe@example.org;",
    ]
    taken, counts = made.read("volunteers", "\n".join(lines))
    assert counts == {"new": 4, "unchanged": 2, "alike": 2}
    told = {line: words for line, _o, _t, words in made.rows(taken)}
    assert told[3] == "Dasselbe wie Zeile 2."
    assert told[4] == "Vielleicht dasselbe wie Zeile 2."
    assert told[5] == ""
    assert told[6] == "Vielleicht dasselbe wie Zeile 5."
    assert "schon als Ehrenamtliche" in told[7]
    assert Volunteer.objects.filter(person=kim).exists(), "who is here already is no new person"
    assert sorted(Person.objects.values_list("name", flat=True)) == [
        "Kim Demo",
        "Kim Demo",
        "S. Häuser",
        "Sabine Häuser",
        "Zoë Groß",
    ]


def test_what_cannot_be_right_is_refused_or_kept_as_a_remark():
    lines = [
        "Name;E-Mail;Geburtsjahr;Status;Verfügbar",
        "Ada Demo;;1890;;",
        ";kim@example.org;;;",
        "Kim Demo;kim(at)example;;vielleicht;nach Absprache",
        '"=HYPERLINK(""http://x"";""Klick"")";;;;',
    ]
    taken, counts = made.read("volunteers", "\n".join(lines))
    assert counts == {"refused": 2, "new": 2, "alike": 0}
    assert [row[3] for row in made.rows(taken)[:2]] == [
        "Prüfen Sie das Geburtsjahr: 1890 kann nicht stimmen.",
        "In dieser Zeile steht kein Name.",
    ]
    kim = Volunteer.objects.get(person__name="Kim Demo")
    assert kim.remarks == "E-Mail: kim(at)example\nWann: nach Absprache\nStand: vielleicht"
    assert Person.objects.filter(name='=HYPERLINK("http://x";"Klick")').exists(), "text, no formula"


def test_read_again_changes_come_through_and_go_back():
    made.read("volunteers", HEAD + ADA)
    assert made.read("volunteers", HEAD + ADA)[1] == {"unchanged": 1, "alike": 0}
    moved = (
        ADA.replace("Di 17-19, Sa", "Mi 9-12").replace("(B2)", "(C1)").replace("Plan 1", "Plan 2")
    )
    again, counts = made.read("volunteers", HEAD + moved)
    ada = Volunteer.objects.get()
    assert counts == {"changed": 1, "alike": 0}
    assert ada.person.languages.get(language="ar").level == "c1"
    assert ada.person.contacts.get(kind="post").value == "Am Plan 2\n56068 Koblenz"
    assert [one.weekday for one in ada.times.all()] == [2]
    assert made.undone(again) == {"back": 1}
    assert ada.person.languages.get(language="ar").level == "b2"
    assert [one.weekday for one in ada.times.all()] == [1, 5]


def test_an_import_is_taken_back_with_its_persons_but_not_with_others():
    kim = persons.add("Kim Demo", by=None)
    contacts.add(kim, "mail", "kim@example.org", by=None)
    rows = "Name;E-Mail\nKim Demo;kim@example.org\nAda Demo;ada@example.org\nZoë Demo;\n"
    taken, _counts = made.read("volunteers", rows)
    zoe = Volunteer.objects.get(person__name="Zoë Demo")
    languages.put(zoe.person, "ar", "b1", by=None)
    volunteers.correct(zoe, {"places": 2}, by=None)
    assert made.undone(taken) == {"back": 2, "stayed": 1}
    assert list(Person.objects.values_list("name", flat=True).order_by("name")) == [
        "Kim Demo",
        "Zoë Demo",
    ]
    assert [str(one) for one in Volunteer.objects.all()] == ["Zoë Demo"]


def test_an_excel_list_with_its_heading_in_row_four():
    book = Workbook()
    for row in (["Ehrenamtliche 2026"], [], [], ["Name", "E-Mail", "Geburtsdatum"]):
        book.active.append(row)
    book.active.append(["Ada Demo", "ada@example.org", dt.date(1984, 3, 1)])
    book.active.append(["Kim Demo", "kim@example.org", 1990])
    file = io.BytesIO()
    book.save(file)
    upload = ContentFile(file.getvalue(), name="liste.xlsx")
    taken = lists.take(upload, kinds.named("volunteers"), by=None)
    steps.walk(lists.begin(taken, by=None), made.quiet, dry=False, by=None)
    assert list(Volunteer.objects.values_list("birth_year", flat=True)) == [1984, 1990]


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("Mo, Mi 17-19 Uhr; Sa vormittags", [(0, 17, 19), (2, 17, 19), (5, 8, 12)]),
        ("Mo-Mi 9.30–12, 14-16", [(d, *h) for d in range(3) for h in ((9, 12), (14, 16))]),
        ("Freitag ab 18 Uhr", [(4, 18, 20)]),
        ("Wochenende", [(5, 8, 20), (6, 8, 20)]),
    ],
)
def test_times_as_people_write_them(text, times):
    read = weekly.read(text)
    assert [(one.weekday, one.starts_at.hour, one.ends_at.hour) for one in read] == times


def test_languages_as_people_write_them():
    assert spoken.read("Deutsch (C1), Türkisch Muttersprache; englisch gut und Dari") == (
        {"de": "c1", "tr": "native", "en": "b2", "prs": "b1"},
        [],
    )
