"""What is due in a room. Each room offers it from its own `due.py`; *Heute* gathers and orders.

A room never repeats an *Aufgabe*: those come from `actions` alone. It offers selections where
a query says what is due, so that *Heute* asks the database once for all rooms, and ready rows
where more must be known of a record than its columns tell::

    def pending(today: dt.date, account: Account) -> list[Pending]:
        return [_late(today)] if access.can_edit(account) else []

    def _late(today: dt.date) -> Selection:
        def tell(found: Found) -> Due:
            return found.due(_("Late: %s") % found.name, Harm.PROMISE_BROKEN, "task")

        rows = Task.objects.filter(due_date__lt=today)
        return Selection(rows, tell, name="title", day="due_date")
"""

import datetime as dt
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, NamedTuple

from django.db.models import DateField, DateTimeField, QuerySet, TextField, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast
from django.utils import timezone


class Harm(IntEnum):
    """What happens if it waits, worst last."""

    UNTIDY = 1
    """The records say something that is no longer so."""

    WORK_STOPS = 2
    """A colleague or a group cannot go on."""

    PROMISE_BROKEN = 3
    """A day that somebody was told has passed or will pass."""

    SOMEBODY_ALONE = 4
    """A person who asked is left without an answer or help."""


@dataclass(frozen=True)
class Due:
    """One thing to do. `purpose` and `public_id` make its link, as in ``settings.LINKS``."""

    title: str
    since: dt.date
    harm: Harm
    purpose: str
    public_id: uuid.UUID


class Found(NamedTuple):
    """One row of a selection, in the columns that all share, so that one query asks for all.

    `selection` is the number of the selection that it came from.
    """

    selection: int
    public_id: uuid.UUID
    day: dt.date | None
    moment: dt.datetime | None
    name: str
    other: str
    mark: str

    @property
    def since(self) -> dt.date:
        """The day of its moment, else its day; today for a row with neither."""
        if self.moment is None and self.day is not None:
            return self.day
        return timezone.localdate(self.moment)

    def due(self, title: str, harm: Harm, purpose: str, *, since: dt.date | None = None) -> Due:
        """Return this row as something to do, `since` its own day unless another is given."""
        return Due(title, since or self.since, harm, purpose, self.public_id)


Column = str | Combinable
"""A field of the rows, followed through relations by "__", or an expression over them."""

NO_DAY: Column = Cast(Value(None), DateField())
NO_MOMENT: Column = Cast(Value(None), DateTimeField())
NO_TEXT: Column = Value("")


@dataclass(frozen=True)
class Selection:
    """Records that are due, and who says so in words.

    The columns are what `tell` reads of a row: two texts and a `mark` that tells cases apart,
    and since when: a `day` or a `moment`. What is encrypted at rest comes sealed, for
    `keyring.decrypt`. The order of `rows` is lost.
    """

    rows: QuerySet[Any]
    tell: Callable[[Found], Due]
    name: Column
    other: Column = NO_TEXT
    mark: Column = NO_TEXT
    day: Column = NO_DAY
    moment: Column = NO_MOMENT
    public_id: str = "public_id"

    def columns(self, number: int) -> QuerySet[Any, Any]:
        """Return the rows as `Found` has them, of the same types whatever they were read from."""
        texts = [Cast(text, TextField()) for text in (self.name, self.other, self.mark)]
        return self.rows.order_by().values_list(
            Value(number), self.public_id, self.day, self.moment, *texts
        )


Pending = Due | Selection
"""What a room hands to *Heute*, from its function `pending`."""


def gather(pending: Iterable[Pending]) -> list[Due]:
    """Return what is due, ordered; one query for all the selections among `pending`."""
    pending = list(pending)
    selections = [one for one in pending if isinstance(one, Selection)]
    ready = [one for one in pending if isinstance(one, Due)]
    return ordered(ready + [selections[row.selection].tell(row) for row in _found(selections)])


def ordered(found: Iterable[Due]) -> list[Due]:
    """Return what was found, the greatest harm first and the oldest first among equals."""
    return sorted(found, key=lambda due: (-due.harm, due.since, due.title, due.public_id))


def _found(selections: list[Selection]) -> list[Found]:
    if not selections:
        return []
    first, *others = [one.columns(number) for number, one in enumerate(selections)]
    return [Found(*row) for row in first.union(*others, all=True)]
