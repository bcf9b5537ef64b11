"""Numbers as a reader of the active language writes them: "9,1 %", "ca. 20 %", "+8,6 …"."""

import re
from decimal import ROUND_HALF_UP, Decimal

from babel import Locale, UnknownLocaleError
from babel.numbers import format_decimal, format_percent
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from konfluenz.ground.dates import REGIONS
from konfluenz.steering.models import Unit

TYPED = re.compile(r"-?(\d{1,3}(\.\d{3})+|\d+)(,\d+)?|-?\d+\.\d{1,4}")
THOUSANDS = re.compile(r"-?\d{1,3}(\.\d{3})+")


def typed(text: str) -> Decimal | None:
    """Return a number as Germans write it: "17,7", "1.234", "17,7 %"; None: it is none."""
    plain = re.sub(r"[\s%]", "", text)
    if not TYPED.fullmatch(plain):
        return None
    if "," in plain or THOUSANDS.fullmatch(plain):
        plain = plain.replace(".", "").replace(",", ".")
    return Decimal(plain)


def number(value: Decimal) -> str:
    """Return `value` without needless zeros: "1.234,5"."""
    return format_decimal(value, locale=_locale(), decimal_quantization=False)


def rounded(value: Decimal, decimals: int) -> Decimal:
    """Return `value` with as many decimals as are worth showing; a half goes up."""
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def show(value: Decimal, unit: str, approximate: bool = False) -> str:
    """Return `value` with its unit. The blank before "%" does not break (U+00A0)."""
    return _about(_with_unit(value, unit), approximate)


def change(value: Decimal, unit: str, approximate: bool = False) -> str:
    """Return a difference with its sign: "+8,6 Prozentpunkte", "ca. +16 Prozentpunkte"."""
    text = ("+" if value > 0 else "") + number(value)
    if unit == Unit.PERCENT:
        text = _("%(number)s percentage points") % {"number": text}
    return _about(text, approximate)


def _with_unit(value: Decimal, unit: str) -> str:
    if unit == Unit.PERCENT:
        return format_percent(value / 100, locale=_locale(), decimal_quantization=False)
    return number(value)


def _about(text: str, approximate: bool) -> str:
    return _("about %(number)s") % {"number": text} if approximate else text


def _locale() -> Locale:
    """Return the active language as Babel knows it; plain German numbers are German numbers."""
    language = (get_language() or "de").partition("-")[0]
    try:
        return Locale.parse(REGIONS.get(language, language))
    except (UnknownLocaleError, ValueError):
        return Locale.parse("de")
