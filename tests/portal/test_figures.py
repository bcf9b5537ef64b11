"""The public figures: the table always, the drawing where there is a fresh one."""

import re
from unittest import mock

import pytest
from tests.portal import shelf

from konfluenz.portal import figures
from konfluenz.steering.measuring import indicators, observations
from konfluenz.steering.models import Chart

pytestmark = pytest.mark.django_db

PAGE = "/de/zahlen/"
FOLLOWS = "Das Diagramm folgt in Kürze. Die Tabelle enthält alle Werte."


def _rows(page: str) -> list[list[str]]:
    rows = re.findall(r"<tr>(.*?)</tr>", page, re.DOTALL)
    cells = [re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row, re.DOTALL) for row in rows]
    plain = [[re.sub(r"\s*<br>\s*", " | ", cell) for cell in row] for row in cells]
    return [[re.sub(r"<[^>]+>", "", cell).replace("\xa0", " ") for cell in row] for row in plain]


def _drawn() -> dict[int, Chart]:
    return {
        width: Chart(name="residents", language="de", width=width, svg=f"<svg id='w{width}'></svg>")
        for width in (340, 720)
    }


def test_the_table_has_value_day_source_method_and_precision():
    shelf.build()
    assert _rows(shelf.body(PAGE)) == [
        ["Datum", "Wert", "Quelle"],
        ["Anteil ohne deutsche Staatsangehörigkeit"],
        ["2007", "9,1 %", "UV/0050/2024"],
        [
            "23.02.2024",
            "ca. 17,7 %",
            "UV/0050/2024 | Kein Stichtag genannt."
            " | Tag des Berichts, der Stichtag ist nicht belegt",
        ],
    ]


def test_each_figure_has_its_definition_and_change():
    shelf.build()
    page = shelf.body(PAGE)
    assert 'id="kennzahl-share_non_german"' in page
    assert "Wie viele von 100 keine deutsche Staatsangehörigkeit haben." in page
    assert "ca. +8,6 Prozentpunkte" in page


def test_without_a_fresh_drawing_the_page_says_that_it_follows():
    shelf.build()
    page = shelf.body(PAGE)
    assert FOLLOWS in page
    assert "<svg id='w" not in page


def test_the_drawing_comes_in_two_widths_with_its_words():
    shelf.build()
    with mock.patch.object(figures.charts, "find", return_value=_drawn()):
        page = shelf.body(PAGE)
    assert FOLLOWS not in page
    assert page.index("id='w340'") < page.index("id='w720'")
    told = set(re.findall(r'role="img" aria-label="([^"]+)"', page))
    assert {one.replace("\xa0", " ") for one in told} == {
        "Liniendiagramm. Anteil ohne deutsche Staatsangehörigkeit – 2007: 9,1 %,"
        " 23.02.2024: ca. 17,7 %. Schattiert: Seit 2022 ist die Stelle Ehrenamtskoordination"
        " unbesetzt."
    }


def test_what_is_not_public_is_not_there():
    made = shelf.build()
    indicators.correct(made.indicator, {"public": False}, by=None)
    page = shelf.body(PAGE)
    assert "Staatsangehörigkeit" not in page
    assert "Es gibt noch keine öffentlichen Zahlen." in page


def test_values_are_written_as_the_reader_writes_them():
    made = shelf.build()
    persons = indicators.add(
        "persons", "Menschen", definition="Alle.", unit="persons", public=True, by=None
    )
    observations.add(persons, 114000, shelf.PAPER_DAY, source="Statistik", by=None)
    assert made.indicator.pk
    for language, percent, number in (
        ("de", "9,1\xa0%", "114.000"),
        ("en", "9.1%", "114,000"),
        ("fr", "9,1\xa0%", "114\u202f000"),
        ("tr", "%9,1", "114.000"),
    ):
        page = shelf.body(f"/{language}/zahlen/")
        assert f"<bdi>{percent}</bdi>" in page, language
        assert f"<bdi>{number}</bdi>" in page, language


def test_a_name_nobody_translated_says_that_it_is_german():
    shelf.build()
    assert 'lang="de" dir="ltr">Anteil ohne' in shelf.body("/ru/zahlen/")


def test_queries_do_not_grow():
    made = shelf.build()
    shelf.again(made, 1)
    one = shelf.queries("/ar/zahlen/")
    shelf.again(made, 2)
    shelf.again(made, 3)
    assert shelf.queries("/ar/zahlen/") == one
    assert one <= 15
