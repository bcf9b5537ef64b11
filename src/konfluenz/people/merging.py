"""Two records, one person: make them one, and take it back if it was wrong.

A merge walks every relation to the person, whichever room it is in. A room whose rows can
collide (both persons are in the same group) registers how it is resolved::

    @merging.resolves(GroupMember)
    def _(rows, keep, journal):
        for row in rows.filter(group__members__person=keep):
            journal.drop(row)
"""

import datetime
from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from konfluenz.ground import audit, references, search
from konfluenz.people import journal as journals
from konfluenz.people import persons
from konfluenz.people.journal import Journal
from konfluenz.people.models import Draft, Merge, MergeStep, Person

Resolver = Callable[[models.QuerySet, Person, Journal], None]
"""Gets the rows of the one who goes, the one who stays, and the journal to change rows by."""

TRAIL = {"ground.entry", "ground.mention", "ground.detail", "ground.findable"}
"""Tables whose references stay: the chain covers them, or they are written anew."""

UNDO_DAYS = 365
"""How long a merge can be undone."""

_resolvers: dict[type[models.Model], Resolver] = {}


class MergeRefused(Exception):
    """Two persons cannot be merged, or a merge not undone; the message says why."""


def resolves(model: type[models.Model]) -> Callable[[Resolver], Resolver]:
    """Return a decorator that registers how collisions of `model` are resolved in a merge."""

    def register(resolver: Resolver) -> Resolver:
        _resolvers[model] = resolver
        return resolver

    return register


@transaction.atomic
def merge(keep: Person, gone: Person, *, by: models.Model | None) -> Merge:
    """Make `gone` part of `keep`: all that points to it points to `keep`, then it goes.

    Raises MergeRefused when they are the same row, one is gone already, or a room cannot
    resolve a collision.
    """
    keep, gone = _locked(keep, gone)
    made = Merge.objects.create(keep=keep, gone_id=gone.pk, gone_public_id=gone.public_id)
    journal = Journal(made)
    changes = {"merged": (gone.name, keep.name)}
    audit.record("person.merged", about=keep, by=by, changes=changes, also=[gone])
    Draft.objects.filter(about_label=references.label(Person), about_id=str(gone.pk)).delete()
    _move_relations(keep, gone, journal)
    _move_references(keep, gone, journal)
    _unite(keep, gone, journal)
    search.forget(gone)
    journal.drop(gone)
    persons.index(keep)
    return made


@transaction.atomic
def undo(made: Merge, *, by: models.Model | None) -> tuple[int, int]:
    """Take a merge back; return how many changes were taken back and how many stay.

    What somebody has changed since stays as it is now. Raises MergeRefused when it was
    undone already, or is a year old.
    """
    made = Merge.objects.select_for_update().get(pk=made.pk)
    if made.undone_at is not None:
        raise MergeRefused(_("This merge has been undone already."))
    if not made.steps.exists():
        raise MergeRefused(_("This merge is too long ago to be undone."))
    Person.objects.select_for_update().get(pk=made.keep_id)
    outcome = journals.take_back(made)
    made.undone_at = timezone.now()
    made.save(update_fields=["undone_at"])
    made.steps.all().delete()
    keep, back = Person.objects.get(pk=made.keep_id), Person.objects.get(pk=made.gone_id)
    for person in (keep, back):
        persons.index(person)
    audit.record("person.unmerged", about=keep, by=by, also=[back])
    return outcome


def forget() -> int:
    """Delete the journals of merges older than a year and return how many steps; daily.

    That two persons were merged stays: old links still lead to the one who stayed.
    """
    over = timezone.now() - datetime.timedelta(days=UNDO_DAYS)
    return MergeStep.objects.filter(merge__at__lte=over).delete()[0]


def with_absorbed(person: Person) -> list[Person]:
    """Return `person` and those who went into them, for a timeline; the latter are unsaved."""
    merges = Merge.objects.filter(keep=person, undone_at__isnull=True)
    return [person, *(Person(pk=pk) for pk in merges.values_list("gone_id", flat=True))]


def successor(public_id: UUID | str) -> Person | None:
    """Return whom a person with this old public id was merged into, or None."""
    made = Merge.objects.filter(gone_public_id=public_id, undone_at__isnull=True)
    latest = made.select_related("keep").first()
    return latest.keep if latest else None


def _locked(keep: Person, gone: Person) -> tuple[Person, Person]:
    """Return both as they are now, locked in the order of their keys: no deadlock."""
    if keep.pk == gone.pk:
        raise MergeRefused(_("Choose two different persons."))
    rows = Person.objects.select_for_update().filter(pk__in=[keep.pk, gone.pk]).order_by("pk")
    found = {row.pk: row for row in rows}
    if len(found) < 2:
        raise MergeRefused(_("One of the two persons is no longer there."))
    return found[keep.pk], found[gone.pk]


def _move_relations(keep: Person, gone: Person, journal: Journal) -> None:
    for model, field in relations():
        rows = model._base_manager.filter(**{field.name: gone})
        if model in _resolvers:
            _resolvers[model](rows, keep, journal)
        for row in rows.order_by("pk"):
            _move(row, field.attname, keep.pk, journal)


def _move_references(keep: Person, gone: Person, journal: Journal) -> None:
    """Repoint what names the person as text: messages on their way, origins of tasks."""
    for model, label, key in _reference_pairs():
        named = {label: references.label(Person), key: str(gone.pk)}
        for row in model._base_manager.filter(**named).order_by("pk"):
            _move(row, key, str(keep.pk), journal)


def _move(row: models.Model, field: str, to: object, journal: Journal) -> None:
    try:
        with transaction.atomic():
            journal.set(row, field, new=to)
    except IntegrityError:
        raise MergeRefused(
            _("Both persons have what only one can have: %(what)s. Remove one first.")
            % {"what": row._meta.verbose_name}
        ) from None


def _unite(keep: Person, gone: Person, journal: Journal) -> None:
    """Bring over what stands on the row itself. A blocked address stays blocked."""
    notes = "\n\n".join(note for note in (keep.notes, gone.notes) if note)
    journal.set(keep, "notes", new=notes)
    journal.set(keep, "address_blocked", new=keep.address_blocked or gone.address_blocked)
    journal.set(keep, "revision", new=keep.revision + 1)
    written = {keep.name, *keep.names.values_list("name", flat=True)}
    if gone.name not in written:
        journal.add(persons.other_name(keep, gone.name))


def relations() -> Iterator[tuple[type[models.Model], models.ForeignKey]]:
    """Yield every (model, foreign key) that leads to a person, in whichever room."""
    relation: Any
    for relation in Person._meta.get_fields(include_hidden=True):
        if relation.auto_created and (relation.one_to_many or relation.one_to_one):
            yield relation.related_model, relation.field


def _reference_pairs() -> Iterator[tuple[type[models.Model], str, str]]:
    """Yield (model, label field, id field) of every reference by text outside the trail."""
    for model in apps.get_models():
        if model._meta.label_lower in TRAIL or model in (Merge, Draft):
            continue
        names = {field.name for field in model._meta.concrete_fields}
        for name in sorted(names):
            key = f"{name.removesuffix('_label')}_id"
            if name.endswith("_label") and key in names:
                yield model, name, key
