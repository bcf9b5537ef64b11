"""The map of open places and volunteers: by district, and nobody's address on it."""

import re
from decimal import Decimal

import pytest
from tests.office import city, world
from tests.volunteering import town

from konfluenz.directory import districts
from konfluenz.people import persons
from konfluenz.volunteering import volunteers

pytestmark = pytest.mark.django_db
MAP = "/buero/einsatzmoeglichkeiten/karte/"
HAMBURG = {"latitude": Decimal("53.55"), "longitude": Decimal("10.0")}


@pytest.fixture
def browser(db):
    return city.client()


def _district(name, latitude, longitude):
    return districts.add(name, by=None, latitude=Decimal(latitude), longitude=Decimal(longitude))


def _helpers(count, **values):
    for number in range(count):
        values = {"state": "active"} | values
        volunteers.add(persons.add(f"Ada Demo{number}", by=None), by=None, **values)


def _wanted(count, **values):
    for number in range(count):
        town.opportunity(f"Gesucht {number}", **values)


def _table(answer):
    body = answer.text[answer.text.index("<tbody>") :]
    rows = re.findall(r"<tr>(.*?)</tr>", body, re.S)
    cells = [re.findall(r"<t[hd].*?</t[hd]>", row, re.S) for row in rows]
    return [[re.sub(r"<[^>]+>", "", cell) for cell in row] for row in cells]


def test_places_and_volunteers_stand_by_district_and_no_small_number_is_told(browser):
    old, new = _district("Altstadt", "50.36", "7.59"), _district("Lützel", "50.38", "7.58")
    town.opportunity("Fahrdienst", district=old, wanted=4)
    town.opportunity("Eingesandt", district=old, state="submitted")
    town.opportunity("Lesepatin", district=new, wanted=9)
    town.opportunity("Telefondienst")
    _helpers(6, district=old)
    _helpers(4, district=new)
    _helpers(3, district=new, state="paused")
    answer = browser.get(MAP)
    assert _table(answer) == [
        ["Lützel", "9", "unter 5", "ab 2,2"],
        ["Altstadt", "4", "6", "0,7"],
        ["ohne Stadtteil", "1", "unter 5", "ab 0,2"],
    ]
    drawing = answer.text[answer.text.index("<svg") : answer.text.index("</svg>")]
    assert re.findall(r"<title>([^<]+)", drawing) == [
        "Altstadt: 6 Ehrenamtliche",
        "Lützel",
        "Fahrdienst: 4 freie Plätze",
        "Lesepatin: 9 freie Plätze",
    ]
    assert "1 freier Platz ohne Ort steht nur in der Tabelle." in world.text(answer)


def test_each_number_leads_to_its_list(browser):
    old = _district("Altstadt", "50.36", "7.59")
    _wanted(2, district=old)
    _wanted(1)
    _helpers(6, district=old)
    _helpers(1)
    answer = browser.get(MAP)
    beside = answer.text[answer.text.index("<tbody>") :]
    links = [one.replace("&amp;", "&") for one in re.findall(r'href="(/buero[^"]+\?[^"]+)', beside)]
    pages = [world.text(browser.get(link)) for link in links]
    counted = r"\d+ (?:Einsatzmöglichkeit|Ehrenamtliche|ehrenamtliche Person)"
    assert [re.search(counted, page)[0] for page in pages] == [
        "2 Einsatzmöglichkeit",
        "6 Ehrenamtliche",
        "1 Einsatzmöglichkeit",
        "1 ehrenamtliche Person",
    ]


def test_what_lies_outside_the_city_has_a_frame_of_its_own(browser):
    assert "Noch gibt es nichts zu zeichnen" in world.text(browser.get(MAP))
    _district("Altstadt", "50.36", "7.59")
    _wanted(5, **HAMBURG)
    town.opportunity("Verirrt", latitude=Decimal("48.1"), longitude=Decimal("11.5"))
    answer = browser.get(MAP)
    assert answer.text.count('<svg class="o-map__drawing"') == 2
    assert "<title>5 freie Plätze</title>" in answer.text
    assert "6 freie Plätze liegen außerhalb der Stadt." in world.text(answer)
    assert "Einzeln gelegen Verirrt" in world.text(answer)


def test_the_queries_are_the_same_for_one_and_for_three(browser):
    one = _district("Altstadt", "50.36", "7.59")
    _wanted(1, district=one)
    _helpers(1, district=one)
    before = world.queries(browser, MAP)
    other = _district("Lützel", "50.38", "7.58")
    _wanted(3, district=other)
    _wanted(3, **HAMBURG)
    _helpers(3, district=other)
    assert world.queries(browser, MAP) == before <= world.MOST_QUERIES


def test_the_map_takes_the_right_to_see_volunteers():
    assert city.client("office_colleague").get(MAP).status_code == 403
    assert MAP not in city.client("office_colleague").get("/buero/einsatzmoeglichkeiten/").text
