"""How concepts and goals stand, in words and colours, and what a concept needs next (PR-06)."""

import datetime as dt
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from konfluenz.ground import dates
from konfluenz.steering.concepts import MOVES
from konfluenz.steering.goal_standings import GoalStanding
from konfluenz.steering.models import Concept, ConceptState, GoalState, RevisionReview

CONCEPT_KINDS = {
    ConceptState.DRAFT: "",
    ConceptState.PARTICIPATION: "info",
    ConceptState.ADOPTED: "info",
    ConceptState.IN_FORCE: "success",
    ConceptState.UNDER_REVIEW: "warning",
    ConceptState.SUPERSEDED: "",
}
GOAL_KINDS = {
    GoalState.NOT_STARTED: "",
    GoalState.IN_PROGRESS: "info",
    GoalState.REACHED: "success",
    GoalState.NOT_WORKABLE: "warning",
    GoalState.DROPPED: "",
}
"""The colour of each state's badge; the word carries the meaning."""

REVIEW_AFTER = dt.timedelta(days=365)
"""How long an answer to whether a concept needs to be revised is taken to hold (D-03)."""


@dataclass(frozen=True)
class Next:
    """What a record needs next: a sentence, the words of the button, where that leads."""

    text: str
    label: str
    url: str


def goal_kind(standing: GoalStanding) -> str:
    """Return the colour of a goal's badge; one that must be looked at anew warns too."""
    if standing.state is None:
        return "warning" if standing.stale else ""
    return GOAL_KINDS[standing.state]


def moves(concept: Concept) -> list[tuple[str, str]]:
    """Return the states that `concept` may take next, with their names."""
    after = MOVES[concept.state]
    return [(state.value, str(state.label)) for state in ConceptState if state in after]


def next_act(concept: Concept, last: RevisionReview | None, today: dt.date) -> Next | None:
    """Return what `concept` needs next; `last` is the latest answer to whether to revise it."""
    if concept.state == ConceptState.IN_FORCE:
        return _in_force(concept, last, today)
    acts = {
        ConceptState.DRAFT: (
            _("The concept is being drafted. Citizens can take part next."),
            _("Begin participation"),
            _to(concept, "concept-move", ConceptState.PARTICIPATION),
        ),
        ConceptState.PARTICIPATION: (
            _("Citizens take part. A body adopts the concept next."),
            _("Enter adoption"),
            _to(concept, "concept-adopt"),
        ),
        ConceptState.ADOPTED: (
            _("The concept is adopted, but does not apply yet."),
            _("Put in force"),
            _to(concept, "concept-move", ConceptState.IN_FORCE),
        ),
        ConceptState.UNDER_REVIEW: (
            _("The concept is being revised. The revision becomes a version of its own."),
            _("Add new version"),
            f"{reverse('office:concept-add')}?predecessor={concept.public_id}",
        ),
    }
    act = acts.get(ConceptState(concept.state))
    return Next(*act) if act else None


def _in_force(concept: Concept, last: RevisionReview | None, today: dt.date) -> Next | None:
    if last is not None and last.needed:
        text = _("Since %(day)s it is known that the concept needs to be revised.")
        url = _to(concept, "concept-move", ConceptState.UNDER_REVIEW)
        return Next(text % {"day": dates.show(last.date)}, _("Begin revision"), url)
    if last is not None and today - last.date < REVIEW_AFTER:
        return None
    text = _("Whether the concept needs to be revised was last asked on %(day)s.")
    text = text % {"day": dates.show(last.date)} if last else _never()
    return Next(text, _("Answer again") if last else _("Answer"), _to(concept, "concept-review"))


def _never() -> str:
    return _("Nobody has said yet whether the concept needs to be revised.")


def _to(concept: Concept, page: str, state: str = "") -> str:
    path = reverse(f"office:{page}", kwargs={"public_id": concept.public_id})
    return f"{path}?to={state}" if state else path
