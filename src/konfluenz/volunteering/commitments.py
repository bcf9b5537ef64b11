"""What volunteers have already: running placements, and questions they have not answered."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

import numpy as np
from django.db.models import Q

from konfluenz.planning import week
from konfluenz.planning.problem import Bits, Integers
from konfluenz.volunteering import array_items
from konfluenz.volunteering.models import (
    Opportunity,
    OpportunityTime,
    Placement,
    PlacementState,
    Proposal,
    ProposalState,
)


class Taken(NamedTuple):
    """How many opportunities they have, how long a week, and when for certain."""

    places: Integers
    minutes: Integers
    slots: Bits


def taken(volunteers: Any, index: Mapping[int, int], day: dt.date) -> Taken:
    """Return what `volunteers` (keys, or a query for them) have on `day`, in rows by `index`."""
    found = Taken(
        np.zeros(len(index), np.int64),
        np.zeros(len(index), np.int64),
        np.zeros((len(index), week.WORDS), np.uint64),
    )
    both = list(pairs(Q(volunteer__in=volunteers)))
    rows = Opportunity.objects.prefetch_related("times").in_bulk({pair[1] for pair in both})
    slots = {key: array_items.settled(row, day) for key, row in rows.items()}
    for volunteer, opportunity in both:
        at, own = index[volunteer], slots[opportunity]
        found.places[at] += 1
        found.minutes[at] += array_items.weekly(rows[opportunity], own, bool(own.any()))
        found.slots[at] |= own
    return found


def committed(opportunities: Iterable[int]) -> set[int]:
    """Return the keys of the volunteers who are in one of these, or are asked for it."""
    return {volunteer for volunteer, _where in pairs(Q(opportunity__in=list(opportunities)))}


def over(since: dt.date, until: dt.date) -> set[int]:
    """Return the keys of the volunteers with something to do on a day from `since` to `until`.

    Without that last day: on it, what they had to do takes no time any more.
    """
    days = OpportunityTime.objects.filter(date__gte=since, date__lt=until)
    return committed(days.values_list("opportunity", flat=True).distinct())


def pairs(which: Q) -> Iterator[tuple[int, int]]:
    """Yield (volunteer, opportunity) of what is running or asked, in one query."""
    running = Placement.objects.filter(which).exclude(state=PlacementState.ENDED).order_by()
    asked = Proposal.objects.filter(which, state=ProposalState.ASKED).order_by()
    columns = ("volunteer", "opportunity")
    yield from running.values_list(*columns).union(asked.values_list(*columns), all=True)
