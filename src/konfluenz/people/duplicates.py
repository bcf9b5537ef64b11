"""Persons who may be one and the same."""

from dataclasses import dataclass
from enum import StrEnum

from django.db import models

from konfluenz.ground import search
from konfluenz.people import contacts
from konfluenz.people.models import ContactChannel, Person
from konfluenz.people.models.contacts import Kind

MOST_NAMESAKES = 100
"""So many people with the words of a name are looked at; of more, a name alone says nothing."""


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
    noted = person.contacts.filter(kind__in=[Kind.MAIL, Kind.PHONE]).values("digest")
    others = Person.objects.exclude(pk=person.pk)
    return _ranked(others, person.name, ContactChannel.objects.filter(digest__in=noted))


def of_details(name: str, *, mail: str = "", phone: str = "") -> list[Candidate]:
    """Return who is on record with such a name, mail address or phone number, surest first.

    For somebody who is about to be written down. What is no address or number finds nobody.
    """
    sharing = models.Q(pk__in=[])
    for kind, value in ((Kind.MAIL, mail), (Kind.PHONE, phone)):
        sharing |= models.Q(kind=kind, person__in=contacts.find(kind, value))
    return _ranked(Person.objects.all(), name, ContactChannel.objects.filter(sharing))


def _ranked(
    others: models.QuerySet[Person], name: str, sharing: models.QuerySet[ContactChannel]
) -> list[Candidate]:
    """Return those of `others` called `name` or owning one of the contacts in `sharing`."""
    found: dict[int, Person] = {}
    reasons: dict[int, set[Likeness]] = {}
    ours = sharing.filter(models.Exists(others.filter(pk=models.OuterRef("person"))))
    for contact in ours.select_related("person").defer("value"):
        found[contact.person_id] = contact.person
        reasons.setdefault(contact.person_id, set()).add(Likeness(contact.kind))
    for namesake in _namesakes(others, name):
        found.setdefault(namesake.pk, namesake)
        reasons.setdefault(namesake.pk, set()).add(Likeness.NAME)
    order = list(Likeness)
    alike = [
        Candidate(found[pk], tuple(sorted(why, key=order.index))) for pk, why in reasons.items()
    ]
    return sorted(alike, key=lambda one: ([order.index(why) for why in one.reasons], one.person.pk))


def _namesakes(others: models.QuerySet[Person], name: str) -> list[Person]:
    wanted = _words(name)
    if not wanted:
        return []
    holding = search.matching(others, name).order_by("pk").prefetch_related("names")
    return [
        other
        for other in holding[:MOST_NAMESAKES]
        if any(_words(one) == wanted for one in _all_names(other))
    ]


def _all_names(person: Person) -> list[str]:
    return [person.name, *(name.name for name in person.names.all())]


def _words(name: str) -> list[str]:
    return sorted(search.fold(name).split())
