"""Persons who may be one and the same."""

from dataclasses import dataclass
from enum import StrEnum

from konfluenz.ground import search
from konfluenz.people.models import ContactChannel, Person
from konfluenz.people.models.contacts import Kind


class Likeness(StrEnum):
    """Why two persons look alike, the surest reason first."""

    MAIL = "mail"
    PHONE = "phone"
    NAME = "name"


@dataclass(frozen=True)
class Candidate:
    """Somebody who may be the same person, and why."""

    person: Person
    reasons: tuple[Likeness, ...]


def candidates(person: Person) -> list[Candidate]:
    """Return who shares a mail address, phone number or name with `person`, surest first.

    Names are compared folded: "Häuser, Sabine" is "sabine haeuser".
    """
    reasons: dict[int, set[Likeness]] = {}
    for kind, owner in _sharing_contacts(person):
        reasons.setdefault(owner, set()).add(Likeness(kind))
    for owner in _namesakes(person):
        reasons.setdefault(owner, set()).add(Likeness.NAME)
    found = Person.objects.in_bulk(reasons.keys())
    order = list(Likeness)
    alike = [
        Candidate(found[pk], tuple(sorted(why, key=order.index))) for pk, why in reasons.items()
    ]
    return sorted(alike, key=lambda one: ([order.index(why) for why in one.reasons], one.person.pk))


def _sharing_contacts(person: Person) -> list[tuple[str, int]]:
    digests = person.contacts.filter(kind__in=[Kind.MAIL, Kind.PHONE]).values("digest")
    shared = ContactChannel.objects.filter(digest__in=digests).exclude(person=person)
    return list(shared.values_list("kind", "person"))


def _namesakes(person: Person) -> list[int]:
    wanted = _words(person.name)
    if not wanted:
        return []
    others = search.matching(Person.objects.exclude(pk=person.pk), person.name)
    return [
        other.pk
        for other in others.prefetch_related("names")
        if any(_words(name) == wanted for name in _all_names(other))
    ]


def _all_names(person: Person) -> list[str]:
    return [person.name, *(name.name for name in person.names.all())]


def _words(name: str) -> list[str]:
    return sorted(search.fold(name).split())
