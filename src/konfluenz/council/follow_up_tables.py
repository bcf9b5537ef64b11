"""The table of the Beschlusskontrolle: one source, read inside and, without notes, by all (3.4).

What is closed stands in one more list and is dropped once that list was issued.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db import models, transaction
from django.db.models import F, Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from konfluenz.actions.models import LIVE
from konfluenz.council.follow_ups import FollowUpRefused
from konfluenz.council.models import FollowUp
from konfluenz.ground import audit

LISTED = (
    Q(task__state__in=LIVE) | Q(listed_on__isnull=True) | Q(task__done_at__date__gt=F("listed_on"))
)
"""Open, or closed after the last list. What was opened and closed again is listed again."""


@dataclass(frozen=True)
class Line:
    """A line of the table as everybody may read it: no note, no name, nothing of the Aufgabe.

    `asked_by` is a body or group, `wording` that of the resolution or the sentence, `unit` the
    office that answers for it. `state` is that of the Aufgabe (`actions.State`).
    """

    follow_up: FollowUp
    asked_by: str
    raised_on: dt.date
    subject: str
    wording: str
    unit: str
    due: dt.date
    state: str
    overdue: bool
    remark: str
    delay_reason: str
    next_report: dt.date | None


def current() -> models.QuerySet[FollowUp]:
    """Return the lines of the next list: what is open, and what was closed since the last one."""
    return everything().filter(LISTED)


def everything() -> models.QuerySet[FollowUp]:
    """Return all lines, also those dropped, with what a line of the table reads."""
    related = ("task__unit", "body", "paper", "resolution", "sentence")
    rows = FollowUp.objects.select_related(*related)
    return rows.defer("note", "task__details", "task__outcome").order_by("raised_on", "id")


def public() -> models.QuerySet[FollowUp]:
    """Return the lines of the next list that everybody may read.

    A line goes with its paper and its resolution when those are withdrawn.
    """
    return current().filter(
        Q(paper__isnull=True) | Q(paper__public=True),
        Q(resolution__isnull=True) | Q(resolution__public=True),
        public=True,
    )


def lines(rows: Iterable[FollowUp], today: dt.date | None = None) -> Iterator[Line]:
    """Yield the lines of `rows` (of `current`, `everything` or `public`), as of `today`."""
    day = today or timezone.localdate()
    for row in rows:
        yield line(row, day)


def line(row: FollowUp, today: dt.date) -> Line:
    """Return the line of `row`, as of `today`."""
    return Line(
        follow_up=row,
        asked_by=str(row.body or ""),
        raised_on=row.raised_on,
        subject=row.subject,
        wording=_wording(row),
        unit=str(row.task.unit),
        due=row.task.due_date,
        state=row.task.state,
        overdue=row.task.is_live and row.task.due_date < today,
        remark=row.remark,
        delay_reason=row.delay_reason,
        next_report=row.next_report,
    )


def last_issued() -> dt.date | None:
    """Return the day of the last list that was issued, or None."""
    found: dt.date | None = FollowUp.objects.aggregate(day=Max("listed_on"))["day"]
    return found


@transaction.atomic
def issue(day: dt.date, *, by: models.Model | None) -> list[FollowUp]:
    """Issue the list of `day`: what it shows as closed is dropped from the next, and returned.

    Raises FollowUpRefused when nothing was closed since the last list.
    """
    rows = FollowUp.objects.select_for_update(no_key=True, of=("self",)).order_by("pk")
    closed = list(rows.filter(pk__in=current().exclude(task__state__in=LIVE).values("pk")))
    if not closed:
        raise FollowUpRefused(_("Nothing was closed since the last list: nothing is dropped."))
    FollowUp.objects.filter(pk__in=[row.pk for row in closed]).update(listed_on=day)
    first, *others = closed
    audit.record(
        "follow_up.listed", about=first, by=by, changes={"listed_on": (None, day)}, also=others
    )
    return closed


def _wording(row: FollowUp) -> str:
    if row.resolution is not None:
        return row.resolution.text
    return row.sentence.text if row.sentence is not None else ""
