"""Long work that a person starts and may leave: an import, a matching of all with all.

::

    RUNS = {"matching": "konfluenz.volunteering.together.run"}

    def run(run: Run, progress: runs.Progress) -> dict: ...

    started = runs.start("matching", {"day": "2026-11-23"}, by=account, title=_("Matching"))

The worker takes what waits, one at a time, under a lease that it renews while it works. When
it dies, another takes the run up from its beginning; so a handler writes nothing, or all in
one transaction, or in steps that do no harm twice. A handler that raises :class:`RunRefused`
tells the person why; any other failure is logged and told as such.
"""

import datetime as dt
import logging
import threading
import time
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection, models, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from konfluenz.ground import audit, keyring, references
from konfluenz.ground.due import Due, Found, Harm, Pending, Selection, gather
from konfluenz.ground.models.runs import ENDED, Run, RunState

__all__ = [
    "ENDED",
    "Handler",
    "Progress",
    "Run",
    "RunRefused",
    "RunState",
    "due",
    "erase_old",
    "of",
    "pending",
    "saw",
    "start",
    "step",
    "visible_to",
]

log = logging.getLogger(__name__)

LEASE = dt.timedelta(seconds=60)
PROGRESS_SECONDS = 0.5
"""Progress is written down no more often than this."""

MOST_ATTEMPTS = 3
"""A run that took its worker with it so often is given up."""

KEPT = dt.timedelta(days=30)
"""How long a run stays after its end (`DO_LONG_WORK`)."""

Progress = Callable[[int, int], None]
"""Tells how far it is: steps done, steps in all. Raises Interrupted when the worker ends."""

Handler = Callable[[Run, Progress], dict[str, Any]]


class RunRefused(Exception):
    """The work cannot be done; the message tells whoever started it why."""


class Interrupted(BaseException):
    """The worker ends, or somebody else has the run now. Not for handlers to catch."""


@transaction.atomic
def start(
    kind: str,
    values: Mapping[str, Any],
    *,
    by: models.Model | None,
    title: str = "",
    purpose: str = "run",
) -> Run:
    """Put work of `kind` into the worker's queue and return its run.

    `values` must be fit for JSON. `purpose` names the page that shows the result
    (``settings.LINKS``; it gets the run's public id). Raises LookupError for an unknown kind.
    """
    if kind not in settings.RUNS:
        raise LookupError(f"Nobody does runs of the kind {kind}.")
    starter = references.to(by) if by is not None else references.NOBODY
    run = Run.objects.create(
        kind=kind,
        title=title,
        purpose=purpose,
        values=dict(values),
        by_label=starter.label,
        by_id=starter.id,
    )
    audit.record("run.started", about=run, by=by)
    return run


def of(by: models.Model) -> QuerySet[Run]:
    """Return the runs that `by` started, newest first."""
    label, record_id = references.to(by)
    return Run.objects.filter(by_label=label, by_id=record_id).order_by("-pk")


def visible_to(by: models.Model) -> QuerySet[Run]:
    """Return the runs that `by` may look at: their own, and what nobody in particular started."""
    label, record_id = references.to(by)
    return Run.objects.filter(Q(by_label=label, by_id=record_id) | Q(by_label=""))


def saw(run: Run, by: models.Model) -> None:
    """Note that whoever started `run` has looked at its end; others leave no mark."""
    if run.ended and run.seen_at is None and references.to(by) == (run.by_label, run.by_id):
        Run.objects.filter(pk=run.pk, seen_at=None).update(seen_at=timezone.now())


def due(day: dt.date, by: models.Model) -> list[Due]:
    """Return the runs of `by` that have ended unseen."""
    return gather(pending(day, by))


def pending(day: dt.date, by: models.Model) -> list[Pending]:  # noqa: ARG001 - as all rooms do
    """Return the same as selections, for *Heute*."""
    return [
        _unseen(by, RunState.DONE, _("Done: %s"), Harm.UNTIDY),
        _unseen(by, RunState.FAILED, _("Failed: %s"), Harm.WORK_STOPS),
    ]


def erase_old() -> int:
    """Delete the runs that ended 30 days ago; return how many."""
    return Run.objects.filter(ended_at__lte=timezone.now() - KEPT).delete()[0]


def step(stop: Callable[[], bool] = lambda: False) -> int:
    """Do the next run that waits, or whose worker died; return how many were done (0 or 1)."""
    run = _take()
    if run is None:
        return 0
    try:
        with _held(run):
            result = import_string(settings.RUNS[run.kind])(run, _progress(run, stop))
    except Interrupted:
        _give_back(run)
    except RunRefused as refusal:
        _end(run, RunState.FAILED, error=str(refusal))
    except Exception as failure:
        log.exception("A run of the kind %s failed.", run.kind)
        _end(run, RunState.FAILED, error=_unexpected(failure))
    else:
        _end(run, RunState.DONE, result=result)
    return 1


def _take() -> Run | None:
    """Return the next run, leased to us; None when there is none."""
    if not _free().exists():  # Reading first: an idle worker takes no write lock on SQLite.
        return None
    with transaction.atomic():
        run = _free().order_by("pk").select_for_update(skip_locked=True).first()
        if run is None:
            return None
        run.attempts += 1
        run.lease, run.lease_until = uuid.uuid4(), timezone.now() + LEASE
        run.state, run.started_at = RunState.RUNNING, timezone.now()
        run.done = run.total = 0
        run.save()
    if run.attempts <= MOST_ATTEMPTS:
        return run
    _end(run, RunState.FAILED, error=_("The work was broken off three times. Start it anew."))
    return _take()


def _free() -> QuerySet[Run]:
    dead = Q(state=RunState.RUNNING, lease_until__lte=timezone.now())
    return Run.objects.filter(Q(state=RunState.WAITING) | dead, kind__in=settings.RUNS)


def _mine(run: Run) -> QuerySet[Run]:
    return Run.objects.filter(pk=run.pk, lease=run.lease)


def _progress(run: Run, stop: Callable[[], bool]) -> Progress:
    written = -PROGRESS_SECONDS

    def progress(done: int, total: int) -> None:
        nonlocal written
        if stop():
            raise Interrupted
        if done < total and time.monotonic() - written < PROGRESS_SECONDS:
            return
        written = time.monotonic()
        if not _mine(run).update(done=done, total=total):
            raise Interrupted

    return progress


@contextmanager
def _held(run: Run) -> Iterator[None]:
    """Renew the lease from beside, so that a handler may be silent for as long as it likes."""
    over = threading.Event()
    renewing = threading.Thread(target=_renew, args=(run, over), name="run-lease", daemon=True)
    renewing.start()
    try:
        yield
    finally:
        over.set()
        renewing.join()


def _renew(run: Run, over: threading.Event) -> None:
    while not over.wait(LEASE.total_seconds() / 4):
        try:
            _mine(run).update(lease_until=timezone.now() + LEASE)
        except DatabaseError:
            log.warning("The lease of a run could not be renewed.")
        finally:
            connection.close()


def _give_back(run: Run) -> None:
    """Let another worker begin anew at once; this was no attempt."""
    _mine(run).update(
        state=RunState.WAITING, attempts=run.attempts - 1, lease=None, lease_until=None
    )


def _end(run: Run, state: RunState, *, result: Any = None, error: str = "") -> None:
    _mine(run).update(
        state=state,
        result=result,
        error=error,
        ended_at=timezone.now(),
        lease=None,
        lease_until=None,
    )


def _unexpected(failure: Exception) -> str:
    return (
        _(
            "The work stopped at a fault of the program (%s). Start it anew; if it happens"
            " again, tell whoever runs the program."
        )
        % type(failure).__name__
    )


def _unseen(by: models.Model, state: RunState, words: str, harm: Harm) -> Selection:
    def tell(found: Found) -> Due:
        title = keyring.decrypt(found.name) if found.name else found.other
        return found.due(words % title, harm, purpose=found.mark)

    rows = of(by).filter(state=state, seen_at=None)
    return Selection(rows, tell, name="title", other="kind", mark="purpose", moment="ended_at")
