"""The page of the template for reports: shown, uploaded, refused, taken back, used."""

import io

import docx
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from tests.council.test_report_templates import template
from tests.office import city, world

from konfluenz.council import reports
from konfluenz.council.models import ReportTemplate
from konfluenz.directory import municipality
from konfluenz.ground.models import StoredFile

pytestmark = pytest.mark.django_db
PAGE = "/buero/berichte/vorlage/"
TODAY = timezone.localdate()


@pytest.fixture(autouse=True)
def _city(db):
    municipality.set_up("Musterstadt", land="RP", by=None)


def send(data, name="stadt.docx", role="integration_officer"):
    file = {"file": SimpleUploadedFile(name, data)}
    return city.client(role).post(f"{PAGE}hochladen/", file, follow=True)


def drop(made):
    return city.client().post(f"{PAGE}{made.public_id}/zuruecknehmen/", follow=True)


def test_one_begins_with_ours_and_sees_what_each_place_becomes():
    page = city.client().get(PAGE).text
    for words in ("Die mitgelieferte Vorlagendatei.", "{{ cut_off }}", "Stichtag", "{{ body }}"):
        assert words in page
    ours = city.client().get(f"{PAGE}muster.docx")
    text = [one.text for one in docx.Document(io.BytesIO(ours.content)).paragraphs]
    assert "{{ body }}" in text
    assert send(ours.content).status_code == 200


def test_an_uploaded_template_is_used_for_the_docx_of_a_report():
    answer = send(template())
    assert "Berichte stehen von jetzt an in dieser Vorlagendatei." in answer.text
    assert "stadt.docx" in answer.text
    made = ReportTemplate.objects.get()
    kept = city.client().get(f"{PAGE}{made.public_id}/datei.docx")
    assert kept.content == template_of(made)
    one = reports.begin("Demo", TODAY, TODAY, unit=city.office(), by=None)
    given = city.client().get(f"/buero/berichte/{one.public_id}/datei.docx")
    file = docx.Document(io.BytesIO(given.content))
    assert file.sections[0].header.paragraphs[0].text == "Musterstadt"


def template_of(made):
    with storages["private"].open(made.file.key) as kept:
        return kept.read()


def test_what_is_no_template_is_refused_with_the_reason_and_nothing_is_kept():
    answer = send(template(cell="{{ amt }}"))
    assert answer.status_code == 422
    assert "verlangt amt. Ein Bericht hat: city" in answer.text
    assert send(b"%PDF-1.7", "vorlage.pdf").status_code == 422
    nothing = city.client().post(f"{PAGE}hochladen/")
    assert "Bitte füllen Sie „Word-Dokument (.docx)“ aus" in nothing.text
    assert (ReportTemplate.objects.count(), StoredFile.objects.count()) == (0, 0)


def test_taken_back_ours_is_used_again():
    send(template(), "erste.docx")
    send(template(), "zweite.docx")
    first, second = ReportTemplate.objects.order_by("id")
    assert "Dann gilt wieder „erste.docx“." in city.client().get(PAGE).text
    assert "erste.docx" in drop(second).text
    assert "Die mitgelieferte Vorlagendatei." in drop(first).text
    assert drop(first).status_code == 404


def test_a_template_that_fails_gives_ours_and_says_so_on_the_next_page():
    send(template())
    made = ReportTemplate.objects.get()
    storages["private"].delete(made.file.key)
    storages["private"].save(made.file.key, ContentFile(b"kaputt"))
    one = reports.begin("Demo", TODAY, TODAY, unit=city.office(), by=None)
    browser = city.client()
    given = browser.get(f"/buero/berichte/{one.public_id}/datei.docx")
    assert docx.Document(io.BytesIO(given.content)).tables
    assert "Das ist keine lesbare DOCX-Datei." in browser.get("/buero/berichte/").text
    storages["private"].delete(made.file.key)
    gone = browser.get(f"{PAGE}{made.public_id}/datei.docx", follow=True)
    assert "Die Vorlagendatei ist nicht mehr da." in gone.text


def test_readers_see_it_and_change_nothing():
    page = city.client("editor").get(PAGE)
    assert page.status_code == 200
    assert "Vorlagendatei verwenden" not in page.text
    assert send(template(), role="editor").status_code == 403


def test_the_page_asks_as_often_for_three_templates_as_for_one():
    send(template())
    browser = city.client()
    one = world.queries(browser, PAGE)
    send(template())
    send(template())
    assert world.queries(browser, PAGE) == one
    assert one <= 15
