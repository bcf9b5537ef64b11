"""Two people on one record: the first to save wins, the other is told and loses nothing."""

from typing import TypeVar

from django.db import transaction
from django.utils.translation import gettext as _

from konfluenz.ground.models import Record

AnyRecord = TypeVar("AnyRecord", bound=Record)


class Stale(Exception):
    """Somebody else changed the record since the form was opened; `record` is as it stands now."""

    def __init__(self, record: Record) -> None:
        super().__init__(_("Somebody else has changed this in the meantime."))
        self.record = record


def claim(record: AnyRecord, *, seen: int | None = None) -> AnyRecord:
    """Return `record` read again under a row lock, its revision counted up but not saved.

    `seen` is the revision that the person had before their eyes; raises Stale when it is
    no longer the current one. None: the caller has no form, the latest state is fine.
    Raises DoesNotExist when the record is gone, TransactionManagementError outside
    ``atomic``. The lock lets others add rows that point at the record.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("A record is claimed inside atomic only.")
    rows = type(record)._base_manager.select_for_update(no_key=True)
    current: AnyRecord = rows.get(pk=record.pk)
    if seen is not None and current.revision != seen:
        raise Stale(current)
    current.revision += 1
    return current
