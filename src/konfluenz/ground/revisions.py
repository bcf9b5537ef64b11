"""Two people on one record: the first to save wins, the other is told and loses nothing."""

from typing import TypeVar

from konfluenz.ground.models import Record

AnyRecord = TypeVar("AnyRecord", bound=Record)


class Stale(Exception):
    """Somebody else changed the record since the form was opened; `record` is as it stands now."""

    def __init__(self, record: Record) -> None:
        super().__init__(f"{record._meta.label_lower} {record.pk} has moved on.")
        self.record = record


def claim(record: AnyRecord, *, seen: int | None = None) -> AnyRecord:
    """Return `record` read again under a row lock, its revision counted up but not saved.

    `seen` is the revision that the person had before their eyes; raises Stale when it is
    no longer the current one. None: the caller has no form, the latest state is fine.
    """
    current = type(record)._default_manager.select_for_update().get(pk=record.pk)
    if seen is not None and current.revision != seen:
        raise Stale(current)
    current.revision += 1
    return current
