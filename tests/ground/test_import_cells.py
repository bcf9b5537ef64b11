"""What people write into cells, and what their columns are called."""

import datetime as dt

import pytest

from konfluenz.ground.imports import cells, columns, texts
from konfluenz.ground.imports.cells import CellRefused
from konfluenz.ground.imports.kinds import Field, Kind


@pytest.mark.parametrize(
    ("text", "number"),
    [("53,4554", "53.4554"), ("1.234,5", "1234.5"), ("1,234.5", "1234.5"), ("-", "None")],
)
def test_numbers(text, number):
    assert str(cells.number(text)) == number


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("24.12.2026", dt.date(2026, 12, 24)),
        ("1. 4. 85", dt.date(1985, 4, 1)),
        ("2026-12-24 18:30", dt.date(2026, 12, 24)),
        ("1518703985", dt.date(2018, 2, 15)),
        ("45658", dt.date(2025, 1, 1)),
        ("0", None),
        ("k.A.", None),
    ],
)
def test_days(text, day):
    assert cells.day(text) == day


@pytest.mark.parametrize("text", ["31.02.2026", "morgen", "99.99.9999", "1e999"])
def test_no_day_is_refused_with_its_words(text):
    with pytest.raises(CellRefused, match="kein Datum"):
        cells.day(text)


def test_html_becomes_text_and_scripts_go():
    html = (
        "<p>Wir suchen <b>Sie</b> &amp; Ihre&nbsp;Freunde.</p><ul><li>lesen</li><li>spielen</li>"
        "</ul><script>alert(1)</script><p>Kontakt:<br>Büro</p>"
    )
    assert cells.plain(html) == (
        "Wir suchen Sie & Ihre Freunde.\n\n– lesen\n– spielen\n\nKontakt:\nBüro"
    )
    assert cells.plain("2 < 3 und 5 > 4") == "2 < 3 und 5 > 4"


KIND = Kind(
    name="demo",
    label="Demo",
    fields=(
        Field("name", "Name", ["name", "vor und nachname"]),
        Field("mail", "E-Mail", ["e-mail"], many=True, holds=lambda text: "@" in text),
        Field("town", "Ort", ["ort", "wohnort"]),
    ),
    needs=(frozenset({"name"}),),
    needs_words="",
    begin=lambda options, by: None,
    strange=["Name der Katze"],
)


def _guess(text, remembered=None):
    table = texts.read(text.encode())
    heading = columns.heading_of(table, KIND, remembered or {})
    names = columns.headings(table, heading)
    rows = columns.below(table, heading)
    return heading, columns.guess(names, rows, KIND, remembered or {})


def test_columns_are_told_by_heading_content_and_memory():
    rows = "Ada;ada@example.org;Mia;x@example.org;Metternich\n"
    text = f"Liste 2026;;;;\nStand: März;;;;\n;;;;\nName;Kontakt;Name der Katze;;Wo\n{rows}"
    assert _guess(text) == (4, {0: "name", 1: "mail", 3: "mail"})
    assert _guess(text, {"wo": "town", "kontakt": ""}) == (4, {0: "name", 3: "mail", 4: "town"})


def test_without_headings_all_rows_are_data():
    assert _guess("Ada;ada@example.org\nKim;kim@example.org\n") == (-1, {1: "mail"})
