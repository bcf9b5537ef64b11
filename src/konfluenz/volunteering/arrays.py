"""All that matching reads, as the arrays of `planning`, with the way back to the records.

The number of queries does not grow with the number of records.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from django.db.models import F, Q, Value, prefetch_related_objects
from django.utils import timezone

from konfluenz.planning.limits import Barred
from konfluenz.planning.parties import Items, Takers
from konfluenz.planning.problem import Flags, Integers
from konfluenz.volunteering import array_items, array_takers, commitments, not_with
from konfluenz.volunteering.array_items import Words
from konfluenz.volunteering.array_takers import Read
from konfluenz.volunteering.models import (
    EndReason,
    Opportunity,
    Placement,
    PlacementState,
    Proposal,
    ProposalState,
)
from konfluenz.volunteering.opportunities import RELATED
from konfluenz.volunteering.taker_columns import Columns

Pairs = set[tuple[int, int]]

ANSWERED = (ProposalState.ASKED, ProposalState.AGREED, ProposalState.DECLINED)
"""Whoever was asked for an opportunity, and said no or nothing yet, is not asked again."""

ASKED = "asked"
THERE = (PlacementState.TRIAL, PlacementState.RUNNING)


@dataclass(frozen=True)
class Town:
    """Both sides. The key of taker n is ``keys[n]``, item n is ``opportunities[n]``.

    `never` are pairs that must not meet: kept apart, asked already, or there already.
    `apart` are two takers who must not meet in one opportunity.
    """

    volunteers: Read
    opportunities: tuple[Opportunity, ...]
    items: Items
    words: Words
    never: Barred
    apart: Barred

    @property
    def keys(self) -> Integers:
        """The keys of the volunteers, in rising order."""
        return self.volunteers.keys

    @property
    def takers(self) -> Takers:
        """The volunteers as planning takes them."""
        return self.volunteers.takers

    @property
    def said(self) -> Flags:
        """Who said when they can."""
        return self.volunteers.said


def read(volunteers: Columns, opportunities: Iterable[Opportunity]) -> Town:
    """Return both sides; the opportunities come with their parts, or these are read now."""
    wanted = list(opportunities)
    prefetch_related_objects(wanted, *RELATED, "district", "topic")
    words = array_items.words(wanted)
    found = array_takers.of(volunteers, words, timezone.now())
    met, taken = _met(wanted)
    items = array_items.items(wanted, words, timezone.localdate(), taken)
    kept_apart = not_with.apart()
    places = {each.pk: number for number, each in enumerate(wanted)}
    pairs = met | _apart(wanted, kept_apart)
    takers = _rows(found.keys, {one for one, _where in pairs}.union(*kept_apart.persons))
    never = {(takers[one], places[where]) for one, where in pairs if one in takers}
    couples = {
        (takers[one], takers[other])
        for one, other in map(sorted, kept_apart.persons)
        if one in takers and other in takers
    }
    return Town(found, tuple(wanted), items, words, frozenset(never), frozenset(couples))


def _rows(keys: Integers, wanted: set[int]) -> dict[int, int]:
    """Return in which rows the volunteers with these keys stand, of those who do."""
    at = np.flatnonzero(np.isin(keys, list(wanted)))
    return dict(zip(keys[at].tolist(), at.tolist(), strict=True))


def _met(opportunities: list[Opportunity]) -> tuple[Pairs, Counter[int]]:
    """Return (volunteer, opportunity) that met already, in a way that settles it; and places taken.

    The second counts for each opportunity who is there.
    """
    here = Q(opportunity__in=[each.pk for each in opportunities])
    settled = ~Q(state=PlacementState.ENDED) | Q(end_reason=EndReason.DID_NOT_FIT)
    asked = Proposal.objects.filter(here, state__in=ANSWERED).annotate(how=Value(ASKED))
    been = Placement.objects.filter(here, settled).annotate(how=F("state"))
    columns = ("volunteer_id", "opportunity_id", "how")
    rows = asked.order_by().values_list(*columns).union(been.order_by().values_list(*columns))
    found = list(rows)
    there = Counter(where for _one, where, how in found if how in THERE)
    return {(one, where) for one, where, _how in found}, there


def _apart(opportunities: list[Opportunity], apart: not_with.Apart) -> Pairs:
    """Return whom "nicht mit" keeps from which opportunity: its organisation, or who is there."""
    return _from_organisations(opportunities, apart) | _from_persons(opportunities, apart)


def _from_organisations(opportunities: list[Opportunity], apart: not_with.Apart) -> Pairs:
    return {
        (volunteer, each.pk)
        for volunteer, organization in apart.organizations
        for each in opportunities
        if each.organization_id == organization
    }


def _from_persons(opportunities: list[Opportunity], apart: not_with.Apart) -> Pairs:
    if not apart.persons:
        return set()
    wanted = {"opportunity__in": [each.pk for each in opportunities]}
    there = commitments.pairs(Q(**wanted))
    return {
        (other, where)
        for someone, where in there
        for couple in apart.persons
        if someone in couple
        for other in couple - {someone}
    }
