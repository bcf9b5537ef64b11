"""Goals of a field, and what is said of how they stand: with a reason, never overwritten."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import models, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from konfluenz.directory import standings
from konfluenz.directory.models import OrgUnit, Post
from konfluenz.directory.standings import Vacancy
from konfluenz.ground import audit, dates, revisions, saving, search
from konfluenz.steering import functions, subscriptions
from konfluenz.steering.models import Goal, GoalState, GoalStatus, PriorityArea


class GoalRefused(Exception):
    """A goal or its status cannot be as wished; the message says why."""


@transaction.atomic
def add(
    area: PriorityArea,
    text: str,
    *,
    by: models.Model | None,
    number: int | None = None,
    **values: Any,
) -> Goal:
    """Add a goal to `area`, by default with the next number. Raises GoalRefused."""
    area = PriorityArea.objects.select_for_update(no_key=True).get(pk=area.pk)
    goal = Goal(area=area, text=text.strip(), number=number or _next_number(area))
    audit.apply(goal, _editable(values))
    _keep(goal)
    audit.record("goal.added", about=goal, by=by, also=[area, area.concept])
    return goal


@transaction.atomic
def correct(
    goal: Goal, values: Mapping[str, Any], *, seen: int | None = None, by: models.Model | None
) -> Goal:
    """Change text, number, functions or source of `goal`. Raises GoalRefused or Stale."""
    current = revisions.claim(goal, seen=seen)
    changes = audit.apply(current, _editable(values))
    if changes:
        _keep(current)
        audit.record("goal.corrected", about=current, by=by, changes=changes, also=[current.area])
    return current


@transaction.atomic
def remove(goal: Goal, *, by: models.Model | None) -> None:
    """Remove a goal that was entered by mistake.

    Raises GoalRefused when something was said of it: what was reported stays.
    """
    current = revisions.claim(goal)
    if current.statuses.exists():
        raise GoalRefused(_("This goal has a history. Note it as given up instead."))
    audit.record("goal.removed", about=current, by=by, also=[current.area])
    search.forget(current)
    subscriptions.end_all(current)
    current.delete()


@transaction.atomic
def note(
    goal: Goal,
    state: str,
    reason: str,
    *,
    unit: OrgUnit,
    date: dt.date,
    by: models.Model | None,
    post: Post | None = None,
    source: str = "",
) -> GoalStatus:
    """Note that `unit` says how `goal` stood on `date`, and why (T-17).

    "cannot be worked" may rest on a `post`: it holds while nobody is on it. Raises GoalRefused
    without a reason, for a day ahead, for another state that rests on a post, or for a post
    that was held on that day. Whoever subscribed to the goal gets a mail.
    """
    current = revisions.claim(goal)
    _refuse_status(state, reason, date)
    _refuse_post(state, post, date)
    status = GoalStatus(
        goal=current,
        date=date,
        state=state,
        reason=reason.strip(),
        unit=unit,
        post=post,
        source=source,
    )
    saving.save(status, GoalRefused)
    current.save()
    also = [record for record in (current.area, unit, post) if record is not None]
    changes = {"state": (None, status.state), "date": (None, date)}
    audit.record("goal.noted", about=current, by=by, changes=changes, reason=reason, also=also)
    subscriptions.tell(status)
    return status


def _next_number(area: PriorityArea) -> int:
    return int(area.goals.aggregate(last=Max("number"))["last"] or 0) + 1


def _editable(values: Mapping[str, Any]) -> dict[str, Any]:
    kept = {name: value for name, value in values.items() if name != "area"}
    if "functions" in kept:
        kept["functions"] = functions.checked(kept["functions"], GoalRefused)
    return kept


def _keep(goal: Goal) -> None:
    saving.save(goal, GoalRefused)
    texts = [str(goal.area), goal.area.concept.label]
    search.index(goal, title=goal.text, texts=texts)


def _refuse_status(state: str, reason: str, date: dt.date) -> None:
    if state not in GoalState.values:
        raise GoalRefused(_("Choose how the goal stands."))
    if not reason.strip():
        raise GoalRefused(_("A status needs a reason: say in a few words why it is so."))
    if date > timezone.localdate():
        raise GoalRefused(_("That day lies ahead. A status says how it is, not how it will be."))


def _refuse_post(state: str, post: Post | None, date: dt.date) -> None:
    if post is None:
        return
    if state != GoalState.NOT_WORKABLE:
        raise GoalRefused(_("Only “cannot be worked satisfactorily” rests on a post."))
    if standings.of([post], date)[post.pk].state == Vacancy.HELD:
        raise GoalRefused(
            _("On %(day)s the post “%(post)s” is held. Name another post, or none.")
            % {"day": dates.show(date), "post": post}
        )
