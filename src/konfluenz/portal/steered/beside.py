"""What stands beside the goals: rounds of participation, hearings and developments, in short."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.functional import Promise

from konfluenz.ground import dates
from konfluenz.portal.steered import words
from konfluenz.steering import participations
from konfluenz.steering.models import Concept, Development, Hearing, ParticipationRound
from konfluenz.steering.participations import RoundState

MOST = 10
"""So many developments are shown, the newest."""


@dataclass(frozen=True)
class RoundShown:
    """A round, whether it is open, and until when in words."""

    round: ParticipationRound
    open: bool
    word: str


@dataclass(frozen=True)
class HearingShown:
    """A hearing with its day and state."""

    hearing: Hearing
    date: str
    word: str | Promise


def of(concept: Concept, *, counts: bool) -> dict[str, Any]:
    """Return what stands beside the goals of `concept`; three queries.

    With `counts` it is the version that counts today: then rounds that are open for another
    version stand here too, and what belongs to no version: other hearings and developments.
    """
    return {
        "rounds": _rounds(concept, counts=counts),
        "hearings": _hearings(concept, counts=counts),
        "developments": _developments() if counts else [],
    }


def _rounds(concept: Concept, *, counts: bool) -> list[RoundShown]:
    today = timezone.localdate()
    wanted = Q(concept=concept)
    if counts:
        wanted |= Q(opens_on__lte=today, closes_on__gte=today)
    rows = ParticipationRound.objects.filter(wanted, public=True)
    return [_round(row) for row in rows.order_by("-closes_on", "-id")]


def _round(row: ParticipationRound) -> RoundShown:
    state = participations.state(row)
    return RoundShown(row, state == RoundState.OPEN, words.round_state(row, state))


def _hearings(concept: Concept, *, counts: bool) -> list[HearingShown]:
    wanted = Q(concept=concept) | Q(concept=None) if counts else Q(concept=concept)
    return [_hearing(row) for row in Hearing.objects.filter(wanted, public=True)]


def _hearing(row: Hearing) -> HearingShown:
    return HearingShown(row, dates.show(row.date, row.precision), words.HEARING_STATES[row.state])


def _developments() -> list[tuple[Development, str]]:
    rows = Development.objects.filter(public=True).order_by("-date", "-id")[:MOST]
    return [(row, words.days(row)) for row in rows]
