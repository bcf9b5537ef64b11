"""Who would fit somewhere: the first thing a city wants to know of its list."""

import numpy as np
from django.utils import timezone

from konfluenz.planning import scoring
from konfluenz.volunteering import arrays, opportunities, taker_columns, weights
from konfluenz.volunteering.models import Volunteer, VolunteerState

GONE = (VolunteerState.PAUSED, VolunteerState.LEFT)


def keys() -> list[int]:
    """Return the keys of the volunteers with an open opportunity that breaks none of their limits.

    Those who were only just read in count too, whatever talk they have had; a person decides.
    """
    here = Volunteer.objects.exclude(state__in=GONE)
    columns = taker_columns.read(here, timezone.localdate())
    town = arrays.read(columns, opportunities.open_on())
    found = scoring.eligible(town.takers, town.items, weights.array(), never=town.never)
    still_open = town.items.wanted[found.item] > 0
    return np.unique(town.keys[found.taker[still_open]]).tolist()
