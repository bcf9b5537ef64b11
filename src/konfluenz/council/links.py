"""Linking sentences of papers to what answers them. A person does this, never the program.

A fact is answered by records, a promise by an Aufgabe, a task by an activity. Whether a link
holds is computed each time in `mirrors.py`; one that does not hold may be made all the same.
"""

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from konfluenz.actions.models import Task
from konfluenz.council import activities, claims, sentences
from konfluenz.council.models import Evidence, Sentence, SentenceKind
from konfluenz.ground import audit, references

LONGEST_QUOTE = 200


class LinkRefused(Exception):
    """A sentence cannot be linked as wished; the message says why."""


@transaction.atomic
def add(
    sentence: Sentence,
    target: models.Model,
    attribute: str,
    quote: str,
    *,
    by: models.Model | None,
) -> Evidence:
    """Link `sentence` to what `attribute` reads of `target`; `quote` are its words for that.

    A sentence that nobody has sorted becomes a fact. Raises LinkRefused when the quote does
    not stand in the sentence, nothing of that name can be read of the record, the sentence
    is of another kind, or the link is there already.
    """
    reference = references.to(target)
    if claims.attribute(reference.label, attribute) is None:
        raise LinkRefused(_("This cannot be read of such a record. Choose something else of it."))
    words = _quoted(quote, sentence)
    current = _as(sentence, SentenceKind.FACT, by)
    link = Evidence(
        sentence=current,
        target_label=reference.label,
        target_id=reference.id,
        attribute=attribute,
        quote=words,
    )
    return _keep(link, by, {"quote": ("", words), "record": ("", str(target))})


@transaction.atomic
def add_task(sentence: Sentence, task: Task, *, by: models.Model | None) -> Evidence:
    """Link the promise `sentence` to the Aufgabe that keeps it.

    A sentence that nobody has sorted becomes a promise. Raises LinkRefused as `add` does.
    """
    current = _as(sentence, SentenceKind.PROMISE, by)
    label, task_id = references.to(task)
    link = Evidence(sentence=current, target_label=label, target_id=task_id)
    return _keep(link, by, {"task": ("", str(task))})


@transaction.atomic
def add_activity(sentence: Sentence, activity: str, *, by: models.Model | None) -> Evidence:
    """Link the task `sentence` to the live records of `activity` (a slug).

    A sentence that nobody has sorted becomes a task. Raises LinkRefused as `add` does.
    """
    found = activities.find(activity)
    if found is None:
        raise LinkRefused(_("There is no such activity. Choose one of the list."))
    current = _as(sentence, SentenceKind.TASK, by)
    link = Evidence(sentence=current, activity=found.slug)
    return _keep(link, by, {"activity": ("", str(found.label))})


@transaction.atomic
def remove(evidence: Evidence, *, by: models.Model | None) -> None:
    """Take a link away; the record it led to stays. Raises LinkRefused when it is gone."""
    rows = Evidence.objects.select_for_update(of=("self",))
    current = rows.select_related("sentence__part__paper").filter(pk=evidence.pk).first()
    if current is None:
        raise LinkRefused(_("This link has been removed already."))
    _record("link.removed", current, by, {"link": (str(current), "")})
    current.delete()


@transaction.atomic
def restore(
    sentence: Sentence,
    *,
    by: models.Model | None,
    target_label: str = "",
    target_id: str = "",
    attribute: str = "",
    quote: str = "",
    activity: str = "",
) -> Evidence:
    """Put a removed link back as it was, also to a record that is gone meanwhile."""
    link = Evidence(
        sentence=sentence,
        target_label=target_label,
        target_id=target_id,
        attribute=attribute,
        quote=quote,
        activity=activity,
    )
    return _keep(link, by, {"link": ("", str(link))})


def _quoted(quote: str, sentence: Sentence) -> str:
    """Return the quote with single blanks; raises LinkRefused unless the sentence has it."""
    words = " ".join(quote.split())
    if not words:
        raise LinkRefused(_("Quote the words of the sentence that the record answers."))
    if len(words) > LONGEST_QUOTE:
        raise LinkRefused(_("Quote at most %(n)d characters.") % {"n": LONGEST_QUOTE})
    if words.lower() not in " ".join(sentence.text.split()).lower():
        raise LinkRefused(
            _("The sentence does not say “%(quote)s”. Copy the words from it as they stand.")
            % {"quote": words}
        )
    return words


def _as(sentence: Sentence, kind: SentenceKind, by: models.Model | None) -> Sentence:
    """Return the sentence under lock, sorted as `kind` where nobody has sorted it."""
    rows = Sentence.objects.select_for_update(no_key=True, of=("self",))
    current = rows.select_related("part__paper").get(pk=sentence.pk)
    if not current.kind:
        return sentences.sort(current, kind, by=by)
    if current.kind != kind:
        raise LinkRefused(_ANSWERED_BY[SentenceKind(current.kind)]())
    return current


_ANSWERED_BY = {
    SentenceKind.FACT: lambda: _(
        "This sentence is a fact: a record answers it. Sort it differently first."
    ),
    SentenceKind.PROMISE: lambda: _(
        "This sentence is a promise: an Aufgabe answers it. Sort it differently first."
    ),
    SentenceKind.TASK: lambda: _(
        "This sentence is a task: an activity answers it. Sort it differently first."
    ),
}


def _keep(link: Evidence, by: models.Model | None, changes: audit.Changes) -> Evidence:
    try:
        with transaction.atomic():
            link.save()
    except IntegrityError:
        raise LinkRefused(_("The sentence is linked to this already.")) from None
    _record("link.added", link, by, changes)
    return link


def _record(action: str, link: Evidence, by: models.Model | None, changes: audit.Changes) -> None:
    """Record the act with the paper, whose timeline it stands in."""
    sentence = link.sentence
    audit.record(action, about=sentence, by=by, changes=changes, also=[sentence.part.paper])
