"""Which tasks are due: overdue ones, and those of the coming week."""

import datetime as dt

from konfluenz.actions.access import visible_to
from konfluenz.ground.due import Due, Found, Harm, Pending, Selection, gather
from konfluenz.people.models import Account

AHEAD = dt.timedelta(days=7)


def due(today: dt.date, account: Account) -> list[Due]:
    """Return the live tasks that `account` may read and that are due within a week."""
    return gather(pending(today, account))


def pending(today: dt.date, account: Account) -> list[Pending]:
    """Return the same as a selection, for *Heute*."""

    def tell(found: Found) -> Due:
        late = found.day is not None and found.day < today
        return found.due(found.name, Harm.PROMISE_BROKEN if late else Harm.WORK_STOPS, "task")

    rows = visible_to(account).live().filter(due_date__lte=today + AHEAD)
    return [Selection(rows, tell, name="title", day="due_date")]
