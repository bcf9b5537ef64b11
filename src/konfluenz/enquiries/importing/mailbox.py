"""Rows that are mails: who wrote what when, which thread it belongs to, why it is not taken."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from konfluenz.enquiries import mail_marks, mail_words, mails, owners
from konfluenz.enquiries.mail_marks import Marks
from konfluenz.enquiries.models import Contribution, Enquiry, EnquiryState
from konfluenz.enquiries.refusals import EnquiryRefused
from konfluenz.ground import incoming
from konfluenz.ground.imports.kinds import Added, Content, Kept, RowRefused
from konfluenz.ground.incoming import Incoming, MailRefused, Origin

NEVER = "never"


@dataclass(frozen=True)
class MailContent(Content):
    """A row that is a mail. `values` stay empty: a mail never says something new."""

    mail: Incoming | None = None
    raw: bytes = b""
    marks: Marks | None = None


@dataclass
class _Heard:
    """A thread of the file: what it is about, and the digests of who took part."""

    subject: str
    people: set[str] = field(default_factory=set)


class MailReader:
    """Reads the mails of one mailbox, in the order in which they were written."""

    def __init__(self, options: Mapping[str, str], by: models.Model | None) -> None:
        self.by = by
        self.ours = mails.own_addresses()
        self.settled_before = _ago(options["settled"])
        self.not_before = _ago(options["reach"])
        self.heard: dict[str, _Heard] = {}
        self._rules: mails.Rules | None = None

    def follow(self, earlier: "MailReader") -> None:
        """Know the threads that `earlier` has read."""
        self.heard = earlier.heard

    def read(self, cells: Mapping[str, str]) -> MailContent:
        """Return what the mail says. Raises RowRefused for one that no person wrote."""
        raw = cells.get("message", "").encode("latin-1")
        try:
            mail = incoming.read(raw)
        except MailRefused as refusal:
            raise RowRefused(str(refusal), title=incoming.head(raw)) from None
        title = mail_words.subject(mail)
        if reason := self._why_not(mail):
            raise RowRefused(f"{_written(mail)} {reason}", title=title)
        marks = mail_marks.of(mail, raw, self.ours)
        key, told = ("mail", marks.identity), [_written(mail)]
        return MailContent(key, title, {}, told=told, mail=mail, raw=raw, marks=marks)

    def add(self, content: Content) -> Added:
        """Take the mail into its thread. Raises RowRefused."""
        assert isinstance(content, MailContent)
        mail, marks = content.mail, content.marks
        assert mail is not None and marks is not None
        if (known := mails.known(marks)) is not None:
            told = [_("This mail is here already.")]
            return Added(known.contribution.enquiry, told=told, known=True)
        earlier = self._earlier(marks, mail_words.author(mail, self.ours))
        try:
            taken = mails.take(
                mail, content.raw, marks, self._all_rules(), by=self.by, follows=earlier is not None
            )
        except EnquiryRefused as refusal:
            raise RowRefused(str(refusal)) from None
        heard = earlier or _Heard(taken.enquiry.subject)
        heard.people.update(marks.people)
        self.heard |= dict.fromkeys((marks.own, marks.first), heard)
        told = _told(taken, heard if earlier else None)
        if not taken.began:
            return Added(taken.contribution, [taken.contribution], told=told)
        several = mails.persons(taken.enquiry.reply_to) if taken.enquiry.person is None else []
        return Added(taken.enquiry, [taken.enquiry], several, told=told)

    def shown(self, _record: Enquiry | Contribution) -> dict[str, Any]:
        """Return nothing: a mail says the same for ever."""
        return {}

    def change(self, _record: Enquiry | Contribution, _values: dict[str, Any]) -> None:
        """Change nothing."""

    def remove(self, made: models.Model) -> None:
        """Take a mail back. Raises Kept when somebody worked on its Anliegen since."""
        try:
            if isinstance(made, Contribution):
                mails.take_back(made, by=self.by)
            elif isinstance(made, Enquiry):
                mails.forget(made, by=self.by)
        except EnquiryRefused as refusal:
            raise Kept(str(refusal)) from None

    def _why_not(self, mail: Incoming) -> str:
        """Return why a mail is listed and not taken; "" when it is."""
        if mail.origin != Origin.PERSON:
            return _WHY_NOT()[mail.origin]
        if not mail.sender:
            return _("It does not say who wrote it.")
        if self.not_before is not None and mail.at is not None and mail.at < self.not_before:
            return _("It is older than you want to reach back.")
        return ""

    def _earlier(self, marks: Marks, author: str) -> _Heard | None:
        """Return the thread of the file that a mail belongs to."""
        for mark in (*marks.named, marks.own, marks.first):
            heard = self.heard.get(mark)
            if heard is not None and (author in self.ours or heard.people & marks.author):
                return heard
        return None

    def _all_rules(self) -> mails.Rules:
        """Return what holds for all mails. Raises RowRefused before a unit is in place."""
        if self._rules is None:
            try:
                unit = owners.for_topic(None)
            except EnquiryRefused as refusal:
                raise RowRefused(str(refusal)) from None
            self._rules = mails.Rules(unit, self.ours, self.settled_before)
        return self._rules


def _WHY_NOT() -> dict[Origin, str]:  # noqa: N802
    return {
        Origin.AUTOMATIC: _("A machine wrote it: an automatic reply or notice."),
        Origin.BOUNCE: _("It says that a mail could not be delivered."),
        Origin.LIST: _("It is a newsletter or from a mailing list."),
        Origin.SPAM: _("Your mail server marked it as spam."),
    }


def _written(mail: Incoming) -> str:
    """Return who wrote a mail and when."""
    words = {"who": mail_words.name(mail) or _("unknown")}
    if mail.at is None:
        return _("From %(who)s, without a readable date.") % words
    day = date_format(timezone.localtime(mail.at), "d.m.Y")
    return _("From %(who)s, %(day)s.") % {**words, "day": day}


def _told(taken: mails.Taken, earlier: _Heard | None) -> list[str]:
    """Return what becomes of a mail, in words."""
    if earlier is not None or not taken.began:
        subject = earlier.subject if earlier is not None else taken.enquiry.subject
        return [_("Belongs to “%s”.") % subject]
    return [
        {
            EnquiryState.DONE: _("Comes in as done."),
            EnquiryState.WAITING: _("Is marked as answered in the mail program."),
        }.get(EnquiryState(taken.enquiry.state), _("Waits for an answer."))
    ]


def _ago(days: str) -> dt.datetime | None:
    return None if days == NEVER else timezone.now() - dt.timedelta(days=int(days))
