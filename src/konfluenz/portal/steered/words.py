"""Words of measures, hearings, rounds and comments in every language of the portal."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from konfluenz.ground import dates
from konfluenz.steering.models import (
    CommentOutcome,
    Development,
    HearingState,
    MeasureState,
    ParticipationRound,
)
from konfluenz.steering.participations import RoundState

Words = dict[str, str | Promise]

MEASURE_STATES: Words = {
    MeasureState.PLANNED: gettext_lazy("planned"),
    MeasureState.RUNNING: gettext_lazy("running"),
    MeasureState.ENDED: gettext_lazy("ended"),
    MeasureState.DROPPED: gettext_lazy("given up"),
}
MEASURE_BADGES = {MeasureState.RUNNING: "info", MeasureState.ENDED: "success"}
HEARING_STATES: Words = {
    HearingState.PLANNED: gettext_lazy("planned"),
    HearingState.HELD: gettext_lazy("took place"),
    HearingState.FINDINGS: gettext_lazy("findings on record"),
    HearingState.CONSEQUENCES: gettext_lazy("consequences drawn"),
}
OUTCOMES: Words = {
    CommentOutcome.TAKEN_UP: gettext_lazy("taken up"),
    CommentOutcome.PARTLY: gettext_lazy("taken up in part"),
    CommentOutcome.NOT_TAKEN_UP: gettext_lazy("not taken up"),
    CommentOutcome.ELSEWHERE: gettext_lazy("concerns something else, handed on"),
    "": gettext_lazy("not answered yet"),
}
OUTCOME_BADGES = {CommentOutcome.TAKEN_UP: "success", CommentOutcome.PARTLY: "info"}
"""The colour of each badge; the word carries the meaning."""


def round_state(row: ParticipationRound, state: RoundState) -> str:
    """Return whether one can write in a round, and until when."""
    if state == RoundState.OPEN:
        return _("You can write until %(date)s.") % {"date": dates.show(row.closes_on)}
    if state == RoundState.AHEAD:
        return _("You can write from %(date)s.") % {"date": dates.show(row.opens_on)}
    return _("Closed on %(date)s.") % {"date": dates.show(row.closes_on)}


def days(development: Development) -> str:
    """Return since when, or from when until when."""
    since = dates.show(development.date)
    if development.over_on is None:
        return _("since %(date)s") % {"date": since}
    return f"{since} – {dates.show(development.over_on)}"
