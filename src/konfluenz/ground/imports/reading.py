"""Which form a file has, whether the kind of list takes it, and who reads it."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

from konfluenz.ground.imports import calendars, cards, mailboxes, sheets, tables, texts
from konfluenz.ground.imports.kinds import Kind
from konfluenz.ground.imports.tables import Asked, Table, TableRefused

Read = Callable[[bytes, Asked], Table]

READERS: Mapping[str, Read] = {
    "sheet": sheets.read,
    "text": texts.read,
    "cards": cards.read,
    "mail": mailboxes.read,
    "calendar": calendars.read,
}


def read(data: bytes, kind: Kind, asked: Asked) -> Table:
    """Return the rows of a file that was dropped as a list of `kind`. Raises TableRefused."""
    form = form_of(data)
    if form not in kind.forms:
        raise TableRefused(_other_form(form, kind))
    return READERS[form](data, asked)


def form_of(data: bytes) -> str:
    """Return which of `tables.FORMS` a file has, by its content. Raises TableRefused."""
    if cards.begin(data):
        return "cards"
    if calendars.begin(data):
        return "calendar"
    return "mail" if mailboxes.begin(data) else tables.kind_of(data)


def _other_form(form: str, kind: Kind) -> str:
    """Return what to do with a file of a form that `kind` does not take."""
    if "mail" in kind.forms:
        return _(
            "This is no mailbox. Save the folder in your mail program as .mbox, or a single mail"
            " as .eml, and drop that file."
        )
    if "calendar" in kind.forms:
        return _("This is no calendar. Export it as iCalendar (.ics), and drop that file.")
    if form == "calendar":
        return _("This is a calendar. Choose “Events from a calendar” for it.")
    if form == "mail":
        return _("This is a mailbox. Choose “Enquiries from a mailbox” for it.")
    return _("These are address cards. Choose volunteers or persons for them.")
