"""Posts: made, corrected, filled, vacated, dropped. Holding one grants its role.

How a post stands today is read in `directory/standings.py`.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from konfluenz.directory import access, notices, standings
from konfluenz.directory.models import (
    Holding,
    Organization,
    OrgUnit,
    Post,
    PostStage,
    PostStageKind,
)
from konfluenz.directory.models.posts import WHOLE
from konfluenz.ground import audit, revisions, search
from konfluenz.ground.dates import Precision
from konfluenz.people import roles
from konfluenz.people.models import Person


class PostRefused(Exception):
    """A post cannot be changed as wished; the message says why."""


class AppointmentRefused(PostRefused):
    """Somebody cannot be put on a post; the message says why."""


@transaction.atomic
def add(
    unit: OrgUnit, title: str, *, by: models.Model | None, role: str = "", **values: Any
) -> Post:
    """Add a post to `unit`. Raises PostRefused when `by` may not give `role`."""
    _refuse_role(role, by)
    post = Post.objects.create(unit=unit, title=title, role=role, **values)
    audit.record("post.added", about=post, by=by, also=[unit])
    _index(post)
    return post


@transaction.atomic
def correct(
    post: Post,
    values: Mapping[str, Any],
    *,
    seen: int | None = None,
    by: models.Model | None,
) -> Post:
    """Change fields of `post` and tell the mailbox of its unit; a new role moves to its holders.

    Raises PostRefused when `by` may not give the role, or Stale.
    """
    current = revisions.claim(post, seen=seen)
    before = current.role
    changes = audit.apply(current, values)
    if not changes:
        return current
    if current.role != before:
        _refuse_role(current.role, by)
        _change_role(current, before, by)
    current.save()
    audit.record("post.corrected", about=current, by=by, changes=changes, also=[current.unit])
    _index(current)
    notices.tell(
        "directory/mail/post_corrected", to=current.unit, about=current, changes=changes, by=by
    )
    return current


@transaction.atomic
def stage(
    post: Post,
    kind: str,
    date: dt.date,
    *,
    by: models.Model | None,
    precision: str = Precision.DAY,
    source: str = "",
    body: Organization | None = None,
) -> PostStage:
    """Add a step to the history of `post`. "dropped" ends whatever holding runs on `date`."""
    current = revisions.claim(post)
    if kind == PostStageKind.DROPPED:
        _end_holdings(current, date, precision, by)
    step = PostStage.objects.create(
        post=current, stage=kind, date=date, precision=precision, source=source, body=body
    )
    current.save()
    audit.record(
        "post.staged",
        about=current,
        by=by,
        changes={"stage": ("", step.stage), "date": (None, date)},
        reason=source,
        also=[current.unit],
    )
    return step


@transaction.atomic
def appoint(
    post: Post,
    person: Person | None,
    *,
    valid_from: dt.date,
    by: models.Model | None,
    valid_until: dt.date | None = None,
    share: int = WHOLE,
    source: str = "",
    valid_from_precision: str = Precision.DAY,
    valid_until_precision: str = Precision.DAY,
) -> Holding:
    """Put `person` on `post`, with the post's role; None: held, the name is not recorded.

    `share` is the percent of the post they take. Raises AppointmentRefused when more than
    the whole post would be held on some day, the post was dropped, the period is empty, or
    `by` may not give the role.
    """
    current = revisions.claim(post)
    holding = Holding(
        post=current,
        person=person,
        share=share,
        source=source,
        valid_from=valid_from,
        valid_from_precision=valid_from_precision,
        valid_until=valid_until,
        valid_until_precision=valid_until_precision,
    )
    _refuse_appointment(holding, valid_from, by)
    holding.save()
    current.save()
    _grant(holding, by)
    about = [person, current.unit] if person else [current.unit]
    changes = {"person": (None, str(person or "")), "valid_from": (None, valid_from)}
    audit.record("post.filled", about=current, by=by, changes=changes, also=about)
    return holding


@transaction.atomic
def vacate(
    post: Post,
    date: dt.date,
    *,
    by: models.Model | None,
    person: Person | None = None,
    precision: str = Precision.DAY,
    reason: str = "",
) -> list[Holding]:
    """End who holds `post` from `date` on (only `person` if given) and take the role back.

    Raises PostRefused when nobody holds it on that day.
    """
    current = revisions.claim(post)
    ended = _end_holdings(current, date, precision, by, person=person)
    if not ended:
        raise PostRefused(_("Nobody holds this post on that day."))
    current.save()
    audit.record(
        "post.vacated",
        about=current,
        by=by,
        changes={"valid_until": (None, date)},
        reason=reason,
        also=[current.unit, *(holding.person for holding in ended if holding.person)],
    )
    return ended


def vacant_since(post: Post, day: dt.date | None = None) -> tuple[dt.date, Precision] | None:
    """Return since when nobody holds `post`, or None while somebody does or nothing is known."""
    return standings.of([post], day)[post.pk].unstaffed_since


standing = standings.of


def _refuse_role(role: str, by: models.Model | None) -> None:
    if not access.may_give(by, role):
        raise PostRefused(_("This role may do more than you. Ask somebody who may grant roles."))


def _refuse_appointment(holding: Holding, start: dt.date, by: models.Model | None) -> None:
    if not access.may_give(by, holding.post.role):
        raise AppointmentRefused(
            _("This role may do more than you. Ask somebody who may grant roles.")
        )
    if holding.valid_until is not None and holding.valid_until <= start:
        raise AppointmentRefused(_("The end must be after the beginning."))
    last = holding.post.stages.filter(date__lte=start).last()
    if last is not None and last.stage == PostStageKind.DROPPED:
        raise AppointmentRefused(
            _("This post was dropped. Enter first that it was established again.")
        )
    beside = _overlapping(holding)
    if holding.person and any(other.person_id == holding.person.pk for other in beside):
        raise AppointmentRefused(_("%(person)s holds this post.") % {"person": holding.person})
    if holding.share + _most_held(beside, start) > WHOLE:
        names = ", ".join(str(other.person or _("name not recorded")) for other in beside)
        raise AppointmentRefused(
            _("The post is held already: %(names)s. End that first, or share the post.")
            % {"names": names}
        )


def _overlapping(holding: Holding) -> list[Holding]:
    rows = holding.post.holdings.select_related("person").filter(
        Q(valid_until__isnull=True) | Q(valid_until__gt=holding.valid_from)
    )
    if holding.valid_until is not None:
        rows = rows.filter(Q(valid_from__isnull=True) | Q(valid_from__lt=holding.valid_until))
    return list(rows)


def _most_held(holdings: list[Holding], start: dt.date) -> int:
    """Return the greatest sum of shares on any day from `start` on."""
    days = {start, *(other.valid_from for other in holdings if other.valid_from)}
    return max(
        sum(other.share for other in holdings if other.holds_on(day))
        for day in days
        if day >= start
    )


def _end_holdings(
    post: Post,
    date: dt.date,
    precision: str,
    by: models.Model | None,
    person: Person | None = None,
) -> list[Holding]:
    running = post.holdings.select_for_update(of=("self",)).select_related("person").on(date)
    if person is not None:
        running = running.filter(person=person)
    ended = [row for row in running if row.valid_from is None or row.valid_from < date]
    for holding in ended:
        holding.valid_until, holding.valid_until_precision = date, precision
        holding.save()
        _revoke(holding, post.role, by)
    return ended


def _grant(holding: Holding, by: models.Model | None) -> None:
    over = holding.valid_until is not None and holding.valid_until <= timezone.localdate()
    if holding.person is None or not holding.post.role or over:
        return
    roles.grant(
        holding.person,
        holding.post.role,
        by=by,
        origin=holding.post,
        valid_from=holding.valid_from,
        valid_until=holding.valid_until,
    )


def _revoke(holding: Holding, role: str, by: models.Model | None) -> None:
    """Take the role back; a later holding of the same person keeps its own."""
    if holding.person is None or not role:
        return
    end = holding.valid_until
    roles.revoke(holding.person, role, by=by, origin=holding.post, valid_until=end)
    for later in holding.post.holdings.filter(person=holding.person, valid_from__gte=end):
        _grant(later, by)


def _change_role(post: Post, before: str, by: models.Model | None) -> None:
    today = timezone.localdate()
    running = post.holdings.select_related("person").filter(
        Q(valid_until__isnull=True) | Q(valid_until__gt=today)
    )
    for holding in running:
        if holding.person is None:
            continue
        if before:
            roles.revoke(holding.person, before, by=by, origin=post, valid_until=today)
        if post.role:
            start = max(today, holding.valid_from or today)
            roles.grant(
                holding.person,
                post.role,
                by=by,
                origin=post,
                valid_from=start,
                valid_until=holding.valid_until,
            )


def _index(post: Post) -> None:
    search.index(post, title=f"{post.title}, {post.unit}", texts=[post.title, post.purpose])
