"""The catalogue of indicators: what a city can read itself by (domain.md, section 5).

A city begins with the minimum set and with all that the program counts itself; more are taken
one by one. What the city has changed since is its own: nothing here overwrites it.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from konfluenz.ground import audit, search
from konfluenz.steering.measuring import indicators
from konfluenz.steering.measuring.indicators import IndicatorRefused
from konfluenz.steering.models import Indicator, Layer

FILE = Path(__file__).with_name("catalogue.toml")
CODE = re.compile(r"([A-Za-z-]*)(\d*)(.*)")
LAYERS = {layer.value: place for place, layer in enumerate(Layer)}

Entry = Mapping[str, Any]


@lru_cache(maxsize=1)
def entries() -> Mapping[str, Entry]:
    """Return the catalogue by short name, in its order; `minimum` beside the fields."""
    read = tomllib.loads(FILE.read_text(encoding="utf-8"))["indicators"]
    return MappingProxyType({entry["slug"]: MappingProxyType(entry) for entry in read})


@transaction.atomic
def ensure(*, by: models.Model | None) -> list[Indicator]:
    """Add what every city begins with and is not there; return those added.

    That is the minimum set and what the program counts itself. Nothing else changes.
    """
    wanted = [entry for entry in not_taken() if entry.get("minimum") or "query" in entry]
    made = Indicator.objects.bulk_create(Indicator(**fields(entry)) for entry in wanted)
    for indicator in made:
        audit.record("indicator.added", about=indicator, by=by)
    search.index_many(map(indicators.found_by, made))
    return made


def take(slug: str, *, by: models.Model | None) -> Indicator:
    """Add one more indicator of the catalogue.

    Raises IndicatorRefused for what is not in it, and for what the city has already.
    """
    entry = entries().get(slug)
    if entry is None:
        raise IndicatorRefused(_("The catalogue has no such indicator. Choose one of its list."))
    values = fields(entry)
    return indicators.add(values.pop("slug"), values.pop("name"), by=by, **values)


def not_taken() -> list[Entry]:
    """Return what the city does not have yet, by short name or sign, in one query."""
    there = set(Indicator.objects.values_list("slug", "code"))
    slugs, codes = {slug for slug, _code in there}, {code for _slug, code in there if code}
    return [
        entry
        for entry in entries().values()
        if entry["slug"] not in slugs and entry["code"] not in codes
    ]


def fields(entry: Entry) -> dict[str, Any]:
    """Return what an entry says as fields of Indicator."""
    return {name: value for name, value in entry.items() if name != "minimum"}


def ordered(rows: Iterable[Indicator]) -> list[Indicator]:
    """Return indicators in the order of the catalogue, within a layer the city's own come last.

    Those by their sign (V9 before V10) and name.
    """
    places = {slug: place for place, slug in enumerate(entries())}

    def key(row: Indicator) -> tuple[Any, ...]:
        place = places.get(row.slug, len(places))
        return LAYERS[row.layer], place, *_sign(row.code), row.name

    return sorted(rows, key=key)


def _sign(code: str) -> tuple[bool, str, int, str]:
    """Return a sign in its parts, so that numbers follow one another; none comes last."""
    letters, number, rest = CODE.fullmatch(code).groups()  # type: ignore[union-attr]
    return not code, letters, int(number or 0), rest
