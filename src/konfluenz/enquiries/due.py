"""Which Anliegen are due: those without an answer by age, and those nobody came back on."""

import datetime as dt

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from konfluenz.enquiries import access
from konfluenz.enquiries.models import Contribution, Direction, Enquiry, EnquiryState
from konfluenz.ground.due import Due, Harm
from konfluenz.people.models import Account

PATIENCE = dt.timedelta(days=14)
"""How long the other side may take to come back before somebody asks or closes."""


def due(today: dt.date, account: Account) -> list[Due]:
    """Return what `account` has to answer or tidy up, in two queries beside those of its rights."""
    if not access.can_add(account):
        return []
    rows = access.visible_to(account)
    return [*_unanswered(rows, today), *_silent(rows, today)]


def _unanswered(rows: models.QuerySet[Enquiry], today: dt.date) -> list[Due]:
    """Return the open ones: since when somebody has waited, or by when an answer is owed."""
    heard = _last(Direction.IN)
    found = []
    for row in rows.filter(state=EnquiryState.OPEN).annotate(heard_at=heard):
        day = timezone.localdate(row.due_at)
        waiting = day <= today
        since = timezone.localdate(row.heard_at or row.arrived_at) if waiting else day
        harm = Harm.SOMEBODY_ALONE if waiting else Harm.WORK_STOPS
        found.append(_due(_("Waits for an answer: %(subject)s"), row, since, harm))
    return found


def _silent(rows: models.QuerySet[Enquiry], today: dt.date) -> list[Due]:
    """Return those that we answered long ago and that nobody came back on."""
    last = timezone.make_aware(dt.datetime.combine(today - PATIENCE, dt.time.min))
    waiting = rows.filter(state=EnquiryState.WAITING).annotate(said_at=_last(Direction.OUT))
    return [
        _due(
            _("No reply came back: %(subject)s"),
            row,
            timezone.localdate(row.said_at),
            Harm.UNTIDY,
        )
        for row in waiting.filter(said_at__lt=last)
    ]


def _last(direction: Direction) -> models.Subquery:
    """Return when something was last said in that direction."""
    said = Contribution.objects.filter(enquiry=models.OuterRef("pk"), direction=direction)
    return models.Subquery(said.order_by("-at").values("at")[:1])


def _due(title: str, row: Enquiry, since: dt.date, harm: Harm) -> Due:
    return Due(
        title=title % {"subject": row.subject},
        since=since,
        harm=harm,
        purpose="enquiry",
        public_id=row.public_id,
    )
