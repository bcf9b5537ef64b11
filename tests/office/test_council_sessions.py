"""The council's sessions in the office, reading its system in, and showing papers in the portal."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from tests.council.oparl_town import consultation, file, item, meeting, organization, paper, take
from tests.office import city, world

from konfluenz.council.models import ConsultationSource, Meeting, OparlImport, Paper
from konfluenz.ground import runs
from konfluenz.ground.models import Run

pytestmark = pytest.mark.django_db

ALL = "/buero/ratssitzungen/"
READ = f"{ALL}einlesen/"
PAPERS = "/buero/ratspapiere/"


@pytest.fixture(autouse=True)
def _german():
    with translation.override("de"):
        yield


def _town():
    points = [
        item(1, result="mehrheitlich beschlossen"),
        item(2, result="erledigt"),
        item(3, public=False, name="KANARIENVOGEL"),
    ]
    stations = [paper(n, consultation(n, item=n), auxiliaryFile=[file(n)]) for n in (1, 2, 3)]
    take(organization(1, "Stadtrat"), meeting(1, *points), *stations)
    return Meeting.objects.get()


def test_the_list_tells_body_day_and_points():
    _town()
    page = city.client("social_worker").get(ALL).text
    assert "1. Sitzung" in page
    assert "13.03.2024, 17:00" in page
    assert "Stadtrat" in page
    assert "1 Sitzung" in page
    assert "Ratssystem einlesen" not in page
    exported = b"".join(city.client().get(f"{ALL}?export=csv")).decode("utf-8-sig")
    assert "2024-03-13T17:00" in exported
    assert "KANARIENVOGEL" not in exported


def test_the_record_has_the_agenda_with_papers_and_results():
    one = _town()
    page = city.client().get(f"{ALL}{one.public_id}/").text
    assert "BV/0001/2024" in page
    assert "mehrheitlich beschlossen" in page
    assert "erledigt" in page
    assert "Ö 3" in page
    assert "nicht öffentlich" in page
    assert "KANARIENVOGEL" not in page
    assert "Ratssitzung eingelesen" in page


def test_a_paper_shows_its_files_and_its_session():
    one = _town()
    page = city.client().get(f"{PAPERS}{Paper.objects.first().public_id}/").text
    assert "Anlage" in page
    assert "PDF, extern" in page
    assert f"{ALL}{one.public_id}/" in page


def test_lists_ask_as_much_for_ten_as_for_a_thousand():
    browser = city.client()
    first = [paper(n, consultation(n, item=n), auxiliaryFile=[file(n)]) for n in range(10)]
    take(*[meeting(n, item(n), body=n % 5) for n in range(10)], *first)
    urls = (ALL, PAPERS)
    few = [world.queries(browser, url) for url in urls]
    more = [paper(n, consultation(n, meeting=n, item=n)) for n in range(10, 1000)]
    take(*[meeting(n, item(n), body=n % 5) for n in range(10, 1000)], *more)
    assert [world.queries(browser, url) for url in urls] == few
    assert max(few) <= world.MOST_QUERIES
    assert ConsultationSource.objects.count() == 1000


def test_the_record_of_a_session_asks_as_much_for_one_point_as_for_many():
    browser = city.client()
    take(meeting(1, item(1)), paper(1, consultation(1)))
    url = f"{ALL}{Meeting.objects.get().public_id}/"
    few = world.queries(browser, url)
    points = [item(n, result="vertagt") for n in range(1, 60)]
    take(meeting(1, *points), *[paper(n, consultation(n, item=n)) for n in range(2, 60)])
    assert world.queries(browser, url) <= few + 1
    assert few <= world.MOST_QUERIES


def test_a_file_is_read_by_the_worker_and_its_findings_are_told():
    lines = "\n".join(json.dumps(one) for one in (paper(1, paperType="Gedicht"), meeting(1)))
    browser = city.client()
    upload = SimpleUploadedFile("rat.jsonl", lines.encode())
    answer = browser.post(READ, {"file": upload, "publish": "on"})
    run = Run.objects.get()
    assert answer["Location"] == f"{READ}{run.public_id}/"
    assert "Beginnt gleich" in browser.get(answer["Location"]).text
    assert runs.step() == 1
    page = browser.get(answer["Location"]).text
    assert "2 neu, 0 geändert, 0 unverändert, 0 nicht übernommen" in page
    assert "Die Art „Gedicht“ ist hier nicht bekannt" in page
    assert Paper.objects.get().public is True
    assert "rat.jsonl" in browser.get(READ).text
    assert OparlImport.objects.get().file.name == "rat.jsonl"


def test_one_of_the_two_is_wanted_and_it_must_be_fit():
    browser = city.client()
    nothing = browser.post(READ, {})
    assert nothing.status_code == 422
    assert "eins von beiden" in nothing.text
    wrong = browser.post(READ, {"file": SimpleUploadedFile("rat.jsonl", b"Guten Tag")})
    assert wrong.status_code == 422
    assert "kein Papier, keine Sitzung und kein Gremium" in wrong.text
    assert not OparlImport.objects.exists()


def test_an_address_within_our_own_net_is_told_as_such():
    browser = city.client()
    browser.post(READ, {"address": "http://127.0.0.1/oparl/system"})
    runs.step()
    run = Run.objects.get()
    assert run.state == "failed"
    assert "keine öffentliche Adresse" in browser.get(f"{READ}{run.public_id}/").text


def test_chosen_papers_are_shown_in_the_portal_and_closed_ones_stay():
    _town()
    browser = city.client()
    rows = list(Paper.objects.values_list("pk", flat=True))
    answer = browser.post(PAPERS, {"do": "publish", "row": rows}, follow=True)
    assert "2 Papiere stehen jetzt im Portal." in answer.text
    assert list(Paper.objects.filter(public=False).values_list("reference", flat=True)) == [
        "BV/0003/2024"
    ]
    assert city.client("social_worker").post(PAPERS, {"do": "publish"}).status_code == 403
