"""What the public entries of the directory have in common: address, topics, saving, publication.

Entries are services, funding programmes, goods and links to other sites.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext as _

from konfluenz.directory import reviews
from konfluenz.directory.models import Organization, OrgUnit
from konfluenz.ground import audit, revisions, saving, search
from konfluenz.ground.models import Record

UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
SLUG_LENGTH = 80


class Entry(Protocol):
    """A record with an address of its own."""

    pk: Any
    slug: str
    name: str


AnyEntry = TypeVar("AnyEntry", bound=Record)
Sets = Mapping[str, Iterable[models.Model]]


@dataclass(frozen=True)
class Kind:
    """One kind of entries: what its acts are called, who is refused, its fields of many records.

    `texts` are the fields that the office's search finds beside the name. `harm` is what a
    wrong entry does, 1 to 3 (`directory.reviews`).
    """

    word: str
    refusal: type[Exception]
    sets: tuple[str, ...]
    texts: tuple[str, ...]
    harm: int = 2


def create(kind: Kind, entry: AnyEntry, *, by: models.Model | None, **sets: Any) -> AnyEntry:
    """Save a new `entry` under a free address; `sets` maps a field to the records in it."""
    if not entry.slug:  # type: ignore[attr-defined]
        entry.slug = free_slug(type(entry), entry.name)  # type: ignore[attr-defined]
    saving.save(entry, kind.refusal)
    for name, chosen in sets.items():
        getattr(entry, name).set(chosen)
    _index(kind, entry)
    audit.record(f"{kind.word}.added", about=entry, by=by)
    return entry


def change(
    kind: Kind,
    entry: AnyEntry,
    values: Mapping[str, Any],
    *,
    seen: int | None = None,
    by: models.Model | None,
) -> AnyEntry:
    """Change fields of `entry`; its address stays. Raises the kind's refusal, or Stale."""
    current = revisions.claim(entry, seen=seen)
    fields = {name: value for name, value in values.items() if name not in kind.sets}
    changes = audit.apply(current, fields)
    if "slug" in changes:
        raise kind.refusal(_("The words in the address stay, because others link to it."))
    for name in set(values) & set(kind.sets):
        changes |= put_set(current, name, values[name])
    if changes:
        saving.save(current, kind.refusal)
        _index(kind, current)
        audit.record(f"{kind.word}.corrected", about=current, by=by, changes=changes)
        if getattr(current, "published", False):
            _ask_owner(kind, current, by)
    return current


def put_published(
    kind: Kind, entry: AnyEntry, *, published: bool, by: models.Model | None
) -> AnyEntry:
    """Show `entry` to everybody, or to nobody; done already: nothing is recorded."""
    current = revisions.claim(entry)
    if current.published != published:  # type: ignore[attr-defined]
        current.published = published  # type: ignore[attr-defined]
        current.save()
        act = "published" if published else "withdrawn"
        audit.record(f"{kind.word}.{act}", about=current, by=by)
    if published:
        _ask_owner(kind, current, by)
    else:
        reviews.forget(current)
    return current


def put_set(entry: models.Model, name: str, wanted: Iterable[models.Model]) -> audit.Changes:
    """Let the field `name` of `entry` hold the records `wanted` and return what that changes."""
    related, chosen = getattr(entry, name), list(wanted)
    before, after = sorted(map(str, related.all())), sorted(map(str, chosen))
    if before == after:
        return {}
    related.set(chosen)
    return {name: (before, after)}


def free_slug(model: type[models.Model], name: str) -> str:
    """Return the words of `name` as an address that no other record of `model` has."""
    plain = words_of(name) or "eintrag"
    stem = plain[: SLUG_LENGTH - 4].rstrip("-")
    taken = set(model._default_manager.filter(slug__startswith=stem).values_list("slug", flat=True))
    number, slug = 1, stem
    while slug in taken:
        number += 1
        slug = f"{stem}-{number}"
    return slug


def words_of(name: str) -> str:
    """Return `name` as it stands in an address: "Kinder & Schule" becomes "kinder-schule"."""
    return slugify(name.casefold().translate(UMLAUTS))


def _ask_owner(kind: Kind, entry: Record, by: models.Model | None) -> None:
    """Have its organisation asked whether `entry` still holds, else who looks after the portal."""
    named: Organization | None = entry.organization  # type: ignore[attr-defined]
    owner: Organization | OrgUnit | None = named or reviews.default_owner()
    if owner is not None:
        reviews.put(entry, owner=owner, by=by, harm=kind.harm)


def _index(kind: Kind, entry: models.Model) -> None:
    texts = [str(getattr(entry, name) or "") for name in kind.texts]
    search.index(entry, title=str(entry), texts=texts)
