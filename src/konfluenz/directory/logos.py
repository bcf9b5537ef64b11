"""The city's coat of arms or logo: a public picture that belongs to the municipality."""

from django.core.files.base import File
from django.db import models

from konfluenz.directory import municipality
from konfluenz.directory.models import Municipality
from konfluenz.ground import files
from konfluenz.ground.revisions import Stale


def put(upload: File, *, seen: int | None = None, by: models.Model | None) -> Municipality:
    """Show `upload` as the logo from now on; the one before is erased.

    Raises files.FileRefused for what is no picture, Stale when the municipality has moved on.
    """
    city = Municipality.objects.select_related("logo").get()
    before = city.logo
    stored = files.store(upload, owner=city, public=True, by=by)
    try:
        changed = municipality.correct({"logo": stored}, seen=seen, by=by)
    except Stale:
        files.erase(stored, by=by)
        raise
    if before is not None:
        files.erase(before, by=by)
    return changed


def remove(*, by: models.Model | None) -> Municipality:
    """Show no logo any more; without one nothing happens."""
    city = Municipality.objects.select_related("logo").get()
    before = city.logo
    changed = municipality.correct({"logo": None}, by=by)
    if before is not None:
        files.erase(before, by=by)
    return changed
