"""Write down persons, correct them, find them again."""

import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext as _

from konfluenz.ground import audit, revisions, search
from konfluenz.people import contacts
from konfluenz.people.models import Person, PersonName
from konfluenz.people.models.contacts import Kind
from konfluenz.people.models.persons import Script
from konfluenz.people.models.persons import sort_key as sort_key

NameIn = tuple[str, str]
"""A name in another script: (script, name)."""

LONGEST = 200
"""Characters of the longest name."""


class PersonRefused(Exception):
    """What was written about a person cannot be kept; the message says why."""


@transaction.atomic
def add(
    name: str,
    *,
    by: models.Model | None,
    sort_name: str = "",
    language: str = "de",
    names: Iterable[NameIn] = (),
    notes: str = "",
    address_blocked: bool = False,
) -> Person:
    """Write down a person called `name`; `names` are (script, name) in other scripts.

    Raises PersonRefused for an empty name, or a language or script nobody here knows.
    """
    name = _checked_name(name)
    person = Person.objects.create(
        name=name,
        sort_name=_checked_name(sort_name) if sort_name.strip() else proposed_sort_name(name),
        language=_checked_language(language),
        notes=notes,
        address_blocked=address_blocked,
    )
    _write_names(person, names)
    audit.record("person.added", about=person, by=by)
    index(person)
    return person


@transaction.atomic
def correct(
    person: Person, values: Mapping[str, Any], *, seen: int | None, by: models.Model | None
) -> Person:
    """Change what `values` names: name, sort_name, language, notes, address_blocked, names.

    A changed name carries its sort name along if that was the proposed one. Raises Stale
    when somebody else was faster, PersonRefused as `add` does.
    """
    values = _checked(values)
    names = values.pop("names", None)
    current = revisions.claim(person, seen=seen)
    if "name" in values and "sort_name" not in values and _is_proposed(current):
        values["sort_name"] = proposed_sort_name(values["name"])
    changes = audit.apply(current, values)
    if names is not None:
        changes |= _write_names(current, names)
    if changes:
        current.save()
        audit.record("person.corrected", about=current, by=by, changes=changes)
        index(current)
    return current


def find(
    query: str, among: models.QuerySet[Person] | None = None, *, common: bool = False
) -> models.QuerySet[Person]:
    """Return the persons of `among` (all if None) that `query` means.

    A mail address or phone number is looked up as such; anything else is a name, in any of
    its scripts and spellings. `common`: as `ground.search.matching` takes it.
    """
    among = Person.objects.all() if among is None else among
    query = query.strip()
    if not query:
        return among
    kind = _contact_meant(query)
    if kind is not None:
        return among.filter(pk__in=contacts.find(kind, query))
    return search.matching(among, query, common=common)


def count(query: str, most: int) -> int:
    """Return how many persons `find` would return, up to `most`, without reading them."""
    if not query.strip() or _contact_meant(query):
        return find(query)[:most].count()
    return search.count(Person, query, most)


def _contact_meant(query: str) -> Kind | None:
    kinds = (Kind.MAIL, Kind.PHONE)
    return next((kind for kind in kinds if contacts.looks_like(kind, query)), None)


def proposed_sort_name(name: str) -> str:
    """Return under what a name is sorted: "Häuser, Sabine" for two Latin words, else itself."""
    words = name.split()
    latin = all(ord(letter) < 0x250 or not letter.isalpha() for letter in name)
    return f"{words[1]}, {words[0]}" if latin and len(words) == 2 else name


def other_name(person: Person, name: str) -> PersonName:
    """Return `name`, unsaved, as a further name of `person`, with the script it is written in."""
    return PersonName(person=person, script=script_of(name), name=name)


def script_of(text: str) -> str:
    """Return the script of the first letter in `text`, by its name in Unicode."""
    first = next((letter for letter in text if letter.isalpha()), "")
    kind = unicodedata.name(first, "").split(" ")[0].lower() if first else ""
    known = {"cjk": Script.HAN, **{script.value: script for script in Script}}
    return known.get(kind, Script.OTHER)


def _is_proposed(person: Person) -> bool:
    return person.sort_name == proposed_sort_name(person.name)


def index(person: Person) -> None:
    """Make `person` findable by all names; never by contacts or notes."""
    written = [name.name for name in person.names.all()]
    search.index(person, title=person.name, texts=[person.sort_name, *written])


def _write_names(person: Person, names: Iterable[NameIn]) -> audit.Changes:
    """Make `names` the person's names in other scripts and return what that changes."""
    wanted = sorted({(_checked_script(script), _checked_name(name)) for script, name in names})
    standing = sorted(person.names.values_list("script", "name"))
    if wanted == standing:
        return {}
    person.names.all().delete()
    PersonName.objects.bulk_create(
        PersonName(person=person, script=script, name=name) for script, name in wanted
    )
    return {"names": ([name for _, name in standing], [name for _, name in wanted])}


def _checked(values: Mapping[str, Any]) -> dict[str, Any]:
    checked = dict(values)
    if "name" in checked:
        checked["name"] = _checked_name(checked["name"])
    if "language" in checked:
        checked["language"] = _checked_language(checked["language"])
    if "sort_name" in checked:
        if checked["sort_name"].strip():
            checked["sort_name"] = _checked_name(checked["sort_name"])
        else:
            del checked["sort_name"]
    return checked


def _checked_name(name: str) -> str:
    name = " ".join(name.split())
    if not name:
        raise PersonRefused(_("Please write down a name."))
    if len(name) > LONGEST:
        raise PersonRefused(_("The name is too long: at most 200 characters."))
    return name


def _checked_language(code: str) -> str:
    if code not in dict(settings.LANGUAGES):
        raise PersonRefused(_("Messages are not written in this language. Choose one of the list."))
    return code


def _checked_script(script: str) -> str:
    if script not in Script.values:
        raise PersonRefused(_("This script is not on the list. Choose “Other script”."))
    return script
