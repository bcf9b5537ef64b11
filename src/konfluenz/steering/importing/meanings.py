"""What the words of a table mean: as people said before, else by the names of the records."""

from dataclasses import dataclass, field
from functools import lru_cache

from django.utils.translation import gettext as _

from konfluenz.directory.models import District, Municipality
from konfluenz.ground import search
from konfluenz.ground.imports.cells import CellRefused
from konfluenz.steering.importing.figure_layout import EVERYTHING
from konfluenz.steering.models import FigureLabel, Indicator, LabelKind, LabelMeaning

OF_THE_CITY = ("die ganze Stadt", "Stadt insgesamt", "Gesamtstadt", "insgesamt", "Stadt")


@dataclass(frozen=True)
class RowMeaning:
    """Which part of which indicator; no indicator: left out by choice."""

    indicator: Indicator | None
    category: str = ""


@dataclass(frozen=True)
class PlaceMeaning:
    """Which district, or which other city; neither: the city itself, or left out by choice."""

    district: District | None = None
    elsewhere: str = ""
    skipped: bool = False


CITY = PlaceMeaning()


@lru_cache(4096)
def key(text: str) -> str:
    """Return a word as it is compared."""
    return " ".join(search.fold(text).split())[:300]


@dataclass
class Meanings:
    """Everything that words can mean here, read once for a list. Five queries."""

    rows: dict[str, RowMeaning] = field(default_factory=dict)
    places: dict[str, PlaceMeaning] = field(default_factory=dict)
    numbers: dict[str, District] = field(default_factory=dict)
    named: dict[str, District] = field(default_factory=dict)
    own: set[str] = field(default_factory=set)

    @classmethod
    def read(cls) -> "Meanings":
        """Return what is known by now."""
        found = cls()
        for indicator in Indicator.objects.all():
            for word in filter(None, (indicator.code, indicator.slug, indicator.name)):
                found.rows.setdefault(key(word), RowMeaning(indicator))
        for district in District.objects.order_by("pk"):
            found.named[key(district.name)] = district
            if district.number:
                found.numbers.setdefault(district.number, district)
        found._own_names()
        for label in FigureLabel.objects.select_related("indicator", "district"):
            if label.kind == LabelKind.ROW:
                found.rows[label.key] = RowMeaning(label.indicator, label.category)
            else:
                found.places[label.key] = _place(label)
        return found

    def row(self, text: str) -> RowMeaning:
        """Return what a row counts. Raises CellRefused when nobody has said so."""
        found = self.rows.get(key(text))
        if found is None:
            raise CellRefused(_("“%s” belongs to no indicator. Assign it, or leave it out.") % text)
        return found

    def place(self, code: str, name: str) -> PlaceMeaning:
        """Return what place is meant, the city where none is said. Raises CellRefused."""
        text = f"{code} {name}".strip()
        if not text or key(name or code) in EVERYTHING:
            return CITY
        found = self.places.get(key(text)) or self._by_name(code, name)
        if found is None:
            raise CellRefused(
                _(
                    "There is no district “%s” here. Assign it. Was it split or renamed? Then add"
                    " the new districts, and read in values for these."
                )
                % text
            )
        return found

    def own_city(self, name: str) -> bool:
        """Return whether `name` is that of the city itself."""
        return key(name) in self.own

    def _by_name(self, code: str, name: str) -> PlaceMeaning | None:
        """Return a district by its name, by its number where no name is said, or the city."""
        district = self.named.get(key(name)) if name else self.numbers.get(code)
        if district is not None and (not code or not name or district.number in ("", code)):
            return PlaceMeaning(district)
        numbered = self.numbers.get(name) if not code else None
        if numbered is not None:
            return PlaceMeaning(numbered)
        return CITY if key(name) in self.own else None

    def _own_names(self) -> None:
        city = Municipality.objects.first()
        names = [city.name, f"Stadt {city.name}", f"{city.name}, Stadt"] if city else []
        names += [f"{city.name}, kreisfreie Stadt"] if city else []
        self.own = {key(word) for word in (*OF_THE_CITY, *names)}


def _place(label: FigureLabel) -> PlaceMeaning:
    skipped = label.meaning == LabelMeaning.SKIPPED
    return PlaceMeaning(label.district, label.elsewhere, skipped)
