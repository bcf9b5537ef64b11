"""The list of papers, the record, what can be done with its head, path and resolutions."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.office import city, council

from konfluenz.actions import tasks
from konfluenz.council import papers, promises, results
from konfluenz.council.models import Consultation, Paper, Resolution, Sentence
from konfluenz.council.papers import PartText, SentenceText

pytestmark = pytest.mark.django_db

ALL = "/buero/ratspapiere/"


def _at(paper, rest=""):
    return f"{ALL}{paper.public_id}/{rest}"


def _head(**more):
    given = {"paper_type": "motion", "reference": "AT/0001/2024", "subject": "Demo-Antrag"}
    return given | city.FORM | more


def test_adding_a_paper_leads_to_it():
    faction = council.body("Demo-Fraktion", "faction")
    answer = city.client().post(f"{ALL}neu/", _head(applicants=[faction.pk]))
    made = Paper.objects.get()
    assert answer["Location"] == _at(made)
    assert (made.reference, made.slug, list(made.applicants.all())) == (
        "AT/0001/2024",
        "at-0001-2024",
        [faction],
    )


def test_a_number_taken_twice_is_refused_beside_the_form():
    council.paper("AT/0001/2024")
    answer = city.client().post(f"{ALL}neu/", _head(subject="Zweiter Antrag"))
    assert answer.status_code == 422
    assert "Ein Papier mit der Nummer AT/0001/2024 gibt es schon" in answer.text
    assert "Zweiter Antrag" in answer.text
    assert Paper.objects.count() == 1


def test_the_paper_answered_is_named_by_its_number():
    motion = council.paper("AT/0001/2024", paper_type="motion")
    given = _head(paper_type="statement", reference="", answers="at/0001/2024")
    city.client().post(f"{ALL}neu/", given)
    assert Paper.objects.get(paper_type="statement").answers == motion
    refused = city.client().post(f"{ALL}neu/", given | {"answers": "AT/9999/2024"})
    assert refused.status_code == 422
    assert "AT/9999/2024 gibt es hier nicht" in refused.text


def test_the_record_shows_the_head_as_printed():
    motion = council.paper("AT/0001/2024", paper_type="motion")
    paper = council.paper(
        author="31-Ordnungsamt",
        file_reference="31.20.01/Xy",
        answers=motion,
        recommendation="follow",
        financial_impact="keine",
    )
    page = city.client().get(_at(paper)).text
    for said in ("UV/0001/2024", "23.02.2024", "31-Ordnungsamt", "31.20.01/Xy", "keine"):
        assert said in page
    assert "dem Antrag folgen" in page
    assert _at(motion) in page
    assert _at(paper) in city.client().get(_at(motion)).text


def test_who_saves_second_sees_both_versions():
    paper, browser = council.paper(), city.client()
    papers.correct(paper, {"subject": "Schneller"}, by=None)
    given = _head(reference="UV/0001/2024", paper_type="information", subject="Langsamer")
    answer = browser.post(_at(paper, "bearbeiten/"), given | {"revision": 0})
    assert answer.status_code == 409
    assert "Schneller" in answer.text
    assert "Langsamer" in answer.text


def test_the_path_shows_eleven_boxes_and_the_sentence():
    paper = council.paper()
    station = council.station(paper, council.body("Demo-Rat"), agenda_item="21")
    page = city.client().get(_at(paper)).text
    assert page.count('class="o-box"') == 11
    assert "kein Ergebnis belegt" in page
    assert "TOP 21" in page
    results.enter(station, "adopted", vote="by_majority", votes_against=3, abstentions=2, by=None)
    page = city.client().get(_at(paper)).text
    assert page.count("o-box--ticked") == 3
    assert "mehrheitlich beschlossen bei 3 Gegenstimmen und 2 Enthaltungen" in page


def test_a_station_is_added_corrected_and_removed():
    paper, rat, browser = council.paper(), council.body(), city.client()
    given = {"body": rat.pk, "date": "2024-03-13", "role": "decision", "open_session": "on"}
    browser.post(_at(paper, "beratungen/neu/"), given | city.FORM)
    made = Consultation.objects.get()
    assert (made.body, made.date, made.role, made.open_session) == (
        rat,
        dt.date(2024, 3, 13),
        "decision",
        True,
    )
    path = f"{ALL}beratungen/{made.public_id}/"
    browser.post(f"{path}bearbeiten/", given | {"agenda_item": "7", "revision": 0} | city.FORM)
    made.refresh_from_db()
    assert made.agenda_item == "7"
    assert browser.post(f"{path}entfernen/")["Location"] == _at(paper)
    assert not Consultation.objects.exists()


def test_a_path_out_of_order_is_refused_and_nothing_is_lost():
    paper = council.paper()
    council.station(paper, council.body("Demo-Ausschuss", "committee"))
    given = {"body": council.body().pk, "date": "2024-03-01", "agenda_item": "4711", **city.FORM}
    answer = city.client().post(_at(paper, "beratungen/neu/"), given)
    assert answer.status_code == 422
    assert "liegt aber früher" in answer.text
    assert "4711" in answer.text


def test_a_station_with_a_result_stays():
    paper = council.paper()
    station = council.station(paper)
    results.enter(station, "noted", by=None)
    path = f"{ALL}beratungen/{station.public_id}/entfernen/"
    answer = city.client().post(path, follow=True)
    assert "bleibt im Gremienweg" in answer.text
    assert Consultation.objects.exists()


def test_publishing_and_withdrawing():
    paper, browser = council.paper(), city.client()
    assert f"/de/papiere/{paper.slug}/" in browser.get(_at(paper, "veroeffentlichen/")).text
    browser.post(_at(paper, "veroeffentlichen/"), {"mirror": "on", "revision": 0} | city.FORM)
    paper.refresh_from_db()
    assert (paper.public, paper.mirror_public) == (True, True)
    browser.post(_at(paper, "zurueckziehen/"))
    paper.refresh_from_db()
    assert (paper.public, paper.mirror_public) == (False, False)


def test_a_paper_goes_only_with_a_reason():
    paper, browser = council.paper(), city.client()
    refused = browser.post(_at(paper, "entfernen/"), {"revision": 0} | city.FORM)
    assert refused.status_code == 422
    answer = browser.post(
        _at(paper, "entfernen/"), {"reason": "Doppelt", "revision": 0} | city.FORM
    )
    assert answer["Location"] == ALL
    assert not Paper.objects.exists()


def test_a_promise_becomes_a_task_and_shows_how_it_stands():
    part = council.text("Die Verwaltung legt ein Konzept vor.", kind="promise")
    paper, unit, browser = council.paper(parts=[part]), city.office(), city.client()
    sentence = Sentence.objects.get()
    given = {"title": "Konzept vorlegen", "unit": unit.pk, "due_date": "2027-03-01", **city.FORM}
    answer = browser.post(_at(paper, f"zusagen/{sentence.pk}/aufgabe/"), given)
    assert answer.status_code == 302
    task = promises.taken(sentence).get()
    page = browser.get(_at(paper)).text
    assert "Konzept vorlegen" in page
    assert "offen" in page
    tasks.finish(task, "Getan.", by=None)
    assert "erledigt" in browser.get(_at(paper)).text
    assert _at(paper) in browser.get(f"/buero/aufgaben/{task.public_id}/").text


def test_a_task_of_another_unit_is_counted_and_not_shown():
    part = council.text("Die Verwaltung legt ein Konzept vor.", kind="promise")
    paper = council.paper(parts=[part])
    due = timezone.localdate()
    promises.take(Sentence.objects.get(), "Geheim", unit=city.office(), due_date=due, by=None)
    page = city.client("office_colleague").get(_at(paper)).text
    assert "Eine Aufgabe liegt bei einer anderen Einheit." in page
    assert "Geheim" not in page


def test_the_text_shows_points_lists_and_what_shall_be_done():
    items = [("Eins.", 1), ("Noch eins.", 1), ("Zwei.", 2)]
    texts = [SentenceText(words, n, bullet=True, kind="task") for words, n in items]
    tasks = PartText("tasks", "2.", "Aufgaben", texts)
    paper = council.paper(parts=[council.text("Das ist ein Satz.", heading="Leitstelle"), tasks])
    page = city.client().get(_at(paper, "?tab=text")).text
    for said in ("Leitstelle", "Das ist ein Satz.", "2. Aufgaben", "Noch eins."):
        assert said in page
    assert page.count("k-badge--info") == 3
    body = page[page.index("2. Aufgaben") :]
    assert body[: body.index("</ul>")].count("<li>") == 2


def test_a_paper_without_a_number_is_listed_with_the_one_it_answers():
    motion = council.paper("AT/0001/2024", paper_type="motion")
    council.paper("", paper_type="statement", answers=motion)
    assert "zu AT/0001/2024" in city.client().get(ALL).text


def test_a_resolution_is_added_corrected_and_removed():
    paper, rat, browser = council.paper(), council.body(), city.client()
    given = {"body": rat.pk, "date": "2024-03-13", "text": "Demo-Beschluss", "vote": "unanimous"}
    browser.post(_at(paper, "beschluesse/neu/"), given | city.FORM)
    made = Resolution.objects.get()
    assert (made.paper, made.vote) == (paper, "unanimous")
    path = f"{ALL}beschluesse/{made.public_id}/"
    browser.post(
        f"{path}bearbeiten/", given | {"source": "Niederschrift", "revision": 0} | city.FORM
    )
    assert "Niederschrift" in browser.get(_at(paper)).text
    browser.post(f"{path}entfernen/", {"reason": "Doppelt", "revision": 1} | city.FORM)
    assert not Resolution.objects.exists()


def test_a_resolution_of_a_day_to_come_is_refused():
    paper, rat = council.paper(), council.body()
    given = {"body": rat.pk, "date": "2199-01-01", "text": "Demo-Beschluss", **city.FORM}
    answer = city.client().post(_at(paper, "beschluesse/neu/"), given)
    assert answer.status_code == 422
    assert "Dieser Tag liegt in der Zukunft." in answer.text


def test_the_wording_that_came_of_a_result_is_corrected_there():
    paper = council.paper()
    results.enter(council.station(paper), "adopted", vote="unanimous", text="Demo", by=None)
    made = Resolution.objects.get()
    path = f"{ALL}beschluesse/{made.public_id}/bearbeiten/"
    assert 'name="text"' not in city.client().get(path).text
    assert city.client().get(path).status_code == 200


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("paper_type=motion", {"AT/0001/2015"}),
        ("year=2015", {"AT/0001/2015"}),
        ("public=yes", {"UV/0002/2024"}),
        ("result=open", {"UV/0001/2024"}),
        ("result=documented", {"UV/0002/2024"}),
        ("q=0002", {"UV/0002/2024"}),
        ("", {"AT/0001/2015", "UV/0001/2024", "UV/0002/2024"}),
    ],
)
def test_the_list_is_narrowed(asked, found):
    council.paper("AT/0001/2015", paper_type="motion", date=dt.date(2015, 9, 1))
    council.station(council.paper("UV/0001/2024"))
    noted = council.paper("UV/0002/2024")
    results.enter(council.station(noted), "noted", by=None)
    papers.publish(noted, mirror=False, by=None)
    page = city.client().get(f"{ALL}?{asked}").text
    shown = {one.reference for one in Paper.objects.all() if f">{one.subject}<" in page}
    assert shown == found


def test_the_list_is_narrowed_by_body():
    paper, other = council.paper("UV/0001/2024"), council.paper("UV/0002/2024")
    rat = council.body()
    council.station(paper, rat)
    council.station(other)
    page = city.client().get(f"{ALL}?body={rat.pk}").text
    assert paper.subject in page
    assert other.subject not in page


def test_the_list_counts_the_mirror_and_exports_it():
    paper = council.paper(parts=[council.text("Eins.", "Zwei.", kind="fact")])
    page = city.client().get(ALL).text
    assert "2 offen" in page
    assert ">UV/0001/2024</td>" in page
    answer = city.client().get(f"{ALL}?export=csv")
    rows = b"".join(answer.streaming_content).decode().splitlines()
    assert rows[1].startswith(f"{paper.subject};UV/0001/2024;")
    assert "2 offen" in rows[1]


def test_the_global_search_finds_a_paper_by_its_number():
    paper = council.paper()
    assert _at(paper) in city.client().get("/buero/suche/?q=UV/0001").text


def test_an_editor_reads_but_changes_nothing():
    paper, browser = council.paper(), city.client("editor")
    assert browser.get(_at(paper)).status_code == 200
    assert "bearbeiten/" not in browser.get(_at(paper)).text
    assert "einlesen/" not in browser.get(ALL).text
    assert browser.get(_at(paper, "bearbeiten/")).status_code == 403
    assert browser.post(_at(paper, "zurueckziehen/")).status_code == 403


def test_on_call_staff_read_no_papers():
    assert city.client("on_call_staff").get(ALL).status_code == 403


def test_an_unknown_paper_or_tab_is_not_found():
    paper, browser = council.paper(), city.client()
    assert browser.get(_at(paper, "?tab=nix")).status_code == 404
    assert browser.get(f"{ALL}00000000-0000-4000-8000-000000000000/").status_code == 404


def test_a_missing_result_stands_in_today():
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    paper = council.paper()
    council.station(paper, council.body("Demo-Rat"), date=yesterday)
    assert "Ergebnis fehlt: UV/0001/2024, Demo-Rat" in city.client().get("/buero/").text


def _rich(number):
    paper = council.paper(
        f"UV/1{number:03}/2024", parts=[council.text("Eins.", "Zwei.", kind="promise")]
    )
    for n in range(number + 1):
        station = council.station(paper, council.body(f"Gremium {number} {n}"))
        results.enter(station, "adopted", vote="unanimous", text=f"Text {n}", by=None)
    for sentence in Sentence.objects.filter(part__paper=paper):
        unit = city.office(str(900 + sentence.pk), f"Amt {sentence.pk}")
        promises.take(sentence, "Tun", unit=unit, due_date=timezone.localdate(), by=None)
    return paper


@pytest.mark.parametrize("tab", ["", "?tab=text", "?tab=timeline"])
def test_queries_of_the_record_do_not_grow(tab):
    browser, costs = city.client(), []
    for number in (0, 2):
        paper = _rich(number)
        browser.get(_at(paper, tab))
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(_at(paper, tab)).status_code == 200
        costs.append(len(queries))
    assert costs[0] == costs[1] <= 20


def test_queries_of_the_list_do_not_grow():
    browser, costs = city.client(), []
    browser.get(ALL)
    for numbers in ((0,), (1, 2)):
        for number in numbers:
            _rich(number)
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(ALL).status_code == 200
        costs.append(len(queries))
    assert costs[0] == costs[1] <= 25


def test_the_file_reference_has_a_hint_at_its_pattern():
    page = city.client().get(f"{ALL}neu/").text
    assert "Nummer nach dem Aktenplan, Schrägstrich, Kürzel: 31.20.01/Lo" in page
