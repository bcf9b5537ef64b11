"""Words of the concept and the figures in every language of the portal."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from konfluenz.directory.models import PostStageKind
from konfluenz.directory.standings import Standing, Vacancy
from konfluenz.ground import dates
from konfluenz.portal.council_words import VOTES
from konfluenz.steering.goal_standings import GoalStanding
from konfluenz.steering.models import (
    Concept,
    ConceptState,
    DatedBy,
    GoalState,
    MunicipalFunction,
    ObservationState,
)

Words = dict[str, str | Promise]

CONCEPT_STATES: Words = {
    ConceptState.DRAFT: gettext_lazy("in draft"),
    ConceptState.PARTICIPATION: gettext_lazy("in participation"),
    ConceptState.ADOPTED: gettext_lazy("adopted"),
    ConceptState.IN_FORCE: gettext_lazy("in force"),
    ConceptState.UNDER_REVIEW: gettext_lazy("under review"),
    ConceptState.SUPERSEDED: gettext_lazy("superseded"),
}
FUNCTIONS: Words = {
    MunicipalFunction.COORDINATION: gettext_lazy("Coordination"),
    MunicipalFunction.SHAPING: gettext_lazy("Shaping"),
    MunicipalFunction.SERVICE: gettext_lazy("Service"),
}
GOAL_STATES: Words = {
    GoalState.NOT_STARTED: gettext_lazy("not started"),
    GoalState.IN_PROGRESS: gettext_lazy("in progress"),
    GoalState.REACHED: gettext_lazy("reached"),
    GoalState.NOT_WORKABLE: gettext_lazy("cannot be worked satisfactorily"),
    GoalState.DROPPED: gettext_lazy("dropped"),
}
GOAL_BADGES = {
    GoalState.IN_PROGRESS: "info",
    GoalState.REACHED: "success",
    GoalState.NOT_WORKABLE: "warning",
}
"""The colour of each state's badge; the word carries the meaning."""

STAGES: Words = {
    PostStageKind.JUSTIFIED: gettext_lazy("justified"),
    PostStageKind.SUPPORTED: gettext_lazy("supported by the administration"),
    PostStageKind.DECIDED: gettext_lazy("decided"),
    PostStageKind.ESTABLISHED: gettext_lazy("established"),
    PostStageKind.DROPPED: gettext_lazy("dropped"),
    PostStageKind.UNDOCUMENTED: gettext_lazy("not documented"),
}
DATED_BY: Words = {
    DatedBy.REPORT: gettext_lazy("date of the report, the reference day is not documented"),
}
OBSERVATION_STATES: Words = {ObservationState.PROVISIONAL: gettext_lazy("provisional")}


def goal_state(found: GoalStanding) -> str:
    """Return how a goal stands, also where nobody has said so."""
    if found.state is not None:
        return str(GOAL_STATES[found.state])
    return _("to be assessed anew") if found.stale else _("not assessed yet")


def adoption(concept: Concept) -> str:
    """Return when and how a concept was adopted, without the name of the body, or ""."""
    if concept.adopted_date is None:
        return ""
    day = dates.show(concept.adopted_date, concept.adopted_precision)
    if concept.adopted_vote:
        return _("adopted %(vote)s, %(date)s") % {"vote": VOTES[concept.adopted_vote], "date": day}
    return _("adopted, %(date)s") % {"date": day}


def unstaffed(since: str) -> str:
    """Return the sentence of a field that rests on a post nobody holds; `since` is a date."""
    if since:
        return _("cannot be worked satisfactorily: post unstaffed since %(date)s") % {"date": since}
    return _("cannot be worked satisfactorily: post unstaffed")


def standing(found: Standing) -> str:
    """Return how a post stands today; who holds it is not said in public."""
    since = dates.show(found.since, found.precision)
    said = {
        Vacancy.HELD: _("staffed since %(date)s") if since else _("staffed"),
        Vacancy.VACANT: _("unstaffed since %(date)s") if since else _("unstaffed"),
        Vacancy.DROPPED: _("unstaffed since %(date)s") if since else _("unstaffed"),
        Vacancy.PLANNED: _("not established yet"),
        Vacancy.UNDOCUMENTED: _("how it went on is not documented"),
    }[found.state]
    return said % {"date": since} if "%(date)s" in said else said
