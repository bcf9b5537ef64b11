"""Numbers and dates as German papers write them.

"9,1" and "1.234,5", "vier"; "30.06.22", "30. Juni 2022", "März 2015", "06/2022", "2007".
"""

import datetime as dt
import re
from decimal import Decimal
from typing import NamedTuple

from konfluenz.ground.dates import Precision

MONTHS = (
    *("januar", "februar", "märz", "april", "mai", "juni"),
    *("juli", "august", "september", "oktober", "november", "dezember"),
)
_ONES = (
    *("null", "ein", "zwei", "drei", "vier", "fünf", "sechs"),
    *("sieben", "acht", "neun", "zehn", "elf", "zwölf"),
)
NUMBER_WORDS = {word: number for number, word in enumerate(_ONES)} | {
    **{f"ein{ending}": 1 for ending in ("e", "en", "em", "er", "es", "s")},
    "zweier": 2,
    "dreier": 3,
    "beide": 2,
    "beiden": 2,
    "beider": 2,
    "zwanzig": 20,
}
FIRST_YEAR = 1900
LAST_YEAR = 2199
CENTURY_TURNS = 70
"""Two digits below it are of this century: "22" is 2022, "75" is 1975."""

_WHOLE_DAY = re.compile(r"(?<![\d.,/])(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}|\d{2})(?![\d,/]|\.\d)")
_WRITTEN_DAY = re.compile(rf"(?<![\d.,/])(\d{{1,2}})\.\s?({'|'.join(MONTHS)})\s+(\d{{4}})(?!\d)")
_WRITTEN_MONTH = re.compile(rf"(?<!\w)({'|'.join(MONTHS)})\s+(\d{{4}})(?!\d)")
_MONTH = re.compile(r"(?<![\d.,/])(\d{1,2})/(\d{4})(?![\d/])")
_YEAR = re.compile(r"(?<![\d.,/])(?<![^\W\d_])(\d{4})(?![\d/%])(?![.,]\d)(?!\s*%)")
_FIGURE = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?")
_ORDINAL = re.compile(r"(?<![\d.,/])\d{1,2}\.(?=\s+\S)")
_WORD = re.compile(r"[^\s%]+|%")
_AROUND = "„“”\"'‚‘’()[]»«,;:!?–—…"


class When(NamedTuple):
    """A date as a text gives it."""

    date: dt.date
    precision: str


def words(text: str) -> list[str]:
    """Return the words of `text` in lower case, without what stands around them."""
    bare = (word.strip(_AROUND).rstrip(".") for word in _WORD.findall(text.lower()))
    return [word for word in bare if word]


def numbers(text: str) -> list[Decimal]:
    """Return all numbers in `text`, in figures and words; neither dates nor "1." before a noun."""
    found = (_number(word) for word in words(_ORDINAL.sub(" ", text)))
    return [number for number in found if number is not None]


def dates(text: str) -> list[When]:
    """Return all dates in `text`. One that no calendar has is none, nor is its year."""
    rest = text.lower()
    found: list[When] = []
    for pattern, read in (
        (_WHOLE_DAY, _whole_day),
        (_WRITTEN_DAY, _written_day),
        (_WRITTEN_MONTH, _written_month),
        (_MONTH, _month),
        (_YEAR, _year),
    ):
        whens = (read(*match.groups()) for match in pattern.finditer(rest))
        found.extend(when for when in whens if when is not None)
        rest = pattern.sub("\x00", rest)
    return found


def _number(word: str) -> Decimal | None:
    if word in NUMBER_WORDS:
        return Decimal(NUMBER_WORDS[word])
    if _FIGURE.fullmatch(word):
        return Decimal(word.replace(".", "").replace(",", "."))
    return None


def _whole_day(day: str, month: str, year: str) -> When | None:
    return _when(_full(year), int(month), int(day), Precision.DAY)


def _written_day(day: str, month: str, year: str) -> When | None:
    return _when(int(year), MONTHS.index(month) + 1, int(day), Precision.DAY)


def _written_month(month: str, year: str) -> When | None:
    return _when(int(year), MONTHS.index(month) + 1, 1, Precision.MONTH)


def _month(month: str, year: str) -> When | None:
    return _when(int(year), int(month), 1, Precision.MONTH)


def _year(year: str) -> When | None:
    return _when(int(year), 1, 1, Precision.YEAR)


def _full(year: str) -> int:
    number = int(year)
    if len(year) == len("2022"):
        return number
    return number + (2000 if number < CENTURY_TURNS else 1900)


def _when(year: int, month: int, day: int, precision: str) -> When | None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return When(dt.date(year, month, day), precision)
    except ValueError:
        return None
