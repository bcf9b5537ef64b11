"""Give committed entries of the trail their position and their link in the chain.

Writers only insert: they wait neither for one another nor for the sealer. An entry gets the
next free position once its transaction has committed, so one that commits late comes later
and is overtaken by no reader of positions. Two sealers do no harm: who does not get the lock
on the chain's head at once leaves the work to the other.
"""

from collections.abc import Iterable

from django.db import connection, transaction

from konfluenz.ground import chain
from konfluenz.ground.models.trail import ChainHead, Entry

BATCH = 500


def seal(batch: int = BATCH) -> int:
    """Seal all committed entries, `batch` to a transaction, and return how many.

    Not to be called in a transaction of somebody else: it would hold the head meanwhile.
    """
    total = 0
    while _any_waiting() and (sealed := _seal_batch(batch)):
        total += sealed
    return total


def _any_waiting() -> bool:
    """Look without a lock, so that an idle worker writes nothing."""
    if not Entry.objects.filter(position=None).exists():
        return False
    ChainHead.objects.get_or_create(pk=1)
    return True


@transaction.atomic
def _seal_batch(size: int) -> int:
    head = _locked_head()
    if head is None:
        return 0
    waiting = Entry.objects.filter(position=None).order_by("id")
    entries = list(waiting.prefetch_related("mentions")[:size])
    for entry in entries:
        head.position += 1
        entry.position = head.position
        entry.link = head.link = chain.link(head.link, entry)
    _write(entries)
    head.save()
    return len(entries)


def _locked_head() -> ChainHead | None:
    return ChainHead.objects.select_for_update(skip_locked=True).filter(pk=1).first()


def _write(entries: Iterable[Entry]) -> None:
    """Use one prepared statement for all rows: bulk_update's CASE takes several times as long."""
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {Entry._meta.db_table} SET position = %s, link = %s WHERE id = %s",  # noqa: S608
            [(entry.position, entry.link, entry.pk) for entry in entries],
        )
