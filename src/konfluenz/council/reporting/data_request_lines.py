"""What offices were asked for a report and have not given: told with their name, never as 0."""

from django.utils.translation import gettext as _

from konfluenz.council.models import RequestedItem, RequestState
from konfluenz.council.reporting import blocks
from konfluenz.council.reporting.blocks import Block
from konfluenz.council.reporting.matters import Matter
from konfluenz.steering import days


def not_given(matter: Matter) -> list[Block]:
    """List what was asked of whom and is still missing; nothing where no office was asked."""
    rows = [one for one in matter.unanswered if _is_missing(one, matter)]
    if not rows:
        return []
    return [blocks.heading(_("Asked and not received")), blocks.items([_line(one)] for one in rows)]


def _is_missing(item: RequestedItem, matter: Matter) -> bool:
    """Return whether nobody else has given it for the period meanwhile."""
    since = matter.report.since
    if item.indicator is not None:
        fact = matter.figures.whole.get(item.indicator.slug)
        if fact is None or fact.value is None or fact.date is None:
            return True
        return days.last(fact.date, fact.precision) < since
    standing = matter.standing.get(item.goal_id or 0)
    status = standing.status if standing else None
    return status is None or status.date < since


def _line(item: RequestedItem) -> str:
    what = item.indicator
    name = f"{what.code} {what.name}".strip() if what is not None else str(item.goal).rstrip(".")
    given = {"name": name, "unit": item.request.unit, "reason": item.undelivered}
    if item.request.state != RequestState.ANSWERED:
        return _("%(name)s: not collected; asked was %(unit)s, without an answer") % given
    return _("%(name)s: not collected; %(unit)s cannot say it: %(reason)s") % given
