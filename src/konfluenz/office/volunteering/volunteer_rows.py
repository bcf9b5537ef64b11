"""Volunteers as lists and records read them: with how they stand, in the same query."""

from django.db.models import Exists, OuterRef, QuerySet

from konfluenz.volunteering import clearances, offers
from konfluenz.volunteering.models import (
    Placement,
    PlacementState,
    Proposal,
    ProposalState,
    Volunteer,
)


def with_standing(rows: QuerySet[Volunteer]) -> QuerySet[Volunteer]:
    """Return `rows` knowing who `waits` for an answer and who is `cleared` for minors."""
    waiting = offers.waiting().order_by().filter(pk=OuterRef("pk"))
    return rows.annotate(waits=Exists(waiting), cleared=cleared())


def with_bonds(rows: QuerySet[Volunteer]) -> QuerySet[Volunteer]:
    """Return `rows` knowing who is `bound`: placed somewhere, or asked just now."""
    own = {"volunteer": OuterRef("pk")}
    placed = Placement.objects.exclude(state=PlacementState.ENDED).filter(**own)
    asked = Proposal.objects.filter(state=ProposalState.ASKED, **own)
    return rows.annotate(bound=Exists(placed) | Exists(asked))


def cleared() -> Exists:
    """Return the condition that somebody may work with minors today."""
    return Exists(clearances.cleared().filter(volunteer=OuterRef("pk")))
