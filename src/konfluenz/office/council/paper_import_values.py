"""What a person corrected and ticked, as `council.imports` takes it."""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from konfluenz.council.boxes import COUNTED, Code
from konfluenz.council.imports import Confirmation, PromiseChoice
from konfluenz.council.reading.shape import Figure, Reading, Station
from konfluenz.office.council.paper_import_fields import HEAD

Values = Mapping[str, Any]


def corrected(reading: Reading, values: Values) -> Reading:
    """Return a copy of `reading` that says what the person said; nothing that was read is lost."""
    changed = deepcopy(reading)
    _head(changed, values)
    for number, station in enumerate(changed.path):
        _station(station, number, values)
    for number, part in enumerate(changed.parts):
        for place, sentence in enumerate(part.sentences):
            sentence.kind = values[f"kind-{number}-{place}"]
    for number, figure in enumerate(changed.figures):
        _figure(figure, number, values)
    return changed


def confirmation(reading: Reading, values: Values) -> Confirmation:
    """Return what shall become of the figures and promises, and who may read the paper."""
    figures = (n for n in range(len(reading.figures)) if values[f"figure-{n}-take"])
    promises = (n for n in range(len(reading.promises)) if values[f"promise-{n}-take"])
    return Confirmation(
        figures=frozenset(figures),
        promises={number: _promise(number, values) for number in promises},
        public=values["public"],
        mirror=values["mirror"],
        note=values["note"],
    )


def _head(reading: Reading, values: Values) -> None:
    head = reading.head
    for name in ("paper_type", *HEAD):
        setattr(head, name, values[name])
    head.date = _iso(values["date"])
    head.applicants = [name.strip() for name in values["applicants"].split(",") if name.strip()]
    for name in ("recommendation", "recommendation_text", "financial_impact", "note"):
        setattr(reading, name, values[name])


def _station(station: Station, number: int, values: Values) -> None:
    for name in ("body", "agenda_item", "role", "open_session"):
        setattr(station, name, values[f"path-{number}-{name}"])
    station.date = _iso(values[f"path-{number}-date"])
    station.boxes = {code.value: _box(code, number, values) for code in Code}


def _box(code: Code, number: int, values: Values) -> bool | int:
    """Return the number of heads where one is given, else whether the box is ticked."""
    heads = values[f"heads-{number}-{code.value}"] if code in COUNTED else None
    return heads if heads is not None else bool(values[f"box-{number}-{code.value}"])


def _figure(figure: Figure, number: int, values: Values) -> None:
    at = f"figure-{number}"
    when = values[f"{at}-date"]
    if _said(figure) != (when.day.isoformat() if when else "", when.precision if when else ""):
        figure.dated_by = "reference_day"
    figure.value = "" if values[f"{at}-value"] is None else str(values[f"{at}-value"])
    figure.indicator = values[f"{at}-indicator"]
    figure.date = when.day.isoformat() if when else ""
    figure.precision = when.precision if when else figure.precision
    figure.approximate = values[f"{at}-approximate"]


def _said(figure: Figure) -> tuple[str, str]:
    """Return the day of a figure as it was; a day that a person writes is no report's day."""
    return figure.date, figure.precision if figure.date else ""


def _promise(number: int, values: Values) -> PromiseChoice:
    at = f"promise-{number}"
    return PromiseChoice(
        title=values[f"{at}-title"], unit=values[f"{at}-unit"], due_date=values[f"{at}-due"]
    )


def _iso(day: Any) -> str:
    return day.isoformat() if day else ""
