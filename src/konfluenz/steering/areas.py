"""Fields of action of a concept, and the posts without which they cannot be worked (D-04–D-07)."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from konfluenz.directory.models import Post
from konfluenz.ground import audit, revisions, saving, search
from konfluenz.steering.models import AreaLevel, Concept, PriorityArea


class AreaRefused(Exception):
    """A field of action cannot be as wished; the message says why."""


@transaction.atomic
def add(
    concept: Concept,
    number: int,
    *,
    by: models.Model | None,
    name: str = "",
    level: str = AreaLevel.PRIORITY,
    posts: Iterable[Post] = (),
    **values: Any,
) -> PriorityArea:
    """Add a field to `concept`; without a name it is one whose name no source tells.

    Raises AreaRefused when number or name are taken in the concept.
    """
    area = PriorityArea(concept=concept, number=number, name=name.strip(), level=level, **values)
    _keep(area)
    area.posts.set(posts)
    audit.record("area.added", about=area, by=by, also=[concept, *area.posts.all()])
    return area


@transaction.atomic
def correct(
    area: PriorityArea,
    values: Mapping[str, Any],
    *,
    seen: int | None = None,
    by: models.Model | None,
) -> PriorityArea:
    """Change fields of `area`; its concept stays, its posts have a verb of their own.

    Raises AreaRefused as `add` does, or Stale.
    """
    current = revisions.claim(area, seen=seen)
    kept = {name: value for name, value in values.items() if name not in {"concept", "posts"}}
    changes = audit.apply(current, kept)
    if changes:
        _keep(current)
        audit.record(
            "area.corrected", about=current, by=by, changes=changes, also=[current.concept]
        )
    return current


@transaction.atomic
def rest_on(area: PriorityArea, posts: Iterable[Post], *, by: models.Model | None) -> PriorityArea:
    """Say which posts `area` rests on: unstaffed, they leave it unworkable (T-17, N-01)."""
    current = revisions.claim(area)
    old, new = set(current.posts.all()), set(posts)
    if old == new:
        return current
    current.posts.set(new)
    current.save()
    changes = {"posts": (_names(old), _names(new))}
    also = [current.concept, *sorted(old ^ new, key=lambda post: post.pk)]
    audit.record("area.rests_on", about=current, by=by, changes=changes, also=also)
    return current


@transaction.atomic
def remove(area: PriorityArea, *, by: models.Model | None) -> None:
    """Remove a field that was entered by mistake. Raises AreaRefused when it has goals."""
    current = revisions.claim(area)
    if current.goals.exists():
        raise AreaRefused(_("This field has goals. Remove them first, if they are wrong too."))
    audit.record("area.removed", about=current, by=by, also=[current.concept])
    search.forget(current)
    current.delete()


def _names(posts: Iterable[Post]) -> list[str]:
    return sorted(str(post) for post in posts)


def _keep(area: PriorityArea) -> None:
    saving.save(area, AreaRefused)
    texts = [area.summary, area.concept.label]
    search.index(area, title=f"{area}, {area.concept}", texts=texts)
