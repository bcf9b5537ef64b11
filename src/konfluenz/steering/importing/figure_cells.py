"""What stands in the cells of a table of figures: numbers, signs for none, days and periods."""

import datetime as dt
import re
from decimal import Decimal

from django.utils.translation import gettext as _

from konfluenz.ground.dates import Precision
from konfluenz.ground.imports.cells import CellRefused
from konfluenz.steering.models import WHOLE

ABSENT = frozenset(
    {"", ".", "..", "...", "…", "/", "x", "-", "–", "—", "k.a.", "k. a.", "n/a", "#nv", "#n/a", "*"}
)
"""Cells that say that nothing was collected, or that it is secret: never 0."""

NOTHING = frozenset({"-", "–"})
"""In the tables of the statistical offices: exactly nothing, which is 0."""

ABOUT = re.compile(r"^(?:ca\.?|rund|etwa|circa|~|≈)\s*", re.IGNORECASE)
BLANKS = re.compile(r"[\s\u00a0\u2009\u202f'’]")
GROUPS = re.compile(r"-?\d{1,3}(\.\d{3})+")
GERMAN = re.compile(r"-?(\d{1,3}(\.\d{3})+|\d+),\d+")
ENGLISH = re.compile(r"-?\d{1,3}(,\d{3})+(\.\d+)?")
POINT = re.compile(r"-?\d+(\.\d+)?")
PLACES = Decimal("0.0001")
MOST = Decimal(10) ** 10

YEAR = re.compile(r"(18|19|20)\d{2}")
MONTHS = (
    *("januar", "februar", "märz", "april", "mai", "juni"),
    *("juli", "august", "september", "oktober", "november", "dezember"),
)
DAY = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})")
ISO = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?(?:[ T].*)?")
MONTH = re.compile(r"(\d{1,2})[/.](\d{4})")
NAMED = re.compile(r"([a-zäöü]+)\.?\s+(\d{4})")
YEARS_MEAN = ("year", "first", "last")
"""What a bare year may mean: the year, its first day, its last day."""


def absent(text: str, *, exact: bool = False) -> bool:
    """Return whether a cell says that there is no value; `exact`: a dash says 0."""
    word = text.strip().casefold()
    return word in ABSENT and not (exact and word in NOTHING)


def number(
    text: str, unit: str, *, exact: bool = False, point: bool = False
) -> tuple[Decimal, bool]:
    """Return the number in a cell and whether it is only approximate.

    `exact`: a dash is 0. `point`: decimals stand after a point, as in a sheet. Raises
    CellRefused for what is no number, or could be two.
    """
    if exact and text.strip() in NOTHING:
        return Decimal(0), False
    about = ABOUT.match(text.strip())
    bare = BLANKS.sub("", ABOUT.sub("", text.strip())).removesuffix("%").replace("−", "-")
    value = Decimal(_plain(bare, text, whole=unit in WHOLE, point=point))
    if abs(value) >= MOST:
        raise CellRefused(_("“%s” is too large to be a figure here.") % text)
    return value.quantize(PLACES), about is not None


def _plain(bare: str, text: str, *, whole: bool, point: bool) -> str:
    """Return a number with a point before its decimals and without marks for thousands."""
    if GERMAN.fullmatch(bare) and not (whole and ENGLISH.fullmatch(bare)):
        return bare.replace(".", "").replace(",", ".")
    if ENGLISH.fullmatch(bare):
        return bare.replace(",", "")
    grouped = GROUPS.fullmatch(bare) and not bare.lstrip("-").startswith("0")
    if grouped and (whole or bare.count(".") > 1):
        return bare.replace(".", "")
    if grouped and not point:
        raise CellRefused(
            _("“%s” can be read in two ways. Write it without a mark for thousands.") % text
        )
    if POINT.fullmatch(bare):
        return bare
    raise CellRefused(_("“%s” is no number.") % text)


def period(text: str, years_mean: str = "year") -> tuple[dt.date, str]:
    """Return the day in a cell, or the first day of its month or year, and how exact it is.

    Raises CellRefused for what is neither.
    """
    bare = " ".join(text.split())
    try:
        return _year(bare, years_mean) or _period(bare)
    except ValueError:
        raise CellRefused(
            _("“%s” is no day or period. Write it like 2024, 12/2024 or 31.12.2024.") % text
        ) from None


def is_period(text: str) -> bool:
    """Return whether a heading is a year, a month or a day."""
    try:
        period(text)
    except CellRefused:
        return False
    return True


def is_number(text: str) -> bool:
    """Return whether a cell holds a figure, or a sign for none."""
    try:
        return not absent(text) and bool(number(text, ""))
    except CellRefused:
        return bool(GROUPS.fullmatch(text))


def _year(bare: str, years_mean: str) -> tuple[dt.date, str] | None:
    if not YEAR.fullmatch(bare):
        return None
    if years_mean == "last":
        return dt.date(int(bare), 12, 31), Precision.DAY.value
    precision = Precision.DAY if years_mean == "first" else Precision.YEAR
    return dt.date(int(bare), 1, 1), precision.value


def _period(bare: str) -> tuple[dt.date, str]:
    if found := DAY.fullmatch(bare):
        day, month, year = map(int, found.groups())
        return dt.date(year, month, day), Precision.DAY.value
    if found := ISO.fullmatch(bare):
        year, month, day = (int(part or 0) for part in found.groups())
        precision = Precision.DAY if day else Precision.MONTH
        return dt.date(year, month, day or 1), precision.value
    if found := MONTH.fullmatch(bare):
        return dt.date(int(found[2]), int(found[1]), 1), Precision.MONTH.value
    if found := NAMED.fullmatch(bare.casefold()):
        month = next(at for at, name in enumerate(MONTHS, 1) if name.startswith(found[1][:3]))
        return dt.date(int(found[2]), month, 1), Precision.MONTH.value
    raise ValueError(bare)
