"""Tables of figures: long, wide, GENESIS; refused in words, read again, taken back."""

import datetime as dt
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import Workbook
from tests.volunteering import lists as made

from konfluenz.directory import districts
from konfluenz.ground import audit, imports
from konfluenz.ground.imports import kinds, lists, steps
from konfluenz.ground.models import Import
from konfluenz.steering.charting import chart_specs
from konfluenz.steering.importing import figure_cells, figure_words
from konfluenz.steering.importing.meanings import key
from konfluenz.steering.measuring import figure_labels, indicators, observations, series
from konfluenz.steering.measuring.figure_labels import LabelRefused, Said
from konfluenz.steering.models import FigureLabel, Indicator, Observation

HEAD = "Kennzahl;Jahr;Stadtteil;Teil;Wert;Basis;Quelle;Hinweis;Bruch\n"
LONG = HEAD + (
    "Einwohner;2023;;;115.268;;Statistikstelle;;\n"
    "population;2023;Lützel;;9.001;;;;\n"
    "A2;2023;Lützel;;17,7;9.001;;neu gezählt;ja\n"
    "A2;2023;12;unter 18;ca. 20 %;;;;\n"
    "A2;2022;Lützel;;.;;;;\n"
    "A2;2021;Lützel;;-;;;;\n"
)


@pytest.fixture(autouse=True)
def city(db):
    districts.add("Lützel", number="11", by=None)
    districts.add("Neuendorf", number="12", by=None)
    said = {"definition": "Gezählt am Stichtag.", "by": None}
    indicators.add("population", "Einwohner", unit="persons", code="A1", **said)
    indicators.add("share", "Anteil ohne Pass", unit="percent", code="A2", **said)


def _values():
    return [
        (
            row.indicator.slug,
            str(row.date),
            row.precision,
            str(row.district or row.elsewhere),
            row.category,
            f"{row.value.normalize():f}",
        )
        for row in Observation.objects.select_related("indicator", "district").order_by("pk")
    ]


def _assign(kind, text, meaning, **more):
    taken = Import.objects.create(kind="figures")
    figure_labels.assign([Said(kind, text, key(text), meaning, **more)], about=taken, by=None)


def test_a_long_table_comes_in_and_nothing_missing_becomes_zero():
    taken, counts = made.read("figures", LONG)
    assert _values() == [
        ("population", "2023-01-01", "year", "", "", "115268"),
        ("population", "2023-01-01", "year", "Lützel", "", "9001"),
        ("share", "2023-01-01", "year", "Lützel", "", "17.7"),
        ("share", "2023-01-01", "year", "Neuendorf", "unter 18", "20"),
    ]
    assert (counts["new"], counts["absent"], counts.get("refused", 0)) == (4, 2, 0)
    with_break = Observation.objects.get(breaks=True)
    assert (with_break.method, with_break.base, with_break.source) == (
        "neu gezählt",
        Decimal(9001),
        "liste.csv",
    )
    assert Observation.objects.get(category="unter 18").approximate
    share = Indicator.objects.get(slug="share")
    entry = audit.timeline(share)[0]
    assert (entry.action, entry.detail.content["changes"]["new"]) == ("figures.taken", [None, 4])
    assert audit.timeline(taken).filter(action="figures.taken").count() == 1


def test_read_again_nothing_changes_and_by_hand_stays():
    made.read("figures", LONG)
    _taken, counts = made.read("figures", LONG)
    assert (counts["unchanged"], counts.get("new", 0)) == (4, 0)
    mine = Observation.objects.get(value=9001, indicator__slug="population")
    observations.correct(mine, {"value": "9002"}, by=None)
    made.read("figures", LONG)
    assert Observation.objects.get(pk=mine.pk).value == 9002
    taken, counts = made.read("figures", LONG.replace("17,7", "17,9").replace("9.001;;", "9.005;;"))
    assert (counts["changed"], counts["unchanged"]) == (1, 3)
    assert made.rows(taken)[1][3] == "Hier wurde etwas von Hand geändert; das bleibt, wie es ist."
    share = Observation.objects.get(indicator__slug="share", category="")
    assert share.value == Decimal("17.9")
    assert audit.timeline(share)[0].action == "observation.corrected"


def test_taken_back_but_for_what_somebody_worked_on():
    before = made.read("figures", LONG)[0]
    after, _counts = made.read("figures", LONG.replace("17,7", "17,9"))
    assert made.undone(after) == {"back": 1}
    assert Observation.objects.get(indicator__slug="share", category="").value == Decimal("17.7")
    mine = Observation.objects.get(value=115268)
    observations.correct(mine, {"value": "115269"}, by=None)
    counts = made.undone(before)
    assert counts["stayed"] >= 1
    assert mine.pk in set(Observation.objects.values_list("pk", flat=True))
    _taken, again = made.read("figures", LONG)
    assert (again["new"] + again["unchanged"], again.get("changed", 0)) == (4, 0)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (
            "A2;2023;;;177;;;;",
            "Anteil|A2, 2023: Ein Prozentwert liegt zwischen 0 und 100, nicht bei 177",
        ),
        ("A1;2023;;;12,5;;;;", "12,5 ist keine ganze Zahl"),
        ("A1;2023;;;-3;;;;", "-3 liegt unter 0"),
        ("A1;2023;;;viele;;;;", "„viele“ ist keine Zahl"),
        ("A2;2023;;;1.234;;;;", "lässt sich auf zwei Arten lesen"),
        ("A1;2023;Altes Viertel;;5;;;;", "Einen Stadtteil „Altes Viertel“ gibt es hier nicht"),
        ("A1;neulich;;;5;;;;", "„neulich“ ist kein Tag und kein Zeitraum"),
        ("A1;2099;;;5;;;;", "2099 liegt in der Zukunft"),
        ("A1;;;;5;;;;", "für wann"),
        (";2023;;;5;;;;", "zu welcher Kennzahl"),
        ("Deutsche;2023;;;5;;;;", "„Deutsche“ gehört zu keiner Kennzahl"),
    ],
)
def test_what_cannot_be_is_refused_in_words(row, words):
    taken, counts = made.read("figures", f"{HEAD}{row}\n")
    assert counts.get("refused") == 1
    told = made.rows(taken)[0][3]
    assert any(word in told for word in words.split("|")), told
    assert not Observation.objects.exists()


def test_two_values_for_one_day_are_refused_with_both_named():
    share = Indicator.objects.get(slug="share")
    day = dt.date(2023, 1, 1)
    observations.add(share, "16.5", day, precision="year", source="UV/1", by=None)
    taken, counts = made.read(
        "figures", f"{HEAD}A2;2023;;;17,7;;;;\nA1;2023;;;5;;;;\nA1;2023;;;6;;;;\nA1;2023;;;5;;;;\n"
    )
    assert (counts["refused"], counts["new"], counts["unchanged"]) == (2, 1, 1)
    told = [row[3] for row in made.rows(taken)]
    assert "16,5\xa0%" in told[0]
    assert "17,7\xa0%" in told[0]
    assert "UV/1" in told[0]
    assert told[2] == "Zeile 3 nennt 5 für denselben Tag, diese Zeile 6."


def test_refusals_are_told_in_sums(tmp_path):
    file = tmp_path / "z.csv"
    rows = "".join(f"Deutsche;{year};;;5;;;;\n" for year in range(2000, 2020))
    file.write_text(f"{HEAD}{rows}A1;2023;;;7;;;;\nA1;2022;;;x;;;;\n")
    written = []
    count = imports.importer("figures")(file, written.append)
    assert str(count) == "1 new, 0 changed, 0 unchanged, 20 refused"
    assert written[-1].startswith("20 Werte: „Deutsche“ gehört zu keiner Kennzahl.")
    assert "nicht erhoben: 1" in written
    assert len(written) == 9 + 2


@pytest.mark.parametrize(
    ("text", "options", "expected"),
    [
        (
            "Stadtteil;2005;2006\nLützel;1.000;1.100\nNeuendorf;-;900\n",
            {"indicator": "population"},
            [("Lützel", "2005", "1000"), ("Lützel", "2006", "1100"), ("Neuendorf", "2006", "900")],
        ),
        (
            "Jahr;Lützel;Neuendorf\n2005;1000;700\n2006;1100;\n",
            {"indicator": "population"},
            [("Lützel", "2005", "1000"), ("Neuendorf", "2005", "700"), ("Lützel", "2006", "1100")],
        ),
        (
            "Stadtteil;Jahr;Einwohner;Anteil ohne Pass\nLützel;2005;1000;17,7\n",
            {},
            [("Lützel", "2005", "1000"), ("Lützel", "2005", "17.7")],
        ),
    ],
)
def test_wide_tables(text, options, expected):
    made.read("figures", text, **options)
    assert [(place, day[:4], value) for _s, day, _p, place, _c, value in _values()] == expected


FLAT = (
    "Statistik_Code;Statistik_Label;Zeit_Code;Zeit_Label;Zeit;1_Merkmal_Code;1_Merkmal_Label;"
    "1_Auspraegung_Code;1_Auspraegung_Label;2_Merkmal_Code;2_Merkmal_Label;2_Auspraegung_Code;"
    "2_Auspraegung_Label;BEVSTD__Bevoelkerungsstand__Anzahl\n"
    "12411;Fortschreibung;STAG;Stichtag;31.12.2022;KREISE;Kreise;07111;Koblenz;GES;Geschlecht;"
    ";Insgesamt;115268\n"
    "12411;Fortschreibung;STAG;Stichtag;31.12.2022;KREISE;Kreise;07111;Koblenz;GES;Geschlecht;"
    "GESM;männlich;-\n"
    "12411;Fortschreibung;STAG;Stichtag;31.12.2022;KREISE;Kreise;07111;Koblenz;GES;Geschlecht;"
    "GESW;weiblich;.\n"
    "12411;Fortschreibung;STAG;Stichtag;31.12.2022;KREISE;Kreise;07211;Trier;GES;Geschlecht;"
    ";Insgesamt;110570\n"
)


def test_a_flat_file_of_genesis_a_dash_is_nothing_and_a_point_is_no_row():
    row = "Fortschreibung: Bevoelkerungsstand"
    _assign("row", row, "indicator", indicator=Indicator.objects.get(slug="population"))
    _assign("place", "07111 Koblenz", "city")
    _assign("place", "07211 Trier", "elsewhere", elsewhere="Trier")
    _taken, counts = made.read("figures", FLAT)
    assert (counts["new"], counts["absent"]) == (3, 1)
    assert _values() == [
        ("population", "2022-12-31", "day", "", "", "115268"),
        ("population", "2022-12-31", "day", "", "männlich", "0"),
        ("population", "2022-12-31", "day", "Trier", "", "110570"),
    ]
    own = series.of(Indicator.objects.filter(slug="population"))[0]
    theirs = series.of(Indicator.objects.filter(slug="population"), elsewhere="Trier")[0]
    assert ([int(one.value) for one in own.points], int(theirs.points[0].value)) == (
        [115268],
        110570,
    )


def test_words_are_found_settled_and_remembered():
    table = "tabelle;jahr;raum_id;raum;zeile;zahl\n" + "".join(
        f"Einwohner;2005;{code};{place};{row};{n}.0\n"
        for code, place, n in (("000", "Stadt Köln", 30), ("002", "Süd", 20), ("208", "Süd", 10))
        for row in ("Alle", "Frauen", "Bäume")
    )
    taken = made.dropped("figures", table)
    words = figure_words.found(taken, lists.opened(taken).rows)
    assert [(word.kind, word.text, word.count, word.known) for word in words] == [
        ("row", "Einwohner: Alle", 3, False),
        ("row", "Einwohner: Frauen", 3, False),
        ("row", "Einwohner: Bäume", 3, False),
        ("place", "000 Stadt Köln", 3, False),
        ("place", "002 Süd", 3, False),
        ("place", "208 Süd", 3, False),
    ]
    whole = Indicator.objects.get(slug="population")
    said = [
        words[0].said("indicator", indicator=whole),
        words[1].said("new"),
        words[2].said("skipped"),
        words[3].said("city"),
        words[4].said("new"),
        words[5].said("new"),
    ]
    figure_words.settle(taken, list(zip(words, said, strict=True)), unit="persons", by=None)
    steps.walk(lists.begin(taken, by=None), made.quiet, dry=False, by=None)
    taken.refresh_from_db()
    assert (taken.counts["new"], taken.counts["skipped"]) == (6, 3)
    assert [(place, value) for _s, _d, _p, place, _c, value in _values()] == [
        ("", "30"),
        ("", "30"),
        ("Süd", "20"),
        ("Süd", "20"),
        ("Süd (208)", "10"),
        ("Süd (208)", "10"),
    ]
    assert FigureLabel.objects.count() == 6
    again = made.dropped("figures", table)
    assert all(word.known for word in figure_words.found(again, lists.opened(again).rows))
    with pytest.raises(LabelRefused, match="Sagen Sie, was „002 Süd“ bedeutet"):
        figure_words.settle(again, [(words[4], words[4].said("district"))], unit="persons", by=None)


def test_a_batch_asks_as_often_for_one_row_as_for_many():
    asked = []
    for rows in (1, 300):
        Observation.objects.all().delete()
        text = HEAD + "".join(f"A1;{1900 + n % 100};Lützel;Teil {n};{n};;;;\n" for n in range(rows))
        taken = made.dropped("figures", text)
        taken = lists.begin(taken, by=None)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            steps.walk(taken, made.quiet, dry=False, by=None)
        asked.append(len([one for one in queries if "INSERT" not in one["sql"]]))
    assert asked[0] == asked[1]


def test_merged_cells_of_ten_thousand_rows_belong_to_each_row():
    book = Workbook()
    sheet = book.active
    sheet.append(["Stadtteil", "Jahr", "Teil", "Wert"])
    for n in range(3000):
        sheet.append(["Lützel" if n == 0 else None, 2005, f"Teil {n}", n])
    sheet.merge_cells("A2:A3001")
    data = BytesIO()
    book.save(data)
    taken = lists.take(ContentFile(data.getvalue(), "z.xlsx"), kinds.named("figures"), by=None)
    opened = lists.opened(taken)
    assert {line.cells[0] for line in opened.rows} == {"Lützel"}
    assert taken.mapping == {"0": "place", "1": "date", "2": "part", "3": "value"}


@pytest.mark.parametrize(
    ("text", "unit", "expected"),
    [
        ("1.234", "persons", "1234"),
        ("1.234.567", "percent", "1234567"),
        ("1 234", "persons", "1234"),
        ("1,234", "persons", "1234"),
        ("1,234", "percent", "1.234"),
        ("1.234,5", "ratio", "1234.5"),
        ("1,234.5", "ratio", "1234.5"),
        ("1023101.0", "persons", "1023101"),
        ("0.177", "percent", "0.177"),
        ("17,7 %", "percent", "17.7"),
        ("−12", "balance", "-12"),
    ],
)
def test_numbers_as_people_write_them(text, unit, expected):
    assert figure_cells.number(text, unit)[0] == Decimal(expected)


@pytest.mark.parametrize(
    ("text", "mean", "expected"),
    [
        ("2024", "year", ("2024-01-01", "year")),
        ("2024", "last", ("2024-12-31", "day")),
        ("31.12.2024", "year", ("2024-12-31", "day")),
        ("2024-12-31 00:00", "year", ("2024-12-31", "day")),
        ("12/2024", "year", ("2024-12-01", "month")),
        ("März 2024", "year", ("2024-03-01", "month")),
    ],
)
def test_periods_as_people_write_them(text, mean, expected):
    day, precision = figure_cells.period(text, mean)
    assert (day.isoformat(), precision) == expected


def test_no_line_is_drawn_across_a_break():
    share = Indicator.objects.get(slug="share")
    for year in (2021, 2022, 2023):
        given = {"source": "Liste", "breaks": year == 2023, "by": None}
        observations.add(share, year - 2010, dt.date(year, 1, 1), **given)
    line = chart_specs.Line("Anteil", series.of([share])[0])
    drawn = chart_specs.spec(chart_specs.Picture([line], [], "", "de"), 720)
    lines = [one for one in drawn["layer"] if one["mark"]["type"] == "line"]
    assert [[round(at["x"]) for at in one["data"]["values"]] for one in lines] == [[2021, 2022]]
    assert "Lücke: ab dann anders gezählt." in str(drawn["layer"])
