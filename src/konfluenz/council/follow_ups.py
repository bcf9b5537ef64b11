"""Beschlusskontrolle: what became of resolutions, promises, recommendations and requests (3.4).

A follow-up wraps one Aufgabe. Whether it is open, in progress or closed stands there alone, so
that closing the Aufgabe anywhere shows in the table at once.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from konfluenz.actions import tasks
from konfluenz.actions.models import OriginKind, State, Task
from konfluenz.actions.tasks import TaskRefused
from konfluenz.council.models import FollowUp, FollowUpKind, Resolution, Sentence
from konfluenz.directory.models import Organization, OrgUnit, Post
from konfluenz.ground import audit, references, revisions, saving, search

ORIGINS = {
    FollowUpKind.RESOLUTION: OriginKind.RESOLUTION,
    FollowUpKind.RECOMMENDATION: OriginKind.RECOMMENDATION,
    FollowUpKind.REQUEST: OriginKind.MEETING,
}
"""What the Aufgabe of each kind is said to come from; a promise brings its own."""

SPOKEN = (FollowUpKind.RECOMMENDATION, FollowUpKind.REQUEST)
ENDINGS: dict[str, Callable[..., Task]] = {
    State.DONE: tasks.finish,
    State.OVERTAKEN: tasks.overtake,
    State.REJECTED: tasks.reject,
}
HEAD = ("subject", "body", "raised_on", "note")
REPORT = ("remark", "delay_reason", "next_report")


class FollowUpRefused(Exception):
    """A line of the Beschlusskontrolle cannot be as wished; the message says why."""


@transaction.atomic
def of_resolution(
    resolution: Resolution,
    subject: str,
    *,
    unit: OrgUnit,
    due_date: dt.date,
    by: models.Model | None,
    post: Post | None = None,
    **values: Any,
) -> FollowUp:
    """Follow up `resolution` by a new Aufgabe of `unit`; `values`: remark, note, next_report.

    Raises FollowUpRefused when it is followed up under this subject already, or the unit
    cannot take an Aufgabe.
    """
    if resolution.follow_ups.filter(subject=subject.strip()).exists():
        raise FollowUpRefused(_("This resolution is followed up under that subject already."))
    made = FollowUp(
        kind=FollowUpKind.RESOLUTION,
        subject=subject,
        resolution=resolution,
        paper=resolution.paper,
        body=resolution.body,
        raised_on=resolution.date,
        **values,
    )
    return _add(made, unit, post, due_date, by, origin=resolution)


@transaction.atomic
def of_promise(
    task: Task, subject: str = "", *, by: models.Model | None, **values: Any
) -> FollowUp:
    """Follow up what a paper promised: `task` was taken from one of its sentences.

    Without `subject` it is that of the Aufgabe. Who asked is the group that brought the paper,
    or the one that it answers. Raises FollowUpRefused for another Aufgabe, and a second time.
    """
    sentence = _promise_of(task)
    paper = sentence.part.paper
    if FollowUp.objects.filter(task=task).exists():
        raise FollowUpRefused(_("This Aufgabe is in the Beschlusskontrolle already."))
    given = {"body": _asked_by(paper), "raised_on": _presented_on(paper)} | values
    made = FollowUp(
        kind=FollowUpKind.PROMISE,
        subject=subject or task.title,
        task=task,
        paper=paper,
        sentence=sentence,
        **given,
    )
    return _keep(made, by)


@transaction.atomic
def of_spoken(
    kind: str,
    subject: str,
    *,
    body: Organization,
    raised_on: dt.date,
    unit: OrgUnit,
    due_date: dt.date,
    by: models.Model | None,
    post: Post | None = None,
    **values: Any,
) -> FollowUp:
    """Follow up a recommendation, or a request that was only spoken in a session of `body`.

    Raises FollowUpRefused for a day to come, what is no body, or a unit that cannot take it.
    """
    if kind not in SPOKEN:
        raise FollowUpRefused(_("Resolutions and announcements are followed up from their paper."))
    made = FollowUp(kind=kind, subject=subject, body=body, raised_on=raised_on, **values)
    return _add(made, unit, post, due_date, by, origin=None)


@transaction.atomic
def correct(
    follow_up: FollowUp,
    values: Mapping[str, Any],
    *,
    by: models.Model | None,
    seen: int | None = None,
) -> FollowUp:
    """Change subject, body, day or internal note. Raises FollowUpRefused, or Stale."""
    return _change(follow_up, values, HEAD, "follow_up.corrected", by, seen)


@transaction.atomic
def report(
    follow_up: FollowUp,
    values: Mapping[str, Any],
    *,
    by: models.Model | None,
    seen: int | None = None,
) -> FollowUp:
    """Say how it stands: `remark`, `delay_reason`, and when it is reported on next.

    Raises FollowUpRefused when the next report is asked for today or earlier, or Stale.
    """
    day = values.get("next_report")
    if day is not None and day != follow_up.next_report and day <= timezone.localdate():
        raise FollowUpRefused(_("The next report lies ahead. Choose a later day."))
    return _change(follow_up, values, REPORT, "follow_up.reported", by, seen)


@transaction.atomic
def close(
    follow_up: FollowUp,
    state: str,
    words: str,
    *,
    by: models.Model | None,
    seen: int | None = None,
) -> FollowUp:
    """Close its Aufgabe as done, overtaken or rejected, with what came of it.

    `words` stay inside, with the Aufgabe. Raises FollowUpRefused when it is closed already or
    nothing is said, or Stale.
    """
    if state not in ENDINGS:
        raise FollowUpRefused(_("Say how it ended: done, overtaken or rejected."))
    current = revisions.claim(follow_up, seen=seen)
    before = current.task.state
    try:
        current.task = ENDINGS[state](current.task, words, by=by)
    except TaskRefused as refusal:
        raise FollowUpRefused(str(refusal)) from None
    current.next_report = None
    current.save()
    _record("follow_up.closed", current, by, {"state": (before, state)})
    return current


@transaction.atomic
def publish(follow_up: FollowUp, *, by: models.Model | None, seen: int | None = None) -> FollowUp:
    """Let everybody read the line, without its internal note.

    Raises FollowUpRefused while its paper or its resolution is not public, or Stale.
    """
    if not _open_to_all(follow_up):
        raise FollowUpRefused(
            _("The paper or the resolution behind it is not public. Publish that first.")
        )
    return _change(follow_up, {"public": True}, ("public",), "follow_up.published", by, seen)


@transaction.atomic
def withdraw(follow_up: FollowUp, *, by: models.Model | None, seen: int | None = None) -> FollowUp:
    """Take the line back from the public."""
    return _change(follow_up, {"public": False}, ("public",), "follow_up.withdrawn", by, seen)


@transaction.atomic
def remove(
    follow_up: FollowUp, *, by: models.Model | None, reason: str, seen: int | None = None
) -> None:
    """Take the line off the table; its Aufgabe stays. Raises FollowUpRefused without a reason."""
    current = revisions.claim(follow_up, seen=seen)
    if not reason.strip():
        raise FollowUpRefused(_("Say why, in a few words: the others will ask."))
    audit.record("follow_up.removed", about=current, by=by, reason=reason, also=_named(current))
    search.forget(current)
    current.delete()


def _change(
    follow_up: FollowUp,
    values: Mapping[str, Any],
    fields: tuple[str, ...],
    action: str,
    by: models.Model | None,
    seen: int | None,
) -> FollowUp:
    current = revisions.claim(follow_up, seen=seen)
    changes = audit.apply(current, {name: values[name] for name in fields if name in values})
    if not changes:
        return current
    _save(current)
    _record(action, current, by, {name: pair for name, pair in changes.items() if name != "note"})
    return current


def _add(
    made: FollowUp,
    unit: OrgUnit,
    post: Post | None,
    due_date: dt.date,
    by: models.Model | None,
    *,
    origin: models.Model | None,
) -> FollowUp:
    """Give `made` an Aufgabe of its own and keep it."""
    _refuse(made)
    try:
        made.task = tasks.add(
            made.subject[:200],
            unit=unit,
            post=post,
            due_date=due_date,
            by=by,
            origin=origin,
            origin_kind=ORIGINS[FollowUpKind(made.kind)],
        )
    except TaskRefused as refusal:
        raise FollowUpRefused(str(refusal)) from None
    return _keep(made, by)


def _keep(made: FollowUp, by: models.Model | None) -> FollowUp:
    _save(made)
    _record("follow_up.added", made, by, {"subject": ("", made.subject)})
    return made


def _record(
    action: str, follow_up: FollowUp, by: models.Model | None, changes: audit.Changes
) -> None:
    audit.record(action, about=follow_up, by=by, changes=changes, also=_named(follow_up))


def _named(follow_up: FollowUp) -> list[models.Model]:
    found = (follow_up.task, follow_up.paper, follow_up.resolution, follow_up.body)
    return [record for record in found if record is not None]


def _save(follow_up: FollowUp) -> None:
    _refuse(follow_up)
    saving.save(follow_up, FollowUpRefused)
    search.index(follow_up, title=follow_up.subject, texts=[follow_up.remark])


def _refuse(follow_up: FollowUp) -> None:
    follow_up.subject = " ".join(follow_up.subject.split())
    if not follow_up.subject:
        raise FollowUpRefused(_("Say in a few words what it is about."))
    if follow_up.body is not None and not follow_up.body.is_body:
        raise FollowUpRefused(_("%(name)s is no body of the city.") % {"name": follow_up.body})
    if follow_up.raised_on > timezone.localdate():
        raise FollowUpRefused(_("It cannot have been asked for on a day to come. Check the day."))


def _promise_of(task: Task) -> Sentence:
    """Return the sentence that `task` was taken from; raises FollowUpRefused for another."""
    is_promise = task.origin_label == references.label(Sentence)
    rows = Sentence.objects.select_related("part__paper__answers")
    found = rows.filter(pk=task.origin_id).first() if is_promise else None
    if found is None:
        raise FollowUpRefused(_("This Aufgabe was not taken from a sentence of a paper."))
    return found


def _asked_by(paper: models.Model) -> Organization | None:
    brought = [paper.pk, getattr(paper, "answers_id", None)]
    return Organization.objects.filter(papers_brought__in=brought).order_by("name").first()


def _presented_on(paper: Any) -> dt.date:
    """Return the day of the paper, else that of its first debate, else today."""
    debates = paper.consultations.filter(date__isnull=False).order_by("position")
    return paper.date or debates.values_list("date", flat=True).first() or timezone.localdate()


def _open_to_all(follow_up: FollowUp) -> bool:
    behind = (follow_up.paper, follow_up.resolution)
    return all(record.public for record in behind if record is not None)
