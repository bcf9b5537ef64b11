"""What can happen to an Anliegen: it comes in, is taken, moves, is put off and ends (T-05).

What is said in it stands in `contributions.py`, handing it over in `referrals.py`.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from konfluenz.directory import responsibilities, workdays
from konfluenz.directory.models import OrgUnit, Post, Topic
from konfluenz.enquiries import owners, reaching, saving
from konfluenz.enquiries.models import Direction, Enquiry, EnquiryState, Way
from konfluenz.enquiries.refusals import EnquiryRefused as EnquiryRefused
from konfluenz.ground import audit, outbox, references, revisions, search
from konfluenz.people.models import Account, Person

ANSWER_WITHIN = 2
"""Working days until an answer is owed."""

LONGEST_SUBJECT = 160
LONGEST_OUTCOME = 200

CORRECTED = ("subject", "way", "topic", "person", "name", "reply_to", "language")
NOBODY: dict[str, Any] = {"taken_by": None}


@transaction.atomic
def receive(
    subject: str,
    text: str,
    *,
    way: str,
    by: models.Model | None,
    topic: Topic | None = None,
    person: Person | None = None,
    name: str = "",
    reply_to: str = "",
    language: str = "",
    about: models.Model | None = None,
    unit: OrgUnit | None = None,
    arrived_at: dt.datetime | None = None,
) -> Enquiry:
    """Write down that somebody turned to us, and answer at once by when they hear from us.

    The Anliegen belongs to `unit`, else to who answers for `topic` (D-21), else to the lead
    unit. `about` is the record it concerns. `language` is that of the answers, the person's
    own if empty. One entered so late that an answer is overdue gets no mail. Raises
    EnquiryRefused.
    """
    arrived_at = saving.moment(arrived_at)
    source = references.to(about) if about is not None else references.NOBODY
    enquiry = Enquiry.objects.create(
        subject=_subject(subject),
        way=Way(way),
        topic=topic,
        unit=owners.checked(unit) if unit is not None else owners.for_topic(topic),
        person=person,
        name=name.strip(),
        reply_to=reaching.checked_address(reply_to),
        language=reaching.checked_language(language or (person.language if person else "de")),
        about_label=source.label,
        about_id=source.id,
        arrived_at=arrived_at,
        due_at=workdays.after(arrived_at, ANSWER_WITHIN),
    )
    said_by = enquiry.name or saving.name_of(person)
    saving.say(enquiry, Direction.IN, saving.words(text), said_by, arrived_at)
    near = [one for one in (enquiry.unit, topic, person, about) if one is not None]
    audit.record("enquiry.received", about=enquiry, by=by, also=near)
    search.index(enquiry, title=enquiry.subject)
    _acknowledge(enquiry)
    return enquiry


@transaction.atomic
def correct(
    enquiry: Enquiry, values: Mapping[str, Any], *, seen: int | None = None, by: models.Model | None
) -> Enquiry:
    """Change what was noted when it came in; `assign` moves it. Raises EnquiryRefused, or Stale."""
    current = revisions.claim(enquiry, seen=seen)
    changes = audit.apply(current, _checked(values))
    if changes:
        saving.record("enquiry.corrected", current, by=by, changes=changes)
    return current


@transaction.atomic
def take(enquiry: Enquiry, *, by: Account) -> Enquiry:
    """Note that `by` is at it now. Raises EnquiryRefused when somebody else is, and says who."""
    current = saving.claim_live(enquiry)
    if current.taken_by_id == by.pk:
        return current
    refuse_taken(current, by)
    changes = audit.apply(current, {"taken_by": by})
    current.taken_at = timezone.now()
    saving.record("enquiry.taken", current, by=by, changes=changes)
    return current


@transaction.atomic
def release(enquiry: Enquiry, *, by: models.Model | None, seen: int | None = None) -> Enquiry:
    """Note that nobody is at it any more. Colleagues may do that for one who is away."""
    current = saving.claim_live(enquiry, seen)
    if current.taken_by is None:
        raise EnquiryRefused(_("Nobody is working on this enquiry."))
    changes = audit.apply(current, NOBODY)
    saving.record("enquiry.released", current, by=by, changes=changes)
    return current


@transaction.atomic
def assign(
    enquiry: Enquiry,
    unit: OrgUnit,
    post: Post | None = None,
    *,
    by: models.Model | None,
    reason: str = "",
    seen: int | None = None,
) -> Enquiry:
    """Give `enquiry` to `unit`, perhaps to `post` there, and tell the unit's mailbox.

    Raises EnquiryRefused when it is closed or there already, or when the matter lies beyond
    the boundary D-21: then it is handed over instead.
    """
    current = saving.claim_live(enquiry, seen)
    before, unit = current.unit, owners.checked(unit, post)
    if before == unit and current.post == post:
        raise EnquiryRefused(_("The enquiry is there already."))
    _refuse_boundary(current, unit)
    changes = audit.apply(current, {"unit": unit, "post": post, **NOBODY})
    also = [before] if before != unit else []
    saving.record(
        "enquiry.assigned", current, by=by, changes=changes, reason=reason.strip(), also=also
    )
    if before != unit:
        context = {"from_unit": str(before), "reason": reason.strip()}
        outbox.send("enquiries/mail/assigned", to=unit, about=current, context=context)
    return current


@transaction.atomic
def postpone(
    enquiry: Enquiry,
    due_date: dt.date,
    *,
    by: models.Model | None,
    reason: str,
    seen: int | None = None,
) -> Enquiry:
    """Promise an answer by another day; who can be reached by mail is told that day.

    Raises EnquiryRefused for a day that is past, the same day, no reason, or when it is the
    other side that has to answer.
    """
    current = saving.claim_live(enquiry, seen)
    reason = saving.reason_given(reason)
    _refuse_day(current, due_date)
    time = timezone.localtime(current.due_at).time()
    due_at = timezone.make_aware(dt.datetime.combine(due_date, time))
    changes = audit.apply(current, {"due_at": due_at})
    saving.record("enquiry.postponed", current, by=by, changes=changes, reason=reason)
    if (recipient := reaching.by_mail(current)) is not None:
        outbox.send("enquiries/mail/postponed", to=recipient, about=current)
    return current


@transaction.atomic
def close(
    enquiry: Enquiry,
    outcome: str,
    *,
    by: models.Model | None,
    seen: int | None = None,
    at: dt.datetime | None = None,
    became: models.Model | None = None,
) -> Enquiry:
    """Close `enquiry` with what came of it, at `at` (now if None).

    `became` is the record that came of it; the Anliegen concerns it from then on. Raises
    EnquiryRefused when it is closed, or without an outcome of at most 200 characters.
    """
    current = saving.claim_live(enquiry, seen)
    outcome = outcome.strip()
    if not 0 < len(outcome) <= LONGEST_OUTCOME:
        raise EnquiryRefused(_("Say what came of it, in at most 200 characters and without names."))
    values = {"state": EnquiryState.DONE, "outcome": outcome, **NOBODY}
    if became is not None:
        current.about_label, current.about_id = references.to(became)
    changes = audit.apply(current, values)
    current.closed_at = saving.moment(at, current.arrived_at)
    also = [became] if became is not None else []
    saving.record("enquiry.closed", current, by=by, changes=changes, also=also)
    return current


@transaction.atomic
def reopen(
    enquiry: Enquiry, *, by: models.Model | None, reason: str, seen: int | None = None
) -> Enquiry:
    """Open a closed `enquiry` again; an answer is owed after two working days.

    One that was handed over comes back to where it is worked on. Raises EnquiryRefused when
    it is open, when its text has been erased, or without a reason.
    """
    current = revisions.claim(enquiry, seen=seen)
    if current.is_live:
        raise EnquiryRefused(_("This enquiry is open already."))
    if not current.subject:
        raise EnquiryRefused(_("The text of this enquiry has been erased. Note a new one."))
    reason = saving.reason_given(reason)
    changes = audit.apply(current, opened(current, timezone.now()))
    saving.record("enquiry.reopened", current, by=by, changes=changes, reason=reason)
    return current


def opened(enquiry: Enquiry, since: dt.datetime) -> dict[str, Any]:
    """Return the values of `enquiry` when we have to answer again, from `since` on."""
    values: dict[str, Any] = {"state": EnquiryState.OPEN, "outcome": ""}
    if enquiry.state == EnquiryState.REFERRED:
        values |= {"unit": owners.for_topic(enquiry.topic), "post": None}
    if enquiry.state != EnquiryState.OPEN:
        values["due_at"] = workdays.after(since, ANSWER_WITHIN)
    return values


def refuse_taken(enquiry: Enquiry, by: models.Model | None) -> None:
    """Raise EnquiryRefused, naming them, when another than `by` is at `enquiry`."""
    if enquiry.taken_by is not None and enquiry.taken_by != by:
        raise EnquiryRefused(
            _("%(person)s is working on this enquiry. Ask there, or release it first.")
            % {"person": enquiry.taken_by}
        )


def _acknowledge(enquiry: Enquiry) -> None:
    """Say that it came in, and by when they hear from us: no words of theirs stand in it."""
    recipient = reaching.by_mail(enquiry)
    if recipient is not None and enquiry.due_at > timezone.now():
        outbox.send("enquiries/mail/received", to=recipient, about=enquiry)


def _checked(values: Mapping[str, Any]) -> dict[str, Any]:
    checked = {name: values[name] for name in CORRECTED if name in values}
    if "subject" in checked:
        checked["subject"] = _subject(checked["subject"])
    if "reply_to" in checked:
        checked["reply_to"] = reaching.checked_address(checked["reply_to"])
    if "language" in checked:
        checked["language"] = reaching.checked_language(checked["language"])
    return checked


def _subject(text: str) -> str:
    text = " ".join(text.split())
    if not 0 < len(text) <= LONGEST_SUBJECT:
        raise EnquiryRefused(
            _("Say what it is about, in at most 160 characters and without names.")
        )
    return text


def _refuse_boundary(enquiry: Enquiry, unit: OrgUnit) -> None:
    route = responsibilities.route(enquiry.topic) if enquiry.topic is not None else None
    if route is not None and route.refers and route.unit == unit:
        raise EnquiryRefused(
            _(
                "“%(topic)s” lies beyond the task of the coordination. Hand the enquiry over"
                " to %(unit)s instead of assigning it."
            )
            % {"topic": enquiry.topic, "unit": unit}
        )


def _refuse_day(enquiry: Enquiry, due_date: dt.date) -> None:
    if enquiry.state != EnquiryState.OPEN:
        raise EnquiryRefused(_("No answer is owed at the moment: it is the other side's turn."))
    if due_date < timezone.localdate():
        raise EnquiryRefused(_("This day is past. Choose one that is still to come."))
    if due_date == timezone.localdate(enquiry.due_at):
        raise EnquiryRefused(_("An answer is due on that day already."))
