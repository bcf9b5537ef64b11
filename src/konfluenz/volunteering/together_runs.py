"""Matching all with all as a run of the worker: what it hands back, to be looked at later.

Names stay in their records: the result holds keys, and words about conditions.
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from konfluenz.ground import runs
from konfluenz.ground.models import Run
from konfluenz.people.models import Account
from konfluenz.volunteering import together
from konfluenz.volunteering.matching import Suggestion
from konfluenz.volunteering.together import LeftOpen

KIND = PURPOSE = "matching"


def start(*, by: Account) -> Run:
    """Put a matching of everybody with everything into the worker's queue.

    One that `by` started and that still waits or works is returned instead of a second.
    """
    going = runs.of(by).filter(kind=KIND, ended_at=None).first()
    return going or runs.start(KIND, {}, by=by, title=_("Joint matching"), purpose=PURPOSE)


def run(_run: Run, progress: Callable[[int, int], None]) -> dict[str, Any]:
    """Do it; it writes nothing, so a second time does no harm. The city's language is spoken."""
    with translation.override(settings.LANGUAGE_CODE):
        found = together.for_all(progress=progress)
        return {
            "statement": found.statement,
            "is_optimal": found.is_optimal,
            "total": found.total,
            "bound": found.bound,
            "pairs": [_pair(one) for one in found.suggestions],
            "left_open": [_left_open(one) for one in found.left_open],
        }


def _pair(one: Suggestion) -> dict[str, Any]:
    return {
        "opportunity": str(one.opportunity.public_id),
        "volunteer": str(one.volunteer.public_id),
        "score": one.score,
        "reasons": list(one.reasons),
        "to_ask": list(one.to_ask),
    }


def _left_open(one: LeftOpen) -> dict[str, Any]:
    return {
        "opportunity": str(one.opportunity.public_id),
        "missing": one.missing,
        "reason": one.reason,
        "taken": one.taken,
        "change": one.change,
        "filled": one.filled,
    }
