"""Votes by Fraktion, where the minutes say so: judged against the counts and the seats (3.2)."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.utils.translation import gettext as _

from konfluenz.council import terms
from konfluenz.council.models import BodyTerm, ConsultationResult, GroupVote
from konfluenz.directory.models import Organization, OrganizationKind
from konfluenz.ground import audit

CAST = ("votes_for", "votes_against", "abstentions")


class GroupVoteRefused(Exception):
    """Votes by group do not fit together; the message says where."""


class GroupCount(NamedTuple):
    """How a group voted, before it is stored. None: not documented."""

    faction: Organization
    votes_for: int | None = None
    votes_against: int | None = None
    abstentions: int | None = None

    @property
    def heads(self) -> int:
        """How many of the group voted."""
        return (self.votes_for or 0) + (self.votes_against or 0) + (self.abstentions or 0)


def check(result: ConsultationResult, groups: Sequence[GroupCount]) -> None:
    """Judge the heads of `result` and of its `groups` by the term on that day.

    Raises GroupVoteRefused when more heads voted than there are seats, a group cast more votes
    than it has seats, or the groups together more than were counted.
    """
    here = result.consultation
    term = terms.on(here.body, here.date)
    _check_seats(result, term)
    if not groups:
        return
    if not result.vote:
        raise GroupVoteRefused(_("Votes are counted only where a vote took place."))
    _check_groups(groups, term)
    _check_sums(result, groups)


def replace(result: ConsultationResult, groups: Iterable[GroupCount]) -> audit.Changes:
    """Let the votes by group of a saved `result` be `groups`; return what changed."""
    wanted = _cast(groups)
    if not differ(result, wanted):
        return {}
    before, after = _said(of(result)), _said(wanted)
    result.group_votes.all().delete()
    GroupVote.objects.bulk_create(GroupVote(result=result, **one._asdict()) for one in wanted)
    return {"group_votes": (before, after)}


def differ(result: ConsultationResult, groups: Iterable[GroupCount]) -> bool:
    """Return whether `groups` are others than the votes by group that `result` has."""
    return _said(of(result)) != _said(_cast(groups))


def of(result: ConsultationResult) -> list[GroupCount]:
    """Return the stored votes by group."""
    if result.pk is None:
        return []
    rows = sorted(result.group_votes.all(), key=lambda row: row.pk)
    return [
        GroupCount(row.faction, row.votes_for, row.votes_against, row.abstentions) for row in rows
    ]


def _cast(groups: Iterable[GroupCount]) -> list[GroupCount]:
    """Leave out the groups of which nothing is documented."""
    return [one for one in groups if one[1:] != (None, None, None)]


def _check_seats(result: ConsultationResult, term: BodyTerm | None) -> None:
    voted = sum(getattr(result, name) or 0 for name in CAST)
    heads = max(voted, result.present or 0)
    if term is not None and term.seats is not None and heads > term.seats:
        raise GroupVoteRefused(
            _(
                "A vote with more heads than seats: %(heads)d were counted, %(body)s has"
                " %(seats)d seats. Check the numbers, or the term of the body."
            )
            % {"heads": heads, "body": term.body, "seats": term.seats}
        )


def _check_groups(groups: Sequence[GroupCount], term: BodyTerm | None) -> None:
    seats = terms.held(term) if term is not None else {}
    named = Counter(one.faction for one in groups)
    for one in groups:
        if one.faction.kind != OrganizationKind.FACTION:
            raise GroupVoteRefused(_("%(name)s is no council group.") % {"name": one.faction})
        if named[one.faction] > 1:
            raise GroupVoteRefused(_("%(group)s is named twice.") % {"group": one.faction})
        if seats and one.heads > seats.get(one.faction, 0):
            raise GroupVoteRefused(
                _("%(group)s cast %(heads)d votes, but has %(seats)d seats.")
                % {
                    "group": one.faction,
                    "heads": one.heads,
                    "seats": seats.get(one.faction, 0),
                }
            )


def _check_sums(result: ConsultationResult, groups: Sequence[GroupCount]) -> None:
    for name in CAST:
        together = sum(getattr(one, name) or 0 for one in groups)
        counted = getattr(result, name)
        if together and counted is None:
            raise GroupVoteRefused(
                _("The groups have votes under “%(column)s”. Enter how many there were in all.")
                % {"column": _label(name)}
            )
        if together > (counted or 0):
            raise GroupVoteRefused(
                _("“%(column)s”: the groups have %(together)d together, in all there were %(n)d.")
                % {"column": _label(name), "together": together, "n": counted}
            )


def _label(name: str) -> str:
    return str(getattr(ConsultationResult._meta.get_field(name), "verbose_name", name))


def _said(groups: Iterable[GroupCount]) -> str:
    return ", ".join(
        f"{one.faction}: " + "/".join("–" if n is None else str(n) for n in one[1:])
        for one in sorted(groups, key=lambda one: str(one.faction))
    )
