"""How measures, hearings, rounds, comments and developments stand: colours and next steps."""

import datetime as dt

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from konfluenz.ground import dates
from konfluenz.office.steering.steering_words import Next
from konfluenz.steering import days, hearings
from konfluenz.steering.models import (
    CommentOutcome,
    Development,
    Hearing,
    HearingState,
    Measure,
    MeasureState,
    ParticipationComment,
    ParticipationRound,
)
from konfluenz.steering.participations import RoundState

MEASURE_KINDS = {
    MeasureState.PLANNED: "",
    MeasureState.RUNNING: "info",
    MeasureState.ENDED: "success",
    MeasureState.DROPPED: "",
}
HEARING_KINDS = {
    HearingState.PLANNED: "",
    HearingState.HELD: "info",
    HearingState.FINDINGS: "info",
    HearingState.CONSEQUENCES: "success",
}
ROUND_KINDS = {
    RoundState.DRAFT: "",
    RoundState.AHEAD: "",
    RoundState.OPEN: "info",
    RoundState.CLOSED: "",
}
OUTCOME_KINDS = {
    "": "",
    CommentOutcome.TAKEN_UP: "success",
    CommentOutcome.PARTLY: "info",
    CommentOutcome.NOT_TAKEN_UP: "",
    CommentOutcome.ELSEWHERE: "",
}
"""The colour of each state's badge; the word carries the meaning."""


def next_of_measure(measure: Measure, today: dt.date) -> Next | None:
    """Return what `measure` needs next: a beginning or an end whose day has come."""
    begins, ends = measure.starts_on, measure.ends_on
    if measure.state == MeasureState.PLANNED and begins is not None and begins <= today:
        text = _("It was to begin on %(day)s.") % {"day": dates.show(begins)}
        return Next(text, _("Begin"), _to(measure, "measure-move", MeasureState.RUNNING))
    if measure.state == MeasureState.RUNNING and ends is not None and ends < today:
        text = _("It was to end on %(day)s.") % {"day": dates.show(ends)}
        return Next(
            text, _("Say what came of it"), _to(measure, "measure-move", MeasureState.ENDED)
        )
    return None


def next_of_hearing(hearing: Hearing, today: dt.date) -> Next | None:
    """Return what `hearing` needs next; nothing after the last step.

    Nothing before its day has come, or while the month or year lasts that alone is known of it.
    """
    planned = hearing.state == HearingState.PLANNED
    if planned and days.last(hearing.date, hearing.precision) > today:
        return None
    after = hearings.next_of(hearing)
    acts = {
        HearingState.HELD: (_("Its day has come. Did it take place?"), _("It took place")),
        HearingState.FINDINGS: (_("It took place. What did it find?"), _("Enter findings")),
        HearingState.CONSEQUENCES: (
            _("The findings are on record. What follows from them?"),
            _("Enter consequence"),
        ),
    }
    act = acts.get(after) if after else None
    return Next(*act, _to(hearing, "hearing-move", after)) if act and after else None


def next_of_round(row: ParticipationRound, unread: int, unanswered: int) -> Next | None:
    """Return what a round needs next: somebody who reads, then somebody who answers."""
    url = f"{reverse('office:comments')}?round={row.pk}"
    if unread:
        text = ngettext(
            "%(n)s comment is still to be read.", "%(n)s comments are still to be read.", unread
        ) % {"n": unread}
        return Next(text, _("Read comments"), f"{url}&read=unread")
    if unanswered:
        text = ngettext(
            "%(n)s comment is without an answer.",
            "%(n)s comments are without an answer.",
            unanswered,
        ) % {"n": unanswered}
        return Next(text, _("Answer comments"), f"{url}&read=unanswered")
    return None


def next_of_comment(comment: ParticipationComment) -> Next | None:
    """Return what a comment needs next: an answer."""
    if comment.outcome:
        return None
    text = _("Nobody has said yet what became of it.")
    return Next(text, _("Answer"), _to(comment, "comment-answer"))


def next_of_development(development: Development) -> Next | None:
    """Return what a development needs next: a response."""
    if development.response or development.over_on:
        return None
    text = _("Nobody has said yet how the city responds.")
    return Next(text, _("Note response"), _to(development, "development-respond"))


def _to(
    record: Measure | Hearing | ParticipationComment | Development, page: str, state: str = ""
) -> str:
    path = reverse(f"office:{page}", kwargs={"public_id": record.public_id})
    return f"{path}?to={state}" if state else path
