"""How rows of this room are resolved when two persons become one. Found by `people/apps.py`.

Two volunteers become one: what one of them can, likes and has time for, the other one has
from then on. Their proposals and placements move, unless both are in the same opportunity.
"""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from konfluenz.people import merging
from konfluenz.people.journal import Journal
from konfluenz.people.merging import MergeRefused
from konfluenz.people.models import Person
from konfluenz.volunteering import availability
from konfluenz.volunteering.models import (
    Availability,
    PlacementState,
    ProposalState,
    Volunteer,
    VolunteerState,
)

MOST_ACTIVE = (
    VolunteerState.LEFT,
    VolunteerState.PROSPECT,
    VolunteerState.FIRST_TALK,
    VolunteerState.CHECKS,
    VolunteerState.PAUSED,
    VolunteerState.ACTIVE,
)
"""The state that stays is the one further on."""

FILLED_UP = (
    *("source", "district_id", "reach_km", "birth_year", "weekly_minutes"),
    *("confirmed_at", "answered_at"),
)


@merging.resolves(Volunteer)
def volunteers(rows: models.QuerySet[Volunteer], keep: Person, journal: Journal) -> None:
    """One volunteer per person. Whoever merges has looked: an offer counts as confirmed."""
    for gone in rows:
        mine = Volunteer.objects.filter(person=keep).first()
        target = gone if mine is None else mine
        if mine is not None:
            _refuse_two_certificates(mine, gone)
            _unite(mine, gone, journal)
            _move(mine, gone, journal)
            journal.drop(gone)
        if target.confirmed_at is None:
            journal.set(target, "confirmed_at", new=timezone.now())


def _unite(mine: Volunteer, gone: Volunteer, journal: Journal) -> None:
    """Bring over what stands on the row itself and beside it."""
    for field in FILLED_UP:
        if getattr(mine, field) in (None, ""):
            journal.set(mine, field, new=getattr(gone, field))
    if mine.latitude is None:
        journal.set(mine, "latitude", new=gone.latitude)
        journal.set(mine, "longitude", new=gone.longitude)
    _unite_state(mine, gone, journal)
    journal.set(mine, "wishes", new=list(dict.fromkeys([*mine.wishes, *gone.wishes])))
    journal.set(mine, "remarks", new="\n\n".join(filter(None, (mine.remarks, gone.remarks))))
    journal.set(mine, "revision", new=mine.revision + 1)
    for name in ("topics", "skills"):
        _unite_many(mine, gone, name, journal)


def _unite_state(mine: Volunteer, gone: Volunteer, journal: Journal) -> None:
    order = [str(state) for state in MOST_ACTIVE]
    if order.index(gone.state) > order.index(mine.state):
        journal.set(mine, "state", new=gone.state)
        journal.set(mine, "state_since", new=gone.state_since)
    first = min(mine.first_contact_at, gone.first_contact_at)
    journal.set(mine, "first_contact_at", new=first)
    asked = [at for at in (mine.last_asked_at, gone.last_asked_at) if at is not None]
    journal.set(mine, "last_asked_at", new=max(asked, default=None))


def _unite_many(mine: Volunteer, gone: Volunteer, name: str, journal: Journal) -> None:
    """Move the rows of a many-to-many table, dropping what the other one has."""
    through = getattr(Volunteer, name).through
    other = f"{name.removesuffix('s')}_id"
    theirs = set(through.objects.filter(volunteer=mine).values_list(other, flat=True))
    for row in through.objects.filter(volunteer=gone):
        if getattr(row, other) in theirs:
            journal.drop(row)
        else:
            journal.set(row, "volunteer_id", new=mine.pk)


def _move(mine: Volunteer, gone: Volunteer, journal: Journal) -> None:
    """Move what belongs to the one who goes, or drop it where both have it."""
    _move_times(mine, gone, journal)
    _move_not_with(mine, gone, journal)
    _refuse_same_opportunity(mine, gone)
    clearance = getattr(gone, "clearance", None)
    for row in [*gone.proposals.all(), *gone.placements.all(), *([clearance] if clearance else [])]:
        journal.set(row, "volunteer_id", new=mine.pk)


def _move_times(mine: Volunteer, gone: Volunteer, journal: Journal) -> None:
    """Give the one who stays the times of both, those that touch as one."""
    mine_before, theirs = list(mine.times.all()), list(gone.times.all())
    wanted = availability.tidied(availability.slots([*mine_before, *theirs]))
    for row in [*mine_before, *theirs]:
        journal.drop(row)
    for slot in wanted:
        journal.add(Availability(volunteer=mine, **slot._asdict()))


def _move_not_with(mine: Volunteer, gone: Volunteer, journal: Journal) -> None:
    """Keep apart from both sides; two who were to be kept apart are one and need it no more."""
    others = {(row.other_id, row.organization_id) for row in mine.not_with.all()}
    for row in gone.not_with.all():
        if row.other_id == mine.pk or (row.other_id, row.organization_id) in others:
            journal.drop(row)
        else:
            journal.set(row, "volunteer_id", new=mine.pk)
    naming = set(mine.not_with_me.values_list("volunteer_id", flat=True))
    for row in gone.not_with_me.all():
        if row.volunteer_id == mine.pk or row.volunteer_id in naming:
            journal.drop(row)
        else:
            journal.set(row, "other_id", new=mine.pk)


def _refuse_two_certificates(mine: Volunteer, gone: Volunteer) -> None:
    """Which certificate counts is for people to say."""
    if hasattr(mine, "clearance") and hasattr(gone, "clearance"):
        raise MergeRefused(
            _("A certificate is noted for both persons. Delete the older one, then merge.")
        )


def _refuse_same_opportunity(mine: Volunteer, gone: Volunteer) -> None:
    """Two live rows in one opportunity cannot become one by themselves."""
    asked = (ProposalState.ASKED, ProposalState.AGREED)
    own = set(mine.proposals.filter(state__in=asked).values_list("opportunity_id", flat=True))
    placed = mine.placements.exclude(state=PlacementState.ENDED)
    own_places = set(placed.values_list("opportunity_id", flat=True))
    proposed = gone.proposals.filter(state__in=asked, opportunity__in=own).exists()
    both = gone.placements.exclude(state=PlacementState.ENDED).filter(opportunity__in=own_places)
    if proposed or both.exists():
        raise MergeRefused(
            _("Both persons are in the same opportunity. End one of the two there, then merge.")
        )
