"""What the rows of a list are called, by what the file is: rows, mails, entries of a calendar."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from konfluenz.ground.imports.kinds import Kind


@dataclass(frozen=True)
class Wording:
    """The words of the wizard for one kind of list. `files` says what may be dropped."""

    files: Promise
    page: Promise
    question: Promise
    becomes: Promise
    general: Promise
    attempt: Promise
    otherwise: Promise
    count: Callable[[int], str]


ROWS = Wording(
    files=_("Excel or CSV"),
    page=_("Columns"),
    question=_("What are the columns?"),
    becomes=_("What your list does not say"),
    general=_("For all rows"),
    attempt=_("Try all rows"),
    otherwise=_("Change columns"),
    count=lambda n: ngettext("%(n)s row", "%(n)s rows", n) % {"n": n},
)
PEOPLE = Wording(
    **{**vars(ROWS), "files": _("Excel, CSV or address cards (.vcf)")},
)
MAILS = Wording(
    files=_("A folder of your mail program (.mbox), single mails (.eml) or several packed as ZIP"),
    page=_("Mailbox"),
    question=_("How should the mails come in?"),
    becomes=_("What becomes of mails"),
    general=_("For all mails"),
    attempt=_("Try all mails"),
    otherwise=_("Choose otherwise"),
    count=lambda n: ngettext("%(n)s message", "%(n)s messages", n) % {"n": n},
)
ENTRIES = Wording(
    files=_("A calendar (.ics)"),
    page=_("Calendar"),
    question=_("How should the entries come in?"),
    becomes=_("What becomes of entries"),
    general=_("For all entries"),
    attempt=_("Try all entries"),
    otherwise=_("Choose otherwise"),
    count=lambda n: ngettext("%(n)s entry", "%(n)s entries", n) % {"n": n},
)
BY_FORM = {"mail": MAILS, "calendar": ENTRIES, "cards": PEOPLE}


def of(kind: Kind) -> Wording:
    """Return the words for lists of `kind`."""
    return next((words for form, words in BY_FORM.items() if form in kind.forms), ROWS)
