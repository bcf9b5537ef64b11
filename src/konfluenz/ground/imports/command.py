"""``konfluenz import KIND FILE`` for tables: everything at once, told line by line."""

from pathlib import Path

from django.core.files.base import ContentFile
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from konfluenz.ground import audit, files
from konfluenz.ground.imports import Count, Write, kinds, lists, many, steps
from konfluenz.ground.imports.kinds import Kind
from konfluenz.ground.models import Import
from konfluenz.ground.models.imports import RowOutcome


def take(name: str, file: Path, write: Write) -> Count:
    """Read the list in `file` in, its columns as guessed or chosen before; tell every refused row.

    It can be taken back in the office like any other.
    """
    kind = kinds.named(name)
    if file.stat().st_size > files.MAX_BYTES:
        write(_("This file is larger than %d MB.") % (files.MAX_BYTES // 1024**2))
        return Count(refused=1)
    try:
        upload = ContentFile(file.read_bytes(), name=file.name)
        taken = lists.begin(lists.take(upload, kind, by=audit.SYSTEM), by=audit.SYSTEM)
        _tell_columns(kind, taken, write)
        counts = steps.walk(taken, lambda *_done: None, dry=False, by=audit.SYSTEM)
    except lists.ImportRefused as refusal:
        write(str(refusal))
        return Count(refused=1)
    taken.refresh_from_db()
    _tell_rows(taken, write)
    return Count(*(counts[outcome.value] for outcome in RowOutcome))


def _tell_columns(kind: Kind, taken: Import, write: Write) -> None:
    for at, heading in enumerate(taken.headings):
        field = kind.field(taken.mapping.get(str(at), ""))
        known = capfirst(str(field.label)) if field else _("not taken over")
        write(f"{heading} → {known}")


def _tell_rows(taken: Import, write: Write) -> None:
    """Tell every refused row, or the reasons in sums where rows hold many values."""
    for name, label in ((many.ABSENT, _("not collected")), (many.SKIPPED, _("left out"))):
        if taken.counts.get(name):
            write(f"{label}: {taken.counts[name]}")
    if many.REASONS in taken.counts:
        for reason in many.reasons(taken.counts):
            write(reason)
        return
    refused = taken.rows.filter(dry=False, outcome=RowOutcome.REFUSED)
    for row in refused.only("line", "title", "told"):
        words = {"line": row.line, "title": row.title, "why": " ".join(row.told)}
        write(_("line %(line)d, %(title)s: %(why)s") % words)
