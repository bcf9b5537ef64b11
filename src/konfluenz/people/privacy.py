"""The rights of the people in the records: register (Art. 30), access (Art. 15), erasure (Art. 17).

All three are made from what the tables declare (`ground/personal_data.py`). A table that
declares nothing does not pass `tests/house`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from konfluenz.ground import audit, files, personal_data, search
from konfluenz.ground.models import Entry, Message
from konfluenz.ground.personal_data import Use
from konfluenz.people import logins, subjects
from konfluenz.people.journal import PLAIN
from konfluenz.people.models import Account, Draft, Person
from konfluenz.people.models.accounts import STAFF

WITHHELD = {
    "people.account": {"password"},
    "people.contactchannel": {"digest"},
    "enquiries.mail": {"digest", "thread", "people"},
    "mfa.authenticator": {"data"},
    "people.mergestep": {"old", "new"},
}
"""Cells that are no answer to an access request: secrets, digests, and copies for undoing."""

MESSAGE_FIELDS = ("channel", "state", "created_at", "address", "subject", "text")

Objection = Callable[[Person], str]
"""Says why a person cannot be erased now, or nothing."""

_objections: list[Objection] = []


class ErasureRefused(Exception):
    """A person cannot be erased; the message says what holds them and what to do."""


@dataclass(frozen=True)
class Processing:
    """One line of the register of processing. `holds`: what is kept, table by table.

    `days` after the event `start` the data is deleted or minimised; None: at the event itself.
    """

    purpose: str
    basis: str
    start: str
    days: int | None
    ending: str
    holds: tuple[tuple[str, tuple[str, ...]], ...]


def register_of_processing() -> list[Processing]:
    """Return the register of processing (Art. 30 DSGVO), by purpose, in the language spoken now."""
    by_use: dict[Use, list[tuple[str, tuple[str, ...]]]] = {}
    for declaration in personal_data.all_declared():
        meta: Any = declaration.model._meta
        for use in dict.fromkeys(declaration.holds.values()):
            names = [name for name, held_for in declaration.holds.items() if held_for == use]
            shown = tuple(str(meta.get_field(name).verbose_name) for name in names)
            by_use.setdefault(use, []).append((str(meta.verbose_name), shown))
    lines = [_processing(use, holds) for use, holds in by_use.items()]
    return sorted(lines, key=lambda line: line.purpose)


def export(person: Person) -> dict[str, Any]:
    """Return all that is held about `person`, as JSON can carry it (Art. 15, 20 DSGVO).

    Beside the records about them: messages to them or about them, what the trail says of
    them, and the names of their files.
    """
    named = subjects.references_to(person)
    records = {
        holding.declaration.model._meta.label_lower: [_shown(row) for row in holding.rows]
        for holding in subjects.holdings(person)
    }
    entries = subjects.entries(named).select_related("detail")
    return {
        "person": str(person.public_id),
        "records": {label: rows for label, rows in records.items() if rows},
        "messages": [_message(message) for message in subjects.messages(named)],
        "trail": [_entry(entry) for entry in entries],
        "files": [file.name for file in subjects.files(named)],
    }


def objects(objection: Objection) -> Objection:
    """Register (as a decorator) what keeps a person from being erased in some room."""
    _objections.append(objection)
    return objection


@transaction.atomic
def erase(person: Person, *, by: models.Model | None) -> None:
    """Erase all that is held about `person`: rows, account, logins, messages, files.

    The trail loses what it says in words. That somebody did something stays, under a number
    that leads nowhere, and the chain still verifies. Raises ErasureRefused when something
    still needs the person.
    """
    person = Person.objects.select_for_update().get(pk=person.pk)
    _check(person, by)
    named = subjects.references_to(person)
    audit.record("person.erased", about=person, by=by)
    for holding in subjects.holdings(person):
        if holding.outlives:
            _empty_words(holding)
    for file in subjects.files(named):
        files.erase(file, by=by)
    subjects.messages(named).delete()
    Draft.objects.filter(about_label="people.person", about_id=str(person.pk)).delete()
    search.forget(person)
    _delete(person)
    for reference in named:
        audit.erase_details(reference)


@objects
def still_on_duty(person: Person) -> str:
    """Object while the person works in the office: somebody has to take over first."""
    held = person.role_grants.in_force().filter(role__in=STAFF)
    names = sorted({grant.get_role_display() for grant in held})
    if not names:
        return ""
    return _("%(person)s still is: %(roles)s. End this first.") % {
        "person": person.name,
        "roles": ", ".join(names),
    }


def _check(person: Person, by: models.Model | None) -> None:
    if isinstance(by, Account) and by.person_id == person.pk:
        raise ErasureRefused(_("Nobody erases themselves. Ask a colleague."))
    for objection in _objections:
        if reason := objection(person):
            raise ErasureRefused(reason)


def _delete(person: Person) -> None:
    try:
        for account in Account.objects.filter(person=person):
            logins.end_all(account)
            account.delete()
        person.delete()
    except (models.ProtectedError, models.RestrictedError) as error:
        held: Any = getattr(error, "protected_objects", None)
        held = held or getattr(error, "restricted_objects", ())
        kinds = sorted({str(row._meta.verbose_name) for row in held})
        raise ErasureRefused(
            _("The person is still needed for: %(what)s. End this first.")
            % {"what": ", ".join(kinds)}
        ) from None


def _empty_words(holding: subjects.Holding) -> None:
    """Empty the free text held in rows that stay without the person."""
    meta = holding.declaration.model._meta
    fields = [meta.get_field(name) for name in holding.declaration.holds]
    empty = {field.name: "" for field in fields if _is_free_text(field)}
    if empty:
        holding.rows.update(**empty)


def _is_free_text(field: Any) -> bool:
    is_text = isinstance(field, models.CharField | models.TextField)
    return is_text and field.blank and not field.choices


def _processing(use: Use, holds: list[tuple[str, tuple[str, ...]]]) -> Processing:
    return Processing(
        purpose=_(use.purpose),
        basis=str(use.basis),
        start=_(use.retention.start),
        days=use.retention.days,
        ending=str(use.retention.ending),
        holds=tuple(holds),
    )


def _shown(row: models.Model) -> dict[str, Any]:
    withheld = WITHHELD.get(row._meta.label_lower, set())
    return {
        field.name: _plain(getattr(row, field.attname))
        for field in row._meta.concrete_fields
        if field.name not in withheld
    }


def _message(message: Message) -> dict[str, Any]:
    return {name: _plain(getattr(message, name)) for name in MESSAGE_FIELDS}


def _entry(entry: Entry) -> dict[str, Any]:
    detail = getattr(entry, "detail", None)
    return {
        "at": _plain(entry.at),
        "action": entry.action,
        "about": str(entry.about),
        "by": str(entry.by or ""),
        "detail": detail.content if detail else None,
    }


def _plain(value: Any) -> Any:
    if isinstance(value, PLAIN):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
