"""One link from a sentence to what answers it, held against what is stored now.

What a `Proof` carries may be shown to everybody where `public` says so: never notes,
details or persons.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.db.models import Model, TextChoices
from django.utils.translation import gettext_lazy as _

from konfluenz.actions.models import State, Task
from konfluenz.council import activities, claims, quotes, values
from konfluenz.council.claims import Claim
from konfluenz.council.claims.kinds import Finding
from konfluenz.council.models import Evidence, SentenceKind
from konfluenz.council.values import Count, Several, Value
from konfluenz.ground import references
from konfluenz.ground.references import Reference


class Answer(TextChoices):
    """How a sentence of a paper stands (`experience.md`, the first ten minutes)."""

    FULFILLED = "fulfilled", _("fulfilled")
    OPEN = "open", _("open")
    UNPROVEN = "unproven", _("not proven")


class Why(TextChoices):
    """Why a link answers as it does; faces may have their own words for it."""

    EQUAL = "equal", _("The record says the same.")
    OTHERWISE = "otherwise", _("The record says something else today.")
    EMPTY = "empty", _("The record says nothing about this today.")
    GONE = "gone", _("The record was deleted.")
    TASK_DONE = "task_done", _("The task is done.")
    TASK_LIVE = "task_live", _("The task is not done yet.")
    TASK_DROPPED = "task_dropped", _("The task was closed without being done.")
    ALIVE = "alive", _("There are live records of it.")
    IDLE = "idle", _("There is no live record of it in the period.")
    OTHER_KIND = "other_kind", _("It does not count: the sentence is of another kind.")


@dataclass(frozen=True)
class Proof:
    """What one link says today.

    `title` names the record ("Stadtrat"), `kind_label` its kind, `attribute_label` what was
    read of it, `value` that reading in words and `reading` as it is. For an activity `title`
    names it and `value` is how many live records there are. `source` is the paper or person
    that vouches for the reading. `reference` is None for an activity; `public_id` stands in
    the record's address, empty when it is gone. `public`: title, value and source may be
    shown to everybody; the quote, `answer` and `why` always may.
    """

    evidence: Evidence
    answer: Answer
    code: Why
    kind_label: str = ""
    title: str = ""
    attribute_label: str = ""
    quote: str = ""
    value: str = ""
    reading: Value | None = None
    source: str = ""
    reference: Reference | None = None
    public_id: str = ""
    public: bool = False

    @property
    def holds(self) -> bool:
        """Whether the link answers its sentence today."""
        return self.answer == Answer.FULFILLED

    @property
    def counts(self) -> bool:
        """Whether the link is of the kind that the sentence needs."""
        return self.code != Why.OTHER_KIND

    @property
    def why(self) -> str:
        """The reason as a plain sentence."""
        return str(self.code.label)


def of(links: Sequence[Evidence], day: dt.date | None = None) -> dict[int, Proof]:
    """Return what each of `links` says as of `day` (today if None), by primary key.

    The links carry their sentences. The number of queries grows with the kinds of record
    that are linked, not with the links.
    """
    tasks = _tasks(links)
    there = claims.records(link.target for link in links if link.attribute)
    asked = [(link.target, link.attribute) for link in links if link.attribute]
    said = claims.read(asked, there, day)
    live = activities.count((link.activity for link in links if link.activity), day)
    proofs: dict[int, Proof] = {}
    for link in links:
        if link.activity:
            proof = _activity(link, live.get(link.activity, 0))
        elif link.attribute:
            proof = _fact(link, there.get(link.target), said)
        else:
            proof = _promise(link, tasks.get(link.target))
        proofs[link.pk] = proof if _answers(link) else _uncounted(proof)
    return proofs


def together(proofs: Iterable[Proof]) -> Answer:
    """Return how a sentence with these proofs stands; without one that counts it is open."""
    answers = {proof.answer for proof in proofs if proof.counts}
    if Answer.UNPROVEN in answers:
        return Answer.UNPROVEN
    return Answer.FULFILLED if answers == {Answer.FULFILLED} else Answer.OPEN


def _answers(link: Evidence) -> bool:
    """Return whether the link is of the kind that its sentence needs."""
    if link.activity:
        return link.sentence.kind == SentenceKind.TASK
    needed = SentenceKind.FACT if link.attribute else SentenceKind.PROMISE
    return link.sentence.kind == needed


def _uncounted(proof: Proof) -> Proof:
    return replace(proof, answer=Answer.OPEN, code=Why.OTHER_KIND)


def _tasks(links: Iterable[Evidence]) -> dict[Reference, Task]:
    label = references.label(Task)
    keys = {link.target_id for link in links if link.target_label == label}
    if not keys:
        return {}
    rows = Task.objects.filter(pk__in=keys).defer("details", "outcome").select_related("unit")
    return {references.to(task): task for task in rows}


def _fact(link: Evidence, record: Model | None, said: Mapping[Claim, Finding]) -> Proof:
    kind = claims.KINDS.get(link.target_label)
    attribute = claims.attribute(link.target_label, link.attribute)
    proof = Proof(
        link,
        Answer.UNPROVEN,
        Why.GONE,
        kind_label=kind.name if kind else "",
        attribute_label=str(attribute.label) if attribute else "",
        quote=link.quote,
        reference=link.target,
    )
    if kind is None or attribute is None or record is None:
        return proof
    finding = said[link.target, link.attribute]
    answer, code = _compared(link.quote, finding.value)
    return replace(
        proof,
        answer=answer,
        code=code,
        title=kind.title(record),
        value=values.show(_named(link.quote, finding.value)),
        reading=finding.value,
        source=finding.source,
        public_id=str(getattr(record, "public_id", "")),
        public=kind.public(record),
    )


def _named(quote: str, value: Value | None) -> Value | None:
    """Return of several values those the quote names; all of them where it names none."""
    if not isinstance(value, Several):
        return value
    named = tuple(one for one in value.values if quotes.says(quote, one))
    return Several(named) if named else value


def _compared(quote: str, value: Value | None) -> tuple[Answer, Why]:
    if value is None:
        return Answer.UNPROVEN, Why.EMPTY
    if quotes.says(quote, value):
        return Answer.FULFILLED, Why.EQUAL
    return Answer.UNPROVEN, Why.OTHERWISE


def _promise(link: Evidence, task: Task | None) -> Proof:
    name = str(Task._meta.verbose_name)
    if task is None:
        gone = link.target
        return Proof(link, Answer.UNPROVEN, Why.GONE, kind_label=name, reference=gone)
    answer, code = _kept(task)
    return Proof(
        link,
        answer,
        code,
        kind_label=name,
        title=task.title,
        attribute_label=str(task._meta.get_field("state").verbose_name),
        value=task.get_state_display(),
        reference=link.target,
        public_id=str(task.public_id),
    )


def _kept(task: Task) -> tuple[Answer, Why]:
    if task.state == State.DONE:
        return Answer.FULFILLED, Why.TASK_DONE
    return Answer.OPEN, Why.TASK_LIVE if task.is_live else Why.TASK_DROPPED


def _activity(link: Evidence, live: int) -> Proof:
    activity = activities.find(link.activity)
    return Proof(
        link,
        Answer.FULFILLED if live else Answer.UNPROVEN,
        Why.ALIVE if live else Why.IDLE,
        kind_label=str(_("Activity")),
        title=str(activity.label) if activity else link.activity,
        attribute_label=activity.period if activity else "",
        value=str(live),
        reading=Count(live),
        public=True,
    )
