"""The words of a table that need a meaning, and settling what they mean."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import models, transaction

from konfluenz.ground.imports.cells import CellRefused
from konfluenz.ground.imports.tables import Line
from konfluenz.ground.models import Import
from konfluenz.steering.importing.figure_lines import FigureLines
from konfluenz.steering.importing.meanings import Meanings, PlaceMeaning, RowMeaning, key
from konfluenz.steering.measuring import figure_labels
from konfluenz.steering.measuring.figure_labels import Said
from konfluenz.steering.models import LabelKind, LabelMeaning

NEW = "new"
"""Chosen for a word: add the indicator or the district that it names."""


@dataclass(frozen=True)
class Word:
    """A word of the table, how many values hang on it, and what it means by now, if anything."""

    kind: str
    text: str
    code: str
    name: str
    count: int
    row: RowMeaning | None = None
    place: PlaceMeaning | None = None

    @property
    def known(self) -> bool:
        """Return whether it means something."""
        return self.row is not None or self.place is not None

    def said(self, meaning: str, **more: object) -> Said:
        """Return it with what somebody says that it means."""
        return Said(self.kind, self.text, key(self.text), meaning, **more)  # type: ignore[arg-type]


def found(taken: Import, lines: Sequence[Line]) -> list[Word]:
    """Return the words of a list as it stands: rows, then places, as the table has them."""
    meanings = Meanings.read()
    reader = FigureLines(taken, meanings)
    rows: Counter[str] = Counter()
    places: Counter[tuple[str, str]] = Counter()
    for line in lines:
        for raw in reader.words(line):
            rows[raw.row] += 1
            places[raw.place_code, raw.place] += 1
    found_rows = [_row(meanings, text, n) for text, n in rows.items() if text]
    return found_rows + [
        _place(meanings, code, name, n) for (code, name), n in places.items() if code or name
    ]


@transaction.atomic
def settle(
    taken: Import, words: Sequence[tuple[Word, Said]], *, unit: str, by: models.Model | None
) -> int:
    """Remember what words mean; what is new is added first. Returns how many are new.

    `unit` is what new indicators count. Raises LabelRefused or IndicatorRefused, and remembers
    nothing then.
    """
    said = [_added(word, one, unit, by) for word, one in words]
    return figure_labels.assign(said, about=taken, by=by)


def _added(word: Word, said: Said, unit: str, by: models.Model | None) -> Said:
    if said.meaning != NEW:
        return said
    if word.kind == LabelKind.ROW:
        made = figure_labels.new_indicator(word.text, unit, by=by)
        return word.said(LabelMeaning.INDICATOR, indicator=made, category=said.category)
    name = said.elsewhere or word.name or word.code
    district = figure_labels.new_district(name, word.code, by=by)
    return word.said(LabelMeaning.DISTRICT, district=district)


def _row(meanings: Meanings, text: str, count: int) -> Word:
    try:
        meaning = meanings.row(text)
    except CellRefused:
        meaning = None
    return Word(LabelKind.ROW, text, "", text, count, row=meaning)


def _place(meanings: Meanings, code: str, name: str, count: int) -> Word:
    try:
        meaning = meanings.place(code, name)
    except CellRefused:
        meaning = None
    text = f"{code} {name}".strip()
    return Word(LabelKind.PLACE, text, code, name, count, place=meaning)
