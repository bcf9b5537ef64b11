"""Days that are known to the day, the month or the year, and how they are written."""

from datetime import date

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton
from django.db import models
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
    if day is None:
        return ""
    if precision == Precision.YEAR:
        return str(day.year)
    if precision == Precision.MONTH:
        return format_skeleton("yMMMM", day, locale=_locale())
    return format_date(day, "medium", locale=_locale())


def _locale() -> Locale:
    """Return the active language as Babel knows it; plain German dates are German dates."""
    language = (get_language() or "de").partition("-")[0]
    try:
        return Locale.parse(REGIONS.get(language, language))
    except (UnknownLocaleError, ValueError):
        return Locale.parse("de")
