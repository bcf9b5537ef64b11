import datetime as dt
from decimal import Decimal

import pytest

from konfluenz.council import numerals, quotes
from konfluenz.council.values import Choice, Count, Day, Number, Several, Words

NINE = Number(Decimal("9.1"), percent=True)
ABOUT_TWENTY = Number(Decimal("20"), approximate=True, percent=True)
ADOPTED = Day(dt.date(2022, 6, 30))
HEARING = Day(dt.date(2015, 3, 1), "month")
FIRST = Day(dt.date(2007, 1, 1), "year")
UNANIMOUS = Choice("einstimmig", ("einstimmig",))
UNWORKABLE = Choice("nicht bearbeitbar", ("nicht zufriedenstellend",))
NO_REVISION = Choice("nicht nötig", ("keine anhaltspunkte", "noch keine anhaltspunkte"))


@pytest.mark.parametrize(
    ("quote", "value", "said"),
    [
        ("9,1", NINE, True),
        ("9,1 %", NINE, True),
        ("9,1%", NINE, True),
        ("9,10 Prozent", NINE, True),
        ("nun 9,1 % der Menschen", NINE, True),
        ("91", NINE, False),
        ("91 %", NINE, False),
        ("9.1", NINE, False),
        ("19,1 %", NINE, False),
        ("etwa 9,1 %", NINE, False),
        ("über 9,1 %", NINE, False),
        ("knapp 9,1 %", NINE, False),
        ("9,1 % und 17,7 %", NINE, False),
        ("nicht 9,1 %", NINE, False),
        ("etwa 20 %", ABOUT_TWENTY, True),
        ("bei etwa 20 %", ABOUT_TWENTY, True),
        ("ca. 20 %", ABOUT_TWENTY, True),
        ("rund 20 Prozent", ABOUT_TWENTY, True),
        ("20 %", ABOUT_TWENTY, False),
        ("etwa 21 %", ABOUT_TWENTY, False),
        ("mehr als 20 %", ABOUT_TWENTY, False),
        ("1.234,5", Number(Decimal("1234.5")), True),
        ("1234,5", Number(Decimal("1234.5")), True),
        ("36", Number(Decimal("36.0000")), True),
        ("36 %", Number(Decimal("36")), False),
        ("", NINE, False),
        ("vier", Count(4), True),
        ("Vier Handlungsfelder", Count(4), True),
        ("4 Felder", Count(4), True),
        ("vierzehn", Count(4), False),
        ("bis zu vier", Count(4), False),
        ("etwa vier", Count(4), False),
        ("vier von zehn", Count(4), False),
        ("keine vier", Count(4), False),
        ("der 4. Punkt", Count(4), False),
        ("drei Viertel", Count(3), False),
        ("eine Stelle", Count(1), True),
        ("beide Stellen", Count(2), True),
        ("zwölf", Count(12), True),
        ("am 30.06.22", ADOPTED, True),
        ("30.06.2022", ADOPTED, True),
        ("30. Juni 2022", ADOPTED, True),
        ("30.6.22", ADOPTED, True),
        ("Juni 2022", ADOPTED, True),
        ("06/2022", ADOPTED, True),
        ("2022", ADOPTED, True),
        ("30.06.21", ADOPTED, False),
        ("30.07.22", ADOPTED, False),
        ("31.06.2022", ADOPTED, False),
        ("vor 2022", ADOPTED, False),
        ("Ende 2022", ADOPTED, False),
        ("2021 und 2022", ADOPTED, False),
        ("2007/2022", ADOPTED, False),
        ("AT/0045/2022", ADOPTED, False),
        ("März 2015", HEARING, True),
        ("im März 2015", HEARING, True),
        ("2015", HEARING, True),
        ("März", HEARING, False),
        ("01.03.2015", HEARING, False),
        ("April 2015", HEARING, False),
        ("2007", FIRST, True),
        ("(2007)", FIRST, True),
        ("2007 %", FIRST, False),
        ("01.01.2007", FIRST, False),
        ("01.01.75", Day(dt.date(1975, 1, 1)), True),
        ("einstimmige", UNANIMOUS, True),
        ("Einstimmig beschlossen", UNANIMOUS, True),
        ("nicht einstimmig", UNANIMOUS, False),
        ("uneinstimmig", UNANIMOUS, False),
        ("mehrheitlich", UNANIMOUS, False),
        ("nicht zufriedenstellend bearbeitet", UNWORKABLE, True),
        ("zufriedenstellend bearbeitet", UNWORKABLE, False),
        ("noch keine Anhaltspunkte gesehen", NO_REVISION, True),
        ("Anhaltspunkte gesehen", NO_REVISION, False),
        ("Stadtrat", Words("Stadtrat"), True),
        ("Stadtrates", Words("Stadtrat"), True),
        ("„Stadtrat“,", Words("Stadtrat"), True),
        ("Der Stadtrat", Words("Stadtrat"), True),
        ("im Stadtrat", Words("Stadtrat"), False),
        ("kein Stadtrat", Words("Stadtrat"), False),
        ("Stadtrats Koblenz", Words("Stadtrat"), False),
        ("Stadt", Words("Stadtrat"), False),
        (
            "Amtes für Jugend, Familie, Senioren und Soziales",
            Words("Amt für Jugend, Familie, Senioren und Soziales"),
            True,
        ),
        ("TOP 21", Words("21", ("TOP 21",)), True),
        ("TOP 22", Words("21", ("TOP 21",)), False),
        ("AT/0045/2015", Words("AT/0045/2015"), True),
        ("AT/0045/20155", Words("AT/0045/2015"), False),
        ("", Words(""), False),
        ("Gestaltung", Several((Words("Koordinierung"), Words("Gestaltung"))), True),
        ("Leitung", Several((Words("Koordinierung"), Words("Gestaltung"))), False),
        ("2007", None, False),
    ],
)
def test_what_a_quote_says(quote, value, said):
    assert quotes.says(quote, value) is said


def test_a_date_that_no_calendar_has_is_no_date_and_leaves_no_year():
    assert numerals.dates("am 31.02.2022 und am 30. Februar 2021") == []


def test_numbers_are_read_apart_from_dates():
    text = "Am 30.06.22 waren es 1.234 in vier Orten, 9,1 % und 2 Fälle."
    assert numerals.numbers(text) == [Decimal("1234"), Decimal(4), Decimal("9.1"), Decimal(2)]
    assert numerals.dates(text) == [(dt.date(2022, 6, 30), "day")]
