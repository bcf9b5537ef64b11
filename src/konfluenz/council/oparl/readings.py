"""Readings of the council's system: started by a person or at the command line, then kept.

A file is kept as it came for 90 days after its reading (`READ_PAPERS`). Of a server only what
changed since the last reading is asked for.
"""

import datetime as dt
import io
from collections.abc import Callable, Sequence
from pathlib import Path

from django.conf import settings
from django.core.files.base import File
from django.db import models, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from konfluenz.council.models import OparlImport
from konfluenz.council.oparl import sources
from konfluenz.council.oparl.server import Server
from konfluenz.council.oparl.sources import Dump, Source, SourceRefused
from konfluenz.council.oparl.taking import Taking
from konfluenz.ground import audit, files, leases, references, runs
from konfluenz.ground.imports import Count, Write
from konfluenz.ground.models import Run
from konfluenz.ground.runs import Progress, RunRefused

KIND = PURPOSE = "oparl"
KEPT = dt.timedelta(days=90)
LEASE_SECONDS = 15 * 60
OVERLAP = dt.timedelta(minutes=5)
"""So much earlier than the last reading is asked again: clocks differ."""


class ReadingRefused(Exception):
    """A reading cannot begin; the message says how to mend it."""


def start_file(upload: File, *, publish: bool, by: models.Model) -> Run:
    """Keep a dump as it came and let the worker read it. Raises ReadingRefused."""
    try:
        held = files.hold(upload)
        Dump([_opener(held.data)])
    except (files.FileRefused, SourceRefused) as refusal:
        raise ReadingRefused(str(refusal)) from None
    with transaction.atomic():
        reading = OparlImport.objects.create(name=held.name, publish=publish)
        reading.file = files.keep(held, owner=reading, by=by)
        reading.save(update_fields=["file"])
        return _queue(reading, by)


@transaction.atomic
def start_address(address: str, *, publish: bool, by: models.Model) -> Run:
    """Let the worker read the server at `address`."""
    return _queue(OparlImport.objects.create(address=address, publish=publish), by)


def run(run: Run, progress: Progress) -> dict[str, int]:
    """Do it, in the city's language; a second time takes what is left."""
    reading = OparlImport.objects.select_related("file").get(pk=run.values["import"])
    by = references.resolve(references.Reference(run.by_label, run.by_id))
    with translation.override(settings.LANGUAGE_CODE):
        try:
            take(reading, _source(reading), by=by, progress=progress)
        except (SourceRefused, ReadingRefused) as refusal:
            raise RunRefused(str(refusal)) from None
    return {"new": reading.new, "changed": reading.changed, "refused": reading.refused}


def command(names: Sequence[str], write: Write, **_wishes: bool) -> Count:
    """``konfluenz import oparl FILE-OR-URL``: read a dump, a folder or a server at once.

    Papers come in internal; none of the wishes of `Gatherer` is for them.
    """
    try:
        if len(names) > 1:
            raise SourceRefused(_("One file, folder or address at a time."))
        reading = OparlImport.objects.create(**_named(names[0]))
        source = _source(reading, within=True) if reading.address else sources.dump(Path(names[0]))
        count = take(reading, source, by=audit.SYSTEM)
    except (SourceRefused, ReadingRefused) as refusal:
        write(str(refusal))
        return Count(refused=1)
    for said in reading.findings:
        write(said)
    if reading.more_findings:
        write(_("%d further findings.") % reading.more_findings)
    return count


def take(
    reading: OparlImport,
    source: Source,
    *,
    by: models.Model | None,
    progress: Progress = lambda _done, _total: None,
) -> Count:
    """Read `source` and note in `reading` what came of it. One at a time.

    Raises SourceRefused when it breaks off; what was read until then stays. Raises
    ReadingRefused while another reading is at work.
    """
    began = timezone.now()
    with leases.hold("oparl", LEASE_SECONDS) as held:
        if held is None:
            raise ReadingRefused(_("Another reading is at work. Try again when it is done."))
        taking = Taking(source, by, reading.publish, _renewing(held, progress))
        try:
            count = taking.run()
        finally:
            _note(reading, taking)
        reading.read_until, reading.ended_at = began, timezone.now()
        _end(reading, by)
    return count


def last(address: str) -> OparlImport | None:
    """Return the last reading of `address` that came to its end."""
    return OparlImport.objects.filter(address=address, ended_at__isnull=False).first()


def sweep() -> int:
    """Erase the readings of 90 days ago with their files; return how many.

    The last one of each server stays: it says from when on to ask.
    """
    old = OparlImport.objects.filter(created_at__lte=timezone.now() - KEPT).select_related("file")
    ended = OparlImport.objects.exclude(address="").filter(ended_at__isnull=False)
    newest = ended.values("address").annotate(newest=models.Max("id")).values("newest")
    due = list(old.exclude(pk__in=newest))
    for reading in due:
        _erase(reading)
    return len(due)


@transaction.atomic
def _erase(reading: OparlImport) -> None:
    if reading.file is not None:
        files.erase(reading.file, by=audit.SYSTEM)
    reading.delete()


def _queue(reading: OparlImport, by: models.Model) -> Run:
    audit.record("oparl_import.added", about=reading, by=by)
    return runs.start(
        KIND,
        {"import": reading.pk},
        by=by,
        title=_("Reading the council's system"),
        purpose=PURPOSE,
    )


def _named(name: str) -> dict[str, str]:
    if name.startswith(("http://", "https://")):
        return {"address": name}
    return {"name": Path(name).name}


def _source(reading: OparlImport, *, within: bool = False) -> Source:
    """Return where to read. Raises SourceRefused."""
    if reading.file is not None:
        return Dump([_opener(files.open(reading.file).read())])
    if not reading.address:
        raise SourceRefused(_("The file is gone. Choose it again."))
    before = last(reading.address)
    since = before.read_until - OVERLAP if before and before.read_until else None
    return Server(reading.address, since=since, within=within)


def _opener(data: bytes) -> Callable[[], io.BufferedReader]:
    return lambda: io.BufferedReader(io.BytesIO(data))


def _renewing(held: leases.Hold, progress: Progress) -> Progress:
    def renewing(done: int, total: int) -> None:
        held.renew()
        progress(done, total)

    return renewing


def _note(reading: OparlImport, taking: Taking) -> None:
    reading.new, reading.changed = taking.new, taking.changed
    reading.unchanged, reading.refused = taking.unchanged, taking.refused
    reading.findings, reading.more_findings = taking.findings, taking.more_findings
    reading.save()


@transaction.atomic
def _end(reading: OparlImport, by: models.Model | None) -> None:
    reading.save()
    audit.record("oparl_import.ended", about=reading, by=by)
