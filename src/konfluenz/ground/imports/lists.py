"""A list on its way: taken in as it came, its columns chosen, tried, read in, taken back.

`take` keeps the file before anything reads it. Nothing is written to the rooms before `start`;
`undo` takes all of it back that nobody has worked on since. The rows are done by `steps`, in
the worker.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from django.core.files.base import File
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from konfluenz.ground import audit, files, references, revisions, runs
from konfluenz.ground.imports import columns, kinds, reading
from konfluenz.ground.imports.kinds import Kind
from konfluenz.ground.imports.tables import Asked, Line, Table, TableRefused
from konfluenz.ground.models import Import, ImportRow, Run
from konfluenz.ground.models.imports import ImportState

KEPT = dt.timedelta(days=90)
"""How long file and rows stay, and so the way back (`READ_LISTS`)."""

REMEMBERED = 40
"""So many lists back people's choice of columns is proposed again."""

CHECK, TAKE, UNDO = "import-check", "import-take", "import-undo"
"""The kinds of runs (``settings.RUNS``)."""

ACTS = {CHECK: "import.tried", TAKE: "import.started", UNDO: "import.undo_started"}
"""What starting them is called in the trail."""

PURPOSE = "import-run"
"""The page that shows what came of them (``settings.LINKS``)."""


class ImportRefused(Exception):
    """A list cannot be taken, or not now; the message says what to do."""


@dataclass(frozen=True)
class Opened:
    """A file as it is read now: `heading` is the row with the `names` of the columns."""

    table: Table
    heading: int
    names: list[str]
    rows: list[Line]


def take(upload: File, kind: Kind, *, by: models.Model | None) -> Import:
    """Keep a dropped file and propose what its columns are.

    Raises ImportRefused when it is empty, too large, or no table. Call it outside a
    transaction: writing takes its time.
    """
    try:
        held = files.hold(upload)
    except files.FileRefused as refusal:
        raise ImportRefused(str(refusal)) from None
    try:
        opened = _opened(held.data, kind, Asked())
    except TableRefused as refusal:
        files.let_go(held)
        raise ImportRefused(str(refusal)) from None
    return _add(held, kind, opened, by)


def opened(taken: Import, asked: Asked | None = None) -> Opened:
    """Read the file again, as `asked` or as was settled. Raises ImportRefused."""
    if taken.file is None:
        raise ImportRefused(_("The file of this list has been erased. Drop it again."))
    with files.open(taken.file) as file:
        data = file.read()
    try:
        return _opened(data, kinds.named(taken.kind), asked or Asked(**taken.asked))
    except TableRefused as refusal:
        raise ImportRefused(str(refusal)) from None


@transaction.atomic
def reread(
    taken: Import, asked: Asked, *, by: models.Model | None, seen: int | None = None
) -> Import:
    """Read the file in another way and propose its columns anew. Raises ImportRefused, Stale."""
    current = _open(taken, seen)
    again = opened(current, asked)
    kind = kinds.named(current.kind)
    _settle(current, kind, again)
    current.save()
    audit.record("import.reread", about=current, by=by)
    return current


@transaction.atomic
def choose(
    taken: Import,
    mapping: Mapping[int, str],
    *,
    options: Mapping[str, str],
    source: str,
    by: models.Model | None,
    seen: int | None = None,
) -> Import:
    """Settle what each column is and what holds for all rows.

    Raises ImportRefused when a field has two columns or one that must be there has none, or
    Stale.
    """
    kind = kinds.named(taken.kind)
    _refuse_mapping(kind, mapping)
    current = _open(taken, seen)
    values = {
        "mapping": {str(at): name for at, name in sorted(mapping.items()) if name},
        "options": kind.defaults() | dict(options),
        "source": " ".join(source.split())[:60],
    }
    changes = audit.apply(current, values)
    if changes:
        current.checked_at, current.counts = None, {}
        current.rows.all().delete()
        current.save()
        audit.record("import.chosen", about=current, by=by, changes=changes)
    return current


@transaction.atomic
def check(taken: Import, *, by: models.Model | None) -> Run:
    """Try all rows without keeping anything; what would become of them stands in `rows`."""
    current = _open(taken, None)
    _refuse_mapping(kinds.named(current.kind), _mapping(current))
    return _run(current, CHECK, by)


@transaction.atomic
def start(taken: Import, *, by: models.Model | None) -> Run:
    """Read all rows in. A run that failed goes on where it ended. Raises ImportRefused."""
    current = revisions.claim(taken)
    if current.state not in (ImportState.OPEN, ImportState.RUNNING):
        raise ImportRefused(_("This list has been read in or put aside already."))
    _refuse_busy(current)
    _refuse_mapping(kinds.named(current.kind), _mapping(current))
    current.state = ImportState.RUNNING
    return _run(current, TAKE, by)


@transaction.atomic
def begin(taken: Import, *, by: models.Model | None) -> Import:
    """Note that the rows are read in here and now, not by the worker. Raises ImportRefused."""
    current = _open(taken, None)
    _refuse_mapping(kinds.named(current.kind), _mapping(current))
    current.state = ImportState.RUNNING
    current.save()
    audit.record(ACTS[TAKE], about=current, by=by)
    return current


@transaction.atomic
def undo(taken: Import, *, by: models.Model | None) -> Run:
    """Take back all that this list brought and nobody has worked on since.

    Raises ImportRefused when nothing was read in, or its rows are erased: after 90 days.
    """
    current = revisions.claim(taken)
    if current.state not in (ImportState.DONE, ImportState.RUNNING) or current.erased_at:
        raise ImportRefused(_("Nothing of this list can be taken back any more."))
    _refuse_busy(current)
    return _run(current, UNDO, by)


@transaction.atomic
def discard(taken: Import, *, by: models.Model | None) -> Import:
    """Put a list aside that was not read in; its file goes 90 days later."""
    current = _open(taken, None)
    current.state, current.finished_at = ImportState.DISCARDED, timezone.now()
    current.save()
    audit.record("import.discarded", about=current, by=by)
    return current


def same_file(taken: Import) -> Import | None:
    """Return the last list with the same bytes that was read in before, None if there is none."""
    rows = Import.objects.filter(digest=taken.digest, kind=taken.kind, state=ImportState.DONE)
    return rows.exclude(pk=taken.pk).first()


def remembered(kind: Kind) -> dict[str, str]:
    """Return which field people chose for a heading: {folded heading: field, "" for none}."""
    known: dict[str, str] = {}
    done = Import.objects.filter(kind=kind.name, state__in=(ImportState.DONE, ImportState.UNDONE))
    for one in done.order_by("-pk")[:REMEMBERED]:
        for at, name in enumerate(one.headings):
            if not name.startswith("("):
                known.setdefault(columns.folded(name), one.mapping.get(str(at), columns.IGNORED))
    return known


def sweep() -> int:
    """Erase files and rows of lists finished 90 days ago; return how many. Daily."""
    over = Import.objects.filter(finished_at__lte=timezone.now() - KEPT, erased_at=None)
    due = list(over.select_related("file"))
    for one in due:
        _erase(one)
    return len(due)


@transaction.atomic
def _erase(one: Import) -> None:
    if one.file is not None:
        files.erase(one.file, by=audit.SYSTEM)
    ImportRow.objects.filter(source=one).delete()
    Import.objects.filter(pk=one.pk).update(file=None, name="", erased_at=timezone.now())


def _opened(data: bytes, kind: Kind, asked: Asked) -> Opened:
    table = reading.read(data, kind, asked)
    heading = table.heading
    if heading is None:
        heading = asked.heading or columns.heading_of(table, kind, remembered(kind))
    names = columns.headings(table, heading)
    return Opened(table, heading, names, columns.below(table, heading))


@transaction.atomic
def _add(held: files.Held, kind: Kind, read: Opened, by: models.Model | None) -> Import:
    actor = references.to(by) if by is not None else references.NOBODY
    taken = Import(
        kind=kind.name,
        name=held.name or _("without name"),
        digest=held.sha256,
        by_label=actor.label,
        by_id=actor.id,
    )
    _settle(taken, kind, read)
    taken.save()
    taken.file = files.keep(held, owner=taken, by=by)
    taken.save(update_fields=["file"])
    audit.record("import.added", about=taken, by=by)
    return taken


def _settle(taken: Import, kind: Kind, read: Opened) -> None:
    """Write down how the file is read, and the columns as they were chosen last or are guessed."""
    asked = Asked(read.table.encoding, read.table.delimiter, read.table.sheet, read.heading)
    guessed = columns.guess(read.names, read.rows, kind, remembered(kind))
    taken.asked = asdict(asked)
    taken.headings = read.names
    taken.mapping = {str(at): name for at, name in sorted(guessed.items())}
    last = _last_like(taken)
    taken.options = kind.defaults() | (last.options if last else {})
    taken.source = last.source if last else ""
    taken.checked_at, taken.counts = None, {}


def _last_like(taken: Import) -> Import | None:
    """Return the last list of this kind with the same columns that was read in."""
    done = Import.objects.filter(kind=taken.kind, state=ImportState.DONE).order_by("-pk")
    wanted = [columns.folded(name) for name in taken.headings]
    return next(
        (
            one
            for one in done[:REMEMBERED]
            if [columns.folded(name) for name in one.headings] == wanted
        ),
        None,
    )


def _refuse_mapping(kind: Kind, mapping: Mapping[int, str]) -> None:
    chosen = [name for name in mapping.values() if name]
    for name in chosen:
        one = kind.field(name)
        if one is None or (chosen.count(name) > 1 and not one.many):
            label = one.label if one else name
            raise ImportRefused(_("Choose “%s” for one column only.") % label)
    if not any(wanted <= set(chosen) for wanted in kind.needs):
        raise ImportRefused(str(kind.needs_words))


def _mapping(taken: Import) -> dict[int, str]:
    return {int(at): name for at, name in taken.mapping.items()}


def _open(taken: Import, seen: int | None) -> Import:
    current = revisions.claim(taken, seen=seen)
    if current.state != ImportState.OPEN:
        raise ImportRefused(_("This list has been read in or put aside already."))
    _refuse_busy(current)
    return current


def _refuse_busy(current: Import) -> None:
    """Raise ImportRefused while a list of this kind is worked on: rows must not meet."""
    at_work = Import.objects.filter(kind=current.kind, run__isnull=False)
    if at_work.exclude(run__state__in=runs.ENDED).exists():
        raise ImportRefused(_("A list is being worked on just now. Wait until that is done."))


def _run(current: Import, what: str, by: models.Model | None) -> Run:
    titles = {CHECK: _("Check of %s"), TAKE: _("Import of %s"), UNDO: _("Taking back of %s")}
    values = {"import": str(current.public_id)}
    run = runs.start(what, values, by=by, title=titles[what] % current.name, purpose=PURPOSE)
    current.run = run
    current.save()
    audit.record(ACTS[what], about=current, by=by)
    return run
