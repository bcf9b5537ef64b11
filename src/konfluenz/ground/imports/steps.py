"""The rows of a list, one batch after the other: tried or read in.

Each batch is one short transaction with the rows' outcome beside what they did, so that a
broken run goes on where it ended. A trial does the very same and rolls it back. A row that is
refused leaves nothing and stops nothing. `undoing` takes the rows back.
"""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import DatabaseError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from konfluenz.ground import audit, keyring, references, search
from konfluenz.ground.imports import columns, kinds, lists, many, merging
from konfluenz.ground.imports.cells import CellRefused
from konfluenz.ground.imports.kinds import Content, Following, Kind, Reader, RowRefused
from konfluenz.ground.imports.many import Came, Item, ManyReader, RowSum, Split
from konfluenz.ground.imports.tables import Line
from konfluenz.ground.models import Import, ImportedRecord, ImportRow
from konfluenz.ground.models.imports import ImportState, RowOutcome
from konfluenz.ground.references import Reference
from konfluenz.ground.runs import Progress, Run, RunRefused

BATCH = 25

Known = Mapping[str, ImportedRecord]


@dataclass
class _Work:
    """One walk through the rows.

    `links` are rows that made a record in this batch; `seen` and `words` hold the lines of the
    file by what they are known by. The reader may remember what it made, so there is a new
    one whenever something was rolled back.
    """

    taken: Import
    kind: Kind
    dry: bool
    by: models.Model | None
    mapping: dict[int, str]
    reader: Reader
    links: list[ImportedRecord] = field(default_factory=list)
    seen: dict[str, tuple[int, dict[str, Any]]] = field(default_factory=dict)
    words: dict[str, int] = field(default_factory=dict)
    reasons: Counter[str] = field(default_factory=Counter)
    counts: Counter[str] = field(default_factory=Counter)


def check_run(run: Run, progress: Progress) -> dict[str, Any]:
    """Try the rows of the list that `run` names (``settings.RUNS``)."""
    return _for_run(run, progress, dry=True)


def take_run(run: Run, progress: Progress) -> dict[str, Any]:
    """Read the rows of the list in that `run` names (``settings.RUNS``)."""
    return _for_run(run, progress, dry=False)


def taken_by(run: Run) -> Import:
    """Return the list that `run` works on. Raises RunRefused when it is gone."""
    found = Import.objects.filter(public_id=run.values["import"]).select_related("file").first()
    if found is None:
        raise RunRefused(_("This list is no longer there."))
    return found


def walk(taken: Import, progress: Progress, *, dry: bool, by: models.Model | None) -> Counter[str]:
    """Do all rows of `taken` that are not done yet and return how many had which outcome.

    Raises `lists.ImportRefused` when the file cannot be read any more.
    """
    lines = _lines(taken)
    mapping = {int(at): name for at, name in taken.mapping.items()}
    kind = kinds.named(taken.kind)
    work = _Work(taken, kind, dry, by, mapping, kind.begin(taken.options, by))
    done = _begin(work)
    size = work.reader.rows_at_once if isinstance(work.reader, ManyReader) else BATCH
    for start in range(0, len(lines), size):
        progress(start, len(lines))
        batch = [line for line in lines[start : start + size] if line.number not in done]
        _batch(work, batch)
    progress(len(lines), len(lines))
    _finish(work)
    return work.counts


def _lines(taken: Import) -> list[Line]:
    return lists.opened(taken).rows


def _for_run(run: Run, progress: Progress, *, dry: bool) -> dict[str, Any]:
    by = references.resolve(Reference(run.by_label, run.by_id)) if run.by_label else None
    try:
        return dict(walk(taken_by(run), progress, dry=dry, by=by))
    except lists.ImportRefused as refusal:
        raise RunRefused(str(refusal)) from None


def _begin(work: _Work) -> set[int]:
    """Return the lines that are done: those of a run that was broken off. A trial starts anew."""
    work.taken.rows.filter(dry=True).delete()
    done = work.taken.rows.filter(dry=False)
    if isinstance(work.reader, ManyReader):
        work.reader.open(work.taken)
        for kept, told in done.values_list("undo", "told"):
            work.counts.update(kept["counts"])
            work.reasons.update(told)
        return set(done.values_list("line", flat=True))
    for outcome, alike in done.values_list("outcome", "alike"):
        _count(work, outcome, alike)
    return set(done.values_list("line", flat=True))


def _batch(work: _Work, batch: Sequence[Line]) -> None:
    """Do the rows of one transaction; a trial keeps their outcome alone."""
    work.links = []
    if isinstance(work.reader, ManyReader):
        _many(work, work.reader, batch)
        return
    with transaction.atomic():
        read = [_read(work, line) for line in batch]
        known = _known(work, [content for _line, content, _row in read if content])
        rows = [row or _do(work, line, content, known) for line, content, row in read]
        if work.dry:
            transaction.set_rollback(True)
        else:
            _keep(work, rows)
    if work.dry:
        _forget(work)
        ImportRow.objects.bulk_create(rows)
    for row in rows:
        _count(work, row.outcome, row.alike)


def _many(work: _Work, reader: ManyReader, batch: Sequence[Line]) -> None:
    """Do the rows of one transaction at once: as many queries for one as for a thousand."""
    splits = [(line, _split(reader, line)) for line in batch]
    sums = {line.number: RowSum(line.number, split.title) for line, split in splits}
    with transaction.atomic():
        for number, key, content, came in _came(work, reader, splits):
            sums[number].add(came)
            work.links += many.links(work.kind.name, [(key, content, came)])
        for line, split in splits:
            _sum_up(sums[line.number], split)
        rows = [
            ImportRow(source=work.taken, dry=work.dry, **one.fields(dry=work.dry))
            for one in sums.values()
        ]
        if work.dry:
            transaction.set_rollback(True)
        else:
            _keep(work, rows)
    if work.dry:
        ImportRow.objects.bulk_create(rows)
    for one in sums.values():
        work.counts.update(one.counts)
        work.reasons.update(one.told)


def _split(reader: ManyReader, line: Line) -> Split:
    return Split(" ".join(line.cells[:1]), refused=[line.flaw]) if line.flaw else reader.split(line)


def _sum_up(one: RowSum, split: Split) -> None:
    for reason in split.refused:
        one.add(Came(RowOutcome.REFUSED, told=reason))
    one.counts[many.ABSENT] += split.absent
    one.counts[many.SKIPPED] += split.skipped


def _came(
    work: _Work, reader: ManyReader, splits: Sequence[tuple[Line, Split]]
) -> list[tuple[int, str, Content, Came]]:
    """Return (line, key, value, what came of it); a value said twice comes once."""
    every = [
        (line.number, _key(work, one), one) for line, split in splits for one in split.contents
    ]
    rows = ImportedRecord.objects.filter(
        kind=work.kind.name, key__in={key for _number, key, _one in every}
    )
    known = {row.key: row for row in rows}
    found, new = [], []
    for number, key, content in every:
        if key in work.seen:
            found.append((number, key, content, _twice(reader, content, *work.seen[key])))
        else:
            work.seen[key] = (number, content.values)
            new.append((number, key, content))
    items = [_item(content, known.get(key)) for _number, key, content in new]
    return found + [(*one, came) for one, came in zip(new, reader.take(items), strict=True)]


def _item(content: Content, known: ImportedRecord | None) -> Item:
    if known is None:
        return Item(content, None, None)
    return Item(content, known.values, Reference(known.label, known.record_id))


def _twice(reader: ManyReader, content: Content, line: int, earlier: dict[str, Any]) -> Came:
    reason = reader.differs(line, earlier, content.values)
    return Came(RowOutcome.REFUSED if reason else RowOutcome.UNCHANGED, told=reason)


def _keep(work: _Work, rows: Sequence[ImportRow]) -> None:
    ImportRow.objects.bulk_create(rows)
    ImportedRecord.objects.bulk_create(
        work.links,
        update_conflicts=True,
        unique_fields=["kind", "key"],
        update_fields=["label", "record_id", "values"],
    )


def _forget(work: _Work) -> None:
    """Begin with a reader that remembers nothing of what was rolled back."""
    earlier, work.reader = work.reader, work.kind.begin(work.taken.options, work.by)
    if isinstance(work.reader, Following):
        work.reader.follow(earlier)


def _read(work: _Work, line: Line) -> tuple[Line, Content | None, ImportRow | None]:
    """Return what a row says, or the row as refused."""
    texts = columns.texts(line, work.mapping)
    if line.flaw:
        title = next(iter(texts.values()), "")
        return line, None, _refused(work, line, line.flaw, title=title)
    try:
        return line, work.reader.read(texts), None
    except (RowRefused, CellRefused) as refusal:
        title = getattr(refusal, "title", "") or next(iter(texts.values()), "")
        return line, None, _refused(work, line, str(refusal), title=title)


def _known(work: _Work, contents: Sequence[Content]) -> Known:
    keys = {_key(work, content) for content in contents}
    rows = ImportedRecord.objects.filter(kind=work.kind.name, key__in=keys)
    return {row.key: row for row in rows}


def _do(work: _Work, line: Line, content: Content | None, known: Known) -> ImportRow:
    """Do one row, in a savepoint of its own."""
    assert content is not None  # A row without content was refused.
    key = _key(work, content)
    if (earlier := work.seen.get(key)) is not None:
        return _again(work, line, content, *earlier)
    work.seen[key] = (line.number, content.values)
    try:
        with transaction.atomic():
            row = _new_or_known(work, content, key, known.get(key))
    except (RowRefused, CellRefused, DatabaseError) as refusal:
        del work.seen[key]
        _forget(work)
        is_fault = isinstance(refusal, DatabaseError)
        fault = _("This row cannot be kept (%s).") % type(refusal).__name__
        return _refused(work, line, fault if is_fault else str(refusal), title=content.title)
    row.line, row.title = line.number, content.title
    row.told = [*content.told, *row.told]
    if (earlier_line := _seen_before(work, line, content)) is not None:
        row.told.append(_("Perhaps the same as line %d.") % earlier_line)
        row.alike.append(f"line:{earlier_line}")
    return row


def _new_or_known(
    work: _Work, content: Content, key: str, known: ImportedRecord | None
) -> ImportRow:
    about = Reference(known.label, known.record_id) if known else references.NOBODY
    record = references.resolve(about) if known else None
    if known is not None and record is not None:
        return _row(work, **merging.merge(work.reader, known, record, content))
    added = work.reader.add(content)
    about = references.to(added.record)
    link = {"label": about.label, "record_id": about.id, "values": content.values}
    work.links.append(ImportedRecord(kind=work.kind.name, key=key, **link))
    row = _row(
        work,
        outcome=RowOutcome.UNCHANGED if added.known else RowOutcome.NEW,
        told=list(added.told),
        alike=[str(references.to(one)) for one in added.alike],
    )
    if not work.dry:  # What a trial made is gone by now.
        row.label, row.record_id = about
        row.made = [[*references.to(one), getattr(one, "revision", 0)] for one in added.made]
        row.undo = {"key": key}
    return row


def _again(
    work: _Work, line: Line, content: Content, earlier: int, values: dict[str, Any]
) -> ImportRow:
    """Return the row for one that stands in the file a second time."""
    if _folded(values) == _folded(content.values):
        told = _("The same as line %d.") % earlier
        row = _row(work, outcome=RowOutcome.UNCHANGED, told=[told])
        row.line, row.title = line.number, content.title
        return row
    reason = _("Line %d is known by the same number or name, but says something else.") % earlier
    return _refused(work, line, reason, title=content.title)


def _folded(values: dict[str, Any]) -> str:
    """Return values as they are compared: two spellings of a name are one."""
    return search.fold(json.dumps(values, ensure_ascii=False, sort_keys=True))


def _seen_before(work: _Work, line: Line, content: Content) -> int | None:
    """Return the earlier line of the file that may be the same under another key."""
    earlier = [work.words[word] for word in content.words if word in work.words]
    for word in content.words:
        work.words.setdefault(word, line.number)
    return min(earlier, default=None)


def _row(work: _Work, **values: Any) -> ImportRow:
    return ImportRow(source=work.taken, dry=work.dry, line=0, **values)


def _refused(work: _Work, line: Line, reason: str, *, title: str = "") -> ImportRow:
    row = _row(work, outcome=RowOutcome.REFUSED, told=[reason], title=title[:200])
    row.line = line.number
    return row


def _key(work: _Work, content: Content) -> str:
    parts = "\x1f".join([work.taken.source, *content.key])
    return keyring.blind_index(f"import:{work.kind.name}", parts)


def _count(work: _Work, outcome: str, alike: Sequence[str]) -> None:
    work.counts[outcome] += 1
    work.counts["alike"] += bool(alike)


@transaction.atomic
def _finish(work: _Work) -> None:
    taken = Import.objects.select_for_update(no_key=True).get(pk=work.taken.pk)
    taken.counts = dict(work.counts)
    if work.reasons:
        most = work.reasons.most_common(many.MOST_REASONS)
        taken.counts[many.REASONS] = [[n, reason] for reason, n in most]
    taken.revision += 1
    if work.dry:
        taken.checked_at = timezone.now()
    else:
        taken.state, taken.finished_at = ImportState.DONE, timezone.now()
        audit.record("import.taken", about=taken, by=work.by)
        if isinstance(work.reader, ManyReader):
            work.reader.close(taken, work.counts, back=False)
    taken.save()
