"""The part of a row that is the person: found again, noted, changed, taken back."""

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from konfluenz.ground import ties
from konfluenz.ground.imports.kinds import Kept
from konfluenz.people import contacts, duplicates, languages, privacy
from konfluenz.people.duplicates import Candidate, Likeness
from konfluenz.people.importing.person_cells import folded_name
from konfluenz.people.models import ContactChannel, Person, PersonName, SpokenLanguage
from konfluenz.people.models.contacts import Kind
from konfluenz.people.privacy import ErasureRefused

CONTACTS = {"mail": Kind.MAIL, "phone": Kind.PHONE}
OF_PERSON = (ContactChannel, PersonName, SpokenLanguage)


def alike(values: Mapping[str, Any]) -> list[Candidate]:
    """Return who is on record and may be the person of a row."""
    return duplicates.of_details(
        values["name"], mail=_first(values["mail"]), phone=_first(values["phone"])
    )


def same(found: list[Candidate], name: str) -> Person | None:
    """Return who shares a contact and the name: they are one. None: nobody does."""
    return next((one.person for one in found if _is_same(one, name)), None)


def reach(person: Person, values: Mapping[str, Any], *, by: models.Model | None) -> None:
    """Note contacts and languages that are not noted yet."""
    there = {(one.kind, one.value) for one in person.contacts.all()}
    for kind, text in _wanted(values):
        if (kind, text) not in there:
            contacts.add(person, kind, text, by=by)
    for code, level in values.get("languages", []):
        languages.put(person, code, level, by=by)


def shown(person: Person) -> dict[str, Any]:
    """Return what is on record, in the form of a row."""
    found: dict[str, Any] = {"name": person.name}
    for name, kind in (*CONTACTS.items(), ("post", Kind.POST)):
        texts = [one.value for one in person.contacts.all() if one.kind == kind]
        found[name] = next(iter(texts), "") if name == "post" else sorted(texts)
    spoken = sorted([one.language, one.level] for one in person.languages.all())
    return found | {"languages": spoken}


def replace(person: Person, values: Mapping[str, Any], *, by: models.Model | None) -> None:
    """Let contacts and languages be what `values` say of them."""
    _replace_contacts(person, values, by)
    if "languages" not in values:
        return
    wanted = dict(values["languages"])
    for one in person.languages.all():
        if one.language not in wanted:
            languages.remove(person, one.language, by=by)
    for code, level in wanted.items():
        languages.put(person, code, level, by=by)


def remove(person: Person, *, by: models.Model | None) -> None:
    """Take a person back that a row made. Raises Kept when something rests on them."""
    if resting := ties.on(person, but=OF_PERSON):
        raise Kept(_("It is in use (%s); it stays.") % resting)
    try:
        privacy.erase(person, by=by)
    except ErasureRefused as refusal:
        raise Kept(str(refusal)) from None


def _replace_contacts(person: Person, values: Mapping[str, Any], by: models.Model | None) -> None:
    wanted = _wanted(values)
    kinds = {kind for kind, _text in wanted} | {CONTACTS[one] for one in CONTACTS if one in values}
    for one in person.contacts.filter(kind__in=kinds):
        if (one.kind, one.value) not in wanted:
            contacts.remove(one, by=by)
    reach(person, {name: values[name] for name in values if name != "languages"}, by=by)


def _wanted(values: Mapping[str, Any]) -> list[tuple[str, str]]:
    found = [(kind.value, one) for name, kind in CONTACTS.items() for one in values.get(name) or []]
    return found + ([(Kind.POST.value, values["post"])] if values.get("post") else [])


def _is_same(found: Candidate, name: str) -> bool:
    by_contact = set(found.reasons) & {Likeness.MAIL, Likeness.PHONE}
    return bool(by_contact) and folded_name(found.person.name) == folded_name(name)


def _first(texts: list[str]) -> str:
    return texts[0] if texts else ""
