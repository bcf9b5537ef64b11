"""What waits in public steering: comments unread or unanswered, measures, developments."""

import datetime as dt

from django.db.models import Count, Min, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from konfluenz.ground.due import Due, Found, Harm, Selection
from konfluenz.steering import comments
from konfluenz.steering.models import (
    Development,
    Measure,
    MeasureState,
    ParticipationComment,
    ParticipationRound,
)

READ_WITHIN = dt.timedelta(days=3)
"""How long a comment may wait to be read."""

ANSWERED_WITHIN = dt.timedelta(days=30)
"""How long after its round closed a comment may wait for an answer."""

RESPONDED_WITHIN = dt.timedelta(days=7)
"""How long a development may wait for a response (T-20)."""


def selections(today: dt.date) -> list[Selection]:
    """Return what is due on `today`, for those who may edit the concept."""
    return [_unread(today), _unanswered(today), _past_its_end(today), _without_response(today)]


def _unread(today: dt.date) -> Selection:
    """Select rounds with comments that nobody has read in time."""

    def tell(found: Found) -> Due:
        title = ngettext(
            "%(n)s comment to be read: %(round)s",
            "%(n)s comments to be read: %(round)s",
            int(found.other),
        ) % {"n": found.other, "round": found.name}
        return found.due(title, Harm.WORK_STOPS, "participation")

    rows = _counted(comments.UNREAD & Q(received_on__lte=today - READ_WITHIN))
    return Selection(rows, tell, name="title", other="n", day="oldest")


def _unanswered(today: dt.date) -> Selection:
    """Select rounds whose comments still have no answer long after they closed."""

    def tell(found: Found) -> Due:
        title = ngettext(
            "%(n)s comment without an answer: %(round)s",
            "%(n)s comments without an answer: %(round)s",
            int(found.other),
        ) % {"n": found.other, "round": found.name}
        since = found.day + ANSWERED_WITHIN if found.day else today
        return found.due(title, Harm.PROMISE_BROKEN, "participation", since=since)

    rows = _counted(Q(outcome="")).filter(closes_on__lte=today - ANSWERED_WITHIN)
    return Selection(rows, tell, name="title", other="n", day="closes_on")


def _past_its_end(today: dt.date) -> Selection:
    """Select measures that still run after the day on which they were to end."""

    def tell(found: Found) -> Due:
        title = _("Past its end and still running: %(measure)s") % {"measure": found.name}
        return found.due(title, Harm.UNTIDY, "measure")

    rows = Measure.objects.filter(state=MeasureState.RUNNING, ends_on__lt=today)
    return Selection(rows, tell, name="title", day="ends_on")


def _without_response(today: dt.date) -> Selection:
    """Select developments to which nobody has responded."""

    def tell(found: Found) -> Due:
        title = _("Development without a response: %(title)s") % {"title": found.name}
        since = found.day + RESPONDED_WITHIN if found.day else today
        return found.due(title, Harm.WORK_STOPS, "development", since=since)

    rows = Development.objects.filter(
        response="", over_on__isnull=True, date__lte=today - RESPONDED_WITHIN
    )
    return Selection(rows, tell, name="title", day="date")


def _counted(which: Q) -> QuerySet[ParticipationRound]:
    """Return the rounds that have such comments, with how many as `n` and the day of the oldest."""
    theirs = ParticipationComment.objects.filter(which, round=OuterRef("pk"))
    rows = theirs.order_by().values("round")
    return ParticipationRound.objects.annotate(
        n=Subquery(rows.annotate(n=Count("pk")).values("n")),
        oldest=Subquery(rows.annotate(oldest=Min("received_on")).values("oldest")),
    ).filter(n__gt=0)
