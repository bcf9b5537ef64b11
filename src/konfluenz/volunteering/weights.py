"""What counts how much in matching: the city's own weights, one row."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from konfluenz.ground import audit, revisions
from konfluenz.planning.parties import Floats
from konfluenz.planning.scoring import PARTS
from konfluenz.volunteering.models import MatchingWeights


class WeightsRefused(Exception):
    """Weights cannot be like that; the message says why."""


def current() -> MatchingWeights:
    """Return the weights in force; those of the program, unsaved, where none were set."""
    return MatchingWeights.objects.first() or MatchingWeights()


def array() -> Floats:
    """Return the weights in the order of `planning.scoring.PARTS`."""
    weights = current()
    return np.array([getattr(weights, part) for part in PARTS], np.float32)


@transaction.atomic
def put(
    values: Mapping[str, Any], *, by: models.Model | None, seen: int | None = None
) -> MatchingWeights:
    """Set the weights named in `values`, each 0 to 10.

    Raises WeightsRefused when one is not, or nothing would count at all; Stale when somebody
    else set them since.
    """
    weights = revisions.claim(_row(), seen=seen)
    changes = audit.apply(weights, {name: values[name] for name in PARTS if name in values})
    if changes:
        _refuse(weights)
        weights.save()
        audit.record("weights.corrected", about=weights, by=by, changes=changes)
    return weights


def _row() -> MatchingWeights:
    try:
        with transaction.atomic():
            return MatchingWeights.objects.get_or_create(only=True)[0]
    except IntegrityError:
        return MatchingWeights.objects.get()


def _refuse(weights: MatchingWeights) -> None:
    try:
        weights.clean_fields()
    except ValidationError:
        raise WeightsRefused(_("Each weight is a whole number from 0 to 10.")) from None
    if not any(getattr(weights, part) for part in PARTS):
        raise WeightsRefused(_("Something has to count: give at least one part a weight."))
