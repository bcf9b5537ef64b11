"""Everything the program holds about one person, found by what the tables declare."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models

from konfluenz.ground import personal_data, references
from konfluenz.ground.models import Entry, Mention, Message, StoredFile
from konfluenz.ground.personal_data import Declaration
from konfluenz.ground.references import Reference
from konfluenz.people.models import Merge, Person


@dataclass(frozen=True)
class Holding:
    """The rows of one table that are about a person."""

    declaration: Declaration
    rows: models.QuerySet[Any]

    @property
    def outlives(self) -> bool:
        """Whether the rows stay, without the person, when the person goes."""
        return any(
            step.remote_field.on_delete in {models.SET_NULL, models.SET_DEFAULT}
            for step in _steps(self.declaration)
        )


def holdings(person: Person) -> Iterator[Holding]:
    """Yield the rows about `person`, table by table, in the order of the rooms from the top."""
    for declaration in personal_data.all_declared():
        if declaration.subject is None:
            continue
        own = declaration.subject == personal_data.SELF
        wanted = {"pk": person.pk} if own else {declaration.subject: person}
        rows = declaration.model._base_manager.filter(**wanted).order_by("pk")
        yield Holding(declaration, rows)


def references_to(person: Person) -> list[Reference]:
    """Return the references of all rows about `person`, and of persons merged into them."""
    label = references.label(Person)
    found = [
        Reference(references.label(holding.declaration.model), str(pk))
        for holding in holdings(person)
        for pk in holding.rows.values_list("pk", flat=True)
    ]
    gone = Merge.objects.filter(keep=person).values_list("gone_id", flat=True)
    return list(dict.fromkeys([*found, *(Reference(label, str(pk)) for pk in gone)]))


def messages(named: list[Reference]) -> models.QuerySet[Message]:
    """Return the messages to, or about, one of the records `named`."""
    wanted = _any(named, "to_label", "to_id") | _any(named, "about_label", "about_id")
    return Message.objects.filter(wanted).order_by("pk")


def files(named: list[Reference]) -> models.QuerySet[StoredFile]:
    """Return the files of the records `named`."""
    return StoredFile.objects.filter(_any(named, "owner_label", "owner_id"))


def entries(named: list[Reference]) -> models.QuerySet[Entry]:
    """Return what the trail says about one of the records `named`, or that one of them did it."""
    mentioned = Mention.objects.filter(_any(named, "label", "record_id")).values("entry")
    did = _any(named, "by_label", "by_id")
    return Entry.objects.filter(models.Q(pk__in=mentioned) | did).order_by("pk")


def _any(named: list[Reference], label: str, key: str) -> models.Q:
    """Return the condition that the two columns name one of `named`; nothing for none."""
    wanted = models.Q(pk__in=[])
    for name in dict.fromkeys(reference.label for reference in named):
        ids = [reference.id for reference in named if reference.label == name]
        wanted |= models.Q(**{label: name, f"{key}__in": ids})
    return wanted


def _steps(declaration: Declaration) -> Iterator[Any]:
    """Yield the foreign keys on the way from a row to its person."""
    if declaration.subject in {None, personal_data.SELF}:
        return
    model: Any = declaration.model
    for name in str(declaration.subject).split("__"):
        step = model._meta.get_field(name)
        yield step
        model = step.related_model
