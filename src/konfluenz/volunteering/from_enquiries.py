"""An Anliegen in which somebody looks for help becomes an opportunity."""

from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from konfluenz.enquiries import enquiries
from konfluenz.enquiries.models import Enquiry
from konfluenz.volunteering import opportunities
from konfluenz.volunteering.models import Opportunity


@transaction.atomic
def turn(
    enquiry: Enquiry, values: dict[str, Any], *, by: models.Model | None, seen: int | None = None
) -> Opportunity:
    """Add the opportunity that `enquiry` asks for, and close `enquiry` with it.

    `values` are those of `opportunities.add`. Nobody is written to. Raises OpportunityRefused;
    EnquiryRefused when the Anliegen is closed, so that of two people one makes it; or Stale.
    """
    made = opportunities.add(**values, by=by)
    outcome = _("Became the opportunity “%(title)s”.") % {"title": made.title}
    enquiries.close(enquiry, outcome, by=by, seen=seen, became=made)
    return made
