"""What people told us goes a year after an Anliegen was closed; what can be counted stays.

Topic, way, unit, moments and outcome name nobody: statistics go on reading them. The outcome is
written without names.
"""

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from konfluenz.enquiries.models import ANSWER_PEOPLE, Contribution, Enquiry, Mail
from konfluenz.ground import audit, files, references, search

KEPT = dt.timedelta(days=ANSWER_PEOPLE.retention.days or 0)
"""How long the words are kept after the closing; see the register of processing."""

NOTHING: dict[str, Any] = {
    "subject": "",
    "person": None,
    "name": "",
    "reply_to": "",
    "about_label": "",
    "about_id": "",
}
WORDLESS = {"text": "", "said_by": "", "message_label": "", "message_id": ""}


def sweep() -> int:
    """Forget what was told in Anliegen closed a year ago; return how many; daily."""
    return sum(_forget(key) for key in _over().values_list("pk", flat=True))


def _over() -> QuerySet[Enquiry]:
    """Return the Anliegen whose time is over and that still say who, or what they said."""
    said = Contribution.objects.filter(enquiry=OuterRef("pk")).exclude(text="", said_by="")
    still = ~Q(**{name: value for name, value in NOTHING.items() if name != "person"})
    known = Q(person__isnull=False)
    closed = Enquiry.objects.filter(closed_at__lte=timezone.now() - KEPT)
    return closed.filter(still | known | Exists(said)).order_by("pk")


@transaction.atomic
def _forget(key: int) -> int:
    """Forget one under its lock; nothing if it was opened again just now."""
    enquiry = _over().select_for_update(of=("self",)).filter(pk=key).first()
    if enquiry is None:
        return 0
    for file in files.of(enquiry):
        files.erase(file, by=audit.SYSTEM)
    Mail.objects.filter(contribution__enquiry=enquiry).update(raw="", people="")
    enquiry.contributions.update(**WORDLESS)
    for name, value in NOTHING.items():
        setattr(enquiry, name, value)
    enquiry.save()
    search.forget(enquiry)
    audit.erase_details(references.to(enquiry))
    audit.record("enquiry.forgotten", about=enquiry, by=audit.SYSTEM)
    return 1
