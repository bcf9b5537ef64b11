"""Lists of opportunities: read, read again, corrected at both ends, taken back."""

import datetime as dt

import pytest
import time_machine
from django.core.files.base import ContentFile
from tests.volunteering import lists as made

from konfluenz.directory import districts, organizations, topics
from konfluenz.directory.models import Organization
from konfluenz.ground import imports
from konfluenz.ground.imports import kinds, lists, steps
from konfluenz.ground.imports.tables import Asked
from konfluenz.ground.models import ImportedRecord
from konfluenz.volunteering import opportunities
from konfluenz.volunteering.models import Opportunity

HEAD = "Nr;Verein;Titel;Beschreibung;PLZ;Ort;Stadtteil;Lat;Lon;Wann;Gültig bis;Bearbeitet\n"
LESEN = (
    "1;Lesepaten e. V.;Vorlesen;<p>Kindern <b>vorlesen</b></p>;56068;Koblenz;Lützel;"
    "50,36;7,59;Di 15-17 Uhr;;1518703985\n"
)
TAFEL = "2;Tafel;Kisten packen;Obst;;;;0;0;jederzeit nach Absprache;31.12.2026;2026-11-01\n"
LIST = HEAD + LESEN + TAFEL


@pytest.fixture(autouse=True)
def town(db):
    with time_machine.travel(dt.datetime(2026, 11, 23, 8, tzinfo=dt.UTC), tick=False):
        topics.ensure()
        districts.add("Lützel", by=None)
        organizations.add("Lesepaten", kind="association", by=None)
        yield


def _shown(one):
    return (
        str(one.organization),
        one.title,
        one.task,
        one.address,
        str(one.district or ""),
        str(one.latitude),
        one.timing,
        [(time.weekday, f"{time.starts_at:%H}-{time.ends_at:%H}") for time in one.times.all()],
        one.expires_on.isoformat(),
        one.state,
    )


def test_a_list_becomes_opportunities_with_all_it_says():
    taken, counts = made.read("needs", LIST)
    assert (counts, taken.state) == ({"new": 2, "alike": 0}, "done")
    assert [_shown(one) for one in Opportunity.objects.order_by("title")] == [
        (
            "Tafel",
            "Kisten packen",
            "Obst\n\nWann: jederzeit nach Absprache",
            "",
            "",
            "None",
            "flexible",
            [],
            "2027-01-01",
            "published",
        ),
        (
            "Lesepaten",
            "Vorlesen",
            "Kindern vorlesen",
            "56068 Koblenz",
            "Lützel",
            "50.36000",
            "weekly",
            [(1, "15-17")],
            "2027-05-23",
            "published",
        ),
    ]
    assert made.rows(taken) == [
        (2, "new", "Vorlesen", "Zuletzt geändert am 15.02.2018: Fragen Sie nach, ob es noch gilt."),
        (3, "new", "Kisten packen", "Neue Organisation: Tafel."),
    ]


def test_a_trial_shows_all_and_keeps_nothing():
    _taken, rows = made.tried("needs", LIST + "3;;Ohne Verein;x;;;;;;;;\n" + LESEN)
    assert [(line, outcome, title) for line, outcome, title, _told in rows] == [
        (2, "new", "Vorlesen"),
        (3, "new", "Kisten packen"),
        (4, "refused", "3"),
        (5, "unchanged", "Vorlesen"),
    ]
    assert (Opportunity.objects.count(), Organization.objects.count()) == (0, 1)
    assert ImportedRecord.objects.count() == 0


def test_what_cannot_be_is_refused_with_its_line_and_why():
    lines = [
        "1;;Titel;Text;;;;;;;;",
        "2;Tafel;;;;;;;;;;",
        "3;Tafel;Fest;Text;;;;;;;01.06.2020;",
        "4;Tafel;Fest;Text;;;;;;;irgendwann;",
        "5;Tafel;Fest;Text;;;;abc;7;;;",
        "5;Tafel;Anderes;Text;;;;;;;;",
        "5;Tafel;Drittes;Text;;;;;;;;",
        "6;TAFEL e.V.;anderes;Text;;;;;;;;",
    ]
    taken, counts = made.read("needs", HEAD + "\n".join(lines))
    assert counts == {"refused": 6, "new": 2, "alike": 0}
    assert [
        (line, told) for line, outcome, _t, told in made.rows(taken) if outcome == "refused"
    ] == [
        (2, "In der Zeile steht nicht, wer es anbietet."),
        (3, "In der Zeile steht weder, wie es heißt, noch, was zu tun ist."),
        (4, "Abgelaufen am 01.06.2020."),
        (5, "„irgendwann“ ist kein Datum. Schreiben Sie es wie 24.12.2026."),
        (6, "„abc“ ist keine Zahl."),
        (8, "Zeile 7 hat dieselbe Nummer oder denselben Namen, sagt aber etwas anderes."),
    ]


def test_read_again_it_changes_nothing_and_then_only_what_the_list_says_anew():
    made.read("needs", LIST)
    assert made.read("needs", LIST)[1] == {"unchanged": 2, "alike": 0}
    one = Opportunity.objects.get(title="Vorlesen")
    opportunities.correct(one, {"task": "Von Hand geschrieben."}, by=None)
    news = LIST.replace("Vorlesen;<p>Kindern", "Vorlesen am Dienstag;<p>Den Kindern")
    again, counts = made.read("needs", news.replace("2;Tafel;Kisten packen", "2;Tafel;Kisten"))
    assert counts == {"changed": 2, "alike": 0}
    one.refresh_from_db()
    assert (one.title, one.task) == ("Vorlesen am Dienstag", "Von Hand geschrieben.")
    assert "von Hand geändert" in made.rows(again)[0][3]
    assert made.undone(again) == {"back": 2}
    one.refresh_from_db()
    assert (one.title, one.task) == ("Vorlesen", "Von Hand geschrieben.")
    assert made.read("needs", LIST)[1]["unchanged"] == 2


def test_a_whole_import_is_taken_back_but_not_what_people_worked_on():
    taken, _counts = made.read("needs", LIST)
    opportunities.pause(Opportunity.objects.get(title="Vorlesen"), by=None)
    assert made.undone(taken) == {"back": 1, "stayed": 1}
    assert [one.title for one in Opportunity.objects.all()] == ["Vorlesen"]
    assert [one.name for one in Organization.objects.all()] == ["Lesepaten"]
    assert "gearbeitet" in made.rows(taken)[0][3]
    assert made.read("needs", LIST)[1] == {"new": 1, "unchanged": 1, "alike": 0}


def test_what_stands_already_under_the_same_words_is_named():
    organization = Organization.objects.get()
    given = {"expires_on": dt.date(2027, 1, 1), "timing": "flexible", "insured_by": "unsettled"}
    opportunities.add("Vorlesen", "x", organization=organization, by=None, **given)
    taken, counts = made.read("needs", HEAD + LESEN, state="submitted", months="12")
    assert counts == {"new": 1, "alike": 1}
    old, new = Opportunity.objects.order_by("pk")
    assert taken.rows.get().alike == [f"volunteering.opportunity:{old.pk}"]
    assert (new.state, new.expires_on) == ("submitted", dt.date(2027, 11, 23))


def test_a_broken_run_goes_on_where_it_ended():
    many = HEAD + "".join(f"{n};Tafel;Kisten {n};Obst;;;;;;;;\n" for n in range(60))
    taken = lists.begin(made.dropped("needs", many), by=None)

    def stop(done, _total):
        if done >= steps.BATCH:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        steps.walk(taken, stop, dry=False, by=None)
    assert Opportunity.objects.count() == steps.BATCH
    assert steps.walk(taken, made.quiet, dry=False, by=None)["new"] == 60
    assert Opportunity.objects.count() == 60


def test_columns_people_chose_are_proposed_ever_after():
    strange = "Wer sucht;Was;Wofür\nTafel;Kisten;Obst\n"
    kind = kinds.named("needs")
    taken = lists.take(ContentFile(strange.encode(), name="a.csv"), kind, by=None)
    taken = lists.reread(taken, Asked(heading=1), by=None)
    with pytest.raises(lists.ImportRefused, match="welcher Spalte"):
        lists.choose(taken, {}, options={}, source="", by=None)
    mapping = {0: "organization", 1: "title", 2: ""}
    chosen = lists.choose(taken, mapping, options={"months": "3"}, source="Freinet", by=None)
    steps.walk(lists.begin(chosen, by=None), made.quiet, dry=False, by=None)
    moved = lists.take(ContentFile(b"Was;Neu;Wer sucht\nx;y;z\n", name="b.csv"), kind, by=None)
    again = lists.take(ContentFile(strange.encode(), name="c.csv"), kind, by=None)
    assert moved.mapping == {"0": "title", "2": "organization"}
    assert (again.mapping, again.source) == ({"0": "organization", "1": "title"}, "Freinet")
    assert (again.options["months"], lists.same_file(again).pk) == ("3", taken.pk)


def test_the_command_says_last_what_came_of_it(tmp_path):
    file = tmp_path / "angebote.csv"
    file.write_text(LIST + "3;;Ohne;x;;;;;;;;\n", encoding="cp1252")
    said = []
    count = imports.importer("needs")(file, said.append)
    assert str(count) == "2 new, 0 changed, 0 unchanged, 1 refused"
    assert said[-1] == "Zeile 4, 3: In der Zeile steht nicht, wer es anbietet."
    file.write_bytes(b"x" * (50 * 1024 * 1024))
    assert (str(imports.importer("needs")(file, said.append)), said[-1]) == (
        "0 new, 0 changed, 0 unchanged, 1 refused",
        "Diese Datei ist größer als 25 MB.",
    )
