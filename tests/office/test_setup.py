"""The first hour of a city in the office: six steps, first results, and the way out again."""

import datetime as dt
import io

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook
from tests.office import city
from tests.volunteering import town

from konfluenz.directory import districts, municipality, trials
from konfluenz.directory.models import District, Municipality
from konfluenz.ground import audit, delivery, outbox, runs
from konfluenz.ground.models import Message, StoredFile
from konfluenz.ground.models.outbox import State
from konfluenz.office.setup import takeout, takeout_pages, takeout_sheets
from konfluenz.people import contacts, persons
from konfluenz.people.models import Account
from konfluenz.volunteering.models import Volunteer

pytestmark = pytest.mark.django_db

AT = "/buero/einrichtung/"
OUT = f"{AT}alles-heraus/"
CITY = {"kind": "Stadt", "name": "Musterstadt", "land": "NW", "mail": "info@stadt.example"}


@pytest.fixture
def browser(db):
    return city.client("administrator")


@pytest.fixture
def here(browser):
    """A city after its first step."""
    browser.post(f"{AT}stadt/", {**CITY, **city.FORM})
    return municipality.current()


def _post(browser, step, **values):
    revision = Municipality.objects.get().revision
    form = {"revision": revision, **city.FORM, **values}
    return browser.post(f"{AT}{step}/", form)


def _book(answer):
    return load_workbook(io.BytesIO(b"".join(answer.streaming_content)))


def test_an_empty_city_leads_its_administrator_here_and_begins_on_trial(browser):
    assert browser.get("/buero/", follow=True).redirect_chain == [(AT, 302)]
    assert browser.get("/einrichtung/", follow=True).redirect_chain == [(AT, 302)]
    assert browser.get(f"{AT}texte/", follow=True).redirect_chain == [(f"{AT}stadt/", 302)]
    assert "Probebetrieb" not in browser.get("/de/").text
    answer = browser.post(f"{AT}stadt/", {**CITY, "word_council": "Rat der Stadt", **city.FORM})
    assert answer["Location"] == f"{AT}stadtteile/"
    made = municipality.current()
    assert (made.name, made.words, made.trial) == (
        "Musterstadt",
        {"council": "Rat der Stadt"},
        True,
    )
    assert made.trial_addresses == [Account.objects.get().email]
    assert browser.get("/buero/").status_code == 200


def test_every_page_says_that_a_trial_is_on(browser, here):
    for url in ("/buero/", f"{AT}probebetrieb/", "/konto/passwort/vergessen/"):
        assert 'class="k-trial"' in browser.get(url).text, url
    assert "ما زلنا نجرّب" not in browser.get("/de/").text
    assert "probieren diese Website noch aus" in browser.get("/de/").text
    trials.end(by=None)
    for url in ("/buero/", "/de/"):
        assert 'class="k-trial"' not in browser.get(url).text, url


def test_districts_are_pasted_out_of_a_table(browser, here):
    pasted = "Altstadt\n12\tLützel\t50,3661\t7,5903\nHorchheim; 13; 50.329; 7.604"
    assert _post(browser, "stadtteile", districts=pasted).status_code == 302
    page = browser.get(f"{AT}stadtteile/").text
    assert "3 neu, 0 geändert, 0 unverändert." in page
    assert "ohne Mittelpunkt auf der Karte" in page
    lay = District.objects.get(number="12")
    assert (lay.name, str(lay.latitude)) == ("Lützel", "50.36610")
    answer = _post(browser, "stadtteile", districts="Altstadt\nLützel; 12; nördlich; 7")
    assert (answer.status_code, "Zeile 2 lässt sich nicht lesen" in answer.text) == (422, True)
    town.volunteer(district=lay)
    assert (
        "wird noch verwendet"
        in browser.post(f"{AT}stadtteile/", {"remove": lay.public_id}, follow=True).text
    )
    browser.post(f"{AT}stadtteile/", {"remove": District.objects.get(name="Altstadt").public_id})
    assert sorted(District.objects.values_list("name", flat=True)) == ["Horchheim", "Lützel"]


def test_a_district_is_split_and_the_split_taken_back(browser, here):
    whole = districts.add("Lützel", by=None)
    at = f"{AT}stadtteile/{whole.public_id}/teilen/"
    assert at in browser.get(f"{AT}stadtteile/").text
    values = {"on": "2025-07-01", "lines": "Lützel-Nord; 21", **city.FORM}
    answer = browser.post(at, values)
    assert (answer.status_code, "mindestens zwei Stadtteile" in answer.text) == (422, True)
    assert "Lützel-Nord; 21" in answer.text
    values["lines"] += "\nLützel-Süd; 22"
    page = browser.post(at, values, follow=True).text
    assert "Was in ihm liegt, bleibt dort" in page
    assert "geteilt am" in page and "Lützel-Nord, Lützel-Süd" in page
    assert "Lützel (geteilt am 01.07.2025)" in browser.get("/buero/orte/neu/").text
    page = browser.post(f"{AT}stadtteile/", {"rejoin": whole.public_id}, follow=True).text
    assert "Die Teilung ist rückgängig gemacht." in page
    assert [one.name for one in District.objects.all()] == ["Lützel"]


def test_texts_begin_with_a_draft_and_two_people_are_told(browser, here):
    page = browser.get(f"{AT}texte/").text
    assert "info@stadt.example" in page
    old = here.revision
    answer = _post(browser, "texte", languages=["de", "ar"], imprint="Stadt Musterstadt")
    assert answer["Location"] == f"{AT}probebetrieb/"
    assert municipality.current().languages == ["de", "ar"]
    late = {"revision": old, "languages": ["de"], "imprint": "Anders", **city.FORM}
    assert browser.post(f"{AT}texte/", late).status_code == 409


def test_the_trial_is_changed_ended_and_begun_again(browser, here):
    Message.objects.all().delete()
    outbox.send("directory/mail/test", to=outbox.BareAddress("a@example.org"), about=here)
    delivery.hand_over()
    answer = _post(browser, "probebetrieb", addresses="amt@stadt.example\nniemand")
    assert (answer.status_code, "„niemand“ ist keine Adresse" in answer.text) == (422, True)
    _post(browser, "probebetrieb", addresses="amt@stadt.example")
    assert municipality.current().trial_addresses == ["amt@stadt.example"]
    ended = browser.post(f"{AT}probebetrieb/", {"do": "end"}, follow=True).text
    assert "1 Nachricht ist noch zurückgehalten" in ended
    assert municipality.current().trial is False
    late = browser.post(f"{AT}probebetrieb/", {"addresses": "", "revision": 1, **city.FORM})
    assert late.status_code == 409
    _post(browser, "probebetrieb", addresses="")
    assert (municipality.current().trial, municipality.current().trial_addresses) == (True, [])


def test_a_held_message_is_decided_in_the_outbox(browser, here):
    made = outbox.send("directory/mail/test", to=outbox.BareAddress("a@example.org"), about=here)
    delivery.hand_over()
    at = f"/buero/postausgang/{made.public_id}/"
    assert "Probebetrieb" in browser.post(f"{at}freigeben/", follow=True).text
    assert "Nicht senden" in browser.get(at).text
    assert "wird nicht gesendet" in browser.post(f"{at}nicht-senden/", follow=True).text
    assert Message.objects.get(pk=made.pk).state == State.DROPPED
    browser.post(f"{at}behalten/")
    browser.post("/buero/postausgang/", {"do": "drop", "row": made.pk})
    assert Message.objects.get(pk=made.pk).state == State.DROPPED


def test_the_test_mail_goes_to_who_asks_for_it(browser, here):
    answer = browser.post(f"{AT}postfach/")
    message = Message.objects.get(template="directory/mail/test")
    assert answer["Location"] == f"/buero/postausgang/{message.public_id}/"
    assert message.address == Account.objects.get().email


def test_first_results_lead_to_their_lists(browser, here):
    long_ago = timezone.now() - dt.timedelta(days=400)
    ada, twin = persons.add("Ada Demo", by=None), persons.add("Demo, Ada", by=None)
    for name, mail in (("Bea Demo", "b@example.org"), ("B. Beispiel", "B@example.org")):
        contacts.add(persons.add(name, by=None), "mail", mail, by=None)
    old = town.volunteer("Cem Demo")
    moments = dict.fromkeys(("first_contact_at", "confirmed_at", "answered_at"), long_ago)
    Volunteer.objects.filter(pk=old.pk).update(**moments, state="left")
    silent, paused = town.volunteer("Dora Demo"), town.volunteer("Eva Demo", state="paused")
    Volunteer.objects.filter(pk=silent.pk).update(**moments)
    town.opportunity()
    started = browser.post(f"{AT}ergebnisse/")["Location"]
    assert browser.get(started)["Refresh"] == "3"
    runs.step()
    page = browser.get(started)
    assert not page.has_header("Refresh")
    for words in ("2 mögliche Dubletten", "1 ohne Kontakt seit zwölf Monaten", "1 passt zu Ihren"):
        assert words in page.text
    shown = browser.get(f"{started}dubletten/").text
    assert [str(name) in shown for name in (ada, twin, "Bea Demo", old.person)] == [
        *(True, True, True, False)
    ]
    assert "Dora Demo" in browser.get(f"{started}ohne-kontakt/").text
    fitting = browser.get(f"{started}passend/").text
    assert ("Dora Demo" in fitting, str(paused) in fitting) == (True, False)
    assert browser.get(f"{started}anderes/").status_code == 404


def test_pages_cost_the_same_for_one_and_three(browser, here):
    costs = {}
    for more in (1, 2):
        city.crowd(more, lambda n: districts.add(f"Teil {District.objects.count()}", by=None))
        city.crowd(more, lambda n: town.volunteer(f"Ada Demo{Volunteer.objects.count()}"))
        for page in ("", "stadtteile/", "listen/", "postfach/", "texte/", "probebetrieb/"):
            browser.get(AT + page)
            with CaptureQueriesContext(connection) as seen:
                assert browser.get(AT + page).status_code == 200
            costs.setdefault(page, []).append(len(seen))
    assert {page for page, (one, three) in costs.items() if one != three or three > 15} == set()


def test_every_kind_of_record_goes_out_or_stays_for_a_reason():
    ours = {model._meta.label_lower for model in takeout_sheets.kinds()}
    assert set(takeout_sheets.SHEETS) | set(takeout_sheets.LEFT_OUT) == ours
    assert set(takeout_sheets.SHEETS) & set(takeout_sheets.LEFT_OUT) == set()
    titles = [takeout_sheets.title(model) for model in takeout_sheets.chosen()]
    assert len({title.casefold()[:31] for title in titles}) == len(titles)
    fields = {field for model in apps.get_models() for field in model._meta.concrete_fields}
    secret = [field.name for field in fields if "password" in field.name or "secret" in field.name]
    out = {
        column.lookup
        for model in takeout_sheets.chosen()
        for column in takeout_sheets.columns(model)
    }
    assert out & {*secret, "digest", "trial_addresses"} == set()


def test_everything_comes_out_in_one_file_and_nothing_in_it_runs(browser, here, monkeypatch):
    monkeypatch.setattr(takeout, "MOST_LETTERS", 60)
    evil = persons.add('=HYPERLINK("http://evil.example")', by=None, notes="x\x07" * 70)
    contacts.add(evil, "mail", "ada@example.org", by=None)
    helper = town.volunteer("Bea Demo", birth_year=1990)
    code = outbox.send("directory/mail/test", to=outbox.BareAddress("x@e.org"), confidential=True)
    answer = browser.post(OUT)
    assert answer["Content-Disposition"].startswith('attachment; filename="konfluenz-alles-')
    book = _book(answer)
    people = list(book["Person"].iter_rows(values_only=True))
    head = people[0]
    assert head[0] == "Nr."
    row = dict(zip(head, next(row for row in people if row[0] == evil.pk), strict=True))
    assert row["Name"] == '=HYPERLINK("http://evil.example")'
    assert {cell.data_type for line in book["Person"].iter_rows() for cell in line} <= {
        *("s", "n", "d", "b", "inlineStr")
    }
    assert row["Notizen"] == ("x\ufffd" * 70)[:60] + " […]"
    pieces = list(book["Lange Texte"].iter_rows(values_only=True, min_row=2))
    said = [piece[4] for piece in pieces if piece[:2] == ("Person", evil.pk)]
    assert "".join(said) == "x\ufffd" * 70
    helpers = list(book["Ehrenamtliche"].iter_rows(values_only=True))
    found = dict(zip(helpers[0], helpers[1], strict=True))
    assert (found["Person (Nr.)"], found["Person"]) == (helper.person_id, "Bea Demo")
    assert found["Stand"] == helper.get_state_display()
    everything = str([list(sheet.values) for sheet in book])
    assert "ada@example.org" in everything
    assert str(code.pk) not in [line[0] for line in book["Nachrichten"].values]
    assert Account.objects.get().password not in everything
    contents = {line[0]: line[1:] for line in book["Inhalt"].values}
    assert contents["Person"][0] == len(people) - 1
    assert audit.timeline(here).first().action == "municipality.taken_out"


def test_a_large_city_gets_its_file_from_the_worker_for_a_day(browser, here, monkeypatch):
    monkeypatch.setattr(takeout_pages, "FEW", 0)
    page = browser.post(OUT)["Location"]
    assert browser.get(f"{page}datei/").status_code == 404
    runs.step()
    assert "Datei herunterladen" in browser.get(page).text
    assert "Kommune" in _book(browser.get(f"{page}datei/")).sheetnames
    assert takeout.sweep() == 0
    runs.Run.objects.update(ended_at=timezone.now() - dt.timedelta(days=2))
    key = StoredFile.objects.get(owner_label="ground.run").key
    assert takeout.sweep() == 1
    assert not StoredFile.objects.filter(key=key).exists()
    assert "wurde hier gelöscht" in browser.get(page).text
