"""All that matching reads, as the arrays of `planning`, with the way back to the records.

The number of queries does not grow with the number of records.
"""

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils import timezone

from konfluenz.planning.limits import Barred
from konfluenz.planning.parties import Items, Takers
from konfluenz.planning.problem import Flags
from konfluenz.volunteering import array_items, array_takers, not_with
from konfluenz.volunteering.array_items import Words
from konfluenz.volunteering.array_takers import Read, Row
from konfluenz.volunteering.models import (
    EndReason,
    Opportunity,
    Placement,
    PlacementState,
    Proposal,
    ProposalState,
    Volunteer,
)
from konfluenz.volunteering.opportunities import with_parts

Pairs = set[tuple[int, int]]

ANSWERED = (ProposalState.ASKED, ProposalState.AGREED, ProposalState.DECLINED)
"""Whoever was asked for an opportunity, and said no or nothing yet, is not asked again."""


@dataclass(frozen=True)
class Town:
    """Both sides. Taker n is ``rows[n]``, item n is ``opportunities[n]``.

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
    def rows(self) -> tuple[Row, ...]:
        """The volunteers as they were read."""
        return self.volunteers.rows

    @property
    def takers(self) -> Takers:
        """The volunteers as planning takes them."""
        return self.volunteers.takers

    @property
    def said(self) -> Flags:
        """Who said when they can."""
        return self.volunteers.said


def read(volunteers: QuerySet[Volunteer], opportunities: QuerySet[Opportunity]) -> Town:
    """Return both sides as they stand now."""
    now, day = timezone.now(), timezone.localdate()
    wanted = list(with_parts(opportunities))
    words = array_items.words(wanted)
    found = array_takers.read(volunteers, words, now, day)
    items = array_items.items(wanted, words, day)
    takers = {row.pk: number for number, row in enumerate(found.rows)}
    kept_apart = not_with.apart()
    pairs = _known(wanted) | _apart(wanted, kept_apart)
    places = {each.pk: number for number, each in enumerate(wanted)}
    never = {(takers[one], places[where]) for one, where in pairs if one in takers}
    couples = {
        (takers[one], takers[other])
        for one, other in map(sorted, kept_apart.persons)
        if one in takers and other in takers
    }
    return Town(found, tuple(wanted), items, words, frozenset(never), frozenset(couples))


def _known(opportunities: list[Opportunity]) -> Pairs:
    """Return (volunteer, opportunity) that met already, in a way that settles it."""
    wanted = {"opportunity__in": [each.pk for each in opportunities]}
    asked = Proposal.objects.filter(state__in=ANSWERED, **wanted)
    been = Placement.objects.filter(
        ~Q(state=PlacementState.ENDED) | Q(end_reason=EndReason.DID_NOT_FIT), **wanted
    )
    return {
        *asked.values_list("volunteer_id", "opportunity_id"),
        *been.values_list("volunteer_id", "opportunity_id"),
    }


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
    there = {
        *Placement.objects.filter(**wanted)
        .exclude(state=PlacementState.ENDED)
        .values_list("volunteer_id", "opportunity_id"),
        *Proposal.objects.filter(state=ProposalState.ASKED, **wanted).values_list(
            "volunteer_id", "opportunity_id"
        ),
    }
    return {
        (other, where)
        for someone, where in there
        for couple in apart.persons
        if someone in couple
        for other in couple - {someone}
    }
