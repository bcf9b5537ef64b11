"""The orientation checklist: what to do in the first days, weeks and months (T-21)."""

from collections.abc import Collection
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from konfluenz.ground import audit, revisions, saving
from konfluenz.publishing.models import ChecklistItem, Phase


class ChecklistRefused(Exception):
    """An item cannot be as wished; the message says why."""


@transaction.atomic
def add(
    title: str,
    *,
    slug: str,
    phase: str,
    by: models.Model | None,
    documents: Collection[str] = (),
    **values: Any,
) -> ChecklistItem:
    """Add an item to the end of its phase. Raises ChecklistRefused."""
    item = ChecklistItem(title=title.strip(), slug=slug, phase=phase, **values)
    item.documents = _listed(documents)
    if "order" not in values:
        last = ChecklistItem.objects.aggregate(last=models.Max("order"))["last"] or 0
        item.order = last + 10
    saving.save(item, ChecklistRefused)
    audit.record("checklist.added", about=item, by=by)
    return item


@transaction.atomic
def correct(
    item: ChecklistItem, values: dict[str, Any], *, seen: int | None, by: models.Model | None
) -> ChecklistItem:
    """Change an item. Raises ChecklistRefused, or Stale."""
    current = revisions.claim(item, seen=seen)
    if "documents" in values:
        values = values | {"documents": _listed(values["documents"])}
    changes = audit.apply(current, values)
    if changes:
        saving.save(current, ChecklistRefused)
        audit.record("checklist.corrected", about=current, by=by, changes=changes)
    return current


def by_phase() -> list[tuple[Phase, list[ChecklistItem]]]:
    """Return the items by phase, the first days first, in one query; empty phases are left out."""
    items = list(ChecklistItem.objects.select_related("page"))
    shelves = [(phase, [one for one in items if one.phase == phase]) for phase in Phase]
    return [(phase, found) for phase, found in shelves if found]


def _listed(documents: Collection[str]) -> list[str]:
    if isinstance(documents, str):
        raise ChecklistRefused(_("Give what to bring as a list, one thing on each line."))
    return [text.strip() for text in documents if text.strip()]
