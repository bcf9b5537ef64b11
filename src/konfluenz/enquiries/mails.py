"""Mails that come in: each is a thread, or joins the one it answers (T-05).

A mail joins a thread by reference and known sender: it names a mail of the thread, and who
wrote it has written or received one there, or is one of us. What it looks like inside is
`ground/incoming.py`. Nobody is answered by mail from here.
"""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from konfluenz.directory import municipality, workdays
from konfluenz.directory.models import OrgUnit
from konfluenz.enquiries import enquiries, mail_words, saving
from konfluenz.enquiries.mail_marks import Marks
from konfluenz.enquiries.models import (
    LIVE,
    Contribution,
    Direction,
    Enquiry,
    EnquiryState,
    Mail,
    Way,
)
from konfluenz.enquiries.refusals import EnquiryRefused
from konfluenz.ground import audit, search
from konfluenz.ground.incoming import Incoming
from konfluenz.people import contacts
from konfluenz.people.models import Person
from konfluenz.people.models.contacts import Kind

KEPT = dt.timedelta(days=90)
"""How long a mail stays as it came (`READ_MAIL`)."""

MOMENTS = ("due_at", "first_answer_at", "closed_at", "arrived_at")
MOVED = ("state", "outcome", "unit_id", "post_id", *MOMENTS)
"""What a mail may change of its Anliegen, so that it can be taken back."""


@dataclass(frozen=True)
class Taken:
    """What became of a mail: its Anliegen, what was said there, whether it began the thread."""

    enquiry: Enquiry
    contribution: Contribution
    began: bool


@dataclass(frozen=True)
class Rules:
    """What holds for all mails of a mailbox.

    `unit` takes what is new. `ours` are the addresses we write from, in lower case. A thread
    without a word since `settled_before` is done; None: none is.
    """

    unit: OrgUnit
    ours: Collection[str]
    settled_before: dt.datetime | None = None


def own_addresses() -> frozenset[str]:
    """Return the addresses from which the municipality writes."""
    units = OrgUnit.objects.exclude(mail="").values_list("mail", flat=True)
    sender = settings.DEFAULT_FROM_EMAIL.rpartition("<")[2].rstrip(">")
    written = (sender, municipality.current().mail, *units)
    return frozenset(one.strip().lower() for one in written if one)


def known(marks: Marks) -> Mail | None:
    """Return the mail that came in before and is the same."""
    found = Mail.objects.select_related("contribution__enquiry").defer("raw")
    return found.filter(digest=marks.own).first()


@transaction.atomic
def take(
    mail: Incoming,
    raw: bytes,
    marks: Marks,
    rules: Rules,
    *,
    by: models.Model | None,
    follows: bool = False,
) -> Taken:
    """Write down `mail`, in the thread it answers or in one of its own, and keep it as it came.

    `follows`: it belongs to a thread that is known to the caller, though a trial may have
    taken that back; then it begins one. Raises EnquiryRefused for one of our own that answers
    nothing. Whoever wrote it hears nothing: the mail may be old.
    """
    author = mail_words.author(mail, rules.ours)
    enquiry = _thread(marks, author, rules)
    if enquiry is None and author in rules.ours and not follows:
        raise EnquiryRefused(_("We wrote this, and it answers nothing that came in."))
    at = min(mail.at or timezone.now(), timezone.now())
    before = {name: _plain(getattr(enquiry, name)) for name in MOVED} if enquiry else {}
    enquiry = enquiry or _begin(mail, author, rules.unit, at)
    direction = Direction.OUT if author in rules.ours else Direction.IN
    said = saving.say(enquiry, direction, mail_words.text(mail), mail_words.name(mail), at)
    _move(enquiry, said, rules, answered=mail.answered)
    Mail.objects.create(
        contribution=said,
        digest=marks.own,
        thread=marks.first,
        people=" ".join(marks.people),
        raw=raw.decode("latin-1"),
        revision=enquiry.revision,
        before=before,
        taken_in_at=timezone.now(),
    )
    near = [one for one in (enquiry.unit, enquiry.person) if one is not None]
    action = "enquiry.mail_joined" if before else "enquiry.received"
    audit.record(action, about=enquiry, by=by, also=near)
    return Taken(enquiry, said, began=not before)


@transaction.atomic
def take_back(said: Contribution, *, by: models.Model | None) -> None:
    """Take a mail out of its thread again. Raises EnquiryRefused once somebody worked there."""
    enquiry = Enquiry.objects.select_for_update(no_key=True).get(pk=said.enquiry_id)
    mail = said.mail
    if mail.revision != enquiry.revision:
        raise EnquiryRefused(_("Somebody has worked on it since; it stays."))
    if not Mail.objects.filter(contribution__enquiry=enquiry, pk__gt=mail.pk).exists():
        back = {name: mail.before[name] for name in MOVED}
        back |= {name: parse_datetime(back[name]) if back[name] else None for name in MOMENTS}
        Enquiry.objects.filter(pk=enquiry.pk).update(**back)
    said.delete()
    audit.record("enquiry.mail_taken_back", about=enquiry, by=by)


@transaction.atomic
def forget(enquiry: Enquiry, *, by: models.Model | None) -> None:
    """Take an Anliegen back that a mail began. Raises EnquiryRefused when more was said in it."""
    current = Enquiry.objects.select_for_update(no_key=True).get(pk=enquiry.pk)
    if current.contributions.count() > 1:
        raise EnquiryRefused(_("More was said in this thread since; it stays."))
    near = [one for one in (current.unit, current.person) if one is not None]
    audit.record("enquiry.taken_back", about=current, by=by, also=near)
    search.forget(current)
    current.delete()


def sweep() -> int:
    """Erase mails as they came that were taken in 90 days ago; return how many. Daily."""
    over = Mail.objects.filter(taken_in_at__lte=timezone.now() - KEPT)
    return over.exclude(raw="").update(raw="")


def of(enquiry: Enquiry) -> dict[int, int]:
    """Return which number the mail has that brought a contribution, by its key; 0 once erased."""
    said = Mail.objects.filter(contribution__enquiry=enquiry).order_by("contribution__at", "pk")
    rows = said.values_list(
        "contribution",
        models.ExpressionWrapper(models.Q(raw=""), output_field=models.BooleanField()),
    )
    return {key: 0 if erased else at for at, (key, erased) in enumerate(rows, 1)}


def raw(enquiry: Enquiry, number: int) -> bytes:
    """Return mail `number` of the thread as it came; nothing when there is none, or no more."""
    key = next((key for key, at in of(enquiry).items() if at == number), None)
    found = Mail.objects.filter(contribution=key).first() if key else None
    return found.raw.encode("latin-1") if found else b""


def persons(address: str) -> list[Person]:
    """Return the persons on record who are reached at `address`, two at most."""
    return list(contacts.find(Kind.MAIL, address)[:2])


def _begin(mail: Incoming, author: str, unit: OrgUnit, at: dt.datetime) -> Enquiry:
    """Open the thread that a mail begins. Nobody is written down because they wrote."""
    found = persons(author)
    person = found[0] if len(found) == 1 else None
    enquiry = Enquiry.objects.create(
        subject=mail_words.subject(mail),
        way=Way.MAIL,
        unit=unit,
        person=person,
        name=mail.sender_name,
        reply_to=mail_words.reply_to(mail, author),
        language=person.language if person else "de",
        arrived_at=at,
        due_at=workdays.after(at, enquiries.ANSWER_WITHIN),
    )
    search.index(enquiry, title=enquiry.subject)
    return enquiry


def _thread(marks: Marks, author: str, rules: Rules) -> Enquiry | None:
    """Return the Anliegen that a mail belongs to, under the lock; None when it begins one."""
    beside = models.Q(digest__in=marks.named) | models.Q(thread__in={marks.own, marks.first})
    threads: dict[int, set[str]] = {}
    for key, people in Mail.objects.filter(beside).values_list("contribution__enquiry", "people"):
        threads.setdefault(key, set()).update(people.split())
    fitting = [
        key for key, people in threads.items() if author in rules.ours or people & marks.author
    ]
    if not fitting:
        return None
    return Enquiry.objects.select_for_update(no_key=True).get(pk=min(fitting))


def _move(enquiry: Enquiry, said: Contribution, rules: Rules, *, answered: bool) -> None:
    """Let the Anliegen be as the newest word in it says.

    The revision stays: it counts what people do, and tells whether this can be taken back.
    """
    enquiry.arrived_at = min(enquiry.arrived_at, said.at)
    if said.direction == Direction.OUT:
        enquiry.first_answer_at = min(enquiry.first_answer_at or said.at, said.at)
        answered = True
    if not enquiry.contributions.filter(at__gt=said.at).exists():
        for name, value in _state(enquiry, said.at, rules, answered=answered).items():
            setattr(enquiry, name, value)
    enquiry.save()


def _state(enquiry: Enquiry, at: dt.datetime, rules: Rules, *, answered: bool) -> dict[str, Any]:
    """Return what a mail at `at`, the newest word, makes of the Anliegen.

    Where people have worked already, only a new question to us changes anything.
    """
    untouched = enquiry.revision == 0
    if rules.settled_before is not None and at < rules.settled_before:
        outcome = _("Taken over from the mailbox; no word came since.")
        values = {"state": EnquiryState.DONE, "outcome": outcome, "closed_at": at}
        return values if untouched else {}
    if answered:
        values = {"state": EnquiryState.WAITING, "outcome": "", "closed_at": None}
        return values if untouched or enquiry.state in LIVE else {}
    return {**enquiries.opened(enquiry, at), "closed_at": None}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.datetime) else value
