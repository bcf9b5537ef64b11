"""How this room's own rows are resolved when two persons become one."""

from typing import TypeVar

from django.db import models
from django.utils.translation import gettext as _

from konfluenz.people import merging
from konfluenz.people.journal import Journal
from konfluenz.people.merging import MergeRefused
from konfluenz.people.models import (
    Account,
    ContactChannel,
    Person,
    PersonName,
    RoleGrant,
    SpokenLanguage,
)
from konfluenz.people.models.languages import Level

Rows = TypeVar("Rows", bound=models.Model)


@merging.resolves(ContactChannel)
def contacts(rows: models.QuerySet[ContactChannel], keep: Person, journal: Journal) -> None:
    """One row per contact; the one who stays keeps their preference."""
    theirs = {(contact.kind, contact.digest) for contact in keep.contacts.all()}
    preferred = {contact.kind for contact in keep.contacts.filter(preferred=True)}
    for contact in rows:
        if (contact.kind, contact.digest) in theirs:
            journal.drop(contact)
        elif contact.preferred and contact.kind in preferred:
            journal.set(contact, "preferred", new=False)


@merging.resolves(SpokenLanguage)
def languages(rows: models.QuerySet[SpokenLanguage], keep: Person, journal: Journal) -> None:
    """One row per language; the better level counts."""
    theirs = {spoken.language: spoken for spoken in keep.languages.all()}
    rank = list(Level.values)
    for spoken in rows:
        if (mine := theirs.get(spoken.language)) is None:
            continue
        journal.drop(spoken)
        if rank.index(spoken.level) > rank.index(mine.level):
            journal.set(mine, "level", new=spoken.level)


@merging.resolves(PersonName)
def names(rows: models.QuerySet[PersonName], keep: Person, journal: Journal) -> None:
    """One row per name and script."""
    theirs = set(keep.names.values_list("script", "name"))
    for name in rows:
        if (name.script, name.name) in theirs:
            journal.drop(name)


@merging.resolves(RoleGrant)
def role_grants(rows: models.QuerySet[RoleGrant], keep: Person, journal: Journal) -> None:
    """One open grant per role and origin, the one that began earlier."""
    theirs = {_open(held): held for held in keep.role_grants.filter(valid_until__isnull=True)}
    for held in rows.filter(valid_until__isnull=True):
        if (mine := theirs.get(_open(held))) is None:
            continue
        journal.drop(held)
        if held.valid_from < mine.valid_from:
            journal.set(mine, "valid_from", new=held.valid_from)


@merging.resolves(Account)
def accounts(rows: models.QuerySet[Account], keep: Person, _journal: Journal) -> None:
    """Whose account stays is for people to say: it is how somebody logs in."""
    if rows.exists() and Account.objects.filter(person=keep).exists():
        raise MergeRefused(
            _("Both persons have an account. Delete the one that is not needed, then merge.")
        )


def _open(held: RoleGrant) -> tuple[str, str, str]:
    return held.role, held.origin_label, held.origin_id
