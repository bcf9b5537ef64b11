"""What a record can be read as, so that a quote from a paper can be held against it.

`show` says a value in the active language; `quotes.says` compares it with a quote.
"""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from konfluenz.ground import dates
from konfluenz.ground.dates import Precision
from konfluenz.steering.measuring import figures
from konfluenz.steering.models import Unit


@dataclass(frozen=True)
class Number:
    """A measured number. `approximate`: its source says "about"; `percent`: it is one."""

    number: Decimal
    approximate: bool = False
    percent: bool = False


@dataclass(frozen=True)
class Count:
    """How many there are."""

    number: int


@dataclass(frozen=True)
class Day:
    """A date, known to the day, the month or the year."""

    date: dt.date
    precision: str = Precision.DAY


@dataclass(frozen=True)
class Words:
    """A name or text. `also` are other ways to write the very same."""

    text: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Choice:
    """One of few possibilities. `text` names it; German texts say it in words of `stems`.

    A stem is the beginning of a word ("einstimmig" of "einstimmige"), or of several in turn.
    """

    text: str
    stems: tuple[str, ...]


@dataclass(frozen=True)
class Several:
    """Things that are all true of a record; a quote names one of them."""

    values: tuple["Value", ...]


Value = Number | Count | Day | Words | Choice | Several


def show(value: Value | None) -> str:
    """Return `value` in words of the active language; nothing for None."""
    match value:
        case None:
            return ""
        case Number():
            unit = Unit.PERCENT if value.percent else Unit.COUNT
            return figures.show(value.number, unit, value.approximate)
        case Count(number):
            return str(number)
        case Day(date, precision):
            return dates.show(date, precision)
        case Several(values):
            return ", ".join(show(one) for one in values)
        case Words(text) | Choice(text):
            return text
