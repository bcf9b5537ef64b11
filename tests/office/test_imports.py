"""The wizard: drop a list, choose its columns, try it, read it in, take it back."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from tests.office import world

from konfluenz.ground import runs
from konfluenz.ground.models import Import, ImportRow, Run
from konfluenz.people.models import Person
from konfluenz.volunteering.models import Volunteer

LIST = "Name;E-Mail;Katze\nAda Demo;ada@example.org;Mia\nKim Demo;;\n;x@example.org;\n"
URL = "/buero/importe/"


@pytest.fixture
def browser(db):
    return world.client()


def _drop(browser, text=LIST, kind="volunteers", name="liste.csv"):
    data = text if isinstance(text, bytes) else text.encode()
    return browser.post(f"{URL}neu/", {"kind": kind, "file": SimpleUploadedFile(name, data)})


def _page(browser, path=""):
    taken = Import.objects.latest("pk")
    return browser.get(f"{URL}{taken.public_id}/{path}")


def _choose(browser, **more):
    taken = Import.objects.latest("pk")
    chosen = {"column_0": "name", "column_1": "mail", "column_2": "", "option_state": "active"}
    data = {**chosen, "revision": taken.revision, **more}
    return browser.post(f"{URL}{taken.public_id}/spalten/", data)


def _do(browser, what):
    taken = Import.objects.latest("pk")
    return browser.post(f"{URL}{taken.public_id}/{what}/", follow=True)


def test_a_list_goes_all_the_way_and_back(browser):
    page = _drop(browser)
    assert page.status_code == 302
    columns = browser.get(page["Location"]).content.decode()
    assert "Ada Demo" in columns
    assert "Ohne Niveau" in columns
    assert _choose(browser, source="Freinet").status_code == 302
    waiting = _page(browser)
    assert (waiting["Refresh"], "Beginnt gleich" in waiting.content.decode()) == ("3", True)
    assert runs.step() == 1
    trial = _page(browser).content.decode()
    assert "Nichts ist gespeichert" in trial
    assert "In dieser Zeile steht kein Name." in trial
    assert Person.objects.filter(name="Ada Demo").count() == 0
    _do(browser, "einlesen")
    assert runs.step() == 1
    done = _page(browser).content.decode()
    assert ("2 neu" in done, "1 abgelehnt" in done) == (True, True)
    assert Volunteer.objects.count() == 2
    only = _page(browser, "?outcome=refused").content.decode()
    assert ("kein Name" in only, "Kim Demo" in only) == (True, False)
    _do(browser, "zuruecknehmen")
    assert runs.step() == 1
    assert "2 zurückgenommen" in _page(browser).content.decode()
    assert Volunteer.objects.count() == 0


def test_the_end_of_long_work_stands_in_today_until_it_was_seen(browser):
    _drop(browser)
    _choose(browser)
    runs.step()
    today = browser.get("/buero/").content.decode()
    assert "Fertig: Probelauf: liste.csv" in today
    run = Run.objects.get()
    landed = browser.get(f"{URL}lauf/{run.public_id}/", follow=True)
    assert landed.redirect_chain[-1][0] == f"{URL}{Import.objects.get().public_id}/"
    assert "Fertig: Probelauf" not in browser.get("/buero/").content.decode()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "Datei ist leer"),
        (b"PK\x03\x04 half", "beschädigt oder unvollständig"),
        (b"%PDF-1.4", "keine Tabelle"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), "alte Excel-Datei"),
    ],
)
def test_what_is_no_list_is_refused_on_the_spot(browser, data, words):
    page = _drop(browser, data)
    assert (page.status_code, words in page.content.decode()) == (422, True)
    assert Import.objects.count() == 0


def test_a_file_of_fifty_megabytes_is_refused(browser):
    page = _drop(browser, b"Name\n" + b"x" * (50 * 1024 * 1024))
    assert (page.status_code, "25 MB" in page.content.decode()) == (422, True)


def test_columns_that_do_not_do_are_told_and_nothing_is_lost(browser):
    _drop(browser)
    page = _choose(browser, column_0="", source="Meine Quelle")
    text = page.content.decode()
    assert (page.status_code, "in welcher Spalte der Name" in text) == (422, True)
    assert "Meine Quelle" in text
    assert _choose(browser, column_2="name").status_code == 422
    assert _choose(browser, revision=99).status_code == 409


def test_a_file_can_be_read_in_another_way(browser):
    _drop(browser, "Name|Ort\nJörg|Köln\n".encode("cp850"))
    taken = Import.objects.get()
    asked = {"heading": "1", "encoding": "cp850", "delimiter": "|"}
    again = browser.post(f"{URL}{taken.public_id}/anders-lesen/", asked, follow=True)
    assert "Köln" in again.content.decode()
    taken.refresh_from_db()
    assert taken.mapping == {"0": "name", "1": "town"}


def test_two_people_at_one_list_and_things_done_twice_are_told(browser):
    _drop(browser)
    _choose(browser)
    assert "Gerade wird eine Liste bearbeitet" in _do(browser, "einlesen").content.decode()
    runs.step()
    _do(browser, "einlesen")
    runs.step()
    assert "schon eingelesen oder verworfen" in _do(browser, "einlesen").content.decode()
    assert "schon eingelesen oder verworfen" in _do(browser, "verwerfen").content.decode()
    assert Volunteer.objects.count() == 2


def test_a_list_that_was_put_aside_leaves_a_file_to_look_at(browser):
    _drop(browser)
    assert "wird in 90 Tagen gelöscht" in _do(browser, "verwerfen").content.decode()
    file = _page(browser, "datei/")
    assert (b"".join(file.streaming_content), file["Content-Type"]) == (
        LIST.encode(),
        "application/octet-stream",
    )


def _filled(size, first=0):
    for number in range(first, first + size):
        taken = Import.objects.create(
            kind="volunteers",
            state="done",
            name=f"{number}.csv",
            digest="x",
            headings=["Name"],
            counts={"new": 1},
            finished_at=timezone.now(),
        )
    return taken


def test_lists_and_rows_cost_the_same_however_many(browser):
    taken = _filled(1)
    person = Person.objects.latest("pk")
    url = f"{URL}{taken.public_id}/"

    def row(line):
        ImportRow.objects.create(
            source=taken,
            line=line,
            dry=False,
            outcome="new",
            title="Ada",
            label="people.person",
            record_id=str(person.pk),
            alike=[f"people.person:{person.pk}"],
        )

    row(1)
    few = [world.queries(browser, one) for one in (URL, url)]
    _filled(2, first=1)
    row(2)
    row(3)
    assert [world.queries(browser, one) for one in (URL, url)] == few
    assert max(few) <= world.MOST_QUERIES
