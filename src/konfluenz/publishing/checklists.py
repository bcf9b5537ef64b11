"""The orientation checklist: what to do in the first days, weeks and months (T-21)."""

from collections.abc import Collection, Mapping
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from konfluenz.directory import entries
from konfluenz.ground import audit, revisions, saving, translations
from konfluenz.publishing.models import ChecklistItem, Phase

STEM = 28
"""So many letters of a title become its short name, which never changes afterwards."""


class ChecklistRefused(Exception):
    """An item cannot be as wished; the message says why."""


@transaction.atomic
def add(
    title: str,
    *,
    phase: str,
    by: models.Model | None,
    slug: str = "",
    documents: Collection[str] = (),
    **values: Any,
) -> ChecklistItem:
    """Add an item to the end of its phase. Raises ChecklistRefused."""
    slug = slug or entries.free_slug(ChecklistItem, title[:STEM])
    item = ChecklistItem(title=title.strip(), slug=slug, phase=phase, **values)
    item.documents = _listed(documents)
    if "order" not in values:
        item.order = _after_all()
    saving.save(item, ChecklistRefused)
    audit.record("checklist.added", about=item, by=by)
    return item


@transaction.atomic
def correct(
    item: ChecklistItem,
    values: Mapping[str, Any],
    *,
    seen: int | None = None,
    by: models.Model | None,
) -> ChecklistItem:
    """Change an item; in another phase it comes last. Raises ChecklistRefused, or Stale."""
    current = revisions.claim(item, seen=seen)
    if "documents" in values:
        values = {**values, "documents": _listed(values["documents"])}
    changes = audit.apply(current, values)
    if "slug" in changes:
        raise ChecklistRefused(_("The short name stays: by it devices know what is done."))
    if "phase" in changes:
        changes |= audit.apply(current, {"order": _after_all()})
    if changes:
        saving.save(current, ChecklistRefused)
        audit.record("checklist.corrected", about=current, by=by, changes=changes)
    return current


@transaction.atomic
def move(item: ChecklistItem, *, up: bool, by: models.Model | None) -> bool:
    """Put an item one place up or down within its phase; return whether there was room."""
    rows = list(ChecklistItem.objects.select_for_update().filter(phase=item.phase))
    place = next((number for number, row in enumerate(rows) if row.pk == item.pk), None)
    other = None if place is None else place + (-1 if up else 1)
    if place is None or other is None or not 0 <= other < len(rows):
        return False
    rows[place], rows[other] = rows[other], rows[place]
    changes = audit.apply(rows[other], {"order": (other + 1) * 10})
    for number, row in enumerate(rows, start=1):
        row.order = number * 10
    ChecklistItem.objects.bulk_update(rows, ["order"])
    audit.record("checklist.moved", about=rows[other], by=by, changes=changes)
    return True


@transaction.atomic
def remove(item: ChecklistItem, *, by: models.Model | None) -> None:
    """Take an item off the checklist, with its translations; done already: nothing happens."""
    current = ChecklistItem.objects.select_for_update().filter(pk=item.pk).first()
    if current is None:
        return
    audit.record("checklist.removed", about=current, by=by, changes={"title": (current.title, "")})
    translations.forget(current)
    current.delete()


def by_phase() -> list[tuple[Phase, list[ChecklistItem]]]:
    """Return the items by phase, the first days first, in one query; empty phases are left out."""
    items = list(ChecklistItem.objects.select_related("page"))
    shelves = [(phase, [one for one in items if one.phase == phase]) for phase in Phase]
    return [(phase, found) for phase, found in shelves if found]


def _after_all() -> int:
    last = ChecklistItem.objects.aggregate(last=models.Max("order"))["last"] or 0
    return last + 10


def _listed(documents: Collection[str]) -> list[str]:
    if isinstance(documents, str):
        raise ChecklistRefused(_("Give what to bring as a list, one thing on each line."))
    return [text.strip() for text in documents if text.strip()]
