"""What readers of the demo's guides answered to “Was this helpful?” in the last months."""

import datetime as dt
import random
from collections.abc import Iterable

from django.utils import timezone

from konfluenz.publishing import opinions, pages
from konfluenz.publishing.models import PortalPage

LOCALES = ("de", "uk", "ar", "en")
DAYS = 170
APART = 17
"""So many days are told of, one in so many."""

DISLIKED = {"kita-platz-finden": 0.6, "wohnsitz-anmelden": 0.35, "arbeit-suchen": 0.3}
"""Guides that leave many readers helpless, and the share of those; of others a tenth."""


def build(made: Iterable[PortalPage]) -> None:
    """Count the opinions on every second of the pages `made`; the same on the same day."""
    chance = random.Random(1)  # noqa: S311
    today = timezone.localdate()
    for page in list(made)[::2]:
        address = f"ratgeber/{pages.path(page)}/"
        for back in range(1 + chance.randrange(APART), DAYS, APART):
            said = chance.randint(1, 9)
            share = DISLIKED.get(page.slug, 0.1)
            unhelpful = sum(chance.random() < share for _one in range(said))
            opinions.add(
                address,
                chance.choice(LOCALES),
                today - dt.timedelta(days=back),
                helpful=said - unhelpful,
                unhelpful=unhelpful,
            )
