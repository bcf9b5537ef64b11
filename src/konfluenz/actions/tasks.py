"""What can happen to an *Aufgabe*. It belongs to a unit, perhaps to a post there."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from konfluenz.actions.models import OriginKind, State, Task
from konfluenz.directory.models import OrgUnit, Post, UnitState
from konfluenz.ground import audit, outbox, references, revisions, search


class TaskRefused(Exception):
    """A task cannot be as wished; the message says why."""


@transaction.atomic
def add(
    title: str,
    *,
    unit: OrgUnit,
    due_date: dt.date,
    by: models.Model | None,
    post: Post | None = None,
    details: str = "",
    origin: models.Model | None = None,
    origin_kind: str = OriginKind.OFFICE,
) -> Task:
    """Add a task for `unit`, due by `due_date`.

    Raises TaskRefused when the post is none of the unit's, or the unit is not in place.
    """
    unit = _owner(unit, post)
    source = references.to(origin) if origin is not None else references.Reference("", "")
    task = Task.objects.create(
        title=title,
        details=details,
        unit=unit,
        post=post,
        due_date=due_date,
        origin_kind=origin_kind,
        origin_label=source.label,
        origin_id=source.id,
    )
    also = [record for record in (unit, post, origin) if record is not None]
    audit.record("task.added", about=task, by=by, also=also)
    _index(task)
    return task


@transaction.atomic
def correct(
    task: Task, values: Mapping[str, Any], *, seen: int | None = None, by: models.Model | None
) -> Task:
    """Change title or details of `task`; the rest has verbs of its own. Raises Stale."""
    current = revisions.claim(task, seen=seen)
    allowed = {name: values[name] for name in ("title", "details") if name in values}
    changes = audit.apply(current, allowed)
    if changes:
        _keep(current, "task.corrected", changes, by)
    return current


@transaction.atomic
def delegate(
    task: Task,
    unit: OrgUnit,
    post: Post | None = None,
    *,
    by: models.Model | None,
    reason: str,
    seen: int | None = None,
) -> Task:
    """Hand `task` to `unit` and tell its mailbox. It is open there, whatever it was before.

    Raises TaskRefused when it is closed, nothing would change, or no reason is given.
    """
    current = _live(task, seen)
    before = current.unit
    _refuse_no_reason(reason)
    unit = _owner(unit, post)
    if before == unit and current.post == post:
        raise TaskRefused(_("The task is there already."))
    changes = audit.apply(current, {"unit": unit, "post": post, "state": State.OPEN})
    _keep(current, "task.delegated", changes, by, reason=reason, also=[before, unit])
    if before != unit:
        context = {"reason": reason, "from_unit": str(before)}
        outbox.send("actions/mail/task_delegated", to=unit, about=current, context=context)
    return current


@transaction.atomic
def postpone(
    task: Task,
    due_date: dt.date,
    *,
    by: models.Model | None,
    reason: str,
    seen: int | None = None,
) -> Task:
    """Give `task` another day. Raises TaskRefused when it is closed or no reason is given."""
    current = _live(task, seen)
    _refuse_no_reason(reason)
    changes = audit.apply(current, {"due_date": due_date})
    if not changes:
        raise TaskRefused(_("The task is due on that day already."))
    _keep(current, "task.postponed", changes, by, reason=reason)
    return current


@transaction.atomic
def start(task: Task, *, by: models.Model | None, seen: int | None = None) -> Task:
    """Note that somebody works on `task`. Raises TaskRefused unless it is open."""
    current = _live(task, seen)
    changes = audit.apply(current, {"state": State.IN_PROGRESS})
    if not changes:
        raise TaskRefused(_("Somebody works on this task already."))
    _keep(current, "task.started", changes, by)
    return current


def finish(task: Task, outcome: str, *, by: models.Model | None, seen: int | None = None) -> Task:
    """Close `task` as done, with what came of it. Raises TaskRefused when it is closed."""
    return _end(task, State.DONE, outcome, "task.finished", by, seen)


def overtake(task: Task, reason: str, *, by: models.Model | None, seen: int | None = None) -> Task:
    """Close `task` because events made it unnecessary. Raises TaskRefused as `finish` does."""
    return _end(task, State.OVERTAKEN, reason, "task.overtaken", by, seen)


def reject(task: Task, reason: str, *, by: models.Model | None, seen: int | None = None) -> Task:
    """Close `task` because it will not be done. Raises TaskRefused as `finish` does."""
    return _end(task, State.REJECTED, reason, "task.rejected", by, seen)


@transaction.atomic
def reopen(
    task: Task,
    *,
    by: models.Model | None,
    reason: str,
    due_date: dt.date | None = None,
    seen: int | None = None,
) -> Task:
    """Open a closed `task` again, for `due_date` if given. Raises TaskRefused when it is open."""
    current = revisions.claim(task, seen=seen)
    if current.is_live:
        raise TaskRefused(_("This task is open already."))
    _refuse_no_reason(reason)
    values = {"state": State.OPEN, "outcome": ""}
    changes = audit.apply(current, values | ({"due_date": due_date} if due_date else {}))
    current.done_at = None
    _keep(current, "task.reopened", changes, by, reason=reason)
    return current


@transaction.atomic
def _end(
    task: Task, state: State, words: str, action: str, by: models.Model | None, seen: int | None
) -> Task:
    current = _live(task, seen)
    if not words.strip():
        raise TaskRefused(_("Say in a few words how it ended, for those who come after you."))
    current.done_at = timezone.now()
    _keep(current, action, audit.apply(current, {"state": state, "outcome": words}), by)
    return current


def _live(task: Task, seen: int | None) -> Task:
    current = revisions.claim(task, seen=seen)
    if not current.is_live:
        raise TaskRefused(_("This task is closed. Open it again first."))
    return current


def _keep(
    task: Task,
    action: str,
    changes: audit.Changes,
    by: models.Model | None,
    *,
    reason: str = "",
    also: list[OrgUnit] | None = None,
) -> None:
    """Save `task` and record the act."""
    task.save()
    audit.record(
        action, about=task, by=by, changes=changes, reason=reason, also=also or [task.unit]
    )
    if "title" in changes:
        _index(task)


def _owner(unit: OrgUnit, post: Post | None) -> OrgUnit:
    """Return the unit as it is now; raises TaskRefused when it or the post cannot take a task."""
    unit = OrgUnit.objects.get(pk=unit.pk)
    if unit.state != UnitState.ACTIVE or not unit.holds_on(timezone.localdate()):
        raise TaskRefused(_("%(unit)s is not in place and cannot take a task.") % {"unit": unit})
    if post is not None and post.unit_id != unit.pk:
        raise TaskRefused(
            _("The post %(post)s does not belong to %(unit)s.") % {"post": post, "unit": unit}
        )
    return unit


def _refuse_no_reason(reason: str) -> None:
    if not reason.strip():
        raise TaskRefused(_("Say why, in a few words: the others will ask."))


def _index(task: Task) -> None:
    search.index(task, title=task.title)
