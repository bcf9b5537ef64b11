"""Papers that come in: kept as they came, read, corrected, confirmed by a person.

Nothing that was read becomes a record before somebody confirms it. The same file or the same
number a second time is told, and nothing is doubled.
"""

import datetime as dt

from django.core.files.base import File
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from konfluenz.council import confirmations, import_problems
from konfluenz.council import reading as papers_reading
from konfluenz.council.confirmations import Confirmation, PromiseChoice, named
from konfluenz.council.models import ImportState, Paper, PaperImport
from konfluenz.council.reading.shape import Finding, Level, Reading, from_json
from konfluenz.ground import audit, files, revisions

__all__ = [
    "Confirmation",
    "ImportRefused",
    "KnownAlready",
    "PromiseChoice",
    "confirm",
    "correct",
    "discard",
    "problems",
    "reading",
    "sweep",
    "take",
]

KEPT = dt.timedelta(days=90)
"""How long a file stays after it was confirmed or put aside (`READ_PAPERS`)."""


class ImportRefused(Exception):
    """A paper cannot be taken or confirmed; the message says why. `findings` are what to mend."""

    def __init__(self, message: str, findings: tuple[Finding, ...] = ()) -> None:
        super().__init__(message)
        self.findings = findings


class KnownAlready(ImportRefused):
    """The same bytes or the same number are here; `paper_import` or `paper` is where."""

    def __init__(
        self, message: str, *, paper_import: PaperImport | None = None, paper: Paper | None = None
    ) -> None:
        super().__init__(message)
        self.paper_import, self.paper = paper_import, paper


def take(upload: File, *, by: models.Model | None) -> PaperImport:
    """Keep the file as it came, then read it, and return the import to be confirmed.

    Raises KnownAlready when the same file waits or was confirmed, ImportRefused when it is
    empty or too large to be kept. Call it outside a transaction: writing takes its time.
    """
    try:
        held = files.hold(upload)
    except files.FileRefused as refusal:
        raise ImportRefused(str(refusal)) from None
    try:
        taken = _keep(held, by)
    except KnownAlready:
        files.let_go(held)
        raise
    read = papers_reading.read(held.data)
    PaperImport.objects.filter(pk=taken.pk).update(reading=read.as_json())
    return PaperImport.objects.get(pk=taken.pk)


def reading(paper_import: PaperImport) -> Reading:
    """Return what was read, with the person's corrections."""
    return from_json(paper_import.reading) if paper_import.reading else Reading()


def problems(reading: Reading) -> list[Finding]:
    """Return what must be mended before `reading` is confirmed, then what else was found.

    Both as things stand now: a body added to the directory is unknown no more. Of a file in
    which nothing could be read, that is all there is to say.
    """
    if reading.errors and not reading.parts:
        return reading.findings
    return [*import_problems.of(reading), *reading.findings]


@transaction.atomic
def correct(
    paper_import: PaperImport, reading: Reading, *, seen: int | None = None, by: models.Model | None
) -> PaperImport:
    """Keep the person's corrections. Raises Stale, or ImportRefused when it is closed."""
    current = _open(paper_import, seen)
    corrected = reading.as_json()
    if current.reading == corrected:
        current.refresh_from_db(fields=["revision"])
        return current
    current.reading = corrected
    current.save()
    audit.record("paper_import.corrected", about=current, by=by)
    return current


@transaction.atomic
def confirm(
    paper_import: PaperImport,
    *,
    by: models.Model | None,
    choices: Confirmation | None = None,
    seen: int | None = None,
) -> Paper:
    """Make the paper, with its path, its parts, and what the person ticked; all or nothing.

    Raises ImportRefused with `findings` to mend, KnownAlready when the paper is here, or Stale.
    """
    current = _open(paper_import, seen)
    read = reading(current)
    _refuse_known(read)
    _refuse_problems(import_problems.of(read))
    try:
        paper = confirmations.store(read, choices or Confirmation(), by=by)
    except confirmations.REFUSALS as refusal:
        problem = Finding(Level.ERROR, None, str(refusal))
        raise ImportRefused(str(refusal), (problem,)) from None
    current.paper = paper
    _close(current, ImportState.CONFIRMED)
    audit.record("paper_import.confirmed", about=current, by=by, also=[paper])
    return paper


@transaction.atomic
def discard(
    paper_import: PaperImport, *, by: models.Model | None, seen: int | None = None
) -> PaperImport:
    """Put it aside; the file goes 90 days later. Raises ImportRefused when it is closed."""
    current = _open(paper_import, seen)
    _close(current, ImportState.DISCARDED)
    audit.record("paper_import.discarded", about=current, by=by)
    return current


def sweep() -> int:
    """Erase what was closed 90 days ago, file and reading; return how many."""
    over = PaperImport.objects.filter(closed_at__lte=timezone.now() - KEPT)
    due = list(over.select_related("file").defer("reading"))
    for paper_import in due:
        _erase(paper_import)
    return len(due)


@transaction.atomic
def _erase(paper_import: PaperImport) -> None:
    if paper_import.file is not None:
        files.erase(paper_import.file, by=audit.SYSTEM)
    paper_import.delete()


def _keep(held: files.Held, by: models.Model | None) -> PaperImport:
    """Make the row of what came in, unless the same bytes are here already."""
    same = PaperImport.objects.filter(digest=held.sha256).defer("reading").select_related("paper")
    kept = same.filter(models.Q(state=ImportState.READ) | models.Q(paper__isnull=False)).first()
    if kept is None:
        try:
            return _add(held, by)
        except IntegrityError:
            kept = same.filter(state=ImportState.READ).first()
    if kept is not None and kept.paper is not None:
        raise KnownAlready(
            _("This very file was taken in before: %s.") % named(kept.paper),
            paper_import=kept,
            paper=kept.paper,
        )
    raise KnownAlready(
        _("This very file was taken in before and waits to be confirmed."), paper_import=kept
    )


@transaction.atomic
def _add(held: files.Held, by: models.Model | None) -> PaperImport:
    taken = PaperImport.objects.create(name=held.name or _("without name"), digest=held.sha256)
    taken.file = files.keep(held, owner=taken, by=by)
    taken.save(update_fields=["file"])
    audit.record("paper_import.added", about=taken, by=by)
    return taken


def _open(paper_import: PaperImport, seen: int | None) -> PaperImport:
    current = revisions.claim(paper_import, seen=seen)
    if current.state == ImportState.CONFIRMED:
        raise KnownAlready(
            _("This paper was confirmed already."), paper_import=current, paper=current.paper
        )
    if current.state == ImportState.DISCARDED:
        raise ImportRefused(_("This reading was put aside. Take the file in again."))
    return current


def _close(paper_import: PaperImport, state: ImportState) -> None:
    paper_import.state, paper_import.closed_at = state, timezone.now()
    paper_import.save()


def _refuse_known(read: Reading) -> None:
    """Raise KnownAlready when the paper is here; two at once queue for its motion."""
    confirmations.lock(read)
    twin = import_problems.known(read)
    if twin is not None:
        raise KnownAlready(_("This paper is here already: %s.") % named(twin), paper=twin)


def _refuse_problems(found: list[Finding]) -> None:
    if found:
        raise ImportRefused(
            _("Before the paper is taken over, please mend: %s")
            % " ".join(finding.message for finding in found),
            tuple(found),
        )
