"""Change rows for a merge so that each change can be taken back: cell by cell, row by row."""

import datetime
from collections.abc import Iterator
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import IntegrityError, models, transaction

from konfluenz.people.models import Merge, MergeStep

PLAIN = (str, int, float, bool, list, dict, type(None))


class Journal:
    """Writes down every change it makes for one merge."""

    def __init__(self, merge: Merge) -> None:
        self.merge = merge

    def set(self, row: models.Model, field: str, *, new: Any) -> None:
        """Give one cell (a concrete field's attname) a new value."""
        old = getattr(row, field)
        if old == new:
            return
        type(row)._base_manager.filter(pk=row.pk).update(**{field: new})
        setattr(row, field, new)
        self._note(row, field=field, old=packed(old), new=packed(new))

    def drop(self, row: models.Model) -> None:
        """Delete a row that the merge makes superfluous."""
        self._note(row, old=cells(row))
        row.delete()

    def add(self, row: models.Model) -> None:
        """Save a new row."""
        row.save(force_insert=True)
        self._note(row, new=cells(row))

    def _note(
        self, row: models.Model, *, field: str = "", old: Any = None, new: Any = None
    ) -> None:
        MergeStep.objects.create(
            merge=self.merge,
            label=row._meta.label_lower,
            record_id=str(row.pk),
            field=field,
            old=old,
            new=new,
        )


def take_back(merge: Merge) -> tuple[int, int]:
    """Take back the changes of `merge` in reverse; return (taken back, left as they are).

    Left are cells changed since, cells of rows gone since, and rows whose place is taken.
    """
    outcomes = [_take_back(step) for step in _latest_first(merge)]
    return outcomes.count(True), outcomes.count(False)


def cells(row: models.Model) -> dict[str, Any]:
    """Return all cells of a row as JSON keeps them."""
    return {
        field.attname: packed(getattr(row, field.attname)) for field in row._meta.concrete_fields
    }


def packed(value: Any) -> Any:
    """Return `value` as JSON keeps it without loss."""
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    if isinstance(value, UUID | Decimal):
        return str(value)
    if isinstance(value, PLAIN):
        return value
    raise TypeError(f"A merge cannot journal a {type(value).__name__}.")


def _latest_first(merge: Merge) -> Iterator[MergeStep]:
    """Yield the steps, those first that bring the person back to whom the others lead."""
    steps = list(merge.steps.order_by("-id"))
    gone = [step for step in steps if step.label == "people.person" and not step.field]
    yield from gone
    yield from (step for step in steps if step not in gone)


def _take_back(step: MergeStep) -> bool:
    model = apps.get_model(step.label)
    try:
        with transaction.atomic():
            if step.field:
                return _restore_cell(model, step)
            return _restore_row(model, step) if step.old is not None else _remove_row(model, step)
    except IntegrityError:
        return False


def _restore_cell(model: type[models.Model], step: MergeStep) -> bool:
    row = model._base_manager.select_for_update(of=("self",)).filter(pk=step.record_id).first()
    if row is None or packed(getattr(row, step.field)) != step.new:
        return False
    value = _attname_field(model, step.field).to_python(step.old)
    model._base_manager.filter(pk=row.pk).update(**{step.field: value})
    return True


def _restore_row(model: type[models.Model], step: MergeStep) -> bool:
    old: dict[str, Any] = step.old or {}
    values = {name: _attname_field(model, name).to_python(value) for name, value in old.items()}
    if model._base_manager.filter(pk=step.record_id).exists():
        return False
    model._base_manager.bulk_create([model(**values)])
    return True


def _remove_row(model: type[models.Model], step: MergeStep) -> bool:
    row = model._base_manager.filter(pk=step.record_id).first()
    if row is None or cells(row) != step.new:
        return False
    row.delete()
    return True


def _attname_field(model: type[models.Model], attname: str) -> models.Field:
    return next(field for field in model._meta.concrete_fields if field.attname == attname)
