"""Tables of figures: their columns, and what holds where a table is silent."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from konfluenz.ground.imports import Count, Write, command
from konfluenz.ground.imports.kinds import Field, Kind, Option
from konfluenz.steering.importing import figure_cells, figure_layout
from konfluenz.steering.importing.figures import FigureReader
from konfluenz.steering.models import Indicator

GENESIS = [
    f"{number}_{what}_{kind}"
    for number in range(1, 7)
    for what in ("Merkmal", "Auspraegung", "variable", "variable_attribute")
    for kind in ("Code", "Label")
]
FIRST_YEAR = 1990

FIELDS = (
    Field(
        "indicator",
        gettext_lazy("indicator"),
        ["kennzahl", "indikator", "indicator", "zeile", "bezeichnung", "value_variable_label"],
    ),
    Field(
        "table", gettext_lazy("title of the table"), ["tabelle", "statistik label", "tabellentitel"]
    ),
    Field(
        "date",
        gettext_lazy("date"),
        ["datum", "stichtag", "jahr", "zeit", "zeitraum", "monat", "stand", "date", "year", "time"],
    ),
    Field(
        "place",
        gettext_lazy("district"),
        ["stadtteil", "ortsteil", "raum", "gebiet", "stadtbezirk", "bezirk", "district", "ort"],
    ),
    Field(
        "place_code",
        gettext_lazy("number of the district"),
        ["raum id", "stadtteilnummer", "stadtteil nr", "gebietsnummer", "nummer stadtteil"],
    ),
    Field(
        "part",
        gettext_lazy("part"),
        ["teil", "ausprägung", "kategorie", "gruppe", "staatsangehörigkeit", "geschlecht", "alter"],
        many=True,
    ),
    Field("value", gettext_lazy("value"), ["wert", "zahl", "anzahl", "value", "zahlenwert"]),
    Field(
        "base",
        gettext_lazy("counted under it"),
        ["basis", "grundgesamtheit", "bezugsgröße", "insgesamt gezählt", "base"],
    ),
    Field("source", gettext_lazy("source"), ["quelle", "source"]),
    Field(
        "note",
        gettext_lazy("method note"),
        ["hinweis", "anmerkung", "bemerkung", "methode", "fußnote", "hinweis zur methode"],
    ),
    Field(
        "breaks",
        gettext_lazy("the series breaks here"),
        ["bruch", "zeitreihenbruch", "bruch ab hier", "bruch ab diesem jahr"],
    ),
    Field(
        "elsewhere",
        gettext_lazy("another city"),
        ["stadt", "vergleichsstadt", "kommune", "andere stadt"],
    ),
    Field(
        "cells",
        gettext_lazy("values, the heading says of what"),
        many=True,
        holds=figure_cells.is_number,
        unless="value",
        heads=figure_layout.says_of_what,
    ),
    Field("genesis", gettext_lazy("attribute of GENESIS"), GENESIS, many=True),
    Field(
        "ignored",
        gettext_lazy("not needed"),
        [
            *("id", "tab id", "zei id", "lfd nr", "statistik code", "zeit code", "zeit label"),
            *("statistics code", "time code", "time label", "value unit", "value variable code"),
        ],
        many=True,
    ),
)


def _indicators() -> Sequence[tuple[str, str]]:
    rows = Indicator.objects.order_by("name").values_list("slug", "name")
    return [("-", _("none: the list names it")), *rows]


def _years() -> Sequence[tuple[str, str]]:
    years = range(timezone.localdate().year, FIRST_YEAR - 1, -1)
    return [("-", _("no break, or a column says it")), *((str(year), str(year)) for year in years)]


OPTIONS = (
    Option(
        "indicator",
        gettext_lazy("Indicator, where the list names none"),
        _indicators,
        "-",
    ),
    Option(
        "years",
        gettext_lazy("A year alone means"),
        (
            ("year", gettext_lazy("the year")),
            ("last", gettext_lazy("its last day")),
            ("first", gettext_lazy("its first day")),
        ),
        "year",
    ),
    Option(
        "breaks",
        gettext_lazy("The series breaks from this year on"),
        _years,
        "-",
        gettext_lazy("Counted in another way than before: lines are not drawn across it."),
    ),
    Option(
        "shares",
        gettext_lazy("Percentages stand in the list as"),
        (("percent", "17,7"), ("fraction", "0,177")),
        "percent",
    ),
)


def begin(_options: Mapping[str, str], by: models.Model | None) -> FigureReader:
    """Return a reader for the rows of one list."""
    return FigureReader(by)


KIND = Kind(
    name="figures",
    label=gettext_lazy("Figures"),
    fields=FIELDS,
    needs=(frozenset({"value"}), frozenset({"cells"})),
    needs_words=gettext_lazy("Say which column holds the values, or which columns."),
    begin=begin,
    options=OPTIONS,
    absent={
        "place": gettext_lazy("District: none. The values hold for the whole city."),
        "source": gettext_lazy("Source: where the list comes from, else the name of the file."),
    },
    assigned="import-figure-words",
)


def take(file: Path, write: Write) -> Count:
    """Read a table in, told in sums: what ``konfluenz import figures FILE`` calls."""
    return command.take("figures", file, write)
