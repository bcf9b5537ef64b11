"""What happened to a record, in sentences that a colleague would say."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from konfluenz.ground import audit, dates, references
from konfluenz.ground.models import Entry
from konfluenz.ground.references import Reference
from konfluenz.office import action_words, condition_words
from konfluenz.steering.measuring import figures

SHOWN = 30
PRECISION = "precision"
"""How a field ends that says how exactly the date beside it is known; it has no name of its own."""


@dataclass(frozen=True)
class Change:
    """A field as it was and as it is."""

    label: str
    old: str
    new: str


@dataclass(frozen=True)
class Item:
    """One act. `record` is what it was done to, None when that is gone."""

    entry: Entry
    at: dt.datetime
    what: str
    who: str
    reason: str
    changes: list[Change]
    record: models.Model | None


def of(*records: models.Model, limit: int = SHOWN, before: int | None = None) -> list[Item]:
    """Return the latest `limit` acts on any of `records`, newest first.

    `before` goes on where an earlier call ended, at the key of its last entry.
    """
    entries = audit.timeline(*records)
    if before is not None:
        entries = entries.filter(pk__lt=before)
    return read(entries[:limit])


def read(entries: Iterable[Entry]) -> list[Item]:
    """Return `entries` in words; names are looked up with one query per kind of record."""
    entries = list(entries)
    wanted = {entry.by for entry in entries if entry.by} | {entry.about for entry in entries}
    known = references.resolve_all(wanted)
    return [_item(entry, known) for entry in entries]


def _item(entry: Entry, known: dict[Reference, models.Model]) -> Item:
    detail = getattr(entry, "detail", None)
    content = (detail.content if detail else None) or {}
    return Item(
        entry=entry,
        at=entry.at,
        what=action_words.sentence(entry.action),
        who=_who(entry, known),
        reason=action_words.reason(entry.action, content.get("reason", "")),
        changes=_changes(entry, content.get("changes", {})),
        record=known.get(entry.about),
    )


def _who(entry: Entry, known: dict[Reference, models.Model]) -> str:
    if entry.by is None:
        return _("Konfluenz, by itself")
    actor = known.get(entry.by)
    return str(actor) if actor is not None else _("somebody who has been erased")


def _changes(entry: Entry, changes: dict[str, Any]) -> list[Change]:
    model = _model(entry.about_label)
    return [
        Change(_label(model, name), _said(model, name, old), _said(model, name, new))
        for name, (old, new) in changes.items()
    ]


def _label(model: type[models.Model] | None, name: str) -> str:
    field = _field(model, name)
    if name.endswith(PRECISION):
        return capfirst(action_words.field_label(PRECISION))
    if field is not None:
        return capfirst(str(field.verbose_name))
    return capfirst(action_words.field_label(name))


def _said(model: type[models.Model] | None, name: str, value: Any) -> str:
    """Return a value of the trail as a reader would say it; "" for nothing."""
    if value in (None, "", []):
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(_said(model, name, one) for one in value)
    return (
        _of_choices(model, name, value)
        or _number(model, name, value)
        or condition_words.of_trail(name, str(value))
        or _date(value)
        or str(value)
    )


def _number(model: type[models.Model] | None, name: str, value: Any) -> str:
    """Return a number with decimals in the city's way of writing; "" for anything else."""
    if not isinstance(_field(model, name), models.DecimalField):
        return ""
    return figures.number(Decimal(str(value)))


def _of_choices(model: type[models.Model] | None, name: str, value: Any) -> str:
    field = _field(model, name)
    choices = field.flatchoices if field is not None and field.choices else ()
    labels = dict(choices) or action_words.choices(name)
    return str(labels.get(value, "")) if isinstance(value, str) else ""


def _date(value: Any) -> str:
    """Return a day or moment in the city's way of writing; "" for anything else."""
    if not isinstance(value, str) or not value[:4].isdecimal():
        return ""
    try:
        day = parse_date(value) or parse_datetime(value)
    except ValueError:
        return ""
    return dates.show(day.date() if isinstance(day, dt.datetime) else day)


def _field(model: type[models.Model] | None, name: str) -> Any:
    try:
        field = model._meta.get_field(name) if model else None
    except FieldDoesNotExist:
        return None
    return field if isinstance(field, models.Field) else None


def _model(label: str) -> type[models.Model] | None:
    try:
        return apps.get_model(label)
    except (LookupError, ValueError):
        return None
