"""Versions of the Integrationskonzept: drafted, adopted, in force, reviewed, superseded (PR-06)."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from konfluenz.directory.models import Organization
from konfluenz.ground import audit, revisions, saving, search
from konfluenz.ground.dates import Precision
from konfluenz.steering import days, functions
from konfluenz.steering.models import Concept, ConceptState, RevisionReview
from konfluenz.steering.models.concepts import BEFORE_ADOPTION

MOVES: dict[str, frozenset[str]] = {
    ConceptState.DRAFT: frozenset({ConceptState.PARTICIPATION}),
    ConceptState.PARTICIPATION: frozenset({ConceptState.DRAFT}),
    ConceptState.ADOPTED: frozenset({ConceptState.IN_FORCE, ConceptState.SUPERSEDED}),
    ConceptState.IN_FORCE: frozenset({ConceptState.UNDER_REVIEW, ConceptState.SUPERSEDED}),
    ConceptState.UNDER_REVIEW: frozenset({ConceptState.IN_FORCE, ConceptState.SUPERSEDED}),
    ConceptState.SUPERSEDED: frozenset(),
}
"""What may follow by `move`. Adoption has a verb of its own, from draft or participation."""

VALID = (ConceptState.IN_FORCE, ConceptState.UNDER_REVIEW)
"""The states in which a concept is the one to work by."""

_ADOPTION = frozenset({"adopted_date", "adopted_precision", "adopted_by", "adopted_vote"})
_OF_ITS_OWN = frozenset({"state"})


class ConceptRefused(Exception):
    """A concept cannot be as wished; the message says why and how to mend it."""


@transaction.atomic
def add(title: str, label: str, *, by: models.Model | None, **values: Any) -> Concept:
    """Add a version in draft; `label` tells it apart ("2022").

    Raises ConceptRefused: a label or predecessor that is taken, a draft of the future.
    """
    concept = Concept(title=title, label=label)
    audit.apply(concept, _editable(concept, values))
    _keep(concept)
    audit.record("concept.added", about=concept, by=by)
    return concept


@transaction.atomic
def correct(
    concept: Concept,
    values: Mapping[str, Any],
    *,
    seen: int | None = None,
    by: models.Model | None,
) -> Concept:
    """Change fields of `concept`, those of its adoption once it is adopted; never its state.

    Raises ConceptRefused as `add` and `adopt` do, or Stale.
    """
    if "predecessor" in values:
        _locked()
    current = revisions.claim(concept, seen=seen)
    changes = audit.apply(current, _editable(current, values))
    if changes:
        _keep(current)
        audit.record("concept.corrected", about=current, by=by, changes=changes)
    return current


@transaction.atomic
def adopt(
    concept: Concept,
    date: dt.date,
    body: Organization | None,
    *,
    by: models.Model | None,
    vote: str = "",
    precision: str = Precision.DAY,
    seen: int | None = None,
) -> Concept:
    """Note that `body` adopted `concept` on `date` (F-05). None: no source says which body.

    Raises ConceptRefused when it is adopted already, the day lies ahead or before the draft,
    or Stale.
    """
    current = revisions.claim(concept, seen=seen)
    if current.state not in BEFORE_ADOPTION:
        raise ConceptRefused(_("This concept is adopted already."))
    values = {
        "state": ConceptState.ADOPTED,
        "adopted_date": date,
        "adopted_precision": precision,
        "adopted_by": body,
        "adopted_vote": vote,
    }
    changes = audit.apply(current, values)
    _keep(current)
    also = [body] if body else []
    audit.record("concept.adopted", about=current, by=by, changes=changes, also=also)
    return current


@transaction.atomic
def move(
    concept: Concept,
    state: str,
    *,
    by: models.Model | None,
    reason: str = "",
    seen: int | None = None,
) -> Concept:
    """Take `concept` to its next state. In force, it supersedes the one that it replaces.

    Raises ConceptRefused for a step out of order, a second concept in force, or one that is
    superseded without a reason; Stale.
    """
    others = _locked()
    current = revisions.claim(concept, seen=seen)
    _refuse_move(current, state, reason)
    if state == ConceptState.IN_FORCE:
        _refuse_second_in_force(current, others)
        _supersede_predecessor(current, by)
    changes = audit.apply(current, {"state": ConceptState(state)})
    _keep(current)
    audit.record("concept.moved", about=current, by=by, changes=changes, reason=reason)
    return current


@transaction.atomic
def review(
    concept: Concept,
    date: dt.date,
    needed: bool,
    reason: str,
    *,
    by: models.Model | None,
    source: str = "",
) -> RevisionReview:
    """Note whether `concept` needs to be revised, asked on `date` (D-03).

    Raises ConceptRefused without a reason, before its adoption, ahead of today, or when that
    day has an answer.
    """
    current = revisions.claim(concept)
    _refuse_review(current, date, reason)
    row = RevisionReview(concept=current, date=date, needed=needed, reason=reason, source=source)
    saving.save(row, ConceptRefused)
    current.save()
    changes = {"date": (None, date), "needed": (None, needed)}
    audit.record("concept.reviewed", about=current, by=by, changes=changes, reason=reason)
    return row


def current() -> Concept | None:
    """Return the concept in force, under review or not; None while there is none."""
    return Concept.objects.filter(state__in=VALID).order_by("-adopted_date", "-pk").first()


def _locked() -> list[Concept]:
    """Return all concepts, locked: which one replaces which is one matter."""
    return list(Concept.objects.select_for_update(no_key=True).order_by("pk"))


def _editable(concept: Concept, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return what of `values` may be set on `concept` as it stands, days at their first day."""
    closed = _OF_ITS_OWN | (_ADOPTION if concept.state in BEFORE_ADOPTION else frozenset())
    kept = {name: value for name, value in values.items() if name not in closed}
    if "functions" in kept:
        kept["functions"] = functions.checked(kept["functions"], ConceptRefused)
    return kept


def _keep(concept: Concept) -> None:
    """Check, save and index `concept`."""
    _settle_days(concept)
    _refuse_days(concept)
    _refuse_taken(concept)
    saving.save(concept, ConceptRefused)
    texts = [concept.label, concept.participation, concept.get_state_display()]
    search.index(concept, title=concept.title, texts=texts)


def _settle_days(concept: Concept) -> None:
    if concept.drafted_date:
        concept.drafted_date = days.first(concept.drafted_date, concept.drafted_precision)
    if concept.adopted_date:
        concept.adopted_date = days.first(concept.adopted_date, concept.adopted_precision)


def _refuse_days(concept: Concept) -> None:
    today, drafted, adopted = timezone.localdate(), concept.drafted_date, concept.adopted_date
    if drafted and drafted > today:
        raise ConceptRefused(_("The day of the draft lies ahead. Enter it when it has come."))
    if adopted and adopted > today:
        raise ConceptRefused(_("The day of the adoption lies ahead. Enter it when it has come."))
    if drafted and adopted and _adopted_before_drafted(concept, adopted, drafted):
        raise ConceptRefused(
            _("A concept is drafted before it is adopted. Check both days: one must be wrong.")
        )


def _adopted_before_drafted(concept: Concept, adopted: dt.date, drafted: dt.date) -> bool:
    return days.surely_before(
        adopted, concept.adopted_precision, drafted, concept.drafted_precision
    )


def _refuse_taken(concept: Concept) -> None:
    others = Concept.objects.exclude(pk=concept.pk)
    if others.filter(label=concept.label).exists():
        raise ConceptRefused(
            _("There is a version “%(label)s” already. Choose another one.")
            % {"label": concept.label}
        )
    _refuse_circle(concept)
    heir = others.filter(predecessor=concept.predecessor_id).first()
    if concept.predecessor_id is not None and heir is not None:
        raise ConceptRefused(
            _("%(old)s is replaced by %(new)s already.") % {"old": concept.predecessor, "new": heir}
        )


def _refuse_circle(concept: Concept) -> None:
    links = dict(Concept.objects.values_list("pk", "predecessor"))
    step, steps = concept.predecessor_id, 0
    while step is not None and steps <= len(links):
        if step == concept.pk:
            raise ConceptRefused(_("A concept cannot replace itself or one that comes after it."))
        step, steps = links.get(step), steps + 1


def _refuse_move(concept: Concept, state: str, reason: str) -> None:
    if state == ConceptState.ADOPTED and concept.state in BEFORE_ADOPTION:
        raise ConceptRefused(_("Enter the adoption with its day and body, not the state alone."))
    if state not in MOVES[concept.state]:
        raise ConceptRefused(
            _("From “%(old)s” a concept does not go to “%(new)s”.")
            % {
                "old": concept.get_state_display(),
                "new": dict(ConceptState.choices).get(state, state),
            }
        )
    if state == ConceptState.SUPERSEDED and not reason.strip():
        raise ConceptRefused(_("Say why, in a few words: the others will ask."))


def _refuse_second_in_force(concept: Concept, others: list[Concept]) -> None:
    for other in others:
        if other.state in VALID and other.pk not in (concept.pk, concept.predecessor_id):
            raise ConceptRefused(
                _("%(other)s is in force. Enter it as the one that is replaced, or supersede it.")
                % {"other": other}
            )


def _supersede_predecessor(concept: Concept, by: models.Model | None) -> None:
    if concept.predecessor is None:
        return
    old = revisions.claim(concept.predecessor)
    if ConceptState.SUPERSEDED not in MOVES[old.state]:
        return
    changes = audit.apply(old, {"state": ConceptState.SUPERSEDED})
    _keep(old)
    audit.record("concept.moved", about=old, by=by, changes=changes, also=[concept])


def _refuse_review(concept: Concept, date: dt.date, reason: str) -> None:
    if concept.adopted_date is None or concept.state in BEFORE_ADOPTION:
        raise ConceptRefused(_("Only a concept that is adopted is asked whether it still fits."))
    if days.surely_before(date, Precision.DAY, concept.adopted_date, concept.adopted_precision):
        raise ConceptRefused(_("On that day the concept was not adopted yet."))
    if date > timezone.localdate():
        raise ConceptRefused(_("That day lies ahead. Enter the answer when it has come."))
    if not reason.strip():
        raise ConceptRefused(_("Say why, in a few words: the others will ask."))
    if concept.reviews.filter(date=date).exists():
        raise ConceptRefused(_("That day has an answer already."))
