"""Which tasks are due: overdue ones, and those of the coming week."""

import datetime as dt

from konfluenz.actions.access import visible_to
from konfluenz.ground.due import Due, Harm
from konfluenz.people.models import Account

AHEAD = dt.timedelta(days=7)


def due(today: dt.date, account: Account) -> list[Due]:
    """Return the live tasks that `account` may read and that are due within a week."""
    rows = visible_to(account).live().filter(due_date__lte=today + AHEAD)
    return [
        Due(
            title=task.title,
            since=task.due_date,
            harm=Harm.PROMISE_BROKEN if task.due_date < today else Harm.WORK_STOPS,
            purpose="task",
            public_id=task.public_id,
        )
        for task in rows
    ]
