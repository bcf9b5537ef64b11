"""Pages under *Stimmt noch?* (`directory/reviews.py`): who is asked, how often, how urgently."""

import datetime as dt

from django.db import models

from konfluenz.directory import reviews
from konfluenz.publishing.models import PortalPage


def ask_for(
    page: PortalPage, *, by: models.Model | None, vouched_at: dt.datetime | None = None
) -> None:
    """Have the owner of `page` asked; nobody named: the unit that looks after the portal.

    A city without units has nobody to ask.
    """
    owner = page.unit or page.organization or reviews.default_owner()
    if owner is not None:
        harm = 3 if page.careful else 2
        cycle = page.review_days
        reviews.put(page, owner=owner, by=by, cycle_days=cycle, harm=harm, vouched_at=vouched_at)


def ask_no_more(page: PortalPage) -> None:
    """Ask about `page` no more."""
    reviews.forget(page)
