"""Days that are known to the day, the month or the year, and how they are written."""

from datetime import date
from functools import lru_cache
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton
from django.db import models
from django.db.models import CharField, QuerySet
from django.db.models.functions import Cast, Substr
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

REGIONS = {"en": "en_GB"}
"""Where a language alone would say it in a way that people here misread (06/30/2022)."""


class Precision(models.TextChoices):
    """How exactly a date is known. The first day of the month or year stands for the rest."""

    DAY = "day", _("Day")
    MONTH = "month", _("Month")
    YEAR = "year", _("Year")


def show(day: date | None, precision: str = Precision.DAY) -> str:
    """Return `day` in the active language: "30.06.2022", "März 2015", "2015"; nothing for None."""
    return _written(day, str(precision), get_language() or "de") if day else ""


@lru_cache(maxsize=4096)
def _written(day: date, precision: str, language: str) -> str:
    """Remembered, because a long page says the same days again and again."""
    if precision == Precision.YEAR:
        return str(day.year)
    locale = _locale(language.partition("-")[0])
    if precision == Precision.MONTH:
        return format_skeleton("yMMMM", day, locale=locale)
    return format_date(day, "medium", locale=locale)


def _locale(language: str) -> Locale:
    """Return `language` as Babel knows it; plain German dates are German dates."""
    try:
        return Locale.parse(REGIONS.get(language, language))
    except (UnknownLocaleError, ValueError):
        return Locale.parse("de")


def years(rows: QuerySet[Any, Any], field: str) -> list[int]:
    """Return the years in which the days in `field` lie, the latest first; in one query.

    Text of the database's own: Django's truncation asks Python for each row on SQLite.
    """
    year = Substr(Cast(field, CharField()), 1, 4)
    found = rows.exclude(**{field: None}).order_by().annotate(in_year=year)
    return sorted(map(int, found.values_list("in_year", flat=True).distinct()), reverse=True)
