"""Persons who may be one and the same, among all of them at once."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.db.models import Count

from konfluenz.ground import search
from konfluenz.people.models import ContactChannel, Person, PersonName
from konfluenz.people.models.contacts import Kind


def groups() -> list[tuple[int, ...]]:
    """Return the keys of persons who share a mail address, phone number or name, group by group.

    As `duplicates.candidates` compares two, but with three queries for all. Whoever is alike
    with two who are not alike stands with both in one group.
    """
    leader: dict[int, int] = {}
    for same in _same():
        first, *others = sorted({_find(leader, key) for key in same})
        leader.update(dict.fromkeys(others, first))
    found: dict[int, list[int]] = defaultdict(list)
    for key in leader:
        found[_find(leader, key)].append(key)
    return sorted(tuple(sorted({first, *rest})) for first, rest in found.items())


def _find(leader: dict[int, int], key: int) -> int:
    while leader.get(key, key) != key:
        key = leader[key]
    return key


def _same() -> Iterator[Iterable[int]]:
    """Yield the persons who have one thing in common; only where there are two or more."""
    by: dict[tuple[str, str], set[int]] = defaultdict(set)
    shared = (
        ContactChannel.objects.filter(kind__in=[Kind.MAIL, Kind.PHONE])
        .order_by()
        .values("digest")
        .annotate(owners=Count("person", distinct=True))
        .filter(owners__gt=1)
    )
    contacts = ContactChannel.objects.filter(digest__in=shared.values("digest"))
    for kind, digest, person in contacts.values_list("kind", "digest", "person_id").iterator():
        by[kind, digest].add(person)
    names = (
        Person.objects.order_by()
        .values_list("pk", "name")
        .union(PersonName.objects.order_by().values_list("person_id", "name"), all=True)
    )
    for person, name in names:
        if words := " ".join(sorted(search.fold(name).split())):
            by["name", words].add(person)
    return (same for same in by.values() if len(same) > 1)
