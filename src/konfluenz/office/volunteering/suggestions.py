"""Who fits an opportunity, as its record shows them: reasons, what to ask, what was counted."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from konfluenz.office import addresses
from konfluenz.office.access import OfficeRequest
from konfluenz.office.volunteering import field_labels
from konfluenz.volunteering import access, matching
from konfluenz.volunteering.matching import Suggestion
from konfluenz.volunteering.models import MatchingWeights, Opportunity, OpportunityState

BEST = 10


@dataclass(frozen=True)
class Part:
    """A part of the score in words, and how much of it was reached."""

    label: str
    percent: int


@dataclass(frozen=True)
class Shown:
    """A suggestion with the page of its volunteer and all parts of its score."""

    one: Suggestion
    url: str
    percent: int
    parts: list[Part]


def context(request: OfficeRequest, opportunity: Opportunity) -> dict[str, Any]:
    """Return what `office/opportunities/suggestions.html` shows.

    Nothing to those who may not propose, and where nobody can be asked: it is not published, or
    no place is free. `opportunity` has its parts and how many are `placed`.
    """
    if not access.can_match(request.user) or not _can_be_asked_for(opportunity):
        return {}
    found = matching.look(opportunity, BEST)
    return {"found": found, "suggestions": [shown(one) for one in found.suggestions]}


def shown(one: Suggestion) -> Shown:
    """Return a suggestion as a page shows it."""
    url = addresses.of("volunteer")(one.volunteer)
    return Shown(one, url, round(one.score / 10), parts(one.parts))


def parts(said: dict[str, float] | Any) -> list[Part]:
    """Return the parts of a score in words, in the order in which they were kept."""
    return [
        Part(field_labels.of(MatchingWeights, name), round(100 * share))
        for name, share in said.items()
    ]


def _can_be_asked_for(opportunity: Opportunity) -> bool:
    is_shown = opportunity.state == OpportunityState.PUBLISHED
    placed: int = opportunity.placed  # type: ignore[attr-defined]
    return (
        is_shown and opportunity.expires_on > timezone.localdate() and placed < opportunity.wanted
    )
