"""A row that comes again: what the file says anew is taken over, what the office changed stays."""

from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from konfluenz.ground.imports.kinds import Content, Reader
from konfluenz.ground.models import ImportedRecord
from konfluenz.ground.models.imports import RowOutcome


def merge(
    reader: Reader, known: ImportedRecord, record: models.Model, content: Content
) -> dict[str, Any]:
    """Change `record` where the row says something new, and return the fields of its ImportRow.

    The row speaks against what it said the last time: only cells that differ from that are
    looked at, and of these only such as the office has left as the row had them.
    """
    fields: dict[str, Any] = {
        "outcome": RowOutcome.UNCHANGED,
        "label": known.label,
        "record_id": known.record_id,
        "told": [],
    }
    before: dict[str, Any] = known.values
    moved = {name: value for name, value in content.values.items() if value != before.get(name)}
    if not moved:
        return fields
    shown = reader.shown(record)
    news = {name: value for name, value in moved.items() if name in shown and shown[name] != value}
    taken = {name: value for name, value in news.items() if _is_ours(shown, before, name)}
    if len(taken) < len(news):
        fields["told"] = [_("Something was changed here by hand; that stays as it is.")]
    if taken:
        reader.change(record, taken)
        old = {name: shown.get(name) for name in taken}
        fields |= {
            "outcome": RowOutcome.CHANGED,
            "undo": {"key": known.key, "old": old, "new": taken, "values": before},
        }
    known.values = before | content.values
    known.save(update_fields=["values"])
    return fields


def _is_ours(shown: dict[str, Any], before: dict[str, Any], name: str) -> bool:
    """Return whether the record still says what the list said last; nothing, if it said nothing."""
    return shown.get(name) == before[name] if name in before else not shown.get(name)
