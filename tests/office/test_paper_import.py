"""Reading papers in: what was read is checked by a person, and nothing is lost on the way."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.office import city, council

from konfluenz.actions.models import Task
from konfluenz.council import imports
from konfluenz.council.models import Consultation, Paper, PaperImport, Sentence
from konfluenz.steering.measuring import indicators
from konfluenz.steering.models import Observation

pytestmark = pytest.mark.django_db

TAKE = "/buero/ratspapiere/einlesen/"


def _take(content=council.PAPER, name="vorlage.txt"):
    return imports.take(council.file(content, name), by=None)


def _indicator():
    said = {"definition": "Anteil an allen mit Hauptwohnung", "unit": "percent"}
    return indicators.add("share_non_german", "Anteil ohne deutschen Pass", by=None, **said)


def _at(taken, rest=""):
    return f"{TAKE}{taken.public_id}/{rest}"


def _typed(browser, taken, **changes):
    """Return what a browser would send: all that stands in the form, with `changes`."""
    page = browser.get(_at(taken))
    form = page.context["form"]
    sent = {"revision": page.context["seen"]}
    for field in form:
        value, widget = field.value(), field.field.widget
        if isinstance(value, bool):
            sent |= {field.html_name: "on"} if value else {}
        elif value is not None:
            shown = widget.format_value(value)
            sent[field.html_name] = shown[0] if isinstance(shown, list) else shown
    return {name: value for name, value in (sent | changes).items() if value is not None}


def _send(browser, taken, do, **changes):
    return browser.post(_at(taken), _typed(browser, taken, **changes) | {"do": do})


def test_a_dropped_file_is_read_and_nothing_is_taken_over():
    council.directory()
    answer = city.client().post(TAKE, {"file": council.file()}, follow=True)
    taken = PaperImport.objects.get()
    assert answer.redirect_chain[-1][0] == _at(taken)
    for said in ("UV/0007/2024", "Demo-Bericht", "31.20.01/Xy", "9,1 %", "Wie gedruckt"):
        assert said in answer.text
    assert not Paper.objects.exists()


@pytest.mark.parametrize("content", [b"", None])
def test_an_empty_or_missing_file_is_refused(content):
    given = {} if content is None else {"file": council.file(content)}
    answer = city.client().post(TAKE, given)
    assert answer.status_code == 422
    assert "Datei" in answer.text
    assert not PaperImport.objects.exists()


def test_a_file_that_is_too_large_is_refused(monkeypatch):
    monkeypatch.setattr("konfluenz.ground.files.MAX_BYTES", 10)
    answer = city.client().post(TAKE, {"file": council.file()})
    assert answer.status_code == 422
    assert not PaperImport.objects.exists()


@pytest.mark.parametrize("content", [bytes(range(256)) * 40, "Ein Einkaufszettel: Äpfel, Brot.\n"])
def test_a_garbled_or_foreign_file_is_kept_and_says_what_could_not_be_read(content):
    browser = city.client()
    answer = browser.post(TAKE, {"file": council.file(content)}, follow=True)
    assert answer.status_code == 200
    assert "zu berichtigen" in answer.text
    taken = PaperImport.objects.get()
    kept = b"".join(browser.get(_at(taken, "datei/")).streaming_content)
    assert kept == (content if isinstance(content, bytes) else content.encode())


def test_the_same_file_twice_leads_to_the_first():
    taken = _take()
    answer = city.client().post(TAKE, {"file": council.file()}, follow=True)
    assert answer.redirect_chain[-1][0] == _at(taken)
    assert PaperImport.objects.count() == 1


def test_confirming_makes_the_paper_with_its_path_and_text():
    committee, taken, browser = council.directory(), _take(), city.client()
    answer = _send(browser, taken, "confirm")
    paper = Paper.objects.get()
    assert answer["Location"] == f"/buero/ratspapiere/{paper.public_id}/"
    assert (paper.reference, paper.subject, paper.date) == (
        "UV/0007/2024",
        "Demo-Bericht",
        dt.date(2024, 2, 23),
    )
    assert list(Consultation.objects.values_list("body", "date")) == [
        (committee.pk, dt.date(2024, 3, 13))
    ]
    assert not hasattr(Consultation.objects.get(), "result")
    assert browser.get(_at(taken))["Location"] == answer["Location"]


def test_corrections_are_kept_and_can_be_gone_on_with_later():
    council.directory()
    taken, browser = _take(), city.client()
    changes = {"subject": "Besser gelesen", "kind-0-0": "task", "public": "on"}
    assert _send(browser, taken, "save", **changes).status_code == 302
    page = browser.get(_at(taken))
    assert "Besser gelesen" in page.text
    assert page.context["form"]["kind-0-0"].value() == "task"
    assert page.context["form"]["public"].value() is True
    assert "Besser gelesen" in city.client("administrator").get(_at(taken)).text
    _send(browser, taken, "confirm")
    assert Paper.objects.get().subject == "Besser gelesen"
    assert Sentence.objects.get(part__position=1, position=1).kind == "task"


def test_an_unknown_body_is_said_and_chosen_from_the_directory():
    council.directory().delete()
    other, taken, browser = council.body("Anderer Ausschuss", "committee"), _take(), city.client()
    page = browser.get(_at(taken)).text
    assert "zu berichtigen" in page
    assert "Demo-Ausschuss (nicht im Verzeichnis)" in page
    refused = _send(browser, taken, "confirm", subject="Bleibt stehen")
    assert refused.status_code == 422
    assert "Bleibt stehen" in refused.text
    assert not Paper.objects.exists()
    _send(browser, taken, "confirm", **{"path-0-body": other.name})
    assert Consultation.objects.get().body == other


def test_ticked_boxes_become_a_result():
    council.directory()
    taken, browser = _take(), city.client()
    boxes = {"box-0-unanimous": "on", "box-0-abstentions": "on", "heads-0-abstentions": "2"}
    _send(browser, taken, "confirm", **boxes)
    result = Consultation.objects.get().result
    assert (result.outcome, result.vote, result.abstentions) == ("recommended", "unanimous", 2)


def test_boxes_that_exclude_each_other_are_refused():
    council.directory()
    taken, browser = _take(), city.client()
    both = {"box-0-unanimous": "on", "box-0-by_majority": "on"}
    answer = _send(browser, taken, "confirm", **both)
    assert answer.status_code == 422
    assert "schließen einander aus" in answer.text
    assert not Paper.objects.exists()


def test_a_ticked_figure_becomes_an_observation():
    council.directory()
    _indicator()
    taken, browser = _take(), city.client()
    at = {"figure-0-take": "on", "figure-0-indicator": "share_non_german"}
    _send(browser, taken, "confirm", **at, **{"figure-0-value": "9,1", "figure-0-date": "2007"})
    made = Observation.objects.get()
    assert (made.value, made.date, made.precision, made.source) == (
        Decimal("9.1"),
        dt.date(2007, 1, 1),
        "year",
        "UV/0007/2024",
    )


def test_a_figure_of_177_percent_is_refused():
    council.directory()
    _indicator()
    taken, browser = _take(), city.client()
    at = {"figure-0-take": "on", "figure-0-indicator": "share_non_german"}
    answer = _send(browser, taken, "confirm", **at, **{"figure-0-value": "177"})
    assert answer.status_code == 422
    assert not Paper.objects.exists()
    assert not Observation.objects.exists()


def test_a_figure_that_is_not_ticked_stays_in_the_text():
    council.directory()
    _indicator()
    taken, browser = _take(), city.client()
    _send(browser, taken, "confirm", **{"figure-0-take": None})
    assert Paper.objects.exists()
    assert not Observation.objects.exists()


def test_a_ticked_promise_becomes_a_task():
    council.directory()
    taken, browser, unit = _take(), city.client(), city.office("50", "Sozialamt")
    given = {"promise-0-take": "on", "promise-0-title": "Konzept vorlegen"}
    asked = _send(browser, taken, "confirm", **given)
    assert asked.status_code == 422
    assert "promise-0-unit" in asked.context["form"].errors
    more = {"promise-0-unit": unit.pk, "promise-0-due": "2027-03-01"}
    assert _send(browser, taken, "confirm", **given, **more).status_code == 302
    task = Task.objects.get()
    assert (task.title, task.unit, task.due_date, task.origin_kind) == (
        "Konzept vorlegen",
        unit,
        dt.date(2027, 3, 1),
        "promise",
    )


def test_who_saves_second_sees_both_versions():
    council.directory()
    taken, browser = _take(), city.client()
    typed = _typed(browser, taken, subject="Langsamer")
    _send(city.client("administrator"), taken, "save", subject="Schneller")
    answer = browser.post(_at(taken), typed | {"do": "confirm"})
    assert answer.status_code == 409
    assert "Schneller" in answer.text
    assert "Langsamer" in answer.text
    assert not Paper.objects.exists()
    again = typed | {"revision": answer.context["seen"], "do": "confirm"}
    assert browser.post(_at(taken), again).status_code == 302
    assert Paper.objects.get().subject == "Langsamer"


def test_what_is_typed_is_kept_as_a_draft_for_its_author_alone():
    council.directory()
    taken, browser = _take(), city.client()
    answer = _send(browser, taken, "draft", subject="Halb fertig")
    assert "Entwurf" in answer.text
    assert "Halb fertig" in browser.get(_at(taken)).text
    assert "Halb fertig" not in city.client("administrator").get(_at(taken)).text
    _send(browser, taken, "drop-draft")
    assert "Halb fertig" not in browser.get(_at(taken)).text


def test_putting_aside_keeps_the_list_clean_and_opens_no_more():
    taken, browser = _take(), city.client()
    assert "vorlage.txt" in browser.get("/buero/ratspapiere/").text
    assert browser.post(_at(taken, "verwerfen/"))["Location"] == "/buero/ratspapiere/"
    assert _at(taken) not in browser.get("/buero/ratspapiere/").text
    assert "ist verworfen" in browser.get(_at(taken), follow=True).text


def test_publishing_at_once_is_a_choice_of_the_person():
    council.directory()
    taken, browser = _take(), city.client()
    alone = _send(browser, taken, "confirm", mirror="on")
    assert alone.status_code == 422
    _send(browser, taken, "confirm", mirror="on", public="on")
    paper = Paper.objects.get()
    assert (paper.public, paper.mirror_public) == (True, True)


def test_a_file_to_be_confirmed_stands_in_today_and_on_the_list():
    taken = _take()
    for path in ("/buero/", "/buero/ratspapiere/"):
        page = city.client().get(path).text
        assert "vorlage.txt" in page
        assert _at(taken) in page


def test_an_editor_reads_nothing_in():
    taken, browser = _take(), city.client("editor")
    for path in (TAKE, _at(taken), _at(taken, "datei/")):
        assert browser.get(path).status_code == 403
    assert browser.post(_at(taken, "verwerfen/")).status_code == 403


@pytest.mark.parametrize("page", ["/buero/ratspapiere/", TAKE])
def test_queries_do_not_grow_with_what_waits(page):
    browser, costs = city.client(), []
    browser.get(page)
    for numbers in ((0,), (1, 2)):
        for number in numbers:
            _take(council.PAPER.replace("0007", f"100{number}"), f"vorlage{number}.txt")
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(page).status_code == 200
        costs.append(len(queries))
    assert costs[0] == costs[1] <= 25


def test_queries_do_not_grow_with_what_was_read():
    council.directory()
    browser, costs = city.client(), []
    path = "14.03.2024\tDemo-Ausschuss TOP 7 öffentlich\n"
    more = "Die Verwaltung wird ein Konzept vorlegen. Im Jahr 2008 waren es 10 %.\n\n"
    for count in (1, 3):
        text = council.PAPER.replace("UV/0007", f"UV/100{count}")
        text = text.replace("\nUnterrichtung:", path * count + "\nUnterrichtung:")
        taken = _take(text.replace("Hintergrund:", more * count + "Hintergrund:"))
        browser.get(_at(taken))
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(_at(taken)).status_code == 200
        costs.append(len(queries))
    assert costs[0] == costs[1] <= 30
