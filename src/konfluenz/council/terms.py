"""Terms of bodies: from when until when, how many seats, and how many each Fraktion has."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from konfluenz.council.models import BodyTerm, FactionSeats
from konfluenz.directory.models import Organization, OrganizationKind
from konfluenz.ground import audit, dates, revisions, saving

SITTING = frozenset(
    {OrganizationKind.COUNCIL, OrganizationKind.COMMITTEE, OrganizationKind.ADVISORY_COUNCIL}
)
"""The kinds of bodies that have seats."""

MOST_SEATS = 999
Seats = Mapping[Organization, int]
"""The seats of each Fraktion; nought: it has none."""


class TermRefused(Exception):
    """A term cannot be as wished; the message says why."""


@transaction.atomic
def add(
    body: Organization,
    starts_on: dt.date,
    *,
    by: models.Model | None,
    factions: Seats | None = None,
    **values: Any,
) -> BodyTerm:
    """Add a term of `body`; `values`: ends_on (the first day after it), seats, source.

    Raises TermRefused when `body` has no seats, another term holds in that time, or the groups
    have more seats than there are.
    """
    _lock(body)
    term = BodyTerm(body=body, starts_on=starts_on, **values)
    _save(term)
    seats = _seat(term, factions or {})
    changes = {"starts_on": (None, starts_on), "seats": (None, term.seats)} | seats
    audit.record("body_term.added", about=term, by=by, changes=changes, also=[body])
    return term


@transaction.atomic
def correct(
    term: BodyTerm,
    values: Mapping[str, Any],
    *,
    by: models.Model | None,
    factions: Seats | None = None,
    seen: int | None = None,
) -> BodyTerm:
    """Change a term; `factions` replaces the seats of its groups. Raises TermRefused, or Stale.

    Votes that were counted before stay as they are.
    """
    _lock(term.body)
    current = revisions.claim(term, seen=seen)
    changes = audit.apply(current, values)
    _save(current)
    changes |= _seat(current, factions if factions is not None else held(current))
    if changes:
        audit.record(
            "body_term.corrected", about=current, by=by, changes=changes, also=[current.body]
        )
    return current


@transaction.atomic
def remove(
    term: BodyTerm, *, by: models.Model | None, reason: str, seen: int | None = None
) -> None:
    """Erase a term that was entered wrongly. Raises TermRefused without a reason."""
    current = revisions.claim(term, seen=seen)
    if not reason.strip():
        raise TermRefused(_("Say why, in a few words: the others will ask."))
    audit.record("body_term.removed", about=current, by=by, reason=reason, also=[current.body])
    current.delete()


def on(body: Organization, day: dt.date | None) -> BodyTerm | None:
    """Return the term of `body` that holds on `day`, with its groups; None: none is on record."""
    if day is None:
        return None
    rows = BodyTerm.objects.filter(body=body, starts_on__lte=day)
    rows = rows.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=day))
    return rows.prefetch_related("factions__faction").first()


def held(term: BodyTerm) -> dict[Organization, int]:
    """Return the seats of each Fraktion in `term`, the most first."""
    return {row.faction: row.seats for row in term.factions.all()}


def _lock(body: Organization) -> None:
    """Let nobody else change the terms of `body`: two that overlap could both be added."""
    Organization.objects.select_for_update(no_key=True).get(pk=body.pk)


def _save(term: BodyTerm) -> None:
    if term.body.kind not in SITTING:
        raise TermRefused(_("%(name)s has no seats.") % {"name": term.body})
    if (term.seats or 0) > MOST_SEATS:
        raise TermRefused(_("No body has so many members. Check the numbers."))
    _refuse_overlap(term)
    saving.save(term, TermRefused)


def _refuse_overlap(term: BodyTerm) -> None:
    others = BodyTerm.objects.filter(body=term.body).exclude(pk=term.pk)
    others = others.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=term.starts_on))
    if term.ends_on is not None:
        others = others.filter(starts_on__lt=term.ends_on)
    other = others.first()
    if other is not None and other.starts_on != term.starts_on:
        raise TermRefused(
            _("The term since %(day)s holds in that time too. Enter its end first.")
            % {"day": dates.show(other.starts_on)}
        )


def _seat(term: BodyTerm, factions: Seats) -> audit.Changes:
    """Let the groups have these seats; return what changed."""
    wanted = {faction: seats for faction, seats in factions.items() if seats}
    for faction in wanted:
        if faction.kind != OrganizationKind.FACTION:
            raise TermRefused(_("%(name)s is no council group.") % {"name": faction})
    taken = sum(wanted.values())
    if term.seats is not None and taken > term.seats:
        raise TermRefused(
            _("The groups have %(taken)d seats together, but there are %(seats)d.")
            % {"taken": taken, "seats": term.seats}
        )
    before, after = _said(held(term)), _said(wanted)
    if before == after:
        return {}
    term.factions.all().delete()
    FactionSeats.objects.bulk_create(
        FactionSeats(term=term, faction=faction, seats=seats) for faction, seats in wanted.items()
    )
    return {"factions": (before, after)}


def _said(factions: Seats) -> str:
    ordered = sorted(factions.items(), key=lambda pair: (-pair[1], str(pair[0])))
    return ", ".join(f"{faction}: {seats}" for faction, seats in ordered)
