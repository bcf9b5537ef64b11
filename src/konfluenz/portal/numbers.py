"""Values as the reader's language writes them: "9,1 %", "ca. 20 %", "1.234"."""

from decimal import Decimal

from babel import Locale
from babel.numbers import format_decimal, format_percent
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from konfluenz.ground.dates import REGIONS
from konfluenz.portal.language import SOURCE
from konfluenz.steering.models import Unit


def show(value: Decimal, unit: str = Unit.COUNT, *, approximate: bool = False) -> str:
    """Return `value` with its unit; `approximate`: the source says "about"."""
    written = _percent(value) if unit == Unit.PERCENT else plain(value)
    return _("about %(value)s") % {"value": written} if approximate else written


def plain(value: Decimal | int) -> str:
    """Return a bare number with the separators of the language."""
    return format_decimal(_short(Decimal(value)), locale=locale(), decimal_quantization=False)


def change(first: Decimal, last: Decimal, unit: str) -> str:
    """Return how far `last` lies from `first`: "+8,6 Prozentpunkte", "−120"."""
    gap = last - first
    written = ("+" if gap > 0 else "−" if gap < 0 else "±") + plain(abs(gap))
    if unit == Unit.PERCENT:
        return _("%(change)s percentage points") % {"change": written}
    return written


def _percent(value: Decimal) -> str:
    return format_percent(_short(value / 100), locale=locale(), decimal_quantization=False)


def _short(value: Decimal) -> Decimal:
    """Return `value` without the zeros that the table keeps behind the point."""
    return value.normalize() + 0


def locale() -> Locale:
    """Return the language being spoken just now, as Babel knows it."""
    language = (get_language() or SOURCE).partition("-")[0]
    return Locale.parse(REGIONS.get(language, language))
