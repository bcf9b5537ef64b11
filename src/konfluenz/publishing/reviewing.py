"""Pages under *Stimmt noch?* (`directory/reviews.py`): who is asked, how often, how urgently."""

import datetime as dt

from django.db import models

from konfluenz.directory import reviews
from konfluenz.directory.models import OrgUnit, UnitKind
from konfluenz.publishing.models import PortalPage

LOOKS_AFTER_THE_PORTAL = (UnitKind.INTEGRATION_OFFICE, UnitKind.VOLUNTEER_COORDINATION)


def ask_for(
    page: PortalPage, *, by: models.Model | None, vouched_at: dt.datetime | None = None
) -> None:
    """Have the owner of `page` asked; nobody named: the unit that looks after the portal.

    A city without units has nobody to ask.
    """
    owner = page.unit or page.organization or _default_owner()
    if owner is not None:
        harm = 3 if page.careful else 2
        cycle = page.review_days
        reviews.put(page, owner=owner, by=by, cycle_days=cycle, harm=harm, vouched_at=vouched_at)


def ask_no_more(page: PortalPage) -> None:
    """Ask about `page` no more."""
    reviews.forget(page)


def _default_owner() -> OrgUnit | None:
    found = OrgUnit.objects.filter(kind__in=LOOKS_AFTER_THE_PORTAL).order_by("kind", "pk")
    return found.first()
