"""Pages under *Stimmt noch?* (`directory/reviews.py`): who is asked, how often, how urgently."""

from django.db import models

from konfluenz.directory import reviews
from konfluenz.directory.models import OrgUnit, UnitKind
from konfluenz.publishing import pages
from konfluenz.publishing.models import PortalPage

LOOKS_AFTER_THE_PORTAL = (UnitKind.INTEGRATION_OFFICE, UnitKind.VOLUNTEER_COORDINATION)


def ask_for(page: PortalPage, *, by: models.Model | None) -> None:
    """Have the owner of `page` asked; a city without units has nobody to ask."""
    owner = pages.owner(page) or _default_owner()
    if owner is not None:
        harm = 3 if page.careful else 2
        reviews.put(page, owner=owner, by=by, cycle_days=page.review_days, harm=harm)


def ask_no_more(page: PortalPage) -> None:
    """Ask about `page` no more."""
    reviews.forget(page)


def _default_owner() -> OrgUnit | None:
    found = OrgUnit.objects.filter(kind__in=LOOKS_AFTER_THE_PORTAL).order_by("kind", "pk")
    return found.first()
