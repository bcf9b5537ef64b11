"""The list: search, chips, order, pages, views, and the way out as a file."""

import io

import openpyxl
import pytest
from tests.office import world

from konfluenz.people import languages, persons
from konfluenz.people.models import SavedView

pytestmark = pytest.mark.django_db
LIST = "/buero/personen/"


def _names(answer):
    table = answer.context["table"]
    return [row.record.name for row in table.page.object_list]


@pytest.mark.parametrize("query", ["Häuser", "haeuser", "hauser", "HÄUS"])
def test_a_name_is_found_however_it_is_spelt(query):
    persons.add("Sabine Häuser", by=None)
    persons.add("Jörg Weiß", by=None)
    assert _names(world.client().get(LIST, {"q": query})) == ["Sabine Häuser"]


def test_a_person_is_found_by_mail_address():
    world.crowd(2)
    assert _names(world.client().get(LIST, {"q": "ADA1@example.org"})) == ["Ada Demo001"]


def test_filters_show_as_chips_that_can_be_removed():
    one, _other = world.crowd(2)
    languages.put(one, "uk", "b1", by=None)
    answer = world.client().get(LIST, {"language": "uk", "q": "demo"})
    assert _names(answer) == ["Ada Demo000"]
    assert [(chip.label, chip.value) for chip in answer.context["chips"]] == [
        ("Spricht", "Ukrainisch")
    ]
    assert 'href="/buero/personen/?q=demo"' in answer.content.decode()


def test_the_heading_turns_the_order_round():
    world.crowd(3)
    browser = world.client()
    assert _names(browser.get(LIST))[:2] == ["Ada Demo000", "Ada Demo001"]
    assert _names(browser.get(LIST, {"sort": "-name"}))[:2] == ["Kim Muster", "Ada Demo002"]


@pytest.mark.parametrize(
    ("page", "first"), [("2", "Ada Demo050"), ("99", "Ada Demo050"), ("x", "Ada Demo000")]
)
def test_pages_hold_fifty_rows_and_never_miss(page, first):
    world.crowd(60)
    answer = world.client().get(LIST, {"page": page})
    assert _names(answer)[0] == first
    assert "61 Personen" in world.text(answer)


def test_a_view_is_saved_opened_and_deleted():
    browser = world.client()
    browser.post(f"{LIST}?language=ar&page=3", {"do": "save-view", "name": "Arabisch"})
    view = SavedView.objects.get()
    assert (view.name, view.query) == ("Arabisch", "language=ar")
    assert f'href="{LIST}?language=ar">Arabisch' in browser.get(LIST).content.decode()
    browser.post(LIST, {"do": "delete-view", "view": view.pk})
    assert not SavedView.objects.exists()


def test_nobody_deletes_the_view_of_another():
    other = world.account("administrator")
    view = SavedView.objects.create(account=other, list="persons", name="Meine", query="q=a")
    world.client().post(LIST, {"do": "delete-view", "view": view.pk})
    assert SavedView.objects.filter(pk=view.pk).exists()


def test_an_unknown_bulk_action_is_refused():
    assert world.client().post(LIST, {"do": "drop-all", "row": [1]}).status_code == 403


def test_the_csv_holds_every_row_and_no_formula():
    persons.add('=HYPERLINK("http://evil.example")', by=None)
    world.crowd(60)
    answer = world.client().get(LIST, {"export": "csv"})
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert lines[0] == "Name;Andere Schriften;Spricht;Erreichbar über;Zugang"
    assert len(lines) == 1 + 62
    assert lines[1].startswith("\"'=HYPERLINK(")
    assert "Ada Demo000;آدا 0;Arabisch;E-Mail;" in lines


def test_the_excel_file_holds_what_the_filter_leaves():
    persons.add("=1+1", by=None)
    world.crowd(3)
    answer = world.client().get(LIST, {"export": "xlsx", "account": "no"})
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    rows = list(sheet.iter_rows())
    assert [row[0].value for row in rows] == [
        "Name",
        "=1+1",
        "Ada Demo000",
        "Ada Demo001",
        "Ada Demo002",
    ]
    assert rows[1][0].data_type == "s"


def test_an_empty_search_says_what_to_do():
    page = world.text(world.client().get(LIST, {"q": "zzzz"}))
    assert "Dazu gibt es keinen Treffer." in page
    assert "Entfernen Sie einen Filter" in page
