"""What is said in the thread of an Anliegen: by those who turned to us, to them, among us."""

import datetime as dt
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from konfluenz.enquiries import enquiries, reaching, saving
from konfluenz.enquiries.models import Contribution, Direction, Enquiry, EnquiryState
from konfluenz.enquiries.refusals import EnquiryRefused
from konfluenz.ground import audit, outbox, revisions
from konfluenz.ground.models import Message
from konfluenz.people.models import Account


@transaction.atomic
def hear(
    enquiry: Enquiry,
    text: str,
    *,
    by: models.Model | None,
    said_by: str = "",
    at: dt.datetime | None = None,
) -> Enquiry:
    """Note what they said further on; an answer is owed again, also on a closed thread.

    `said_by` is who said it if not who turned to us. Raises EnquiryRefused without words.
    """
    current = revisions.claim(enquiry)
    at = saving.moment(at, current.arrived_at)
    said_by = said_by.strip() or current.name or saving.name_of(current.person)
    saving.say(current, Direction.IN, saving.words(text), said_by, at)
    changes = audit.apply(current, enquiries.opened(current, at))
    saving.record("enquiry.heard", current, by=by, changes=changes)
    return current


@transaction.atomic
def note(
    enquiry: Enquiry, text: str, *, by: models.Model | None, at: dt.datetime | None = None
) -> Contribution:
    """Add an internal note, which nobody outside reads. Raises EnquiryRefused without words."""
    current = revisions.claim(enquiry)
    at = saving.moment(at, current.arrived_at)
    made = saving.say(current, Direction.NOTE, saving.words(text), saving.name_of(by), at)
    saving.record("enquiry.noted", current, by=by, changes={})
    return made


@transaction.atomic
def answer(
    enquiry: Enquiry,
    text: str,
    *,
    by: models.Model | None,
    seen: int | None = None,
    told: bool = False,
    at: dt.datetime | None = None,
) -> Enquiry:
    """Answer by mail, or note with `told` what they were told by phone or in person, at `at`.

    From then on it is the other side's turn. Who answers is at it. Raises EnquiryRefused when
    the Anliegen is closed, a colleague is at it, or no mail reaches them; Stale.
    """
    current = saving.claim_live(enquiry, seen)
    enquiries.refuse_taken(current, by)
    at = answered_at(current, told=told, at=at)
    deliver(current, "enquiries/mail/answer", text, by=by, told=told, at=at)
    values: dict[str, Any] = {"state": EnquiryState.WAITING}
    if isinstance(by, Account) and current.taken_by is None:
        current.taken_at = at
        values["taken_by"] = by
    changes = audit.apply(current, values)
    saving.record("enquiry.answered", current, by=by, changes=changes)
    return current


def answered_at(enquiry: Enquiry, *, told: bool, at: dt.datetime | None) -> dt.datetime:
    """Return when `enquiry` is answered, and note the first time on it. Raises EnquiryRefused.

    A mail goes now; what was told may have been told before.
    """
    if at is not None and not told:
        raise EnquiryRefused(_("A mail goes out now. Only what was told can have its own time."))
    at = saving.moment(at, enquiry.arrived_at)
    if enquiry.first_answer_at is None or at < enquiry.first_answer_at:
        enquiry.first_answer_at = at
    return at


def deliver(
    enquiry: Enquiry,
    template: str,
    text: str,
    *,
    by: models.Model | None,
    told: bool,
    at: dt.datetime,
    **context: Any,
) -> Contribution:
    """Send `text` by mail unless they were `told`, and add it to the thread.

    Raises EnquiryRefused without words, or when no mail reaches them.
    """
    text = saving.words(text)
    message: Message | None = None
    if not told:
        recipient = reaching.by_mail(enquiry)
        if recipient is None:
            raise EnquiryRefused(
                _(
                    "No e-mail address is noted here. Add one, or call them and note here what"
                    " you told them."
                )
            )
        message = outbox.send(
            template, to=recipient, about=enquiry, context={"text": text, **context}
        )
    return saving.say(enquiry, Direction.OUT, text, saving.name_of(by), at, message)
