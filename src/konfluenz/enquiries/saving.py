"""Take an Anliegen under the lock, save it, and write down the act and what was said."""

import datetime as dt
from collections.abc import Iterable

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from konfluenz.enquiries.models import Contribution, Direction, Enquiry
from konfluenz.enquiries.refusals import EnquiryRefused
from konfluenz.ground import audit, references, revisions, search
from konfluenz.ground.models import Message

LONGEST = 20_000
"""Characters of the longest contribution."""


def claim_live(enquiry: Enquiry, seen: int | None = None) -> Enquiry:
    """Return `enquiry` under the lock; raises EnquiryRefused when it is closed, or Stale."""
    current = revisions.claim(enquiry, seen=seen)
    if not current.is_live:
        raise EnquiryRefused(_("This enquiry is closed. Open it again first."))
    return current


def record(
    action: str,
    enquiry: Enquiry,
    *,
    by: models.Model | None,
    changes: audit.Changes,
    reason: str = "",
    also: Iterable[models.Model] = (),
) -> None:
    """Save `enquiry` and record the act; its unit and person see it in their timelines.

    What is open has no moment of closing, and what nobody is at has none of taking.
    """
    if enquiry.is_live:
        enquiry.closed_at = None
    if enquiry.taken_by_id is None:
        enquiry.taken_at = None
    enquiry.save()
    near = [one for one in (enquiry.unit, enquiry.person, *also) if one is not None]
    audit.record(action, about=enquiry, by=by, changes=changes, reason=reason, also=near)
    if "subject" in changes:
        search.index(enquiry, title=enquiry.subject)


def say(
    enquiry: Enquiry,
    direction: Direction,
    text: str,
    said_by: str,
    at: dt.datetime,
    message: Message | None = None,
) -> Contribution:
    """Add what was said to the thread; `message` is the mail that carried it."""
    named = references.to(message) if message is not None else references.NOBODY
    return Contribution.objects.create(
        enquiry=enquiry,
        direction=direction,
        text=text,
        said_by=said_by,
        at=at,
        message_label=named.label,
        message_id=named.id,
    )


def words(text: str) -> str:
    """Return `text` without blanks around it; raises EnquiryRefused for none, or too much."""
    text = text.strip()
    if not text:
        raise EnquiryRefused(_("Please write down what was said."))
    if len(text) > LONGEST:
        raise EnquiryRefused(_("Please shorten the text: at most 20,000 characters."))
    return text


def reason_given(reason: str) -> str:
    """Return `reason`; raises EnquiryRefused when there is none."""
    if not reason.strip():
        raise EnquiryRefused(_("Say why, in a few words: the others will ask."))
    return reason.strip()


def moment(at: dt.datetime | None, not_before: dt.datetime | None = None) -> dt.datetime:
    """Return `at`, now if None; raises EnquiryRefused in the future, or before the beginning."""
    now = timezone.now()
    if at is not None and at > now:
        raise EnquiryRefused(_("This lies in the future. Enter when it was."))
    if at is not None and not_before is not None and at < not_before:
        raise EnquiryRefused(_("This lies before the day the enquiry came in."))
    return at or now


def name_of(by: models.Model | None) -> str:
    """Return what the thread calls who did something; nothing for the program itself."""
    return str(by) if by is not None else ""
