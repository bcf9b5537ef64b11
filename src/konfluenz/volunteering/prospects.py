"""What somebody who has just offered help hears at once: where they would fit, and why (J2).

It is a first look, not a suggestion to the office (`matching`): a certificate for work with
minors counts as seen, because it comes later and nobody shall be sent away for it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from konfluenz.planning import scoring
from konfluenz.planning.parties import Floats
from konfluenz.planning.problem import Flags
from konfluenz.planning.scoring import PARTS
from konfluenz.volunteering import arrays, opportunities, taker_columns, volunteers, weights
from konfluenz.volunteering.arrays import Town
from konfluenz.volunteering.models import Opportunity, Volunteer

LANGUAGE_OF_THE_OFFICE = "de"
MARK = "→ "
"""Begins a line of the remarks that names an opportunity."""

NEAR = 0.5
"""More than this share of nearness is near: less than 5 km."""


@dataclass(frozen=True)
class Fit:
    """An opportunity that fits. `because`: the parts of the score that say so, best known first.

    `needs_certificate`: only with a certificate for work with minors, that nobody has seen.
    """

    opportunity: Opportunity
    because: tuple[str, ...]
    needs_certificate: bool


def fitting(volunteer: Volunteer, best: int = 6) -> list[Fit]:
    """Return the `best` open opportunities for `volunteer`, the best first; a few queries."""
    columns = taker_columns.read(Volunteer.objects.filter(pk=volunteer.pk), timezone.localdate())
    town = arrays.read(columns, opportunities.with_parts(opportunities.open_on()))
    cleared = bool(town.takers.cleared.any())
    takers = replace(town.takers, cleared=np.ones_like(town.takers.cleared))
    found = scoring.suggestions(takers, town.items, weights.array(), best=1, never=town.never)
    order = np.lexsort((found.item, -found.score))
    free = [place for place in order.tolist() if town.items.wanted[found.item[place]] > 0]
    return [
        _fit(town, int(found.item[place]), found.parts[place], cleared) for place in free[:best]
    ]


def choose(
    volunteer: Volunteer,
    chosen: Iterable[Opportunity],
    *,
    among: Iterable[Opportunity],
    by: models.Model | None,
) -> Volunteer:
    """Note for the colleague who answers what `volunteer` would like best, `among` what fits.

    It stands in the remarks; the last choice counts. Raises VolunteerRefused, or Stale.
    """
    undone = set(_lines(among))
    kept = [line for line in volunteer.remarks.split("\n") if line not in undone]
    values = {"remarks": "\n".join([*filter(None, kept), *_lines(chosen)])}
    return volunteers.correct(volunteer, values, by=by, seen=volunteer.revision)


def has_chosen(volunteer: Volunteer, opportunity: Opportunity) -> bool:
    """Return whether `volunteer` named `opportunity`."""
    return _lines([opportunity])[0] in volunteer.remarks.split("\n")


def remarks(words: str, chosen: Iterable[Opportunity]) -> str:
    """Return the remarks of an offer that came from the page of an opportunity."""
    return "\n".join([*([words.strip()] if words.strip() else []), *_lines(chosen)])


def _lines(chosen: Iterable[Opportunity]) -> list[str]:
    with override(LANGUAGE_OF_THE_OFFICE):
        return [
            MARK + _("would like to help with: %(opportunity)s") % {"opportunity": each.title}
            for each in chosen
        ]


def _fit(town: Town, item: int, parts: Floats, cleared: bool) -> Fit:
    nearness = float(parts[PARTS.index("distance")])
    needs = bool(town.items.cleared[item]) and not cleared
    return Fit(town.opportunities[item], _because(town, item, nearness), needs)


def _because(town: Town, item: int, nearness: float) -> tuple[str, ...]:
    """Return the parts that both sides have said something about and that agree."""
    takers, items = town.takers, town.items
    agreed = {
        "time": bool(town.said[0]) and not items.any_time[item],
        "interests": _share(takers.interests[0], items.interests[item]),
        "skills": _share(takers.skills[0], items.skills[item]),
        "languages": _spoken(town.volunteers.spoken[0] > 0, items.useful[item] > 0),
        "wishes": _share(takers.wishes[0], items.offers[item]),
        "distance": nearness > NEAR and not items.from_home[item],
    }
    return tuple(part for part, holds in agreed.items() if holds)


def _share(had: np.uint64, wanted: np.uint64) -> bool:
    return bool(had & wanted)


def _spoken(known: Flags, useful: Flags) -> bool:
    return bool((known & useful).any())
