"""Take a whole list back: what it made goes, what it changed is as before.

What somebody has worked on since stays, and the row says so. The rows go backwards, because
later ones rest on what earlier ones made.
"""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from konfluenz.ground import audit, references
from konfluenz.ground.imports import kinds, steps
from konfluenz.ground.imports.kinds import Kept, Kind, Reader, RowRefused
from konfluenz.ground.imports.many import Change, ManyReader
from konfluenz.ground.models import Import, ImportedRecord, ImportRow
from konfluenz.ground.models.imports import ImportState, RowOutcome
from konfluenz.ground.references import Reference
from konfluenz.ground.runs import Progress, Run

BACK, STAYED = "back", "stayed"


def undo_run(run: Run, progress: Progress) -> dict[str, Any]:
    """Take the list back that `run` names (``settings.RUNS``)."""
    by = references.resolve(Reference(run.by_label, run.by_id)) if run.by_label else None
    return dict(take_back(steps.taken_by(run), progress, by=by))


def take_back(taken: Import, progress: Progress, *, by: models.Model | None) -> Counter[str]:
    """Take all rows of `taken` back that are not yet; return how many are back, how many stayed."""
    kind = kinds.named(taken.kind)
    reader = kind.begin(taken.options, by)
    if isinstance(reader, ManyReader):
        return _take_many_back(kind, reader, taken, progress, by)
    left = taken.rows.filter(
        dry=False, undone=False, outcome__in=(RowOutcome.NEW, RowOutcome.CHANGED)
    )
    keys = list(left.order_by("-line").values_list("pk", flat=True))
    for start in range(0, len(keys), steps.BATCH):
        progress(start, len(keys))
        _batch(kind, taken, keys[start : start + steps.BATCH], by)
    progress(len(keys), len(keys))
    return _finish(taken, by)


@transaction.atomic
def _batch(kind: Kind, taken: Import, keys: Sequence[int], by: models.Model | None) -> None:
    reader = kind.begin(taken.options, by)
    rows = ImportRow.objects.in_bulk(keys)
    for key in keys:
        row = rows[key]
        try:
            with transaction.atomic():
                _take_back(kind, reader, row)
        except (Kept, RowRefused) as reason:
            row.told = [*row.told, str(reason)]
            row.undo = {**row.undo, "stayed": True}
        row.undone = True
        row.save(update_fields=["told", "undone", "undo"])


def _take_back(kind: Kind, reader: Reader, row: ImportRow) -> None:
    known = ImportedRecord.objects.filter(kind=kind.name, key=row.undo.get("key", "")).first()
    record = references.resolve(Reference(row.label, row.record_id))
    if row.outcome == RowOutcome.CHANGED:
        if record is not None:
            _change_back(reader, record, row.undo)
        if known is not None:
            known.values = row.undo["values"]
            known.save(update_fields=["values"])
        return
    if record is not None:
        _remove(reader, record, row.made)
    if known is not None:
        known.delete()


def _change_back(reader: Reader, record: models.Model, undo: dict[str, Any]) -> None:
    shown = reader.shown(record)
    back = {name: old for name, old in undo["old"].items() if shown.get(name) == undo["new"][name]}
    if back:
        reader.change(record, back)
    if len(back) < len(undo["old"]):
        raise Kept(_("Something was changed here by hand; that stays as it is."))


def _remove(reader: Reader, record: models.Model, made: Sequence[Any]) -> None:
    """Remove what the row made, the last first. Raises Kept when the record was worked on.

    What it needed to make, such as an organisation, may serve others by now: then it stays.
    """
    about = references.to(record)
    there = references.resolve_all(Reference(label, key) for label, key, _revision in made)
    for label, key, revision in made:
        one = there.get(Reference(label, key))
        if Reference(label, key) == about and getattr(one, "revision", 0) != revision:
            raise Kept(_("Somebody has worked on it since; it stays."))
    for label, key, revision in reversed(made):
        one = there.get(Reference(label, key))
        if one is None:
            continue
        if Reference(label, key) == about:
            reader.remove(one)
        elif getattr(one, "revision", 0) == revision:
            _remove_if_free(reader, one)


def _remove_if_free(reader: Reader, one: models.Model) -> None:
    try:
        with transaction.atomic():
            reader.remove(one)
    except Kept:
        return


def _take_many_back(
    kind: Kind, reader: ManyReader, taken: Import, progress: Progress, by: models.Model | None
) -> Counter[str]:
    """Take back what a list of many values brought, batch by batch; values are counted."""
    reader.open(taken)
    left = taken.rows.filter(dry=False, undone=False)
    keys = list(left.order_by("-line").values_list("pk", flat=True))
    for start in range(0, len(keys), reader.rows_at_once):
        progress(start, len(keys))
        _many(kind, reader, keys[start : start + reader.rows_at_once])
    progress(len(keys), len(keys))
    counts: Counter[str] = Counter()
    for kept in taken.rows.filter(dry=False).values_list("undo", flat=True):
        counts.update({name: kept[name] for name in (BACK, STAYED) if kept.get(name)})
    with transaction.atomic():
        _close(taken, counts, by)
        reader.close(taken, counts, back=True)
    return counts


@transaction.atomic
def _many(kind: Kind, reader: ManyReader, keys: Sequence[int]) -> None:
    """Take the rows of a batch back; what somebody has worked on since stays, and they say so."""
    rows = list(ImportRow.objects.filter(pk__in=keys))
    made = [(Reference(one[0], one[1]), one[2]) for row in rows for one in row.made]
    changes = [_change(one) for row in rows for one in row.undo.get("changed", [])]
    stays = reader.give_back(made, changes)
    for row in rows:
        own = [Reference(one[0], one[1]) for one in [*row.made, *row.undo.get("changed", [])]]
        kept = list(dict.fromkeys(stays[one] for one in own if one in stays))
        left = sum(one in stays for one in own)
        row.told, row.undone = [*row.told, *kept], True
        row.undo = {**row.undo, BACK: len(own) - left, STAYED: left}
    ImportRow.objects.bulk_update(rows, ["told", "undone", "undo"])
    _forget(kind, [about for about, _revision in made if about not in stays], changes)


def _change(kept: Sequence[Any]) -> Change:
    return Change(Reference(kept[0], kept[1]), kept[2], kept[3])


def _forget(kind: Kind, gone: Sequence[Reference], changes: Sequence[Change]) -> None:
    """Know the values as before the list came."""
    links = ImportedRecord.objects.filter(kind=kind.name)
    links.filter(record_id__in=[about.id for about in gone]).delete()
    old = {change.about.id: change.old for change in changes}
    again = list(links.filter(record_id__in=list(old)))
    for link in again:
        link.values = {**link.values, **old[link.record_id]}
    ImportedRecord.objects.bulk_update(again, ["values"])


@transaction.atomic
def _finish(taken: Import, by: models.Model | None) -> Counter[str]:
    rows = taken.rows.filter(dry=False, outcome__in=(RowOutcome.NEW, RowOutcome.CHANGED))
    counts = Counter(STAYED if row.undo.get("stayed") else BACK for row in rows.only("undo"))
    _close(taken, counts, by)
    return counts


def _close(taken: Import, counts: Counter[str], by: models.Model | None) -> None:
    current = Import.objects.select_for_update(no_key=True).get(pk=taken.pk)
    current.state, current.finished_at = ImportState.UNDONE, timezone.now()
    current.counts = {**current.counts, **counts}
    current.revision += 1
    current.save()
    audit.record("import.undone", about=current, by=by)
