"""What this room adds to the countings: values that offices were asked for and did not give."""

import datetime as dt

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from konfluenz.council.models import RequestedItem
from konfluenz.council.models.data_requests import RequestState
from konfluenz.steering.counting import register
from konfluenz.steering.counting.counted import Counted, Counting, end, exact

LONGEST = 80
"""So many characters of an office's name fit into a fact."""


def missing_deliveries(since: dt.date, cut_off: dt.date) -> list[Counted]:
    """Count the values due in the period that nobody had given on `cut_off`, by office (Q3).

    Out of all that were due; a value that the office said it cannot give is missing too. What
    was taken back was not asked for.
    """
    due = RequestedItem.objects.filter(
        indicator__isnull=False, request__due_on__gte=since, request__due_on__lte=cut_off
    ).exclude(request__state=RequestState.WITHDRAWN)
    given = Q(observation__isnull=False, request__answered_at__lt=end(cut_off))
    rows = due.values_list("request__unit__name").annotate(
        all=Count("pk"), given=Count("pk", given)
    )
    found = list(rows.order_by("request__unit__name"))
    if not found:
        return []
    whole = Counted(
        exact(sum(asked - there for _name, asked, there in found)),
        exact(sum(asked for _name, asked, _there in found)),
    )
    parts = [
        Counted(exact(asked - there), exact(asked), category=name[:LONGEST])
        for name, asked, there in found
        if asked > there
    ]
    return [whole, *parts]


register.add(
    Counting(
        "missing-deliveries",
        missing_deliveries,
        _("Counts the values due in the period that the offices asked for them did not give."),
    )
)
