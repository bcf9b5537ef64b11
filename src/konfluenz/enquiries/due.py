"""Which Anliegen are due: those without an answer by age, and those nobody came back on."""

import datetime as dt

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from konfluenz.enquiries import access
from konfluenz.enquiries.models import Contribution, Direction, Enquiry, EnquiryState
from konfluenz.ground.due import Due, Found, Harm, Pending, Selection, gather
from konfluenz.people.models import Account

PATIENCE = dt.timedelta(days=14)
"""How long the other side may take to come back before somebody asks or closes."""


def due(today: dt.date, account: Account) -> list[Due]:
    """Return what `account` has to answer or tidy up, in one query beside those of its rights."""
    return gather(pending(today, account))


def pending(today: dt.date, account: Account) -> list[Pending]:
    """Return the same as selections, for *Heute*."""
    if not access.can_add(account):
        return []
    rows = access.visible_to(account)
    unanswered = rows.filter(state=EnquiryState.OPEN)
    tomorrow = _begin(today + dt.timedelta(days=1))
    return [
        _alone(unanswered.filter(due_at__lt=tomorrow)),
        _owed(unanswered.filter(due_at__gte=tomorrow)),
        _silent(rows.filter(state=EnquiryState.WAITING), today),
    ]


def _alone(rows: QuerySet[Enquiry]) -> Selection:
    """Select those whose day has come: since when somebody has waited."""

    def tell(found: Found) -> Due:
        title = _("Waits for an answer: %(subject)s") % {"subject": found.name}
        return found.due(title, Harm.SOMEBODY_ALONE, "enquiry")

    since = Coalesce(_last(Direction.IN), "arrived_at")
    return Selection(rows, tell, name="subject", moment=since)


def _owed(rows: QuerySet[Enquiry]) -> Selection:
    """Select those with time left: by when an answer is owed."""

    def tell(found: Found) -> Due:
        title = _("Waits for an answer: %(subject)s") % {"subject": found.name}
        return found.due(title, Harm.WORK_STOPS, "enquiry")

    return Selection(rows, tell, name="subject", moment="due_at")


def _silent(rows: QuerySet[Enquiry], today: dt.date) -> Selection:
    """Select those that we answered long ago and that nobody came back on."""

    def tell(found: Found) -> Due:
        title = _("No reply came back: %(subject)s") % {"subject": found.name}
        return found.due(title, Harm.UNTIDY, "enquiry")

    said = rows.annotate(said_at=_last(Direction.OUT))
    long_ago = said.filter(said_at__lt=_begin(today - PATIENCE))
    return Selection(long_ago, tell, name="subject", moment="said_at")


def _last(direction: Direction) -> Subquery:
    """Return when something was last said in that direction."""
    said = Contribution.objects.filter(enquiry=OuterRef("pk"), direction=direction)
    return Subquery(said.order_by("-at").values("at")[:1])


def _begin(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time.min))
