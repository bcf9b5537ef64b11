"""Recommendations that nobody has decided on: the group will ask (PR-10)."""

import datetime as dt

from django.utils.translation import gettext as _

from konfluenz.ground.due import Due, Found, Harm, Selection
from konfluenz.steering.models import AdviceState, GroupRecommendation

DECIDED_WITHIN = dt.timedelta(days=60)


def undecided(today: dt.date) -> Selection:
    """Select what is new for longer than sixty days."""

    def tell(found: Found) -> Due:
        title = _("Decide on the recommendation: %(recommendation)s")
        since = found.since + DECIDED_WITHIN
        said = {"recommendation": found.name}
        return found.due(title % said, Harm.PROMISE_BROKEN, "recommendation", since=since)

    rows = GroupRecommendation.objects.filter(
        state=AdviceState.NEW, date__lt=today - DECIDED_WITHIN
    )
    return Selection(rows, tell, name="text", day="date")
