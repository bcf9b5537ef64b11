"""What came of a consultation: entered once, corrected only with a reason (`domain.md` 3.2).

Heads are counted for and against what came out: "abgelehnt bei 3 Gegenstimmen" means that
three did not want to reject.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from konfluenz.council import consultations, group_votes, resolutions
from konfluenz.council.boxes import of as boxes
from konfluenz.council.consultations import ConsultationRefused
from konfluenz.council.group_votes import GroupCount, GroupVoteRefused
from konfluenz.council.models import Consultation, ConsultationResult, Outcome, Resolution
from konfluenz.council.models.consultations import COUNTS
from konfluenz.council.resolutions import ResolutionRefused
from konfluenz.council.wordings import sentence
from konfluenz.directory.models import Organization
from konfluenz.ground import audit, revisions, saving

__all__ = ["ResultRefused", "boxes", "correct", "enter", "sentence"]


MOST_HEADS = 999
"""No council has more members; a larger number is a slip of the keyboard."""


class ResultRefused(Exception):
    """A result cannot be as wished; the message says why."""


@transaction.atomic
def enter(
    consultation: Consultation,
    outcome: str,
    *,
    by: models.Model | None,
    seen: int | None = None,
    groups: Sequence[GroupCount] = (),
    **values: Any,
) -> ConsultationResult:
    """Enter what came of `consultation`; `values` are the other fields of its result.

    "referred" puts the target body next on the path, "adjourned" the same body on its new
    day; "adopted" with its text makes a resolution. `groups`: how the Fraktionen voted. Raises
    ResultRefused when there is a result, the day is to come, a state rule is broken, or more
    heads voted than there are seats; Stale when `seen` is not current.
    """
    current = _claim(consultation, seen)
    if hasattr(current, "result"):
        raise ResultRefused(
            _("This consultation has its result already. Correct it, with the reason.")
        )
    result = ConsultationResult(consultation=current, outcome=outcome, **values)
    _save(result, groups)
    votes = group_votes.replace(result, groups)
    current.save()
    audit.record(
        "result.entered",
        about=current,
        by=by,
        changes={"outcome": ("", result.outcome), "vote": ("", result.vote)} | votes,
        reason=result.source,
        also=[current.paper, current.body],
    )
    _follow_up(result, by)
    _resolve(result, by, reason=result.source)
    return result


@transaction.atomic
def correct(
    consultation: Consultation,
    values: Mapping[str, Any],
    *,
    reason: str,
    by: models.Model | None,
    seen: int | None = None,
    groups: Sequence[GroupCount] | None = None,
) -> ConsultationResult:
    """Change the result of `consultation` and what came of it: next station and resolution.

    A station that somebody has worked on since stays; so do the votes by group unless `groups`
    replaces them. Raises ResultRefused without a reason,
    without a result, or when a state rule is broken; Stale as `enter` does.
    """
    current = _claim(consultation, seen)
    if not reason.strip():
        raise ResultRefused(_("A result is corrected only with a reason. Say why."))
    result = ConsultationResult.objects.filter(consultation=current).first()
    if result is None:
        raise ResultRefused(_("This consultation has no result yet. Enter it first."))
    before = _next_stop(result)
    changes = audit.apply(result, values)
    votes = group_votes.of(result) if groups is None else groups
    if not changes and not group_votes.differ(result, votes):
        return result
    _save(result, votes)
    changes |= group_votes.replace(result, votes)
    current.save()
    audit.record(
        "result.corrected",
        about=current,
        by=by,
        changes=changes,
        reason=reason,
        also=[current.paper, current.body],
    )
    if before != _next_stop(result):
        _take_back(result, before, by, reason)
        _follow_up(result, by)
    _resolve(result, by, reason=reason)
    return result


class Stop(NamedTuple):
    """Where a result sends the paper. No `date`: it is not known yet."""

    body: Organization
    date: dt.date | None = None


def _next_stop(result: ConsultationResult) -> Stop | None:
    if result.referred_to is not None:
        return Stop(result.referred_to)
    if result.outcome == Outcome.ADJOURNED:
        return Stop(result.consultation.body, result.adjourned_to)
    return None


def _follow_up(result: ConsultationResult, by: models.Model | None) -> None:
    """Put the next station on the path, unless it stands there already."""
    here, stop = result.consultation, _next_stop(result)
    if stop is None or _stands_next(here, stop):
        return
    is_copy = stop.body == here.body
    try:
        consultations.add(
            here.paper,
            stop.body,
            date=stop.date,
            position=here.position + 1,
            role=here.role if is_copy else "",
            open_session=here.open_session or not is_copy,
            by=by,
        )
    except ConsultationRefused as refusal:
        raise ResultRefused(str(refusal)) from None


def _stands_next(here: Consultation, stop: Stop) -> bool:
    following = consultations.after(here)
    return (
        following is not None
        and not hasattr(following, "result")
        and following.body == stop.body
        and stop.date in (None, following.date)
    )


def _take_back(
    result: ConsultationResult, stop: Stop | None, by: models.Model | None, reason: str
) -> None:
    """Remove the station that the result made before, as long as nobody has touched it."""
    following = consultations.after(result.consultation)
    if (
        stop is not None
        and following is not None
        and (following.body, following.date) == stop
        and following.created_at >= result.entered_at
        and following.revision == 0
    ):
        consultations.remove(following, by=by, reason=reason)


def _resolve(result: ConsultationResult, by: models.Model | None, *, reason: str) -> None:
    """Let the resolution be what the result says: made, kept up, or gone."""
    here = result.consultation
    resolution = Resolution.objects.filter(consultation=here).first()
    resolved = result.outcome == Outcome.ADOPTED and bool(result.text)
    words = {"text": result.text, "vote": result.vote, "source": result.source}
    if resolved and resolution is None:
        resolutions.add(
            here.body,
            here.date,  # type: ignore[arg-type]
            by=by,
            consultation=here,
            paper=here.paper,
            public=here.paper.public and here.open_session,
            **words,
        )
    elif resolved and resolution is not None:
        resolutions.keep_up(resolution, words, by=by, reason=reason)
    elif resolution is not None:
        _unresolve(resolution, by, reason)


def _unresolve(resolution: Resolution, by: models.Model | None, reason: str) -> None:
    try:
        resolutions.remove(resolution, by=by, reason=reason)
    except ResolutionRefused as refusal:
        raise ResultRefused(str(refusal)) from None


def _claim(consultation: Consultation, seen: int | None) -> Consultation:
    """Lock the path, then the station: whoever touches a path does it in this order."""
    consultations.lock(consultation.paper)
    return revisions.claim(consultation, seen=seen)


def _save(result: ConsultationResult, groups: Sequence[GroupCount]) -> None:
    result.text, result.source = result.text.strip(), result.source.strip()
    _refuse_day(result)
    _refuse_target(result)
    _refuse_numbers(result)
    try:
        group_votes.check(result, groups)
        result.full_clean(exclude=["consultation"])
        with transaction.atomic():
            result.save()
    except GroupVoteRefused as refusal:
        raise ResultRefused(str(refusal)) from None
    except ValidationError as error:
        raise ResultRefused(saving.said(ConsultationResult, error)) from None
    except IntegrityError:
        raise ResultRefused(
            _("This consultation has its result already. Correct it, with the reason.")
        ) from None


def _refuse_day(result: ConsultationResult) -> None:
    date = result.consultation.date
    if date is None:
        raise ResultRefused(_("Enter first on which day it was debated."))
    if date > timezone.localdate():
        raise ResultRefused(_("The day of this consultation is still to come."))
    if result.adjourned_to is not None and result.adjourned_to <= date:
        raise ResultRefused(_("A paper is adjourned to a later day."))


def _refuse_target(result: ConsultationResult) -> None:
    target = result.referred_to
    if target is not None and not target.is_body:
        raise ResultRefused(_("%(name)s is no body of the city.") % {"name": target})
    if target is not None and target == result.consultation.body:
        raise ResultRefused(
            _("A paper is referred to another body. Choose “adjourned” to debate it here again.")
        )


def _refuse_numbers(result: ConsultationResult) -> None:
    heads = {name: getattr(result, name) or 0 for name in COUNTS}
    if max(heads.values()) > MOST_HEADS:
        raise ResultRefused(_("No body has so many members. Check the numbers."))
    known = result.votes_for is not None and result.votes_against is not None
    if known and heads["votes_for"] < heads["votes_against"]:
        raise ResultRefused(
            _("More votes against than in favour. Count for and against what came out.")
        )
