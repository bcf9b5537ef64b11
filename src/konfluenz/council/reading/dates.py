"""Days as German papers write them: 30.06.22, 30. Juni 2022, März 2015, 2007."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

MONTHS = ("januar", "februar", "märz", "april", "mai", "juni", "juli", "august", "september",
          "oktober", "november", "dezember")  # fmt: skip
_NAMES = "|".join(MONTHS)
_DATE = re.compile(
    r"(?<![\d.,/-])(?:"
    r"(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4}|\d{2})"
    rf"|(?P<day2>\d{{1,2}})\.\s?(?P<name>{_NAMES})\s(?P<year2>\d{{4}})"
    rf"|\b(?P<name3>{_NAMES})\s(?P<year3>\d{{4}})"
    r"|(?P<year4>(?:19|20)\d{2})"
    r")(?![\d/]|[.,]\d|\s?%)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Day:
    """A day in a text: its first day, how exactly it is known, and where it stands."""

    date: dt.date
    precision: str
    start: int
    end: int


def find(text: str) -> Iterator[Day]:
    """Yield the days that `text` names, in their order; impossible ones are left out."""
    for match in _DATE.finditer(text):
        try:
            date, precision = _date(match)
        except ValueError:
            continue
        yield Day(date, precision, *match.span())


def first(text: str) -> str:
    """Return the first full day in `text` as ISO text, or nothing."""
    days = (day.date for day in find(text) if day.precision == "day")
    return next((day.isoformat() for day in days), "")


def _date(match: re.Match[str]) -> tuple[dt.date, str]:
    if match["day"]:
        return dt.date(_year(match["year"]), int(match["month"]), int(match["day"])), "day"
    if match["day2"]:
        return dt.date(int(match["year2"]), _month(match["name"]), int(match["day2"])), "day"
    if match["name3"]:
        return dt.date(int(match["year3"]), _month(match["name3"]), 1), "month"
    return dt.date(int(match["year4"]), 1, 1), "year"


def _month(name: str) -> int:
    return MONTHS.index(name.lower()) + 1


def _year(digits: str) -> int:
    """Return the year; two digits mean this century up to 49, the last one from 50."""
    year = int(digits)
    if len(digits) == 4:
        return year
    return 2000 + year if year < 50 else 1900 + year
