"""Mailboxes: what holds for all their mails. A message is its own row; nobody chooses columns."""

from collections.abc import Mapping
from functools import partial

from django.db import models
from django.utils.translation import gettext_lazy as _

from konfluenz.enquiries.importing.mailbox import NEVER, MailReader
from konfluenz.ground.imports import command
from konfluenz.ground.imports.kinds import Field, Kind, Option, Reader

OPTIONS = (
    Option(
        "settled",
        _("Comes in as done"),
        (
            ("0", _("every thread")),
            ("7", _("what has been silent for a week")),
            ("14", _("what has been silent for two weeks")),
            ("30", _("what has been silent for a month")),
            (NEVER, _("nothing")),
        ),
        "14",
        _("All else waits for an answer and stands in Today, unless you answered it."),
    ),
    Option(
        "reach",
        _("Reaches back"),
        (
            ("90", _("three months")),
            ("365", _("twelve months")),
            (NEVER, _("as far as the mailbox does")),
        ),
        "365",
        _("Enquiries are deleted a year after they were closed: older ones need not come."),
    ),
)


def begin(options: Mapping[str, str], by: models.Model | None) -> Reader:
    """Return a reader for the mails of one mailbox."""
    return MailReader(options, by)


KIND = Kind(
    name="mailbox",
    label=_("Enquiries from a mailbox"),
    fields=(Field("message", _("message"), ["message"]),),
    needs=(frozenset({"message"}),),
    needs_words=_("Drop the mailbox once more."),
    begin=begin,
    options=OPTIONS,
    absent={
        "automatic": _("Automatic replies, bounces, newsletters and spam are listed, not taken."),
        "threads": _("A reply joins its thread when who wrote it is known there."),
        "persons": _("Nobody becomes a volunteer. Who is on record by this address is linked."),
        "answers": _("Your own answers come along where they are in the file (folder Sent)."),
        "raw": _("Each mail is kept sealed as it came, for 90 days."),
    },
    forms=frozenset({"mail"}),
    fixed=True,
)

take = partial(command.take, "mailbox")
"""What ``konfluenz import mailbox FILE`` calls."""
