"""Promises of a paper become Aufgaben, so that what was announced is followed up (3.4)."""

import datetime as dt

from django.db import models, transaction
from django.utils.translation import gettext as _

from konfluenz.actions import tasks
from konfluenz.actions.models import OriginKind, Task
from konfluenz.actions.tasks import TaskRefused
from konfluenz.council import sentences
from konfluenz.council.models import Evidence, Paper, Sentence, SentenceKind
from konfluenz.directory.models import OrgUnit, Post
from konfluenz.ground import audit, references


class PromiseRefused(Exception):
    """A promise cannot become an Aufgabe as wished; the message says why."""


@transaction.atomic
def take(
    sentence: Sentence,
    title: str,
    *,
    unit: OrgUnit,
    due_date: dt.date,
    by: models.Model | None,
    post: Post | None = None,
) -> Task:
    """Make what `sentence` announces an Aufgabe of `unit`, due by `due_date`, and link it.

    The sentence becomes a promise. Raises PromiseRefused when the same Aufgabe was taken
    from it already, the title is empty, or the unit cannot take it.
    """
    words = title.strip()
    paper = Paper.objects.select_for_update(no_key=True, of=("self",)).get(parts=sentence.part_id)
    _refuse(sentence, words)
    current = sentences.sort(sentence, SentenceKind.PROMISE, by=by)
    try:
        task = tasks.add(
            words,
            unit=unit,
            post=post,
            due_date=due_date,
            by=by,
            origin=current,
            origin_kind=OriginKind.PROMISE,
        )
    except TaskRefused as refusal:
        raise PromiseRefused(str(refusal)) from None
    label, task_id = references.to(task)
    Evidence.objects.create(sentence=current, target_label=label, target_id=task_id)
    audit.record("promise.taken", about=current, by=by, also=[task, paper])
    return task


def taken(sentence: Sentence) -> models.QuerySet[Task]:
    """Return the Aufgaben taken from `sentence`, whatever came of them."""
    label, sentence_id = references.to(sentence)
    return Task.objects.filter(origin_label=label, origin_id=sentence_id)


def _refuse(sentence: Sentence, title: str) -> None:
    longest = Task._meta.get_field("title").max_length or 0
    if not title:
        raise PromiseRefused(_("Say in a few words what is to be done."))
    if len(title) > longest:
        raise PromiseRefused(
            _("The Aufgabe is named in at most %(n)d characters.") % {"n": longest}
        )
    if taken(sentence).filter(title=title).exists():
        raise PromiseRefused(_("This Aufgabe was taken from the sentence already."))
