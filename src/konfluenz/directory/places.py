"""Places where something happens."""

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from konfluenz.directory.models import Place
from konfluenz.ground import audit, revisions, search


class PlaceRefused(Exception):
    """A place cannot be as wished; the message says why."""


@transaction.atomic
def add(name: str, *, by: models.Model | None, **values: Any) -> Place:
    """Add a place; raises PlaceRefused for half a point on the map."""
    place = Place(name=name, **values)
    _save(place)
    audit.record("place.added", about=place, by=by)
    return place


@transaction.atomic
def correct(
    place: Place, values: Mapping[str, Any], *, seen: int | None = None, by: models.Model | None
) -> Place:
    """Change fields of `place`; raises PlaceRefused, or Stale."""
    current = revisions.claim(place, seen=seen)
    changes = audit.apply(current, values)
    if changes:
        _save(current)
        audit.record("place.corrected", about=current, by=by, changes=changes)
    return current


def public() -> models.QuerySet[Place]:
    """Return the places that may be shown to everybody. Shelters never are."""
    return Place.objects.public()


def _save(place: Place) -> None:
    try:
        with transaction.atomic():
            place.save()
    except IntegrityError:
        raise PlaceRefused(_("Give both coordinates or none, in degrees.")) from None
    if place.confidential:
        search.forget(place)
    else:
        search.index(place, title=place.name, texts=[place.street, place.town])
